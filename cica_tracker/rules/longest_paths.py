"""The best bound that reaches each day from a claim on another, in one sweep along the days."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple


class Paths(NamedTuple):
    """The best bound at each day, and the day of the claim that its path starts from.

    Of several such days it is the one farthest away.
    """

    values: Sequence[float]
    origins: Sequence[int | None]


def forward(
    days: Sequence[int], edges: Sequence[tuple[int, int]], base: Mapping[int, float]
) -> Paths:
    """At each day y the greatest of `base[x]` + the number of edges inside [x, y], for x <= y.

    `edges` are in order of their end. Only claims above all earlier ones matter, since an edge
    helps the earlier more: they are kept with their lead over the one before.
    """
    if not base:
        return Paths([-inf] * len(days), [None] * len(days))
    values: list[float] = []
    origins: list[int | None] = []
    kept: list[int] = []
    lead: list[float] = []
    top, done = -inf, 0
    for day in days:
        while done < len(edges) and edges[done][1] <= day:
            at = bisect_right(kept, edges[done][0])
            done += 1
            if at == 0:
                continue
            if at == len(kept):
                top += 1
                continue
            lead[at] -= 1
            if lead[at] == 0:
                del kept[at], lead[at]
        if base.get(day, -inf) > top:
            kept.append(day)
            lead.append(base[day] - top if len(kept) > 1 else 0)
            top = base[day]
        values.append(top)
        origins.append(kept[-1] if kept else None)
    return Paths(values, origins)


def backward(
    days: Sequence[int], edges: Sequence[tuple[int, int]], base: Mapping[int, float]
) -> Paths:
    """At each day x the least of `base[y]` - the number of edges inside [x, y], for y >= x."""
    mirrored = forward(
        [-day for day in reversed(days)],
        sorted(((-end, -start) for start, end in edges), key=lambda edge: edge[1]),
        {-day: -value for day, value in base.items()},
    )
    return Paths(
        [-value for value in reversed(mirrored.values)],
        [None if origin is None else -origin for origin in reversed(mirrored.origins)],
    )
