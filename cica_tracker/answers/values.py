"""The answers as Python has them, and as JSON: one definition of each for both, and for its schema.

None (`null`) is "no bound" for a number's `at_most` and "never, on what is known" for a day. Fields
are only ever added: what fits today's schema fits tomorrow's. `problems` is how many `check` finds
in the log; `hypothetical` has what was assumed for the one question.
"""

from datetime import date
from typing import Literal

from cica_tracker.answers.as_json import Answer
from cica_tracker.answers.force import Span
from cica_tracker.answers.parties import Party
from cica_tracker.answers.reconcile import Gap
from cica_tracker.answers.status import Range
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import Problem
from cica_tracker.model.value import value

Met = Literal["yes", "no", "possibly"]


@value
class Named:
    """How many named States certainly, and possibly, contract on the day."""

    certain: int
    possible: int


@value
class Quantity:
    """A number of consents, or a weight, from `at_least` to `at_most`; null: no bound."""

    at_least: float | None
    at_most: float | None


@value
class ConditionMet:
    """A condition of the clause on the day: what there is, what it needs, what is still missing.

    `missing` names the listed States that have not certainly consented; null for a count of anyone.
    """

    text: str
    met: Met
    have: Quantity
    need: Quantity
    remaining: Quantity
    missing: tuple[str, ...] | None


@value
class ForceDays:
    """The computed days in force, and the day announced by the depositary."""

    earliest: date | None
    latest: date | None
    announced: date | None


@value
class LastReport:
    """The id of a report, and the last day of its window."""

    id: str
    date: date


@value
class LastKnown:
    """What was last said of the count by the day asked about, and what the log holds since (ids).

    `date` is the last day of the last report's window; without a report, that of the last deposit.
    `remaining` were needed then. `open`: nothing later bounds the count from above.
    """

    date: date
    report: str | None
    remaining: Range | None
    since: tuple[str, ...]
    open: bool


@value
class SetAside:
    """A statement set aside, and those with which it cannot all be true (ids)."""

    id: str
    contradicts: tuple[str, ...]


@value
class Why:
    """The ids of the events that each bound of the count rests on; null: no such bound."""

    at_least: tuple[str, ...]
    at_most: tuple[str, ...] | None


@value(kw_only=True)
class StatusAnswer(Answer):
    """How many States contract at the end of a day, and how many more are needed.

    `required` and `remaining` are of the plain count condition, or of a single condition on listed
    States; else null. `conditions_met` and `entry_into_force` speak of the whole log, `in_force` of
    the day. `unidentified` is the least number of contracting States that the log cannot name.
    Where `tight` is false too many days are uncertain: the bounds are true, and may be wider than
    need be.
    """

    treaty: str
    as_of: date
    known_on: date | None
    contracting: Range
    required: Range | None
    remaining: Range | None
    named: Named
    unidentified: int
    in_force: Met
    conditions_met: Span
    entry_into_force: ForceDays
    conditions: tuple[ConditionMet, ...]
    last_report: LastReport | None
    set_aside: tuple[SetAside, ...]
    problems: int
    named_states: tuple[str, ...]
    possibly_named_states: tuple[str, ...]
    candidates: tuple[str, ...]
    why: Why
    tight: bool = True
    last_word: LastKnown | None = None
    hypothetical: tuple[str, ...] = ()

    _in_short = ("as_of", "contracting", "required", "remaining", "in_force")


@value(kw_only=True)
class ForceAnswer(Answer):
    """When the treaty enters into force: the conditions on the day, the clause, its arithmetic.

    `clause` is the id of the clause that decides; `delay` is in ISO 8601.
    """

    treaty: str
    as_of: date
    known_on: date | None
    in_force: Met
    conditions_met: Span
    entry_into_force: ForceDays
    conditions: tuple[ConditionMet, ...]
    clause: str | None
    delay: str | None
    arithmetic: tuple[str, ...]
    set_aside: tuple[SetAside, ...]
    problems: int
    hypothetical: tuple[str, ...] = ()

    _in_short = ("as_of", "in_force", "conditions", "clause")


@value
class ReportTest:
    """A report and its test: what it implies, and what all the others allow without it.

    `unidentified` of those it counts have no name in the log; `against` has the ids of what it
    contradicts.
    """

    id: str
    date: Window
    said: str
    contracting: int | None
    remaining: int | None
    implied: Range
    allowed: Range
    allowed_remaining: Range | None
    verdict: str
    unidentified: int
    against: tuple[str, ...]


@value
class ThresholdTest:
    """The clause's number against the one that the reports alone reveal, `by` those events."""

    stated: int | None
    revealed: Range | None
    by: tuple[str, ...]
    verdict: str


@value
class Contradicting:
    """Statements (ids) that cannot all be true, and the one set aside."""

    ids: tuple[str, ...]
    set_aside: str


@value(kw_only=True)
class ReconcileAnswer(Answer):
    """Every report tested against the rest of the record; `sound` when nothing is contradicted.

    Where `tight` is false what the others allow is true, and may be wider than need be.
    `between` is what came between the first report and the last; null where there are not two.
    """

    treaty: str
    known_on: date | None
    sound: bool
    reports: tuple[ReportTest, ...]
    clause: ThresholdTest
    gaps: tuple[Gap, ...]
    between: Gap | None
    candidates: tuple[str, ...]
    contradictions: tuple[Contradicting, ...]
    entry_into_force: ForceDays
    problems: int
    tight: bool = True

    _in_short = ("sound", "reports", "gaps", "contradictions")


@value(kw_only=True)
class PartiesAnswer(Answer):
    """The named States that had possibly consented by a day, and from when each is bound.

    `contracting` are all contracting States of the day, `unnamed` those that the log cannot name.
    """

    treaty: str
    as_of: date
    known_on: date | None
    contracting: Range
    unnamed: Range
    named: Named
    in_force: Met
    conditions_met: Span
    entry_into_force: ForceDays
    parties: tuple[Party, ...]
    problems: int
    hypothetical: tuple[str, ...] = ()

    _in_short = ("as_of", "in_force", "parties")


@value(kw_only=True)
class CheckAnswer(Answer):
    """Every problem of the log, at a line; none: all is well."""

    problems: tuple[Problem, ...]

    _in_short = ("problems",)
