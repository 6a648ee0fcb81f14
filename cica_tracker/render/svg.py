"""The chart as a vector picture that stands beside a ministry's own.

What is certain is a solid surface, what is only possible is hatched: lightness and texture carry
the meaning, so it reads in black and white. Colours are attributes, which a page may override by
class. The words are a `<title>` and a `<desc>` for those who cannot see it.
"""

from dataclasses import dataclass, field
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from cica_tracker.document import Chart, Mark, clean
from cica_tracker.render.labels import Box, Lane, Page, Placed, lanes
from cica_tracker.render.scale import (
    count_ticks,
    day_ticks,
    level_of,
    top_of,
    width_of,
    wrapped,
)

FONT = (
    "'Noto Sans', 'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"
)
INK, MUTED, RULE, PAPER = "#1b1f23", "#4f575e", "#d5d9dd", "#ffffff"
CERTAIN, EDGE, TINT, LIMIT = "#2f6690", "#16324a", "#e9f0f6", "#8f2d10"

_MOST_STOPS = 40
_SIZE = 14.0
_DOT = 5.0


@dataclass(frozen=True, slots=True)
class Look:
    """How the picture is drawn: its width, with or without heading, still or with stops to tab to.

    `prefix` keeps the ids of several pictures on one page apart.
    """

    width: int = 760
    titled: bool = True
    stops: bool = False
    prefix: str = "chart"


def svg(chart: Chart, look: Look | None = None) -> str:
    """The picture as the text of an SVG file, or of an element of a page when it has stops."""
    return _Drawing(chart, look or Look()).text()


def attributes(**values: object) -> str:
    """Attributes in XML; `_` in a name stands for `-`, and a trailing one is dropped."""
    return "".join(
        f" {name.rstrip('_').replace('_', '-')}={quoteattr(_number(value))}"
        for name, value in values.items()
    )


def element(name: str, content: str = "", **values: object) -> str:
    """An element in XML around content that is XML already."""
    start = f"<{name}{attributes(**values)}"
    return f"{start}>{content}</{name}>" if content else f"{start}/>"


