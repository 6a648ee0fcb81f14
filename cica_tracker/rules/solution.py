"""The tight bounds of one system of inequalities, for every day at once.

Take the consents of exactly known day out of P. What is left never falls, and rises within [a, b]
by at least the windows that lie inside it; every other inequality bounds it on one day against
zero or against T. So the greatest and the least course of the count are longest paths along the
chain of days, one sweep each way in time proportional to n log n.
"""

from bisect import bisect_right
from collections.abc import Sequence
from math import inf

from cica_tracker.model.value import value
from cica_tracker.rules.inequalities import REQUIRED, ZERO, Evidence, Inequality, ReportConstraint
from cica_tracker.rules.longest_paths import Paths, backward, forward
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY
from cica_tracker.rules.steps import Interval

_MOST_ROUNDS = 60
MEMBERS = ("members",)
Base = dict[int, tuple[float, tuple[str, ...]]]


@value
class Solution:
    """The bounds on each of `days`; those of a day hold until the next.

    `count` bounds N, `lacking` bounds T - N (not cut off at 0) and `required` bounds T.
    `floors` and `ceilings` are what the paths start from, with the events that say so: bounds on
    P less the exactly known, for each reference. `evidence` has the windows as narrowed.
    """

    evidence: Evidence
    days: list[int]
    count: Interval
    lacking: Interval
    required: tuple[float, float]
    floors: dict[str, Base]
    ceilings: dict[str, Base]
    up: dict[str, Paths]
    down: dict[str, Paths]
    possible: bool
    finished: bool

    def index(self, day: int) -> int:
        """The position of the step that a day belongs to."""
        return max(bisect_right(self.days, day) - 1, 0)

    def admits(self, one: Inequality, index: int) -> bool:
        """Whether an inequality is true on a step in at least one history."""
        low, high = self._span(one.reference, index)
        return low <= one.high and high >= one.low

    def allows(self, several: Sequence[Inequality], index: int) -> bool:
        """Whether inequalities can be true together on a step, as far as the bounds go."""
        low, high = self._span(ZERO, index)
        least, most = -inf, inf
        for one in several:
            if not self.admits(one, index):
                return False
            if one.reference == ZERO:
                low, high = max(low, one.low), min(high, one.high)
            else:
                least, most = max(least, one.low), min(most, one.high)
        # N from low to high, and N - T from least to most: so T lies between.
        return (
            low <= high
            and least <= most
            and low - most <= self.required[1]
            and high - least >= self.required[0]
        )

    def forces(self, one: Inequality, index: int) -> bool:
        """Whether it is true on a step in all of them."""
        low, high = self._span(one.reference, index)
        return low >= one.low and high <= one.high

    def _span(self, reference: str, index: int) -> tuple[float, float]:
        if reference == ZERO:
            low, high = self.count.at(index)
            return max(0, low), high
        short, long = self.lacking.at(index)
        return -long, -short

    def settled(self, report: int) -> bool:
        """Whether a report is true on some one day of its window in every history."""
        return any(
            all(self.forces(i, index) for i in one.inequalities)
            for one in self.evidence.reports[report].segments
            for index in range(self.index(one.first), self.index(one.last) + 1)
        )


