"""Lists in words: members, events, sources, parties."""

from datetime import date

from cica_tracker.answers.force import Force
from cica_tracker.answers.members import (
    DEPOSITED,
    DOMESTIC,
    NOT_YET,
    NOTHING,
    POSSIBLY,
    SIGNED,
    STANDINGS,
    Member,
    Used,
    retracted,
)
from cica_tracker.answers.parties import Party
from cica_tracker.model.events import Event, Log
from cica_tracker.model.text import clean
from cica_tracker.words.answer import answer, reference, web
from cica_tracker.words.document import Block, Cell, Document, Paragraph, Table
from cica_tracker.words.facts import form, statement
from cica_tracker.words.force import projection, span, yes_no
from cica_tracker.words.language import Language

TONES = {
    DEPOSITED: "good",
    POSSIBLY: "warn",
    DOMESTIC: "warn",
    SIGNED: "",
    NOT_YET: "dim",
    NOTHING: "dim",
}


def standing_words(lang: Language, standing: str) -> str:
    """What is known of a State, in a word or two."""
    return {
        DEPOSITED: lang.t("deposited"),
        POSSIBLY: lang.t("possibly deposited by then"),
        DOMESTIC: lang.t("domestic act only"),
        SIGNED: lang.t("signed"),
        NOT_YET: lang.t("had not consented"),
        NOTHING: lang.t("nothing known"),
    }[standing]


def in_order(lang: Language, members: tuple[Member, ...]) -> list[Member]:
    """The members by standing, and then by their names in this language."""
    return sorted(members, key=lambda one: (STANDINGS.index(one.standing), lang.state(one.state)))


def members_table(lang: Language, members: tuple[Member, ...]) -> Table:
    """Each State: what is known, its acts with their days, since when it may consent."""
    rows = []
    for member in in_order(lang, members):
        words = standing_words(lang, member.standing)
        if member.left:
            words += ", " + lang.t("withdrawn")
        acts = "; ".join(_act(lang, event) for event in member.events)
        cites = tuple(dict.fromkeys(s for event in member.events for s in event.source))
        since = lang.window(member.since.date) if member.since else ""
        rows.append(
            (
                Cell(lang.state(member.state), member.state),
                Cell(words, member.standing, tone=TONES[member.standing]),
                Cell(acts, cites=cites),
                Cell(since, cites=member.since.source if member.since else ()),
            )
        )
    labels = (lang.t("State"), lang.t("Standing"), lang.t("Acts"), lang.t("Member since"))
    return Table(("state", "standing", "acts", "member_since"), labels, tuple(rows))


def _act(lang: Language, event: Event) -> str:
    text = f"{form(lang, event.type)}, {lang.window(event.date)}"
    act = getattr(event, "act", None)
    return f"{text} ({clean(act)})" if act else text


def members_document(lang: Language, log: Log, members: tuple[Member, ...]) -> Document:
    """All members in one table, after a sentence with the numbers."""
    count = {
        standing: sum(member.standing == standing for member in members) for standing in STANDINGS
    }
    parts = [
        lang.t("{n} {standing}", n=number, standing=standing_words(lang, kind))
        for kind, number in count.items()
        if number
    ]
    lead = lang.n(
        "{n} State: {parts}.", "{n} States: {parts}.", len(members), parts=", ".join(parts)
    )
    blocks: list[Block] = [Paragraph(lead, tone="lead"), members_table(lang, members)]
    return answer(lang, log, blocks)


def log_document(lang: Language, log: Log, events: tuple[Event, ...]) -> Document:
    """The events as a table."""
    gone = retracted(log)
    rows = []
    for event in events:
        text = statement(lang, event)
        if event.id in gone:
            text += " " + lang.t("[retracted]")
        rows.append(
            (
                Cell(lang.window(event.date), event.date.last.isoformat()),
                Cell(form(lang, event.type), event.type),
                Cell(text, tone="dim" if event.id in gone else ""),
                Cell(event.id),
                Cell(", ".join(event.source)),
            )
        )
    labels = (lang.t("Day"), lang.t("Type"), lang.t("What"), lang.t("Id"), lang.t("Source"))
    table = Table(("day", "type", "what", "id", "source"), labels, tuple(rows))
    if not rows:
        return answer(lang, log, (Paragraph(lang.t("No event fits.")),))
    return answer(lang, log, (table,))


def sources_document(lang: Language, log: Log, used: tuple[Used, ...]) -> Document:
    """The sources that events rest on, then those that are silent."""
    blocks: list[Block] = []
    kinds = (
        (lang.t("Sources that events rest on"), [one for one in used if one.events]),
        (lang.t("Read, and silent or only context"), [one for one in used if not one.events]),
    )
    labels = (lang.t("Id"), lang.t("Authority"), lang.t("Source"), lang.t("Events"))
    for caption, several in kinds:
        rows = []
        for one in several:
            shown = ", ".join(one.events[:4])
            if len(one.events) > 4:
                more = lang.n("{n} other", "{n} others", len(one.events) - 4)
                shown += f", {more}"
            text = reference(lang, one.source)
            url = web(one.source.url)
            if url:
                text += f" <{url}>"
            if not one.events and one.source.note:
                text += f" - {clean(one.source.note)}"
            rows.append(
                (
                    Cell(one.source.id),
                    Cell(one.source.authority),
                    Cell(text, url=url),
                    Cell(shown, len(one.events)),
                )
            )
        if rows:
            keys = ("id", "authority", "source", "events")
            blocks.append(Table(keys, labels, tuple(rows), caption=caption))
    return answer(lang, log, blocks)


def parties_document(
    lang: Language, force: Force, parties: tuple[Party, ...], as_of: date, notes: tuple[str, ...]
) -> Document:
    """The contracting States, or the parties once the treaty is in force, with their days."""
    log = force.record.log
    in_force = force.on(as_of) == "yes"
    certain = sum(party.consented.last <= as_of for party in parties)
    if in_force:
        bound = sum(party.bound == "yes" for party in parties)
        lead = lang.n(
            "As of {day}: {n} named party.",
            "As of {day}: {n} named parties.",
            bound,
            day=lang.day(as_of),
        )
    else:
        lead = lang.n(
            "As of {day}: {n} named contracting State.",
            "As of {day}: {n} named contracting States.",
            certain,
            day=lang.day(as_of),
        )
        if certain < len(parties):
            more = len(parties) - certain
            lead += " " + lang.n("Possibly {n} more.", "Possibly {n} more.", more)
    events = log.event_by_id
    rows = []
    for party in parties:
        cites = events[party.id].source if party.id in events else ()
        rows.append(
            (
                Cell(lang.state(party.state), party.state),
                Cell(f"{form(lang, party.form)}, {lang.window(party.consented)}", cites=cites),
                Cell(span(lang, party.bound_from)),
                Cell(yes_no(lang, party.bound), party.bound),
                Cell(lang.window(party.withdrawn) if party.withdrawn else ""),
            )
        )
    labels = (
        lang.t("State"),
        lang.t("Consent"),
        lang.t("Bound from"),
        lang.t("Bound that day"),
        lang.t("Withdrawn"),
    )
    keys = ("state", "consent", "bound_from", "bound", "withdrawn")
    blocks: list[Block] = [Paragraph(lead, tone="lead")]
    blocks += [Paragraph(note, tone="dim") for note in notes]
    blocks.append(Paragraph(projection(lang, force, as_of)))
    if rows:
        blocks.append(Table(keys, labels, tuple(rows)))
    return answer(lang, log, blocks)
