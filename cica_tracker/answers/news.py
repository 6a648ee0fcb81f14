"""The days on which the answer changed: because something became known, or because time passed.

What a reader was told on a day is the answer as of that day, from what had been published by then.
An event none of whose sources has a day of publication counts as known from the day on which it
was recorded, else from its own day.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from cica_tracker.answers.changes import Turn, turn_between
from cica_tracker.answers.changing_days import changing_days, learning_days
from cica_tracker.answers.status import Status, status_of
from cica_tracker.model.dates import OPEN_END, OPEN_START, Window
from cica_tracker.model.events import Event, Log
from cica_tracker.model.sources import Source
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import Settled, make_consistent
from cica_tracker.rules.record import known_from

_DAY = timedelta(days=1)


@value
class News:
    """The answer before and after, both as of `day`; `turn` is what changed since the eve.

    Where only time passed nothing is learned, and `before` is the answer of the eve.
    """

    day: date
    before: Status
    after: Status
    turn: Turn

    @property
    def learned(self) -> bool:
        """Whether something became known, or was taken back."""
        return bool(self.turn.learned or self.turn.retracted)


def news_of(log: Log, until: date, most: int = 40) -> tuple[News, ...]:
    """The changes of the answer up to a day, the oldest first.

    Of the days on which something became known only the last `most` are looked at.
    """
    log = _dated(log)
    known = [day for day in learning_days(log) if day <= until]
    earlier, days = known[:-most], known[-most:]
    since = earlier[-1] if earlier else None
    before = make_consistent(log, since or OPEN_START)
    found: list[News] = []
    for day in days:
        found += _passing(before, since, day) if since else ()
        after = make_consistent(log, day)
        old, new = status_of(before, day), status_of(after, day)
        if _answer(old) != _answer(new):
            found.append(News(day, old, new, turn_between(status_of(before, _eve(day)), new)))
        before, since = after, day
    return (*found, *(_passing(before, since, until) if since else ()))


def last_learned(log: Log, until: date) -> date:
    """The last day up to `until` on which something became known; else the day itself."""
    return max((day for day in learning_days(_dated(log)) if day <= until), default=until)


def _passing(settled: Settled, since: date, until: date) -> Iterator[News]:
    """What changes by itself after a day, up to another, that one included."""
    for day in changing_days(settled):
        if since < day <= until:
            before, after = (status_of(settled, one) for one in (_eve(day), day))
            if _certain(before) != _certain(after):
                yield News(day, before, after, turn_between(before, after))


def _answer(status: Status) -> tuple[object, ...]:
    """All that the answer of a day says."""
    force = status.force
    return (
        *(status.contracting, status.required, status.remaining, status.in_force),
        *(force.day, force.announced, status.adopted),
    )


def _certain(status: Status) -> tuple[object, ...]:
    """What the answer says for certain: that more may have come since a report is no news."""
    return status.contracting.at_least, status.required, status.in_force, status.adopted


def _eve(day: date) -> date:
    return max(day, OPEN_START + _DAY) - _DAY


def _dated(log: Log) -> Log:
    """The log in which a source of its own says when an event without a dated one was known."""
    days: dict[str, date] = {}
    events: list[Event] = []
    for event in log.events:
        if known_from(log, event) is None:
            first, last = event.date
            day = event.recorded or (first if last == OPEN_END else last)
            name = f"known {day}"  # no id has a space in it
            days[name] = day
            events.append(replace(event, source=(*event.source, name)))
        else:
            events.append(event)
    own = (Source(id=name, title=name, published=Window(day, day)) for name, day in days.items())
    return replace(log, sources=(*log.sources, *own), events=tuple(events))
