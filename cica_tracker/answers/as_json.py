"""Frozen values as programs read them, and the JSON Schema of each, from the one definition.

Every field of a dataclass that its repr shows stands under its own name, unless the class says
otherwise: `JSON` maps each key to the field or property behind it; `TYPE` is the value of a key
"type"; `OPTIONAL` names keys that are left out while they are empty; and what `json_form` returns
stands for the whole.
"""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from inspect import getdoc
from types import NoneType, UnionType
from typing import Any, ClassVar, Literal, Union, get_args, get_origin, get_type_hints

from cica_tracker.model.dates import OPEN_END, OPEN_START, Window, edtf, known

_SIMPLE: dict[Any, dict[str, Any]] = {
    Any: {},
    NoneType: {"type": "null"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    str: {"type": "string"},
    date: {"type": "string", "format": "date"},
    Window: {"type": "string", "description": "a day, or a window of days in EDTF"},
}


class Answer:
    """What every answer can do: show itself in a line, and become JSON's own kinds of values."""

    OPTIONAL: ClassVar[tuple[str, ...]] = ("hypothetical",)
    _in_short: ClassVar[tuple[str, ...]] = ()

    def as_json(self) -> dict[str, Any]:
        """What the command prints with `--format json`."""
        found: dict[str, Any] = json_of(self)
        return found

    def __repr__(self) -> str:
        shown = (f"{name}={_in_short(getattr(self, name))}" for name in self._in_short)
        return f"{type(self).__name__}({', '.join(shown)})"


def _in_short(value: Any) -> str:
    match value:
        case _ if hasattr(value, "at_least"):
            low, high = value.at_least, value.at_most
            return f"{low}.." if high is None else str(low) if low == high else f"{low}..{high}"
        case tuple():
            return f"<{len(value)}>"
        case date():
            return value.isoformat()
    return repr(value)


def json_of(value: Any) -> Any:
    """The value in JSON's own kinds: days in ISO 8601, windows of days in EDTF."""
    match value:
        case Window():
            return _edtf(value)
        case date():
            return value.isoformat()
        case tuple():
            return [json_of(one) for one in value]
        case Mapping():
            return {key: json_of(one) for key, one in value.items()}
        case None | bool() | int() | float() | str():
            return value
    if hasattr(value, "json_form"):
        return json_of(value.json_form())
    kind = type(value)
    tag = {"type": kind.TYPE} if hasattr(kind, "TYPE") else {}
    given = ((key, getattr(value, name)) for key, name in keys_of(kind).items())
    return tag | {key: json_of(one) for key, one in given if one or key not in _optional(kind)}


def _edtf(window: Window) -> str:
    """A window in EDTF; the ends of the calendar are open ones."""
    if window.first == window.last:
        return edtf(window)
    first, last = known(window.first), known(window.last)
    if first is None and last is None:
        return "[..]"
    return edtf(Window(first or OPEN_START, last or OPEN_END))


def schema_of(kind: Any) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what `json_of` makes of a dataclass, or of a tuple of them."""
    defined: dict[str, dict[str, Any]] = {}
    whole = _schema(kind, defined)
    if "$ref" in whole:
        whole = defined.pop(_form(kind).__name__)
    whole = {**whole, **({"$defs": defined} if defined else {})}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **whole}


def keys_of(kind: type[Any]) -> Mapping[str, str]:
    """The keys of the JSON, each with the field or property behind it."""
    named: Mapping[str, str] | None = getattr(kind, "JSON", None)
    return named or {f.name: f.name for f in fields(kind) if f.repr}


def hints_of(kind: type[Any]) -> Mapping[str, Any]:
    """The types of the fields, and of the properties that stand in the JSON."""
    hints = get_type_hints(kind)
    for name in set(keys_of(kind).values()) - set(hints):
        hints[name] = get_type_hints(getattr(kind, name).fget)["return"]
    return hints


def _optional(kind: type[Any]) -> tuple[str, ...]:
    return getattr(kind, "OPTIONAL", ())


def _form(kind: type[Any]) -> type[Any]:
    """The kind of value that stands in the JSON for one of this kind."""
    made = getattr(kind, "json_form", None)
    form: type[Any] = get_type_hints(made)["return"] if made else kind
    return form


def _schema(kind: Any, defined: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if kind in _SIMPLE:
        return _SIMPLE[kind]
    origin, inside = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return {"anyOf": [_schema(one, defined) for one in inside]}
    if origin is Literal:
        return {"enum": list(inside)}
    if origin is tuple:
        return {"type": "array", "items": _schema(inside[0], defined)}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(inside[1], defined)}
    form = _form(kind)
    if form.__name__ not in defined:
        defined[form.__name__] = {}
        defined[form.__name__] = _object(form, defined)
    return {"$ref": f"#/$defs/{form.__name__}"}


def _object(kind: type[Any], defined: dict[str, dict[str, Any]]) -> dict[str, Any]:
    shown, optional = keys_of(kind), _optional(kind)
    tag = {"type": {"const": kind.TYPE}} if hasattr(kind, "TYPE") else {}
    hints = hints_of(kind)
    return {
        "title": kind.__name__,
        "description": getdoc(kind) or "",
        "type": "object",
        "properties": tag | {key: _schema(hints[name], defined) for key, name in shown.items()},
        "required": [*tag, *(key for key in shown if key not in optional)],
    }
