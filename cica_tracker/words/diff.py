"""What differs between two logs, in words; and the tables of acts that proposals have as well."""

from collections.abc import Iterable

from cica_tracker.answers.diff import Diff, Pair
from cica_tracker.model.dates import edtf
from cica_tracker.model.events import Event, Report
from cica_tracker.model.text import clean
from cica_tracker.words.document import Block, Bullets, Cell, Document, Heading, Paragraph, Table
from cica_tracker.words.facts import form, number, said, statement
from cica_tracker.words.language import Language


def diff_document(lang: Language, found: Diff) -> Document:
    """What differs between two logs; A and B stand for their files."""
    a, b = clean(found.a.name), clean(found.b.name)
    blocks: list[Block] = [Paragraph(_differ(lang, found), tone="lead")]
    if found.counts_part_on is not None and found.counts is not None:
        text = lang.t(
            "The answers part on {day}: {first} contracting States by A, {second} by B.",
            day=lang.day(found.counts_part_on),
            first=number(lang, found.counts[0]),
            second=number(lang, found.counts[1]),
        )
        blocks.append(Paragraph(text))
    elif not found.equal:
        blocks.append(Paragraph(lang.t("Both give the same count on every day.")))
    changed = [pair for pair in found.matched.both if pair.changes]
    if changed:
        blocks += [Heading(lang.t("Recorded differently")), pairs_table(lang, changed, "A", "B")]
    for side, events in (("A", found.matched.only_a), ("B", found.matched.only_b)):
        if events:
            blocks += [Heading(lang.t("Only in {side}", side=side)), acts_table(lang, events)]
    if found.respelled:
        blocks.append(Heading(lang.t("Only spelled differently")))
        blocks.append(spellings(found.respelled))
    titles = list(dict.fromkeys(clean(log.treaty.title) for log in (found.a, found.b)))
    names = lang.t("A: {a}; B: {b}", a=a, b=b)
    return Document(" / ".join(titles), tuple(blocks), lang.code, subtitle=names)


def _differ(lang: Language, found: Diff) -> str:
    if found.equal:
        return lang.t("A and B record the same.")
    changed = sum(bool(pair.changes) for pair in found.matched.both)
    counts = (
        (changed, lang.n("{n} act differs", "{n} acts differ", changed)),
        *(
            (
                len(some),
                lang.n(
                    "{n} stands only in {side}", "{n} stand only in {side}", len(some), side=side
                ),
            )
            for side, some in (("A", found.matched.only_a), ("B", found.matched.only_b))
        ),
    )
    parts = [text for number, text in counts if number]
    same = lang.t("The acts are the same, and the reports of counts are not.")
    return lang.t("{parts}.", parts=lang.listed(parts)) if parts else same


def diff_table(found: Diff) -> Table:
    """Every difference as a row for programs; dates as in a log's file, keys as in the JSON."""
    rows: list[tuple[str | None, ...]]
    rows = [("changed", one.state, one.field, one.a, one.b) for one in found.changed]
    for side, events in (("only_in_a", found.matched.only_a), ("only_in_b", found.matched.only_b)):
        for event in events:
            act = f"{event.type} {edtf(event.date)}"
            pair = (act, "") if side == "only_in_a" else ("", act)
            rows.append((side, getattr(event, "state", None), "act", *pair))
    rows += [("respelled", ours, "state", ours, theirs) for ours, theirs in found.respelled]
    if found.counts_part_on is not None and found.counts is not None:
        numbers = (f"{one.at_least}..{one.at_most or ''}" for one in found.counts)
        rows.append(("counts_part_on", None, found.counts_part_on.isoformat(), *numbers))
    cells = tuple(tuple(Cell(text or "", text) for text in row) for row in rows)
    keys = ("difference", "state", "field", "a", "b")
    return Table(keys, keys, cells)


def acts_table(lang: Language, events: Iterable[Event]) -> Table:
    """Events as a table: whose, what, when."""
    rows = [
        (
            Cell(_who(lang, event), getattr(event, "state", None)),
            Cell(_what(lang, event), event.type),
            Cell(lang.window(event.date), event.date.last.isoformat()),
        )
        for event in events
    ]
    labels = (lang.t("State"), lang.t("Act"), lang.t("Day"))
    return Table(("state", "type", "date"), labels, tuple(rows))


def entry_words(lang: Language, event: Event) -> str:
    """An entry in a line."""
    return statement(lang, event)


def _who(lang: Language, event: Event) -> str:
    if not hasattr(event, "state"):
        return lang.t("the treaty")
    return lang.state(event.state)


def _what(lang: Language, event: Event) -> str:
    if isinstance(event, Report):
        return f"{form(lang, event.type)}: {said(lang, event)}"
    return form(lang, event.type)


def pairs_table(lang: Language, pairs: Iterable[Pair], here: str, there: str) -> Table:
    """Acts that two records have differently, side by side under the names of both."""
    rows = [
        (
            Cell(_who(lang, pair.a), getattr(pair.a, "state", None)),
            Cell(_dated(lang, pair.a)),
            Cell(_dated(lang, pair.b)),
        )
        for pair in pairs
    ]
    return Table(("state", "a", "b"), (lang.t("State"), here, there), tuple(rows))


def _dated(lang: Language, event: Event) -> str:
    return f"{form(lang, event.type)}, {lang.window(event.date)}"


def spellings(pairs: Iterable[tuple[str, str]]) -> Bullets:
    """States under both of their names, as each has it."""
    return Bullets(tuple(Paragraph(f"{clean(ours)} → {clean(theirs)}") for ours, theirs in pairs))
