"""Text to typed events: TOML through pydantic's engine, each problem with its line.

`read` gives the whole log or every problem of the text; nothing is half read.
"""

from collections.abc import Sequence
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
    document = document_of(text, name, lines)
    if isinstance(document, Problem):
        return Reading(None, (document,))
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
    except ValueError:
        return reading
    document = document_of(text, name, lines_of(text))
    if isinstance(document, Problem):
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
