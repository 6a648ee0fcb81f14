"""From the evidence to bounds for every day, and the statements behind each bound.

`bounds_of` decides the open choices of a day one by one, and unites what is left possible.
"""

from bisect import bisect_right
from dataclasses import dataclass, field
from math import inf

from cica_tracker.rules.inequalities import (
    THRESHOLD,
    ZERO,
    Evidence,
    Sweep,
    sweep,
)

MOST_DECISIONS = 2_000


@dataclass(frozen=True, slots=True)
class Chain:
    """Why a bound is what it is: claims on `day` (no ids: the beginning), then acts since or until.

    `via` is the chain behind the number required, where the claim is relative to it.
    """

    day: int
    ids: tuple[str, ...]
    consents: tuple[str, ...]
    departures: tuple[str, ...]
    via: tuple["Chain", ...] = ()

    @property
    def statements(self) -> tuple[str, ...]:
        """Every event the chain rests on, each once, in the order of the argument."""
        parts = [*self.ids, *self.consents, *self.departures]
        for chain in self.via:
            parts += chain.statements
        return tuple(dict.fromkeys(parts))


@dataclass(frozen=True)
class Bounds:
    """Bounds on the contracting States for every day; equal to the union over `leaves`.

    `low`, `high` bound N, `short`, `long` bound T - N without cutting off at 0, step by step from
    each of `days`; `threshold` bounds T where no clause gives it. Days are ordinals, and
    `math.inf` stands for no bound.
    """

    leaves: tuple[Sweep, ...]
    days: tuple[int, ...]
    low: tuple[float, ...] = field(repr=False)
    high: tuple[float, ...] = field(repr=False)
    short: tuple[float, ...] = field(repr=False)
    long: tuple[float, ...] = field(repr=False)
    threshold: tuple[float, float]

    def index(self, day: int) -> int:
        """The step that a day belongs to."""
        return max(bisect_right(self.days, day) - 1, 0)

    def at(self, day: int) -> tuple[float, float]:
        """The least and the most contracting States at the end of a day."""
        index = self.index(day)
        return self.low[index], self.high[index]

    def left(self, day: int) -> tuple[float, float]:
        """The least and the most of T - N, never below 0, where T is not given by a clause."""
        index = self.index(day)
        return max(0, self.short[index]), max(0, self.long[index])

    def why_low(self, day: int) -> Chain:
        """The argument for the lower bound on N."""
        index = self.index(day)
        leaf = min(self.leaves, key=lambda one: one.low[index])
        zero, threshold = leaf.rises[ZERO], leaf.rises[THRESHOLD]
        if zero.values[index] >= leaf.threshold[0] + threshold.values[index]:
            return chain(leaf, ZERO, index, upper=False)
        return _with_threshold(leaf, chain(leaf, THRESHOLD, index, upper=False), upper=False)

    def why_high(self, day: int) -> Chain | None:
        """The argument for the upper bound on N; None where there is no bound."""
        index = self.index(day)
        leaf = max(self.leaves, key=lambda one: one.high[index])
        if leaf.high[index] == inf:
            return None
        zero, threshold = leaf.falls[ZERO], leaf.falls[THRESHOLD]
        if zero.values[index] <= leaf.threshold[1] + threshold.values[index]:
            return chain(leaf, ZERO, index, upper=True)
        return _with_threshold(leaf, chain(leaf, THRESHOLD, index, upper=True), upper=True)

    def why_threshold(self) -> tuple[Chain, ...]:
        """The arguments for the number required, where reports reveal it."""
        leaf = self.leaves[0]
        found = {c.ids: c for up in (False, True) for c in behind_threshold(leaf, upper=up)}
        return tuple(found.values())


class ImpossibleError(Exception):
    """No history satisfies the evidence; `leaves` hold how each reading of it fails."""

    def __init__(self, leaves: tuple[Sweep, ...]) -> None:
        super().__init__("the statements contradict each other")
        self.leaves = leaves


