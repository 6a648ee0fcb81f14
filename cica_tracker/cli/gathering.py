"""From the values of flags, or of answers, to the facts of an entry."""

from collections.abc import Mapping
from typing import Any

from cica_tracker.cli.flags import CONSENT_TYPES, Field, fields_of

Values = Mapping[str, Any]
UNNAMED = "unnamed"

# What to give where a key is missing, if it is not simply the key's own flag.
_INSTEAD = {
    "contracting": "--contracting N, --remaining N, --contracting-min N or --contracting-max N",
    "count": "--required N (or --fraction, or --weight with --weights)",
    "source": "--source ID or --source-title TEXT",
}


def parts_of(kind: str, values: Values) -> dict[str, dict[str, Any]]:
    """The fields that these values give, by what they belong to."""
    parts: dict[str, dict[str, Any]] = {
        "treaty": {},
        "event": {},
        "condition": {},
        "source": {},
    }
    for field in given_fields(kind, values):
        value = values[field.name]
        parts[field.of][field.key] = list(value) if field.many else value
    further = parts["event"].get("condition", [])
    if conditions := [*([parts["condition"]] if parts["condition"] else []), *further]:
        parts["event"]["condition"] = conditions
    return parts


def facts_of(kind: str, values: Values) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The fields of the event and of the new source that these values give."""
    parts = parts_of(kind, values)
    if kind == "source":
        return None, parts["source"]
    event = {"type": kind, **parts["event"]}
    if values.get(UNNAMED):
        event["state"] = None
    return event, parts["source"] or None


def flag_for(kind: str, key: str, *, retracting: bool = False) -> str:
    """How to give what is missing: `--date DATE`."""
    if key == "of" and retracting:
        return "ID"
    if key == "state" and kind in CONSENT_TYPES:
        return "--state STATE (or --unnamed)"
    if key in _INSTEAD:
        return _INSTEAD[key]
    field = next(field for field in fields_of(kind) if field.key == key)
    return f"{field.flags[0]} {field.metavar}"


def given_fields(kind: str, values: Values) -> tuple[Field, ...]:
    """The fields that have a value."""
    return tuple(field for field in fields_of(kind) if given(values.get(field.name)))


def given(value: object) -> bool:
    """Whether there is a value; 0 is one."""
    return value is not None and value is not False and value not in ((), [])
