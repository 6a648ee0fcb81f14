"""The bar towards the threshold as a picture: a box for each that is required."""

from cica_tracker.formats.canvas import CERTAIN, EDGE, element, hatched
from cica_tracker.model.text import clean
from cica_tracker.words.document import Meter

_MOST_BOXES = 40
_WIDTH, _SMALL = 760, 96


def small_meter_svg(meter: Meter) -> str:
    """The same for a cell of a table, beside words that say it."""
    return meter_svg(meter, _SMALL)


def meter_svg(meter: Meter, width: float = _WIDTH) -> str:
    """Boxes: solid for the certain, hatched for the possible, empty for the rest.

    Where there are very many, three stretches of one bar.
    """
    required = max(meter.required, 1)
    certain = min(meter.certain, required)
    possible = min(max(meter.possible, certain), required)
    each = width / required
    kinds = ["certain"] * certain + ["possible"] * (possible - certain)
    kinds += ["empty"] * (required - possible)
    parts = []
    if required <= _MOST_BOXES:
        gap = min(4.0, each / 5)
        size = min(each - gap, 40.0)
        for number, kind in enumerate(kinds):
            parts.append(_box(kind, number * (size + gap) + 1, size))
        width = required * (size + gap)
    else:
        ends = (("certain", 0, certain), ("possible", certain, possible))
        for kind, first, last in (*ends, ("empty", possible, required)):
            if last > first:
                parts.append(_box(kind, first * each + 1, (last - first) * each))
    return element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width + 2:.0f} 24",
        width=f"{width + 2:.0f}",
        height=24,
        role="img",
        class_="meter-bar",
        aria_label=clean(meter.text),
    )


def _box(kind: str, x: float, width: float) -> str:
    ground = hatched(x, 1, x + width, 23) if kind == "possible" else ""
    return ground + element(
        "rect",
        class_=f"box {kind}",
        x=x,
        y=1,
        width=width,
        height=22,
        fill=CERTAIN if kind == "certain" else "none",
        stroke=EDGE,
        stroke_width=1.2,
    )
