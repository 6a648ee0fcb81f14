"""From what is typed, as a flag or at a prompt, to the value that the file holds."""

import json
from decimal import Decimal, InvalidOperation
from typing import Any, get_args

from cica_tracker.cli.common import today
from cica_tracker.cli.flags import Field
from cica_tracker.model.dates import edtf
from cica_tracker.model.fields import (
    Count,
    Day,
    Id,
    Kind,
    Name,
    Part,
    Span,
    StartRule,
    Text,
    Threshold,
    Weight,
    Weights,
    When,
    window_of,
)
from cica_tracker.model.text import clean

_SHAPES: dict[str, Any] = {
    "state": Name,
    "date": When,
    "day": Day,
    "text": Text,
    "id": Id,
    "source": Id,
    "event": Id,
    "span": Span,
    "start": StartRule,
    "part": Part,
}
_NUMBERS: dict[str, Any] = {"count": Count, "threshold": Threshold}


def value_of(field: Field, text: str) -> Any:
    """The value for the file that a text stands for. Raises ValueError saying what to write."""
    text = text.strip()
    kind = field.kind
    if kind == "choice":
        return _choice(field, text)
    if kind == "weights":
        return _weights(text)
    if kind == "weight":
        return _checked(Weight, _number(text))
    if kind == "condition":
        return _condition(text)
    if kind in _NUMBERS:
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else text
        return _checked(_NUMBERS[kind], number)
    if kind in {"date", "day"} and text == "today":
        return today().isoformat()
    _checked(_SHAPES[kind], text)
    return edtf(window_of(text)) if kind in {"date", "day"} else text


def _checked(shape: Any, value: Any) -> Any:
    kind: Kind = get_args(shape)[1]
    kind.read_one(value)
    return value


def _choice(field: Field, text: str) -> str:
    """One of the choices, or the only one that begins so."""
    begun = [one for one in field.choices if one.startswith(text.lower())] if text else []
    if text in field.choices or len(begun) == 1:
        return text if text in field.choices else begun[0]
    raise ValueError(f'"{clean(text)}" is not one of: {", ".join(field.choices)}')


def _number(text: str) -> Decimal | int | str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return int(number) if number.is_finite() and number == number.to_integral() else number


def _weights(text: str) -> dict[str, Any]:
    """A table of weights: JSON, or "China=20.09; Russia=7.5"."""
    if text.startswith("{"):
        found = _json(text)
        if not isinstance(found, dict):
            raise ValueError(f'"{clean(text)}" is no table')
    else:
        pairs = [part.rpartition("=") for part in text.split(";") if part.strip()]
        found = {name.strip(): _number(weight.strip()) for name, _, weight in pairs}
    return _checked(Weights, found)  # type: ignore[no-any-return]


def _condition(text: str) -> dict[str, Any]:
    found = _json(text)
    if not isinstance(found, dict):
        raise ValueError('a condition is a JSON object: {"count": 14}')
    return found


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is no JSON: {error}") from None
