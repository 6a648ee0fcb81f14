"""Documents as CSV for programs and spreadsheets: UTF-8 without a mark, lines end as RFC 4180 says.

Texts stand in quotes and numbers do not. A text that a spreadsheet would take for a formula has
an apostrophe before it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from cica_tracker.model.text import clean
from cica_tracker.words.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    Meter,
    Paragraph,
    Table,
    Tiles,
)

COLUMNS = ("block", "kind", "name", "row", "column", "value", "text", "sources")
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
    """The one table of a document under its keys; several tables in the long form."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return table_csv(tables[0], document.assumed) if len(tables) == 1 else long_csv(document)


def table_csv(table: Table, assumed: Sequence[str] = ()) -> str:
    """A table: its keys, then its rows; a cell's value for programs, else its words.

    What is only supposed stands in every row, under the key `hypothetical`.
    """
    keys = [*table.keys, *(["hypothetical"] if assumed else [])]
    supposed = [", ".join(assumed)] if assumed else []
    return lines([keys, *([*map(worth, row), *supposed] for row in table.rows)])


def chart_csv(chart: Chart) -> str:
    """The steps of a chart: the day from which each holds, and its two bounds (empty: none)."""
    rows = [(point.day.isoformat(), point.low, point.high) for point in chart.points]
    return lines([("from", "at_least", "at_most"), *rows])


def worth(cell: Cell) -> Field:
    """The value of a cell for programs, else its words."""
    return cell.text if cell.value is None else cell.value


def long_csv(document: Document) -> str:
    """A whole document, one fact on a line, under `COLUMNS`.

    `block` counts the blocks from 1 and `kind` names what each is; of a table, `row` counts its
    rows and `column` has the key of the column; `sources` are ids with a blank between them.
    """
    rows: list[Sequence[Field]] = [COLUMNS]
    rows.append((0, "title", "", None, "", "", document.title, ""))
    if document.subtitle:
        rows.append((0, "subtitle", "", None, "", "", document.subtitle, ""))
    for number, block in enumerate(document.blocks, 1):
        rows += [(number, *row) for row in _facts(block)]
    for one in document.references:
        rows.append((0, "source", one.id, one.number, "", one.url or "", one.text, one.id))
    return lines(rows)


def _facts(block: Block) -> Iterator[tuple[Field, ...]]:
    """Each fact of a block as kind, name, row, column, value, text, sources."""
    match block:
        case Heading():
            yield "heading", "", None, "", block.level, block.text, ""
        case Paragraph():
            yield "paragraph", block.tone, None, "", "", block.text, " ".join(block.cites)
        case Bullets():
            for row, item in enumerate(block.items, 1):
                yield "bullet", item.tone, row, "", "", item.text, " ".join(item.cites)
        case Table():
            yield from _table(block)
        case Tiles():
            yield from _tiles(block)
        case Meter():
            yield from _meter(block)
        case Chart():
            yield from _chart(block)


def _table(table: Table) -> Iterator[tuple[Field, ...]]:
    for row, cells in enumerate(table.rows, 1):
        for key, cell in zip(table.keys, cells, strict=True):
            yield "cell", table.caption, row, key, *_cell(cell)


def _tiles(tiles: Tiles) -> Iterator[tuple[Field, ...]]:
    pairs = [(group.label, cell) for group in tiles.groups for cell in group.tiles]
    for row, (label, cell) in enumerate(pairs, 1):
        yield "tile", tiles.caption, row, label, *_cell(cell)


def _cell(cell: Cell) -> tuple[Field, Field, Field]:
    return worth(cell), cell.text, " ".join(cell.cites)


def _meter(meter: Meter) -> Iterator[tuple[Field, ...]]:
    for key in ("certain", "possible", "required"):
        yield "meter", "", None, key, getattr(meter, key), meter.text, ""


def _chart(chart: Chart) -> Iterator[tuple[Field, ...]]:
    for row, point in enumerate(chart.points, 1):
        for key, count in (("at_least", point.low), ("at_most", point.high)):
            yield "step", point.day.isoformat(), row, key, count, point.text, ""
