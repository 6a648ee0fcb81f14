"""An answer as a document: under the treaty's name, with the sources it cites, numbered."""

from collections.abc import Iterable
from dataclasses import replace

from cica_tracker.model.dates import OPEN_END, Window
from cica_tracker.model.events import Clause, DomesticApproval, Log, Report
from cica_tracker.model.sources import Source
from cica_tracker.model.text import clean
from cica_tracker.words.document import Block, Document, Reference, cited
from cica_tracker.words.language import Language

_TEXTS = ("title", "short_title", "place", "publisher", "locator", "note", "act")


def answer(lang: Language, log: Log, blocks: Iterable[Block], *, notes: bool = False) -> Document:
    """The blocks of an answer under the treaty's name, with the sources that they cite.

    `notes`: with what the log notes of each source.
    """
    blocks = tuple(blocks)
    return Document(
        lang.title(log.treaty),
        blocks,
        language=lang.code,
        foreign=foreign(lang, log, blocks),
        references=references(lang, log, blocks, notes=notes),
        references_title=lang.t("Sources"),
    )


def with_short_sources(lang: Language, document: Document) -> Document:
    """The same document; on a screen its sources are only named."""
    return replace(document, in_short=lang.t("Sources, in full with --sources:"))


def reference(lang: Language, source: Source) -> str:
    """A source as a line of a bibliography, without its address."""
    parts = [lang.told(source, "publisher"), lang.told(source, "title")]
    text = ": ".join(part for part in parts if part)
    if source.published:
        text += f" ({_published(lang, source.published)})"
    if locator := lang.told(source, "locator"):
        text += f", {locator}"
    return text


def _published(lang: Language, window: Window) -> str:
    if window.last != OPEN_END and _undated(window):
        return lang.t("undated, public by {day}", day=lang.day(window.last))
    return lang.window(window)


def _undated(window: Window) -> bool:
    """Whether a window is so long that it says no more than by when a page was public."""
    return (window.last - window.first).days > 366


def short_reference(lang: Language, source: Source) -> str:
    """A source in a few words: who said it and when."""
    who = lang.told(source, "publisher") or lang.told(source, "title")
    published = source.published
    if published is None or published.last == OPEN_END:
        return who
    if published.exact:
        return f"{who}, {lang.day(published.last)}"
    if _undated(published):
        return lang.t("{who}, undated", who=who)
    years = sorted({published.first.year, published.last.year})
    return f"{who}, {'/'.join(map(str, years))}"


def references(
    lang: Language, log: Log, blocks: Iterable[Block], *, notes: bool = False
) -> tuple[Reference, ...]:
    """The numbered list of the sources that blocks cite."""
    shown = []
    for position, source in enumerate(_sources(log, blocks), 1):
        text = reference(lang, source)
        if notes and (note := lang.told(source, "note")):
            text += f". {note}"
        short = short_reference(lang, source)
        shown.append(Reference(position, source.id, text, web(source.url), short))
    return tuple(shown)


def _sources(log: Log, blocks: Iterable[Block]) -> list[Source]:
    return [log.source_by_id[i] for i in cited(blocks) if i in log.source_by_id]


def foreign(lang: Language, log: Log, blocks: Iterable[Block]) -> tuple[tuple[str, str], ...]:
    """The texts of the log that are shown as they are, for want of this language, and theirs.

    The longest come first, so that none is taken for a part of it.
    """
    own = log.treaty.language
    if own == lang.code:
        return ()
    told = [e for e in log.events if isinstance(e, Clause | Report | DomesticApproval)]
    texts = {
        lang.told(block, field)
        for block in (log.treaty, *_sources(log, blocks), *told)
        for field in _TEXTS
        if field not in (block.in_ or {}).get(lang.code, {})
    }
    labels = {clean(c.label or "") for e in told if isinstance(e, Clause) for c in e.condition}
    found = sorted((texts | labels) - {""}, key=lambda text: (-len(text), text))
    return tuple((text, own) for text in found)


def shortened(text: str, most: int = 90) -> str:
    """A long text cut after a word, and marked as cut."""
    return text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} …"


def web(url: str | None) -> str | None:
    """The address, if it is one of the web; nothing else may become a link."""
    plain = clean(url) if url else ""
    return plain if plain.startswith(("https://", "http://")) and " " not in plain else None
