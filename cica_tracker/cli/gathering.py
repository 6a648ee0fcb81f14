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


def facts_of(kind: str, values: Values) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The fields of the event and of the new source that these values give."""
    event: dict[str, Any] = {"type": kind}
    source: dict[str, Any] = {}
    condition: dict[str, Any] = {}
    parts = {"event": event, "source": source, "condition": condition}
    for field in fields_of(kind):
        value = values.get(field.name)
        if value not in (None, (), [], False):
            parts[field.of][field.key] = list(value) if field.many else value
    if kind == "source":
        return None, source
    if values.get(UNNAMED):
        event["state"] = None
    if kind == "clause":
        event["condition"] = ([condition] if condition else []) + event.get("condition", [])
    return event, source or None


def flag_for(kind: str, key: str) -> str:
    """How to give what is missing: `--date DATE`."""
    if key == "state" and kind in CONSENT_TYPES:
        return "--state STATE (or --unnamed)"
    if key in _INSTEAD:
        return _INSTEAD[key]
    field = next(field for field in fields_of(kind) if field.key == key)
    return f"{field.flags[0]} {field.metavar}"


def given_flags(kind: str, values: Values) -> tuple[Field, ...]:
    """The fields that have a value."""
    return tuple(
        field for field in fields_of(kind) if values.get(field.name) not in (None, (), [], False)
    )
