"""How far each condition of a clause is met, day by day, certainly and possibly.

A count of anyone has the tight bounds of the count itself. A condition on part of the States is
bounded by the named ones among them, certainly and possibly, plus at most the unidentified.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from math import inf
from typing import NamedTuple

from cica_tracker.model.conditions import Condition
from cica_tracker.rules.bounds import Bounds, ImpossibleError, bounds_of
from cica_tracker.rules.evidence import counted_by, worlds
from cica_tracker.rules.fractions import (
    Part,
    count_of,
    members_of,
    outside,
    share_of,
    signatories_of,
    states_of,
)
from cica_tracker.rules.memberships import Days, may_consent
from cica_tracker.rules.narrowing import days_left, spells_left
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY, Record
from cica_tracker.rules.reports import leaves_out
from cica_tracker.rules.spells import (
    Spell,
    certain_and_possible,
    floor_of,
    spells_of,
    summed,
)
from cica_tracker.rules.steps import Amount, Steps

_UNKNOWN = Steps((FIRST_DAY,), (inf,))
_ALWAYS: list[Days] = [(FIRST_DAY, LAST_DAY)]


class Progress(NamedTuple):
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
    key = "progress", id(condition)  # one of the log's own, which lives as long as the record
    return record.once(key, lambda: _progress_of(record, bounds, condition))


def _progress_of(record: Record, bounds: Bounds, condition: Condition) -> Progress:
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
    return Steps(bounds.days, bounds.count.least), Steps(bounds.days, bounds.count.most)


def _chosen(record: Record, bounds: Bounds, condition: Condition) -> list[Spell]:
    """The spells that a condition counts, as the reports leave them."""
    left = {spell.id: spell for spell in spells_left(record, bounds)}
    return [left.get(s.id, s) for s in spells_of(record, counted_by(condition))[0]]


def _counted(record: Record, bounds: Bounds, condition: Condition) -> tuple[Steps, Steps]:
    """Consents of anyone, but not of every form or every State."""
    certain, possible = certain_and_possible(_chosen(record, bounds, condition))
    unidentified = _unidentified(record, bounds)
    try:
        own = bounds_of(worlds(record, condition))
    except ImpossibleError:
        own = None  # `make_consistent` has named the contradiction; the named ones still count
    fewest, most = Steps((FIRST_DAY,), (0,)), Steps((FIRST_DAY,), (inf,))
    if condition.forms is None:
        fewest, most = _but_for(record, bounds, condition.not_counted)
    of_each = [certain, possible, unidentified, fewest, most]
    days = _days_of(*of_each, *(() if own is None else _of_anyone(own)))
    low, high = [], []
    for day in days:
        least, utmost = own.at(day) if own else (0, inf)
        low.append(max(certain.at(day), least, fewest.at(day)))
        able = float(possible.at(day)) + float(unidentified.at(day))
        high.append(max(low[-1], min(utmost, able, most.at(day))))
    return Steps(days, low), Steps(days, high)


def _days_of(*several: Steps) -> list[int]:
    return sorted({day for steps in several for day in steps.days})


def _but_for(record: Record, bounds: Bounds, states: Iterable[str]) -> tuple[Steps, Steps]:
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

    def make() -> Steps:
        spells = spells_left(record, bounds)
        certain, _ = certain_and_possible(spells)
        days = _days_of(certain, Steps(bounds.days, ()))
        most = [max(bounds.at(day)[1] - float(certain.at(day)), 0) for day in days]
        if not any(spell.implied for spell in spells):
            most = list(accumulate(reversed(most), min))[::-1]
        return Steps(days, most)

    return record.once("unidentified", make)


def _of_some(
    record: Record,
    bounds: Bounds,
    condition: Condition,
    weights: Mapping[str, Decimal],
    part: Part | None = None,
) -> tuple[Steps, Steps]:
    """The weight of some States that consented: certainly; and at most, with unidentified.

    With a `part`, of each only on the days on which it belongs to that.
    """
    left_out = set(condition.not_counted)
    weights = {state: weight for state, weight in weights.items() if state not in left_out}
    chosen = [s for s in _chosen(record, bounds, condition) if s.state in weights]

    def weight(spell: Spell) -> Decimal:
        return weights[spell.state or ""]

    certain, possible = _within(chosen, weight, part)
    unidentified = _unidentified(record, bounds)
    comings = _silent(record, bounds, weights, part)
    total = sum(weights.values(), Decimal(0))
    days = sorted({*_days_of(unidentified, certain, possible), *(day for day, _, _ in comings)})
    low, high = [], []
    able: list[Decimal] = []  # the weights of the silent who may have come, the lightest first
    for day in days:
        while comings and comings[-1][0] <= day:
            _, one, comes = comings.pop()
            if comes:
                insort(able, one)
            else:
                able.remove(one)
        room = int(min(unidentified.at(day), len(able)))
        heaviest = sum(able[len(able) - room :], Decimal(0))
        low.append(certain.at(day))
        high.append(min(Decimal(possible.at(day)) + heaviest, total))
    return Steps(days, low), Steps(days, high)


def _within(
    spells: Iterable[Spell], weight: Callable[[Spell], Decimal | int], part: Part | None
) -> tuple[Steps, Steps]:
    """The weight of spells by day, certainly and possibly, while they belong to a part."""
    if part is None:
        return certain_and_possible(spells, weight)
    certain: dict[int, Decimal | int] = defaultdict(int)
    possible: dict[int, Decimal | int] = defaultdict(int)
    for spell in spells:
        if spell.implied or spell.state is None:
            continue
        surely = max(spell.last, FIRST_DAY), spell.gone[0] - 1
        maybe = spell.first, spell.gone[1] - 1
        for changes, span, spans in (
            (certain, surely, part.certain.get(spell.state, ())),
            (possible, maybe, part.possible.get(spell.state, ())),
        ):
            for first, last in spans:
                begin, end = max(first, span[0]), min(last, span[1])
                if begin <= end:
                    changes[begin] += weight(spell)
                    changes[end + 1] -= weight(spell)
    return summed(certain), summed(possible)


def _silent(
    record: Record, bounds: Bounds, weights: Mapping[str, Decimal], part: Part | None
) -> list[tuple[int, Decimal, bool]]:
    """When each State begins, and ceases, to be one that an unidentified consent may be of.

    As (day, weight, whether it begins), the last first. They are the States with no recorded
    consent, and those that have withdrawn and of whom no return is recorded.
    """
    last = {s.state: s for s in spells_of(record)[0] if not s.implied}
    found: list[tuple[int, Decimal, bool]] = []
    for state, weight in weights.items():
        left = last.get(state)
        since = max(floor_of(record, state), record.adopted)
        if state in record.consents:
            if left is None or left.leaving is None:
                continue
            since = left.gone[0]
        spans = [(max(a, since), b) for a, b in may_consent(record, state)]
        days = days_left(record, bounds, [(a, b) for a, b in spans if a <= b])
        if not days:
            continue
        since = days[0][0]
        for first, end in [(since, LAST_DAY)] if part is None else part.possible.get(state, ()):
            if max(first, since) <= end:
                found.append((max(first, since), weight, True))
                found += [(end + 1, weight, False)] if end < LAST_DAY else []
    return sorted(found, key=lambda one: (one[0], one[2]), reverse=True)


def _fraction(record: Record, bounds: Bounds, condition: Condition, part: Fraction) -> Progress:
    """A part of the members or signatories of that day, rounded up.

    The numerator is of the same set: of the members those that consented and still are members.
    """
    of_members = condition.of == "members"
    whole = members_of(record) if of_members else signatories_of(record)
    known = any(whole.certain.values()) or any(whole.possible.values())
    spans = (whole.certain, whole.possible)
    counts = [count_of(each) for each in spans] if known else [Steps((0,), (0,)), _UNKNOWN]
    least, most = (
        Steps(steps.days, [share_of(part, number, condition) for number in steps.values])
        for steps in counts
    )
    if not known:
        have = _counted(record, bounds, condition) if leaves_out(condition) else _of_anyone(bounds)
        return Progress(condition, have, (least, most))
    weights = dict.fromkeys(whole.possible, Decimal(1))
    low, high = _of_some(record, bounds, condition, weights, whole)
    if of_members and condition.forms is None:
        low, high = _all_but_former(record, bounds, condition, whole, (low, high))
    return Progress(condition, (low, high), (least, most))


def _all_but_former(
    record: Record, bounds: Bounds, condition: Condition, whole: Part, have: tuple[Steps, Steps]
) -> tuple[Steps, Steps]:
    """The same bounds, closer where the count of all leaves only so many that are no members.

    Those are the named that possibly are none, and the States that were members and said nothing.
    """
    others_than = Part(
        {state: outside(whole.possible.get(state, [])) for state in states_of(record)},
        {state: outside(whole.certain.get(state, [])) for state in states_of(record)},
    )
    anyone = Condition(count=1)
    weights = dict.fromkeys(states_of(record), Decimal(1))
    _, most = _of_some(record, bounds, anyone, weights, others_than)
    left_out = Condition(count=1, among=condition.not_counted or ("",))
    _, others = _of_some(record, bounds, left_out, dict.fromkeys(condition.not_counted, Decimal(1)))
    days = sorted({*bounds.days, *_days_of(*have, most, others)})
    low = [
        max(
            float(have[0].at(day)),
            bounds.at(day)[0] - float(most.at(day)) - float(others.at(day)),
        )
        for day in days
    ]
    high = [min(float(have[1].at(day)), bounds.at(day)[1]) for day in days]
    return Steps(days, low), Steps(days, [max(a, b) for a, b in zip(low, high, strict=True)])
