"""Text to typed events: TOML through pydantic's engine, each problem with its line.

`read` gives the whole log or every problem of the text; nothing is half read.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from pydantic_core import ValidationError

from cica_tracker.model.events import Log
from cica_tracker.model.fields import shown
from cica_tracker.model.problems import Problem
from cica_tracker.reading.messages import explained
from cica_tracker.reading.positions import header_lines, lines_of
from cica_tracker.reading.schema import LOG, TOP_FIELDS
from cica_tracker.reading.toml import document_of


class Reading(NamedTuple):
    """A log, or the problems that kept the text from being one."""

    log: Log | None
    problems: tuple[Problem, ...]


class _Text(NamedTuple):
    """A text that is TOML: its lines, its tables, and the lines of its blocks."""

    name: str
    lines: list[str]
    document: dict[str, Any]
    places: dict[str, list[int]]

    def log(self, found: Mapping[str, Any]) -> Log:
        """The log of typed facts."""
        return Log(
            treaty=found["treaty"],
            sources=found.get("source", ()),
            events=found.get("event", ()),
            name=self.name,
            source_lines=tuple(self.places["source"]),
            event_lines=tuple(self.places["event"]),
            lines=tuple(self.lines),
        )


def read(data: bytes, name: str) -> Reading:
    """Read a log's bytes; `name` is how problems call the file."""
    text = _opened(data, name)
    if isinstance(text, Problem):
        return Reading(None, (text,))
    try:
        return Reading(text.log(_validated(text.document)), ())
    except ValidationError as error:
        return Reading(None, _problems(error, text))


def read_sound(data: bytes, name: str) -> Reading:
    """The log without the blocks and fields that are wrong, and everything that is wrong.

    There is no log where the text is no TOML, has no `schema = 1`, or its treaty no title.
    """
    text = _opened(data, name)
    if isinstance(text, Problem):
        return Reading(None, (text,))
    try:
        return Reading(text.log(_validated(text.document)), ())
    except ValidationError as error:
        problems = _problems(error, text)
        wrong = {item["loc"][:2] for item in error.errors(include_url=False)}
    document = {key: value for key, value in text.document.items() if key in TOP_FIELDS}
    for field in (loc[1] for loc in wrong if len(loc) > 1 and loc[0] == "treaty"):
        document["treaty"].pop(field, None)
    for key, starts in text.places.items():
        kept = [at for at in range(len(starts)) if (key, at) not in wrong]
        if isinstance(document.get(key), list):
            document[key] = [document[key][at] for at in kept]
            text.places[key] = [starts[at] for at in kept]
    try:
        return Reading(text.log(_validated(document)), problems)
    except ValidationError:
        return Reading(None, problems)


def _opened(data: bytes, name: str) -> _Text | Problem:
    """The tables of a log's bytes, or what keeps them from being any."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"this is not UTF-8 text: byte 0x{data[error.start]:02x}"
        advice = "save the file as UTF-8 in your editor"
        said = data.split(b"\n")[line - 1].decode("utf-8", "backslashreplace")
        return Problem(name, line, message, advice, said)
    lines = lines_of(text)
    document = document_of(text, name, lines)
    if isinstance(document, Problem):
        return document
    places = {key: header_lines(text, key, document.get(key)) for key in ("source", "event")}
    return _Text(name, lines, document, places)


def _problems(error: ValidationError, text: _Text) -> tuple[Problem, ...]:
    """Everything that is wrong, each once, in the order of the text."""
    items = error.errors(include_url=False)
    found = {
        explained(cast("dict[str, Any]", item), text.name, text.lines, text.places)
        for item in items
    }
    return tuple(sorted(found))


def _validated(document: dict[str, Any]) -> dict[str, Any]:
    """The typed facts. A type that is no text is named first: pydantic would show all of it."""
    events = document.get("event")
    for event in events if isinstance(events, list) else ():
        if isinstance(event, dict) and not isinstance(event.get("type", ""), str):
            event["type"] = shown(event["type"])
    found: dict[str, Any] = LOG.validate_python(document)
    return found
