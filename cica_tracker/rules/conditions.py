"""How far each condition of a clause is met, day by day, certainly and possibly.

A count of anyone has the tight bounds of the count itself. A condition on part of the States is
bounded by the named ones among them, certainly and possibly, plus at most the unidentified.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import ceil, floor, inf

from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import Consent, Membership, StateAct
from cica_tracker.rules.bounds import Bounds, ImpossibleError, bounds_of
from cica_tracker.rules.evidence import counted_by, evidence_of, leaves_out
from cica_tracker.rules.record import FIRST_DAY, Record
from cica_tracker.rules.spells import Spell, floor_of, spells_of

Amount = int | float | Decimal
_SIGNED = {"signature", "definitive-signature"}


@dataclass(frozen=True)
class Steps:
    """A number that changes on `days` (ordinals) only; before the first it is the first."""

    days: Sequence[int]
    values: Sequence[Amount]

    def at(self, day: int) -> Amount:
        """The number at the end of a day."""
        return self.values[max(bisect_right(self.days, day) - 1, 0)]


_UNKNOWN = Steps((FIRST_DAY,), (inf,))


@dataclass(frozen=True)
class Progress:
    """One condition: what there is of it (`have`) and what it asks (`need`), least and most.

    `strict` conditions ask for more than `need`.
    """

    condition: Condition
    have: tuple[Steps, Steps]
    need: tuple[Steps, Steps]
    strict: bool = False

    def met(self, day: int) -> str:
        """Whether it holds at the end of a day: "yes", "no" or "possibly"."""
        if self._reaches(self.have[0].at(day), self.need[1].at(day)):
            return "yes"
        return "possibly" if self._reaches(self.have[1].at(day), self.need[0].at(day)) else "no"

    def _reaches(self, have: Amount, need: Amount) -> bool:
        return have > need if self.strict else have >= need


def progress_of(record: Record, bounds: Bounds, condition: Condition) -> Progress:
    """The steps of one condition over the whole record."""
    if condition.fraction is not None:
        return _fraction(record, bounds, condition, condition.fraction)
    if condition.weight is not None:
        need = Steps((0,), (condition.weight,))
        have = _of_some(record, bounds, condition, condition.weights or {})
        return Progress(condition, have, (need, need), condition.more_than)
    need = Steps((0,), (condition.count or 0,))
    if condition.among is not None:
        weights = dict.fromkeys(condition.among, Decimal(1))
        return Progress(condition, _of_some(record, bounds, condition, weights), (need, need))
    if leaves_out(condition):
        return Progress(condition, _counted(record, bounds, condition), (need, need))
    return Progress(condition, _of_anyone(bounds), (need, need))


def _of_anyone(bounds: Bounds) -> tuple[Steps, Steps]:
    return Steps(bounds.days, bounds.low), Steps(bounds.days, bounds.high)


def _counted(record: Record, bounds: Bounds, condition: Condition) -> tuple[Steps, Steps]:
    """Consents of anyone, but not of every form or every State."""
    chosen = spells_of(record, counted_by(condition))[0]
    certain, possible = named(chosen)
    unidentified = _unidentified(record, bounds)
    try:
        own = bounds_of(evidence_of(record, condition))
    except ImpossibleError:
        own = None  # `settle` has named the contradiction; the named ones still count
    fewest, most = Steps((FIRST_DAY,), (0,)), Steps((FIRST_DAY,), (inf,))
    if condition.forms is None:
        fewest, most = _but_for(record, bounds, condition.not_counted)
    of_each = [certain, possible, unidentified, fewest, most]
    days = sorted({*(own.days if own else ()), *(day for steps in of_each for day in steps.days)})
    low, high = [], []
    for day in days:
        least, utmost = own.at(day) if own else (0, inf)
        low.append(max(certain.at(day), least, fewest.at(day)))
        able = float(possible.at(day)) + float(unidentified.at(day))
        high.append(max(low[-1], min(utmost, able, most.at(day))))
    return Steps(days, low), Steps(days, high)


def _but_for(record: Record, bounds: Bounds, states: Sequence[str]) -> tuple[Steps, Steps]:
    """The least and the most contracting States that are none of these."""
    among = Condition(count=1, among=tuple(states))
    certain, possible = _of_some(record, bounds, among, dict.fromkeys(states, Decimal(1)))
    days = sorted({*bounds.days, *certain.days, *possible.days})
    low = [max(bounds.at(day)[0] - float(possible.at(day)), 0) for day in days]
    high = [max(bounds.at(day)[1] - float(certain.at(day)), 0) for day in days]
    return Steps(days, low), Steps(days, high)


def _unidentified(record: Record, bounds: Bounds) -> Steps:
    """The most contracting States that the log does not name.

    Who came unrecorded is never recorded to leave: so there are no more of them on any day than on
    a later one, and a last report that equals the named leaves none.
    """
    spells = spells_of(record)[0]
    certain, _ = named(spells)
    days = sorted({*bounds.days, *certain.days})
    most = [max(bounds.at(day)[1] - float(certain.at(day)), 0) for day in days]
    if not any(spell.implied for spell in spells):
        most = list(accumulate(reversed(most), min))[::-1]
    return Steps(days, most)


def _of_some(
    record: Record, bounds: Bounds, condition: Condition, weights: Mapping[str, Decimal]
) -> tuple[Steps, Steps]:
    """The weight of the listed States that consented: certainly; and at most, with unidentified."""
    left_out = set(condition.not_counted)
    weights = {state: weight for state, weight in weights.items() if state not in left_out}
    chosen = [s for s in spells_of(record, counted_by(condition))[0] if s.state in weights]
    certain, possible = named(chosen, lambda spell: weights[spell.state or ""])
    unidentified = _unidentified(record, bounds)
    silent = _silent(record, weights)
    total = sum(weights.values(), Decimal(0))
    floors = (since for since, _ in silent)
    days = sorted({*unidentified.days, *certain.days, *possible.days, *floors})
    low, high = [], []
    able: list[Decimal] = []  # the weights of the silent who may have come, the lightest first
    for day in days:
        while silent and silent[-1][0] <= day:
            insort(able, silent.pop()[1])
        room = int(min(unidentified.at(day), len(able)))
        heaviest = sum(able[len(able) - room :], Decimal(0))
        low.append(certain.at(day))
        high.append(min(Decimal(possible.at(day)) + heaviest, total))
    return Steps(days, low), Steps(days, high)


def _silent(record: Record, weights: Mapping[str, Decimal]) -> list[tuple[int, Decimal]]:
    """The listed States that an unidentified consent may be of, the last first.

    Each with the first day on which it may be, and its weight: States with no recorded consent,
    and those that have withdrawn and of whom no return is recorded.
    """
    last = {s.state: s.leaving for s in spells_of(record)[0] if not s.implied}
    found = []
    for state, weight in weights.items():
        left = last.get(state)
        if state not in record.consents:
            found.append((floor_of(record, state), weight))
        elif left is not None:
            found.append((left.date.first.toordinal(), weight))
    return sorted(found, reverse=True)


def named(
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
            certain[max(spell.leaving.date.first.toordinal(), spell.last)] -= weight(spell)
            possible[max(spell.leaving.date.last.toordinal(), spell.first)] -= weight(spell)
    return summed(certain), summed(possible)


def summed(changes: Mapping[int, Decimal | int]) -> Steps:
    """The running total of changes by day."""
    days = sorted(changes)
    return Steps((0, *days), (0, *accumulate(changes[day] for day in days)))


def _fraction(record: Record, bounds: Bounds, condition: Condition, part: Fraction) -> Progress:
    """A part of the members or signatories of that day, rounded up."""
    whole = _members(record) if condition.of == "members" else _signatories(record)
    least, most = (
        Steps(steps.days, [_part_of(part, number, condition) for number in steps.values])
        for steps in whole
    )
    some = leaves_out(condition)
    have = _counted(record, bounds, condition) if some else _of_anyone(bounds)
    return Progress(condition, have, (least, most))


def _part_of(part: Fraction, whole: Amount, condition: Condition) -> Amount:
    if whole == inf:
        return inf
    exact = part * int(whole)
    return max(1, floor(exact) + 1 if condition.more_than else ceil(exact))


def _members(record: Record) -> tuple[Steps, Steps]:
    """The least and the most members on each day; no most where no membership is recorded."""
    acts: dict[str, list[Membership]] = defaultdict(list)
    for event in record.events:
        if isinstance(event, Membership):
            acts[event.state].append(event)
    certain: dict[int, Decimal | int] = defaultdict(int)
    possible: dict[int, Decimal | int] = defaultdict(int)
    for several in acts.values():
        several.sort(key=lambda act: (act.date, act.type))
        inside = several[0].type == "membership-end"  # it had been a member from the beginning
        certain[FIRST_DAY] += inside
        possible[FIRST_DAY] += inside
        for act in several:
            if inside == (act.type == "membership"):
                continue  # said once more by another source
            inside = not inside
            sooner, later = act.date.first.toordinal(), act.date.last.toordinal()
            certain[later if inside else sooner] += 1 if inside else -1
            possible[sooner if inside else later] += 1 if inside else -1
    unpublished = [e for e in record.unpublished if isinstance(e, Membership)]
    possible[FIRST_DAY] += len({event.state for event in unpublished} - acts.keys())
    return summed(certain), summed(possible) if acts or unpublished else _UNKNOWN


def _signatories(record: Record) -> tuple[Steps, Steps]:
    """The least and the most signatories on each day; no most where no signature is recorded."""
    certain: dict[int, Decimal | int] = defaultdict(int)
    possible: dict[int, Decimal | int] = defaultdict(int)
    for several in record.signatures.values():
        certain[min(event.date.last for event in several).toordinal()] += 1
        possible[min(event.date.first for event in several).toordinal()] += 1
    unpublished = {
        event.state
        for event in record.unpublished
        if isinstance(event, StateAct | Consent) and event.type in _SIGNED and event.state
    }
    possible[FIRST_DAY] += len(unpublished - record.signatures.keys())
    known = record.signatures or unpublished
    return summed(certain), summed(possible) if known else _UNKNOWN