def _number(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def plain(text: str) -> str:
    """Text that stays text in XML."""
    return escape(clean(text))


def hatch(identifier: str) -> str:
    """A pattern of diagonal lines on a tint: what is only possible."""
    return element(
        "pattern",
        element("rect", class_="tint", width=7, height=7, fill=TINT)
        + element("path", class_="hatch", d="M-1 8L8 -1", stroke=CERTAIN, stroke_width=1.5)
        + element("path", class_="hatch", d="M-1 1L1 -1M6 8L8 6", stroke=CERTAIN, stroke_width=1.5),
        id=identifier,
        width=7,
        height=7,
        patternUnits="userSpaceOnUse",
    )


@dataclass
class _Drawing:
    chart: Chart
    look: Look
    parts: list[str] = field(default_factory=list)
    edges: list[Box] = field(default_factory=list)

    def text(self) -> str:
        chart, look = self.chart, self.look
        self.small = look.width < 500
        self.left, self.right = 48.0 if not self.small else 36.0, look.width - 16.0
        y = self.heading() if look.titled else 4.0
        y = self.legend(y)
        self.upper = y + 30.0
        self.lower = self.upper + (260.0 if self.small else 300.0)
        ticks = count_ticks(top_of(chart), 8)
        # A count at the very top still has room for its label.
        self.top = ticks[-1] + (0.6 * ticks[1] if top_of(chart) == ticks[-1] else 0.0)
        self.grid(ticks)
        self.band()
        self.axis()
        self.threshold_and_marks()
        height = self.deposits(self.lower + 40.0)
        if look.stops:
            self.stops()
        return self.framed(height)

    def framed(self, height: float) -> str:
        chart, look = self.chart, self.look
        prefix = look.prefix
        about = element("title", plain(chart.title), id=f"{prefix}-title") + element(
            "desc", plain(chart.text), id=f"{prefix}-desc"
        )
        paper = "" if look.stops else element("rect", width="100%", height="100%", fill=PAPER)
        defs = element("defs", hatch(f"{prefix}-hatch"))
        return element(
            "svg",
            about + defs + paper + "".join(self.parts),
            xmlns="http://www.w3.org/2000/svg",
            viewBox=f"0 0 {look.width} {height:.0f}",
            width=look.width,
            height=f"{height:.0f}",
            font_family=FONT,
            font_size=_number(_SIZE),
            fill=INK,
            role="group" if look.stops else "img",
            class_=f"chart {prefix}",
            aria_labelledby=f"{prefix}-title {prefix}-desc",
        )

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
        self.parts.append(element(name, content, **values))

    def write(self, text: str, x: float, y: float, **values: object) -> None:
        self.add("text", plain(text), x=x, y=y, **values)

    def heading(self) -> float:
        y = 26.0
        for line in wrapped(clean(self.chart.title), 19, self.look.width - 32):
            self.write(line, 16.0, y, font_size=19, font_weight=600)
            y += 25
        return y - 9

    def legend(self, y: float) -> float:
        """What each sign means; only signs that the picture has."""
        chart = self.chart
        kinds = {"certain"} | {mark.kind for mark in chart.marks if mark.kind != "consent"}
        if any(point.low != point.high for point in chart.points):
            kinds.add("possible")
        for mark in chart.marks:
            if mark.kind == "consent":
                kinds.add("dot" if self.x(mark.last) - self.x(mark.first) < _DOT else "bar")
        words = {
            "certain": "certain",
            "possible": "possible",
            "report": "report of a count",
            "aside": "report set aside",
            "dot": "deposit",
            "bar": "deposit on one of these days",
            "withdrawal": "withdrawal",
        }
        signs = [(kind, chart.word(text)) for kind, text in words.items() if kind in kinds]
        x, y = 16.0, y + 16
        for kind, text in signs:
            width = 34 + width_of(clean(text), 13)
            if x > 16 and x + width > self.look.width - 8:
                x, y = 16.0, y + 22
            self.sign(kind, x, y - 4.5)
            for number, line in enumerate(wrapped(clean(text), 13, self.look.width - 58)):
                y += 17 if number else 0
                self.write(line, x + 30, y, font_size=13, class_="muted", fill=MUTED)
            x += width + 18
        return y + 8

    def sign(self, kind: str, x: float, y: float) -> None:
        if kind in {"certain", "possible"}:
            fill = CERTAIN if kind == "certain" else f"url(#{self.look.prefix}-hatch)"
            self.add(
                "rect",
                x=x,
                y=y - 6,
                width=22,
                height=12,
                class_=kind if kind == "certain" else "edge-only",
                fill=fill,
                stroke=EDGE,
                stroke_width=1,
            )
        elif kind == "bar":
            self.bar(x, x + 22, y)
        elif kind == "dot":
            self.bar(x + 11, x + 11, y)
        else:
            self.shape(kind, x + 11, y)

    def grid(self, ticks: list[int]) -> None:
        for count in ticks:
            y = self.y(count)
            self.add(
                "path", class_="rule", d=f"M{self.left:.1f} {y:.1f}H{self.right:.1f}", stroke=RULE
            )
            self.write(
                str(count), self.left - 8, y + 5, text_anchor="end", class_="muted", fill=MUTED
            )
        if not self.small or not self.look.stops:
            label = self.chart.word("contracting States")
            self.write(label, 16.0, self.upper - 14, font_size=13, class_="muted", fill=MUTED)

    def band(self) -> None:
        """The solid surface below the certain count, the hatched one up to the possible."""
        chart = self.chart
        ends = [*(point.day for point in chart.points[1:]), chart.end]
        low, high, edges = [], [], []
        for point, end in zip(chart.points, ends, strict=True):
            x0, x1 = self.x(point.day), self.x(end)
            low.append((x0, x1, self.y(point.low)))
            above = self.upper if point.high is None else self.y(point.high)
            high.append((x0, x1, above))
            edges.append((x0, x1, None if point.high is None else above))
        self.edges = [
            Box(x0, y - 1, x1, y + 1) for x0, x1, y in (*low, *edges) if y is not None and x1 > x0
        ]
        certain, possible = _steps(low), _steps(high)
        back = " ".join(f"L{x1:.1f} {y:.1f}L{x0:.1f} {y:.1f}" for x0, x1, y in reversed(low))
        first = self.x(chart.start)
        self.add(
            "path",
            class_="possible",
            d=f"{possible} {back}Z",
            fill=f"url(#{self.look.prefix}-hatch)",
        )
        floor = f"V{self.lower:.1f}H{first:.1f}Z"
        self.add("path", class_="certain", d=f"{certain}{floor}", fill=CERTAIN)
        for line in (_steps(edges), certain):
            self.line(line, "edge", EDGE, 1.6)

    def axis(self) -> None:
        y = self.lower
        self.add(
            "path", class_="base", d=f"M{self.left:.1f} {y:.1f}H{self.right:.1f}", stroke=MUTED
        )
        end = -100.0
        for day, label in day_ticks(self.chart, 4 if self.small else 9):
            x, half = self.x(day), width_of(clean(label), _SIZE) / 2
            self.add("path", class_="base", d=f"M{x:.1f} {y:.1f}v6", stroke=MUTED)
            middle = min(max(x, half + 2), self.look.width - half - 2)
            if middle - half > end + 4:
                self.write(label, middle, y + 22, text_anchor="middle", class_="muted", fill=MUTED)
                end = middle + half

    def threshold_and_marks(self) -> None:
        """The threshold, the day in force and the reports, then their labels where there is room."""
        chart = self.chart
        page = Page(Box(self.left + 2, self.upper - 6, self.right, self.lower - 2))
        page.lines += [(edge, 5) for edge in self.edges]
        limits = [
            Box(self.x(first), self.y(count) - 3, self.x(last), self.y(count) + 3)
            for first, last, count in level_of(chart)
        ]
        for box in limits:
            self.cased(f"M{box.left:.1f} {box.top + 3:.1f}H{box.right:.1f}", "limit", LIMIT, "9 5")
            page.lines.append((box, 40))
        marks = [mark for mark in chart.marks if _placed(mark)]
        spots = [self.spot(mark) for mark in marks]
        page.taken += [Box(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
        for mark in [mark for mark in chart.marks if mark.kind == "force"]:
            x = self.x(mark.first)
            self.cased(f"M{x:.1f} {self.upper:.1f}V{self.lower:.1f}", "edge", EDGE, "2 4")
            self.label(page.beside(clean(mark.label), _SIZE, x, self.upper + 10))
        if limits:
            placed = page.along(clean(chart.required_label), _SIZE, limits[-1])
            self.label(placed, class_="limit-label", fill=LIMIT, font_weight=600)
        if chart.final and chart.points:
            last = chart.points[-1]
            high = self.upper if last.high is None else self.y(last.high)
            spot = self.right - 4, max(self.upper, min((self.y(last.low) + high) / 2, high + 60))
            self.label(page.beside(clean(chart.final), 16, *spot), font_size=16, font_weight=600)
        unbounded = next((point for point in chart.points if point.high is None), None)
        if unbounded:
            x = (self.x(unbounded.day) + self.right) / 2
            self.label(page.beside(chart.word("no upper bound"), _SIZE, x, self.upper + 12))
        order = sorted(zip(marks, spots, strict=True), key=lambda pair: pair[0].last, reverse=True)
        for mark, (x, y) in order:
            self.report(mark, x, y)
        for mark, (x, y) in order:
            placed = page.beside(clean(mark.label), _SIZE, x, y)
            self.leader(placed, x, y)
            self.label(placed)

    def line(self, path: str, name: str, colour: str, width: float, dashes: str = "") -> None:
        dashed = {"stroke_dasharray": dashes} if dashes else {}
        self.add(
            "path", class_=name, d=path, fill="none", stroke=colour, stroke_width=width, **dashed
        )

    def cased(self, path: str, name: str, colour: str, dashes: str) -> None:
        """A dashed line in a light casing: it shows on white and on the solid surface alike."""
        self.line(path, "casing", PAPER, 4.4)
        self.line(path, name, colour, 2.2, dashes)

    def leader(self, placed: Placed | None, x: float, y: float) -> None:
        """A thin line from a label that stands apart to what it names."""
        if placed is None:
            return
        box = placed.box
        if box.top - 14 < y < box.bottom + 14:
            return
        edge = box.bottom if box.bottom < y else box.top
        near = min(max(x, box.left), box.right)
        self.line(f"M{near:.1f} {edge:.1f}L{x:.1f} {y:.1f}", "leader", INK, 1)

    def label(self, placed: Placed | None, **style: object) -> None:
        """A label on a plate that keeps it legible, if there was room for it."""
        if placed is None:
            return
        box = placed.box
        self.add(
            "rect",
            class_="plate",
            x=box.left,
            y=box.top,
            width=box.right - box.left,
            height=box.bottom - box.top,
            rx=2,
            fill=PAPER,
            fill_opacity=0.92,
        )
        self.write(placed.text, placed.x, placed.y, text_anchor="middle", **style)

    def spot(self, mark: Mark) -> tuple[float, float]:
        """Where a report is marked: on its last day, at the count it names."""
        count = mark.low if mark.low is not None else mark.high
        assert count is not None
        return self.x(mark.last), self.y(count)

    def report(self, mark: Mark, x: float, y: float) -> None:
        if mark.first < mark.last:
            first = self.x(mark.first)
            self.line(f"M{first:.1f} {y:.1f}H{x:.1f}", "edge", EDGE, 2)
        if mark.low is not None and mark.high is not None and mark.low < mark.high:
            other = self.y(mark.high)
            self.line(f"M{x:.1f} {y:.1f}V{other:.1f}", "edge", EDGE, 2)
            self.shape(mark.kind, x, other)
        self.shape(mark.kind, x, y)

    def shape(self, kind: str, x: float, y: float) -> None:
        """The sign of a report (a diamond), of one set aside, or of a withdrawal (crosses)."""
        if kind == "report":
            path, fill = f"M{x:.1f} {y - 7:.1f}l7 7l-7 7l-7 -7Z", PAPER
        else:
            path, fill = f"M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10", "none"
        self.add("path", class_=f"sign {kind}", d=path, fill=fill, stroke=INK, stroke_width=2)

    def bar(
        self, left: float, right: float, y: float, ends: tuple[bool, bool] = (True, True)
    ) -> None:
        """The days on which a deposit can have been; one day is a dot.

        `ends` say which ends lie within the picture: the others have no stop.
        """
        if right - left < _DOT:
            middle = (left + right) / 2
            self.add("circle", class_="dot", cx=middle, cy=y, r=4, fill=INK)
            return
        path = f"M{left:.1f} {y:.1f}H{right:.1f}"
        for x, within in zip((left, right), ends, strict=True):
            path += f"M{x:.1f} {y - 5:.1f}v10" if within else ""
        self.line(path, "bar", INK, 2)

    def deposits(self, y: float) -> float:
        """Named deposits and withdrawals below the plot, on the same days; the height in all."""
        marks = [mark for mark in self.chart.marks if mark.kind in {"consent", "withdrawal"}]
        if not marks:
            return y + 2
        if len(marks) > 12:
            for mark in marks:
                x0, x1 = self.x(mark.first), self.x(mark.last)
                path = f"M{x0:.1f} {y - 6:.1f}v10"
                if x1 - x0 > 3:
                    path = f"M{x0:.1f} {y - 1:.1f}H{x1:.1f}"
                self.add("path", class_="bar", d=path, stroke=INK, stroke_width=1, fill="none")
            y += 20
        items = [(self.x(mark.first), self.x(mark.last), clean(mark.label)) for mark in marks]
        rows = lanes(items, 13, (4.0, self.look.width - 4.0), 12 if len(marks) <= 12 else 6)
        for lane in rows:
            self.lane(lane, marks[lane.index], y)
        y += 20 * (1 + max((lane.row for lane in rows), default=0))
        if more := len(marks) - len(rows):
            self.write(
                self.chart.word("and {n} more", n=more),
                self.right,
                y + 4,
                text_anchor="end",
                font_size=13,
                class_="muted",
                fill=MUTED,
            )
            y += 20
        return y + 2

    def lane(self, lane: Lane, mark: Mark, y: float) -> None:
        height = y + 20 * lane.row
        x0, x1 = self.x(mark.first), self.x(mark.last)
        start = len(self.parts)
        if mark.kind == "consent":
            within = mark.first >= self.chart.start, mark.last <= self.chart.end
            self.bar(x0, x1, height, within)
        else:
            self.shape(mark.kind, x1, height)
        if x0 < lane.x < x1:
            width = width_of(lane.text, 13)
            self.add(
                "rect",
                class_="plate",
                x=lane.x - 4,
                y=height - 9,
                width=width + 8,
                height=18,
                fill=PAPER,
            )
        self.write(lane.text, lane.x, height + 4.5, font_size=13)
        about = element("title", plain(mark.text or mark.label))
        self.parts[start:] = [element("g", about + "".join(self.parts[start:]))]

    def stops(self) -> None:
        """Places to hover over or tab to; each shows its numbers above the plot."""
        chart = self.chart
        points = list(chart.points)
        if len(points) > _MOST_STOPS:
            width = (self.right - self.left) / _MOST_STOPS
            last_of = {int((self.x(point.day) - self.left) / width): point for point in points}
            points = list(last_of.values())
        ends = [*(point.day for point in points[1:]), chart.end]
        for point, end in zip(points, ends, strict=True):
            x0, x1 = self.x(point.day), self.x(end)
            text = point.text or f"{point.day}: {point.low}–{point.high or ''}"
            self.stop(text, x0, self.upper, x1 - x0, self.lower - self.upper)
        for mark in [mark for mark in chart.marks if _placed(mark)][:_MOST_STOPS]:
            x, y = self.spot(mark)
            self.stop(mark.text or mark.label, x - 10, y - 10, 20, 20)

    def stop(self, text: str, x: float, y: float, width: float, height: float) -> None:
        area = element(
            "rect",
            class_="area",
            x=x,
            y=y,
            width=max(width, 1.0),
            height=height,
            fill="transparent",
        )
        size = min(_SIZE, _SIZE * (self.right - 40) / max(width_of(clean(text), _SIZE), 1))
        words = element(
            "text",
            plain(text),
            x=self.right,
            y=self.upper - 12,
            text_anchor="end",
            font_weight=600,
            font_size=size,
        )
        read = element("g", words, class_="read", aria_hidden="true")
        self.add("g", area + read, class_="stop", tabindex=0, role="img", aria_label=clean(text))


def _placed(mark: Mark) -> bool:
    """Whether a mark has a place in the plot: a report that names a count."""
    return mark.kind in {"report", "aside"} and (mark.low is not None or mark.high is not None)


def _steps(
    stretches: list[tuple[float, float, float]] | list[tuple[float, float, float | None]],
) -> str:
    """A path along stretches (from, to, height); None leaves a gap."""
    path, before = [], None
    for x0, x1, y in stretches:
        if y is not None:
            path.append(f"{'M' if before is None else 'L'}{x0:.1f} {y:.1f}H{x1:.1f}")
        before = y
    return "".join(path)
