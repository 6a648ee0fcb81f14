"""Text to typed events: TOML through pydantic, each problem with its line.

`read` gives the whole log or every problem of the text; nothing is half read.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, cast

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from cica_tracker.events import (
    EVENT_TYPES,
    MODEL_OF,
    Condition,
    Event,
    Log,
    LogFile,
    Source,
    Treaty,
)
from cica_tracker.places import field_line, header_lines, line_at
from cica_tracker.problems import Problem, did_you_mean

_AT = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")
_PLAIN_WORDS = {
    "missing": "is missing",
    "dataclass_type": "is not a table: write [[{0}]] and the fields below it",
    "tuple_type": "is not a list of tables: write [[{0}]], with two brackets",
}


@dataclass(frozen=True, kw_only=True)
class _TaggedLogFile(LogFile):
    event: tuple[Annotated[Event, Field(discriminator="type")], ...] = ()


_LOG_FILE = TypeAdapter(_TaggedLogFile)


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
        return Reading(None, (Problem(name, line, message, advice),))
    lines = text.splitlines()
    try:
        document = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        return Reading(None, (_syntax_problem(error, name, lines),))
    except RecursionError:
        problem = Problem(name, 1, "the lists are nested too deeply", "a log has no nested lists")
        return Reading(None, (problem,))
    except ValueError as error:  # an integer of thousands of digits, a time zone out of range
        line = _longest_number(lines)
        problem = Problem(name, line, str(error).split(";")[0], "write a number of a few digits")
        return Reading(None, (problem,))
    places = {key: header_lines(text, key, document.get(key)) for key in ("source", "event")}
    try:
        found = _LOG_FILE.validate_python(document)
    except ValidationError as error:
        problems = {
            _problem(cast("dict[str, Any]", item), name, lines, places)
            for item in error.errors(include_url=False)
        }
        return Reading(None, tuple(sorted(problems)))
    log = Log(
        treaty=found.treaty,
        sources=found.source,
        events=found.event,
        name=name,
        source_lines=tuple(places["source"]),
        event_lines=tuple(places["event"]),
        lines=tuple(lines),
    )
    return Reading(log, ())


def _syntax_problem(error: tomllib.TOMLDecodeError, name: str, lines: Sequence[str]) -> Problem:
    message = str(error)
    place = _AT.search(message)
    line = int(place[1]) if place and place[1] else max(len(lines), 1)
    said = _AT.sub("", message)
    return Problem(
        name,
        line,
        f"TOML syntax: {said[:1].lower()}{said[1:]}",
        "compare the line with its neighbours: quotes, brackets and one = to a line",
        line_at(lines, line),
    )


def _longest_number(lines: Sequence[str]) -> int:
    digits = [max((len(run) for run in re.findall(r"[\d_]+", line)), default=0) for line in lines]
    return digits.index(max(digits)) + 1


def _problem(
    error: dict[str, Any], name: str, lines: Sequence[str], places: dict[str, list[int]]
) -> Problem:
    """One pydantic error in the project's words, at the line of its field."""
    where = [part for part in error["loc"] if part not in MODEL_OF]
    block = str(where[0]) if where else ""
    line = 1
    if block in places and len(where) > 1 and isinstance(where[1], int):
        line = places[block][where[1]]
    keys = [str(part) for part in where if isinstance(part, str)]
    field = "type" if "tag" in error["type"] else keys[-1] if keys else ""
    line = field_line(lines, line, field)
    message, advice = _wording(error, block, keys, field)
    return Problem(name, line, message, advice, line_at(lines, line))


def _wording(error: dict[str, Any], block: str, keys: list[str], field: str) -> tuple[str, str]:
    kind, given = error["type"], error.get("input")
    label = " ".join(dict.fromkeys(key for key in keys if key != "schema"))
    if kind == "union_tag_invalid":
        tag = str(error["ctx"]["tag"])
        return f'unknown type "{tag}"', did_you_mean(tag, EVENT_TYPES)
    if kind == "union_tag_not_found":
        return "an event has no type", f"write type = one of: {', '.join(EVENT_TYPES)}"
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        holder, known = _known_fields(error["loc"])
        return f'unknown field "{field}" {holder}', did_you_mean(field, known)
    if kind == "value_error":
        said = str(error["ctx"]["error"])
        return said if not field or field == block else f"{label}: {said}", _advice(field)
    if kind == "literal_error" and field == "schema":
        return f"schema {given!r} is not known", "this program reads schema = 1"
    if kind == "literal_error":
        expected = str(error["ctx"]["expected"])
        known = tuple(re.findall(r"'([^']*)'", expected))
        return f"{label}: {given!r} is not known", did_you_mean(str(given), known)
    if kind in _PLAIN_WORDS:
        advice = f"write {field} = ..." if kind == "missing" else "see the log's other blocks"
        return f"{label or 'the file'} {_PLAIN_WORDS[kind].format(field)}", advice
    return f"{label}: {error['msg'].lower()}", _advice(field)


def _known_fields(where: Sequence[object]) -> tuple[str, tuple[str, ...]]:
    tag = next((part for part in where if isinstance(part, str) and part in MODEL_OF), None)
    model: type[Any] = LogFile
    holder = "at the top of the file"
    if tag and "condition" in where:
        model, holder = Condition, "of a condition"
    elif tag:
        model, holder = MODEL_OF[str(tag)], f"of a {tag}"
    elif where[0] in {"treaty", "source"} and len(where) > 1:
        model = Treaty if where[0] == "treaty" else Source
        holder = f"of the {where[0]}"
    return holder, tuple(field.name for field in fields(model))


def _advice(field: str) -> str:
    return f"correct {field} and run check again" if field else "correct it and run check again"
