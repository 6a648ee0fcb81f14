"""The days of entry into force for a calendar: the one announced, else those computed."""

from datetime import date

from cica_tracker.answers.status import Status
from cica_tracker.model.dates import FIRST_KNOWN
from cica_tracker.model.value import value
from cica_tracker.words.force import projection
from cica_tracker.words.language import Language


@value
class AgendaDay:
    """A day of the calendar, in words; `announced` by the depositary, else only computed.

    `key` stays the same while a computed day moves or becomes the announced one.
    """

    key: str
    day: date
    title: str
    text: str
    announced: bool


def agenda_of(lang: Language, status: Status) -> tuple[AgendaDay, ...]:
    """The days on which the treaty enters into force: announced, or computed and marked as such.

    Of a computed span there are its two ends; nothing where no day follows from what is known.
    """
    values = {"treaty": lang.title(status.settled.record.log.treaty)}
    text, force = projection(lang, status.force, status.as_of), status.force
    if force.announced:
        title = lang.t("{treaty}: entry into force", **values)
        return (AgendaDay("in-force", force.announced, title, text, announced=True),)
    first, last = force.computed.earliest, force.computed.latest
    if first is None or first < FIRST_KNOWN:
        return ()
    if first == last:
        title = lang.t("{treaty}: entry into force (computed, not announced)", **values)
        return (AgendaDay("in-force", first, title, text, announced=False),)
    title = lang.t("{treaty}: entry into force at the earliest (computed)", **values)
    days = [AgendaDay("in-force", first, title, text, announced=False)]
    if last:
        title = lang.t("{treaty}: entry into force at the latest (computed)", **values)
        days.append(AgendaDay("in-force-latest", last, title, text, announced=False))
    return tuple(days)
