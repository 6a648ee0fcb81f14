"""Damaged XML mended as well as that can be done, with what was mended; by lxml, an extra.

Whatever it mends is read again by the strict reader. What was cut off cannot be mended.
"""

import re

from cica_tracker.exchange.untc_page import refuse_other_encoding
from cica_tracker.model.problems import LogError

_FORBIDDEN = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_MOST_TOLD = 20


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
    told = dict.fromkeys(f"line {one.line}: {_said(one.message)}" for one in parser.error_log)
    shown = list(told)[:_MOST_TOLD]
    if len(told) > _MOST_TOLD:
        shown.append(f"and {len(told) - _MOST_TOLD} more")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True), tuple(shown)


def _said(message: str) -> str:
    """What the library found, in words."""
    if found := re.search(r"invalid Char value (\d+)", message):
        return f"a control character (number {found[1]}) was left out"
    if "EntityRef" in message or "Entity '" in message:
        return "an & that begins nothing was read as it stands, or left out"
    return message
