"""Damaged XML mended as well as that can be done, with what was mended; by lxml, an extra.

Whatever it mends is read again by the strict reader. What was cut off cannot be mended.
"""

import re
from collections import defaultdict

from cica_tracker.exchange.untc_page import refuse_other_encoding
from cica_tracker.model.problems import LogError
from cica_tracker.model.remark import Remark, remark

_FORBIDDEN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_MOST_TOLD, _FEW = 20, 8


def mended(data: bytes, name: str) -> tuple[bytes, tuple[str, ...]]:
    """The bytes of well-formed XML, and what was wrong, line by line.

    Raises LogError where lxml is not there, or nothing can be made of the file.
    """
    try:
        from lxml import etree  # noqa: PLC0415  an extra, only for what is damaged
    except ImportError:
        raise LogError(
            "--recover needs lxml, which is not installed\n"
            '  install it: pip install "cica-tracker[recover]"'
        ) from None
    if found := _FORBIDDEN.search(data):
        line = data.count(b"\n", 0, found.start()) + 1
        raise LogError(
            f"{name}:{line}: the file declares a document type or entities, and such are refused\n"
            "  a page of the treaty collection has none"
        )
    if not data.rstrip(b"\0 \r\n\t").endswith(b"</Document>"):
        line = data.count(b"\n") + 1
        raise LogError(
            f"{name}:{line}: the file was cut off: what is missing cannot be mended\n"
            "  fetch it again"
        )
    refuse_other_encoding(data, name)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise LogError(f"{name}: nothing can be made of this file: {error.msg}") from None
    if root is None:
        raise LogError(f"{name}: nothing can be made of this file")
    lines: dict[str, dict[int, None]] = defaultdict(dict)
    for one in parser.error_log:
        lines[_said(one.message)][one.line] = None
    told = tuple(_where(what, list(some)) for what, some in lines.items())
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), told[:_MOST_TOLD]


def _said(message: str) -> str:
    """What the library found, in words."""
    if "invalid Char value" in message:
        return remark("control characters were left out")
    if "EntityRef" in message or "Entity '" in message:
        return remark("an & that begins nothing was read as it stands, or left out")
    return message


def _where(what: str, lines: list[int]) -> Remark:
    """What was found, with the first of the lines on which it was."""
    listed = ", ".join(map(str, lines[:_FEW]))
    if len(lines) == 1:
        return remark("line {line}: {what}", line=listed, what=what)
    if len(lines) <= _FEW:
        return remark("lines {lines}: {what}", lines=listed, what=what)
    more = len(lines) - _FEW
    return remark("lines {lines} and {n} more: {what}", lines=listed, n=more, what=what)
