"""The reconciliation in words: what each report said, what the others allow, who has no name."""

from cica_tracker.answers.reconcile import (
    AGREES,
    CONTRADICTED,
    EXPLAINED,
    Gap,
    Reconciliation,
    Tested,
)
from cica_tracker.rules.record import Record
from cica_tracker.words.answer import answer
from cica_tracker.words.document import Block, Bullets, Cell, Document, Paragraph, Table
from cica_tracker.words.facts import (
    capital,
    cited_by,
    distance,
    events,
    names,
    noted,
    number,
    opposed,
    row,
    said,
    statement,
    statements,
)
from cica_tracker.words.force import differences
from cica_tracker.words.language import Language
from cica_tracker.words.uncertain import loosely

_TONE = {AGREES: "good", EXPLAINED: "good", CONTRADICTED: "bad"}


def reconcile_document(
    lang: Language, found: Reconciliation, notes: tuple[str, ...] = ()
) -> Document:
    """Every report, the clause's number, the gaps and the candidates."""
    log = found.settled.record.log
    lead = summary(lang, found)
    if found.sound and (differ := apart(lang, found)):
        agree = lang.t("They agree with each other and with the rest of the record.")
        lead = f"{differ} {agree}"
    blocks: list[Block] = [Paragraph(lead, tone="lead" if found.sound else "warn")]
    blocks += [Paragraph(note, tone="dim") for note in notes]
    if not found.tight:
        blocks.append(Paragraph(loosely(lang), tone="dim"))
    blocks += reconcile_blocks(lang, found)
    return answer(lang, log, blocks)


def reconcile_blocks(lang: Language, found: Reconciliation) -> list[Block]:
    """The body of the reconciliation, for this answer and for a briefing."""
    blocks: list[Block] = []
    if found.tested:
        blocks.append(_reports(lang, found))
    blocks += _contradictions(lang, found)
    blocks.append(Bullets((_clause(lang, found), *_force(lang, found), *_notes(lang, found))))
    if found.tested and any(gap.until for gap in found.gaps):
        blocks.append(_gaps(lang, found.gaps))
    if found.candidates:
        acts = [act for one in found.candidates for act in one.approvals]
        text = lang.t(
            "Approved at home, no deposit recorded; may be among those not named: {acts}.",
            acts="; ".join(statement(lang, act) for act in acts),
        )
        blocks.append(Paragraph(text, cited_by(acts)))
    return blocks


def apart(lang: Language, found: Reconciliation) -> str:
    """Why the reports differ: how far apart they are, and what came in between."""
    gap = found.between
    if gap is None or gap.after is None or gap.until is None:
        return ""
    span = distance(lang, gap.after, gap.until)
    count = len(found.tested)
    first = lang.n(
        "The {n} report is {span} apart",
        "The {n} reports are {span} apart",
        count,
        span=span,
    )
    if gap.added.at_most == 0:
        return lang.t("{first}, and nobody deposited in between.", first=first)
    if not gap.added.exact:
        return lang.t(
            "{first}; {count} deposited in between.", first=first, count=number(lang, gap.added)
        )
    who = [lang.state(state) for state in gap.named]
    if gap.unnamed.exact and gap.unnamed.at_least:
        text = lang.n("{n} that is not named", "{n} that are not named", gap.unnamed.at_least)
        who.append(text)
    return lang.n(
        "{first}; {n} more deposited in between: {who}.",
        "{first}; {n} more deposited in between: {who}.",
        gap.added.at_least,
        first=first,
        who=row(lang, who),
    )


def summary(lang: Language, found: Reconciliation) -> str:
    """One sentence: how many reports there are, and whether they hold."""
    count = len(found.tested)
    if not count and any(event.type == "report" for event in found.settled.record.unpublished):
        return lang.t("No report of a count had been published by then.")
    if not count:
        return lang.t("No report of a count is recorded.")
    bad = sum(one.verdict == CONTRADICTED for one in found.tested)
    if bad and count == 1:
        return lang.t("The one report is contradicted by the rest of the record.")
    if bad:
        return lang.n(
            "{n} of {all} reports is contradicted by the rest of the record.",
            "{n} of {all} reports are contradicted by the rest of the record.",
            bad,
            all=count,
        )
    if not found.sound:
        return lang.t("The statements of the log contradict each other.")
    if count == 1:
        return lang.t("The one report agrees with the rest of the record.")
    return lang.n(
        "{n} report: it agrees with the rest of the record.",
        "{n} reports: they agree with each other and with the rest of the record.",
        count,
    )


def verdict(lang: Language, record: Record, one: Tested) -> str:
    """The verdict on one report in words."""
    if one.verdict == CONTRADICTED:
        against = opposed(lang, record, one.report.id, one.against)
        return lang.t("contradicted by {against}", against=against)
    if one.verdict == EXPLAINED:
        return lang.n("agrees, with {n} not named", "agrees, with {n} not named", one.unidentified)
    return lang.t("agrees")


