"""Text to typed events: TOML through pydantic's engine, each problem with its line.

`read` gives the whole log or every problem of the text; nothing is half read.
"""

import re
import tomllib
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple, cast

from pydantic_core import ValidationError

from cica_tracker.model.events import Log
from cica_tracker.model.fields import shown
from cica_tracker.model.problems import Problem
from cica_tracker.reading.messages import explained
from cica_tracker.reading.positions import header_lines, line_at, lines_of
from cica_tracker.reading.schema import LOG, TOP_FIELDS

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
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


class Reading(NamedTuple):
    """A log, or the problems that kept the text from being one."""

    log: Log | None
    problems: tuple[Problem, ...]


def read(data: bytes, name: str) -> Reading:
    """Read a log's bytes; `name` is how problems call the file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"this is not UTF-8 text: byte 0x{data[error.start]:02x}"
        advice = "save the file as UTF-8 in your editor"
        said = data.split(b"\n")[line - 1].decode("utf-8", "backslashreplace")
        return Reading(None, (Problem(name, line, message, advice, said),))
    lines = lines_of(text)
    try:
        document = tomllib.loads(text, parse_float=_number)
    except tomllib.TOMLDecodeError as error:
        return Reading(None, (_syntax_problem(error, name, lines),))
    except RecursionError:
        line = _most(lines, r"[\[{]")
        message, advice = "lists are nested too deeply here", "a log has no lists in lists"
        return Reading(None, (Problem(name, line, message, advice, line_at(lines, line)),))
    except ValueError:  # an integer of thousands of digits, an exponent of dozens
        line = _most(lines, r"[\d_]")
        message, advice = "this number is too large to be read", "write a number of a few digits"
        return Reading(None, (Problem(name, line, message, advice, line_at(lines, line)),))
    places = {key: header_lines(text, key, document.get(key)) for key in ("source", "event")}
    try:
        found = _validated(document)
    except ValidationError as error:
        problems = {
            explained(cast("dict[str, Any]", item), name, lines, places)
            for item in error.errors(include_url=False)
        }
        return Reading(None, tuple(sorted(problems)))
    return Reading(_log(found, name, lines, places), ())


def read_sound(data: bytes, name: str) -> Reading:
    """The log without the blocks and fields that are wrong, and everything that is wrong.

    There is no log where the text is no TOML, has no `schema = 1`, or its treaty no title.
    """
    reading = read(data, name)
    if reading.log is not None:
        return reading
    try:
        text = data.decode("utf-8-sig")
        document = tomllib.loads(text, parse_float=_number)
    except (ValueError, RecursionError):
        return reading
    places = {key: header_lines(text, key, document.get(key)) for key in ("source", "event")}
    try:
        _validated(document)
    except ValidationError as error:
        wrong = {item["loc"][:2] for item in error.errors(include_url=False)}
        for field in (loc[1] for loc in wrong if len(loc) > 1 and loc[0] == "treaty"):
            document["treaty"].pop(field, None)
        for key, starts in places.items():
            kept = [at for at in range(len(starts)) if (key, at) not in wrong]
            if isinstance(document.get(key), list):
                document[key] = [document[key][at] for at in kept]
                places[key] = [starts[at] for at in kept]
        document = {key: value for key, value in document.items() if key in TOP_FIELDS}
    try:
        found = _validated(document)
    except ValidationError:
        return reading
    return Reading(_log(found, name, lines_of(text), places), reading.problems)


def _validated(document: dict[str, Any]) -> dict[str, Any]:
    """The typed facts. A type that is no text is named first: pydantic would show all of it."""
    events = document.get("event")
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict) and not isinstance(event.get("type", ""), str):
            event["type"] = shown(event["type"])
    found: dict[str, Any] = LOG.validate_python(document)
    return found


def _log(
    found: dict[str, Any], name: str, lines: Sequence[str], places: dict[str, list[int]]
) -> Log:
    return Log(
        treaty=found["treaty"],
        sources=found.get("source", ()),
        events=found.get("event", ()),
        name=name,
        source_lines=tuple(places["source"]),
        event_lines=tuple(places["event"]),
        lines=tuple(lines),
    )


def _number(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation:
        raise ValueError(f"{text} is too large") from None


def _most(lines: Sequence[str], pattern: str) -> int:
    """The first line with the most of what a pattern finds."""
    counts = [len(re.findall(pattern, line)) for line in lines]
    return counts.index(max(counts)) + 1


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
    for start, words, what in _SYNTAX if lone is None else ():
        if said.startswith(start):
            said, advice = words, what
    text = line_at(lines, line).split("\r")[0]
    return Problem(name, line, f"TOML syntax: {said}", advice, text)
