"""One event or source: all that is recorded of it, and all that rests on it."""

from cica_tracker.answers.members import Used
from cica_tracker.answers.status import Status
from cica_tracker.model.events import Clause, Event, Retraction
from cica_tracker.words.answer import answer, reference, web
from cica_tracker.words.document import Block, Bullets, Document, Paragraph
from cica_tracker.words.facts import capital, events, opposed, statement
from cica_tracker.words.force import delay_words
from cica_tracker.words.language import Language


def event_document(lang: Language, status: Status, event: Event, why: tuple[str, ...]) -> Document:
    """An event. `why` are the ids of those on which the answer of the day rests."""
    record = status.settled.record
    lines = [capital(statement(lang, event)) + "."]
    if isinstance(event, Clause):
        lines.append(lang.t("Delay: {delay}.", delay=delay_words(lang, event.delay)))
    if note := lang.told(event, "note"):
        lines.append(lang.t("Note: {note}", note=note))
    if event.recorded:
        lines.append(lang.t("Recorded on {day}.", day=lang.day(event.recorded)))
    lines += [
        lang.t("Taken back: {reason}.", reason=lang.told(one, "reason"))
        for one in record.log.events
        if isinstance(one, Retraction) and one.of == event.id
    ]
    for one in status.set_aside:
        if event.id in one.ids:
            others = [other for other in one.ids if other != event.id]
            against = opposed(lang, record, one.set_aside, others)
            lines.append(lang.t("Contradicts: {others}.", others=against))
            if event.id == one.set_aside:
                lines.append(lang.t("Answers set it aside."))
    if event.id in why:
        day = lang.day(status.as_of)
        lines.append(lang.t("The count as of {day} rests on it.", day=day))
    lead = Paragraph(lines[0], event.source, "lead")
    items = tuple(Paragraph(line) for line in lines[1:])
    blocks: list[Block] = [lead]
    if items:
        blocks.append(Bullets(items))
    return answer(lang, record.log, blocks, notes=True)


def source_document(lang: Language, status: Status, used: Used) -> Document:
    """A source, and every event that rests on it."""
    record, source = status.settled.record, used.source
    authority = {
        "depositary": lang.t("depositary"),
        "secretariat": lang.t("secretariat"),
        "government": lang.t("government"),
        "press": lang.t("press"),
        "secondary": lang.t("secondary source"),
    }[source.authority]
    lines = [lang.t("Authority: {authority}.", authority=authority)]
    if url := web(source.url):
        lines.append(lang.t("Address: {url}", url=url))
    if note := lang.told(source, "note"):
        lines.append(lang.t("Note: {note}", note=note))
    blocks: list[Block] = [
        Paragraph(f"{capital(reference(lang, source))}.", tone="lead"),
        Bullets(tuple(Paragraph(line) for line in lines)),
    ]
    if not used.events:
        blocks.append(Paragraph(lang.t("No event rests on it.")))
        return answer(lang, record.log, blocks)
    head = lang.n("{n} event rests on it:", "{n} events rest on it:", len(used.events))
    resting = (statement(lang, event) for event in events(record, used.events))
    items = tuple(Paragraph(f"{capital(text)}.") for text in resting)
    return answer(lang, record.log, (*blocks, Paragraph(head), Bullets(items)))
