"""Lists drawn from the log: members and what is known of each, events, sources and their use."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from cica_tracker.model.events import Consent, Event, Log, Membership
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.sources import Source
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.memberships import Tenure, tenures_of
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.record import LAST_DAY, Record
from cica_tracker.rules.spells import Spell

_E = TypeVar("_E", bound=Event)
DEPOSITED = "deposited"
WITHDRAWN = "withdrawn"
POSSIBLY = "possibly deposited"
DOMESTIC = "domestic act only"
SIGNED = "signed"
NOT_YET = "not yet"
NOTHING = "nothing known"
STANDINGS = (DEPOSITED, POSSIBLY, WITHDRAWN, DOMESTIC, SIGNED, NOT_YET, NOTHING)


@value
class Member:
    """A State that may consent, or that has acted: its standing, and the events it rests on.

    `events` are the acts behind the standing; `since` is the membership in which
    the State possibly is, if recorded.
    """

    state: str
    standing: str
    events: tuple[Event, ...]
    since: Membership | None
    left: bool = False


@value
class Used:
    """A source and the events that rest on it; none: it was read and is silent, or context."""

    source: Source
    events: tuple[str, ...]


@value
class Course:
    """How one State stood over time: each `Member` with the day from which it stood so."""

    state: str
    steps: tuple[tuple[date, Member], ...]


def members_of(settled: Settled, as_of: date | None = None) -> tuple[Member, ...]:
    """Every State that may consent or has acted, by standing and name.

    Members, and the States that a clause lists. `as_of` leaves out acts that certainly came later.
    """
    facts = _Facts(settled)
    found = [facts.member(state, as_of) for state in facts.states(as_of)]
    order = {standing: place for place, standing in enumerate(STANDINGS)}
    return tuple(sorted(found, key=lambda member: (order[member.standing], member.state)))


def courses_of(settled: Settled) -> tuple[Course, ...]:
    """Every State of `members_of`, and how it says on each day that the State stands."""
    facts = _Facts(settled)
    found = []
    for state in facts.states(None):
        steps: list[tuple[date, Member]] = []
        for day in facts.days(state):
            member = facts.member(state, day)
            if not steps or steps[-1][1] != member:
                steps.append((day, member))
        found.append(Course(state, tuple(steps)))
    return tuple(found)


class _Facts:
    """What the record has of each State."""

    def __init__(self, settled: Settled) -> None:
        record = settled.record
        spells = spells_left(record, settled.bounds)
        self.spells = {s.state: s for s in spells if s.state and not s.implied}
        self.memberships = record.memberships
        self.tenures = tenures_of(record)
        self.acts: dict[str, list[Event]] = {}
        for event in record.events:
            state = getattr(event, "state", None)
            if state and not isinstance(event, Membership):
                self.acts.setdefault(state, []).append(event)
        conditions = [one for clause in record.clauses for one in clause.condition]
        self.listed = {s for one in conditions for s in (*(one.among or ()), *(one.weights or ()))}

    def states(self, as_of: date | None) -> list[str]:
        """The States that may consent, or that may have acted by a day, by their names."""
        known = {s for s in self.memberships if as_of is None or self._tenure(s, as_of)}
        known |= {s for s, events in self.acts.items() if _by_then(events, as_of)}
        return sorted(known | self.listed)

    def member(self, state: str, as_of: date | None) -> Member:
        """How a State stands at the end of a day."""
        acts, tenure = _by_then(self.acts.get(state, []), as_of), self._tenure(state, as_of)
        began = [
            event
            for event in self.memberships.get(state, [])
            if tenure and event.type == "membership" and event.id in tenure.ids
        ]
        since = min(began, key=lambda event: event.date.last - event.date.first, default=None)
        return _member(state, self.spells.get(state), acts, since, as_of)

    def _tenure(self, state: str, as_of: date | None) -> Tenure | None:
        """The last membership in which a State possibly is at the end of a day."""
        day = LAST_DAY if as_of is None else as_of.toordinal()
        found = [
            one for one in self.tenures.get(state, ()) if one.possible[0] <= day <= one.possible[1]
        ]
        return found[-1] if found else None

    def days(self, state: str) -> list[date]:
        """The days on which its standing may change, and the first of the calendar."""
        days = {end for event in self.acts.get(state, []) for end in event.date}
        days |= {end for event in self.memberships.get(state, []) for end in event.date}
        if spell := self.spells.get(state):
            days.add(date.fromordinal(spell.last))
        return sorted(days | {date.min})


def _by_then(events: Sequence[_E], as_of: date | None) -> list[_E]:
    return [event for event in events if as_of is None or event.date.first <= as_of]


def _member(
    state: str,
    spell: Spell | None,
    acts: list[Event],
    since: Membership | None,
    as_of: date | None,
) -> Member:
    kinds = (
        (DEPOSITED, lambda event: isinstance(event, Consent)),
        (DOMESTIC, lambda event: event.type == "domestic-approval"),
        (SIGNED, lambda event: event.type in {"signature", "provisional-application"}),
        (NOT_YET, lambda event: event.type == "not-yet"),
    )
    for standing, fits in kinds:
        found = tuple(event for event in acts if fits(event))
        if found:
            if standing == DEPOSITED and as_of and spell and spell.last > as_of.toordinal():
                standing = POSSIBLY  # noqa: PLW2901  the same act, not certain by that day
            leaving = spell.leaving if spell and spell.leaving in acts else None
            if leaving and standing == DEPOSITED and (as_of is None or leaving.date.last <= as_of):
                standing = WITHDRAWN  # noqa: PLW2901  it has certainly left again
            gone = (leaving,) if leaving else ()
            return Member(state, standing, (*found, *gone), since, left=bool(leaving))
    return Member(state, NOTHING, (), since)


def events_of(
    record: Record,
    *,
    states: tuple[str, ...] = (),
    types: tuple[str, ...] = (),
    sources: tuple[str, ...] = (),
) -> tuple[Event, ...]:
    """The events in the order of their days, filtered; retractions and what they retract too."""
    chosen = [
        event
        for event in record.log.events
        if (not states or getattr(event, "state", None) in states)
        and (not types or event.type in types)
        and (not sources or any(source in event.source for source in sources))
    ]
    return tuple(sorted(chosen, key=lambda event: (event.date.last, event.date.first)))


def sources_of(log: Log) -> tuple[Used, ...]:
    """Every source with what rests on it and is not retracted, in the order of the log."""
    resting: dict[str, list[str]] = {}
    for event in log.events:
        if event.id in log.taken_back:
            continue
        for identifier in event.source:
            resting.setdefault(identifier, []).append(event.id)
    return tuple(Used(source, tuple(resting.get(source.id, ()))) for source in log.sources)


def known_or_refused(log: Log, states: tuple[str, ...], sources: tuple[str, ...]) -> None:
    """Raises LogError for a State or source id that nothing in the log names."""
    known = {state for event in log.events if (state := getattr(event, "state", None))}
    for state in states:
        if state not in known:
            advice = did_you_mean(state, sorted(known))
            raise LogError(f'no event names a State "{state}"\n  {advice}')
    for source in sources:
        if source not in log.source_by_id:
            advice = did_you_mean(source, sorted(log.source_by_id))
            raise LogError(f'there is no source "{source}"\n  {advice}')
