"""Each format draws the neutral document, and does its own escaping.

A module here knows one format and the library that writes it. It words nothing and computes no
number.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # type checkers know what is loaded only when it is first used
    from cica_tracker.formats import csv, json, terminal  # noqa: F401

from cica_tracker.words.document import Document

# The endings of files and the names of formats; a renderer is loaded only when it is asked for.
FORMATS = ("txt", "md", "html", "docx", "pdf", "json")


def __getattr__(name: str) -> ModuleType:
    """A format is loaded when it is first used: each brings libraries of its own."""
    if name.startswith("_"):
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")


def rendered(document: Document, form: str) -> bytes:
    """A document as the bytes of a file of one of `FORMATS`.

    Raises MissingError where that needs something that is not installed.
    """
    # Each loads its own libraries, and most commands need none of them.
    match form:
        case "docx":
            from cica_tracker.formats.docx import docx  # noqa: PLC0415

            return docx(document)
        case "pdf":
            from cica_tracker.formats.pdf import pdf  # noqa: PLC0415

            return pdf(document)
        case "html":
            from cica_tracker.formats.html import html as text_of  # noqa: PLC0415
        case "md":
            from cica_tracker.formats.markdown import markdown as text_of  # noqa: PLC0415
        case "json":
            from cica_tracker.formats.json import json as text_of  # noqa: PLC0415
        case _:
            from cica_tracker.formats.plain_text import plain_text as text_of  # noqa: PLC0415
    return text_of(document).encode()
