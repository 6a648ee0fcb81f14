"""The record: what the log says, as known on a day, with retractions taken, sorted by kind.

Days are proleptic ordinals (`date.toordinal`) from here on, so that the arithmetic is on integers.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import field, replace
from datetime import date
from typing import Any, TypeVar

from cica_tracker.model.dates import OPEN_END, OPEN_START
from cica_tracker.model.events import (
    Clause,
    Consent,
    DomesticApproval,
    EntryIntoForce,
    Event,
    Log,
    Membership,
    NotYet,
    Report,
    Retraction,
    StateAct,
    Withdrawal,
)
from cica_tracker.model.value import value

_SIGNATURES = {"signature", "definitive-signature"}
_E = TypeVar("_E")
_T = TypeVar("_T")
_S = TypeVar("_S", Consent, Withdrawal, DomesticApproval, NotYet, Membership, StateAct | Consent)
FIRST_DAY = OPEN_START.toordinal()
LAST_DAY = OPEN_END.toordinal()


@value
class Record:
    """The events in use, sorted by kind; `spells_of` makes the consents that count from them.

    `unpublished` had not been published by `known_on`: nothing is computed from them.
    """

    log: Log
    known_on: date | None
    events: tuple[Event, ...]
    unpublished: tuple[Event, ...]
    consents: Mapping[str | None, list[Consent]]
    withdrawals: Mapping[str, list[Withdrawal]]
    approvals: Mapping[str, list[DomesticApproval]]
    not_yet: Mapping[str, list[NotYet]]
    memberships: Mapping[str, list[Membership]]
    signatures: Mapping[str, list[StateAct | Consent]]
    reports: tuple[Report, ...]
    clauses: tuple[Clause, ...]
    announcement: EntryIntoForce | None
    adopted: int
    _made: dict[Hashable, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, key: Hashable, make: Callable[[], _T]) -> _T:
        """What `make` gives, made when it is first asked for; every answer asks for some of it."""
        if key not in self._made:
            self._made[key] = make()
        found: _T = self._made[key]
        return found

    def clause_on(self, day: int) -> Clause | None:
        """The clause that applies at the end of a day: the latest, or the first before any."""
        found = None
        for clause in self.clauses:
            if found is None or clause.date.first.toordinal() <= day:
                found = clause
        return found

    def clauses_on(self, day: int) -> list[Clause]:
        """The clauses that may apply at the end of a day.

        There are several while the day of an amendment is not known.
        """
        started = [clause for clause in self.clauses if clause.date.first.toordinal() <= day]
        certain = [n for n, clause in enumerate(started) if clause.date.last.toordinal() <= day]
        return started[certain[-1] :] if certain else [*self.clauses[: max(len(started), 1)]]


def is_known(log: Log, event: Event, known_on: date | None) -> bool:
    """Whether one of the event's sources had certainly been published by that day."""
    if known_on is None:
        return True
    since = known_from(log, event)
    return since is not None and since <= known_on


def leaves_nothing_out(record: Record) -> bool:
    """Whether all that the log says, and takes back, was known on the day of the record."""
    log, day = record.log, record.known_on
    return day is None or all(is_known(log, event, day) for event in log.events)


def known_from(log: Log, event: Event) -> date | None:
    """The first day by which one of the event's sources had certainly been published.

    A retraction without a source is known from the day it was recorded. None: that day of no
    source is known, so that nothing says when the event was known.
    """
    if isinstance(event, Retraction) and not event.source:
        return event.recorded or event.date.last
    cited = (log.source_by_id.get(identifier) for identifier in event.source)
    return min((one.published.last for one in cited if one and one.published), default=None)


def log_known_on(log: Log, known_on: date) -> Log:
    """The log without what had not been published by a day: nor events, nor sources.

    Its answers are those of the log as known on that day. Lines are not kept.
    """
    dated = (one for one in log.sources if one.published and one.published.last <= known_on)
    sources = {one.id: one for one in dated}
    known = [event for event in log.events if is_known(log, event, known_on)]
    there = {event.id for event in known}
    events = tuple(
        replace(event, source=tuple(one for one in event.source if one in sources))
        for event in known
        if not isinstance(event, Retraction) or event.of in there
    )
    return Log(log.treaty, tuple(sources.values()), events, log.name)


