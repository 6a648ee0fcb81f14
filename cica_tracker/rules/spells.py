"""Spells of consent: the events of a State, from a deposit to a withdrawal.

What else is known of that State narrows the days on which a spell can have begun.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import accumulate
from operator import itemgetter
from typing import NamedTuple

from cica_tracker.model.events import Consent, Withdrawal
from cica_tracker.rules.memberships import Days, may_consent, tenures_of
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY, Record
from cica_tracker.rules.steps import Steps


class Spell(NamedTuple):
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

    @property
    def gone(self) -> Days:
        """The window of days on which it ends: after a day on which it may have begun."""
        if self.leaving is None:
            return LAST_DAY + 1, LAST_DAY + 1
        first, last = (day.toordinal() for day in self.leaving.date)
        return max(first, self.first + 1), max(last, self.first + 1)


class Clash(NamedTuple):
    """Statements about one State that cannot all be true."""

    ids: tuple[str, ...]


def counts_all(_: Consent) -> bool:
    """Counts every consent."""
    return True


def spells_of(
    record: Record, counted: Callable[[Consent], bool] = counts_all
) -> tuple[tuple[Spell, ...], tuple[Clash, ...]]:
    """The consents that count, each State once until it withdraws, and what clashes.

    Without a withdrawal between them a second consent of a State adds nothing.
    """
    if counted is not counts_all:
        return _spells_of(record, counted)
    return record.once("spells", lambda: _spells_of(record, counts_all))


def _spells_of(
    record: Record, counted: Callable[[Consent], bool]
) -> tuple[tuple[Spell, ...], tuple[Clash, ...]]:
    spells: list[Spell] = []
    clashes: list[Clash] = []
    for consent in filter(counted, record.consents.get(None, ())):
        first, last = _window(record, consent)
        spells.append(Spell(None, consent.id, first, last))
    states = [*record.consents, *(s for s in record.withdrawals if s not in record.consents)]
    for state in states:
        if state is None:
            continue
        for slot in _slots(record, state, counted):
            if slot.consent is not None:
                spell, found = _narrowed(record, slot)
                spells.append(spell)
                clashes += found
            elif slot.leaving is not None and counted is counts_all:
                spells.append(_implied(record, state, slot))
    return tuple(spells), tuple(clashes)


@dataclass(slots=True)
class _Slot:
    """The time between two withdrawals of a State, and the consent that falls in it."""

    since: Withdrawal | None
    leaving: Withdrawal | None
    consent: Consent | None = None

    def holds(self, consent: Consent) -> bool:
        """Whether a consent may fall between the two."""
        after = self.since is None or consent.date.last >= self.since.date.first
        return after and (self.leaving is None or consent.date.first <= self.leaving.date.last)


def _slots(record: Record, state: str, counted: Callable[[Consent], bool]) -> list[_Slot]:
    """The consents of a State, each in its place between the withdrawals.

    A slot takes the consent that fits the fewest later ones, then the earlier.
    """
    leaving = sorted(record.withdrawals.get(state, ()), key=lambda w: (w.date, w.id))
    slots = [
        _Slot(before, after)
        for before, after in zip([None, *leaving], [*leaving, None], strict=True)
    ]
    left = [consent for consent in record.consents.get(state, ()) if counted(consent)]
    for at, slot in enumerate(slots):
        able = [consent for consent in left if slot.holds(consent)]
        if not able:
            continue
        later = slots[at + 1 :]
        slot.consent = min(
            able,
            key=lambda c: (sum(one.holds(c) for one in later), c.date.last, c.date.first, c.id),
        )
        left = [c for c in left if c is not slot.consent and any(s.holds(c) for s in later)]
    # Who has left does not leave again: a withdrawal without a consent before it is said twice.
    return [slot for slot in slots if slot.consent is not None or slot.since is None]


def _window(record: Record, consent: Consent) -> Days:
    first = max(consent.date.first.toordinal(), record.adopted)
    return first, max(consent.date.last.toordinal(), first)


def _narrowed(record: Record, slot: _Slot) -> tuple[Spell, list[Clash]]:
    """The spell with its window narrowed by all else that is known of its State."""
    consent, leaving = slot.consent, slot.leaving
    assert consent is not None
    state = consent.state or ""
    first, last = _window(record, consent)
    narrowed: list[str] = []
    clashes: list[Clash] = []
    if slot.since is not None:
        first = max(first, min(slot.since.date.first.toordinal(), last))
    if leaving is not None:
        last = max(min(last, leaving.date.last.toordinal() - 1), first)
    # The latest first: it alone decides, and of two on one day the first by name.
    for day, identifier in sorted(_floors(record, slot), key=lambda one: (-one[0], one[1])):
        if day > last:
            clashes.append(Clash((consent.id, identifier)))
        elif day > first:
            first = day
            narrowed.append(identifier)
    spans = [(max(a, first), min(b, last)) for a, b in may_consent(record, state)]
    spans = [(a, b) for a, b in spans if a <= b]
    if spans and (spans[0][0], spans[-1][1]) != (first, last):
        first, last = spans[0][0], spans[-1][1]
        narrowed += [i for one in tenures_of(record).get(state, ()) for i in one.ids]
    elif not spans and narrowed and _was_member(record, consent):
        clashes.append(Clash((consent.id, *narrowed)))
    return Spell(state, consent.id, first, last, tuple(narrowed), leaving), clashes


def _was_member(record: Record, consent: Consent) -> bool:
    """Whether a consent could fall into a membership, as far as its own window goes.

    A consent of one that was no member is for `check` to name; it narrows nothing.
    """
    first, last = _window(record, consent)
    return any(a <= last and first <= b for a, b in may_consent(record, consent.state))


def _floors(record: Record, slot: _Slot) -> list[tuple[int, str]]:
    """The first days that the other acts of a State allow for its consent.

    What was approved or refused before a withdrawal says nothing of a later return.
    """
    assert slot.consent is not None
    state = slot.consent.state or ""
    gone = slot.leaving.date.last if slot.leaving else None  # later is for the next consent
    approvals = [e for e in record.approvals.get(state, ()) if not gone or e.date.first <= gone]
    floors = [(e.date.first.toordinal(), e.id) for e in approvals]
    if slot.since is None:
        floors += [(e.date.first.toordinal() + 1, e.id) for e in record.not_yet.get(state, ())]
    return floors


def _implied(record: Record, state: str, slot: _Slot) -> Spell:
    """A withdrawal of a State without an earlier consent in the log proves that it had one."""
    leaving = slot.leaving
    assert leaving is not None
    last = max(leaving.date.last.toordinal() - 1, record.adopted)
    first = min(max(record.adopted, floor_of(record, state)), last)
    return Spell(state, leaving.id, first, last, leaving=leaving, implied=True)


def floor_of(record: Record, state: str) -> int:
    """The first day on which a State without a recorded consent can have consented."""
    days = [e.date.first.toordinal() + 1 for e in record.not_yet.get(state, ())]
    if state not in record.withdrawals:
        days += [e.date.first.toordinal() for e in record.approvals.get(state, ())]
    return max(days, default=FIRST_DAY)


def opportunities(record: Record) -> list[tuple[str, int, int]] | None:
    """Who may consent, and when: each State once, and once more after it withdrew.

    A State with a recorded consent has that one alone; another has the days of its membership
    after all that it had not done before. The recorded consents come first, in their order. None
    where no membership is recorded.
    """
    tenures = tenures_of(record)
    if not tenures:
        return None
    found: list[tuple[str, int, int]] = []
    spells: dict[str, list[Spell]] = defaultdict(list)
    for spell in spells_of(record)[0]:
        if spell.state is not None:
            spells[spell.state].append(spell)
            found.append((spell.state, spell.first, spell.last))
    for state in tenures:
        since = max(floor_of(record, state), record.adopted)
        if state in spells:
            if spells[state][-1].leaving is None:
                continue
            since = spells[state][-1].gone[0]
        able = [(max(a, since), b) for a, b in may_consent(record, state)]
        able = [(a, b) for a, b in able if a <= b]
        if able:
            found.append((state, able[0][0], able[-1][1]))
    return found


def able_by_day(record: Record, able: Sequence[tuple[str, int, int]]) -> Steps:
    """How many States can contract on each day, once each: who may have left may also be back."""
    named = [s for s in spells_of(record)[0] if s.state is not None]
    spans = [(s.first, s.gone[1], s.state) for s in named]
    spans += [(first, LAST_DAY + 1, state) for state, first, _ in able[len(named) :]]
    changes: dict[int, int] = defaultdict(int)
    until: dict[str | None, int] = {}
    for first, end, state in sorted(spans, key=itemgetter(0, 1)):
        begin = max(first, until.get(state, first))
        if begin < end:
            changes[begin] += 1
            changes[end] -= 1
            until[state] = end
    return summed(changes)


def certain_and_possible(
    spells: Iterable[Spell], weight: Callable[[Spell], Decimal | int] = lambda _: 1
) -> tuple[Steps, Steps]:
    """The named States that certainly, and possibly, have consented and not withdrawn."""
    certain: dict[int, Decimal | int] = defaultdict(int)
    possible: dict[int, Decimal | int] = defaultdict(int)
    for spell in spells:
        if spell.state is None or spell.implied:
            continue
        certain[spell.last] += weight(spell)
        possible[spell.first] += weight(spell)
        if spell.leaving:
            first, last = spell.gone
            certain[max(first, spell.last)] -= weight(spell)
            possible[last] -= weight(spell)
    return summed(certain), summed(possible)


def summed(changes: Mapping[int, Decimal | int]) -> Steps:
    """The running total of changes by day."""
    days = sorted(changes)
    return Steps((0, *days), (0, *accumulate(changes[day] for day in days)))
