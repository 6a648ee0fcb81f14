"""The briefing: what a desk hands up, as one neutral document for every format."""

from datetime import date
from typing import Literal

from cica_tracker.answers.members import STANDINGS, Member, members_of
from cica_tracker.answers.reconcile import Reconciliation, reconcile
from cica_tracker.answers.status import Status, status_of
from cica_tracker.answers.timeline import timeline_of
from cica_tracker.model.text import clean
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.delay import in_force
from cica_tracker.words.document import (
    Block,
    Bullets,
    Cell,
    Document,
    Group,
    Heading,
    Paragraph,
    Tiles,
)
from cica_tracker.words.facts import age, names, with_references
from cica_tracker.words.force import arithmetic, differences, prevails, projection
from cica_tracker.words.headline import headline
from cica_tracker.words.language import Language
from cica_tracker.words.lists import TONES, in_order, members_table, standing_words
from cica_tracker.words.picture import page_words
from cica_tracker.words.reconcile import reconcile_blocks, summary
from cica_tracker.words.status import aside, details, meter
from cica_tracker.words.timeline import chart_of

Style = Literal["one-page", "full"]


def briefing_document(
    lang: Language,
    settled: Settled,
    as_of: date,
    *,
    style: Style = "full",
    notes: tuple[str, ...] = (),
) -> Document:
    """The briefing as of a day: on one page, or in full with the States and the reports."""
    log = settled.record.log
    status = status_of(settled, as_of)
    full = style == "full"
    blocks: list[Block] = [Paragraph(headline(lang, status), tone="lead")]
    if (bar := meter(lang, status)) is not None:
        blocks.append(bar)
    blocks += [Paragraph(note, tone="dim") for note in notes]
    blocks += [Heading(lang.t("Status")), Bullets(tuple(details(lang, status)))]
    blocks += aside(lang, status)
    over_time = chart_of(lang, timeline_of(settled, as_of=as_of))
    blocks += [Heading(lang.t("The count over time")), over_time]
    if full:
        members = members_of(settled, as_of)
        blocks += [
            Heading(lang.t("The States")),
            _tiles(lang, members),
            members_table(lang, members),
        ]
        found = reconcile(log, settled.record.known_on)
        blocks += [Heading(lang.t("The reports, and how they reconcile"))]
        blocks += [Paragraph(summary(lang, found)), *reconcile_blocks(lang, found)]
        blocks += [Heading(lang.t("What is not known")), Bullets(_unknown(lang, status, found))]
    blocks += [Heading(lang.t("What comes next")), Bullets(_next(lang, status))]
    title = clean(log.treaty.short_title or log.treaty.title)
    document = Document(
        title,
        tuple(blocks),
        subtitle=lang.t("Briefing as of {day}", day=lang.day(as_of)),
        words=page_words(lang),
    )
    return with_references(lang, log, document)


def _tiles(lang: Language, members: tuple[Member, ...]) -> Tiles:
    """The States by what is known of them."""
    groups = []
    for standing in STANDINGS:
        states = [one for one in in_order(lang, members) if one.standing == standing]
        if states:
            tiles = tuple(Cell(lang.state(member.state), member.state) for member in states)
            groups.append(Group(standing_words(lang, standing), tiles, TONES[standing]))
    return Tiles(lang.t("The States by what is known of them"), tuple(groups))


def _unknown(lang: Language, status: Status, found: Reconciliation) -> tuple[Paragraph, ...]:
    """What the record leaves open: names, days, and all since the last word."""
    items = []
    clause = status.clause
    for gap in found.gaps:
        if gap.until is None or gap.unnamed.at_least == 0:
            continue
        until = lang.day(gap.until)
        if gap.after is None:
            text = lang.n(
                "Up to {until}, {n} consent has no name in the log.",
                "Up to {until}, {n} consents have no name in the log.",
                gap.unnamed.at_least,
                until=until,
            )
        else:
            text = lang.n(
                "After {after} and up to {until}, {n} consent has no name in the log.",
                "After {after} and up to {until}, {n} consents have no name in the log.",
                gap.unnamed.at_least,
                after=lang.day(gap.after),
                until=until,
            )
        items.append(Paragraph(text))
    uncertain = [
        spell.state or "" for spell in (*status.named, *status.maybe) if spell.first < spell.last
    ]
    if uncertain:
        text = lang.t(
            "The day of deposit is known only within a window: {names}.",
            names=names(lang, uncertain),
        )
        items.append(Paragraph(text))
    report = status.last_report
    if report and report.date.last < status.as_of:
        text = lang.t(
            "The last word on the count is of {day} ({age}).",
            day=lang.window(report.date),
            age=age(lang, report.date.last, status.as_of),
        )
        items.append(Paragraph(text, report.source))
    for note, cites in (
        (status.settled.record.log.treaty.note, ()),
        (clause.note if clause else None, clause.source if clause else ()),
    ):
        if note:
            items.append(Paragraph(clean(note), cites))
    return tuple(items) or (Paragraph(lang.t("Nothing that the record itself leaves open.")),)


def _next(lang: Language, status: Status) -> tuple[Paragraph, ...]:
    """The projection, its arithmetic, and what one more deposit would do."""
    force = status.force
    sources = force.clause.source if force.clause else ()
    items = [Paragraph(projection(lang, force, status.as_of), sources)]
    items += [Paragraph(text) for text in arithmetic(lang, force)]
    items += differences(lang, force)
    remaining = status.remaining
    # Before the earliest day it would be against the record to suppose it.
    thinkable = force.met.earliest is not None and force.met.earliest <= status.as_of
    wanted = status.in_force != "yes" and remaining is not None and remaining.at_most
    if status.clause and len(status.clause.condition) == 1 and wanted and thinkable:
        reached = in_force(status.clause, status.as_of)
        if reached:
            text = lang.t(
                "If the last consent needed were deposited on {day}, the treaty would enter into "
                "force on {force}.",
                day=lang.day(status.as_of),
                force=lang.day(reached.day),
            )
            items.append(Paragraph(text))
    items.append(Paragraph(prevails(lang), tone="dim"))
    return tuple(items)