def _reports(lang: Language, found: Reconciliation) -> Table:
    rows = []
    record = found.settled.record
    for one in found.tested:
        allowed = lang.t("{n} contracting", n=number(lang, one.allowed))
        if one.report.remaining is not None and one.allowed_remaining is not None:
            allowed += ", " + lang.t("{n} remaining", n=number(lang, one.allowed_remaining))
        rows.append(
            (
                Cell(lang.window(one.report.date), cites=one.report.source),
                Cell(said(lang, one.report)),
                Cell(allowed),
                Cell(verdict(lang, record, one), one.verdict, tone=_TONE[one.verdict]),
            )
        )
    labels = (
        lang.t("Report of"),
        lang.t("Said"),
        lang.t("Without it, the others allow"),
        lang.t("Verdict"),
    )
    return Table(("report", "said", "allowed", "verdict"), labels, tuple(rows))


def _contradictions(lang: Language, found: Reconciliation) -> list[Block]:
    blocks: list[Block] = []
    record = found.settled.record
    for one in found.contradictions:
        aside = statements(lang, record, (one.set_aside,))
        if len(one.ids) == 1:
            against = opposed(lang, record, one.set_aside, ())
            text = lang.t(
                "Set aside: {aside}. It contradicts {others}.", aside=aside, others=against
            )
        else:
            text = lang.t(
                "These cannot all be true: {statements}. Set aside: {aside}.",
                statements=statements(lang, record, one.ids),
                aside=aside,
            )
        blocks.append(Paragraph(text, cited_by(events(record, one.ids)), "warn"))
    return blocks


def _clause(lang: Language, found: Reconciliation) -> Paragraph:
    test = found.clause
    said_by = events(found.settled.record, test.by)
    by = row(lang, [statement(lang, event) for event in said_by])
    cites = cited_by(said_by)
    stated = test.stated
    if test.verdict == "no count" or (test.revealed is None and test.verdict != "untested"):
        return Paragraph(lang.t("The clause has no plain count that a report could confirm."))
    if test.verdict == "untested":
        text = lang.t("No report speaks of a number remaining, so none tests the clause.")
        return Paragraph(text)
    assert test.revealed is not None
    revealed = number(lang, test.revealed)
    texts = {
        "revealed": lang.t("The reports alone reveal the number required: {n}", n=revealed),
        "bounded": lang.t("The reports alone bound the number required: {n}", n=revealed),
        "confirmed": lang.t("The reports alone confirm the clause's {n}", n=stated),
        "possible": lang.t(
            "The reports alone allow the clause's {n} (they give {revealed})",
            n=stated,
            revealed=revealed,
        ),
        CONTRADICTED: lang.t(
            "The reports contradict the clause: it says {n}, they give {revealed}",
            n=stated,
            revealed=revealed,
        ),
    }
    tone = "warn" if test.verdict == CONTRADICTED else ""
    return Paragraph(texts[test.verdict] + (f": {by}." if by else "."), cites, tone)


def _notes(lang: Language, found: Reconciliation) -> list[Paragraph]:
    """How each report was read, as the log notes it."""
    reports = [one.report for one in found.tested if one.report.note]
    return [
        Paragraph(noted(lang, report, f"{capital(statement(lang, report))}."), report.source)
        for report in reports
    ]


def _force(lang: Language, found: Reconciliation) -> list[Paragraph]:
    return differences(lang, found.force)


def _gaps(lang: Language, gaps: tuple[Gap, ...]) -> Table:
    rows = []
    for gap in gaps:
        if gap.until is None and gap.after:
            when = lang.t("after {day}", day=lang.day(gap.after))
        elif gap.until is None:
            when = lang.t("ever")
        elif gap.after is None:
            when = lang.t("up to {day}", day=lang.day(gap.until))
        else:
            first, last = lang.day(gap.after), lang.day(gap.until)
            when = lang.t("after {first}, up to {last}", first=first, last=last)
        open_end = gap.until is None
        unknown = lang.t("not known")
        rows.append(
            (
                Cell(when),
                Cell(unknown if open_end else number(lang, gap.added), gap.added.at_least),
                Cell(names(lang, list(gap.named))),
                Cell(unknown if open_end else number(lang, gap.unnamed), gap.unnamed.at_least),
            )
        )
    labels = (lang.t("Between"), lang.t("Consents"), lang.t("Named"), lang.t("Without a name"))
    return Table(
        ("between", "consents", "named", "unnamed"),
        labels,
        tuple(rows),
        caption=lang.t("Consents that have no name in the log"),
        numeric=(1, 3),
    )
