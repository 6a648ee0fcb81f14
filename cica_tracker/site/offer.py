"""What a treaty's page offers besides its answer, for the template `offer.html`."""

from collections.abc import Iterator
from datetime import date
from html import escape

from cica_tracker.site.badges import badge_path
from cica_tracker.site.data import WHOLE, data_files
from cica_tracker.site.values import Treaty
from cica_tracker.words.badge import badge_of
from cica_tracker.words.cite import page_citation
from cica_tracker.words.language import Language

# Where a citation waits for the days of its address: no text of a log has this letter.
QUERY = "\ue005"


def citation_of(
    treaty: Treaty,
    words: Language | None = None,
    as_of: date | None = None,
    query: str = "",
) -> str:
    """How to cite the answer of the page: with its day and, where it is known, its address.

    A page that answers for any day gives open `words`, an open day, and `QUERY` for its address.
    """
    options = treaty.options
    address = options.address(treaty.path)
    day = as_of or options.as_of
    url = address + (query or f"?as-of={options.as_of.isoformat()}") if address else None
    record = treaty.settled.record
    return page_citation(words or options.words, record, options.title, day, url)


def data_links(treaty: Treaty, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The files of data with what each is, those of the treaty first."""
    yield from zip(
        data_files(treaty.name), (words["log"], words["csv"], words["json"]), strict=True
    )
    yield WHOLE, words["whole"]


def embedding(treaty: Treaty) -> str:
    """The markup that shows the badge on another page and leads from it to the treaty's."""
    options = treaty.options
    page, picture = options.address(treaty.path), options.address(badge_path(treaty.name))
    text = badge_of(options.words, treaty.status).label
    return (
        f'<a href="{escape(page)}"><img src="{escape(picture)}" alt="{escape(text)}" '
        'height="20"></a>'
    )
