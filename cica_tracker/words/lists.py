"""Lists in words: members, events, sources, parties."""

from dataclasses import replace

from cica_tracker.answers.last_word import last_word_of
from cica_tracker.answers.members import (
    DEPOSITED,
    DOMESTIC,
    NOT_YET,
    NOTHING,
    POSSIBLY,
    SIGNED,
    STANDINGS,
    WITHDRAWN,
    Member,
    Used,
)
from cica_tracker.answers.parties import Party
from cica_tracker.answers.status import Range, Status
from cica_tracker.model.events import DomesticApproval, Event, Log
from cica_tracker.words.answer import answer, short_reference, shortened, web
from cica_tracker.words.document import Block, Cell, Document, Group, Paragraph, Table, Tiles
from cica_tracker.words.facts import capital, cited_by, form, number, participant, statement
from cica_tracker.words.force import projection, span, yes_no
from cica_tracker.words.language import Language

TONES = {
    DEPOSITED: "good",
    POSSIBLY: "warn",
    WITHDRAWN: "bad",
    DOMESTIC: "warn",
    SIGNED: "",
    NOT_YET: "dim",
    NOTHING: "dim",
}


def standing_words(lang: Language, standing: str) -> str:
    """What is known of a State, in a word or two."""
    return {
        DEPOSITED: lang.t("deposited"),
        WITHDRAWN: lang.t("withdrawn"),
        POSSIBLY: lang.t("possibly deposited by then"),
        DOMESTIC: lang.t("approved at home, no deposit recorded"),
        SIGNED: lang.t("signed"),
        NOT_YET: lang.t("had not consented"),
        NOTHING: lang.t("no act recorded"),
    }[standing]


def in_order(lang: Language, members: tuple[Member, ...]) -> list[Member]:
    """The members by standing, and then by their names in this language."""
    return sorted(members, key=lambda one: (STANDINGS.index(one.standing), lang.state(one.state)))


def members_table(lang: Language, members: tuple[Member, ...]) -> Table:
    """Each State: what is known, its acts with their days, since when it may consent."""
    rows = tuple(member_row(lang, member) for member in in_order(lang, members))
    labels = (lang.t("State"), lang.t("Standing"), lang.t("Acts"), lang.t("Member since"))
    return Table(("state", "standing", "acts", "member_since"), labels, rows)


def member_row(lang: Language, member: Member) -> tuple[Cell, ...]:
    """A State, what is known, its acts with their days, since when it may consent."""
    words = standing_words(lang, member.standing)
    if member.left and member.standing != WITHDRAWN:
        words += ", " + lang.t("possibly withdrawn")
    acts = "; ".join(_act(lang, event) for event in member.events)
    since = lang.window(member.since.date) if member.since else ""
    return (
        Cell(participant(lang, member.state), member.state),
        Cell(words, member.standing, tone=TONES[member.standing]),
        Cell(acts, cites=cited_by(member.events)),
        Cell(since, cites=member.since.source if member.since else ()),
    )


def _act(lang: Language, event: Event) -> str:
    text = f"{form(lang, event.type)}, {lang.window(event.date)}"
    act = lang.told(event, "act")
    return f"{text} ({act})" if act else text


def states_blocks(lang: Language, members: tuple[Member, ...]) -> list[Block]:
    """The States with an act on record as a table, all others by name alone."""
    acted = tuple(one for one in members if one.events)
    blocks: list[Block] = [filled(members_table(lang, acted))] if acted else []
    silent = tuple(
        Cell(participant(lang, one.state), one.state)
        for one in in_order(lang, members)
        if not one.events
    )
    if silent:
        group = Group(standing_words(lang, NOTHING), silent, TONES[NOTHING])
        blocks.append(Tiles(lang.t("The other States"), (group,)))
    return blocks


def filled(table: Table) -> Table:
    """The table without the columns in which nothing stands."""
    columns = zip(table.keys, table.labels, *table.rows, strict=True)
    kept = [column for column in columns if any(cell.text for cell in column[2:])]
    keys, labels, *rows = zip(*kept, strict=True)
    return replace(table, keys=keys, labels=labels, rows=tuple(rows))


def tally(lang: Language, status: Status) -> str:
    """How many contract, and how many of them have a name: never a number of the named alone."""
    named = Range(len(status.named), len(status.named) + len(status.maybe))
    count, unnamed = status.contracting, status.unnamed
    if last_word_of(status).open:  # how many may be members says nothing of how many came
        count, unnamed = Range(count.at_least, None), Range(unnamed.at_least, None)
    if unnamed == Range(0, 0) and count.exact and count.at_least:
        return lang.n(
            "{n} contracting State, which is named",
            "{n} contracting States, all named",
            count.at_least,
        )
    if count.at_least == 0 and unnamed.at_most is None:
        return lang.t("no consent is recorded, and none is excluded")
    if unnamed == Range(0, None):
        return lang.t(
            "{count} contracting States: {named} named, others not excluded",
            count=number(lang, count),
            named=number(lang, named),
        )
    return lang.n(
        "{count} contracting State: {named} named, {unnamed} not named",
        "{count} contracting States: {named} named, {unnamed} not named",
        1 if count.exact and count.at_most == 1 else 2,
        count=number(lang, count),
        named=number(lang, named),
        unnamed=number(lang, unnamed),
    )


