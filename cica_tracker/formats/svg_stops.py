"""Places of the picture to hover over or tab to: each shows its numbers, without any script."""

from cica_tracker.formats.canvas import SIZE, Canvas, element, plain
from cica_tracker.formats.labels import Box
from cica_tracker.formats.scale import width_of
from cica_tracker.formats.svg_marks import is_placed, spot_of
from cica_tracker.model.text import clean

_MOST_TABS, _MOST_STOPS = 40, 400


def draw_stops(sheet: Canvas) -> None:
    """Every step of the band and every report; the Tab key goes to a few dozen of very many."""
    points = sheet.chart.points
    width = (sheet.right - sheet.left) / _MOST_TABS
    tabs = {int((sheet.x(point.day) - sheet.left) / width): point for point in points}
    chosen = points if len(points) <= _MOST_TABS else tuple(tabs.values())
    shown = points if len(points) <= _MOST_STOPS else chosen
    ends = [*(point.day for point in shown[1:]), sheet.chart.end]
    for point, end in zip(shown, ends, strict=True):
        x0, x1 = sheet.x(point.day), sheet.x(end)
        text = point.text or f"{point.day}: {point.low}–{point.high or ''}"
        area = Box(x0, sheet.upper, max(x1, x0 + 1), sheet.lower)
        _stop(sheet, text, area, tab=point in chosen)
    for number, mark in enumerate(mark for mark in sheet.chart.marks if is_placed(mark)):
        x, y = spot_of(sheet, mark)
        area = Box(x - 10, y - 10, x + 10, y + 10)
        _stop(sheet, mark.text or mark.label, area, tab=number < _MOST_TABS)


def _stop(sheet: Canvas, text: str, area: Box, *, tab: bool) -> None:
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
    reach: dict[str, object] = {"aria_hidden": "true"}
    if tab:
        reach = {"tabindex": 0, "role": "img", "aria_label": clean(text)}
    sheet.add("g", place + read, class_="stop", **reach)
