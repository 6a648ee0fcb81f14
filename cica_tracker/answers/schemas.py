"""The shapes of the answers that programs read, from which `tracker schema` prints JSON Schemas.

`null` is "no bound" for a number's `at_most` and "never, on what is known" for a day. Keys are only
ever added.
"""

from typing import NotRequired

from typing_extensions import TypedDict

from cica_tracker.answers.document_shapes import BriefAnswer, TimelineAnswer


class RangeAnswer(TypedDict):
    """A whole number from `at_least` to `at_most`; null: no bound."""

    at_least: int
    at_most: int | None


class DaysAnswer(TypedDict):
    """The earliest and the latest day; null: never, on what is known."""

    earliest: str | None
    latest: str | None


class ForceDaysAnswer(DaysAnswer):
    """The computed days in force, and the day announced by the depositary."""

    announced: str | None


class NamedAnswer(TypedDict):
    """How many named States certainly, and possibly, contract on the day."""

    certain: int
    possible: int


class ConditionAnswer(TypedDict):
    """A condition of the clause, and whether it is met on the day: yes, no or possibly."""

    text: str
    met: str


class ReportAnswer(TypedDict):
    """A report, and the last day of its window."""

    id: str
    date: str


class AsideAnswer(TypedDict):
    """A statement set aside, and those with which it cannot all be true."""

    id: str
    contradicts: list[str]


class WhyAnswer(TypedDict):
    """The ids of the events that each bound rests on."""

    at_least: list[str]
    at_most: list[str] | None


class StatusAnswer(TypedDict):
    """`tracker status --format json`."""

    treaty: str
    as_of: str
    known_on: str | None
    contracting: RangeAnswer
    required: RangeAnswer | None
    remaining: RangeAnswer | None
    named: NamedAnswer
    unidentified: int
    in_force: str
    conditions_met: DaysAnswer
    entry_into_force: ForceDaysAnswer
    conditions: list[ConditionAnswer]
    last_report: ReportAnswer | None
    set_aside: list[AsideAnswer]
    named_states: list[str]
    possibly_named_states: list[str]
    candidates: list[str]
    why: WhyAnswer
    hypothetical: NotRequired[list[str]]


class ProgressAnswer(ConditionAnswer):
    """A condition with its numbers on the day; weights are decimal numbers."""

    have: dict[str, float | None]
    need: dict[str, float | None]


class ForceAnswer(TypedDict):
    """`tracker force --format json`."""

    treaty: str
    as_of: str
    known_on: str | None
    in_force: str
    conditions_met: DaysAnswer
    entry_into_force: ForceDaysAnswer
    conditions: list[ProgressAnswer]
    clause: str | None
    delay: str | None
    arithmetic: list[str]
    set_aside: list[AsideAnswer]
    hypothetical: NotRequired[list[str]]


class TestedAnswer(TypedDict):
    """A report and its test: verdict is agrees, explained or contradicted."""

    id: str
    date: str
    said: str
    contracting: int | None
    remaining: int | None
    implied: RangeAnswer
    allowed: RangeAnswer
    allowed_remaining: RangeAnswer | None
    verdict: str
    unidentified: int
    against: list[str]


class GapAnswer(TypedDict):
    """Consents between two days (after the first, up to the second), and those without a name."""

    after: str | None
    until: str | None
    added: RangeAnswer
    unnamed: RangeAnswer
    named: list[str]


class ClauseTestAnswer(TypedDict):
    """The clause's number against the one that the reports alone reveal."""

    stated: int | None
    revealed: RangeAnswer | None
    by: list[str]
    verdict: str


class ContradictionAnswer(TypedDict):
    """Statements that cannot all be true, and the one set aside."""

    ids: list[str]
    set_aside: str


class ReconcileAnswer(TypedDict):
    """`tracker reconcile --format json`."""

    treaty: str
    known_on: str | None
    sound: bool
    reports: list[TestedAnswer]
    clause: ClauseTestAnswer
    gaps: list[GapAnswer]
    candidates: list[str]
    contradictions: list[ContradictionAnswer]
    entry_into_force: ForceDaysAnswer


class PartyAnswer(TypedDict):
    """A named State's consent, the day it is bound from, and its withdrawal, if any."""

    state: str
    id: str
    form: str
    consented: str
    bound_from: DaysAnswer
    bound: str
    withdrawn: str | None


class PartiesAnswer(TypedDict):
    """`tracker parties --format json`."""

    treaty: str
    as_of: str
    known_on: str | None
    in_force: str
    parties: list[PartyAnswer]
    hypothetical: NotRequired[list[str]]


class ActAnswer(TypedDict):
    """An event in short."""

    id: str
    type: str
    date: str
    source: list[str]


class MemberAnswer(TypedDict):
    """A State that may consent, and what is known of it."""

    state: str
    standing: str
    withdrawn: bool
    acts: list[ActAnswer]
    member_since: str | None


class MembersAnswer(TypedDict):
    """`tracker members --format json`."""

    treaty: str
    members: list[MemberAnswer]


class EventAnswer(ActAnswer):
    """An event of the log."""

    state: str | None
    retracted: bool
    note: str | None


class LogAnswer(TypedDict):
    """`tracker log --format json`."""

    treaty: str
    events: list[EventAnswer]


class SourceAnswer(TypedDict):
    """A source, and the events that rest on it."""

    id: str
    title: str
    publisher: str | None
    authority: str
    published: str | None
    url: str | None
    events: list[str]


class SourcesAnswer(TypedDict):
    """`tracker sources --format json`."""

    treaty: str
    sources: list[SourceAnswer]


class ProblemAnswer(TypedDict):
    """A problem of the log, at a line."""

    file: str
    line: int
    message: str
    advice: str


class CheckAnswer(TypedDict):
    """`tracker check --format json`."""

    problems: list[ProblemAnswer]


ANSWERS: dict[str, type] = {
    "status": StatusAnswer,
    "reconcile": ReconcileAnswer,
    "force": ForceAnswer,
    "parties": PartiesAnswer,
    "members": MembersAnswer,
    "log": LogAnswer,
    "sources": SourcesAnswer,
    "check": CheckAnswer,
    "brief": BriefAnswer,
    "timeline": TimelineAnswer,
}
