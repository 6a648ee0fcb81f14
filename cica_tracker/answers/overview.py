"""Many treaties at once: a row for each, and what one State did under each.

A log that cannot be read is a row with the reason, and never the end of the others.
"""

from collections.abc import Iterable
from dataclasses import field
from datetime import date
from typing import Any, Literal, TypeVar, cast, get_args

from cica_tracker.answers.as_json import Answer
from cica_tracker.answers.diff import identity
from cica_tracker.answers.force import Span, force_of
from cica_tracker.answers.members import NOTHING, WITHDRAWN, members_of
from cica_tracker.answers.parties import parties_of
from cica_tracker.answers.parts import entry_days, last_known, last_report, problems_in
from cica_tracker.answers.status import Range, status_of
from cica_tracker.answers.values import ForceDays, LastKnown, LastReport, Met
from cica_tracker.model.dates import Window
from cica_tracker.model.events import Log
from cica_tracker.model.problems import LogError
from cica_tracker.model.sources import Treaty
from cica_tracker.model.state_table import state_called
from cica_tracker.model.states import find_state, nearest, states_of
from cica_tracker.model.text import clean
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.record import undated

Sort = Literal["needed", "name", "age", "force"]
SORTS: tuple[str, ...] = get_args(Sort)


@value(kw_only=True)
class OverviewRow:
    """A treaty on the day, as `status` answers it; `log` is its file.

    `adopted`: by the day. `left_out` events have no day of publication, so that they are unknown
    where a day of knowledge is asked for. The other keys have what `status` has under them. Where
    `error` says why the file cannot be read, all but `log` and `problems` are null.
    """

    log: str
    treaty: str | None = None
    short_title: str | None = None
    adopted: bool | None = None
    contracting: Range | None = None
    required: Range | None = None
    remaining: Range | None = None
    unidentified: int | None = None
    in_force: Met | None = None
    conditions_met: Span | None = None
    entry_into_force: ForceDays | None = None
    last_report: LastReport | None = None
    last_word: LastKnown | None = None
    problems: int = 0
    left_out: int = 0
    error: str | None = None
    about: Treaty | None = field(default=None, repr=False)

    @property
    def name(self) -> str:
        """What the treaty is called in a list."""
        return self.short_title or self.treaty or self.log

    @property
    def day_in_force(self) -> date | None:
        """The announced day, else the earliest computed one."""
        days = self.entry_into_force
        return (days.announced or days.earliest) if days else None


@value(kw_only=True)
class StateRow(OverviewRow):
    """A treaty on the day, and what one State had done under it, certainly or possibly.

    `standing` is as in `members`. `signed`, `consented` and `withdrew` are windows of days, null:
    not recorded by that day. `bound_from` has both days null while that does not follow from what
    is known, and is null where no consent is recorded.
    """

    standing: str | None = None
    signed: Window | None = None
    consented: Window | None = None
    form: str | None = None
    bound_from: Span | None = None
    withdrew: Window | None = None


_R = TypeVar("_R", bound=OverviewRow)


@value(kw_only=True)
class Overview(Answer):
    """Many treaties on a day, a row each."""

    as_of: date
    known_on: date | None
    treaties: tuple[OverviewRow, ...]

    _in_short = ("as_of", "treaties")


@value(kw_only=True)
class StateOverview(Answer):
    """Many treaties on a day, a row each, with what one State had done under it."""

    as_of: date
    known_on: date | None
    state: str
    treaties: tuple[StateRow, ...]

    _in_short = ("as_of", "state", "treaties")


def overview_row(log: Log, settled: Settled, as_of: date) -> OverviewRow:
    """A treaty's row; `settled` is its log as known on the day that is asked about."""
    return OverviewRow(**_facts(log, settled, as_of))


def state_row(log: Log, settled: Settled, as_of: date, state: str) -> StateRow:
    """A treaty's row with what a State did by a day; `state` is any of its names."""
    facts, found = _facts(log, settled, as_of), _deeds(settled, as_of).get(identity(state))
    return StateRow(**facts, **(found[1] if found else {"standing": NOTHING}))


def state_rows(log: Log, settled: Settled, as_of: date) -> dict[str, tuple[str, StateRow]]:
    """The `state_row` of each State that may consent or has acted, by its identity, with its name.

    The identity is that of `diff.identity`: one for all the names of a State.
    """
    facts = _facts(log, settled, as_of)
    return {
        own: (name, StateRow(**facts, **deeds))
        for own, (name, deeds) in _deeds(settled, as_of).items()
    }


