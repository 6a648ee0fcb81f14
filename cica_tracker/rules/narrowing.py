"""What the reports leave of the days on which a State can have consented.

Where a lower and an upper claim leave no room between them, nobody consented from the one to the
other but those whose windows lie wholly between: so nobody else did.
"""

from collections.abc import Iterable

from cica_tracker.rules.bounds import Bounds
from cica_tracker.rules.inequalities import REQUIRED, ZERO
from cica_tracker.rules.memberships import Days
from cica_tracker.rules.record import Record
from cica_tracker.rules.solution import Solution
from cica_tracker.rules.spells import Spell, spells_of


def spells_left(record: Record, bounds: Bounds) -> tuple[Spell, ...]:
    """The spells of the record, their windows cut to the days that the reports leave."""

    def make() -> tuple[Spell, ...]:
        tight = [_tight(leaf) for leaf in bounds.leaves]
        return tuple(_cut(spell, tight) for spell in spells_of(record)[0])

    return record.once("spells left", make)


def days_left(record: Record, bounds: Bounds, spans: Iterable[Days]) -> list[Days]:
    """The days of some spans on which a consent can have been made whose State is not named.

    It is one that nobody recorded, or one that is recorded without its State.
    """
    several = record.once("closed", lambda: [_united(_tight(leaf)) for leaf in bounds.leaves])
    closed = several[0] if len(several) == 1 else []
    found = []
    for first, last in spans:
        begin = first
        for a, b in closed:
            if b < begin or a > last:
                continue
            if a > begin:
                found.append((begin, a - 1))
            begin = b + 1
        if begin <= last:
            found.append((begin, last))
        for spell in spells_of(record)[0]:
            a, b = max(spell.first, first), min(spell.last, last)
            if spell.state is None and a <= b:
                found.append((a, b))
    return sorted(found)


def _tight(leaf: Solution) -> list[Days]:
    """The spans of days, both included, on which nobody consented whose window is not inside."""
    found = []
    for reference in (ZERO, REQUIRED):
        up = leaf.up[reference]
        for day, (value, _) in leaf.ceilings[reference].items():
            index = leaf.index(day)
            origin = up.origins[index]
            if up.values[index] == value and origin is not None and origin < day:
                found.append((origin + 1, day))
    return sorted(found, key=lambda span: (span[1], span[0]))


def _united(spans: list[Days]) -> list[Days]:
    found: list[Days] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1] + 1:
            found[-1] = found[-1][0], max(last, found[-1][1])
        else:
            found.append((first, last))
    return found


def _cut(spell: Spell, tight: list[list[Days]]) -> Spell:
    if spell.first == spell.last or spell.implied:
        return spell
    each = [_outside(spell.first, spell.last, spans) for spans in tight]
    first, last = min(one[0] for one in each), max(one[1] for one in each)
    return (
        spell
        if (first, last) == (spell.first, spell.last)
        else spell._replace(first=first, last=last)
    )


def _outside(first: int, last: int, spans: list[Days]) -> Days:
    """A window without the spans at its ends that do not hold the whole of it."""
    begin, end = first, last
    holding = [(a, b) for a, b in spans if not (a <= first and last <= b)]
    for a, b in holding:
        if a <= begin <= b:
            begin = b + 1
    for a, b in sorted(holding, reverse=True):
        if a <= end <= b:
            end = a - 1
    return (begin, end) if begin <= end else (first, last)
