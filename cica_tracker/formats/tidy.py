"""A list of an answer as a tidy table: a row each, and a column for each part that a row has."""

from collections.abc import Iterable, Iterator
from dataclasses import is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from cica_tracker.answers.as_json import hints_of, keys_of
from cica_tracker.model.dates import OPEN_END, OPEN_START, Window, known

Value = str | int | float | date | None


def rows_of(answer: Any, name: str) -> list[list[Value]]:
    """The list of an answer that stands under `name`, after a row of keys, which are those of JSON.

    What has parts has a column for each: of a range its bounds, of a window of days its first and
    last (None: no bound). Lists have "; " between. What is only supposed stands in every row.
    """
    kind = get_args(get_type_hints(type(answer))[name])[0]
    assumed = getattr(answer, "hypothetical", ())
    also = {"hypothetical": ", ".join(assumed)} if assumed else {}
    keys, *rows = table_of(kind, getattr(answer, name))
    return [[*keys, *also], *([*row, *also.values()] for row in rows)]


def table_of(kind: Any, rows: Iterable[Any]) -> list[list[Value]]:
    """Values of one kind as rows, after a row of their keys."""
    keys: list[Value] = [key for key, _ in _cells(kind, None, "")]
    return [keys, *([value for _, value in _cells(kind, row, "")] for row in rows)]


def _cells(kind: Any, value: Any, key: str) -> Iterator[tuple[str, Value]]:
    """The columns of a value of a kind, each with its part of it; of None all are empty."""
    if get_origin(kind) in {Union, UnionType}:
        kind = next(one for one in get_args(kind) if one is not type(None))
    if kind is Window:
        first, last = value or (OPEN_START, OPEN_END)
        yield f"{key}_first", known(first)
        yield f"{key}_last", known(last)
    elif isinstance(kind, type) and is_dataclass(kind):
        hints = hints_of(kind)
        for inner, name in keys_of(kind).items():
            part = None if value is None else getattr(value, name)
            yield from _cells(hints[name], part, f"{key}_{inner}" if key else inner)
    elif get_origin(kind) is tuple:
        yield key, "; ".join(getattr(one, "id", one) for one in value or ()) or None
    elif isinstance(value, bool):
        yield key, "yes" if value else "no"
    else:
        yield key, value
