"""What is marked on the picture: the threshold, the reports, the day in force, named deposits."""

from cica_tracker.formats.canvas import (
    EDGE,
    INK,
    LIMIT,
    MUTED,
    PAPER,
    SIZE,
    Canvas,
    element,
    plain,
)
from cica_tracker.formats.labels import Box, Lane, Page, Placed, lanes
from cica_tracker.formats.scale import level_of, width_of
from cica_tracker.model.text import clean
from cica_tracker.words.document import Mark


def is_placed(mark: Mark) -> bool:
    """Whether a mark has a place in the plot: a report that names a count."""
    return mark.kind in {"report", "aside"} and (mark.low is not None or mark.high is not None)


def draw_marks(sheet: Canvas) -> None:
    """The threshold, the day in force and the reports, then their labels where there is room."""
    chart = sheet.chart
    page = Page(Box(sheet.left + 2, sheet.upper - 6, sheet.right, sheet.lower - 2))
    page.lines += [(edge, 5) for edge in sheet.edges]
    limits = [
        Box(sheet.x(first), sheet.y(count) - 3, sheet.x(last), sheet.y(count) + 3)
        for first, last, count in level_of(chart)
    ]
    for box in limits:
        sheet.cased(f"M{box.left:.1f} {box.top + 3:.1f}H{box.right:.1f}", "limit", LIMIT, "9 5")
        page.lines.append((box, 40))
    marks = [mark for mark in chart.marks if is_placed(mark)]
    spots = [spot_of(sheet, mark) for mark in marks]
    page.taken += [Box(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    upright = [(mark, sheet.x(mark.first)) for mark in chart.marks if mark.kind in {"force", "day"}]
    for mark, x in upright:
        if mark.kind == "force" or mark.first < chart.end:
            path = f"M{x:.1f} {sheet.upper:.1f}V{sheet.lower:.1f}"
            sheet.cased(path, "edge", EDGE, "2 4" if mark.kind == "force" else "")
            page.lines.append((Box(x - 2, sheet.upper, x + 2, sheet.lower), 30))
    for mark, x in upright:
        _label(sheet, page.beside(clean(mark.label), SIZE, x, sheet.upper + 10))
    if limits:
        placed = page.along(clean(chart.required_label), SIZE, limits[-1])
        _label(sheet, placed, class_="limit-label", fill=LIMIT, font_weight=600)
    if chart.final and chart.points:
        last = chart.points[-1]
        high = sheet.upper if last.high is None else sheet.y(last.high)
        spot = sheet.right - 4, max(sheet.upper, min((sheet.y(last.low) + high) / 2, high + 60))
        _label(sheet, page.beside(clean(chart.final), 16, *spot), font_size=16, font_weight=600)
    unbounded = next((point for point in chart.points if point.high is None), None)
    if unbounded:
        x = (sheet.x(unbounded.day) + sheet.right) / 2
        _label(sheet, page.beside(chart.word("no upper bound"), SIZE, x, sheet.upper + 12))
    order = sorted(zip(marks, spots, strict=True), key=lambda pair: pair[0].last, reverse=True)
    for mark, (x, y) in order:
        _report(sheet, mark, x, y)
    for mark, (x, y) in order:
        placed = page.beside(clean(mark.label), SIZE, x, y)
        _leader(sheet, placed, x, y)
        _label(sheet, placed)


def _leader(sheet: Canvas, placed: Placed | None, x: float, y: float) -> None:
    """A thin line from a label that stands apart to what it names."""
    if placed is None:
        return
    box = placed.box
    if box.top - 14 < y < box.bottom + 14:
        return
    edge = box.bottom if box.bottom < y else box.top
    near = min(max(x, box.left), box.right)
    sheet.line(f"M{near:.1f} {edge:.1f}L{x:.1f} {y:.1f}", "leader", INK, 1)


def _label(sheet: Canvas, placed: Placed | None, **style: object) -> None:
    """A label on a plate that keeps it legible, if there was room for it."""
    if placed is None:
        return
    box = placed.box
    sheet.add(
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
    sheet.write(placed.text, placed.x, placed.y, text_anchor="middle", **style)


def spot_of(sheet: Canvas, mark: Mark) -> tuple[float, float]:
    """Where a report is marked: on its last day, at the count it names."""
    count = mark.low if mark.low is not None else mark.high
    assert count is not None
    return sheet.x(mark.last), sheet.y(count)


def _report(sheet: Canvas, mark: Mark, x: float, y: float) -> None:
    if mark.first < mark.last:
        first = sheet.x(mark.first)
        sheet.line(f"M{first:.1f} {y:.1f}H{x:.1f}", "edge", EDGE, 2)
    if mark.low is not None and mark.high is not None and mark.low < mark.high:
        other = sheet.y(mark.high)
        sheet.line(f"M{x:.1f} {y:.1f}V{other:.1f}", "edge", EDGE, 2)
        sheet.shape(mark.kind, x, other)
    sheet.shape(mark.kind, x, y)


def draw_deposits(sheet: Canvas, y: float) -> float:
    """Named deposits and withdrawals below the plot, on the same days; the height in all."""
    marks = [mark for mark in sheet.chart.marks if mark.kind in {"consent", "withdrawal"}]
    if not marks:
        return y + 2
    if len(marks) > 12:
        for mark in marks:
            x0, x1 = sheet.x(mark.first), sheet.x(mark.last)
            if mark.kind == "withdrawal":
                sheet.shape(mark.kind, x1, y - 1)
                continue
            path = f"M{x0:.1f} {y - 6:.1f}v10"
            if x1 - x0 > 3:
                path = f"M{x0:.1f} {y - 1:.1f}H{x1:.1f}"
            sheet.add("path", class_="bar", d=path, stroke=INK, stroke_width=1, fill="none")
        y += 20
    items = [(sheet.x(mark.first), sheet.x(mark.last), clean(mark.label)) for mark in marks]
    rows = lanes(items, 13, (4.0, sheet.look.width - 4.0), 12 if len(marks) <= 12 else 6)
    for lane in rows:
        _lane(sheet, lane, marks[lane.index], y)
    y += 20 * (1 + max((lane.row for lane in rows), default=0))
    if more := len(marks) - len(rows):
        sheet.write(
            sheet.chart.word("and {n} more", n=more),
            sheet.right,
            y + 4,
            text_anchor="end",
            font_size=13,
            class_="muted",
            fill=MUTED,
        )
        y += 20
    return y + 2


def _lane(sheet: Canvas, lane: Lane, mark: Mark, y: float) -> None:
    height = y + 20 * lane.row
    x0, x1 = sheet.x(mark.first), sheet.x(mark.last)
    start = len(sheet.parts)
    if mark.kind == "consent":
        within = mark.first >= sheet.chart.start, mark.last <= sheet.chart.end
        sheet.bar(x0, x1, height, within)
    else:
        sheet.shape(mark.kind, x1, height)
    if x0 < lane.x < x1:
        width = width_of(lane.text, 13)
        sheet.add(
            "rect",
            class_="plate",
            x=lane.x - 4,
            y=height - 9,
            width=width + 8,
            height=18,
            fill=PAPER,
        )
    sheet.write(lane.text, lane.x, height + 4.5, font_size=13)
    about = element("title", plain(mark.text or mark.label))
    sheet.parts[start:] = [element("g", about + "".join(sheet.parts[start:]))]
