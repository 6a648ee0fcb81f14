"""`feed.xml`: an entry whenever an answer changed, for readers of news (Atom, RFC 4287).

Its only days are those of the record: on which something became known, or the answer changed. An
entry keeps its id however often the site is made.
"""

from collections.abc import Iterator
from datetime import date
from typing import cast
from uuid import NAMESPACE_URL, uuid5

from cica_tracker.answers.news import news_of
from cica_tracker.formats.canvas import element, plain
from cica_tracker.model.value import value
from cica_tracker.site.values import File, Options, Site, Treaty, quoted
from cica_tracker.words.news import Told, told

PATH = "feed.xml"
LARGEST = 200  # entries: whoever wants more has the record itself


@value
class Entry:
    """An entry: the title and the page of its treaty, and what is told."""

    treaty: str
    page: str
    told: Told


def kept(treaty: Treaty) -> tuple[Entry, ...]:
    """The newest entries of one treaty, the oldest first."""
    news = (told(treaty.options.words, one) for one in news_of(treaty.log, treaty.options.as_of))
    entries = [Entry(treaty.log.treaty.title, treaty.path, one) for one in news if one]
    return tuple(entries[-LARGEST:])


def of_all(site: Site) -> Iterator[File]:
    """The feed."""
    entries: list[Entry] = []
    for one in site.treaties:
        entries += cast("tuple[Entry, ...]", one.kept.get("feed", ()))
    yield PATH, atom(site.options, entries).encode()


def atom(options: Options, entries: list[Entry]) -> str:
    """The text of the feed, the newest entry first; past `LARGEST` the oldest are left out."""
    entries = sorted(entries, key=lambda one: (one.page, one.told.key))
    entries.sort(key=lambda one: one.told.day, reverse=True)
    newest = entries[0].told.day if entries else options.as_of
    base = options.base_url
    parts = [
        _text("title", options.title),
        _text("id", base or _name(options.title)),
        _text("updated", _moment(newest)),
        element("author", _text("name", options.title)),
        element("link", rel="alternate", type="text/html", href=f"{base}index.html"),
    ]
    if base:
        itself = {"rel": "self", "type": "application/atom+xml", "href": base + PATH}
        parts.append(element("link", **itself))
    parts += [_entry(base, one) for one in entries[:LARGEST]]
    inside = "\n" + "\n".join(parts) + "\n"
    names = {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": options.lang}
    return f'<?xml version="1.0" encoding="utf-8"?>\n{element("feed", inside, **names)}\n'


def _entry(base: str, one: Entry) -> str:
    day = one.told.day.isoformat()
    page = base + quoted(one.page)
    name = f"{page}#{one.told.key}" if base else _name(f"{one.treaty} {page} {one.told.key}")
    parts = [
        _text("title", one.told.title),
        _text("id", name),
        _text("updated", _moment(one.told.day)),
        element("link", rel="alternate", type="text/html",
                href=f"{page}?as-of={day}&known-on={day}"),
        _text("summary", one.told.text),
    ]  # fmt: skip
    text = f"{plain(one.told.text)}\n{plain(one.told.answer)}"
    parts.append(element("content", text, type="text"))
    return element("entry", "\n" + "\n".join(parts) + "\n")


def _text(name: str, text: str) -> str:
    return element(name, plain(text))


def _name(text: str) -> str:
    """A name that no other feed has, made of what it is the name of."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, text)}"


def _moment(day: date) -> str:
    """A day as RFC 3339 has moments: its beginning."""
    return f"{day.isoformat()}T00:00:00Z"
