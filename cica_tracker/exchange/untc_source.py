"""What a log cites of a page of the UN Treaty Collection: its place, its address, its bytes."""

import re
from datetime import date
from hashlib import sha256
from itertools import zip_longest

from cica_tracker.exchange.untc_page import Page
from cica_tracker.model.dates import Window
from cica_tracker.model.sources import Source

_ROMAN = re.compile(r"X{0,3}(IX|IV|V?I{0,3})")
_DIGITS = {"I": 1, "V": 5, "X": 10}
_PAGES = "https://treaties.un.org/Pages/ViewDetails.aspx"


def source_of(page: Page, data: bytes, file: str, retrieved: date) -> Source:
    """A page of the UN Treaty Collection as a source: of which chapter, where, and which bytes."""
    chapter = re.sub(r"^chap(ter|itre)\s*", "", page.chapter, flags=re.IGNORECASE)
    place = ", ".join(
        filter(None, (chapter and f"Chapter {chapter}", page.number and f"no. {page.number}"))
    )
    name = re.split(r"[/\\]", file)[-1]
    registered = f" Registration: {page.registration.rstrip('.')}." if page.registration else ""
    return Source(
        id=f"untc-{retrieved}",
        title="Multilateral Treaties Deposited with the Secretary-General, status",
        publisher="United Nations Treaty Collection",
        authority="depositary",
        published=Window(retrieved, retrieved),
        url=_address(chapter, page.number),
        locator=place or None,
        note=f"File {name}, SHA-256 {sha256(data).hexdigest()}.{registered}",
    )


def _address(chapter: str, number: str) -> str | None:
    """Where the treaty's page stands, by the chapter's Roman number and the treaty's own.

    Chapter XI has parts that a page does not name by their letters.
    """
    roman = chapter.strip().upper()
    known = roman and roman != "XI" and _ROMAN.fullmatch(roman)
    if not known or not re.fullmatch(r"[\w.-]{1,20}", number, re.ASCII):
        return None
    digits = [_DIGITS[letter] for letter in roman]
    counted = sum(-a if a < b else a for a, b in zip_longest(digits, digits[1:], fillvalue=0))
    treaty = f"{roman}-{number.replace('.', '-')}"
    return f"{_PAGES}?src=TREATY&mtdsg_no={treaty}&chapter={counted}&clang=_en"