def undated(log: Log) -> int:
    """How many events rest on no source whose day of publication is known: known on no day."""
    dated = {source.id for source in log.sources if source.published}
    return sum(bool(event.source) and not dated.intersection(event.source) for event in log.events)


def make_record(
    log: Log,
    known_on: date | None = None,
    *,
    without: Iterable[str] = (),
    assumed: Iterable[Event] = (),
) -> Record:
    """The record as known on a day; `without` leaves events out by id, `assumed` adds some."""
    left_out = set(without)
    taken_back = {
        event.of
        for event in log.events
        if isinstance(event, Retraction)
        and event.id not in left_out
        and is_known(log, event, known_on)
    }
    events: list[Event] = [event for event in assumed if event.id not in left_out]
    unpublished: list[Event] = []
    for event in log.events:
        if event.id in left_out or event.id in taken_back or isinstance(event, Retraction):
            continue
        (events if is_known(log, event, known_on) else unpublished).append(event)
    return _sorted_by_kind(log, known_on, tuple(events), tuple(unpublished))


def restricted_to(record: Record, ids: Iterable[str]) -> Record:
    """The same record with no other statements than these; memberships always stay.

    They say who may consent: without one of them there would be fewer States, not more histories.
    """
    by_id, members = record.once("places", lambda: _places(record))
    kept = [pair for one in set(ids) for pair in by_id.get(one, ())]
    kept = [pair for pair in kept if not isinstance(pair[1], Membership)]
    ordered = sorted((*members, *kept), key=lambda pair: pair[0])
    events = tuple(event for _, event in ordered)
    return _sorted_by_kind(record.log, record.known_on, events, record.unpublished)


def _places(record: Record) -> tuple[dict[str, list[tuple[int, Event]]], list[tuple[int, Event]]]:
    """The events by their ids with their places, and the memberships with theirs."""
    by_id: dict[str, list[tuple[int, Event]]] = defaultdict(list)
    for place, event in enumerate(record.events):
        by_id[event.id].append((place, event))
    return by_id, [p for p in enumerate(record.events) if isinstance(p[1], Membership)]


def with_ends(record: Record, ids: Iterable[str]) -> list[str]:
    """Statements, and with each consent its end: without it the State would seem to have stayed."""
    ends, named = record.once("ends", lambda: _ends(record)), list(ids)
    return list(dict.fromkeys([*named, *(end for one in named for end in ends.get(one, ()))]))


def _ends(record: Record) -> dict[str, list[str]]:
    return {
        consent.id: [end.id for end in record.withdrawals[state]]
        for state, consents in record.consents.items()
        if state and state in record.withdrawals
        for consent in consents
    }


def _sorted_by_kind(
    log: Log, known_on: date | None, events: tuple[Event, ...], unpublished: tuple[Event, ...]
) -> Record:
    kinds: dict[type, list[Any]] = defaultdict(list)
    for event in events:
        kinds[type(event)].append(event)

    def of(kind: type[_E]) -> list[_E]:
        return kinds[kind]

    consents = of(Consent)
    able: list[StateAct | Consent] = [*of(StateAct), *consents]
    acts = [act for act in able if act.type in _SIGNATURES]
    announcements = of(EntryIntoForce)
    floor = log.treaty.adopted.first.toordinal() if log.treaty.adopted else FIRST_DAY
    earliest = min((c.date.last.toordinal() for c in consents), default=LAST_DAY)
    return Record(
        log=log,
        known_on=known_on,
        events=events,
        unpublished=unpublished,
        consents=_by_state(consents),
        withdrawals=_by_state(of(Withdrawal)),
        approvals=_by_state(of(DomesticApproval)),
        not_yet=_by_state(of(NotYet)),
        memberships=_by_state(of(Membership)),
        signatures=_by_state([act for act in acts if act.state]),
        reports=tuple(sorted(of(Report), key=lambda r: (r.date, r.id))),
        clauses=tuple(sorted(of(Clause), key=lambda c: (c.date, c.id))),
        announcement=announcements[-1] if announcements else None,
        # A deposit dated before the adoption is a problem that `check` names, not a paradox.
        # The first day of all is where every chain starts: nothing is deposited on it.
        adopted=max(min(floor, earliest), FIRST_DAY + 1),
    )


def _by_state(events: Iterable[_S]) -> dict[Any, list[_S]]:
    found: dict[Any, list[_S]] = defaultdict(list)
    for event in events:
        found[event.state].append(event)
    return dict(found)
