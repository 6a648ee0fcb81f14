"""Tight bounds on how many States have consented, for every day, with the statements they rest on.

For each day let N be the contracting States, P the consents up to the end of it and W the
withdrawals in effect, so N = P - W; T is the number the clause asks for. Take the consents of
exactly known day out of P: what is left never falls, and rises within [a, b] by at least the
windows that lie inside it. Every report bounds N on its day against zero or against T. These are
difference constraints with two hubs, zero and T, and along the chain of days the longest path to
a day starts at one report and then only follows the chain: so one sweep each way, in time
proportional to n log n, gives all shortest paths.

What is not a difference constraint is a choice of day: a report that speaks of some day of a
window, and a withdrawal of uncertain day. Those are decided one by one (`chosen`), and an answer
is the union over the decisions that can be true.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import inf

from cica_tracker.rules.longest_paths import Envelope, fall, rise
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY
from cica_tracker.rules.spells import Spell

ZERO, THRESHOLD = "zero", "threshold"


@dataclass(frozen=True, slots=True)
class Claim:
    """`low <= N - hub <= high` at the end of a day; `ids` are the statements that say so."""

    hub: str
    low: float
    high: float
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """Claims that hold together at the end of one day from `first` to `last`."""

    first: int
    last: int
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Departure:
    """A withdrawal that takes effect on a day from `first` to `last`."""

    id: str
    first: int
    last: int


@dataclass(frozen=True)
class Evidence:
    """All that bounds the count: consents, withdrawals, reports, and the most there can be."""

    start: int
    spells: tuple[Spell, ...]
    departures: tuple[Departure, ...] = ()
    said: tuple[Said, ...] = ()
    eligible: tuple[tuple[int, int], ...] | None = None
    days: tuple[int, ...] = ()

    @property
    def choices(self) -> list[int]:
        """Positions of the reports, then of the withdrawals, whose day is still open."""
        reports = [i for i, said in enumerate(self.said) if said.first < said.last]
        offset = len(self.said)
        leaving = [offset + i for i, d in enumerate(self.departures) if d.first < d.last]
        return reports + leaving

    def decide(self, choice: int, first: int, last: int) -> "Evidence":
        """The same evidence with one open day narrowed to these days."""
        offset = len(self.said)
        if choice < offset:
            said = list(self.said)
            said[choice] = replace(said[choice], first=first, last=last)
            return replace(self, said=tuple(said))
        departures = list(self.departures)
        departures[choice - offset] = replace(departures[choice - offset], first=first, last=last)
        return replace(self, departures=tuple(departures))

    def window(self, choice: int) -> tuple[int, int]:
        """The days still open to a choice."""
        offset = len(self.said)
        chosen = self.said[choice] if choice < offset else self.departures[choice - offset]
        return chosen.first, chosen.last

    def laid_out(self) -> "Evidence":
        """The same evidence with its `days`, and no more left to choose than need be."""
        pinned = replace(self, said=tuple(map(self._pinned, self.said)))
        return replace(pinned, days=pinned.turns())

    def _pinned(self, said: Said) -> Said:
        """A report that only says "at least" ("at most") is as true on its last (first) day.

        So nothing is left to choose, unless a withdrawal can fall between.
        """
        if any(d.first <= said.last and said.first < d.last for d in self.departures):
            return said
        if all(claim.high == inf for claim in said.claims):
            return replace(said, first=said.last)
        if all(claim.low == -inf for claim in said.claims):
            return replace(said, last=said.first)
        return said

    def turns(self) -> tuple[int, ...]:
        """In order, the days on which an answer may change; between two of them none does."""
        days = {FIRST_DAY, self.start - 1, self.start, LAST_DAY}
        for spell in self.spells:
            days |= {spell.first - 1, spell.first, spell.last, spell.last + 1}
        for leaving in self.departures:
            days |= {leaving.first - 1, leaving.first, leaving.last - 1, leaving.last}
        for said in self.said:
            days |= {said.first - 1, said.first, said.last, said.last + 1}
        for day, _ in self.eligible or ():
            days |= {day - 1, day}
        ordered = sorted(days)
        spare = len(self.choices)
        for first, last in map(self.window, self.choices):
            # Between two of the days above nothing fixed happens, so only the order of the
            # undecided there matters, and which come before the day asked for and which after:
            # as many days as there are of them at either end, and one between, stand for all.
            for at in range(bisect_left(ordered, first), bisect_left(ordered, last)):
                begin, end = ordered[at], ordered[at + 1]
                days |= set(range(begin, min(begin + spare + 1, end)))
                days |= set(range(max(begin, end - spare), end))
        return tuple(sorted(day for day in days if FIRST_DAY <= day <= LAST_DAY))


@dataclass(frozen=True)
class Sweep:
    """The bounds when every open day is read loosely; exact when none is open.

    `low`, `high` bound N, `short`, `long` bound T - N (not cut off at 0), day by day in
    `evidence.days`; `threshold` bounds T. `rises` and `falls` are the envelopes for each hub and
    `lows`, `highs` what they start from: a bound on P less the exactly known, by day.
    """

    evidence: Evidence
    low: Sequence[float]
    high: Sequence[float]
    short: Sequence[float]
    long: Sequence[float]
    threshold: tuple[float, float]
    lows: Mapping[str, Mapping[int, float]]
    highs: Mapping[str, Mapping[int, float]]
    rises: Mapping[str, "Envelope"]
    falls: Mapping[str, "Envelope"]

    @property
    def possible(self) -> bool:
        """Whether any history satisfies the evidence."""
        pairs = ((self.rises[hub].values, self.falls[hub].values) for hub in (ZERO, THRESHOLD))
        return self.threshold[0] <= self.threshold[1] and all(
            a <= b for up, down in pairs for a, b in zip(up, down, strict=True)
        )

    def settles(self, choice: int) -> bool:
        """Whether a report holds anyway on some day of its window: none need be chosen then."""
        evidence = self.evidence
        if choice >= len(evidence.said):
            return False
        said = evidence.said[choice]
        first, last = bisect_left(evidence.days, said.first), bisect_right(evidence.days, said.last)
        return any(
            all(self._within(claim, index) for claim in said.claims) for index in range(first, last)
        )

    def _within(self, claim: Claim, index: int) -> bool:
        if claim.hub == ZERO:
            return max(0, self.low[index]) >= claim.low and self.high[index] <= claim.high
        return -self.long[index] >= claim.low and -self.short[index] <= claim.high


class _Bases:
    """What the envelopes start from: each claim as a bound on P less the exactly known."""

    def __init__(self, evidence: Evidence) -> None:
        self.exact = sorted(s.first for s in evidence.spells if s.first == s.last)
        self.soonest = sorted(departure.first for departure in evidence.departures)
        self.latest = sorted(departure.last for departure in evidence.departures)
        self.lows: dict[str, dict[int, float]] = {ZERO: {}, THRESHOLD: {}}
        self.highs: dict[str, dict[int, float]] = {ZERO: {}, THRESHOLD: {}}
        start = evidence.start
        self.at_least(ZERO, FIRST_DAY, 0)
        self.at_most(ZERO, max(start - 1, FIRST_DAY), 0 if start > FIRST_DAY else inf)
        for day in self.latest:
            self.at_least(ZERO, day, self.gone(day)[0] - self.known(day))
        if evidence.eligible is not None:
            steps, most = dict(evidence.eligible), 0
            for day in evidence.days:
                most += steps.get(day, 0)
                self.at_most(ZERO, day, most - self.known(day) + self.gone(day)[1])
        for said in evidence.said:
            first, last = said.first, said.last
            for claim in said.claims:
                low = claim.low - self.known(last) + self.gone(first)[0]
                high = claim.high - self.known(first) + self.gone(last)[1]
                self.at_least(claim.hub, last, low)
                self.at_most(claim.hub, first, high)

    def known(self, day: int) -> int:
        """The consents of exactly known day up to the end of a day."""
        return bisect_right(self.exact, day)

    def gone(self, day: int) -> tuple[int, int]:
        """The fewest and the most withdrawals in effect at the end of a day."""
        return bisect_right(self.latest, day), bisect_right(self.soonest, day)

    def at_least(self, hub: str, day: int, value: float) -> None:
        self.lows[hub][day] = max(self.lows[hub].get(day, -inf), value)

    def at_most(self, hub: str, day: int, value: float) -> None:
        self.highs[hub][day] = min(self.highs[hub].get(day, inf), value)


def sweep(evidence: Evidence) -> Sweep:
    """The bounds on every day, each open choice of a day read as loosely as it can be."""
    days = evidence.days
    bases = _Bases(evidence)
    edges = sorted(
        ((spell.first - 1, spell.last) for spell in evidence.spells if spell.first < spell.last),
        key=lambda edge: edge[1],
    )
    rises = {hub: rise(days, edges, base) for hub, base in bases.lows.items()}
    falls = {hub: fall(days, edges, base) for hub, base in bases.highs.items()}
    up, down = rises[ZERO].values, falls[ZERO].values
    up_t, down_t = rises[THRESHOLD].values, falls[THRESHOLD].values
    least = max(1, *(a - b for a, b in zip(up, down_t, strict=True)))
    utmost = min(a - b for a, b in zip(down, up_t, strict=True))
    low, high, short, long = [], [], [], []
    for index, day in enumerate(days):
        certain, (fewest, farthest) = bases.known(day), bases.gone(day)
        a = certain - farthest
        b = certain - fewest
        low.append(max(up[index], least + up_t[index]) + a)
        high.append(min(down[index], utmost + down_t[index]) + b)
        short.append(max(least - (down[index] + b), -(down_t[index] + b)))
        long.append(min(utmost - (up[index] + a), -(up_t[index] + a)))
    return Sweep(
        evidence, low, high, short, long, (least, utmost), bases.lows, bases.highs, rises, falls
    )
