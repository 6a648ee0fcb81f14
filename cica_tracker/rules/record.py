"""The record: what the log says, as known on a day, with retractions taken, sorted by kind.

Days are proleptic ordinals (`date.toordinal`) from here on, so that the arithmetic is on integers.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, TypeVar

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

_SIGNATURES = {"signature", "definitive-signature"}
_E = TypeVar("_E")
_S = TypeVar("_S", Consent, Withdrawal, DomesticApproval, NotYet, StateAct | Consent)
FIRST_DAY = OPEN_START.toordinal()
LAST_DAY = OPEN_END.toordinal()


class Tenure(NamedTuple):
    """Days on which a State was possibly a member, both included, and the event that says so."""

    first: int
    last: int
    id: str


@dataclass(frozen=True)
class Record:
    """The events in use, sorted by kind; `spells_of` makes the consents that count from them."""

    log: Log
    known_on: date | None
    events: tuple[Event, ...]
    unpublished: tuple[Event, ...]
    consents: dict[str | None, list[Consent]]
    withdrawals: dict[str, list[Withdrawal]]
    approvals: dict[str, list[DomesticApproval]]
    not_yet: dict[str, list[NotYet]]
    membership: dict[str, list[Tenure]]
    signatures: dict[str, list[StateAct | Consent]]
    reports: tuple[Report, ...]
    clauses: tuple[Clause, ...]
    announcement: EntryIntoForce | None
    adopted: int
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def clause_on(self, day: int) -> Clause | None:
        """The clause that applies at the end of a day: the latest, or the first before any."""
        found = None
        for clause in self.clauses:
            if found is None or clause.date.first.toordinal() <= day:
                found = clause
        return found


def is_known(log: Log, event: Event, known_on: date | None) -> bool:
    """Whether one of the event's sources had certainly been published by that day.

    A retraction without a source is known from the day it was recorded.
    """
    if known_on is None:
        return True
    if isinstance(event, Retraction) and not event.source:
        return (event.recorded or event.date.last) <= known_on
    cited = (log.source_by_id.get(identifier) for identifier in event.source)
    return any(
        source and source.published and source.published.last <= known_on for source in cited
    )


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


def only(record: Record, ids: Iterable[str]) -> Record:
    """The same record with no other statements than these; memberships always stay."""
    kept = set(ids)
    events = tuple(e for e in record.events if e.id in kept or isinstance(e, Membership))
    return _sorted_by_kind(record.log, record.known_on, events, record.unpublished)


def _sorted_by_kind(
    log: Log, known_on: date | None, events: tuple[Event, ...], unpublished: tuple[Event, ...]
) -> Record:
    def of(kind: type[_E]) -> list[_E]:
        return [event for event in events if isinstance(event, kind)]

    consents = of(Consent)
    acts = [e for e in events if isinstance(e, StateAct | Consent) and e.type in _SIGNATURES]
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
        membership=_membership(events, unpublished),
        signatures=_by_state([act for act in acts if act.state]),
        reports=tuple(sorted(of(Report), key=lambda r: (r.date, r.id))),
        clauses=tuple(sorted(of(Clause), key=lambda c: c.date)),
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


def _membership(
    events: tuple[Event, ...], unpublished: tuple[Event, ...]
) -> dict[str, list[Tenure]]:
    """The days on which each State was possibly a member, as closed spans.

    A membership that was not yet published counts as possible on every day: what was unknown
    then may widen an answer, never narrow it.
    """
    acts: dict[str, list[Membership]] = defaultdict(list)
    for event in events:
        if isinstance(event, Membership):
            acts[event.state].append(event)
    spans: dict[str, list[Tenure]] = {}
    for state, several in acts.items():
        spans[state] = []
        for act in sorted(several, key=lambda act: (act.date, act.type)):
            day = act.date.first if act.type == "membership" else act.date.last
            number = day.toordinal()
            if act.type == "membership":
                spans[state].append(Tenure(number, LAST_DAY, act.id))
            elif spans[state]:
                spans[state][-1] = spans[state][-1]._replace(last=number - 1)
            else:
                spans[state].append(Tenure(FIRST_DAY, number - 1, act.id))
    for event in unpublished:
        if isinstance(event, Membership):
            spans[event.state] = [Tenure(FIRST_DAY, LAST_DAY, event.id)]
    return spans
