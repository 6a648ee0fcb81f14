"""The first page: every treaty in a row."""

from collections.abc import Iterator

from cica_tracker.site.templates import page
from cica_tracker.site.values import File, Site, Treaty
from cica_tracker.words.headline import headline

PATH = "index.html"


def kept(treaty: Treaty) -> str:
    """The sentence of the treaty."""
    return headline(treaty.options.words, treaty.status)


def of_all(site: Site) -> Iterator[File]:
    """The page."""
    yield PATH, page(PATH, site.options, PATH, scripts=(), site=site)
