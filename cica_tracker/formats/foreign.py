"""Texts in another language than the page's own, found where they stand, to be marked as such."""

import re
from collections.abc import Iterator
from functools import cache

from cica_tracker.model.text import clean
from cica_tracker.words.document import Document


def parts(document: Document, text: str) -> Iterator[tuple[str, str]]:
    """The parts of a text in order, each with its language; "" is that of the page."""
    shown = clean(text)
    if not document.foreign:
        yield shown, ""
        return
    languages = dict(document.foreign)
    for part in _finding(document.foreign).split(shown):
        if part:
            yield part, languages.get(part, "")


@cache
def _finding(foreign: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Finds these texts, but not within a word; the longest are tried first."""
    return re.compile(rf"(?<!\w)({'|'.join(re.escape(text) for text, _ in foreign)})(?!\w)")
