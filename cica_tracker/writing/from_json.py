"""Entries given as JSON, and the States in what is given.

An object has the keys of the file's blocks. It is an event, or a source (`"type": "source"`), or
both: `{"event": {...}, "source": {...}}`; a source may also stand in the event's own `source`.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from cica_tracker.model.field_info import block_fields
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.writing.entry import Entry

Fields = dict[str, Any]
_NOTHING = "nothing was written"


def from_json(data: bytes, kind: str | None = None) -> tuple[Entry, ...]:
    """The entries of an object, of a list of objects, or of objects one after another (lines).

    `kind` is the type of those that name none. Raises LogError saying what is wrong, and in which.
    """
    found = _read(data)
    if len(found) == 1 and isinstance(found[0], list):
        found = found[0]
    if not found:
        raise LogError(
            f"the JSON given holds no entry: {_NOTHING}\n"
            '  give {"type": "ratification", "state": "Kuwait", ...}'
        )
    several = len(found) > 1
    entries = []
    for number, one in enumerate(found, 1):
        called = f"entry {number} of the JSON given" if several else "the JSON given"
        entry = _entry(one, kind, called)
        _refuse_unknown(entry.source or {}, "source", called)
        _refuse_unknown(entry.event or {}, str((entry.event or {}).get("type")), called)
        entries.append(entry)
    return tuple(entries)


def _refuse_unknown(facts: Mapping[str, Any], block: str, called: str) -> None:
    """Raise LogError for a key that is null and that no such block has; the reader sees the rest.

    What is null is left out of the file, where nobody would miss it.
    """
    known = [field.key for field in block_fields(block)]
    for key in facts if known else ():
        if facts[key] is None and key not in known:
            raise LogError(
                f'unknown field "{key}" of type "{block}" in {called}: {_NOTHING}\n'
                f"  {did_you_mean(key, known)}"
            )


def _read(data: bytes) -> list[Any]:
    """The values that stand one after another in a text."""
    decoder = json.JSONDecoder(
        parse_float=Decimal, parse_constant=_no_number, object_pairs_hook=_without_repetition
    )
    found, at = [], 0
    try:
        text = data.decode("utf-8-sig")
        while rest := text[at:].lstrip():
            at = len(text) - len(rest)
            value, at = decoder.raw_decode(text, at)
            found.append(value)
    except UnicodeDecodeError:
        raise LogError(f"the JSON given is not UTF-8 text: {_NOTHING}") from None
    except (ValueError, RecursionError) as error:
        raise LogError(
            f"the JSON given cannot be read: {error}: {_NOTHING}\n"
            "  give an object, a list of objects, or one object to a line"
        ) from None
    return found


def _entry(found: object, kind: str | None, called: str) -> Entry:
    if not isinstance(found, dict):
        raise LogError(
            f"{called} is {_called(found)}, and an object is wanted: {_NOTHING}\n"
            '  give {"type": "ratification", "state": "Kuwait", ...}'
        )
    source: Fields | None = None
    event: Fields | None = None
    if found.keys() <= {"event", "source"} and any(isinstance(v, dict) for v in found.values()):
        event, source = (_part(found, key, called) for key in ("event", "source"))
    elif found.get("type", kind) == "source":
        source = {key: value for key, value in found.items() if key != "type"}
    else:
        event = dict(found)
    if event is None:
        if kind not in {None, "source"}:
            raise LogError(f"{called} has no event, and a {kind} is wanted: {_NOTHING}")
        return Entry(None, source)
    if isinstance(event.get("source"), dict) and source is None:
        source = event.pop("source")
    if kind is not None and event.setdefault("type", kind) != kind:
        raise LogError(
            f'{called} is of type "{event["type"]}", and the command says {kind}: {_NOTHING}'
        )
    return Entry(event, source)


def _part(found: Fields, key: str, called: str) -> Fields | None:
    part = found.get(key)
    if part is not None and not isinstance(part, dict):
        raise LogError(f'"{key}" in {called} is {_called(part)}, not an object: {_NOTHING}')
    return part


def _without_repetition(pairs: list[tuple[str, Any]]) -> Fields:
    found: Fields = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f'"{key}" is given twice')
        found[key] = value
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no number")


def _called(value: object) -> str:
    names = {list: "a list", str: "a text", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")


def with_states(event: Mapping[str, Any], find: Callable[[str], str]) -> Fields:
    """The same event, or condition, with every State in it as `find` writes it."""
    block = str(event.get("type")) if "type" in event else "condition"
    kinds = {field.key: field.kind.name for field in block_fields(block)}
    return {key: _named(value, kinds.get(key, ""), find) for key, value in event.items()}


def _named(value: Any, kind: str, find: Callable[[str], str]) -> Any:
    if kind == "state" and isinstance(value, str):
        return find(value)
    if kind == "state" and isinstance(value, list):
        return [find(one) if isinstance(one, str) else one for one in value]
    if kind == "weights" and isinstance(value, dict):
        return {find(name): weight for name, weight in value.items()}
    if kind == "condition" and isinstance(value, list):
        return [with_states(one, find) if isinstance(one, dict) else one for one in value]
    return value
