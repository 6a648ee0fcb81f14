"""One neutral document: headings, sentences, typed cells, a meter, a chart, numbered sources.

Every answer is turned into such a document once, and each renderer only draws it; so a number is
the same in every format. Text in it is plain: no markup, no escapes, and each renderer protects
its own format. `clean` is the one place where text that could act on a screen is made visible.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

_ACTING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_SUSPECT = re.compile(r"[^\x21-\x7e\xa1-\xac\xae-\u02af]")


def clean(text: str) -> str:
    """The text on one line, with characters that colour, move or hide shown as escapes."""
    if not _SUSPECT.search(text):
        return text
    shown = []
    for character in text:
        if character.isspace():
            shown.append(" ")
        elif unicodedata.category(character) in _ACTING:
            shown.append(character.encode("unicode_escape").decode("ascii"))
        else:
            shown.append(character)
    return " ".join("".join(shown).split())


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the document's title; level 2 is a section."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or several. `cites` are ids of sources; `tone` is "", "lead", "warn" or "dim"."""

    text: str
    cites: tuple[str, ...] = ()
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of paragraphs."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: the words, and the value behind them for programs.

    `tone` is "", "good", "warn", "bad" or "dim"; it never says what the words do not.
    """

    text: str
    value: str | int | float | None = None
    cites: tuple[str, ...] = ()
    tone: str = ""
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `keys` name the columns for programs, `labels` for people.

    The first column heads its row. `numeric` lists the columns to align on the right.
    """

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Meter:
    """A bar towards a threshold: a certain and a possible part of `required`."""

    certain: int
    possible: int
    required: int
    text: str


@dataclass(frozen=True, slots=True)
class Point:
    """A step of a chart: from `day` on, the count lies from `low` to `high` (None: no bound)."""

    day: date
    low: int
    high: int | None


@dataclass(frozen=True, slots=True)
class Mark:
    """Something marked on a chart: kind is "report" (at `low`..`high`) or "consent" (a State)."""

    kind: str
    first: date
    last: date
    label: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True)
class Chart:
    """The count over time as a band between certain and possible, with the threshold as a line."""

    title: str
    text: str
    start: date
    end: date
    points: tuple[Point, ...]
    marks: tuple[Mark, ...]
    required: int | None
    required_label: str
    labels: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reference:
    """A source in the numbered list; `text` is the whole reference without its address."""

    number: int
    id: str
    text: str
    url: str | None = None


Block = Heading | Paragraph | Bullets | Table | Meter | Chart


@dataclass(frozen=True)
class Document:
    """A titled sequence of blocks in one language, and the sources they cite, numbered."""

    title: str
    blocks: tuple[Block, ...]
    language: str = "en"
    subtitle: str = ""
    references: tuple[Reference, ...] = ()
    references_title: str = "Sources"

    def number_of(self, identifier: str) -> int | None:
        """The number under which a source is listed."""
        return next((one.number for one in self.references if one.id == identifier), None)


def cited(blocks: Iterable[Block]) -> tuple[str, ...]:
    """The ids of the sources that blocks cite, each once, in order of first mention."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph():
                found += block.cites
            case Bullets():
                found += [source for item in block.items for source in item.cites]
            case Table():
                found += [s for row in block.rows for cell in row for s in cell.cites]
            case _:
                pass
    return tuple(dict.fromkeys(found))


def spaced(parts: Sequence[str]) -> str:
    """Sentences in a row, empty ones left out."""
    return " ".join(part for part in parts if part)
