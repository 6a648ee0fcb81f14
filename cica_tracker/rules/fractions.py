"""The members and the signatories day by day, certainly and possibly: what a fraction is one of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor, inf
from typing import NamedTuple

from cica_tracker.model.conditions import Condition
from cica_tracker.rules.memberships import Days, tenures_of
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY, Record
from cica_tracker.rules.spells import summed
from cica_tracker.rules.steps import Amount, Steps


class Part(NamedTuple):
    """Those of whom a condition speaks: the days on which each is one, certainly and possibly."""

    certain: Mapping[str, list[Days]]
    possible: Mapping[str, list[Days]]


def members_of(record: Record) -> Part:
    """The members on each day."""
    tenures = tenures_of(record)
    return Part(
        {s: _nonempty(t.certain for t in several) for s, several in tenures.items()},
        {s: _nonempty(t.possible for t in several) for s, several in tenures.items()},
    )


def _nonempty(spans: Iterable[Days]) -> list[Days]:
    return [(first, last) for first, last in spans if first <= last]


def signatories_of(record: Record) -> Part:
    """The signatories on each day, those by a definitive signature among them."""
    certain: dict[str, list[Days]] = {}
    possible: dict[str, list[Days]] = {}
    for state, acts in record.signatures.items():
        certain[state] = [(min(act.date.last for act in acts).toordinal(), LAST_DAY)]
        possible[state] = [(min(act.date.first for act in acts).toordinal(), LAST_DAY)]
    return Part(certain, possible)


def count_of(spans: Mapping[str, list[Days]]) -> Steps:
    """How many there are on each day."""
    changes: dict[int, int] = defaultdict(int)
    for several in spans.values():
        for first, last in several:
            changes[first] += 1
            changes[last + 1] -= 1
    return summed(changes)


def share_of(part: Fraction, whole: Amount, condition: Condition) -> Amount:
    """How many a part of so many is, rounded up; infinite where there is no bound."""
    if whole == inf:
        return inf
    exact = part * int(whole)
    return max(1, floor(exact) + 1 if condition.more_than else ceil(exact))


def states_of(record: Record) -> list[str]:
    """Every State that has or may have consented, by name."""
    return list(dict.fromkeys(state for state in (*tenures_of(record), *record.consents) if state))


def outside(spans: Iterable[Days]) -> list[Days]:
    """The days outside of some spans."""
    found, begin = [], FIRST_DAY
    for first, last in sorted(spans):
        if first > begin:
            found.append((begin, first - 1))
        begin = max(begin, last + 1)
    return [*found, (begin, LAST_DAY)] if begin <= LAST_DAY else found
