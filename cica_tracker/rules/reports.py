"""What a report says of the count: the one reading of it, for bounds, tests and pictures alike.

A report on a day speaks of the end of that day; with a window, of the end of some day in it.
"""

from math import inf
from typing import NamedTuple

from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import Report
from cica_tracker.rules.record import Record


class Stated(NamedTuple):
    """`low <= N <= high`, N the contracting States; infinite where the report says nothing."""

    low: float
    high: float

    @property
    def silent(self) -> bool:
        """True where neither end is said."""
        return self.low == -inf and self.high == inf


def counted(report: Report) -> Stated:
    """What a report says of N by its own count.

    A count of domestic approvals bounds the deposits only from above: the one comes first.
    """
    low = max(
        (n for n in (report.contracting, report.contracting_min) if n is not None), default=-inf
    )
    high = min(
        (n for n in (report.contracting, report.contracting_max) if n is not None), default=inf
    )
    return Stated(-inf if report.basis == "domestic" else low, high)


def missing(report: Report) -> Stated:
    """What a report says of N - T by what it says remains; T is the number required.

    Nothing remains: N is at least T. Otherwise N is what remains below T.
    """
    if report.remaining is None:
        return Stated(-inf, inf)
    low = -inf if report.basis == "domestic" else -report.remaining
    return Stated(low, inf if report.remaining == 0 else -report.remaining)


def implied(report: Report, least: float, most: float) -> Stated:
    """What a report says of N in all, where the number required is from `least` to `most`."""
    own, left = counted(report), missing(report)
    return Stated(max(own.low, left.low + least), min(own.high, left.high + most))


def required_on(record: Record, day: int) -> tuple[float, float]:
    """The least and the most that a count of anyone asks for on a day; (1, inf) where none does."""
    asked = [clause.plain.count for clause in record.clauses_on(day) if clause.plain]
    numbers = [count for count in asked if count is not None]
    return (min(numbers), max(numbers)) if numbers else (1, inf)


def leaves_out(condition: Condition) -> bool:
    """Whether a condition does not count every consent."""
    return condition.forms is not None or bool(condition.not_counted)
