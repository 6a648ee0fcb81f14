"""A page of the UN Treaty Collection as XML: its header and its table of participants, as texts.

Entities, document types and external things are refused (defusedxml), and so is what is too large
or too deep. A table that is missing, doubled, cut off or ragged is an error, never a short table.
"""

import re
from typing import Any, NoReturn
from xml.etree.ElementTree import Element, ParseError, TreeBuilder  # read by defusedxml alone

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from cica_tracker.exchange.cells import plain
from cica_tracker.model.problems import LogError
from cica_tracker.model.value import value

LARGEST = 32 * 1024 * 1024
_MOST_ELEMENTS = 400_000
_DEEPEST = 60
_LONGEST_CELL = 2_000
_LONGEST_TEXT = 20_000
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']""")
_LONE = re.compile(rb"\r(?!\n)")
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+)?html\b",
    re.IGNORECASE | re.DOTALL,
)
_LINE = "line"


@value
class Row:
    """A row of the table: its number from 1, its line in the file, a text for each column."""

    number: int
    line: int
    cells: tuple[str, ...]


@value
class Page:
    """What a page prints, as texts without markup; "" where it prints nothing."""

    title: str
    chapter: str
    number: str
    conclusion: str
    in_force: str
    registration: str
    parties: str
    signatories: str
    titles: tuple[str, ...]
    rows: tuple[Row, ...]


def read_page(data: bytes, name: str) -> Page:
    """The page in a file's bytes. Raises LogError with the line of what is wrong."""
    root = _tree(data, name)
    if root.tag != "Document":
        _refuse(
            name,
            root,
            f"its root is <{root.tag[:40]}>, and a page of the treaty collection has <Document>",
        )
    treaties = root.findall("Treaty")
    if len(treaties) != 1:
        _refuse(name, root, f"it holds {len(treaties)} treaties, and one is wanted")
    treaty = treaties[0]
    outer = treaty.find("Header/ExternalData")
    head = outer if outer is not None else Element("ExternalData")
    number = ".".join(filter(None, (_text(head, "Numsect"), _text(head, "Subnumsect"))))
    titles, rows = _table(treaty, name)
    return Page(
        title=_text(head, "Subtitlesect") or _text(head, "Titlesect"),
        chapter=_text(treaty, "Header/Chapter/Header"),
        number=number,
        conclusion=_text(head, "Conclusion"),
        in_force=_text(head, "EIF/Labeltext"),
        registration=_text(head, "Registration/Labeltext"),
        parties=_text(head, "Status/Parties"),
        signatories=_text(head, "Status/Signatories"),
        titles=titles,
        rows=rows,
    )


