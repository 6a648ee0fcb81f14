"""The chart as a vector picture that stands beside a ministry's own.

What is certain is a solid surface, what is only possible is hatched: lightness and texture carry
the meaning, so it reads in black and white. The words are a `<title>` and a `<desc>` for those
who cannot see it.
"""

from cica_tracker.formats.canvas import (
    CERTAIN,
    EDGE,
    FINAL,
    FONT,
    INK,
    MUTED,
    PAPER,
    QUIET,
    RULE,
    SIZE,
    TINT,
    WIDTH,
    Canvas,
    Look,
    diagonals,
    element,
    plain,
)
from cica_tracker.formats.labels import Box
from cica_tracker.formats.scale import count_ticks, day_ticks, fitted, top_of, width_of, wrapped
from cica_tracker.formats.svg_marks import draw_deposits, draw_marks, only_strokes
from cica_tracker.model.text import clean
from cica_tracker.words.document import Chart


def svg(chart: Chart, look: Look | None = None) -> str:
    """The picture as the text of an SVG file, or of an element of a page."""
    sheet = Canvas(chart, look or Look())
    ticks = count_ticks(top_of(chart), max(sheet.look.plot // 34, 2))
    sheet.left = 2.0 + width_of(str(ticks[-1]), SIZE) + 12.0
    sheet.right = WIDTH - 14.0 - min(width_of(clean(chart.final), FINAL), 140.0)
    y = _legend(sheet, _heading(sheet) if sheet.look.titled else 0.0)
    sheet.upper = y + 30.0
    sheet.lower = sheet.upper + sheet.look.plot
    # A count at the very top still has room for its label.
    sheet.top = ticks[-1] + (0.6 * ticks[1] if top_of(chart) == ticks[-1] else 0.0)
    _grid(sheet, ticks)
    _band(sheet)
    _axis(sheet)
    draw_marks(sheet)
    height = draw_deposits(sheet, sheet.lower + 40.0)
    ends = {}
    if sheet.look.marker:
        middle = f"{sheet.upper - 8:.1f}", f"{sheet.lower:.1f}"
        sheet.add("line", class_="marker", y1=middle[0], y2=middle[1], x1=-9, x2=-9, stroke=INK)
        ends = {"data_left": sheet.left, "data_right": sheet.right}
    names = f"{sheet.look.prefix}-title", f"{sheet.look.prefix}-desc"
    about = element("title", plain(chart.title), id=names[0])
    about += element("desc", plain(chart.text), id=names[1])
    return element(
        "svg",
        about
        + element("rect", class_="paper", width="100%", height="100%", fill=PAPER)
        + "".join(sheet.parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height:.0f}",
        width=WIDTH,
        height=f"{height:.0f}",
        font_family=FONT,
        font_size=int(SIZE),
        fill=INK,
        class_="chart",
        role="img",
        aria_labelledby=" ".join(names),
        **ends,
    )


def _heading(sheet: Canvas) -> float:
    y = 26.0
    for line in wrapped(clean(sheet.chart.title), 19, WIDTH - 4):
        sheet.write(line, 2.0, y, font_size=19, font_weight=600)
        y += 25
    return y - 9


def _legend(sheet: Canvas, y: float) -> float:
    """What each sign means; only signs that the picture has."""
    chart = sheet.chart
    kinds = {"certain"} | {mark.kind for mark in chart.drawn if mark.kind != "consent"}
    if any(point.low != point.high for point in chart.points):
        kinds.add("possible")
    named = not only_strokes(sheet)
    for mark in chart.drawn:
        if mark.kind == "consent":
            kinds.add(("bar" if mark.first < mark.last else "dot") if named else "stroke")
    words = {
        "certain": "certain",
        "possible": "possible",
        "report": "report of a count",
        "aside": "report set aside",
        "dot": "deposit",
        "stroke": "deposit",
        "bar": "deposit on one of these days",
        "withdrawal": "withdrawal",
    }
    signs = [(kind, chart.word(text)) for kind, text in words.items() if kind in kinds]
    x, y = 2.0, y + 16
    for kind, text in signs:
        width = 34 + width_of(clean(text), 13)
        if x > 2 and x + width > WIDTH - 8:
            x, y = 2.0, y + 22
        sheet.sign(kind, x, y - 4.5)
        sheet.write(fitted(clean(text), 13, WIDTH - 40), x + 30, y, **QUIET)
        x += width + 18
    return y + 8


def _grid(sheet: Canvas, ticks: list[int]) -> None:
    for count in ticks:
        y = sheet.y(count)
        sheet.add(
            "path", class_="rule", d=f"M{sheet.left:.1f} {y:.1f}H{sheet.right:.1f}", stroke=RULE
        )
        sheet.write(
            str(count), sheet.left - 8, y + 5, text_anchor="end", class_="muted", fill=MUTED
        )
    what = "consents that count" if sheet.chart.counted else "contracting States"
    sheet.write(sheet.chart.word(what), 2.0, sheet.upper - 14, **QUIET)


def _band(sheet: Canvas) -> None:
    """The solid surface below the certain count, the hatched one up to the possible."""
    chart = sheet.chart
    ends = [*(point.day for point in chart.points[1:]), chart.end]
    low, high, edges = [], [], []
    for point, end in zip(chart.points, ends, strict=True):
        x0, x1 = sheet.x(point.day), sheet.x(end)
        low.append((x0, x1, sheet.y(point.low)))
        above = sheet.upper if point.high is None else sheet.y(point.high)
        high.append((x0, x1, above))
        edges.append((x0, x1, None if point.high is None else above))
    sheet.edges = [
        Box(x0, y - 1, x1, y + 1) for x0, x1, y in (*low, *edges) if y is not None and x1 > x0
    ]
    certain, possible = _steps(low), _steps(high)
    back = " ".join(f"L{x1:.1f} {y:.1f}L{x0:.1f} {y:.1f}" for x0, x1, y in reversed(low))
    first = sheet.x(chart.start)
    _hatched(sheet, f"{possible} {back}Z")
    floor = f"V{sheet.lower:.1f}H{first:.1f}Z"
    sheet.add("path", class_="certain", d=f"{certain}{floor}", fill=CERTAIN)
    for line in (_steps(edges), certain):
        sheet.line(line, "edge", EDGE, 1.6)


def _hatched(sheet: Canvas, path: str) -> None:
    """A surface of any shape with diagonal lines on a tint."""
    name = f"{sheet.look.prefix}-band"
    sheet.add("clipPath", element("path", d=path), id=name)
    sheet.add("path", class_="tint", d=path, fill=TINT)
    sheet.add(
        "path",
        class_="hatch",
        d=diagonals(sheet.left, sheet.upper, sheet.right, sheet.lower),
        stroke=CERTAIN,
        stroke_width=1.5,
        clip_path=f"url(#{name})",
    )


def _axis(sheet: Canvas) -> None:
    """The days below: the last day of all, and round days as far as they do not crowd."""
    chart, y = sheet.chart, sheet.lower
    sheet.add("path", class_="base", d=f"M{sheet.left:.1f} {y:.1f}H{sheet.right:.1f}", stroke=MUTED)
    taken: list[tuple[float, float]] = []
    for day, label in ((chart.end, chart.last_day), *day_ticks(chart, 9)):
        x, half = sheet.x(day), width_of(clean(label), SIZE) / 2
        middle = min(max(x, half + 2), WIDTH - half - 2)
        if all(middle + half + 4 < left or right + 4 < middle - half for left, right in taken):
            taken.append((middle - half, middle + half))
            sheet.add("path", class_="base", d=f"M{x:.1f} {y:.1f}v6", stroke=MUTED)
            sheet.write(label, middle, y + 22, text_anchor="middle", class_="muted", fill=MUTED)


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
