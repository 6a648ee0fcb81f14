"""The document as JSON: its blocks with typed cells, and its sources."""

from cica_tracker.answers.as_json import json_of
from cica_tracker.model.json_text import json_text
from cica_tracker.words.document import Document

__all__ = ["json", "json_text"]


def json(document: Document) -> str:
    """The document as text, indented; the same keys whatever it says."""
    return json_text(json_of(document)) + "\n"
