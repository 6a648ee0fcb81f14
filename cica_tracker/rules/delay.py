"""The delay of a final clause: from the day its conditions are met to the day in force.

The counting of days follows the depositaries: the day of deposit is not counted (the practice of
the UN Secretary-General), is counted, or so many full days or months pass first (the Council of
Europe's practice), as the clause says.
"""

from datetime import date, timedelta
from typing import NamedTuple

from cica_tracker.model.dates import NO_TIME, Duration, add
from cica_tracker.model.events import Clause

_SHIFT = {"exclusive": 0, "inclusive": -1, "day-after": 1}


class Reached(NamedTuple):
    """A day in force, how it was reached, and the other reading of a month without that day.

    `rule` is what decided: "delay", "target" (`on`) or "floor" (`not_before`).
    `after_delay` is the day before `start` was applied.
    """

    day: date
    rule: str
    after_delay: date
    other_reading: date | None


def in_force(clause: Clause, met: date) -> Reached | None:
    """The day a treaty enters into force whose conditions were last met on a day.

    None when that lies past the end of the calendar.
    """
    reached = _after(clause, clause.delay, met)
    if clause.on is not None and met <= (clause.met_by or clause.on):
        return Reached(clause.on, "target", clause.on, None)
    if reached and clause.not_before and reached.day < clause.not_before:
        return Reached(clause.not_before, "floor", reached.after_delay, None)
    return reached


def in_force_for(clause: Clause, consented: date) -> date | None:
    """The day a State is bound that consents once the conditions have been met.

    It has the delay of `later_delay`, or else the clause's own; a target day or a floor is the
    treaty's alone. None when that lies past the end of the calendar.
    """
    span = clause.delay if clause.later_delay is None else clause.later_delay
    reached = _after(clause, span, consented)
    return reached.day if reached else None


def _after(clause: Clause, span: Duration, met: date) -> Reached | None:
    shift = _SHIFT[clause.counting]
    if span == NO_TIME and shift < 0:
        shift = 0  # without a delay the day of deposit is the day
    try:
        if clause.start == "first-of-month":
            # "the first day of the sixth month after the month in which ..."
            day = add(met.replace(day=1), span).day.replace(day=1)
            return Reached(day, "delay", day, None)
        step = add(met, span)
        day = step.day + timedelta(days=shift)
        started = _start(clause.start, day)
        other = None
        if step.rounded:
            other = _start(clause.start, step.rounded + timedelta(days=shift))
    except (OverflowError, ValueError):
        return None
    return Reached(started, "delay", day, other if other != started else None)


def _start(rule: str | None, day: date) -> date:
    """The first day of the kind `rule` names after the delay has run.

    A delay that ends on the first of a month still leads to the first of the next one (Rome
    Statute, art. 126). Raises ValueError past the end of the calendar.
    """
    if rule is None:
        return day
    if rule == "first-of-next-month":
        return date(day.year + day.month // 12, day.month % 12 + 1, 1)
    if rule == "first-of-next-year":
        return date(day.year + 1, 1, 1)
    month, number = map(int, rule.split("-"))
    this_year = date(day.year, month, number)
    return this_year if this_year > day else date(day.year + 1, month, number)
