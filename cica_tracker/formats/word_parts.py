"""What python-docx leaves to its users: styles, links within the text, table rows, alt texts."""

from collections.abc import Sequence
from typing import Any

from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.shared import Cm, Pt, RGBColor

_FACE = "Calibri"
_INK, _MUTED, _LINK = "1B1F23", "4F575E", "1D4F7C"
TABLE_STYLE = "Tracker Table"
_WIDTH = 16.2


# Each style: size in points, bold, space before and after in points, colour.
_LOOKS = {
    "Normal": (10.5, False, 0, 6, _INK),
    "Title": (20, True, 0, 4, _INK),
    "Subtitle": (11, False, 0, 14, _MUTED),
    "Heading 1": (14, True, 16, 4, _INK),
    "Heading 2": (12, True, 12, 4, _INK),
    "Heading 3": (11, True, 10, 4, _INK),
    "Caption": (9.5, True, 8, 4, _INK),
    "List Bullet": (10.5, False, 0, 3, _INK),
    "Lead": (13, True, 0, 8, _INK),
    "Note": (10, False, 0, 8, _MUTED),
    "Warning": (10.5, False, 4, 8, _INK),
    "Source": (9.5, False, 0, 3, _INK),
    "Table Text": (9.5, False, 1.5, 1.5, _INK),
    "Table Head": (9.5, True, 1.5, 1.5, _INK),
}


def prepared(document: Any, language: str, *, compact: bool = False) -> None:
    """A4 pages, the styles of the briefing, its language, and page numbers at the foot.

    A `compact` document is set smaller and closer.
    """
    scale, space, margin = (0.83, 0.35, 1.2) if compact else (1, 1, 2.2)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.4)
    section.top_margin = section.bottom_margin = Cm(margin)
    section.footer_distance = Cm(margin / 2)
    styles = document.styles
    for lang in styles.element.iter(qn("w:lang")):
        lang.set(qn("w:val"), "en-GB" if language == "en" else language)
    known = {style.name for style in styles}
    for name, (size, bold, before, after, colour) in _LOOKS.items():
        if name not in known:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
        small = scale - 0.16 if compact and name == "Source" else scale
        _set(styles[name], size * small, bold, before * space, after * space, colour)
    styles["Warning"].element.get_or_add_pPr().append(parse_xml(_BAR))
    source = styles["Source"].paragraph_format
    source.left_indent, source.first_line_indent = Cm(0.9), Cm(-0.9)
    for name in ("Source Number", "Hyperlink"):
        font = styles.add_style(name, WD_STYLE_TYPE.CHARACTER).font
        font.color.rgb = RGBColor.from_string(_LINK)
        font.superscript, font.underline = name == "Source Number", name == "Hyperlink"
    styles.element.append(parse_xml(_TABLE))
    _page_numbers(section.footer.paragraphs[0])


def _set(style: Any, *look: Any) -> None:
    """One face for all scripts, upright, and nothing of the template's own ornament."""
    size, bold, before, after, colour = look
    style.font.name, style.font.size, style.font.bold = _FACE, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour)
    properties = style.element.get_or_add_rPr()
    fonts = properties.find(qn("w:rFonts"))
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.attrib.pop(qn(f"w:{script}Theme"), None)
        fonts.set(qn(f"w:{script}"), _FACE)
    fonts.attrib.pop(qn("w:cstheme"), None)
    paragraph = style.element.get_or_add_pPr()
    for parent, name in ((properties, "w:spacing"), (properties, "w:kern"), (paragraph, "w:pBdr")):
        for found in parent.findall(qn(name)):
            parent.remove(found)
    space = style.paragraph_format
    space.space_before, space.space_after = Pt(before), Pt(after)


_BAR = f"""
<w:pBdr {nsdecls("w")}>
  <w:left w:val="single" w:sz="24" w:space="8" w:color="7A4B00"/>
</w:pBdr>"""
_TABLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="TrackerTable">
  <w:name w:val="{TABLE_STYLE}"/><w:basedOn w:val="TableNormal"/><w:qFormat/>
  <w:tblPr>
    <w:tblBorders>
      <w:top w:val="single" w:sz="12" w:space="0" w:color="{_INK}"/>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="D5D9DD"/>
    </w:tblBorders>
    <w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="100" w:type="dxa"/></w:tblCellMar>
  </w:tblPr>
  <w:tblStylePr w:type="firstRow">
    <w:tcPr><w:tcBorders>
      <w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_INK}"/>
    </w:tcBorders></w:tcPr>
  </w:tblStylePr>
</w:style>"""


def _page_numbers(paragraph: Any) -> None:
    """The page and how many there are, on the right of each foot."""
    paragraph.alignment = 2
    for code in ("PAGE", "", "NUMPAGES"):
        if not code:
            paragraph.add_run(" / ")
            continue
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        field.append(run)
        paragraph._p.append(field)  # noqa: SLF001  python-docx has no other door to its XML


def head_row(table: Any) -> None:
    """The first row heads every page the table runs over, and no row is cut by a page's end."""
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001
    for row in table.rows:
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))  # noqa: SLF001


def shared_out(table: Any, lengths: Sequence[int]) -> None:
    """The width of the page shared among columns by how long their texts are."""
    weights = [min(max(length, 6), 40) for length in lengths]
    for column, weight in zip(table.columns, weights, strict=True):
        width = Cm(_WIDTH * weight / sum(weights))
        for cell in column.cells:
            cell.width = width
        column.width = width


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
