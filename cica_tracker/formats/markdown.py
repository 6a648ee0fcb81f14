"""The document as Markdown, as GitHub and Pandoc read it.

Text of the log can start no markup: its signs are escaped, and only addresses of the web become
links. Sources keep the numbers that they have in every other format.
"""

import re

from cica_tracker.formats.chart_text import chart_lines
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
    Table,
    Tiles,
    cited,
)

_SIGNS = re.compile(r"[\\`*_\[\]<>|~&$^={}]|(?<=!)(?=\[)|://|(?i:www)\.|:(?=[a-z0-9_+-]+:)|@(?=\w)")
_START = re.compile(r"^(?:[#+\-=>]|\d+(?=[.)]))")
_WIDTH = 88
_SMALL = 8  # letters of a bar in a cell


def markdown(document: Document) -> str:
    """The document as text."""
    return _Text(document).text()


def escaped(text: str) -> str:
    """Text in which nothing is markup, on one line."""
    shown = _SIGNS.sub(_escape, clean(text))
    found = _START.match(shown)
    if not found:
        return shown
    start = found[0]
    return (f"{start}\\" if start.isdigit() else f"\\{start}") + shown[len(start) :]


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    if sign == "://":
        return ":\\/\\/"
    if sign.lower() == "www.":
        return f"{sign[:-1]}\\."
    return f"\\{sign}"


class _Text:
    def __init__(self, document: Document) -> None:
        self.document = document

    def text(self) -> str:
        document = self.document
        parts = [f"# {escaped(document.title)}"]
        lines = filter(None, (document.subtitle, document.about))
        parts += [f"*{escaped(line)}*" for line in lines]
        parts += [self.block(block) for block in document.blocks]
        if document.references:
            parts.append(f"## {escaped(document.references_title)}")
            parts.append("\n".join(self.sources()))
        if document.made:
            parts.append(f"*{escaped(document.made)}*")
        return "\n\n".join(parts) + "\n"

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return f"{'#' * min(max(block.level, 2), 6)} {escaped(block.text)}"
            case Paragraph():
                return self.said(block)
            case Bullets():
                return "\n".join(f"- {self.said(item)}" for item in block.items)
            case Table():
                return self.table(block)
            case Tiles():
                return self.tiles(block)
            case Meter():
                return _meter(block)
            case Chart():
                return self.chart(block)

    def said(self, paragraph: Paragraph) -> str:
        text = escaped(paragraph.text)
        bold = f"**{text}**" if paragraph.tone == "lead" and text else text
        return bold + self.cites(paragraph.cites)

    def cites(self, sources: tuple[str, ...]) -> str:
        numbers = self.document.numbers_of(sources)
        links = ", ".join(f"[{number}](#source-{number})" for number in numbers)
        return f" \\[{links}\\]" if links else ""

    def cell(self, cell: Cell) -> str:
        address, text = web_address(cell.url), escaped(cell.text)
        bar = f"`{_bar(cell.meter, _SMALL)}` " if cell.meter else ""
        return bar + (f"[{text}](<{address}>)" if address else text) + self.cites(cell.cites)

    def table(self, table: Table) -> str:
        caption = f"**{escaped(table.caption)}**\n\n" if table.caption else ""
        lines = [
            " | ".join(map(escaped, table.labels)),
            " | ".join("---:" if i in table.numeric else "---" for i in range(len(table.labels))),
            *(" | ".join(map(self.cell, row)) for row in table.rows),
        ]
        return caption + "\n".join(f"| {line} |" for line in lines)

    def tiles(self, tiles: Tiles) -> str:
        lines = [f"**{escaped(tiles.caption)}**", ""]
        for group in tiles.groups:
            names = ", ".join(map(self.cell, group.tiles))
            about = f" {escaped(group.text)}" if group.text else ""
            lines.append(f"- **{escaped(group.label)} ({len(group.tiles)})**:{about} {names}")
        return "\n".join(lines)

    def chart(self, chart: Chart) -> str:
        """The picture drawn with letters, what it shows, and its numbers as a table."""
        lines = ("".join(text for text, _ in line) for line in chart_lines(chart, _WIDTH))
        drawn = "\n".join(line.rstrip() for line in lines)
        longest = max(map(len, re.findall(r"`+", drawn)), default=0)
        fence = "`" * max(3, longest + 1)
        about = escaped(chart.text) + self.cites(cited((chart,)))
        return f"{fence}text\n{drawn}\n{fence}\n\n{about}\n\n{self.table(chart.numbers)}"

    def sources(self) -> list[str]:
        found = []
        for one in self.document.references:
            address = web_address(one.url)
            link = f" <{address}>" if address else ""
            anchor = f'<a id="source-{one.number}"></a>'
            found.append(f"- {anchor}\\[{one.number}\\] {escaped(one.text)}{link}")
        return found


def _meter(meter: Meter) -> str:
    return f"`{_bar(meter, min(max(meter.required, 1), 60))}` {escaped(meter.text)}"


def _bar(meter: Meter, width: int) -> str:
    return "".join(sign * part for sign, part in zip("█▒░", meter.parts(width), strict=True))
