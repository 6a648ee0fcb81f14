"""A vector picture as a PNG, by resvg: the same drawing without a browser."""

from functools import cache

from cica_tracker.formats.canvas import FONT
from cica_tracker.formats.missing import MissingError

_PROBE = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">{}</svg>'


def png(picture: str, width: int) -> bytes:
    """The bytes of a PNG of a picture, `width` pixels wide.

    Raises MissingError, saying what to install, without resvg or without a font to write with.
    """
    try:
        from resvg_py import svg_to_bytes  # noqa: PLC0415  an extra: only where it is needed
    except ImportError:
        raise MissingError(
            'a PNG needs resvg-py: pip install "cica-tracker[png]", or write an .svg'
        ) from None
    if not _can_write():
        raise MissingError(
            "no font was found to write on the picture with: install one, such as DejaVu Sans or "
            "Noto Sans, or write an .svg"
        )
    return svg_to_bytes(svg_string=picture, width=width)


@cache
def _can_write() -> bool:
    """Whether a letter leaves a trace: without a font resvg leaves text out and says nothing."""
    from resvg_py import svg_to_bytes  # noqa: PLC0415  an extra: only where it is needed

    letter = f'<text y="18" font-family="{FONT}" font-size="18">M</text>'
    drawn = svg_to_bytes(svg_string=_PROBE.format(letter))
    return drawn != svg_to_bytes(svg_string=_PROBE.format(""))
