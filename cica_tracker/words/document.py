"""One neutral document: headings, sentences, typed cells, a meter, a chart, numbered sources.

Every answer is turned into such a document once, and each renderer only draws it; so a number is
the same in every format. Text in it is plain: no markup, no escapes, and each renderer protects
its own format.
"""

from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import ClassVar

from cica_tracker import answers
from cica_tracker.model.dates import known
from cica_tracker.model.value import value
from cica_tracker.words.marks import Mark, Point


@value
class Heading:
    """A heading below the document's title; level 2 is a section."""

    TYPE: ClassVar = "heading"
    text: str
    level: int = 2


@value
class Paragraph:
    """A sentence or several. `cites` are ids of sources; `tone` is "", "lead", "warn" or "dim"."""

    TYPE: ClassVar = "paragraph"
    JSON: ClassVar = {"text": "text", "tone": "tone", "sources": "cites"}
    text: str
    cites: tuple[str, ...] = ()
    tone: str = ""


@value
class Bullets:
    """A list of paragraphs."""

    TYPE: ClassVar = "bullets"
    items: tuple[Paragraph, ...]


@value
class Cell:
    """A cell of a table: the words, and the value behind them for programs.

    `tone` is "", "good", "warn", "bad" or "dim"; it never says what the words do not. `meter` is a
    small bar before the words, which say the same.
    """

    JSON: ClassVar = {**{k: k for k in ("value", "text", "tone", "url")}, "sources": "cites"}
    text: str
    value: str | int | float | None = None
    cites: tuple[str, ...] = ()
    tone: str = ""
    url: str | None = None
    meter: "Meter | None" = None


@value
class Column:
    """A column of a table; its rows have their cells under `key`."""

    key: str
    label: str
    numeric: bool


@value
class Table:
    """A table; `keys` name the columns for programs, `labels` for people.

    The first column heads its row. `numeric` lists the columns to align on the right. Of a
    `brief` one a terminal shows two lines a row; `tracker show` has what is cut.
    """

    TYPE: ClassVar = "table"
    JSON: ClassVar = {"caption": "caption", "columns": "columns", "rows": "keyed_rows"}
    keys: tuple[str, ...]
    labels: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()
    brief: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns with their keys and labels."""
        named = enumerate(zip(self.keys, self.labels, strict=True))
        return tuple(Column(key, label, at in self.numeric) for at, (key, label) in named)

    @property
    def keyed_rows(self) -> tuple[Mapping[str, Cell], ...]:
        """The rows, each with its cells under the keys of their columns."""
        return tuple(dict(zip(self.keys, row, strict=True)) for row in self.rows)


@value
class Group:
    """Those in a block of `Tiles` that stand alike. `tone` is that of a cell; `text` explains."""

    label: str
    tiles: tuple[Cell, ...]
    tone: str = ""
    text: str = ""


@value
class Tiles:
    """A tile for each of several States, grouped by how they stand; `key` names it for programs."""

    TYPE: ClassVar = "tiles"
    caption: str
    groups: tuple[Group, ...]
    key: str = "states"


@value
class Meter:
    """A bar towards a threshold: a certain and a possible part of `required`."""

    TYPE: ClassVar = "meter"
    certain: int
    possible: int
    required: int
    text: str

    def parts(self, length: int) -> tuple[int, int, int]:
        """The shares of a length that are certain, only possible, and lacking."""
        required = max(self.required, 1)
        certain = round(length * min(self.certain, required) / required)
        possible = max(round(length * min(self.possible, required) / required), certain)
        return certain, possible - certain, length - possible


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@value
class Chart:
    """The count over time as a band between certain and possible, with the threshold as a line.

    `text` says in words what the picture shows. `required` is the threshold at the end; where it
    changed, `levels` has each with the day from which it applied. `final` is the count at the end
    and `last_day` the day of the end, in words; `numbers` has the steps. `labels` has the words of
    the picture by their English, `months` the short names of the months. `counted` is the
    condition, in words, whose consents alone are counted; None: all are.
    """

    title: str
    text: str
    start: date
    end: date
    points: tuple[Point, ...]
    marks: tuple[Mark, ...]
    required: int | None
    required_label: str
    labels: dict[str, str] = field(default_factory=dict)
    levels: tuple[tuple[date, int | None], ...] = ()
    months: tuple[str, ...] = MONTHS
    final: str = ""
    last_day: str = ""
    numbers: Table = Table((), (), ())
    counted: str | None = None

    @property
    def drawn(self) -> tuple[Mark, ...]:
        """What stands in the picture: no report of all where only some are counted."""
        reports = {"report", "aside"} if self.counted else set()
        return tuple(mark for mark in self.marks if mark.kind not in reports)

    @property
    def acts(self) -> tuple[Mark, ...]:
        """The named deposits and withdrawals."""
        return tuple(mark for mark in self.marks if mark.kind in {"consent", "withdrawal"})

    def json_form(self) -> "answers.timeline.TimelineAnswer":
        """The chart as programs read it."""
        return answers.timeline.TimelineAnswer(
            title=self.title,
            text=self.text,
            start=self.start,
            end=self.end,
            required=self.required,
            counted=self.counted,
            points=tuple(
                answers.timeline.CountFrom(one.day, one.low, one.high) for one in self.points
            ),
            levels=tuple(answers.timeline.RequiredFrom(*level) for level in self.levels),
            marks=tuple(
                answers.timeline.Marked(
                    m.kind, known(m.first), known(m.last), m.low, m.high, m.text or m.label, m.cites
                )
                for m in self.marks
            ),
        )

    def word(self, english: str, **values: object) -> str:
        """A word of the picture in the reader's language."""
        return self.labels.get(english, english).format(**values)


