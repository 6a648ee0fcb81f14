"""What was brought in, and what a file says beyond a log, in words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cica_tracker.answers.proposals import Proposals
from cica_tracker.model.text import clean
from cica_tracker.words.diff import acts_table, pairs_table, spellings
from cica_tracker.words.document import Block, Bullets, Cell, Document, Heading, Paragraph, Table
from cica_tracker.words.facts import capital
from cica_tracker.words.language import Language

_MOST_ROWS = 30
_FEW = 3


def imported_document(
    lang: Language, results: Sequence[Mapping[str, Any]], *, dry_run: bool = False
) -> Document:
    """What came of each file. Where they are many, only those with something to look at."""
    done = [one for one in results if not one["error"]]
    failed = len(results) - len(done)
    lead = (
        lang.n("{n} treaty would be brought in.", "{n} treaties would be brought in.", len(done))
        if dry_run
        else lang.n("{n} treaty brought in.", "{n} treaties brought in.", len(done))
    )
    if failed:
        lead += " " + lang.n(
            "{n} file could not be read: the reason stands above.",
            "{n} files could not be read: the reasons stand above.",
            failed,
        )
    blocks: list[Block] = [Paragraph(lead, tone="lead")]
    few = len(done) <= _MOST_ROWS
    said = dict.fromkeys(text for one in done for text in _remarks(lang, one, usual=few))
    remarks = [Paragraph(text) for text in said]
    shown = done if few else [one for one in done if _odd(one)]
    if shown:
        blocks.append(_table(lang, shown))
    if remarks:
        blocks += [Heading(lang.t("To look at")), Bullets(tuple(remarks))]
    return Document(lang.t("Brought in"), tuple(blocks), lang.code)


def _table(lang: Language, results: Sequence[Mapping[str, Any]]) -> Table:
    rows = []
    for one in results:
        stated, counted = one["stated"]["parties"], one["counted"]["parties"]
        tone = "warn" if stated not in {None, counted} else ""
        rows.append(
            (
                Cell(clean(one["log"] or one["file"]), one["log"]),
                Cell(clean(one["treaty"] or ""), one["treaty"]),
                Cell(str(one["acts"]), one["acts"]),
                Cell(str(counted), counted),
                Cell(lang.t("none") if stated is None else str(stated), stated, tone=tone),
            )
        )
    labels = (
        lang.t("Log"),
        lang.t("Treaty"),
        lang.t("Acts"),
        lang.t("States counted"),
        lang.t("Total printed"),
    )
    keys = ("log", "treaty", "acts", "counted", "stated")
    return Table(keys, labels, tuple(rows), numeric=(2, 3, 4))


def _odd(one: Mapping[str, Any]) -> bool:
    return one["stated"]["parties"] not in {None, one["counted"]["parties"]} or bool(one["unread"])


def _remarks(lang: Language, one: Mapping[str, Any], *, usual: bool = True) -> Iterable[str]:
    """What a reader must know of a file that was read; what is `usual` as well."""
    name = clean(one["log"] or one["file"])
    stated, counted = one["stated"]["parties"], one["counted"]["parties"]
    if stated not in {None, counted}:
        yield lang.t(
            "{name}: the file prints {stated} parties, and its rows come to {counted}. Both are "
            "recorded: tracker reconcile shows them.",
            name=name,
            stated=stated,
            counted=counted,
        )
    if one["withdrawn_on_unknown_days"] and usual:
        yield lang.n(
            "{name}: {n} State has left, on a day that the file does not say.",
            "{name}: {n} States have left, on days that the file does not say.",
            one["withdrawn_on_unknown_days"],
            name=name,
        )
    if one["organisations"] and usual:
        yield lang.n(
            "{name}: {names} is an organisation, no State. Where the clause counts States alone, "
            "it has to leave it out.",
            "{name}: {names} are organisations, no States. Where the clause counts States alone, "
            "it has to leave them out.",
            len(one["organisations"]),
            name=name,
            names=lang.listed([lang.state(state) for state in one["organisations"]]),
        )
    for why, rows in _by_reason(one["unread"]):
        shown = ", ".join(
            lang.t("row {row}, {state}", row=row["row"], state=lang.state(row["state"]))
            if row["state"]
            else lang.t("row {row}", row=row["row"])
            for row in rows[:_FEW]
        )
        if len(rows) > _FEW:
            shown += " " + lang.n("and {n} more", "and {n} more", len(rows) - _FEW)
        yield lang.t(
            "{name}: not read: {rows}: {why}", name=name, rows=shown, why=clean(lang.remark(why))
        )
    file = clean(one["file"])
    for text in one["assumed"]:
        yield lang.t("{name}: assumed: {text}", name=file, text=clean(lang.remark(text)))
    for text in one["repaired"]:
        yield lang.t("{name}: repaired: {text}", name=file, text=clean(lang.remark(text)))


def _by_reason(
    unread: Iterable[Mapping[str, Any]],
) -> Iterable[tuple[str, list[Mapping[str, Any]]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for row in unread:
        found.setdefault(row["why"], []).append(row)
    return found.items()


def proposals_document(
    lang: Language, proposals: Proposals, result: Mapping[str, Any], effect: str
) -> Document:
    """What a file says beyond a log, in the order in which one looks at it.

    `effect` says what it would do to the answer; "" leaves that out.
    """
    there = clean(result["file"])
    title = clean(proposals.log.treaty.short_title or proposals.log.treaty.title)
    blocks: list[Block] = [Paragraph(_lead(lang, proposals, there), tone="lead")]
    if effect:
        blocks.append(Paragraph(f"{capital(effect)}."))
    other = clean(proposals.other.treaty.title)
    if other.casefold() not in {title.casefold(), clean(proposals.log.treaty.title).casefold()}:
        text = lang.t("The log is of “{ours}”, the file of “{theirs}”.", ours=title, theirs=other)
        blocks.append(Paragraph(text, tone="warn"))
    if proposals.new:
        blocks.append(Heading(lang.t("New")))
        blocks.append(acts_table(lang, proposals.new))
    if proposals.differs:
        blocks.append(Heading(lang.t("Recorded differently")))
        blocks.append(
            pairs_table(lang, proposals.differs, lang.t("In the log"), lang.t("In the file"))
        )
    if proposals.gone:
        blocks.append(Heading(lang.t("In the log alone")))
        blocks.append(acts_table(lang, proposals.gone))
        text = lang.t(
            "Nothing is done about these: look why they are gone, and take back what is wrong "
            "with tracker retract."
        )
        blocks.append(Paragraph(text, tone="dim"))
    if proposals.respelled:
        blocks.append(Heading(lang.t("Only spelled differently")))
        blocks.append(spellings(proposals.respelled))
    remarks = [Paragraph(text) for text in _remarks(lang, result)]
    if remarks:
        blocks += [Heading(lang.t("To look at")), Bullets(tuple(remarks))]
    return Document(title, tuple(blocks), lang.code, subtitle=there)


def _lead(lang: Language, proposals: Proposals, there: str) -> str:
    counts = (
        (lang.n("{n} entry is new", "{n} entries are new", len(proposals.new)), proposals.new),
        (
            lang.n("{n} differs", "{n} differ", len(proposals.differs)),
            proposals.differs,
        ),
        (
            lang.n("{n} is in the log alone", "{n} are in the log alone", len(proposals.gone)),
            proposals.gone,
        ),
    )
    parts = [text for text, some in counts if some]
    if not parts:
        return lang.t("Nothing is new: the log has all that {file} has.", file=there)
    return lang.t("{parts}.", parts=lang.listed(parts))
