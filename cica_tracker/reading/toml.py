"""The text of a log as TOML: its tables, or what keeps it from being TOML, with its line."""

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from cica_tracker.model.problems import Problem
from cica_tracker.reading.positions import line_at, long_key_line

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_MARK_OF_GIT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: |\r?$)")
_ID = re.compile(r"\s*id\s*=")
_DAY = re.compile(r"\b\d{4}-\d\d-\d\d\b", re.ASCII)
_SYNTAX = (
    (
        "invalid date",
        "there is no such date in the calendar",
        'correct it; a day that is not known stands in quotes: "2024-12"',
    ),
    (
        "illegal character '\\n'",
        "a text is not closed on its line",
        'close it with a straight quote, or begin and end it with three: """',
    ),
    (
        "invalid value",
        "this is no value",
        "texts, and dates other than a full day, stand in straight quotes",
    ),
    (
        "expected newline or end of document",
        "something is left over after the value",
        "texts, and dates other than a full day, stand in quotes; one field to a line",
    ),
    (
        "cannot overwrite a value",
        "this field is here for the second time",
        "keep one of the two; a new event begins with [[event]]",
    ),
    (
        "cannot declare",
        "this table is here for the second time",
        "keep one of the two; an event begins with [[event]], in two brackets",
    ),
)


def document_of(text: str, name: str, lines: Sequence[str]) -> dict[str, Any] | Problem:
    """The tables of a text, its decimal numbers exact; or the first problem of its syntax."""
    long_key = long_key_line(text, lines)
    if long_key:
        message, advice = (
            "this key has too many parts",
            "a log has no longer key than event.condition",
        )
        return Problem(name, long_key, message, advice, line_at(lines, long_key))
    try:
        return tomllib.loads(text, parse_float=_number)
    except tomllib.TOMLDecodeError as error:
        return _syntax_problem(error, name, lines)
    except RecursionError:
        line = _most(lines, r"[\[{]")
        message, advice = "lists are nested too deeply here", "a log has no lists in lists"
    except ValueError:  # an integer of thousands of digits, an exponent of dozens
        line = _most(lines, r"[\d_]")
        message, advice = "this number is too large to be read", "write a number of a few digits"
    return Problem(name, line, message, advice, line_at(lines, line))


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text} is too large") from None


def _most(lines: Sequence[str], pattern: str) -> int:
    """The first line with the most of what a pattern finds."""
    counts = [len(re.findall(pattern, line)) for line in lines]
    return counts.index(max(counts)) + 1


def _in_calendar(text: str) -> bool:
    """Whether a day as ISO 8601 writes it is one of the calendar."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _syntax_problem(error: tomllib.TOMLDecodeError, name: str, lines: Sequence[str]) -> Problem:
    message = str(error)
    place = _AT.search(message)
    line = int(place[1]) if place and place[1] else max(len(lines), 1)
    said = _AT.sub("", message)
    said = said[:1].lower() + said[1:]
    advice = "compare the line with its neighbours: quotes, brackets and one = to a line"
    lone = next((number for number, one in enumerate(lines, 1) if "\r" in one), None)
    if lone is not None:
        line, said = lone, "a carriage return stands alone"
        advice = "save the file with the line ends of Unix or Windows"
    if _MARK_OF_GIT.match(line_at(lines, line)):
        said = "a conflict of git is left open here"
        advice = "keep both blocks, each whole, and delete git's marks; the README shows how"
    elif said.startswith("cannot overwrite") and _ID.match(line_at(lines, line)):
        said = "a second id in one block"
        advice = "two blocks have become one: give each its own [[event]] and all of its fields"
    elif (day := _DAY.search(line_at(lines, line))) and not _in_calendar(day[0]):
        said = "invalid date"  # a month 13 is left over for the parser
    for start, words, what in _SYNTAX if lone is None else ():
        if said.startswith(start):
            said, advice = words, what
    text = line_at(lines, line).split("\r")[0]
    return Problem(name, line, f"TOML syntax: {said}", advice, text)