@value
class Reference:
    """A source in the numbered list; `text` is the whole reference without its address.

    `short` has who said it and when, for a screen on which the answer must not scroll away.
    """

    number: int
    id: str
    text: str
    url: str | None = None
    short: str = ""


Block = Heading | Paragraph | Bullets | Table | Tiles | Meter | Chart


@value
class Document:
    """A titled sequence of blocks in one language, and the sources they cite, numbered.

    A `compact` one is set small, to fit a page of paper. `assumed` is what it only supposes.
    `about` says below the title what it speaks of; `made` at its foot by whom, when and from what
    it was made, on `day`. `in_short`, if any, heads the sources on a screen where they are only
    named. `foreign` are texts within it that are in another language, each with that language.
    """

    JSON: ClassVar = {
        **{key: key for key in ("title", "subtitle", "about", "made", "language", "blocks")},
        "sources": "references",
        "hypothetical": "assumed",
    }
    OPTIONAL: ClassVar = ("hypothetical",)
    title: str
    blocks: tuple[Block, ...]
    language: str = "en"
    subtitle: str = ""
    references: tuple[Reference, ...] = ()
    references_title: str = "Sources"
    words: dict[str, str] = field(default_factory=dict)
    compact: bool = False
    about: str = ""
    made: str = ""
    day: date | None = None
    in_short: str = ""
    assumed: tuple[str, ...] = ()
    foreign: tuple[tuple[str, str], ...] = ()

    def word(self, english: str, **values: object) -> str:
        """A word that a format adds, in the reader's language."""
        return self.words.get(english, english).format(**values)

    def numbers_of(self, sources: Iterable[str]) -> list[int]:
        """The numbers under which sources are listed, in their order."""
        cited = set(sources)
        return [one.number for one in self.references if one.id in cited]


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
            case Tiles():
                found += [s for group in block.groups for cell in group.tiles for s in cell.cites]
            case Chart():
                found += [source for mark in block.marks for source in mark.cites]
            case _:
                pass
    return tuple(dict.fromkeys(found))
