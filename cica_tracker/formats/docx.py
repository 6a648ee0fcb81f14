"""The document for Word, with its own styles, repeated table heads and linked sources.

The sources are one numbered list at the end, as in every other format: each number in the text
leads to its source, and its number there back to where it is first cited. (A source cited ten
times would be ten footnotes.)
"""

from datetime import UTC, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from cica_tracker.formats.canvas import look_for
from cica_tracker.formats.foreign import parts
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
        self.cited: set[int] = set()
        self.bookmarks = 0

    def bytes(self) -> bytes:
        document, word = self.document, self.word
        self.parts.prepared(word, document.language, compact=document.compact)
        self.about()
        self.write(word.add_paragraph(style="Title"), document.title)
        for line in filter(None, (document.subtitle, document.about)):
            self.write(word.add_paragraph(style="Subtitle"), line)
        headed = False
        for block in document.blocks:
            self.block(block)
            if headed and isinstance(block, Paragraph):
                word.paragraphs[-1].paragraph_format.keep_with_next = True
            headed = isinstance(block, Heading)
        self.sources()
        made = clean(document.made or document.word("made with CICA Tracker"))
        self.parts.foot(word, made)
        stream = BytesIO()
        word.save(stream)
        return stream.getvalue()

    def about(self) -> None:
        """The properties of the file; its days are the day given."""
        document, about = self.document, self.word.core_properties
        about.title, about.subject = clean(document.title)[:255], clean(document.subtitle)[:255]
        about.language, about.comments = document.language, ""
        about.author = about.last_modified_by = "CICA Tracker"
        if document.day:
            about.created = about.modified = datetime.combine(document.day, time(), UTC)

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
                self.picture(meter_svg(block), 0.7, (words, words))
                self.word.add_paragraph(words, style="Note")
            case Chart():
                self.chart(block)

    def say(self, paragraph: Any, said: Paragraph) -> None:
        self.write(paragraph, said.text)
        self.cite(paragraph, said.cites)

    def write(self, paragraph: Any, text: str) -> None:
        """A text, those parts of it marked that are in another language than the document."""
        for part, language in parts(self.document, text):
            run = paragraph.add_run(part)
            if language:
                self.parts.spoken(run, language)

    def cite(self, paragraph: Any, sources: tuple[str, ...]) -> None:
        """The numbers of sources, each leading to its source."""
        numbers = self.document.numbers_of(sources)
        for position, number in enumerate(numbers):
            before = ", " if position else " ["
            paragraph.add_run(before, style="Source Number")
            anchor = f"source_{number}"
            link = self.parts.linked(paragraph, str(number), anchor=anchor, style="Source Number")
            if number not in self.cited:
                self.cited.add(number)
                self.bookmark(link, f"cite_{number}")
        if numbers:
            paragraph.add_run("]", style="Source Number")

    def bookmark(self, element: Any, name: str) -> None:
        self.bookmarks += 1
        self.parts.bookmarked(element, name, self.bookmarks)

    def table(self, table: Table) -> None:
        if table.caption:
            self.word.add_paragraph(clean(table.caption), style="Caption")
        rows = (tuple(map(Cell, table.labels)), *table.rows)
        drawn = self.word.add_table(len(rows), len(table.labels), "Tracker Table")
        for places, row in zip(drawn.rows, rows, strict=True):
            for number, (place, cell) in enumerate(zip(places.cells, row, strict=True)):
                paragraph = place.paragraphs[0]
                head = row is rows[0] or number == 0
                paragraph.style = "Table Head" if head else "Table Text"
                paragraph.alignment = 2 if number in table.numeric else None
                self.cell(paragraph, cell)
        self.parts.shared_out(
            drawn, [[one.text for one in column] for column in zip(*rows, strict=True)]
        )
        self.parts.kept(drawn)
        self.word.add_paragraph(style="Table Text")

    def cell(self, paragraph: Any, cell: Cell) -> None:
        address = web_address(cell.url)
        if address:
            self.parts.linked(paragraph, clean(cell.text), address=address, style="Hyperlink")
        else:
            self.write(paragraph, cell.text)
        self.cite(paragraph, cell.cites)

    def tiles(self, tiles: Tiles) -> None:
        self.word.add_paragraph(clean(tiles.caption), style="Caption")
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
        """The picture with its words, and its numbers as a table."""
        drawn = svg(chart, look_for(self.document))
        self.picture(drawn, 1, (clean(chart.title), clean(chart.text)))
        if not self.document.compact:
            self.say(self.word.add_paragraph(style="Note"), Paragraph(chart.text, cited((chart,))))
            self.table(chart.numbers)

    def picture(self, drawing: str, part: float, words: tuple[str, str]) -> None:
        """A drawing over that part of the width of the text."""
        from docx.shared import Cm  # noqa: PLC0415  an extra, and slow to load

        paragraph = self.word.add_paragraph(style="Picture")
        image = BytesIO(png(drawing, round(2280 * part)))
        self.parts.described(
            paragraph.add_run().add_picture(image, width=Cm(self.parts.WIDTH * part)), *words
        )

    def sources(self) -> None:
        """The numbered sources; each number leads to where it is first cited."""
        if not self.document.references:
            return
        self.word.add_heading(clean(self.document.references_title), level=1)
        for one in self.document.references:
            paragraph = self.word.add_paragraph(style="Source")
            if one.number in self.cited:
                number = self.parts.linked(
                    paragraph, f"[{one.number}]", anchor=f"cite_{one.number}"
                )
            else:
                number = paragraph.add_run(f"[{one.number}]")._r  # noqa: SLF001  its only door
            self.bookmark(number, f"source_{one.number}")
            paragraph.add_run("\t")
            self.write(paragraph, one.text)
            address = web_address(one.url)
            if address:
                paragraph.add_run(" ")
                self.parts.linked(
                    paragraph, clean(one.url or ""), address=address, style="Hyperlink"
                )
