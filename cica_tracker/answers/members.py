"""Lists drawn from the log: members and what is known of each, events, sources and their use."""

from dataclasses import dataclass
from datetime import date

from cica_tracker.model.events import Consent, Event, Log, Membership, Retraction, Source
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.record import Record
from cica_tracker.rules.spells import Spell

DEPOSITED = "deposited"
WITHDRAWN = "withdrawn"
POSSIBLY = "possibly deposited"
DOMESTIC = "domestic act only"
SIGNED = "signed"
NOT_YET = "not yet"
NOTHING = "nothing known"
STANDINGS = (DEPOSITED, POSSIBLY, WITHDRAWN, DOMESTIC, SIGNED, NOT_YET, NOTHING)


@dataclass(frozen=True, slots=True)
class Member:
    """A State that may consent, or that has acted: its standing, and the events it rests on.

    `events` are the acts behind the standing; `since` is the State's membership, if recorded.
    """

    state: str
    standing: str
    events: tuple[Event, ...]
    since: Membership | None
    left: bool = False


@dataclass(frozen=True, slots=True)
class Used:
    """A source and the events that rest on it; none: it was read and is silent, or context."""

    source: Source
    events: tuple[str, ...]


def members_of(settled: Settled, as_of: date | None = None) -> tuple[Member, ...]:
    """Every State that may consent or has acted, by standing and name.

    Members, and the States that a clause lists. `as_of` leaves out acts that certainly came later.
    """
    record = settled.record
    spells = {s.state: s for s in spells_left(record, settled.bounds) if s.state and not s.implied}
    memberships: dict[str, Membership] = {}
    acted: dict[str, list[Event]] = {}
    for event in record.events:
        if as_of is not None and event.date.first > as_of:
            continue
        if isinstance(event, Membership):
            if event.type == "membership":
                memberships[event.state] = event
        elif state := getattr(event, "state", None):
            acted.setdefault(state, []).append(event)
    conditions = [one for clause in record.clauses for one in clause.condition]
    listed = {state for one in conditions for state in (*(one.among or ()), *(one.weights or ()))}
    states = sorted(memberships.keys() | acted.keys() | listed)
    found = [
        _member(state, spells.get(state), acted.get(state, []), memberships.get(state), as_of)
        for state in states
    ]
    order = {standing: place for place, standing in enumerate(STANDINGS)}
    return tuple(sorted(found, key=lambda member: (order[member.standing], member.state)))


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


def retracted(log: Log) -> frozenset[str]:
    """The ids of the events that have been taken back."""
    return frozenset(event.of for event in log.events if isinstance(event, Retraction))


def sources_of(log: Log) -> tuple[Used, ...]:
    """Every source with what rests on it, in the order of the log."""
    resting: dict[str, list[str]] = {}
    for event in log.events:
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
