"""`calendar.ics`: the days of entry into force, for calendars that subscribe (RFC 5545).

An announced day is confirmed; a computed one is tentative and says so in its title. Nothing in it
depends on when it was made.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from cica_tracker.answers.news import last_learned
from cica_tracker.model.text import clean
from cica_tracker.model.value import value
from cica_tracker.site.values import File, Options, Site, Treaty, quoted
from cica_tracker.words.agenda import AgendaDay, agenda_of

PATH = "calendar.ics"
_WIDEST = 75  # octets in a line, its end not counted


@value
class Appointment:
    """A day of the calendar: the title and the page of its treaty, and the last news of it."""

    treaty: str
    page: str
    stamp: date
    day: AgendaDay


def kept(treaty: Treaty) -> tuple[Appointment, ...]:
    """The appointments of one treaty."""
    stamp = last_learned(treaty.log, treaty.options.as_of)
    return tuple(
        Appointment(treaty.log.treaty.title, treaty.path, stamp, day)
        for day in agenda_of(treaty.options.words, treaty.status)
    )


def of_all(site: Site) -> Iterator[File]:
    """The calendar."""
    appointments: list[Appointment] = []
    for one in site.treaties:
        appointments += cast("tuple[Appointment, ...]", one.kept.get("ics", ()))
    yield PATH, calendar(site.options, appointments)


def calendar(options: Options, appointments: list[Appointment]) -> bytes:
    """The bytes of the calendar."""
    title = _escaped(options.title)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//CICA Tracker//{title}//{options.lang.upper()}",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{title}",
    ]
    for one in sorted(appointments, key=lambda one: (one.day.day, one.page, one.day.key)):
        lines += _event(one, options)
    lines.append("END:VCALENDAR")
    return b"".join(map(_folded, lines))


def _event(one: Appointment, options: Options) -> list[str]:
    day = one.day
    lines = [
        "BEGIN:VEVENT",
        f"UID:{_uid(one, options.base_url)}",
        f"DTSTAMP:{_basic(one.stamp)}T000000Z",
        f"DTSTART;VALUE=DATE:{_basic(day.day)}",
        f"SUMMARY:{_escaped(day.title)}",
        f"DESCRIPTION:{_escaped(day.text)}",
        f"STATUS:{'CONFIRMED' if day.announced else 'TENTATIVE'}",
        "TRANSP:TRANSPARENT",
    ]
    if day.day < date.max:  # else there is no day after it to end on
        lines.insert(4, f"DTEND;VALUE=DATE:{_basic(day.day + timedelta(days=1))}")
    if address := options.address(one.page):
        lines.append(f"URL:{address}")
    return [*lines, "END:VEVENT"]


def _uid(one: Appointment, base: str) -> str:
    """The same for the same treaty of the same site, whichever day is computed."""
    host = urlsplit(base).hostname
    name = uuid5(NAMESPACE_URL, f"{base or one.treaty} {quoted(one.page)} {one.day.key}")
    return f"{name}@{host}" if host else str(name)


def _basic(day: date) -> str:
    return day.isoformat().replace("-", "")


def _escaped(text: str) -> str:
    """A text value: what would end or part it is escaped, and it stays on its line."""
    return re.sub(r"([\\;,])", r"\\\1", clean(text))


def _folded(line: str) -> bytes:
    """A line of content, folded so that no line is wider than 75 octets or parts a character."""
    found, current = [], b""
    for character in line:
        octets = character.encode()
        if len(current) + len(octets) > _WIDEST:
            found.append(current)
            current = b" "
        current += octets
    return b"\r\n".join([*found, current]) + b"\r\n"
