"""What stands beside an answer: how its day was read, and that it is only supposed."""

from dataclasses import replace
from datetime import date

from cica_tracker import answers
from cica_tracker.answers.parts import problems_in
from cica_tracker.model.dates import Window, parse_window
from cica_tracker.model.events import Consent, Log
from cica_tracker.model.text import clean
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.record import undated
from cica_tracker.words.document import (
    Block,
    Chart,
    Document,
    Heading,
    Paragraph,
)
from cica_tracker.words.language import Language


def read_as(lang: Language, as_of: date, window: Window | None) -> tuple[str, ...]:
    """That a month or year was read as its last day."""
    if window is None or window.exact:
        return ()
    return (lang.t("Read as its last day: {day}.", day=lang.day(as_of)),)


def day_notes(
    lang: Language, as_of: date, window: Window | None, known_on: date | None, today: date
) -> tuple[str, ...]:
    """How a month or year was read, that a day lies ahead, and what counted as known."""
    notes = [*read_as(lang, as_of, window)]
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
    return left_out_note(lang, undated(log))


def left_out_note(lang: Language, count: int) -> tuple[str, ...]:
    """The same of a number of events, whatever their logs."""
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


def origin(lang: Language) -> str:
    """That the answer is from the program's own log, since no other was named or found."""
    return lang.t("The shipped log; another: --log FILE.")


def moved_note(lang: Language, as_of: date) -> tuple[str, ...]:
    """That the question is asked as of the last day supposed, which lies ahead."""
    return (lang.t("Asked as of the last day supposed: {day}.", day=lang.day(as_of)),)


def unlisted_note(
    lang: Language, settled: Settled, as_of: date, assumed: tuple[Consent, ...]
) -> tuple[str, ...]:
    """That a State supposed without its name need not be one of those that the clause lists."""
    clause = settled.record.clause_on(as_of.toordinal())
    condition = answers.status.counting(clause) if clause else None
    if not (condition and condition.among) or all(event.state for event in assumed):
        return ()
    return (lang.t("A State not named need not be one of those listed; suppose it by its name."),)


def problems_note(
    lang: Language, settled: Settled, assumed: tuple[Consent, ...] = (), *, advice: bool = True
) -> tuple[str, ...]:
    """How many problems the log has, whatever was asked; as `advice`, where they are listed."""
    count = problems_in(settled, supposed=bool(assumed))
    if not count:
        return ()
    if advice:
        return (problem_count(lang, count),)
    return (lang.n("The log has {n} problem.", "The log has {n} problems.", count),)


def problem_count(lang: Language, count: int) -> str:
    """That the log has so many problems, and where they are listed."""
    return lang.n(
        "The log has {n} problem; tracker check lists it.",
        "The log has {n} problems; tracker check lists them.",
        count,
    )


def hypothetical(lang: Language, document: Document, assumed: tuple[str, ...]) -> Document:
    """The same document marked in its title and once in each section as only supposed."""
    mark = lang.t("[hypothetical]")
    listed = lang.listed([_supposed(lang, text) for text in assumed])
    blocks: list[Block] = [Paragraph(lang.t("Supposing: {assumed}.", assumed=listed), tone="warn")]
    marked = False
    for block in document.blocks:
        match block:
            case Heading():
                blocks.append(replace(block, text=f"{block.text} {mark}"))
            case Paragraph() if not marked and block.tone == "lead":
                blocks.append(replace(block, text=f"{mark} {block.text}"))
                marked = True
            case Chart():  # a picture may stand alone
                blocks.append(supposed(lang, block, assumed))
            case _:
                blocks.append(block)
    title = f"{document.title} {mark}"
    return replace(document, title=title, blocks=tuple(blocks), assumed=assumed)


def _supposed(lang: Language, text: str) -> str:
    """An assumption as the reader has it: "Kuwait, 1 December 2026"."""
    name, _, rest = text.partition("=")
    when = rest.partition(":")[0].strip()
    state = None if name.strip().lower() == answers.what_if.NEXT else clean(name.strip())
    return lang.t("{state} ({day})", state=lang.state(state), day=lang.window(parse_window(when)))
