"""Facts as plain values with the keys of the log's file: what a writer of any format writes."""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cica_tracker.model.conditions import Condition
from cica_tracker.model.dates import Duration, Window, edtf
from cica_tracker.model.events import Event, Log
from cica_tracker.model.field_info import key_of
from cica_tracker.model.sources import Source, Treaty


def values_of(fact: Treaty | Source | Event | Condition) -> dict[str, Any]:
    """The fields of a fact as plain values with the keys of the file; what is not given is left.

    Days are dates, or texts for a window; numbers with a fraction are Decimals.
    """
    found = {}
    for field in fields(fact):
        value = getattr(fact, field.name)
        if value is not None and (field.default is MISSING or value != field.default):
            found[key_of(field.name)] = _plain(value)
    return found


def log_values(log: Log) -> dict[str, Any]:
    """A whole log as plain values: `schema`, `treaty`, `source`, `event`."""
    return {
        "schema": 1,
        "treaty": values_of(log.treaty),
        "source": [values_of(source) for source in log.sources],
        "event": [values_of(event) for event in log.events],
    }


def _plain(value: Any) -> Any:
    match value:
        case Window():
            return value.first if value.exact else edtf(value)
        case Duration():
            return str(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Condition():
            return values_of(value)
        case Mapping():
            return {key: _plain(one) for key, one in value.items()}
        case tuple() | list():
            return [_plain(one) for one in value]
        case _:
            return value


def as_json(log: Log) -> dict[str, Any]:
    """The log as JSON's own values: days are ISO texts, numbers are numbers, lists are tuples."""
    found: dict[str, Any] = _jsonable(log_values(log))
    return found


def _jsonable(value: Any) -> Any:
    match value:
        case date():
            return value.isoformat()
        case Decimal():
            return int(value) if value == int(value) else float(value)
        case dict():
            return {key: _jsonable(one) for key, one in value.items()}
        case list():
            return tuple(_jsonable(one) for one in value)
        case _:
            return value