def members_document(
    lang: Language, status: Status, members: tuple[Member, ...], notes: tuple[str, ...] = ()
) -> Document:
    """All that may consent: how many contract, those with an act in a table, the others by name."""
    count = {
        standing: sum(member.standing == standing for member in members) for standing in STANDINGS
    }
    parts = [
        lang.t("{n} {standing}", n=n, standing=standing_words(lang, kind))
        for kind, n in count.items()
        if n
    ]
    lead = lang.t("As of {day}: {tally}.", day=lang.day(status.as_of), tally=tally(lang, status))
    about = lang.n(
        "{n} State may consent or has acted: {parts}.",
        "{n} States may consent or have acted: {parts}.",
        len(members),
        parts="; ".join(parts),
    )
    blocks: list[Block] = [Paragraph(lead, tone="lead")]
    blocks += [Paragraph(note, tone="dim") for note in notes]
    blocks += [Paragraph(about), *states_blocks(lang, members)]
    return answer(lang, status.settled.record.log, blocks)


def log_document(lang: Language, log: Log, events: tuple[Event, ...]) -> Document:
    """The events, each with the id by which `tracker show` tells all of it."""
    gone = log.taken_back
    rows = []
    for event in events:
        text = in_short(lang, event)
        if event.id in gone:
            text += " " + lang.t("[retracted]")
        rows.append(
            (
                Cell(capital(text), tone="dim" if event.id in gone else ""),
                Cell(event.id, tone="dim"),
            )
        )
    if not rows:
        return answer(lang, log, (Paragraph(lang.t("No event fits.")),))
    labels = (lang.t("What"), lang.t("Id"))
    table = Table(("what", "id"), labels, tuple(rows), brief=True)
    return answer(lang, log, (table, _shown(lang)))


def in_short(lang: Language, event: Event) -> str:
    """An event as a sentence, without the name of a domestic act."""
    if isinstance(event, DomesticApproval):
        event = replace(event, act=None)
    return statement(lang, event)


def sources_document(lang: Language, log: Log, used: tuple[Used, ...]) -> Document:
    """The sources that events rest on, then those that are silent."""
    blocks: list[Block] = []
    kinds = (
        (lang.t("Sources that events rest on"), [one for one in used if one.events]),
        (lang.t("Read, and silent or only context"), [one for one in used if not one.events]),
    )
    labels = (lang.t("Source"), lang.t("Id"), lang.t("Events"))
    for caption, several in kinds:
        rows = []
        for one in several:
            url, title = web(one.source.url), lang.told(one.source, "title")
            short = short_reference(lang, one.source)
            text = shortened(f"{short}: {title}" if one.source.publisher else title)
            count = len(one.events)
            row = (Cell(text, url=url), Cell(one.source.id, tone="dim"), Cell(str(count), count))
            rows.append(row if count else row[:2])
        if rows:
            table = Table(
                ("source", "id", "events"), labels, tuple(rows), caption, numeric=(2,), brief=True
            )
            if not several[0].events:
                table = Table(("source", "id"), labels[:2], tuple(rows), caption, brief=True)
            blocks.append(table)
    return answer(lang, log, (*blocks, _shown(lang)))


def _shown(lang: Language) -> Paragraph:
    return Paragraph(lang.t("All that is recorded of one: tracker show ID"), tone="dim")


def _bound(lang: Language, party: Party, *, announced: bool) -> str:
    """Whether a State is bound; what no depositary has announced is a computation, and says so."""
    if party.bound == "yes" and not announced:
        return lang.t("yes, by computation")
    return yes_no(lang, party.bound)


def parties_document(
    lang: Language, status: Status, parties: tuple[Party, ...], notes: tuple[str, ...] = ()
) -> Document:
    """The contracting States by name, with their days; parties where so announced."""
    force, as_of = status.force, status.as_of
    log = force.record.log
    lead = lang.t("As of {day}: {tally}.", day=lang.day(as_of), tally=tally(lang, status))
    if force.announcement and status.in_force == "yes":
        bound = sum(party.bound == "yes" for party in parties)
        lead += " " + lang.n("{n} named party.", "{n} named parties.", bound)
    events = log.event_by_id
    rows = []
    for party in parties:
        cites = events[party.id].source if party.id in events else ()
        rows.append(
            (
                Cell(participant(lang, party.state), party.state),
                Cell(f"{form(lang, party.form)}, {lang.window(party.consented)}", cites=cites),
                Cell(span(lang, party.bound_from)),
                Cell(_bound(lang, party, announced=bool(force.announcement)), party.bound),
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
        blocks.append(filled(Table(keys, labels, tuple(rows))))
    return answer(lang, log, blocks)
