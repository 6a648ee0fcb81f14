"""The picture that a page gives of itself where its address is shared (Open Graph): 1200 by 630.

It has the treaty, how it stands, the bar, and the answer with its day.
"""

from cica_tracker.formats.canvas import EDGE, FONT, INK, MUTED, PAPER, element, plain
from cica_tracker.formats.meter import meter_svg
from cica_tracker.formats.scale import fitted, width_of, wrapped
from cica_tracker.words.badge import Badge
from cica_tracker.words.document import Meter

WIDTH, HEIGHT = 1200, 630
_LEFT, _INSIDE = 72.0, WIDTH - 2 * 72.0
_BAR = 40.0


def card_svg(site: str, badge: Badge, answer: str, meter: Meter | None) -> str:
    """The picture as the text of an SVG file; `answer` is the sentence of the day."""
    parts = [
        element("title", plain(badge.text)),
        element("rect", width=WIDTH, height=HEIGHT, fill=PAPER),
        element("rect", width=WIDTH, height=14, fill=EDGE),
        _line(fitted(site, 26, _INSIDE), 74, 26, MUTED),
    ]
    y = 104.0
    for line in wrapped(badge.label, 46, _INSIDE, most=2):
        y += 56
        parts.append(_line(line, y, 46, INK, "600"))
    size = 92 if width_of(badge.value, 92) <= _INSIDE else 56
    y += 112
    parts.append(_line(fitted(badge.value, size, _INSIDE), y, size, EDGE, "700"))
    if meter:
        y += 34
        parts.append(
            element("g", meter_svg(meter), transform=f"translate({_LEFT:.0f} {y:.0f}) scale(1.4)")
        )
        y += _BAR
    room = int((HEIGHT - 40 - y) // 38)
    for line in wrapped(answer, 28, _INSIDE, most=max(1, min(room, 5))):
        y += 38
        parts.append(_line(line, y + 12, 28, INK))
    return element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        width=WIDTH,
        height=HEIGHT,
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        font_family=FONT,
    )


def _line(text: str, y: float, size: float, fill: str, weight: str = "400") -> str:
    return element("text", plain(text), x=_LEFT, y=y, font_size=size, fill=fill, font_weight=weight)
