"""The days on which the answer changes: between two of them `status` says the same on every day."""

from datetime import date, timedelta

from cica_tracker.answers.force import Force, force_of
from cica_tracker.answers.status import Range, required_and_remaining_if_adopted, to_range
from cica_tracker.model.dates import OPEN_END, OPEN_START
from cica_tracker.model.events import Consent, Log, StateAct
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.record import known_from

_DAY = timedelta(days=1)
_Numbers = tuple[Range, Range | None, Range | None, str]


@value
class Run:
    """From `first` to `last`, both included, `status` gives these numbers on every day.

    The first run begins with the calendar (`OPEN_START`), the last ends with it (`OPEN_END`).
    `required` and `remaining` are as in `status`: None where no number of States is asked for.
    `in_force` is "yes", "no" or "possibly".
    """

    first: date
    last: date
    contracting: Range
    required: Range | None
    remaining: Range | None
    in_force: str


def changing_days(settled: Settled) -> tuple[date, ...]:
    """The days, in order, on which anything that `status` says may differ from the day before.

    On any other day it is the same but for the day itself and the age of the last word. The first
    is the first day of the calendar. Its last day, which stands for no end, is not among them.
    """
    record, bounds, force = settled.record, settled.bounds, force_of(settled)
    days = {*bounds.days, record.adopted}
    days |= {end.toordinal() for event in record.events for end in event.date}
    # What somebody had not done by a day is a reason up to that day, and on the next none.
    days |= {
        end.toordinal() + 1
        for event in record.events
        if not isinstance(event, Consent | StateAct)
        for end in event.date
    }
    if adopted := record.log.treaty.adopted:
        days |= {end.toordinal() for end in adopted}
    for progress in force.of_clause.values():
        days |= {day for one in progress for steps in (*one.have, *one.need) for day in steps.days}
    for spell in spells_left(record, bounds):
        days |= {spell.first, spell.last, *spell.gone}
    ends = (force.met.earliest, force.met.latest, force.day.earliest, force.day.latest)
    days |= {end.toordinal() for end in ends if end}
    first, last = OPEN_START.toordinal(), OPEN_END.toordinal()
    inside = sorted({day for day in days if first < day < last})
    return (OPEN_START, *(date.fromordinal(day) for day in inside))


def learning_days(log: Log) -> tuple[date, ...]:
    """The days, in order, on which something of the log became known, by its publication.

    `known_on` any other day answers as on the last of these before it; before the first nothing
    was known. What has no day of publication became known on none of them.
    """
    days = {known_from(log, event) for event in log.events}
    return tuple(sorted(day for day in days if day is not None and day < OPEN_END))


def runs_of(settled: Settled) -> tuple[Run, ...]:
    """The numbers of `status` for every day, as the fewest runs of days with equal answers."""
    force, starts = force_of(settled), changing_days(settled)
    found: list[tuple[date, _Numbers]] = []
    for day in starts:
        numbers = _numbers(settled, force, day)
        if not found or found[-1][1] != numbers:
            found.append((day, numbers))
    ends = [*(day - _DAY for day, _ in found[1:]), OPEN_END]
    return tuple(Run(day, end, *said) for (day, said), end in zip(found, ends, strict=True))


def _numbers(settled: Settled, force: Force, day: date) -> _Numbers:
    required, remaining = required_and_remaining_if_adopted(settled, day)
    contracting = to_range(*settled.bounds.at(day.toordinal()))
    return contracting, required, remaining, force.on(day)