class System:
    """Evidence prepared for sweeping: what does not change while the windows are narrowed."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.exact = sorted(s.first for s in evidence.spells if s.first == s.last)
        self.edges = sorted(
            ((s.first - 1, s.last) for s in evidence.spells if s.first < s.last),
            key=lambda edge: edge[1],
        )
        self.soonest = sorted(d.first for d in evidence.departures)
        self.latest = sorted(d.last for d in evidence.departures)
        self.able = evidence.able is not None
        self.begins = sorted(first for first, _ in evidence.able or ())
        self.ends = sorted(last for _, last in evidence.able or ())

    def known(self, day: int) -> int:
        """The consents of exactly known day up to the end of a day."""
        return bisect_right(self.exact, day)

    def gone(self, day: int) -> tuple[int, int]:
        """The fewest and the most withdrawals in effect at the end of a day."""
        return bisect_right(self.latest, day), bisect_right(self.soonest, day)

    def bases(
        self, reports: tuple[ReportConstraint, ...]
    ) -> tuple[dict[str, Base], dict[str, Base]]:
        """What the paths start from: floors and ceilings, given the window of each report."""
        floors: dict[str, Base] = {ZERO: {}, REQUIRED: {}}
        ceilings: dict[str, Base] = {ZERO: {}, REQUIRED: {}}
        start = self.evidence.start
        floors[ZERO][FIRST_DAY] = 0, ()
        if start > FIRST_DAY:
            ceilings[ZERO][max(start - 1, FIRST_DAY)] = 0, ()
        for leaving in self.evidence.departures:
            value = self.gone(leaving.last)[0] - self.known(leaving.last)
            _raise(floors[ZERO], leaving.last, value, (leaving.id,))
        for floor in self.evidence.floors:
            _raise(floors[ZERO], floor.day, floor.least - self.known(floor.day), floor.ids)
        for report in reports:
            first, last = report.first, report.last
            for one in report.hull():
                if one.low > -inf:
                    low = one.low - self.known(last) + self.gone(first)[0]
                    _raise(floors[one.reference], last, low, one.ids)
                if one.high < inf:
                    high = one.high - self.known(first) + self.gone(last)[1]
                    _lower(ceilings[one.reference], first, high, one.ids)
        return floors, ceilings

    def paths(self, days: list[int], floors: Base, ceilings: Base) -> tuple[Paths, Paths]:
        """The longest paths to each day from the floors, and to the ceilings."""
        lows = {day: value for day, (value, _) in floors.items()}
        highs = {day: value for day, (value, _) in ceilings.items()}
        return forward(days, self.edges, lows), backward(days, self.edges, highs)

    def limit(self, days: list[int], up: Paths, down: Paths, floors: Base, ceilings: Base) -> bool:
        """Add what follows from how many States can consent between two days; whether any did.

        P(d) - P(z) is at most the States with a day to consent on after z and up to d: those that
        begin by d less those that end by z.
        """
        changed, best = False, inf
        for index, day in enumerate(days):
            known = self.known(day)
            best = min(best, down.values[index] + known - bisect_right(self.ends, day))
            most = best + bisect_right(self.begins, day) - known
            if most < down.values[index]:
                changed |= _lower(ceilings, day, most, MEMBERS)
        best = -inf
        for index in reversed(range(len(days))):
            known = self.known(days[index])
            best = max(best, up.values[index] + known - bisect_right(self.begins, days[index]))
            least = best + bisect_right(self.ends, days[index]) - known
            if least > up.values[index]:
                changed |= _raise(floors, days[index], least, MEMBERS)
        return changed


def _raise(base: Base, day: int, value: float, ids: tuple[str, ...]) -> bool:
    if day in base and base[day][0] >= value:
        return False
    base[day] = value, ids
    return True


def _lower(base: Base, day: int, value: float, ids: tuple[str, ...]) -> bool:
    if day in base and base[day][0] <= value:
        return False
    base[day] = value, ids
    return True


def swept(system: System, evidence: Evidence) -> Solution:
    """The bounds with each window of a report as it stands, read loosely."""
    days = set(evidence.days)
    for report in evidence.reports:
        days |= {report.first, min(report.first + 1, LAST_DAY), report.last}
    ordered = sorted(days)
    floors, ceilings = system.bases(evidence.reports)
    up, down = {}, {}
    for reference in (ZERO, REQUIRED):
        paths = system.paths(ordered, floors[reference], ceilings[reference])
        for _ in range(_MOST_ROUNDS if system.able else 0):
            if _crossed(*paths):
                break  # a contradiction: it would be found again and again, one worse each time
            if not system.limit(ordered, *paths, floors[reference], ceilings[reference]):
                break
            paths = system.paths(ordered, floors[reference], ceilings[reference])
        up[reference], down[reference] = paths
    return _combined(system, evidence, ordered, floors, ceilings, up, down)


def _crossed(up: Paths, down: Paths) -> bool:
    """Whether on some day a floor lies above a ceiling."""
    return any(a > b for a, b in zip(up.values, down.values, strict=True))


def _combined(  # noqa: PLR0913, PLR0917  the parts of one solution
    system: System,
    evidence: Evidence,
    days: list[int],
    floors: dict[str, Base],
    ceilings: dict[str, Base],
    up: dict[str, Paths],
    down: dict[str, Paths],
) -> Solution:
    """The bounds on N and T - N from those on P against zero and against T."""
    zero_up, zero_down = up[ZERO].values, down[ZERO].values
    other_up, other_down = up[REQUIRED].values, down[REQUIRED].values
    least = max(1, *(a - b for a, b in zip(zero_up, other_down, strict=True)))
    most = min(a - b for a, b in zip(zero_down, other_up, strict=True))
    low, high, short, long = [], [], [], []
    for index, day in enumerate(days):
        known = system.known(day)
        fewest, farthest = system.gone(day) if system.soonest else (0, 0)
        a, b = known - farthest, known - fewest
        bottom = max(zero_up[index], least + other_up[index]) + a
        low.append(max(bottom, float(evidence.named.at(day))))
        top = min(zero_down[index], most + other_down[index]) + b
        high.append(min(top, float(evidence.most.at(day))) if evidence.most else top)
        short.append(max(least - high[-1], -(other_down[index] + b)))
        long.append(min(most - low[-1], -(other_up[index] + a)))
    possible = least <= most and not any(_crossed(up[ref], down[ref]) for ref in up)
    possible = possible and all(a <= b for a, b in zip(low, high, strict=True))
    return Solution(
        evidence,
        days,
        Interval(low, high),
        Interval(short, long),
        (least, most),
        floors,
        ceilings,
        up,
        down,
        possible,
        finished=True,
    )
