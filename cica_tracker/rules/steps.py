"""Numbers that change on some days only."""

from bisect import bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

Amount = int | float | Decimal


class Steps(NamedTuple):
    """A number that changes on `days` (ordinals) only; before the first it is the first."""

    days: Sequence[int]
    values: Sequence[Amount]

    def at(self, day: int) -> Amount:
        """The number at the end of a day."""
        return self.values[max(bisect_right(self.days, day) - 1, 0)]


class Interval(NamedTuple):
    """On each of some days, by position, the least and the most that a number can be."""

    least: Sequence[float]
    most: Sequence[float]

    def at(self, index: int) -> tuple[float, float]:
        """Both ends at a position."""
        return self.least[index], self.most[index]


NOTHING = Steps((0,), (0,))
