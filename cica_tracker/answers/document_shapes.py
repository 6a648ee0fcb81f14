"""The shapes of a briefing and of a timeline as JSON. Keys are only ever added."""

from typing import Literal, NotRequired

from typing_extensions import TypedDict


class SaidShape(TypedDict):
    """A statement; `sources` are ids, `tone` is "", "lead", "warn", "bad" or "dim"."""

    text: str
    tone: str
    sources: list[str]


class HeadingShape(TypedDict):
    """A heading; level 2 is a section."""

    type: Literal["heading"]
    level: int
    text: str


class ParagraphShape(SaidShape):
    """A paragraph."""

    type: Literal["paragraph"]


class BulletsShape(TypedDict):
    """A list of statements."""

    type: Literal["bullets"]
    items: list[SaidShape]


class CellShape(TypedDict):
    """A cell: its value for programs, or null where only its words say something."""

    value: str | int | float | None
    text: str
    tone: str
    url: str | None
    sources: list[str]


class ColumnShape(TypedDict):
    """A column of a table; its rows have their cells under `key`."""

    key: str
    label: str
    numeric: bool


class TableShape(TypedDict):
    """A table."""

    type: Literal["table"]
    caption: str
    columns: list[ColumnShape]
    rows: list[dict[str, CellShape]]


class GroupShape(TypedDict):
    """Those that stand alike."""

    label: str
    text: str
    tone: str
    tiles: list[CellShape]


class TilesShape(TypedDict):
    """States grouped by how they stand."""

    type: Literal["tiles"]
    key: str
    caption: str
    groups: list[GroupShape]


class MeterShape(TypedDict):
    """How far the number required is reached, certainly and possibly."""

    type: Literal["meter"]
    certain: int
    possible: int
    required: int
    text: str


# "from" is a word of Python's own.
PointShape = TypedDict("PointShape", {"from": str, "at_least": int, "at_most": int | None})


class MarkShape(TypedDict):
    """What is marked on the picture, on a day from `first` to `last`."""

    kind: Literal["report", "aside", "consent", "withdrawal", "force"]
    first: str
    last: str
    at_least: int | None
    at_most: int | None
    text: str
    sources: list[str]


class ChartShape(TypedDict):
    """The count over time: each point holds until the next; `at_most` null: no bound."""

    type: Literal["chart"]
    title: str
    text: str
    start: str
    end: str
    required: int | None
    points: list[PointShape]
    marks: list[MarkShape]


class TimelineAnswer(ChartShape):
    """`tracker timeline --format json`."""

    hypothetical: NotRequired[list[str]]


class ReferenceShape(TypedDict):
    """A source under the number that it has in every format."""

    number: int
    id: str
    text: str
    url: str | None


BlockShape = (
    HeadingShape | ParagraphShape | BulletsShape | TableShape | TilesShape | MeterShape | ChartShape
)


class BriefAnswer(TypedDict):
    """`tracker brief --format json`."""

    title: str
    subtitle: str
    about: str
    made: str
    language: str
    blocks: list[BlockShape]
    sources: list[ReferenceShape]
    hypothetical: NotRequired[list[str]]
