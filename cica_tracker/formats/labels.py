"""Where the labels of a picture go: beside what they name, never over one another."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cica_tracker.formats.scale import width_of
from cica_tracker.model.value import value


@value
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


@value
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
    """Places next to a point as (cost, left, middle): the left and the higher ones are cheaper."""
    for level in (0, -1, 1, -2, 2):
        middle = y + level * height * 0.75
        lefts = (x - width - 12, x + 12) if abs(level) < 2 else (x - width / 2, x - width, x)
        for left in lefts:
            yield abs(level) * 8 + 4 * (level > 0) + (left > x - width), left, middle
