"""Tables as CSV for programs and spreadsheets: UTF-8 without a mark, lines end as RFC 4180 says.

Texts stand in quotes and numbers do not. A text that a spreadsheet would take for a formula has
an apostrophe before it.
"""

import re
from collections.abc import Iterable, Sequence

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
    """The first table of a document; what is only supposed stands in every row of it."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return table_csv(next(tables, Table((), (), ())), document.assumed)


def table_csv(table: Table, assumed: Sequence[str] = ()) -> str:
    """A table: its keys, then its rows; a cell's value for programs, else its words.

    What is only supposed stands in every row, under the key `hypothetical`.
    """
    keys = [*table.keys, *(["hypothetical"] if assumed else [])]
    supposed = [", ".join(assumed)] if assumed else []
    rows = ([cell.text if cell.value is None else cell.value for cell in row] for row in table.rows)
    return lines([keys, *([*row, *supposed] for row in rows)])


def chart_csv(chart: Chart) -> str:
    """The steps of a chart: the day from which each holds, and its two bounds (empty: none)."""
    rows = [(point.day.isoformat(), point.low, point.high) for point in chart.points]
    return lines([("from", "at_least", "at_most"), *rows])