class _Guarded(TreeBuilder):
    """Builds the tree with the line of each element, and stops where it grows too large."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name, self.depth, self.count = name, 0, 0
        self.expat: Any = None

    def start(self, tag: str, _attrs: dict[str, str], /) -> Element:
        self.depth += 1
        self.count += 1
        if self.depth > _DEEPEST or self.count > _MOST_ELEMENTS:
            what = "too deeply nested" if self.depth > _DEEPEST else "far too large for a treaty"
            raise LogError(
                f"{self.name}:{self.expat.CurrentLineNumber}: this XML is {what}: nothing was "
                "written\n  is it a page of the treaty collection?"
            )
        return super().start(tag, {_LINE: str(self.expat.CurrentLineNumber)})

    def end(self, tag: str, /) -> Element:
        self.depth -= 1
        return super().end(tag)


def _tree(data: bytes, name: str) -> Element:
    if not data.strip():
        raise LogError(f"{name}: the file is empty\n  fetch the page again")
    if _HTML.match(data[:4096]):
        raise LogError(
            f"{name}:1: this is an HTML page, not XML\n"
            "  that is how a missing page is answered: see what it says, and fetch the XML again"
        )
    refuse_other_encoding(data, name)
    if not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = _LONE.sub(b" ", data)  # the parser would count it as the end of a line
    builder = _Guarded(name)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.expat = parser.parser
    try:
        parser.feed(data)
        root: Element = parser.close()
    except DefusedXmlException:
        line = builder.expat.CurrentLineNumber
        raise LogError(
            f"{name}:{line}: the file declares a document type or entities, and such are refused\n"
            "  a page of the treaty collection has none"
        ) from None
    except ParseError as error:
        raise LogError(_broken(error, data, name)) from None
    except (LookupError, ValueError) as error:
        raise LogError(f"{name}:1: the XML cannot be read: {error}\n  save it as UTF-8") from None
    return root


def refuse_other_encoding(data: bytes, name: str) -> None:
    """Raise LogError where the bytes are UTF-8, and the file declares something else."""
    declared = _DECLARED.match(data[:400])
    if not declared or declared[1].lower().replace(b"-", b"") in {b"utf8", b"utf16", b"usascii"}:
        return
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if not data.isascii():
        said = declared[1].decode("ascii")
        raise LogError(
            f"{name}:1: the file declares {said}, and its bytes are UTF-8: names would be garbled\n"
            '  correct its first line to encoding="utf-8"'
        )


def _broken(error: ParseError, data: bytes, name: str) -> str:
    line, column = error.position
    said = str(error).split(":")[0]
    text = data.split(b"\n")[line - 1] if 0 < line <= data.count(b"\n") + 1 else b""
    around = text[max(column - 30, 0) : column + 30].decode("utf-8", "backslashreplace")
    if not data.rstrip(b"\0 \r\n\t").endswith(b"</Document>"):
        return (
            f"{name}:{line}: the XML breaks off: {said}\n"
            "  the file was cut off: fetch it again; half a table is no table"
        )
    return (
        f"{name}:{line}: the XML is damaged at column {column + 1}: {said}\n"
        f"  {line} | {around}\n  fetch it again, or read it all the same with --recover"
    )


def _table(treaty: Element, name: str) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    groups = treaty.findall("Participants/Table/TGroup")
    if not groups:
        _refuse(
            name,
            treaty,
            "it has no table of participants",
            "the file holds a header alone, or was cut off: fetch it again",
        )
    if len(groups) > 1:
        _refuse(name, groups[1], "it has a second table of participants")
    group = groups[0]
    titles = tuple(_cell(entry, name) for entry in group.findall("Thead/Row/Entry"))
    if len(titles) < 2:
        _refuse(name, group, "its table has no titles of columns")
    rows = []
    for number, row in enumerate(group.findall("Tbody/Rows/Row"), 1):
        cells = tuple(_cell(entry, name) for entry in row.findall("Entry"))
        if len(cells) != len(titles):
            who = f" ({cells[0]})" if cells else ""
            _refuse(
                name,
                row,
                f"row {number}{who} has {len(cells)} cells, and the table {len(titles)} columns",
            )
        rows.append(Row(number, _line(row), cells))
    if not rows:
        _refuse(
            name,
            group,
            "its table of participants has no rows",
            "the file was cut off: fetch it again",
        )
    return titles, tuple(rows)


def _cell(entry: Element, name: str) -> str:
    text = _inner(entry)
    if len(text) > _LONGEST_CELL:
        _refuse(name, entry, f"a cell holds {len(text)} characters")
    return plain(text)


def _text(within: Element, path: str) -> str:
    found = within.find(path)
    return plain(_inner(found)[:_LONGEST_TEXT]) if found is not None else ""


def _inner(element: Element) -> str:
    """The text of an element and of all in it, without marks of footnotes."""
    parts = [element.text or ""]
    for child in element:
        if child.tag.lower() not in {"superscript", "sup"}:
            parts.append(_inner(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _line(element: Element) -> int:
    return int(element.get(_LINE, "1"))


def _refuse(
    name: str, at: Element, why: str, advice: str = "is it a page of the treaty collection?"
) -> NoReturn:
    raise LogError(f"{name}:{_line(at)}: {why}\n  {advice}")
