"""From the evidence to bounds for every day: choices of days decided, and their answers united.

A choice is a day that matters and is not known: of a withdrawal beside a report, of a report beside
a withdrawal or an amendment, or where reports reveal the number required. `bounds_of` decides them
one by one.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from functools import cached_property

from cica_tracker.model.value import value
from cica_tracker.rules.inequalities import Evidence, ReportConstraint
from cica_tracker.rules.report_days import solve
from cica_tracker.rules.solution import Solution
from cica_tracker.rules.steps import Interval

# How much is spent on choices, in days looked at: a second or so.
MOST_WORK = 60_000
_LEAST_TRIES = 10


@value
class Bounds:
    """Bounds on the contracting States for every day: the union over `leaves`.

    `count` bounds N, `lacking` bounds T - N without cutting off at 0, step by step from each of
    `days`; `required` bounds T where no clause gives it. Days are ordinals, and `math.inf`
    stands for no bound. They are tight where `exact`; else some choices were read loosely.
    """

    leaves: tuple[Solution, ...]
    days: tuple[int, ...]
    count: Interval = field(repr=False)
    lacking: Interval = field(repr=False)
    required: tuple[float, float]
    exact: bool

    @cached_property
    def every_day_known(self) -> bool:
        """Whether every day is known, and who may consent is not.

        Then no window can be narrowed by other statements, and one path is a whole argument.
        """
        if len(self.leaves) > 1:
            return False
        evidence = self.leaves[0].evidence
        return (
            evidence.able is None
            and not evidence.floors
            and all(report.first == report.last for report in evidence.reports)
            and not any(spell.narrowed or spell.implied for spell in evidence.spells)
            and all(s.first == s.last and s.state is not None for s in evidence.spells)
        )

    def index(self, day: int) -> int:
        """The step that a day belongs to."""
        return max(bisect_right(self.days, day) - 1, 0)

    def at(self, day: int) -> tuple[float, float]:
        """The least and the most contracting States at the end of a day."""
        return self.count.at(self.index(day))

    def left(self, day: int) -> tuple[float, float]:
        """The least and the most of T - N, never below 0, where T is not given by a clause."""
        least, most = self.lacking.at(self.index(day))
        return max(0, least), max(0, most)

    def over(self, first: int, last: int) -> tuple[float, float]:
        """The least and the most contracting States on any one day from `first` to `last`."""
        begin, end = self.index(first), self.index(last) + 1
        return min(self.count.least[begin:end]), max(self.count.most[begin:end])

    def admits(self, report: ReportConstraint) -> bool:
        """Whether a report can be true on some day of its window, as far as these bounds go."""
        return any(
            leaf.allows(segment.inequalities, index)
            for leaf in self.leaves
            for segment in report.segments
            for index in range(leaf.index(segment.first), leaf.index(segment.last) + 1)
        )


class ImpossibleError(Exception):
    """No history satisfies the evidence."""

    def __init__(self) -> None:
        super().__init__("the statements contradict each other")


def bounds_of(worlds: Iterable[Evidence]) -> Bounds:
    """The tight bounds on every day, over all readings of the clauses (`evidence.worlds`).

    Raises ImpossibleError when no history satisfies the evidence. Beyond a budget the choices
    that are left are read loosely: the bounds stay true, and `exact` is False.
    """
    rows = _Rows()
    pending = list(worlds)
    work, exact, tries = MOST_WORK, True, 0
    while pending:
        current = pending.pop()
        found = solve(current)
        work -= len(found.days)
        tries += 1
        if not found.possible or rows.covers(found):
            continue
        parts = list(_parts(found))
        enough = work <= 0 and tries > _LEAST_TRIES
        if not parts or enough or not current.decidable:
            exact &= not parts and found.finished
            rows.add(found)
            continue
        pending += parts
    return rows.bounds(exact=exact)


def possible(worlds: Iterable[Evidence]) -> bool:
    """Whether any history satisfies the evidence; beyond the budget, whether none is excluded."""
    pending = list(worlds)
    work, tries = MOST_WORK, 0
    while pending:
        found = solve(pending.pop())
        work -= len(found.days)
        tries += 1
        if not found.possible:
            continue
        parts = list(_parts(found))
        enough = work <= 0 and tries > _LEAST_TRIES
        if not parts or enough or not found.evidence.decidable:
            return True
        pending += parts
    return False


def _parts(found: Solution) -> Iterator[Evidence]:
    """The same evidence with one open choice decided either way; nothing where none is open."""
    evidence = found.evidence
    known = sorted(d.first for d in evidence.departures if d.first == d.last)
    for at, report in enumerate(evidence.reports):
        if report.first == report.last:
            continue
        several = len(report.segments) > 1
        change = None if several else _first_within(known, report)
        undecided = several or change is not None or evidence.speaks_of_required
        if not undecided or found.settled(at):
            continue
        if several:
            for one in report.segments:
                yield evidence.with_report(at, one.first, one.last)
            return
        if change is not None:
            yield evidence.with_report(at, report.first, change - 1)
            yield evidence.with_report(at, change, report.last)
            return
        yield from (
            evidence.with_report(at, first, last)
            for first, last in _halves(found, report.first, report.last)
        )
        return
    windows = sorted((report.first, report.last) for report in evidence.reports)
    furthest = _running_max(last for _, last in windows)
    for at, leaving in enumerate(evidence.departures):
        # A report that speaks of a day on which it may have left, or not.
        seen = bisect_left(windows, (leaving.last,))
        if leaving.first < leaving.last and seen and furthest[seen - 1] >= leaving.first:
            yield from (
                evidence.with_departure(at, first, last)
                for first, last in _halves(found, leaving.first, leaving.last)
            )
            return


def _running_max(numbers: Iterable[int]) -> list[int]:
    found: list[int] = []
    for number in numbers:
        found.append(max(number, found[-1]) if found else number)
    return found


def _first_within(days: Sequence[int], report: ReportConstraint) -> int | None:
    """The first of some days in order that is of a report's window, but not its first day."""
    at = bisect_right(days, report.first)
    return days[at] if at < len(days) and days[at] <= report.last else None


