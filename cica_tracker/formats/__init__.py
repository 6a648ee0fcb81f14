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

# The endings of files and the names of formats, each with the function that draws it.
_DRAWN_BY = {
    "txt": "plain_text",
    "md": "markdown",
    "html": "html",
    "docx": "docx",
    "pdf": "pdf",
    "json": "json",
}
FORMATS = tuple(_DRAWN_BY)


def __getattr__(name: str) -> ModuleType:
    """A format is loaded when it is first used: each brings libraries of its own."""
    if name.startswith("_"):
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")


def rendered(document: Document, form: str) -> bytes:
    """A document as the bytes of a file of one of `FORMATS`.

    Raises MissingError where that needs something that is not installed.
    """
    name = _DRAWN_BY[form]
    made: str | bytes = getattr(import_module(f"{__name__}.{name}"), name)(document)
    return made.encode() if isinstance(made, str) else made
