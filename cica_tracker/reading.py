"""Text to typed events: TOML through pydantic, each problem with its line.

`read` gives the whole log or every problem of the text; nothing is half read.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import fields
from decimal import Decimal, InvalidOperation
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
from cica_tracker.fields import shown
from cica_tracker.places import field_line, header_lines, line_at, lines_of, table_line, top_line
from cica_tracker.problems import Problem, did_you_mean

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
_WANTED = {"tuple": "a list is wanted", "bool": "true or false is wanted"}


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
            _problem(cast("dict[str, Any]", item), name, lines, places)
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
        known = {field.name for field in fields(LogFile)}
        document = {key: value for key, value in document.items() if key in known}
    try:
        found = _validated(document)
    except ValidationError:
        return reading
    return Reading(_log(found, name, lines_of(text), places), reading.problems)


def _validated(document: dict[str, Any]) -> LogFile:
    """The typed facts. A type that is no text is named first: pydantic would show all of it."""
    events = document.get("event")
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict) and not isinstance(event.get("type", ""), str):
            event["type"] = shown(event["type"])
    return _LOG_FILE.validate_python(document)


def _log(found: LogFile, name: str, lines: Sequence[str], places: dict[str, list[int]]) -> Log:
    return Log(
        treaty=found.treaty,
        sources=found.source,
        events=found.event,
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


class _Where(NamedTuple):
    """Where pydantic found an error: in which block, in which kind of event, in which field."""

    block: str
    number: int | None
    tag: str | None
    path: tuple[str | int, ...]

    @property
    def keys(self) -> list[str]:
        """The names of the fields that lead there, without the block."""
        return [part for part in self.path if isinstance(part, str)]

    @property
    def label(self) -> str:
        """The block and the fields, as messages name them."""
        return " ".join([self.block, *self.keys])

    @property
    def header(self) -> str:
        """The header of a table there: `[treaty]`, `[[event]]`, `[[event.condition]]`."""
        table = ".".join([self.block, *self.keys])
        return f"[{table}]" if table == "treaty" else f"[[{table}]]"


def _where(found: Sequence[str | int]) -> _Where:
    block, *rest = found
    number = rest.pop(0) if rest and isinstance(rest[0], int) else None
    tag = str(rest.pop(0)) if block == "event" and rest and rest[0] in MODEL_OF else None
    assert not isinstance(number, str)
    return _Where(str(block), number, tag, tuple(rest))


def _problem(
    error: dict[str, Any], name: str, lines: Sequence[str], places: dict[str, list[int]]
) -> Problem:
    """One pydantic error in the project's words, at the line of its field."""
    where = _where(error["loc"])
    starts = places.get(where.block, [])
    if where.number is not None and where.number < len(starts):
        line = starts[where.number]
    else:
        line = top_line(lines, where.block)
    inner = where.path[1] if len(where.path) > 1 else None
    if where.path[:1] == ("condition",) and isinstance(inner, int):
        line = table_line(lines, line, "condition", inner)
    field = "type" if "tag" in error["type"] else where.keys[-1] if where.keys else ""
    if field:
        line = field_line(lines, line, field)
    message, advice = _wording(error, where, field)
    return Problem(name, line, message, advice, line_at(lines, line))


def _wording(error: dict[str, Any], where: _Where, field: str) -> tuple[str, str]:
    kind, given = error["type"], error.get("input")
    if kind == "union_tag_invalid":
        tag = str(error["ctx"]["tag"])
        return f"unknown type {shown(tag)}", did_you_mean(tag, EVENT_TYPES)
    if kind == "union_tag_not_found":
        return "an event has no type", f"write type = one of: {', '.join(EVENT_TYPES)}"
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        holder, known = _known_fields(where)
        name = field or where.block
        return f"unknown field {shown(name)} {holder}", did_you_mean(name, known)
    if kind == "value_error":
        said = str(error["ctx"]["error"])
        return (f"{where.label}: {said}" if field else said), _advice(field)
    if kind == "literal_error":
        if where.block == "schema":
            return f"schema {shown(given)} is not known", "this program reads schema = 1"
        known = tuple(re.findall(r"'([^']*)'", str(error["ctx"]["expected"])))
        return f"{where.label}: {shown(given)} is not known", did_you_mean(str(given), known)
    if kind == "missing":
        wanted = f"{field or where.block} = {'1' if where.block == 'schema' else '...'}"
        if (field or where.block) in {"treaty", "condition"}:
            wanted = f"{where.header} and its fields below it"
        return f"{where.label} is missing", f"write {wanted}"
    if field != "forms" and kind in {"dataclass_type", "model_attributes_type", "tuple_type"}:
        what = "a list of tables" if kind == "tuple_type" else "a table"
        return f"{where.label} is not {what}", f"write {where.header} and its fields below it"
    wanted = _WANTED.get(kind.partition("_")[0], error["msg"].lower())
    return f"{where.label}: {wanted}, not {shown(given)}", _advice(field)


def _known_fields(where: _Where) -> tuple[str, tuple[str, ...]]:
    model: type[Any] = LogFile
    holder = "at the top of the file"
    if where.tag and len(where.keys) > 1:
        model, holder = Condition, "of a condition"
    elif where.tag:
        article = "an" if where.tag[0] in "ae" else "a"
        model, holder = MODEL_OF[where.tag], f"of {article} {where.tag}"
    elif where.path:
        model = Treaty if where.block == "treaty" else Source
        holder = f"of the {where.block}" if where.block == "treaty" else f"of a {where.block}"
    return holder, tuple(field.name for field in fields(model))


def _advice(field: str) -> str:
    return f"correct {field or 'the block'} and run check again"
