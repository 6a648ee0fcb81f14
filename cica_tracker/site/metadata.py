"""What a page says of itself to machines: schema.org as JSON-LD, and Open Graph.

It says only what the log records, and in the words of the page.
"""

from collections.abc import Iterator
from typing import Any

from cica_tracker.answers.news import last_learned
from cica_tracker.formats.links import web_address
from cica_tracker.model.sources import Source
from cica_tracker.model.text import clean
from cica_tracker.site.badges import card_path
from cica_tracker.site.data import WHOLE, WHOLE_KIND, data_files
from cica_tracker.site.embedded import embedded
from cica_tracker.site.values import Options, Treaty
from cica_tracker.words.headline import headline
from cica_tracker.words.offer import site_description

_CONTEXT = "https://schema.org"
_MOST = 30  # sources: the page itself lists them all
_FORCE = {"yes": "InForce", "no": "NotInForce"}  # what is only possible is not said


def site_json_ld(options: Options) -> str:
    """The site as a data set."""
    return _json_ld(_dataset_of_site(options))


def treaty_json_ld(treaty: Treaty) -> str:
    """The page of a treaty as a data set on a piece of legislation."""
    options, log = treaty.options, treaty.log
    whole = _dataset_of_site(options)
    return _json_ld(
        {
            "@type": "Dataset",
            "name": treaty.title,
            "description": headline(options.words, treaty.status),
            "url": options.address(treaty.path),
            "inLanguage": options.lang,
            "dateModified": last_learned(log, options.as_of).isoformat(),
            "about": _legislation(treaty),
            "citation": [_work(source) for source in log.sources[:_MOST]],
            "isPartOf": {key: whole[key] for key in ("@type", "name", "url")},
            "distribution": [
                _download(options, path, kind) for path, kind in data_files(treaty.name).items()
            ],
        }
    )


def open_graph(treaty: Treaty) -> Iterator[tuple[str, str]]:
    """The properties of a treaty's page for networks that show what is behind an address."""
    options = treaty.options
    yield "og:type", "website"
    yield "og:site_name", options.title
    yield "og:title", treaty.title
    yield "og:description", headline(options.words, treaty.status)
    if address := options.address(treaty.path):
        yield "og:url", address
    if picture := card_path(treaty):
        yield "og:image", options.address(picture)
        yield "og:image:alt", headline(options.words, treaty.status)


def _dataset_of_site(options: Options) -> dict[str, Any]:
    return {
        "@type": "Dataset",
        "name": options.title,
        "description": site_description(options.words),
        "url": options.base_url,
        "inLanguage": options.lang,
        "distribution": [_download(options, WHOLE, WHOLE_KIND)],
    }


def _legislation(treaty: Treaty) -> dict[str, Any]:
    known, record = treaty.log.treaty, treaty.settled.record
    adopted, announced = known.adopted, record.announcement
    return {
        "@type": "Legislation",
        "name": known.title,
        "alternateName": known.short_title,
        "legislationDate": adopted.first.isoformat() if adopted and adopted.exact else None,
        "legislationLegalForce": _FORCE.get(treaty.status.in_force),
        "legislationDateOfApplicability": (
            announced.date.first.isoformat() if announced and announced.date.exact else None
        ),
    }


def _work(source: Source) -> dict[str, Any]:
    published = source.published
    publisher = source.publisher and {"@type": "Organization", "name": source.publisher}
    return {
        "@type": "CreativeWork",
        "name": source.title,
        "publisher": publisher,
        "url": web_address(source.url),
        "datePublished": published.first.isoformat() if published and published.exact else None,
    }


def _download(options: Options, path: str, kind: str) -> dict[str, Any]:
    address = options.address(path)
    return {"@type": "DataDownload", "encodingFormat": kind, "contentUrl": address}


def _json_ld(value: dict[str, Any]) -> str:
    """The value as JSON that no page can mistake for markup; what is not known is left out."""
    return embedded(_known({"@context": _CONTEXT, **value}))


def _known(value: Any) -> Any:
    """The value without what is empty, its texts made safe."""
    if isinstance(value, dict):
        found = {key: _known(one) for key, one in value.items()}
        return {key: one for key, one in found.items() if one not in (None, "", [], {})}
    if isinstance(value, list):
        return [_known(one) for one in value]
    return clean(value) if isinstance(value, str) else value
