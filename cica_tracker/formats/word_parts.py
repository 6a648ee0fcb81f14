"""What python-docx leaves to its users: a style sheet, links within the text, rows, alt texts."""

from collections.abc import Sequence
from importlib import resources
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Cm

WIDTH = 16.2
_LETTER, _GAP = 0.2, 0.4
_TOGETHER = 12


def prepared(document: Any, language: str, *, compact: bool = False) -> None:
    """A4 pages, the styles of `styles.xml`, its language.

    A `compact` document is set smaller and closer.
    """
    margin = 1.2 if compact else 2.2
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm((21 - WIDTH) / 2)
    section.top_margin = section.bottom_margin = Cm(margin)
    section.footer_distance = Cm(margin / 2)
    sheet = resources.files("cica_tracker.formats").joinpath("styles.xml").read_bytes()
    styles = parse_xml(sheet)
    for lang in styles.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB" if language == "en" else language)
    if compact:
        _scaled(styles, ("w:sz", "w:szCs"), ("w:val",), 0.76)
        _scaled(styles, ("w:spacing",), ("w:before", "w:after"), 0.35)
        _scaled(styles, ("w:spacing",), ("w:line",), 0.92)
    document.part._styles_part._element = styles  # noqa: SLF001  python-docx has no other door


def _scaled(styles: Any, names: Sequence[str], attributes: Sequence[str], factor: float) -> None:
    for name in names:
        for found in styles.iter(qn(name)):
            for attribute in map(qn, attributes):
                if attribute in found.attrib:
                    found.set(attribute, str(round(int(found.get(attribute)) * factor)))


def foot(document: Any, text: str) -> None:
    """A line at the foot of each page: a text, then the page and how many there are."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.add_run(f"{text}\t")
    for code in ("PAGE", "", "NUMPAGES"):
        if not code:
            paragraph.add_run(" / ")
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        field.append(paragraph.add_run("1")._r)  # noqa: SLF001
        paragraph._p.append(field)  # noqa: SLF001


def kept(table: Any) -> None:
    """The first row heads every page the table runs over; no row is cut or alone on a page.

    A short table stays on one page.
    """
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    last = len(table.rows) - 1
    for number, row in enumerate(table.rows):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001
        if number < last and (number < 2 or number == last - 1 or last < _TOGETHER):
            for cell in row.cells:
                cell.paragraphs[0].paragraph_format.keep_with_next = True


def shared_out(table: Any, columns: Sequence[Sequence[str]]) -> None:
    """The width of the page shared among columns by how long their texts are.

    None is narrower than its longest word.
    """
    longest = [max(map(len, texts)) for texts in columns]
    least = [max(len(word) for text in texts for word in text.split() or [""]) for texts in columns]
    room = (WIDTH - _GAP * len(columns)) / _LETTER
    weights = [min(length, 40) for length in longest]
    spare = max(room - sum(least), 0) / max(sum(weights), 1)
    wanted = [narrow + spare * weight for narrow, weight in zip(least, weights, strict=True)]
    letters = longest if sum(longest) <= room else wanted
    table.autofit = False
    for column, count in zip(table.columns, letters, strict=True):
        width = Cm(_GAP + _LETTER * count)
        column.width = width
        for cell in column.cells:
            cell.width = width


def linked(
    paragraph: Any, text: str, *, anchor: str = "", address: str = "", style: str = ""
) -> Any:
    """A run that leads to a place in the document (`anchor`) or on the web (`address`)."""
    link = OxmlElement("w:hyperlink")
    if anchor:
        link.set(qn("w:anchor"), anchor)
    else:
        part = paragraph.part
        link.set(qn("r:id"), part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    link.set(qn("w:history"), "1")
    run = paragraph.add_run(text, style=style or None)
    link.append(run._r)  # noqa: SLF001
    paragraph._p.append(link)  # noqa: SLF001
    return link


def spoken(run: Any, language: str) -> None:
    """The language of a run."""
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), "en-GB" if language == "en" else language)
    run._r.get_or_add_rPr().append(mark)  # noqa: SLF001


def bookmarked(element: Any, name: str, number: int) -> None:
    """A place that links can lead to, around an element."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    element.addprevious(start)
    element.addnext(end)


def described(shape: Any, title: str, text: str) -> None:
    """The words of a picture for those who cannot see it; it stands flush with the text."""
    inline = shape._inline  # noqa: SLF001
    for side in ("distT", "distB", "distL", "distR"):
        inline.set(side, "0")
    properties = inline.docPr
    properties.set("title", title)
    properties.set("descr", text)
