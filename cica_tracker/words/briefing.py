"""The briefing: what a desk hands up, as one neutral document for every format."""

from dataclasses import replace
from datetime import date
from typing import Literal

from cica_tracker.answers.changes import TreatyChanges
from cica_tracker.answers.members import members_of
from cica_tracker.answers.reconcile import Reconciliation, reconciliation_of
from cica_tracker.answers.status import Status
from cica_tracker.answers.timeline import span_of, timeline_of
from cica_tracker.model.text import clean
from cica_tracker.model.value import value
from cica_tracker.rules.delay import in_force
from cica_tracker.words.answer import answer
from cica_tracker.words.changes import news, sentence
from cica_tracker.words.document import (
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
)
from cica_tracker.words.facts import condition, names
from cica_tracker.words.force import arithmetic, differences, prevails, projection
from cica_tracker.words.language import Language
from cica_tracker.words.lists import states_blocks
from cica_tracker.words.picture import page_words
from cica_tracker.words.reconcile import reconcile_blocks, summary
from cica_tracker.words.status import details, lead, meter, set_aside
from cica_tracker.words.timeline import chart_of

Style = Literal["one-page", "full"]
_DIGITS = 12


@value
class Origin:
    """When a briefing is made, from which file with which SHA-256, and by whom."""

    day: date
    log: str
    digest: str
    prepared_by: str | None = None


def briefing_document(  # noqa: PLR0913  the parts of one page, by name
    lang: Language,
    status: Status,
    *,
    style: Style = "full",
    notes: tuple[str, ...] = (),
    origin: Origin | None = None,
    changed: TreatyChanges | None = None,
) -> Document:
    """The briefing as of a day: on one page, or in full with the States and the reports.

    `changed` is what became known since the last one.
    """
    settled, as_of = status.settled, status.as_of
    log = settled.record.log
    blocks: list[Block] = [lead(lang, status)]
    if (bar := meter(lang, status)) is not None:
        blocks.append(bar)
    blocks += [Paragraph(note, tone="dim") for note in notes]
    if changed and changed.before and changed.turn:
        since = lang.day(changed.before.as_of)
        blocks += [Heading(lang.t("What has changed since {day}", day=since))]
        blocks += [Paragraph(sentence(lang, changed.turn)), *news(lang, changed.turn)]
    blocks += [Heading(lang.t("Status")), Bullets(_details(lang, status)), *set_aside(lang, status)]
    if span_of(settled)[0] < as_of:
        blocks += [Heading(lang.t("The count over time"))]
        blocks.append(chart_of(lang, timeline_of(settled, end=as_of)))
    if style == "full":
        blocks += [Heading(lang.t("The States")), *states_blocks(lang, members_of(settled, as_of))]
        found = reconciliation_of(settled)
        blocks += [Heading(lang.t("The reports, and how they reconcile"))]
        blocks += [Paragraph(summary(lang, found)), *reconcile_blocks(lang, found)]
        blocks += [Heading(lang.t("What is not known")), Bullets(_unknown(lang, status, found))]
    over = status.in_force == "yes"
    blocks += [Heading(lang.t("Entry into force") if over else lang.t("What comes next"))]
    blocks += [Bullets(_next(lang, status))]
    return replace(
        answer(lang, log, blocks, notes=style == "full"),
        subtitle=lang.t("Briefing as of {day}", day=lang.day(as_of)),
        about=about(lang, status),
        made=_made(lang, origin) if origin else "",
        day=origin.day if origin else None,
        words=page_words(lang),
        compact=style == "one-page",
    )


def about(lang: Language, status: Status) -> str:
    """What the treaty is: its full title, where and when it was adopted, and its clause."""
    log = status.settled.record.log
    treaty, clause = log.treaty, status.clause
    title = lang.told(treaty, "title")
    parts = [f"{title}."] if title != lang.title(treaty) else []
    if treaty.adopted:
        when = lang.window(treaty.adopted)
        place = lang.told(treaty, "place")
        parts.append(
            lang.t("Adopted {when}, {place}.", when=when, place=place)
            if place
            else lang.t("Adopted {when}.", when=when)
        )
    if clause:
        needs = "; ".join(condition(lang, one) for one in clause.condition)
        known = [log.source_by_id[one] for one in clause.source if one in log.source_by_id]
        where = [text for source in known if (text := lang.told(source, "locator"))]
        parts.append(
            lang.t("Entry into force requires {needs} ({where}).", needs=needs, where=where[0])
            if where
            else lang.t("Entry into force requires {needs}.", needs=needs)
        )
    return " ".join(filter(None, parts))


def _made(lang: Language, origin: Origin) -> str:
    """Who prepared it, when, and from which state of which log."""
    day, digest = lang.day(origin.day), origin.digest[:_DIGITS]
    log = clean(origin.log)
    if origin.prepared_by:
        return lang.t(
            "Prepared by {name} on {day} from {log} (SHA-256 {digest}) with CICA Tracker",
            name=clean(origin.prepared_by),
            day=day,
            log=log,
            digest=digest,
        )
    return lang.t(
        "Prepared on {day} from {log} (SHA-256 {digest}) with CICA Tracker",
        day=day,
        log=log,
        digest=digest,
    )


def _details(lang: Language, status: Status) -> tuple[Paragraph, ...]:
    """The status without the entry into force, which has a section of its own."""
    later = projection(lang, status.force, status.as_of)
    return tuple(one for one in details(lang, status) if one.text != later)


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
            age=lang.age(report.date.last, status.as_of),
        )
        items.append(Paragraph(text, report.source))
    for note, cites in (
        (lang.told(status.settled.record.log.treaty, "note"), ()),
        (lang.told(clause, "note") if clause else "", clause.source if clause else ()),
    ):
        if note:
            items.append(Paragraph(note, cites))
    return tuple(items) or (Paragraph(lang.t("Nothing that the record itself leaves open.")),)


def _next(lang: Language, status: Status) -> tuple[Paragraph, ...]:
    """The entry into force, its arithmetic, and what one more deposit would do."""
    force = status.force
    sources = force.clause.source if force.clause else ()
    items = [Paragraph(projection(lang, force, status.as_of), sources)]
    if force.announcement and status.in_force == "yes":
        return tuple(differences(lang, force)) or tuple(items)
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
