"""The document as a text file: as wide as a page, no colour, no escapes."""

from io import StringIO

from cica_tracker.formats.terminal import write
from cica_tracker.words.document import Document

_WIDTH = 88


def plain_text(document: Document) -> str:
    """The document as text in UTF-8 letters, wrapped at the width of a page."""
    stream = StringIO()
    write(document, stream, width=_WIDTH)
    lines = (line.rstrip() for line in stream.getvalue().splitlines())
    return "\n".join(lines) + "\n"
