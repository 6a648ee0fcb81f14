"""Tables as CSV for programs and spreadsheets: UTF-8 without a mark, lines end as RFC 4180 says.

Texts stand in quotes and numbers do not. A text that a spreadsheet would take for a formula has
an apostrophe before it.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from cica_tracker.formats.tidy import Value, rows_of
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


def table_csv(rows: Iterable[Sequence[Value]]) -> str:
    """A table of values, its days ISO 8601."""
    return lines(
        [value.isoformat() if isinstance(value, date) else value for value in row] for row in rows
    )


def rows_csv(answer: Any, name: str) -> str:
    """A list of an answer (see `rows_of`); its days are ISO 8601."""
    return table_csv(rows_of(answer, name))


def chart_csv(chart: Chart) -> str:
    """The steps of a chart: the day from which each holds, and its two bounds (empty: none)."""
    rows = [(point.day.isoformat(), point.low, point.high) for point in chart.points]
    return lines([("from", "at_least", "at_most"), *rows])
