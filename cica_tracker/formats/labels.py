"""Where the labels of a picture go: beside what they name, never over one another."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cica_tracker.formats.scale import fitted, width_of


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; `y` grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Whether the two share a point inside."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other: "Box") -> bool:
        """Whether the other lies wholly within this one."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True, slots=True)
class Placed:
    """A label at its place; `x` is the middle of its baseline `y`."""

    text: str
    x: float
    y: float
    box: Box


@dataclass
class Page:
    """The space for labels: within `bounds`, off the `taken`.

    `lines` are crossed unwillingly: each with what crossing it costs.
    """

    bounds: Box
    taken: list[Box] = field(default_factory=list)
    lines: list[tuple[Box, float]] = field(default_factory=list)

    def beside(self, text: str, size: float, x: float, y: float) -> Placed | None:
        """A label near a point, taking its space; None when there is none."""
        width, height = width_of(text, size), size * 1.3
        return self.place(text, size, _around(x, y, width, height))

    def along(self, text: str, size: float, line: Box) -> Placed | None:
        """A label along a level line: above its beginning, its end or its middle, or below it."""
        width, half = width_of(text, size), size * 0.75
        above, below = line.top - half, line.bottom + half
        lefts = (line.left + 6, line.right - width - 6, (line.left + line.right - width) / 2)
        spots = [(float(cost), left, above) for cost, left in enumerate(lefts)]
        spots += [(cost + 10, left, below) for cost, left, _ in spots]
        return self.place(text, size, spots)

    def place(
        self, text: str, size: float, spots: Iterable[tuple[float, float, float]]
    ) -> Placed | None:
        """A label at the cheapest free spot (cost, left, middle), taking its space."""
        width, height = width_of(text, size), size * 1.3
        best: tuple[float, Placed] | None = None
        for cost, left, middle in spots:
            box = Box(left - 3, middle - height / 2, left + width + 3, middle + height / 2)
            if best is not None and cost >= best[0]:
                continue
            if not self.bounds.holds(box) or any(box.meets(other) for other in self.taken):
                continue
            total = cost + sum(price for line, price in self.lines if box.meets(line))
            if best is None or total < best[0]:
                best = total, Placed(text, left + width / 2, middle + size * 0.35, box)
        if best is None:
            return None
        self.taken.append(best[1].box)
        return best[1]


def _around(
    x: float, y: float, width: float, height: float
) -> Iterable[tuple[float, float, float]]:
    """Places around a point as (cost, left, middle): nearer and higher ones are cheaper."""
    for level in range(13):
        for sign in (-1, 1) if level else (1,):
            middle = y + sign * level * height * 0.75
            for left in (x - width - 12, x + 12, x - width / 2, x - width, x):
                beside = left + width <= x - 8 or left >= x + 8
                if level < 2 and not beside:
                    continue
                below = 16 * (sign > 0 and level > 0)
                yield level * 8 + (left > x) + 4 * (not beside) + below, left, middle


@dataclass(frozen=True, slots=True)
class Lane:
    """An item of a row below the plot: a bar from `left` to `right`, its label at `x`."""

    index: int
    row: int
    x: float
    text: str


def lanes(
    items: Sequence[tuple[float, float, str]], size: float, bounds: tuple[float, float], most: int
) -> list[Lane]:
    """Bars (left, right, label) in as few rows as they need, at most `most`.

    A label stands to the right of its bar, to the left where there is no room, or else upon it;
    one that fits nowhere is shortened. What fits in no row is left out.
    """
    ends: list[float] = []
    found = []
    for index, bar in sorted(enumerate(items), key=lambda pair: pair[1][:2]):
        x, text = _beside(bar, size, bounds)
        first = min(bar[0] - 6, x)
        last = max(bar[1] + 6, x + width_of(text, size))
        row = next((row for row, end in enumerate(ends) if first >= end + 8), len(ends))
        if row == most:
            continue
        if row == len(ends):
            ends.append(last)
        ends[row] = max(ends[row], last)
        found.append(Lane(index, row, x, text))
    return found


def _beside(
    bar: tuple[float, float, str], size: float, bounds: tuple[float, float]
) -> tuple[float, str]:
    """Where the label of a bar begins, and as much of it as there is room for."""
    left, right, text = bar
    width = width_of(text, size)
    after, before = bounds[1] - right - 10, left - 10 - bounds[0]
    if width <= after:
        return right + 10, text
    if width <= before:
        return left - 10 - width, text
    if width + 16 <= right - left:
        return (left + right - width) / 2, text
    if after >= before:
        return right + 10, fitted(text, size, after)
    text = fitted(text, size, before)
    return left - 10 - width_of(text, size), text
