"""Days and durations as people write them, on the command line and at a prompt; never in the file.

What could mean two days is refused with both of them. The forms of the file are read as well.
"""

import re
from datetime import date, timedelta

from cica_tracker.model.dates import (
    MONTHS,
    OPEN_END,
    OPEN_START,
    Duration,
    Window,
    day,
    parse_duration,
    parse_window,
)

# Compiled when the first text is read: most commands read none.
_FLAGS = re.ASCII | re.DOTALL
_NUMBERS = r"(\d{1,4})\s*([./-])\s*(\d{1,2})\s*\2\s*(\d{1,4})"
_MONTH_OF_YEAR = r"(\d{1,2})\s*[./]\s*(\d{4})"
_DAY_FIRST = r"(\d{1,2})(?:st|nd|rd|th)?\s+([a-z]+)\.?\s+(\d{4})"
_MONTH_FIRST = r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?\s+(\d{4})"
_MONTH = r"([a-z]+)\.?\s+(\d{4})"
_LATEST = r"(?:on or before|by|until)\s+(.+)"
_EARLIEST = r"(?:on or after|since|from)\s+(.+)"
_BETWEEN = r"between\s+(.+?)\s+and\s+(.+)"
_SPAN = (
    r"(?:(\d{1,4}) *(?:years?|yrs?|y))? *(?:(\d{1,4}) *(?:months?|m))? *"
    r"(?:(\d{1,4}) *(?:weeks?|w))? *(?:(\d{1,6}) *(?:days?|d))?"
)
_NAMED = {"yesterday": -1, "today": 0, "tomorrow": 1}
_SHORTEST_MONTH = 3


def written_day(text: str, today: date) -> Window:
    """The day, or the month or year, that a text names.

    Reads "2024-12-02", "2024-12", "2024", "2 Dec 2024", "December 2, 2024", "December 2024",
    "2.12.2024", "31/12/2024", "today", "yesterday", "tomorrow". Raises ValueError quoting the
    text; for "1/3/2026" it gives both readings.
    """
    plain = " ".join(text.replace(",", " ").split()).lower()
    if plain in _NAMED:
        one = today + timedelta(days=_NAMED[plain])
        return Window(one, one)
    if found := re.fullmatch(_NUMBERS, plain, _FLAGS):
        return _of_numbers(text, *found.groups())
    if found := re.fullmatch(_MONTH_OF_YEAR, plain, _FLAGS):
        return _day(text, found[2], found[1])
    if (found := re.fullmatch(_DAY_FIRST, plain, _FLAGS)) and (month := _month(found[2])):
        return _day(text, found[3], month, found[1])
    if (found := re.fullmatch(_MONTH_FIRST, plain, _FLAGS)) and (month := _month(found[1])):
        return _day(text, found[3], month, found[2])
    if (found := re.fullmatch(_MONTH, plain, _FLAGS)) and (month := _month(found[1])):
        return _day(text, found[2], month)
    try:
        return day(plain)
    except ValueError as error:
        if "is not a date" not in str(error):
            raise
    raise ValueError(f'"{text}" is not a day: write 2024-12-02, 2 Dec 2024, 2024-12, 2024 or today')


def written_window(text: str, today: date) -> Window:
    """The window of days that a text names: any form of the file, or of `written_day`.

    Also "on or before ...", "on or after ...", "between ... and ...". Raises ValueError quoting
    the text.
    """
    plain = " ".join(text.split())
    if plain.startswith("["):
        return parse_window(plain)
    if found := re.fullmatch(_LATEST, plain.lower(), _FLAGS):
        return Window(OPEN_START, written_day(found[1], today).last)
    if found := re.fullmatch(_EARLIEST, plain.lower(), _FLAGS):
        return Window(written_day(found[1], today).first, OPEN_END)
    if found := re.fullmatch(_BETWEEN, plain.lower(), _FLAGS):
        window = Window(written_day(found[1], today).first, written_day(found[2], today).last)
        if window.empty:
            raise ValueError(f'"{text}" ends before it starts: swap the two days')
        return window
    try:
        return written_day(plain, today)
    except ValueError as error:
        if "is not a day" not in str(error):
            raise
    return parse_window(plain)


def written_duration(text: str) -> Duration:
    """The duration that a text names: "P30D", "90 days", "3 months", "1 year", "2 weeks".

    Raises ValueError quoting the text.
    """
    plain = " ".join(text.split()).lower()
    found = re.fullmatch(_SPAN, plain, _FLAGS)
    if found and any(found.groups()):
        years, months, weeks, days = (int(number or 0) for number in found.groups())
        return Duration(years, months, weeks * 7 + days)
    try:
        return parse_duration(text.strip().upper())
    except ValueError:
        raise ValueError(
            f'"{text}" is not a duration: write 90 days, 3 months, 1 year, or P30D'
        ) from None


def _month(name: str) -> str | None:
    """The number of a month, by its name or the beginning of it."""
    begun = [
        number
        for number, month in enumerate(MONTHS, 1)
        if len(name) >= _SHORTEST_MONTH and month.lower().startswith(name)
    ]
    return str(9 if name == "sept" else begun[0]) if begun else None


def _day(text: str, year: str, month: str, number: str = "") -> Window:
    parts = [f"{int(year):04d}", f"{int(month):02d}", *([f"{int(number):02d}"] if number else [])]
    try:
        return day("-".join(parts))
    except ValueError:
        raise ValueError(f'there is no date "{text}" in the calendar') from None


def _of_numbers(text: str, first: str, mark: str, second: str, third: str) -> Window:
    """A day in three numbers: the year first or last; with points the day stands first."""
    if len(first) == 4 and len(third) <= 2:
        return _day(text, first, second, third)
    if len(third) != 4 or len(first) > 2:
        raise ValueError(f'"{text}" has no year of four digits: write 2024-12-02')
    readings = {
        window
        for month, number in ((second, first), *([(first, second)] if mark != "." else []))
        if (window := _maybe(text, third, month, number))
    }
    if not readings:
        raise ValueError(f'there is no date "{text}" in the calendar')
    if len(readings) == 1:
        return readings.pop()
    told = [window.first for window in sorted(readings)]
    words = " or ".join(f"{one.day} {MONTHS[one.month - 1]} {one.year}" for one in told)
    written = " or ".join(one.isoformat() for one in told)
    raise ValueError(f'"{text}" may be {words}: write {written}')


def _maybe(text: str, year: str, month: str, number: str) -> Window | None:
    try:
        return _day(text, year, month, number)
    except ValueError:
        return None
