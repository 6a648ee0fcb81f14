"""`badge/<name>.svg` and `og/<name>.png`: each treaty's answer as a picture.

The second is for networks that show a picture where an address is shared. They want its whole
address, so it is made only where that is known; and only where resvg is installed.
"""

from collections.abc import Iterator
from functools import cache

from cica_tracker.formats.badge import badge_svg
from cica_tracker.formats.card import card_svg
from cica_tracker.formats.missing import MissingError
from cica_tracker.formats.png import png
from cica_tracker.site.values import File, Treaty
from cica_tracker.words.badge import badge_of
from cica_tracker.words.headline import headline
from cica_tracker.words.status import meter

_PIXELS = 600  # what networks ask for at least, and a third of the work of 1200


def badge_path(name: str) -> str:
    """The badge of a treaty."""
    return f"badge/{name}.svg"


def card_path(treaty: Treaty) -> str | None:
    """The picture that the treaty's page is shared with; None where there is none."""
    return f"og/{treaty.name}.png" if treaty.options.base_url and _can_draw() else None


def of_treaty(treaty: Treaty) -> Iterator[File]:
    """The badge and, where it can be made, the picture to share."""
    words, status = treaty.options.words, treaty.status
    badge = badge_of(words, status)
    yield badge_path(treaty.name), badge_svg(badge).encode()
    if path := card_path(treaty):
        answer, bar = headline(words, status), meter(words, status)
        yield path, png(card_svg(treaty.options.title, badge, answer, bar), _PIXELS)


@cache
def _can_draw() -> bool:
    try:
        png('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>', 1)
    except MissingError:
        return False
    return True
