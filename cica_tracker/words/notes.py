"""What stands beside an answer: how its day was read, and that it is only supposed."""

from dataclasses import replace
from datetime import date

from cica_tracker.model.dates import Window
from cica_tracker.model.events import Log
from cica_tracker.model.text import clean
from cica_tracker.words.document import (
    Block,
    Bullets,
    Chart,
    Document,
    Heading,
    Meter,
    Paragraph,
    Table,
)
from cica_tracker.words.language import Language


def day_notes(
    lang: Language, as_of: date, window: Window | None, known_on: date | None, today: date
) -> tuple[str, ...]:
    """How a month or year was read, that a day lies ahead, and what counted as known."""
    notes = []
    if window and not window.exact:
        notes.append(lang.t("Read as its last day: {day}.", day=lang.day(as_of)))
    if as_of > today:
        notes.append(
            lang.t("That day lies ahead: the answer rests on what is recorded as of today.")
        )
    if known_on:
        notes.append(
            lang.t("Only what had been published by {day} is used.", day=lang.day(known_on))
        )
    return tuple(notes)


def undated_note(lang: Language, log: Log) -> tuple[str, ...]:
    """How many events no day of publication is known of, so that they count as unpublished."""
    dated = {source.id for source in log.sources if source.published}
    count = sum(bool(event.source) and not dated.intersection(event.source) for event in log.events)
    if not count:
        return ()
    words = lang.n(
        "{n} event is left out: its sources have no day of publication.",
        "{n} events are left out: their sources have no day of publication.",
        count,
    )
    return (words,)


def supposed(lang: Language, chart: Chart, assumed: tuple[str, ...]) -> Chart:
    """The same chart, marked where it is only supposed."""
    if not assumed:
        return chart
    mark = lang.t("[hypothetical]")
    return replace(chart, title=f"{mark} {chart.title}", text=f"{mark} {chart.text}")


def hypothetical(lang: Language, document: Document, assumed: tuple[str, ...]) -> Document:
    """The same document with every statement marked as only supposed."""
    mark = lang.t("[hypothetical]")

    def marked(block: Block) -> Block:
        match block:
            case Paragraph() | Heading() | Meter():
                return replace(block, text=f"{mark} {block.text}")
            case Bullets():
                items = tuple(replace(item, text=f"{mark} {item.text}") for item in block.items)
                return replace(block, items=items)
            case Table():
                return replace(block, caption=f"{mark} {block.caption}".strip())
            case Chart():
                return supposed(lang, block, assumed)
            case _:
                return replace(block, caption=f"{mark} {block.caption}".strip())

    listed = ", ".join(clean(text) for text in assumed)
    first = Paragraph(lang.t("{mark} Supposing {assumed}.", mark=mark, assumed=listed), tone="warn")
    return replace(document, blocks=(first, *map(marked, document.blocks)), assumed=assumed)