def bounds_of(evidence: Evidence) -> Bounds:
    """The tight bounds on every day.

    Raises ImpossibleError when no history satisfies the evidence. Beyond `MOST_DECISIONS` the
    choices that are left are read loosely: the bounds stay true but may be wider than need be.
    """
    leaves: list[Sweep] = []
    failed: list[Sweep] = []
    rows: list[list[float]] = []
    pending = [evidence]
    budget = MOST_DECISIONS
    while pending:
        current = pending.pop()
        found = sweep(current)
        budget -= 1
        if not found.possible:
            failed.append(found)
            continue
        if rows and _covered(found, rows):
            continue
        choices = [choice for choice in current.choices if not found.settles(choice)]
        if not choices or budget <= 0:
            leaves.append(found)
            rows = _united(rows, found)
            continue
        first, last = current.window(choices[0])
        at, end = bisect_right(current.days, first) - 1, bisect_right(current.days, last) - 1
        middle = (at + end) // 2
        pending.append(current.decide(choices[0], current.days[middle + 1], last))
        pending.append(current.decide(choices[0], first, current.days[middle]))
    if not leaves:
        raise ImpossibleError(tuple(failed))
    low, high, short, long = map(tuple, rows)
    return Bounds(
        tuple(leaves),
        evidence.days,
        tuple(max(0, value) for value in low),
        high,
        short,
        long,
        (
            min(leaf.threshold[0] for leaf in leaves),
            max(leaf.threshold[1] for leaf in leaves),
        ),
    )


def _covered(found: Sweep, rows: list[list[float]]) -> bool:
    low, high, short, long = rows
    return (
        all(a >= b for a, b in zip(found.low, low, strict=True))
        and all(a <= b for a, b in zip(found.high, high, strict=True))
        and all(a >= b for a, b in zip(found.short, short, strict=True))
        and all(a <= b for a, b in zip(found.long, long, strict=True))
    )


def _united(rows: list[list[float]], found: Sweep) -> list[list[float]]:
    new = [list(found.low), list(found.high), list(found.short), list(found.long)]
    if not rows:
        return new
    picks = (min, max, min, max)
    return [
        [pick(a, b) for a, b in zip(old, row, strict=True)]
        for pick, old, row in zip(picks, rows, new, strict=True)
    ]


def chain(leaf: Sweep, hub: str, index: int, *, upper: bool) -> Chain:
    """The claims that a bound at the day `evidence.days[index]` starts from, and what follows."""
    envelope = leaf.falls[hub] if upper else leaf.rises[hub]
    origin = envelope.origins[index]
    assert origin is not None, "only a finite bound has a reason"
    day = leaf.evidence.days[index]
    return link(leaf, hub, day, origin, upper=upper)


def link(leaf: Sweep, hub: str, day: int, origin: int, *, upper: bool) -> Chain:
    """The claims at `origin` and the consents and withdrawals between it and `day`."""
    evidence = leaf.evidence
    first, last = (day, origin) if upper else (origin, day)
    inside = [s for s in evidence.spells if first < s.first and s.last <= last]
    inside.sort(key=lambda s: (len(s.narrowed), s.first))
    bases = leaf.highs[hub] if upper else leaf.lows[hub]
    return Chain(
        day=origin,
        ids=_ids_at(leaf, hub, origin, bases[origin], upper=upper),
        consents=tuple(dict.fromkeys(i for s in inside for i in (s.id, *s.narrowed))),
        departures=tuple(d.id for d in evidence.departures if first < d.first <= last),
    )


def _ids_at(leaf: Sweep, hub: str, origin: int, base: float, *, upper: bool) -> tuple[str, ...]:
    """The statement whose claim gives the base value at a day; none at the beginning."""
    evidence = leaf.evidence
    known = sum(s.first == s.last <= origin for s in evidence.spells)
    for said in evidence.said:
        if (said.first if upper else said.last) != origin:
            continue
        soon = sum(d.first <= said.last for d in evidence.departures)
        late = sum(d.last <= said.first for d in evidence.departures)
        for claim in said.claims:
            value = claim.high - known + soon if upper else claim.low - known + late
            if claim.hub == hub and value == base:
                return claim.ids
    return ()


def behind_threshold(leaf: Sweep, *, upper: bool) -> tuple[Chain, ...]:
    """The two chains, to zero and to the threshold, between which the number required lies."""
    days = leaf.evidence.days
    one, other = (leaf.falls, leaf.rises) if upper else (leaf.rises, leaf.falls)
    goal = leaf.threshold[1] if upper else leaf.threshold[0]
    for index in range(len(days)):
        if one[ZERO].values[index] - other[THRESHOLD].values[index] == goal and abs(goal) < inf:
            return (
                chain(leaf, ZERO, index, upper=upper),
                chain(leaf, THRESHOLD, index, upper=not upper),
            )
    return ()


def _with_threshold(leaf: Sweep, found: Chain, *, upper: bool) -> Chain:
    via = behind_threshold(leaf, upper=upper)
    return Chain(found.day, found.ids, found.consents, found.departures, via)
