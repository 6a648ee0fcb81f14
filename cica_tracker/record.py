"""The record: what the log says, as known on a day, with retractions taken and windows narrowed.

Here the events of a State become spells of consent (from a deposit to a withdrawal), and what
else is known of that State narrows the days on which they can have begun. Days are proleptic
ordinals (`date.toordinal`), so that the arithmetic is on integers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from cica_tracker.dates import OPEN_END, OPEN_START
from cica_tracker.events import (
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


@dataclass(frozen=True, slots=True)
class Spell:
    """One consent of one State (`state` None: not named), begun on a day from `first` to `last`.

    `narrowed` are the events that moved either end inwards. `leaving` is the withdrawal that
    ends the spell. An implied spell has no consent in the log: a withdrawal proves it.
    """

    state: str | None
    id: str
    first: int
    last: int
    narrowed: tuple[str, ...] = ()
    leaving: Withdrawal | None = None
    implied: bool = False


class Tenure(NamedTuple):
    """Days on which a State was possibly a member, both included, and the event that says so."""

    first: int
    last: int
    id: str


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements about one State that cannot all be true."""

    ids: tuple[str, ...]


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

    @cached_property
    def of_everyone(self) -> "tuple[tuple[Spell, ...], tuple[Clash, ...]]":
        """`spells_of` for every consent: most rules ask for these."""
        return _spells_of(self, everyone)

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
    events: list[Event] = list(assumed)
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
        adopted=min(floor, earliest),
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


def everyone(_: Consent) -> bool:
    """Counts every consent."""
    return True


def spells_of(
    record: Record, counted: Callable[[Consent], bool] = everyone
) -> tuple[tuple[Spell, ...], tuple[Clash, ...]]:
    """The consents that count, each State once until it withdraws, and what clashes.

    Without a withdrawal between them a second consent of a State adds nothing.
    """
    return record.of_everyone if counted is everyone else _spells_of(record, counted)


def _spells_of(
    record: Record, counted: Callable[[Consent], bool]
) -> tuple[tuple[Spell, ...], tuple[Clash, ...]]:
    spells: list[Spell] = []
    clashes: list[Clash] = []
    for state, several in record.consents.items():
        chosen = sorted(filter(counted, several), key=lambda c: (c.date.last, c.date.first))
        if state is None:
            spells += [_plain(record, consent, None) for consent in chosen]
            continue
        leaving = sorted(record.withdrawals.get(state, ()), key=lambda w: w.date)
        since = OPEN_START
        for consent in chosen:
            if spells and spells[-1].state == state:
                before = spells[-1].leaving
                if before is None or consent.date.last <= before.date.first:
                    continue
                since = before.date.first
            ends = next((w for w in leaving if w.date.last > consent.date.first), None)
            leaving = [w for w in leaving if ends and w.date > ends.date]
            spell, found = _narrow(record, consent, ends, since)
            spells.append(spell)
            clashes += found
    if counted is everyone:
        spells += _implied(record)
    return tuple(spells), tuple(clashes)


def _plain(record: Record, consent: Consent, leaving: Withdrawal | None) -> Spell:
    first = max(consent.date.first.toordinal(), record.adopted)
    last = max(consent.date.last.toordinal(), first)
    return Spell(consent.state, consent.id, first, last, leaving=leaving)


def _narrow(
    record: Record, consent: Consent, leaving: Withdrawal | None, since: date
) -> tuple[Spell, list[Clash]]:
    """The spell with its window narrowed by all else that is known of its State."""
    spell = _plain(record, consent, leaving)
    state = consent.state or ""
    clashes: list[Clash] = []
    floors = [(e.date.first.toordinal(), e.id) for e in record.approvals.get(state, ())]
    if since == OPEN_START:
        floors += [(e.date.first.toordinal() + 1, e.id) for e in record.not_yet.get(state, ())]
    for day, identifier in floors:
        if day > spell.last:
            clashes.append(Clash((consent.id, identifier)))
        elif day > spell.first:
            spell = replace(spell, first=day, narrowed=(*spell.narrowed, identifier))
    if since.toordinal() > spell.first:
        spell = replace(spell, first=min(since.toordinal(), spell.last))
    if leaving:
        last = min(spell.last, leaving.date.last.toordinal())
        spell = replace(spell, last=max(last, spell.first))
    possible = [
        Tenure(max(tenure.first, spell.first), min(tenure.last, spell.last), tenure.id)
        for tenure in record.membership.get(state, ())
        if tenure.first <= spell.last and spell.first <= tenure.last
    ]
    if possible:
        first, last = min(t.first for t in possible), max(t.last for t in possible)
        if (first, last) != (spell.first, spell.last):
            ids = (*spell.narrowed, *(tenure.id for tenure in possible))
            spell = replace(spell, first=first, last=last, narrowed=ids)
    return spell, clashes


def _implied(record: Record) -> list[Spell]:
    """A withdrawal of a State without a consent in the log proves that it had consented."""
    return [
        Spell(
            state,
            several[0].id,
            record.adopted,
            several[0].date.last.toordinal(),
            leaving=several[0],
            implied=True,
        )
        for state, several in record.withdrawals.items()
        if state not in record.consents
    ]


def eligible(record: Record) -> list[tuple[int, int]] | None:
    """The most States that can have consented, as steps (day, change); None: not recorded.

    Not those whose only consent lies certainly later, nor those known not to have consented yet.
    """
    if not record.membership:
        return None
    steps: dict[int, int] = defaultdict(int)
    earliest: dict[str, int] = {}
    for spell in spells_of(record)[0]:
        if spell.state is not None:
            earliest[spell.state] = min(earliest.get(spell.state, LAST_DAY), spell.first)
    for state in record.membership.keys() | earliest.keys():
        since = earliest.get(state, max(floor_of(record, state), record.adopted))
        always = [Tenure(FIRST_DAY, LAST_DAY, "")]
        for tenure in record.membership.get(state, always):
            if max(tenure.first, since) <= tenure.last:
                steps[max(tenure.first, since)] += 1
                steps[tenure.last + 1] -= 1
    return sorted(steps.items())


def floor_of(record: Record, state: str) -> int:
    """The first day on which a State without a recorded consent can have consented."""
    days = [e.date.first.toordinal() + 1 for e in record.not_yet.get(state, ())]
    days += [e.date.first.toordinal() for e in record.approvals.get(state, ())]
    return max(days, default=FIRST_DAY)
