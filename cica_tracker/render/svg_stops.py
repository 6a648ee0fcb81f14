"""Places of the picture to hover over or tab to: each shows its numbers, without any script."""

from cica_tracker.document import clean
from cica_tracker.render.canvas import SIZE, Canvas, element, plain
from cica_tracker.render.labels import Box
from cica_tracker.render.scale import width_of
from cica_tracker.render.svg_marks import is_placed, spot_of

_MOST_STOPS = 40


def draw_stops(sheet: Canvas) -> None:
    """Places to hover over or tab to; each shows its numbers above the plot."""
    chart = sheet.chart
    points = list(chart.points)
    if len(points) > _MOST_STOPS:
        width = (sheet.right - sheet.left) / _MOST_STOPS
        last_of = {int((sheet.x(point.day) - sheet.left) / width): point for point in points}
        points = list(last_of.values())
    ends = [*(point.day for point in points[1:]), chart.end]
    for point, end in zip(points, ends, strict=True):
        x0, x1 = sheet.x(point.day), sheet.x(end)
        text = point.text or f"{point.day}: {point.low}–{point.high or ''}"
        _stop(sheet, text, Box(x0, sheet.upper, max(x1, x0 + 1), sheet.lower))
    for mark in [mark for mark in chart.marks if is_placed(mark)][:_MOST_STOPS]:
        x, y = spot_of(sheet, mark)
        _stop(sheet, mark.text or mark.label, Box(x - 10, y - 10, x + 10, y + 10))


def _stop(sheet: Canvas, text: str, area: Box) -> None:
    place = element(
        "rect",
        class_="area",
        x=area.left,
        y=area.top,
        width=area.right - area.left,
        height=area.bottom - area.top,
        fill="transparent",
    )
    size = min(SIZE, SIZE * (sheet.right - 40) / max(width_of(clean(text), SIZE), 1))
    words = element(
        "text",
        plain(text),
        x=sheet.right,
        y=sheet.upper - 12,
        text_anchor="end",
        font_weight=600,
        font_size=size,
    )
    read = element("g", words, class_="read", aria_hidden="true")
    sheet.add("g", place + read, class_="stop", tabindex=0, role="img", aria_label=clean(text))
