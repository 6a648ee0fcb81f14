"""What the record says of the count, as inequalities between days.

For each day let N be the contracting States, P the consents up to the end of it and W the
withdrawals in effect, so N = P - W; T is the number the clause asks for. Between two days P rises
by at least the consents whose window lies between them, and by at most the States that can have
consented between them. A report bounds N on its day, against zero or against T.

These are difference constraints (Cormen et al., Introduction to Algorithms, on shortest paths);
what is not one is a choice of day: of which day of a window a report speaks, and on which day a
withdrawal of uncertain day took effect. `bounds` decides those.
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import inf
from typing import NamedTuple

from cica_tracker.rules.record import FIRST_DAY, LAST_DAY
from cica_tracker.rules.spells import Spell
from cica_tracker.rules.steps import NOTHING, Steps

ZERO, REQUIRED = "zero", "required"


class Inequality(NamedTuple):
    """`low <= N - reference <= high` at the end of a day; `ids` are the statements that say so.

    The reference is zero, or T where no clause gives it.
    """

    reference: str
    low: float
    high: float
    ids: tuple[str, ...]


class Segment(NamedTuple):
    """Inequalities that hold together at the end of one day from `first` to `last`."""

    first: int
    last: int
    inequalities: tuple[Inequality, ...]


class ReportConstraint(NamedTuple):
    """A report: its inequalities hold at the end of some day of one of its segments, in order.

    There are several where the clause was amended within the report's window.
    """

    segments: tuple[Segment, ...]

    @property
    def first(self) -> int:
        """The first day of which it may speak."""
        return self.segments[0].first

    @property
    def last(self) -> int:
        """The last such day."""
        return self.segments[-1].last

    def within(self, first: int, last: int) -> "ReportConstraint":
        """The same report, on the days from `first` to `last` alone."""
        if first <= self.first and self.last <= last:
            return self
        kept = (
            one._replace(first=max(one.first, first), last=min(one.last, last))
            for one in self.segments
            if one.first <= last and first <= one.last
        )
        return ReportConstraint(tuple(kept))

    def hull(self) -> Iterator[Inequality]:
        """What holds on whichever of its days it speaks of, loosely where that differs."""
        if len(self.segments) == 1:
            yield from self.segments[0].inequalities
            return
        for reference in (ZERO, REQUIRED):
            each = [_met(one.inequalities, reference) for one in self.segments]
            low, high = min(one.low for one in each), max(one.high for one in each)
            if low > -inf or high < inf:
                ids = tuple(dict.fromkeys(i for one in each for i in one.ids))
                yield Inequality(reference, low, high, ids)


def _met(several: Iterable[Inequality], reference: str) -> Inequality:
    found = [one for one in several if one.reference == reference]
    return Inequality(
        reference,
        max((one.low for one in found), default=-inf),
        min((one.high for one in found), default=inf),
        tuple(i for one in found for i in one.ids),
    )


class Departure(NamedTuple):
    """A withdrawal that takes effect on a day from `first` to `last`."""

    id: str
    first: int
    last: int


class Floor(NamedTuple):
    """At the end of `day` at least `least` had consented, by the events `ids`."""

    day: int
    least: int
    ids: tuple[str, ...]


class Evidence(NamedTuple):
    """All that bounds the count.

    `spells` are the consents that certainly are so many, in the order in which reasons name them;
    `floors` those that may be one and the same; `able` the days on which each State can consent,
    if that is known; `named` the named States that certainly contract, and `most` how many States
    can, whoever they are, if that is known. Where a report compares
    the count with a T that no clause gives (`speaks_of_required`), a count on one day bounds T, and
    T what is left on another.
    """

    start: int
    spells: tuple[Spell, ...]
    departures: tuple[Departure, ...] = ()
    reports: tuple[ReportConstraint, ...] = ()
    floors: tuple[Floor, ...] = ()
    able: tuple[tuple[int, int], ...] | None = None
    named: Steps = NOTHING
    most: Steps | None = None
    days: frozenset[int] = frozenset()
    speaks_of_required: bool = False

    def laid_out(self) -> "Evidence":
        """The same evidence with the days on which an answer may change."""
        speaks = any(i.reference == REQUIRED for report in self.reports for i in report.hull())
        if speaks != self.speaks_of_required:
            return self._replace(speaks_of_required=speaks).laid_out()
        days = {FIRST_DAY, self.start - 1, self.start, LAST_DAY, *self.named.days}
        days |= {*self.most.days} if self.most else set()
        for spell in self.spells:
            days |= {spell.first, spell.last}
        for leaving in self.departures:
            days |= {leaving.first, leaving.last}
        for floor in self.floors:
            days.add(floor.day)
        for first, last in self.able or ():
            days |= {first, min(last + 1, LAST_DAY)}
        for report in self.reports:
            for one in report.segments:
                days |= {one.first, one.last, min(one.last + 1, LAST_DAY)}
        days |= self._between(sorted(days))
        inside = frozenset(day for day in days if FIRST_DAY <= day <= LAST_DAY)
        return self._replace(days=inside)

    def _between(self, ordered: list[int]) -> set[int]:
        """More days where several open choices fall between two of those.

        There only their order matters: as many days as there are choices, at either end, stand
        for all. Of too many choices none is decided (`decidable`).
        """
        windows = self._open()
        spare = len(windows)
        more: set[int] = set()
        if spare > _MOST_OPEN:
            return more
        for begin, end in pairwise(ordered):
            if end - begin > 1 and any(first <= begin < last for first, last in windows):
                more |= set(range(begin, min(begin + spare + 2, end)))
                more |= set(range(max(begin, end - spare - 1), end))
        return more

    @property
    def decidable(self) -> bool:
        """Whether there are days enough to decide each open choice exactly."""
        return len(self._open()) <= _MOST_OPEN

    def _open(self) -> list[tuple[int, int]]:
        """The windows of the choices of which the order may matter."""
        windows = [(d.first, d.last) for d in self.departures if d.first < d.last]
        if windows or self.speaks_of_required:
            windows += [(r.first, r.last) for r in self.reports if r.first < r.last]
        return windows

    def with_report(self, index: int, first: int, last: int) -> "Evidence":
        """The same evidence with one report on these days alone."""
        reports = list(self.reports)
        reports[index] = reports[index].within(first, last)
        return self._replace(reports=tuple(reports))

    def with_departure(self, index: int, first: int, last: int) -> "Evidence":
        """The same evidence with one withdrawal on one of these days."""
        departures = list(self.departures)
        departures[index] = departures[index]._replace(first=first, last=last)
        return self._replace(departures=tuple(departures))


_MOST_OPEN = 12
