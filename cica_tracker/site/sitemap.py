"""`sitemap.xml` and `robots.txt`, for search engines: which pages there are, and how new.

Both speak in whole addresses, so they are made only where the site's own is known.
"""

from collections.abc import Iterator
from datetime import date
from typing import cast
from urllib.parse import urlsplit

from cica_tracker.answers.news import last_learned
from cica_tracker.formats.canvas import element, plain
from cica_tracker.site.values import File, Site, Treaty


def kept(treaty: Treaty) -> date:
    """The last day on which something became known."""
    return last_learned(treaty.log, treaty.options.as_of)


def of_all(site: Site) -> Iterator[File]:
    """The map of the site and, where it has a host of its own, the way to it."""
    options = site.options
    if not options.base_url:
        return
    days = {one.path: cast("date", one.kept["sitemap"]) for one in site.treaties if not one.error}
    newest = max(days.values(), default=None)
    found = [_page(options.address(path), days.get(path, newest)) for path in sorted(site.pages)]
    whole = element(
        "urlset",
        "\n" + "\n".join(found) + "\n",
        xmlns="http://www.sitemaps.org/schemas/sitemap/0.9",
    )
    yield "sitemap.xml", f'<?xml version="1.0" encoding="utf-8"?>\n{whole}\n'.encode()
    if urlsplit(options.base_url).path == "/":  # nobody looks for it elsewhere
        text = f"User-agent: *\nAllow: /\n\nSitemap: {options.address('sitemap.xml')}\n"
        yield "robots.txt", text.encode()


def _page(address: str, day: date | None) -> str:
    parts = element("loc", plain(address))
    return element("url", parts + (element("lastmod", day.isoformat()) if day else ""))
