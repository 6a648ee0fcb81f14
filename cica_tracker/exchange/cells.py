"""What a cell of the depositary's table says: days, letters, brackets; and text without markup."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import NamedTuple

from cica_tracker.model.dates import Window
from cica_tracker.model.remark import remark

_MARK = re.compile(
    r"<\s*(superscript|sup)\b[^>]*>.*?(?:<\s*/\s*\1\s*>|$)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?\s*[A-Za-z][^<>]*>")
_DAY = re.compile(
    r"(?P<open>\[)?\s*(?:(?:(?P<day>\d{1,2})(?:er)?\s+)?(?P<month>[^\W\d_]{3,9})\.?\s+)?"
    r"(?P<year>\d{4})\b\s*(?P<letter>[A-Za-z]{1,2}\b)?\s*(?P<close>\])?\s*(?P<after>[A-Za-z]{1,2}\b)?"
)
_BETWEEN = re.compile(r"[\s,;/]*")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan janv",
            "feb fév fev",
            "mar",
            "apr avr",
            "may mai",
            "jun juin",
            "jul juil",
            "aug aoû aou",
            "sep",
            "oct",
            "nov",
            "dec déc",
        ),
        1,
    )
    for name in names.split()
}
_LONGEST_NAME = 4


class Dated(NamedTuple):
    """A day in a cell, the letter behind it, and whether it stands or is in brackets."""

    date: Window
    letter: str
    stands: bool


def plain(text: str) -> str:
    """Text without marks of footnotes, markup, entities however often escaped, and needless blanks.

    A mark of a footnote vanishes with its number; other markup leaves its text.
    """
    for _ in range(4):
        text = _TAG.sub("", _MARK.sub("", text))
        further = unescape(text)
        if further == text:
            break
        text = further
    return " ".join(text.split())


def days(text: str) -> Iterator[Dated]:
    """The days of a cell, in order. Raises ValueError for what is none."""
    position = _skip(text, 0)
    while position < len(text):
        found = _DAY.match(text, position)
        if not found:
            raise ValueError(remark('"{text}" is no day', text=text))
        if bool(found["open"]) != bool(found["close"]):
            raise ValueError(remark('"{text}" has a bracket without its other', text=text))
        letter = found["letter"] or found["after"] or ""
        yield Dated(_window(found, text), letter, not found["open"])
        position = _skip(text, found.end())


def month(name: str) -> int | None:
    """The number of a month by its English or French name, or the beginning of it."""
    word = name.lower()
    for length in (_LONGEST_NAME, 3):
        if word[:length] in _MONTHS:
            return _MONTHS[word[:length]]
    return None


def calendar_day(year: int, month_number: int, day: int) -> Window:
    """A day as a window. Raises ValueError, in words, where the calendar has none."""
    try:
        one = date(year, month_number, day)
    except ValueError:
        text = f"{year:04d}-{month_number:02d}-{day:02d}"
        raise ValueError(remark("there is no day {day} in the calendar", day=text)) from None
    return Window(one, one)


def calendar_month(year: int, number: int) -> Window:
    """All days of a month as a window. Raises ValueError where there is no such month."""
    if year < 1 or not 1 <= number <= 12:
        text = f"{year:04d}-{number:02d}"
        raise ValueError(remark("there is no month {month} in the calendar", month=text))
    return Window(date(year, number, 1), date(year, number, monthrange(year, number)[1]))


def _skip(text: str, position: int) -> int:
    found = _BETWEEN.match(text, position)
    return found.end() if found else position


def _window(found: re.Match[str], text: str) -> Window:
    year = int(found["year"])
    if not found["month"]:
        return Window(calendar_month(year, 1).first, calendar_month(year, 12).last)
    number = month(found["month"])
    if number is None:
        raise ValueError(
            remark('"{text}" is no day: "{month}" is no month', text=text, month=found["month"])
        )
    if found["day"]:
        return calendar_day(year, number, int(found["day"]))
    return calendar_month(year, number)
