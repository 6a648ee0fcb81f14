"""Days as researchers write them; an order of day and month is proved by the column, or asked."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from cica_tracker.exchange.cells import calendar_day, calendar_month, days, month
from cica_tracker.model.dates import MONTHS, Window, day, parse_window
from cica_tracker.model.problems import LogError
from cica_tracker.model.remark import remark
from cica_tracker.model.value import value

Order = Literal["ymd", "dmy", "mdy"]
NOTHING = frozenset(
    (
        "",
        "na",
        "n/a",
        "n.a.",
        "nan",
        "none",
        "null",
        "nil",
        "-",
        "--",
        "\u2013",
        "\u2014",
        "?",
        ".",
        "..",
    )
)
_TIME = r"(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d{{1,2}})\2(\d{{1,2}}){_TIME}")
_YEAR_LAST = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}){_TIME}")
_SHORT_YEAR = re.compile(r"\d{1,2}([-/.])\d{1,2}\1\d{2}")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})")
_AMERICAN = re.compile(r"([^\W\d_]{3,9})\.? (\d{1,2}),? (\d{4})")
_FIRST_YEAR, _LAST_YEAR = 1500, 2199
_STAND_INS = {date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31), date(1111, 11, 11)}


class NoDay(Exception):  # noqa: N818  no mistake: a cell that says so
    """The cell has a date that stands for none, such as 31.12.9999."""


class Cell(NamedTuple):
    """A cell of a column of days, with its line."""

    line: int
    text: str


@value
class Reader:
    """How the days of a column are read; `assumed` is what proved it, in words."""

    order: Order | None
    assumed: str = ""

    def window(self, text: str) -> Window | None:
        """The days that a cell means; None: it is empty.

        Raises NoDay for a date that stands for none, and ValueError for what cannot be read.
        """
        text = " ".join(text.split())
        if text.casefold() in NOTHING:
            return None
        if re.fullmatch(r"0{4}\D0{1,2}\D0{1,2}|0", text):
            raise NoDay
        window = self._window(text)
        if not _FIRST_YEAR <= window.last.year <= _LAST_YEAR or window.first in _STAND_INS:
            if window.exact or window.last.year > _LAST_YEAR:
                raise NoDay
            raise ValueError(remark('"{text}" is no year of a treaty', text=text))
        return window

    def _window(self, text: str) -> Window:
        if found := _YEAR_LAST.fullmatch(text):
            if self.order not in {"dmy", "mdy"}:
                raise ValueError(remark('"{text}" is not written year first', text=text))
            one, two, year = int(found[1]), int(found[3]), int(found[4])
            return calendar_day(year, *((two, one) if self.order == "dmy" else (one, two)))
        if _SHORT_YEAR.fullmatch(text):
            raise ValueError(
                remark('"{text}" has a year of two digits: which century is not said', text=text)
            )
        return _year_first(text) or _in_words(text)


def _year_first(text: str) -> Window | None:
    """The days of a text that begins with the year; None: it does not."""
    if found := _YEAR_FIRST.fullmatch(text) or _DIGITS.fullmatch(text):
        year, number, last = (int(part) for part in found.groups() if part.isdecimal())
        return calendar_day(year, number, last)
    if re.fullmatch(r"\d{4}(?:\.0)?", text):
        return day(text[:4])
    found = re.fullmatch(r"(\d{4})[-/.](\d{1,2})", text)
    return calendar_month(int(found[1]), int(found[2])) if found else None


def _in_words(text: str) -> Window:
    """The days of a text such as "November 9, 2016", "9 Nov 2016" or "[..2016-11-09]"."""
    if found := _AMERICAN.fullmatch(text):
        name = month(found[1])
        if name is not None:
            return calendar_day(int(found[3]), name, int(found[2]))
    if text.startswith("["):
        return parse_window(text)
    several = list(days(text))
    if len(several) != 1 or several[0].letter:
        raise ValueError(remark('"{text}" is no day', text=text))
    return several[0].date


def reader_of(file: str, column: str, cells: Iterable[Cell], told: Order | None) -> Reader:
    """How the days of a column are read, by what was told, else by what its cells prove.

    Raises LogError where they prove nothing, or day first as well as month first.
    """
    if told is not None:
        return Reader(told)
    proof: dict[Order, Cell] = {}
    open_one: Cell | None = None
    for cell in cells:
        if not (found := _YEAR_LAST.fullmatch(" ".join(cell.text.split()))):
            continue
        one, two = int(found[1]), int(found[3])
        if one > 12 >= two:
            proof.setdefault("dmy", cell)
        elif two > 12 >= one:
            proof.setdefault("mdy", cell)
        elif one != two and open_one is None:
            open_one = cell
    if len(proof) > 1:
        raise LogError(
            f'{file}:{proof["mdy"].line}: "{proof["mdy"].text}" has the month first, and '
            f'"{proof["dmy"].text}" in line {proof["dmy"].line} the day: column "{column}" mixes '
            "both\n  correct one of them"
        )
    for order, cell in proof.items():
        known = {"column": column, "text": cell.text, "line": cell.line}
        return Reader(
            order,
            remark('{column}: the day first, as "{text}" in line {line} shows', **known)
            if order == "dmy"
            else remark('{column}: the month first, as "{text}" in line {line} shows', **known),
        )
    if open_one is not None:
        raise LogError(f"{file}:{open_one.line}: {_both(open_one.text, column)}")
    return Reader("dmy" if any(_YEAR_LAST.fullmatch(c.text.strip()) for c in cells) else None)


def _both(text: str, column: str) -> str:
    found = _YEAR_LAST.fullmatch(" ".join(text.split()))
    assert found is not None
    one, two, year = int(found[1]), int(found[3]), found[4]
    readings = f"{one} {MONTHS[two - 1]} {year} or {two} {MONTHS[one - 1]} {year}"
    return (
        f'"{text}" is {readings}, and nothing in column "{column}" tells which\n'
        "  tell it: --dates dmy or --dates mdy"
    )
