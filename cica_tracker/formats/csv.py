"""Tables as CSV for programs and spreadsheets: UTF-8 without a mark, lines end as RFC 4180 says.

Texts stand in quotes and numbers do not. A text that a spreadsheet would take for a formula has
an apostrophe before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from cica_tracker.model.dates import OPEN_END, OPEN_START, Window
from cica_tracker.model.text import clean
from cica_tracker.words.document import Chart, Document, Table

Field = str | int | float | None

# Also the full-width forms, which some spreadsheets read as the plain ones.
_FORMULA = re.compile(r"^\s*[=+\-@\uff1d\uff0b\uff0d\uff20|%]")


def field(value: Field) -> str:
    """A field as it stands in the file: a number bare, a text in quotes and harmless."""
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    text = clean(value)
    if _FORMULA.match(text):
        text = f"'{text}"
    return '"' + text.replace('"', '""') + '"'


def lines(rows: Iterable[Sequence[Field]]) -> str:
    """Rows of fields as the text of a file."""
    return "".join(",".join(map(field, row)) + "\r\n" for row in rows)


def render(document: Document) -> str:
    """The first table of a document: its keys, then a cell's value for programs, else its words."""
    table = next(block for block in document.blocks if isinstance(block, Table))
    rows = ([cell.text if cell.value is None else cell.value for cell in row] for row in table.rows)
    return lines([table.keys, *rows])


def rows_csv(answer: Any, name: str) -> str:
    """The list of an answer that stands under `name`: a row each, its keys those of the JSON.

    What has parts has a column for each: of a range its bounds, of a window of days its first and
    last (empty: no bound). Days are ISO 8601, lists have "; " between. What is only supposed stands
    in every row.
    """
    kind = get_args(get_type_hints(type(answer))[name])[0]
    assumed = getattr(answer, "hypothetical", ())
    also = {"hypothetical": ", ".join(assumed)} if assumed else {}
    keys = [key for key, _ in _cells(kind, None, "")]
    rows = ([*(field for _, field in _cells(kind, row, ""))] for row in getattr(answer, name))
    return lines([[*keys, *also], *([*row, *also.values()] for row in rows)])


def _cells(kind: Any, value: Any, key: str) -> Iterator[tuple[str, Field]]:
    """The columns of a value of a kind, each with its field; of None all are empty."""
    if get_origin(kind) in {Union, UnionType}:
        kind = next(one for one in get_args(kind) if one is not type(None))
    if kind is Window:
        first, last = value or (OPEN_START, OPEN_END)
        yield f"{key}_first", None if first == OPEN_START else first.isoformat()
        yield f"{key}_last", None if last == OPEN_END else last.isoformat()
    elif is_dataclass(kind):
        hints = get_type_hints(kind)
        shown = getattr(kind, "JSON", None) or {one.name: one.name for one in fields(kind)}
        for inner, name in shown.items():
            part = None if value is None else getattr(value, name)
            yield from _cells(hints[name], part, f"{key}_{inner}" if key else inner)
    elif get_origin(kind) is tuple:
        yield key, "; ".join(getattr(one, "id", one) for one in value or ()) or None
    elif isinstance(value, bool):
        yield key, "yes" if value else "no"
    else:
        yield key, value.isoformat() if isinstance(value, date) else value


def chart_csv(chart: Chart) -> str:
    """The steps of a chart: the day from which each holds, and its two bounds (empty: none)."""
    rows = [(point.day.isoformat(), point.low, point.high) for point in chart.points]
    return lines([("from", "at_least", "at_most"), *rows])
