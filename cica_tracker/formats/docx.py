"""The document for Word, with its own styles, repeated table heads and linked sources.

The sources are one numbered list at the end, as in every other format: each number in the text
leads to its source, and each source back. (A source cited ten times would be ten footnotes.)
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any

from cica_tracker.formats.canvas import Look
from cica_tracker.formats.links import web_address
from cica_tracker.formats.meter import meter_svg
from cica_tracker.formats.missing import MissingError
from cica_tracker.formats.png import png
from cica_tracker.formats.svg import svg
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

if TYPE_CHECKING:
    from types import ModuleType

_STYLES = {"lead": "Lead", "warn": "Warning", "bad": "Warning", "dim": "Note"}
_MOST_STEPS = 40


def docx(document: Document) -> bytes:
    """The bytes of a .docx. Raises MissingError, saying what to install, without python-docx."""
    try:
        import docx as library  # noqa: PLC0415  an extra, and slow to load

        from cica_tracker.formats import word_parts  # noqa: PLC0415  needs that extra
    except ImportError:
        raise MissingError(
            'a .docx needs python-docx: pip install "cica-tracker[docx]", or write an .html'
        ) from None
    return _Word(document, library.Document(), word_parts).bytes()


class _Word:
    def __init__(self, document: Document, word: Any, parts: "ModuleType") -> None:
        self.document, self.word, self.parts = document, word, parts
        self.numbers = {one.id: one.number for one in document.references}
        self.places: dict[int, int] = {}
        self.bookmarks = 0

    def bytes(self) -> bytes:
        document, word = self.document, self.word
        self.parts.prepared(word, document.language, compact=document.compact)
        about = word.core_properties
        about.title, about.subject = clean(document.title)[:255], clean(document.subtitle)[:255]
        about.language, about.author, about.comments = document.language, "CICA Tracker", ""
        word.add_paragraph(clean(document.title), style="Title")
        if document.subtitle:
            word.add_paragraph(clean(document.subtitle), style="Subtitle")
        for block in document.blocks:
            self.block(block)
        self.sources()
        stream = BytesIO()
        word.save(stream)
        return stream.getvalue()

    def block(self, block: Block) -> None:
        match block:
            case Heading():
                self.word.add_heading(clean(block.text), level=min(max(block.level - 1, 1), 3))
            case Paragraph():
                self.say(self.word.add_paragraph(style=_STYLES.get(block.tone)), block)
            case Bullets():
                for item in block.items:
                    self.say(self.word.add_paragraph(style="List Bullet"), item)
            case Table():
                self.table(block)
            case Tiles():
                self.tiles(block)
            case Meter():
                words = clean(block.text)
                self.picture(meter_svg(block), 1400, 11.5, (words, words))
                self.word.add_paragraph(words, style="Note")
            case Chart():
                self.chart(block)

    def say(self, paragraph: Any, said: Paragraph) -> None:
        paragraph.add_run(clean(said.text))
        self.cite(paragraph, said.cites)

    def cite(self, paragraph: Any, sources: tuple[str, ...]) -> None:
        """The numbers of sources, each leading to its source."""
        numbers = sorted({self.numbers[one] for one in sources if one in self.numbers})
        for position, number in enumerate(numbers):
            before = ", " if position else " ["
            paragraph.add_run(before, style="Source Number")
            anchor = f"source_{number}"
            link = self.parts.linked(paragraph, str(number), anchor=anchor, style="Source Number")
            self.places[number] = self.places.get(number, 0) + 1
            self.bookmark(link, f"cite_{number}_{self.places[number]}")
        if numbers:
            paragraph.add_run("]", style="Source Number")

    def bookmark(self, element: Any, name: str) -> None:
        self.bookmarks += 1
        self.parts.bookmarked(element, name, self.bookmarks)

    def caption(self, text: str) -> None:
        if text:
            paragraph = self.word.add_paragraph(clean(text), style="Caption")
            paragraph.paragraph_format.keep_with_next = True

    def table(self, table: Table) -> None:
        self.caption(table.caption)
        drawn = self.word.add_table(len(table.rows) + 1, len(table.labels))
        drawn.style = self.parts.TABLE_STYLE
        longest = [len(label) for label in table.labels]
        heads = tuple(map(Cell, table.labels))
        for position, (places, row) in enumerate(
            zip(drawn.rows, (heads, *table.rows), strict=True)
        ):
            for number, (place, cell) in enumerate(zip(places.cells, row, strict=True)):
                paragraph = place.paragraphs[0]
                head = position == 0 or number == 0
                paragraph.style = "Table Head" if head else "Table Text"
                paragraph.alignment = 2 if number in table.numeric else None
                self.cell(paragraph, cell)
                longest[number] = max(longest[number], len(cell.text) + 4 * len(cell.cites))
        self.parts.shared_out(drawn, longest)
        self.parts.head_row(drawn)
        self.word.add_paragraph(style="Table Text")

    def cell(self, paragraph: Any, cell: Cell) -> None:
        address = web_address(cell.url)
        if address:
            self.parts.linked(paragraph, clean(cell.text), address=address, style="Hyperlink")
        else:
            paragraph.add_run(clean(cell.text))
        self.cite(paragraph, cell.cites)

    def tiles(self, tiles: Tiles) -> None:
        self.caption(tiles.caption)
        for group in tiles.groups:
            paragraph = self.word.add_paragraph(style="List Bullet")
            paragraph.add_run(f"{clean(group.label)} ({len(group.tiles)}): ").bold = True
            if group.text:
                paragraph.add_run(f"{clean(group.text)} ")
            for number, cell in enumerate(group.tiles):
                if number:
                    paragraph.add_run(", ")
                self.cell(paragraph, cell)

    def chart(self, chart: Chart) -> None:
        """The picture, with its steps in words for those who cannot see it."""
        steps = "; ".join(point.text for point in chart.points[:_MOST_STEPS])
        more = len(chart.points) - _MOST_STEPS
        if more > 0:
            steps += f" {chart.word('and {n} more', n=more)}"
        about = clean(f"{chart.text} {steps}")
        compact = self.document.compact
        size, plot, width = (540, 130, 10.4) if compact else (760, 230, 16.2)
        look = Look(size, titled=False, plot=plot)
        self.picture(svg(chart, look), 2280, width, (clean(chart.title), about))
        if not compact:
            self.say(self.word.add_paragraph(style="Note"), Paragraph(chart.text, cited((chart,))))

    def picture(self, drawing: str, pixels: int, width: float, words: tuple[str, str]) -> None:
        from docx.shared import Cm  # noqa: PLC0415  an extra, and slow to load

        shape = self.word.add_picture(BytesIO(png(drawing, pixels)), width=Cm(width))
        self.parts.described(shape, *words)
        self.word.paragraphs[-1].paragraph_format.keep_with_next = True

    def sources(self) -> None:
        """The numbered sources, each with links back to where it is cited."""
        if not self.document.references:
            return
        self.word.add_heading(clean(self.document.references_title), level=1)
        for one in self.document.references:
            paragraph = self.word.add_paragraph(style="Source")
            number = paragraph.add_run(f"[{one.number}]\t")
            self.bookmark(number._r, f"source_{one.number}")  # noqa: SLF001  its only door
            paragraph.add_run(clean(one.text))
            address = web_address(one.url)
            if address:
                paragraph.add_run(" ")
                self.parts.linked(
                    paragraph, clean(one.url or ""), address=address, style="Hyperlink"
                )
            for place in range(1, self.places.get(one.number, 0) + 1):
                anchor = f"cite_{one.number}_{place}"
                self.parts.linked(paragraph, " ↑", anchor=anchor, style="Source Number")
