"""The page of a treaty."""

from collections.abc import Iterator

from cica_tracker.site.templates import page
from cica_tracker.site.values import File, Treaty
from cica_tracker.words.headline import headline


def of_treaty(treaty: Treaty) -> Iterator[File]:
    """The page."""
    answer = headline(treaty.options.words, treaty.status)
    yield (
        treaty.path,
        page("treaty.html", treaty.options, treaty.path, scripts=(), treaty=treaty, answer=answer),
    )
