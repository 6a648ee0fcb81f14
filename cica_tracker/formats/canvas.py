"""The sheet that a chart is drawn on: its colours, its signs, and where days and counts are.

Colours are attributes, which a page may override by class; text is escaped here and nowhere else.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from math import ceil

from cica_tracker.formats.labels import Box
from cica_tracker.model.text import clean
from cica_tracker.model.value import value
from cica_tracker.words.document import Bullets, Chart, Document, Paragraph

FONT = (
    "'Noto Sans', 'Segoe UI', 'Helvetica Neue', Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif"
)
INK, MUTED, RULE, PAPER = "#1b1f23", "#4f575e", "#d5d9dd", "#ffffff"
CERTAIN, EDGE, TINT, LIMIT = "#2f6690", "#16324a", "#e9f0f6", "#8f2d10"
WIDTH, SIZE = 760, 14.0
DOT = 5.0
# The size of the count at the end, and how a word beside the point is written.
FINAL = 16.0
# How high a row of a named deposit is.
ROW = 20
QUIET = {"font_size": 13, "class_": "muted", "fill": MUTED}
_STEP = 7


@value
class Look:
    """How the picture is drawn: with or without a heading, and how high its plot.

    More named deposits than `bars` are drawn as strokes without their names. `prefix` keeps the ids
    of several pictures on one page apart. A picture with a `marker` has a line that a page can set
    on a day, and says where its days begin and end.
    """

    titled: bool = True
    plot: int = 300
    bars: int = 12
    prefix: str = "chart"
    marker: bool = False


def look_for(document: Document, prefix: str = "chart") -> Look:
    """How the picture of a document is drawn: on a single page, as high as its text leaves room."""
    if not document.compact:
        return Look(titled=False, plot=230, prefix=prefix)
    look = Look(titled=False, bars=6, prefix=prefix)
    room = 800.0 - len(document.about) * 0.2
    room -= sum(len(one.text) * 0.15 for one in document.references)
    for block in document.blocks:
        said = block.items if isinstance(block, Bullets) else (block,)
        room -= sum(len(one.text) + 40 for one in said if isinstance(one, Paragraph)) * 0.3
        if isinstance(block, Chart):
            room -= ROW * (len(block.acts) if len(block.acts) <= look.bars else 1)
    return replace(look, plot=int(min(max(room, 110), 400)))


def attributes(**values: object) -> str:
    """Attributes in XML; `_` in a name stands for `-`, and a trailing one is dropped."""
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}={_quoted(_number(value))}"
        for name, value in values.items()
    )


def element(name: str, content: str = "", **values: object) -> str:
    """An element in XML around content that is XML already."""
    start = f"<{name}{attributes(**values)}"
    return f"{start}>{content}</{name}>" if content else f"{start}/>"


def _quoted(value: str) -> str:
    return f'"{escape(value, quote=False).replace(chr(34), "&quot;")}"'


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def plain(text: str) -> str:
    """Text that stays text in XML."""
    return escape(clean(text), quote=False)


def diagonals(left: float, top: float, right: float, bottom: float) -> str:
    """A path of diagonal lines that fill a rectangle: what is only possible.

    Each is drawn, not repeated by a pattern: printing blows patterns up to pictures.
    """
    found = []
    for number in range(ceil((left + top) / _STEP), int((right + bottom) / _STEP) + 1):
        total = number * _STEP
        first, last = max(left, total - bottom), min(right, total - top)
        if first < last:
            found.append(f"M{first:.1f} {total - first:.1f}L{last:.1f} {total - last:.1f}")
    return "".join(found)


def hatched(left: float, top: float, right: float, bottom: float) -> str:
    """A rectangle of diagonal lines on a tint."""
    ground = element(
        "rect", class_="tint", x=left, y=top, width=right - left, height=bottom - top, fill=TINT
    )
    path = diagonals(left, top, right, bottom)
    return ground + element("path", class_="hatch", d=path, stroke=CERTAIN, stroke_width=1.5)


@dataclass
class Canvas:
    """The parts of a picture drawn so far, and its axes: `left` to `right`, `upper` to `lower`."""

    chart: Chart
    look: Look
    left: float = 0.0
    right: float = 0.0
    upper: float = 0.0
    lower: float = 0.0
    top: float = 1.0
    parts: list[str] = field(default_factory=list)
    edges: list[Box] = field(default_factory=list)

    def x(self, day: date) -> float:
        """Where a day is: its beginning."""
        chart = self.chart
        inside = min(max(day, chart.start), chart.end)
        part = (inside - chart.start).days / (chart.end - chart.start).days
        return self.left + part * (self.right - self.left)

    def y(self, count: float) -> float:
        """Where a count is."""
        return self.lower - count / self.top * (self.lower - self.upper)

    def add(self, name: str, content: str = "", **values: object) -> None:
        """Draw an element."""
        self.parts.append(element(name, content, **values))

    def write(self, text: str, x: float, y: float, **values: object) -> None:
        """Write a text that stays text."""
        self.add("text", plain(text), x=x, y=y, **values)

    def line(self, path: str, name: str, colour: str, width: float, dashes: str = "") -> None:
        """Draw a line along a path."""
        dashed = {"stroke_dasharray": dashes} if dashes else {}
        self.add(
            "path", class_=name, d=path, fill="none", stroke=colour, stroke_width=width, **dashed
        )

    def cased(self, path: str, name: str, colour: str, dashes: str) -> None:
        """A dashed line in a light casing: it shows on white and on the solid surface alike."""
        self.line(path, "casing", PAPER, 4.4)
        self.line(path, name, colour, 2.2, dashes)

    def sign(self, kind: str, x: float, y: float) -> None:
        """A sign as the legend shows it, about 22 wide."""
        if kind in {"certain", "possible"}:
            if kind == "possible":
                self.parts.append(hatched(x, y - 6, x + 22, y + 6))
            self.add(
                "rect",
                class_="certain" if kind == "certain" else "edge-only",
                x=x,
                y=y - 6,
                width=22,
                height=12,
                fill=CERTAIN if kind == "certain" else "none",
                stroke=EDGE,
                stroke_width=1,
            )
        elif kind == "bar":
            self.bar(x, x + 22, y)
        elif kind == "dot":
            self.dot(x + 11, y)
        elif kind == "stroke":
            self.line(f"M{x + 11:.1f} {y - 5:.1f}v10", "bar", INK, 1)
        else:
            self.shape(kind, x + 11, y)

    def shape(self, kind: str, x: float, y: float) -> None:
        """The sign of a report (diamond), of one set aside (cross), of a withdrawal (ring)."""
        paths = {
            "report": f"M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7Z",
            "aside": f"M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10",
            "withdrawal": f"M{x - 5:.1f} {y:.1f}a5 5 0 1 0 10 0a5 5 0 1 0 -10 0",
        }
        fill = "none" if kind == "aside" else PAPER
        self.add(
            "path", class_=f"sign {kind}", d=paths[kind], fill=fill, stroke=INK, stroke_width=2
        )

    def bar(
        self, left: float, right: float, y: float, ends: tuple[bool, bool] = (True, True)
    ) -> None:
        """The days on which a deposit can have been, wide enough to be seen.

        `ends` say which ends lie within the picture: the others have no stop.
        """
        left = min(left, right - DOT)
        path = f"M{left:.1f} {y:.1f}H{right:.1f}"
        for x, within in zip((left, right), ends, strict=True):
            path += f"M{x:.1f} {y - 5:.1f}v10" if within else ""
        self.line(path, "bar", INK, 2)

    def dot(self, x: float, y: float) -> None:
        """The day of a deposit."""
        self.add("circle", class_="dot", cx=x, cy=y, r=4, fill=INK)