def _halves(found: Solution, first: int, last: int) -> list[tuple[int, int]]:
    """A window of days cut in two, each part from one day that stands for others to another."""
    days = sorted({first, last, *(day for day in found.evidence.days if first < day < last)})
    middle = (len(days) - 1) // 2
    return [(first, days[middle]), (days[middle + 1], last)]


class _Rows:
    """The union of bounds, on all the days on which one of them changes."""

    _PICKS = (min, max, min, max)

    def __init__(self) -> None:
        self.leaves: list[Solution] = []
        self.days: list[int] = []
        self.rows: list[Sequence[float]] = []

    def covers(self, found: Solution) -> bool:
        """Whether a solution adds nothing to the union."""
        if not self.leaves or not _within(found.required, self.leaves):
            return False
        days = sorted({*self.days, *found.days})
        ours, theirs = _spread(self.days, self.rows, days), _spread(found.days, _of(found), days)
        return all(
            pick(a, b) == a
            for pick, old, new in zip(self._PICKS, ours, theirs, strict=True)
            for a, b in zip(old, new, strict=True)
        )

    def add(self, found: Solution) -> None:
        """Unite with one more solution."""
        new = _of(found)
        if not self.leaves:
            self.days, self.rows = found.days, new
        else:
            days = sorted({*self.days, *found.days})
            ours, theirs = _spread(self.days, self.rows, days), _spread(found.days, new, days)
            self.rows = [
                [pick(a, b) for a, b in zip(old, row, strict=True)]
                for pick, old, row in zip(self._PICKS, ours, theirs, strict=True)
            ]
            self.days = days
        self.leaves.append(found)

    def bounds(self, *, exact: bool) -> Bounds:
        """The union. Raises ImpossibleError where there is none."""
        if not self.leaves:
            raise ImpossibleError
        low, high, short, long = map(tuple, self.rows)
        return Bounds(
            tuple(self.leaves),
            tuple(self.days),
            Interval(tuple(max(0, value) for value in low), high),
            Interval(short, long),
            (
                min(leaf.required[0] for leaf in self.leaves),
                max(leaf.required[1] for leaf in self.leaves),
            ),
            exact,
        )


def _of(found: Solution) -> list[Sequence[float]]:
    return [*found.count, *found.lacking]


def _within(required: tuple[float, float], leaves: list[Solution]) -> bool:
    least, most = (
        min(leaf.required[0] for leaf in leaves),
        max(leaf.required[1] for leaf in leaves),
    )
    return least <= required[0] and required[1] <= most


def _spread(days: list[int], rows: list[Sequence[float]], onto: list[int]) -> list[list[float]]:
    """Rows of steps on more days than they change on."""
    places = [bisect_right(days, day) - 1 for day in onto]
    return [[row[max(place, 0)] for place in places] for row in rows]
