"""What is given as JSON, and the States in what is given.

The object has the keys of the file's blocks. It is an event, or a source (`"type": "source"`), or
both: `{"event": {...}, "source": {...}}`; a source may also stand in the event's own `source`.
"""

import json
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.problems import LogError

Entry = dict[str, Any]


def from_json(data: bytes, kind: str | None = None) -> tuple[Entry | None, Entry | None]:
    """The event and the source of one JSON object; `kind` is the type if it names none.

    Raises LogError saying what is wrong with it.
    """
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_without_repetition,
        )
    except UnicodeDecodeError:
        raise LogError("the JSON given is not UTF-8 text: nothing was written") from None
    except (ValueError, RecursionError) as error:
        raise LogError(f"the JSON given cannot be read: {error}\n  give one object") from None
    if not isinstance(found, dict):
        raise LogError(
            f"one JSON object is wanted, not {_called(found)}: nothing was written\n"
            '  give {"type": "ratification", "state": "Kuwait", ...}'
        )
    if found.keys() <= {"event", "source"} and any(isinstance(v, dict) for v in found.values()):
        event, source = _part(found, "event"), _part(found, "source")
    elif found.get("type", kind) == "source":
        event, source = None, {key: value for key, value in found.items() if key != "type"}
    else:
        event, source = dict(found), None
    if event is not None:
        if isinstance(event.get("source"), dict) and source is None:
            source = event.pop("source")
        _type(event, kind)
    elif kind not in {None, "source"}:
        raise LogError(f"the JSON given has no event, and a {kind} is wanted: nothing was written")
    return event, source


def _part(found: Entry, key: str) -> Entry | None:
    part = found.get(key)
    if part is not None and not isinstance(part, dict):
        raise LogError(f'"{key}" is an object, not {_called(part)}: nothing was written')
    return part


def _type(event: Entry, kind: str | None) -> None:
    """The type as given, or as the command names it; both, if they agree."""
    if kind is None:
        return
    if event.setdefault("type", kind) != kind:
        raise LogError(
            f'the JSON given is of type "{event["type"]}", and the command says {kind}: '
            "nothing was written"
        )


def _without_repetition(pairs: list[tuple[str, Any]]) -> Entry:
    found: Entry = {}
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


def with_states(event: Mapping[str, Any], find: Callable[[str], str]) -> Entry:
    """The same event with every State in it as `find` writes it."""
    found = dict(event)
    if isinstance(found.get("state"), str):
        found["state"] = find(found["state"])
    conditions = found.get("condition")
    if isinstance(conditions, list):
        found["condition"] = [
            _condition(one, find) if isinstance(one, dict) else one for one in conditions
        ]
    return found


def _condition(condition: Mapping[str, Any], find: Callable[[str], str]) -> Entry:
    found = dict(condition)
    for key in ("among", "not_counted"):
        if isinstance(found.get(key), list):
            found[key] = [find(one) if isinstance(one, str) else one for one in found[key]]
    if isinstance(found.get("weights"), dict):
        found["weights"] = {find(name): weight for name, weight in found["weights"].items()}
    return found


def missing(event: Mapping[str, Any] | None, source: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The keys that an entry still needs, of several that serve the first."""
    if event is None:
        return () if source and source.get("title") else ("title",)
    kind = event.get("type")
    wanted = ["state", "date"]
    if kind == "retraction":
        wanted = ["of", "reason"]
    elif kind in {"report", "clause", "entry-into-force"} or _unnamed(event):
        wanted = ["date"]
    found = [key for key in wanted if event.get(key) is None]
    numbers = ("contracting", "remaining", "contracting_min", "contracting_max")
    if kind == "report" and all(event.get(key) is None for key in numbers):
        found.append("contracting")
    if kind == "clause" and not event.get("condition"):
        found.append("count")
    if source is not None and not source.get("title"):
        found.append("title")
    if kind != "retraction" and source is None and not event.get("source"):
        found.append("source")
    return tuple(found)


def _unnamed(event: Mapping[str, Any]) -> bool:
    """Whether a consent is said to be of a State not named."""
    return event.get("type") in CONSENT_FORMS and event.get("state", "") is None
