"""Many treaties in words: a sentence with how they stand, and a row for each."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date

from cica_tracker.answers.members import NOTHING
from cica_tracker.answers.overview import Overview, OverviewRow, StateOverview, StateRow, joined
from cica_tracker.answers.status import Range
from cica_tracker.answers.values import ForceDays
from cica_tracker.model.text import clean
from cica_tracker.words.answer import shortened
from cica_tracker.words.document import Block, Cell, Document, Heading, Paragraph, Table
from cica_tracker.words.facts import form, number
from cica_tracker.words.force import prevails, span
from cica_tracker.words.language import Language
from cica_tracker.words.lists import standing_words
from cica_tracker.words.notes import left_out_note
from cica_tracker.words.picture import page_words
from cica_tracker.words.status import bar_of

_NAMED_COUNTS = 3  # of how many more are needed, in the sentence


def overview_document(
    lang: Language, found: Overview, notes: tuple[str, ...] = (), *, advice: bool = True
) -> Document:
    """The treaties on a day, a row each; as `advice`, which command lists problems."""
    rows = found.treaties
    labels = (
        lang.t("Treaty"),
        lang.t("Consents, more needed"),
        lang.t("In force"),
        lang.t("Last word"),
    )
    cells = tuple(_row(lang, row, found.as_of) for row in rows)
    blocks: list[Block] = [
        Paragraph(note, tone="dim") for note in _notes(lang, found, notes, advice=advice)
    ]
    blocks.append(Table(("treaty", "consents", "in_force", "last_word"), labels, cells))
    if any(_computed(row) for row in rows):
        blocks.append(Paragraph(prevails(lang), tone="dim"))
    title = lang.n(
        "{n} treaty as of {day}: {how}.",
        "{n} treaties as of {day}: {how}.",
        len(rows),
        day=lang.day(found.as_of),
        how=", ".join(_tally(lang, rows, found.as_of)),
    )
    return Document(title, tuple(blocks), lang.code, words=page_words(lang))


def state_document(
    lang: Language, found: StateOverview, notes: tuple[str, ...] = (), *, advice: bool = True
) -> Document:
    """What a State did under each treaty, or that no consent is recorded; `advice` as above."""
    rows = [row for row in found.treaties if not row.error]
    inside = [row for row in rows if row.consented is not None]
    outside = [row for row in rows if row.consented is None]
    unread = [row for row in found.treaties if row.error]
    blocks: list[Block] = [
        Paragraph(note, tone="dim") for note in _notes(lang, found, notes, advice=advice)
    ]
    if inside:
        labels = (lang.t("Treaty"), lang.t("Consent"), lang.t("Bound from"), lang.t("Signed"))
        cells = tuple(_joined(lang, row) for row in inside)
        blocks.append(Table(("treaty", "consent", "bound_from", "signed"), labels, cells))
    if outside:
        cells = tuple(_outside(lang, row, found.as_of) for row in outside)
        named = (lang.t("Treaty"), lang.t("What is known"), lang.t("In force"))
        blocks.append(Heading(lang.t("No consent recorded")))
        blocks.append(Table(("treaty", "standing", "in_force"), named, cells))
    if unread:
        why = tuple((Cell(clean(row.log)), Cell(clean(row.error or ""))) for row in unread)
        blocks.append(Heading(lang.t("Not read")))
        blocks.append(Table(("log", "error"), (lang.t("Log"), lang.t("Why")), why))
    within = sum(joined(row) for row in rows)
    parts = [lang.n("joined {n}", "joined {n}", within)]
    if left := len(inside) - within:
        parts.append(lang.n("left {n}", "left {n}", left))
    if outside:
        parts.append(lang.n("no consent recorded {n}", "no consent recorded {n}", len(outside)))
    if unread:
        parts.append(_cannot_be_read(lang, len(unread)))
    title = lang.n(
        "{state} and {n} treaty as of {day}: {how}.",
        "{state} and {n} treaties as of {day}: {how}.",
        len(found.treaties),
        state=lang.state(found.state),
        day=lang.day(found.as_of),
        how=", ".join(parts),
    )
    return Document(title, tuple(blocks), lang.code, words=page_words(lang))


def _tally(lang: Language, rows: Sequence[OverviewRow], as_of: date) -> Iterator[str]:
    """How many treaties stand how: "5 in force", "3 need 1 more"."""
    read = [row for row in rows if not row.error]
    in_force = [row.entry_into_force for row in read if row.in_force == "yes"]
    announced = sum(days is not None and days.announced is not None for days in in_force)
    if announced:
        yield lang.n("{n} in force", "{n} in force", announced)
    if computed := len(in_force) - announced:
        yield lang.n(
            "{n} in force by computation (not announced)",
            "{n} in force by computation (not announced)",
            computed,
        )
    rest = [row for row in read if row.in_force != "yes"]
    met = sum(_met(row, as_of) for row in rest)
    if met:
        yield lang.n(
            "{n} with all it needs and not yet in force",
            "{n} with all they need and not yet in force",
            met,
        )
    if early := sum(row.adopted is False for row in rest):
        yield lang.n("{n} not yet adopted", "{n} not yet adopted", early)
    needs = [row.remaining for row in rest if row.adopted and not _met(row, as_of)]
    counts = Counter(need for need in needs if need is not None)
    in_turn = sorted(counts, key=lambda n: (n.at_least, n.at_most is None, n.at_most or 0))
    shown = in_turn if len(in_turn) <= _NAMED_COUNTS else in_turn[: _NAMED_COUNTS - 1]
    for need in shown:
        more = _more(lang, need)
        yield lang.n("{n} needs {more}", "{n} need {more}", counts[need], more=more)
    others = sum(counts[need] for need in in_turn[len(shown) :])
    if others:
        yield lang.n("{n} needs more than that", "{n} need more than that", others)
    if unknown := needs.count(None):
        yield lang.n(
            "{n} without a required number",
            "{n} without a required number",
            unknown,
        )
    if unread := len(rows) - len(read):
        yield _cannot_be_read(lang, unread)


def _cannot_be_read(lang: Language, n: int) -> str:
    return lang.n("{n} cannot be read", "{n} cannot be read", n)


def _more(lang: Language, need: Range) -> str:
    """How many more: "1 more", "1 to 3 more"."""
    low, high = need.at_least, need.at_most
    if high is None:
        return lang.n("at least {n} more", "at least {n} more", low)
    if low == high:
        return lang.n("{n} more", "{n} more", high)
    if low == 0:
        return lang.n("at most {n} more", "at most {n} more", high)
    return lang.n("{low} to {n} more", "{low} to {n} more", high, low=low)


def _met(row: OverviewRow, as_of: date) -> bool:
    """Whether the conditions have certainly been met by the day."""
    latest = row.conditions_met.latest if row.conditions_met else None
    return latest is not None and latest <= as_of


def _row(lang: Language, row: OverviewRow, as_of: date) -> tuple[Cell, ...]:
    if row.error:
        why = shortened(clean(row.error), 120)
        return (
            Cell(clean(row.log), row.log),
            Cell(lang.t("cannot be read: {why}", why=why), tone="bad"),
            Cell(""),
            Cell(""),
        )
    word = row.last_word
    last = Cell("")
    if word:
        text = f"{lang.short_day(word.date)}, {lang.age(word.date, as_of)}"
        last = Cell(text, word.date.isoformat(), tone="dim")
    return _name(lang, row), _count(lang, row, as_of), _in_force(lang, row, as_of), last


def _name(lang: Language, row: OverviewRow) -> Cell:
    """The treaty, and how many problems its log has."""
    name = shortened(lang.title(row.about) if row.about else clean(row.name), 60)
    if not row.problems:
        return Cell(name, row.treaty)
    problems = lang.n("{n} problem", "{n} problems", row.problems)
    return Cell(f"{name} ({problems})", row.treaty, tone="warn")


def _count(lang: Language, row: OverviewRow, as_of: date) -> Cell:
    """The consents of those that count, the bar, and how many more are needed."""
    if row.adopted is False:
        return Cell(lang.t("not yet adopted"), tone="dim")
    contracting = row.contracting or Range(0, None)
    over = row.in_force == "yes" or _met(row, as_of)
    if over or row.required is None or row.remaining is None or not row.required.exact:
        return Cell(number(lang, contracting), contracting.at_least)
    bar = bar_of(row.required.at_least, row.remaining)
    have = f"{bar.certain}"
    if bar.possible > bar.certain:
        have += f"–{bar.possible}"
    text = f"{have}/{bar.required}, {_more(lang, row.remaining)}"
    return Cell(text, bar.certain, meter=bar)


def _computed(row: OverviewRow) -> bool:
    days = row.entry_into_force
    return bool(days and days.announced is None and days.earliest is not None)


def _in_force(lang: Language, row: OverviewRow, as_of: date) -> Cell:
    """Since when, or when at the earliest; what is only computed says so."""
    days = row.entry_into_force
    words = force_words(lang, days, row.in_force or "no", as_of, lang.short_day) if days else None
    if days is None or words is None:
        return Cell(lang.t("no day follows"), tone="dim")
    day = row.day_in_force
    tone = {"yes": "good", "possibly": "warn"}.get(row.in_force or "", "")
    return Cell(words, day.isoformat() if day else None, tone=tone)


def force_words(
    lang: Language, days: ForceDays, in_force: str, as_of: date, day: Callable[[date], str]
) -> str | None:
    """Since when a treaty is in force, or will be, `day` wording a day; None: no day follows."""
    if days.announced:
        when = day(days.announced)
        if days.announced <= as_of:
            return lang.t("since {day}", day=when)
        return lang.t("on {day}, announced", day=when)
    if days.earliest is None:
        return None
    first = day(days.earliest)
    if in_force == "yes":
        return lang.t("by {day}, computed", day=day(days.latest) if days.latest else first)
    if days.latest == days.earliest:
        return lang.t("on {day}, computed", day=first)
    if in_force == "possibly":
        return lang.t("possibly since {day}, computed", day=first)
    return lang.t("not before {day}, computed", day=first)


def _joined(lang: Language, row: StateRow) -> tuple[Cell, ...]:
    """What a State did under a treaty that it has consented to."""
    assert row.consented is not None
    assert row.form is not None
    consent = f"{form(lang, row.form)}, {lang.window(row.consented)}"
    tone = ""
    if row.withdrew:
        consent += "; " + lang.t("withdrew: {when}", when=lang.window(row.withdrew))
        tone = "warn"
    signed = lang.window(row.signed) if row.signed else ""
    bound = span(lang, row.bound_from) if row.bound_from else ""
    return (
        _name(lang, row),
        Cell(consent, row.consented.last.isoformat(), tone=tone),
        Cell(bound),
        Cell(signed),
    )


def _outside(lang: Language, row: StateRow, as_of: date) -> tuple[Cell, ...]:
    standing = standing_words(lang, row.standing or NOTHING)
    if row.signed:
        standing += f", {lang.window(row.signed)}" if row.standing == "signed" else ""
    if row.unidentified:
        standing += "; " + lang.n(
            "may be the {n} that is not named", "may be among the {n} not named", row.unidentified
        )
    return _name(lang, row), Cell(standing, row.standing), _in_force(lang, row, as_of)


def _notes(
    lang: Language, found: Overview | StateOverview, notes: tuple[str, ...], *, advice: bool
) -> Iterator[str]:
    yield from notes
    rows: Sequence[OverviewRow] = found.treaties
    yield from left_out_note(lang, sum(row.left_out for row in rows))
    wrong = [row.problems for row in rows if row.problems and not row.error]
    if wrong and advice:
        yield lang.n(
            "{n} log has problems ({all} in all); tracker check FILE lists those of one.",
            "{n} logs have problems ({all} in all); tracker check FILE lists those of one.",
            len(wrong),
            all=sum(wrong),
        )