def _deeds(settled: Settled, as_of: date) -> dict[str, tuple[str, dict[str, Any]]]:
    """What each State has done by a day, as the fields of a `StateRow`, by its identity."""
    last = {identity(one.state): one for one in parties_of(force_of(settled), as_of)}
    signed: dict[str, list[Window]] = {}
    for name, acts in settled.record.signatures.items():
        if name is not None:
            days = [act.date for act in acts if act.date.first <= as_of]
            signed.setdefault(identity(name), []).extend(days)
    found: dict[str, tuple[str, dict[str, Any]]] = {}
    for member in members_of(settled, as_of):
        own = identity(member.state)
        party = last.get(own)
        left = party.withdrawn if party else None
        deeds = {
            "standing": member.standing,
            "signed": min(signed.get(own, ()), default=None),
            "consented": party.consented if party else None,
            "form": party.form if party else None,
            "bound_from": party.bound_from if party else None,
            "withdrew": left if left and left.first <= as_of else None,
        }
        found.setdefault(own, (member.state, deeds))
    return found


def unread(kind: type[_R], log: str, problems: int, why: str) -> _R:
    """The row of a file that cannot be read, and why."""
    return kind(log=log, problems=max(problems, 1), error=why)


def state_meant(name: str, logs: Iterable[Log]) -> str:
    """The State that a name means: as the table of States has it, else as a log does.

    Raises LogError, with the nearest names, where neither knows it.
    """
    state = state_called(name)
    if state is not None:
        return state.name
    known = dict.fromkeys(state for log in logs for state in states_of(log))
    found = next((one for one in known if identity(one) == identity(name)), None)
    if found is not None:
        return found
    meant = nearest(name) or find_state(name, known).near
    advice = " or ".join(f'"{one}"' for one in meant)
    advice = f"did you mean {advice}?" if meant else "write its name in English, or its ISO code"
    raise LogError(f'no State is called "{clean(name)}"\n  {advice}')


def in_order(rows: Iterable[_R], sort: str = "needed") -> tuple[_R, ...]:
    """Rows in the order of what is asked; those that cannot be read come last.

    `needed`: those that lack the fewest first, then those whose lack is not known, then those in
    force. `name`: by the letters. `age`: the oldest last word first. `force`: by the day in force,
    the announced one, else the earliest computed.
    """
    keys = {"needed": _by_need, "name": lambda _: (), "age": _by_age, "force": _by_force}
    key = keys[sort]
    return tuple(
        sorted(rows, key=lambda row: (row.error is not None, key(row), row.name.casefold()))
    )


def _by_need(row: OverviewRow) -> tuple[float, ...]:
    in_force = {"yes": 2, "possibly": 0, "no": 0, None: 3}[row.in_force]
    if in_force:
        return (in_force,)
    if row.remaining is None:
        return (1,)
    most = row.remaining.at_most
    return 0, row.remaining.at_least, float("inf") if most is None else most


def _by_age(row: OverviewRow) -> tuple[int, ...]:
    return (0, row.last_word.date.toordinal()) if row.last_word else (1,)


def _by_force(row: OverviewRow) -> tuple[int, ...]:
    return (0, row.day_in_force.toordinal()) if row.day_in_force else (1,)


def joined(row: StateRow) -> bool:
    """Whether a State's consent is recorded, certainly or possibly, and it has not left."""
    return row.consented is not None and row.standing != WITHDRAWN


def _facts(log: Log, settled: Settled, as_of: date) -> dict[str, Any]:
    status = status_of(settled, as_of)
    return {
        "log": log.name,
        "about": log.treaty,
        "treaty": log.treaty.title,
        "short_title": log.treaty.short_title,
        "adopted": status.adopted,
        "contracting": status.contracting,
        "required": status.required,
        "remaining": status.remaining,
        "unidentified": status.unidentified,
        "in_force": cast("Met", status.in_force),
        "conditions_met": status.force.met,
        "entry_into_force": entry_days(status.force),
        "last_report": last_report(status),
        "last_word": last_known(status),
        "problems": problems_in(settled),
        "left_out": undated(log) if settled.record.known_on else 0,
    }
