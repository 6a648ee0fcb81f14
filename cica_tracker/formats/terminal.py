"""The document in a terminal or a pipe, through rich.

In a terminal lines wrap at its width; in a pipe nothing is wrapped or cut. Where the stream cannot
show a letter, its nearest ASCII spelling stands instead.
"""

import os
import sys
from typing import TextIO

from rich.console import Console
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from cica_tracker.formats.links import web_address
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
    Reference,
    Table,
    Tiles,
)

_NO_WRAP = 100_000
_PIPE = 80
_HEIGHT = 25
_SMALL = 8  # letters of a bar in a cell
_TONES = {
    "good": "green",
    "warn": "yellow",
    "bad": "red",
    "dim": "dim",
    "lead": "bold",
    "limit": "bold red",
    "certain": "green",
    "possible": "yellow",
    "": "",
}


def write(
    document: Document,
    stream: TextIO | None = None,
    width: int | None = None,
    *,
    colours: bool | None = None,
) -> None:
    """Draw a document on a stream; `width` columns, else what the stream has.

    With `colours` or without; where that is not said, as a terminal can show them.
    """
    stream = stream or sys.stdout
    is_terminal = stream.isatty()
    if colours is None:
        colours = is_terminal and os.environ.get("TERM") != "dumb"
    console = _Console(
        file=stream,
        width=width or (None if is_terminal else _NO_WRAP),
        height=_HEIGHT,  # or rich would read LINES, whatever stands in it
        force_terminal=colours,
        color_system=("auto" if is_terminal else "standard") if colours else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=width is None and not is_terminal,
    )
    _Drawing(document, console, wrap=width is not None or is_terminal).draw()


class _Console(Console):
    """A console whose reader may go: rich would end the program with 1, which means a problem."""

    def on_broken_pipe(self) -> None:
        raise  # noqa: PLE0704  the error that rich is handling


