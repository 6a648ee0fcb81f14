"""Ids made from the facts: the same facts give the same id, and a number keeps it unique."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from cica_tracker.model.dates import OPEN_END, OPEN_START, Window, edtf
from cica_tracker.model.fields import window_of

_LONGEST = 48


def slug(text: str) -> str:
    """The text in lowercase ASCII letters, digits and hyphens; empty if nothing is left."""
    if not text.isascii():
        from anyascii import anyascii  # noqa: PLC0415  only for other letters

        text = anyascii(text)
    text = re.sub(r"(?<=[A-Za-z])'(?=[a-z])", "", text)
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def unique(wanted: str, taken: Callable[[str], bool]) -> str:
    """`wanted`, or the first of `wanted-2`, `wanted-3`, ... that is not taken."""
    number, found = 1, wanted
    while taken(found):
        number += 1
        found = f"{wanted}-{number}"
    return found


def event_id(event: Mapping[str, Any]) -> str:
    """The id that an event's facts ask for: `kuwait-ratification`, `report-2025-07-21`."""
    kind = slug(str(event.get("type", ""))) or "event"
    state = event.get("state")
    if isinstance(state, str) and slug(state):
        return f"{_cut(slug(state))}-{kind}"
    if kind == "retraction":
        return f"retract-{event.get('of', '')}"
    when = _when(event.get("date"))
    if kind in {"clause", "report"} and when:
        return f"{kind}-{when}"
    if kind == "entry-into-force":
        return kind
    return f"unnamed-{kind}"


def source_id(source: Mapping[str, Any]) -> str:
    """The id that a source's facts ask for: who published it, else its title, and the day."""
    names = (source.get("publisher"), source.get("title"))
    words = (slug(name) for name in names if isinstance(name, str))
    name = _cut(next((word for word in words if word), "source"))
    when = _when(source.get("published"))
    return f"{name}-{when}" if when else name


def _cut(words: str) -> str:
    """The first words of a slug, as far as they make a handy id."""
    if len(words) <= _LONGEST:
        return words
    return words[: _LONGEST + 1].rpartition("-")[0] or words[:_LONGEST]


def _when(value: object) -> str:
    """A date as part of an id: the day, month or year, or the one end that says most."""
    try:
        window = window_of(value)
    except ValueError:
        return ""
    return _of_window(window)


def _of_window(window: Window) -> str:
    if window.first == OPEN_START:
        return f"by-{window.last.isoformat()}"
    if window.last == OPEN_END:
        return f"from-{window.first.isoformat()}"
    text = edtf(window)
    return f"by-{window.last.isoformat()}" if text.startswith("[") else text
