"""A badge as a picture that another page can embed: which treaty, and how it stands.

It brings its own ground, so that it reads on a light page and on a dark one, and needs no font of
its own: each text is fitted to its field, whatever letters the reader has.
"""

from math import ceil

from cica_tracker.formats.canvas import FONT, element, plain
from cica_tracker.formats.scale import fitted, width_of
from cica_tracker.words.badge import Badge

_SIZE, _HEIGHT, _EDGE = 11.0, 20, 7.0
_WIDEST = 300.0  # of the treaty's name
_WHITE, _NAME, _COUNT, _REACHED = "#ffffff", "#3d454c", "#1f5a8a", "#1c5e35"


def badge_svg(badge: Badge) -> str:
    """The picture as the text of an SVG file."""
    label = fitted(badge.label, _SIZE, _WIDEST)
    value = fitted(badge.value, _SIZE, _WIDEST)
    middle = ceil(width_of(label, _SIZE) + 2 * _EDGE)
    width = middle + ceil(width_of(value, _SIZE) + 2 * _EDGE)
    ground = _REACHED if badge.reached else _COUNT
    parts = [
        element("title", plain(badge.text)),
        element("clipPath", _box(0, width, rx=3), id="edge"),
        element(
            "g",
            _box(0, width, fill=_NAME) + _box(middle, width - middle, fill=ground),
            clip_path="url(#edge)",
        ),
        element(
            "g",
            _text(label, middle / 2) + _text(value, (middle + width) / 2),
            fill=_WHITE,
            font_family=FONT,
            font_size=_SIZE,
            text_anchor="middle",
        ),
    ]
    return element(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        width=width,
        height=_HEIGHT,
        viewBox=f"0 0 {width} {_HEIGHT}",
        role="img",
        aria_label=badge.text,
    )


def _box(x: float, width: float, fill: str = _WHITE, rx: int = 0) -> str:
    return element("rect", x=x, width=width, height=_HEIGHT, fill=fill, rx=rx)


def _text(text: str, x: float) -> str:
    """A text in the middle of its field, as long as the field is wide."""
    long = width_of(text, _SIZE)
    return element("text", plain(text), x=x, y=14, textLength=long, lengthAdjust="spacingAndGlyphs")
