"""What is marked on the picture: the threshold, the reports, the day in force, named deposits."""

from cica_tracker.formats.canvas import (
    EDGE,
    FINAL,
    INK,
    LIMIT,
    PAPER,
    ROW,
    SIZE,
    WIDTH,
    Canvas,
    element,
    plain,
)
from cica_tracker.formats.labels import Box, Page, Placed
from cica_tracker.formats.scale import fitted, level_of, width_of
from cica_tracker.model.text import clean
from cica_tracker.words.marks import Mark

_NAMES = 13


def draw_marks(sheet: Canvas) -> None:
    """The threshold, the day in force and the reports, then their labels where there is room."""
    chart = sheet.chart
    page = Page(Box(sheet.left + 2, sheet.upper - 6, sheet.right - 4, sheet.lower - 2))
    page.lines += [(edge, 5) for edge in sheet.edges]
    limits = [
        Box(sheet.x(first), sheet.y(count) - 3, sheet.x(last), sheet.y(count) + 3)
        for first, last, count in level_of(chart)
    ]
    for box in limits:
        sheet.cased(f"M{box.left:.1f} {box.top + 3:.1f}H{box.right:.1f}", "limit", LIMIT, "9 5")
        page.lines.append((box, 40))
    marks = [
        mark
        for mark in sorted(chart.drawn, key=lambda mark: mark.last, reverse=True)
        if mark.kind in {"report", "aside"} and (mark.low is not None or mark.high is not None)
    ]
    spots = [_spot(sheet, mark) for mark in marks]
    page.taken += [Box(x - 8, y - 8, x + 8, y + 8) for x, y in spots]
    for mark in chart.drawn:
        if mark.kind == "force":
            x = sheet.x(mark.first)
            sheet.cased(f"M{x:.1f} {sheet.upper:.1f}V{sheet.lower:.1f}", "edge", EDGE, "2 4")
            page.lines.append((Box(x - 2, sheet.upper, x + 2, sheet.lower), 30))
            _label(sheet, page.beside(clean(mark.label), SIZE, x, sheet.upper + 10))
    if limits:
        placed = page.along(clean(chart.required_label), SIZE, limits[-1])
        _label(sheet, placed, class_="limit-label", fill=LIMIT, font_weight=600)
    _final(sheet)
    unbounded = next((point for point in chart.points if point.high is None), None)
    if unbounded:
        x = (sheet.x(unbounded.day) + sheet.right) / 2
        _label(sheet, page.beside(chart.word("no upper bound"), SIZE, x, sheet.upper + 12))
    for mark, (x, y) in zip(marks, spots, strict=True):
        _report(sheet, mark, x, y)
    for mark, (x, y) in zip(marks, spots, strict=True):
        _label(sheet, page.beside(clean(mark.label), SIZE, x, y))


def _final(sheet: Canvas) -> None:
    """The count at the end, to the right of where the band ends."""
    last = sheet.chart.points[-1]
    high = sheet.upper if last.high is None else sheet.y(last.high)
    y = min((sheet.y(last.low) + high) / 2 + FINAL * 0.35, sheet.lower)
    final = fitted(clean(sheet.chart.final), FINAL, 140.0)
    sheet.write(final, sheet.right + 12, y, font_size=FINAL, font_weight=600)


def _label(sheet: Canvas, placed: Placed | None, **style: object) -> None:
    """A label on a plate that keeps it legible, if there was room for it."""
    if placed is None:
        return
    _plate(sheet, placed.box)
    sheet.write(placed.text, placed.x, placed.y, text_anchor="middle", **style)


def _plate(sheet: Canvas, box: Box) -> None:
    """The ground of a label."""
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


def _spot(sheet: Canvas, mark: Mark) -> tuple[float, float]:
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


def only_strokes(sheet: Canvas) -> bool:
    """Whether the named deposits are too many to have rows with their names."""
    return len(sheet.chart.acts) > sheet.look.bars


def draw_deposits(sheet: Canvas, y: float) -> float:
    """Named deposits and withdrawals below the plot, on the same days; the height in all.

    A row for each with its name; of very many only when they were.
    """
    marks = sheet.chart.acts
    if only_strokes(sheet):
        for mark in marks:
            _stroke(sheet, mark, y)
        return y + ROW
    for row, mark in enumerate(sorted(marks, key=lambda mark: (mark.last, mark.first))):
        _bar(sheet, mark, y + ROW * row)
    return y + ROW * len(marks) + 2


def _stroke(sheet: Canvas, mark: Mark, y: float) -> None:
    x0, x1 = sheet.x(mark.first), sheet.x(mark.last)
    if mark.kind == "withdrawal":
        sheet.shape(mark.kind, x1, y - 1)
    else:
        path = f"M{x0:.1f} {y - 6:.1f}v10" if x1 - x0 <= 3 else f"M{x0:.1f} {y - 1:.1f}H{x1:.1f}"
        sheet.line(path, "bar", INK, 1)


def _bar(sheet: Canvas, mark: Mark, y: float) -> None:
    """A bar or a sign with the name to its right, to its left where that is wider, or upon it."""
    x0, x1, text = sheet.x(mark.first), sheet.x(mark.last), clean(mark.label)
    start = len(sheet.parts)
    if mark.kind == "consent" and mark.first == mark.last:
        sheet.dot(x1, y)
    elif mark.kind == "consent":
        sheet.bar(x0, x1, y, (mark.first >= sheet.chart.start, mark.last <= sheet.chart.end))
    else:
        sheet.shape(mark.kind, x0 := x1, y)
    width, before, after = width_of(text, _NAMES), x0 - 14, WIDTH - x1 - 14
    if width <= max(before, after) or width + 16 > x1 - x0:
        text = fitted(text, _NAMES, max(before, after))
        x, anchor = (x1 + 10, "start") if width <= after or after >= before else (x0 - 10, "end")
    else:
        x, anchor = (x0 + x1) / 2, "middle"
        _plate(sheet, Box(x - width / 2 - 4, y - 9, x + width / 2 + 4, y + 9))
    sheet.write(text, x, y + 4.5, font_size=_NAMES, text_anchor=anchor)
    about = element("title", plain(mark.text or mark.label))
    sheet.parts[start:] = [element("g", about + "".join(sheet.parts[start:]))]
