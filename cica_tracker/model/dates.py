"""Days that are known exactly or only within a window, durations, and the steps between them.

Values only: nothing here reads a file or the clock. The text forms are the five of EDTF
(ISO 8601-2) that the log uses, and ISO 8601 durations.
"""

import re
from datetime import MAXYEAR, date, timedelta
from typing import NamedTuple

OPEN_START = date.min
FIRST_KNOWN = date(1000, 1, 1)  # what lies before it is the calendar's, and nobody's
OPEN_END = date.max

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

_POINT = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"
_SET = re.compile(rf"\[\s*({_POINT})?\s*\.\.\s*({_POINT})?\s*\]", re.ASCII)
_DURATION = re.compile(r"P(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,6})D)?", re.ASCII)


class Window(NamedTuple):
    """A closed window of days: the event fell on exactly one day from `first` to `last`.

    `OPEN_START` and `OPEN_END` stand for "no earliest" and "no latest day known".
    """

    first: date
    last: date

    @property
    def exact(self) -> bool:
        """True when the day itself is known."""
        return self.first == self.last

    def within(self, first: date, last: date) -> "Window":
        """The part of the window from `first` to `last`; `first > last` in it means empty."""
        return Window(max(self.first, first), min(self.last, last))

    @property
    def empty(self) -> bool:
        """True when no day is left."""
        return self.first > self.last


def day(text: str) -> Window:
    """The days that a year, a month or a day of the calendar covers.

    Raises ValueError, quoting the text, when there is no such date.
    """
    parts = [int(part) for part in text.split("-")] if re.fullmatch(_POINT, text, re.ASCII) else []
    try:
        match parts:
            case [year]:
                return Window(date(year, 1, 1), date(year, 12, 31))
            case [year, month]:
                return Window(date(year, month, 1), date(year, month, month_length(year, month)))
            case [year, month, number]:
                return Window(date(year, month, number), date(year, month, number))
    except ValueError:
        raise ValueError(f'there is no date "{text}" in the calendar') from None
    raise ValueError(
        f'"{text}" is not a date: write 2024-12-02, 2024-12, 2024, [..2024-12-02], '
        "[2011-11-28..] or [2024-12-03..2025-07-21]"
    )


def month_length(year: int, month: int) -> int:
    """How many days a month has. Raises ValueError where there is no such month."""
    return 31 if month == 12 else (date(year, month + 1, 1) - timedelta(days=1)).day


def parse_window(text: str) -> Window:
    """The window of days that one of the EDTF forms of the log denotes.

    Raises ValueError, with what to write instead, for any other text.
    """
    text = text.strip()
    if "/" in text:
        raise ValueError(_lasting(text))
    if found := _SET.fullmatch(text):
        start, end = found.groups()
        if not start and not end:
            raise ValueError(f'"{text}" says nothing: give an earliest or a latest day')
        window = Window(
            day(start).first if start else OPEN_START, day(end).last if end else OPEN_END
        )
        if window.empty:
            raise ValueError(f'"{text}" ends before it starts: swap the two days')
        return window
    return day(text)


def _lasting(text: str) -> str:
    """Why a text with a slash is no date of an event, and what may be meant."""
    meant = text.replace("/", "" if ".." in text else "..")
    try:
        parse_window(f"[{meant}]")
    except ValueError:
        return f'"{text}" is not a date: write 2024-12-02, year first'
    return f'"{text}" means something that lasted; for one unknown day write "[{meant}]"'


def known(when: date | None) -> date | None:
    """The day, but None where it is none that anybody means: the ends of the calendar.

    Where nothing bounds a day the rules reckon with the calendar's own ends.
    """
    return None if when is None or when < FIRST_KNOWN or when == OPEN_END else when


def edtf(window: Window) -> str:
    """The shortest EDTF text that `parse_window` turns back into this window."""
    first, last = window
    if first == last:
        return first.isoformat()
    if first == OPEN_START:
        return f"[..{last.isoformat()}]"
    if last == OPEN_END:
        return f"[{first.isoformat()}..]"
    for text in (f"{first.year:04d}", f"{first.year:04d}-{first.month:02d}"):
        if day(text) == window:
            return text
    return f"[{first.isoformat()}..{last.isoformat()}]"


class Duration(NamedTuple):
    """A span of calendar years, months and days, as ISO 8601 writes it."""

    years: int = 0
    months: int = 0
    days: int = 0

    def __str__(self) -> str:
        parts = zip((self.years, self.months, self.days), "YMD", strict=True)
        return "P" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0D")


NO_TIME = Duration()


def parse_duration(text: str) -> Duration:
    """Read "P30D", "P3M", "P1Y", "P0D". Raises ValueError for any other text."""
    found = _DURATION.fullmatch(text.strip())
    if not found or not any(found.groups()):
        raise ValueError(f'"{text}" is not a duration: write P30D, P3M, P1Y or P0D')
    return Duration(*(int(number or 0) for number in found.groups()))


class Step(NamedTuple):
    """Where a duration leads: the day, and whether the month had no such day.

    `rounded` is the day that the other reading (into the next month) would give, or None.
    """

    day: date
    rounded: date | None


def add(start: date, span: Duration) -> Step:
    """The day `span` after `start`.

    A month without the day of `start` ends on its last day (ETS 76, European Convention on the
    Calculation of Time-Limits, art. 4(2)); `Step.rounded` then names the other reading.
    Raises OverflowError past the year 9999.
    """
    index = start.year * 12 + start.month - 1 + span.years * 12 + span.months
    year, month = divmod(index, 12)
    if year > MAXYEAR:
        raise OverflowError(f"{span} after {start} lies past the year {MAXYEAR}")
    length = month_length(year, month + 1)
    reached = date(year, month + 1, min(start.day, length)) + timedelta(days=span.days)
    if start.day <= length or reached == date.max:
        return Step(reached, None)
    return Step(reached, reached + timedelta(days=1))