class _Drawing:
    def __init__(self, document: Document, console: Console, *, wrap: bool) -> None:
        self.document = document
        self.console = console
        self.wrap = wrap
        self.ascii = not console.encoding.lower().startswith("utf")

    def draw(self) -> None:
        self.line(self.document.title, "bold underline")
        for text in (self.document.subtitle, self.document.about):
            if text:
                self.line(text, "dim")
        if self.document.subtitle:
            self.console.print()
        for number, block in enumerate(self.document.blocks):
            if number and not isinstance(block, Meter):
                self.console.print()
            self.block(block)
        if self.document.references:
            self.console.print()
            self.references()
        if self.document.made:
            self.console.print()
            self.line(self.document.made, "dim")

    def references(self) -> None:
        """The sources: each on its lines with its address, or all in a few words."""
        if self.document.in_short:
            self.short_references()
            return
        self.line(self.document.references_title, "bold")
        for reference in self.document.references:
            self.line(f"[{reference.number}] {reference.text}", indent=2)
            if reference.url:
                self.address(reference.url)

    def short_references(self) -> None:
        """Who said it and when, each with the numbers of all sources of which that is true."""
        alike: dict[str, list[Reference]] = {}
        for reference in self.document.references:
            alike.setdefault(reference.short, []).append(reference)
        text = Text(self.safe(self.document.in_short), style="dim")
        for number, (short, several) in enumerate(alike.items()):
            text.append("\n" if not self.wrap else "; " if number else " ")
            for place, reference in enumerate(several):
                shown = f"{', ' if place else '['}{reference.number}"
                text.append(shown, style=self.link(reference.url))
            text.append(self.safe(f"] {short}"), style=self.link(several[0].url))
        self.wrapped(text)

    def address(self, url: str) -> None:
        """An address on a line of its own, which only the terminal may break: it stays whole."""
        shown = Text(f"  {self.safe(url)}", style=self.link(url))
        self.console.print(shown, soft_wrap=True)

    @staticmethod
    def link(url: str | None) -> Style:
        """A link where the terminal can show one (OSC 8); elsewhere rich leaves it out."""
        address = web_address(url)
        return Style(link=address) if address else Style()

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.line(block.text, "bold")
            case Paragraph():
                self.line(block.text + self.cites(block.cites), _TONES[block.tone])
            case Bullets():
                for item in block.items:
                    self.line(f"• {item.text}{self.cites(item.cites)}", _TONES[item.tone], 2)
            case Table():
                self.table(block)
            case Meter():
                self.meter(block)
            case Tiles():
                self.tiles(block)
            case Chart():
                self.chart(block)

    def cites(self, sources: tuple[str, ...]) -> str:
        numbers = ", ".join(map(str, self.document.numbers_of(sources)))
        return f" [{numbers}]" if numbers else ""

    def safe(self, text: str) -> str:
        shown = clean(text)
        if self.ascii and not shown.isascii():
            from anyascii import anyascii  # noqa: PLC0415  only where letters are missing

            shown = anyascii(shown.replace("–", "-").replace("→", "->"))
        return shown

    def line(self, text: str, style: str = "", indent: int = 0) -> None:
        self.wrapped(Text(self.safe(text), style=style), indent)

    def wrapped(self, shown: Text, indent: int = 0) -> None:
        """Lines at the terminal's width; in a pipe one line."""
        if not self.wrap:
            self.console.print(Text(" " * max(indent - 2, 0)) + shown, soft_wrap=True)
            return
        width = max(self.console.width - indent, 20)
        for number, part in enumerate(shown.wrap(self.console, width)):
            part.rstrip()
            self.console.print(Text(" " * (indent if number else max(indent - 2, 0))) + part)

    def table(self, table: Table) -> None:
        if table.caption:
            self.line(table.caption, "bold")
        drawn = RichTable(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        rows = [list(map(self.cell, row)) for row in table.rows]
        first = self.left_for_first(table, rows) if table.brief and self.wrap else None
        for number, label in enumerate(table.labels):
            right = number in table.numeric
            drawn.add_column(
                Text(self.safe(label)),
                justify="right" if right else "left",
                overflow="fold",
                width=None if number else first,
            )
        for row in rows:
            drawn.add_row(self.in_two_lines(row[0], first) if first else row[0], *row[1:])
        if self.wrap and self.console.width < 20 * len(table.labels) and len(table.labels) > 3:
            self.records(table)
        else:
            self.console.print(drawn, soft_wrap=False)

    def left_for_first(self, table: Table, rows: list[list[Text]]) -> int | None:
        """The width of the first column where the others stand on one line; None: it is ample."""
        columns = [
            [Text(self.safe(label)), *cells]
            for label, *cells in zip(table.labels, *rows, strict=True)
        ]
        widths = [max(text.cell_len for text in column) for column in columns]
        left = max(self.console.width - sum(widths[1:]) - 2 * len(widths[1:]), 16)
        return left if left < widths[0] else None

    def in_two_lines(self, text: Text, width: int) -> Text:
        """The text cut, with an ellipsis, to what two lines of a column hold."""
        lines = text.wrap(self.console, width)
        if len(lines) <= 2:
            return text
        dots = "..." if self.ascii else "…"
        last = lines[1]
        last.rstrip()
        last.truncate(width - len(dots))
        last.rstrip()
        return Text("\n").join([lines[0], last + Text(dots)])

    def cell(self, cell: Cell) -> Text:
        shown = Text(self.safe(cell.text) + self.cites(cell.cites), style=_TONES[cell.tone])
        return self.bar(cell.meter, _SMALL) + Text(" ") + shown if cell.meter else shown

    def records(self, table: Table) -> None:
        """A table too narrow for its columns: each row as a list of labelled values."""
        for row in table.rows:
            self.line(row[0].text + self.cites(row[0].cites), "bold")
            for label, cell in zip(table.labels[1:], row[1:], strict=True):
                if cell.text:
                    text = f"{label}: {cell.text}{self.cites(cell.cites)}"
                    self.line(text, _TONES[cell.tone], 4)

    def tiles(self, tiles: Tiles) -> None:
        self.line(tiles.caption, "bold")
        for group in tiles.groups:
            names = ", ".join(cell.text + self.cites(cell.cites) for cell in group.tiles)
            about = f" {group.text}" if group.text else ""
            tone = _TONES[group.tone]
            self.line(f"{group.label} ({len(group.tiles)}):{about} {names}", tone, 4)

    def chart(self, chart: Chart) -> None:
        """The picture, in a pipe as wide as a page, and its numbers."""
        from cica_tracker.formats.chart_text import NARROWEST, chart_lines  # noqa: PLC0415  few do

        width = self.console.width if self.wrap else _PIPE
        if width >= NARROWEST:
            for line in chart_lines(chart, width, self.safe, ascii_only=self.ascii):
                pieces = ((text, _TONES[tone]) for text, tone in line)
                self.console.print(Text.assemble(*pieces), soft_wrap=True)
            self.console.print()
        self.table(chart.numbers)

    def meter(self, meter: Meter) -> None:
        required = max(meter.required, 1)
        width = min(required, max((self.console.width if self.wrap else _PIPE) - 4, 10))
        width = min(width * (2 if width == required and width <= 30 else 1), 60)
        bar, text = self.bar(meter, width), Text(self.safe(meter.text), style="dim")
        beside = bar + Text("  ") + text
        if self.wrap and beside.cell_len <= self.console.width:
            self.console.print(beside, soft_wrap=True)
            return
        self.console.print(bar, soft_wrap=True)
        self.wrapped(text)

    def bar(self, meter: Meter, width: int) -> Text:
        """A bar of so many letters: what is certain, what is possible, the rest."""
        full, half, none = ("#", "+", ".") if self.ascii else ("█", "▒", "░")
        certain, possible, lacking = meter.parts(width)
        bar = Text(full * certain, style="green") + Text(half * possible, style="yellow")
        return bar + Text(none * lacking, style="dim")
