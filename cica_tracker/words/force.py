"""Entry into force in words: each condition, the arithmetic, the projection, what prevails."""

from datetime import date
from math import inf

from cica_tracker.answers.force import Force, Span
from cica_tracker.model.dates import FIRST_KNOWN, OPEN_END, OPEN_START, Duration, Window
from cica_tracker.model.events import Clause
from cica_tracker.rules.conditions import Progress
from cica_tracker.rules.delay import Reached
from cica_tracker.words.answer import answer
from cica_tracker.words.document import Block, Bullets, Cell, Document, Paragraph, Table
from cica_tracker.words.facts import (
    amount,
    between,
    capital,
    condition,
    noted,
    statement,
)
from cica_tracker.words.language import Language

_MET_TONE = {"yes": "good", "possibly": "warn", "no": ""}


def yes_no(lang: Language, value: str) -> str:
    """The three answers in words: yes, no, possibly."""
    return {"yes": lang.t("yes"), "no": lang.t("no"), "possibly": lang.t("possibly")}[value]


def met_words(lang: Language, one: Progress, day: int) -> str:
    """How far a condition is met: "met (35 of 35)", "not met (11 to 13 of 14)"."""
    words = {"yes": lang.t("met"), "no": lang.t("not met"), "possibly": lang.t("possibly met")}
    return f"{words[one.met(day)]} ({have_of_need(lang, one, day)})"


def have_of_need(lang: Language, one: Progress, day: int) -> str:
    """What there is and what is asked: "11 to 13 of 14"."""
    return lang.t("{have} of {need}", have=have(lang, one, day), need=_need(lang, one, day))


def have(lang: Language, one: Progress, day: int) -> str:
    """What there is of a condition; past what is asked the upper bound says nothing."""
    low, high = one.have[0].at(day), one.have[1].at(day)
    if low < one.need[1].at(day) <= high and low != high:
        high = inf
    return between(lang, amount(lang, low), None if high == inf else amount(lang, high))


def _need(lang: Language, one: Progress, day: int) -> str:
    low, high = one.need[0].at(day), one.need[1].at(day)
    if low == high and one.strict:
        return lang.t("more than {n}", n=amount(lang, low))
    return between(lang, amount(lang, low), None if high == inf else amount(lang, high))


def span(lang: Language, days: Span) -> str:
    """An earliest and a latest day in words; the calendar's own first day is no day known."""
    if days.earliest is None:
        return lang.t("not on what is known")
    if days.earliest < FIRST_KNOWN and days.latest is None:
        return lang.t("the day is not known")
    if days.earliest < FIRST_KNOWN:
        return lang.window(Window(OPEN_START, days.latest or OPEN_END))
    if days.exact:
        return lang.day(days.earliest)
    if days.latest is None:
        return lang.t("not before {day}", day=lang.day(days.earliest))
    first, last = lang.day(days.earliest), lang.day(days.latest)
    return lang.t("between {first} and {last}", first=first, last=last)


def projection(lang: Language, force: Force, as_of: date) -> str:
    """One sentence on entry into force."""
    if force.announcement and not force.announcement.date.exact:
        when = lang.window(force.announcement.date)
        return lang.t("Entry into force announced: {when}.", when=when)
    if force.announced:
        day = lang.day(force.announced)
        if force.announced <= as_of:
            return lang.t("In force since {day}, as announced.", day=day)
        return lang.t("Enters into force on {day}, as announced.", day=day)
    if force.clause is None:
        return lang.t("Entry into force: no clause is recorded, so no day can be computed.")
    if force.computed.earliest is None:
        return lang.t("Entry into force: not on what is known.")
    if force.met.earliest is not None and force.met.earliest < FIRST_KNOWN:
        return lang.t("Entry into force: neither an adoption nor a count bounds the day.")
    if force.computed.exact:
        return lang.t(
            "Entry into force, computed: {day} (not announced by the depositary in this log).",
            day=lang.day(force.computed.earliest),
        )
    if force.computed.latest is None and force.computed.earliest <= as_of:
        return lang.t(
            "Entry into force: no announcement is recorded; possible from {day} on, if the last "
            "condition was met as early as {met}.",
            day=lang.day(force.computed.earliest),
            met=lang.day(force.met.earliest or date.max),
        )
    if force.computed.latest is None:
        return lang.t(
            "Entry into force: not before {day}, since the last condition can be met from {met} at "
            "the earliest; no announcement is recorded.",
            day=lang.day(force.computed.earliest),
            met=lang.day(force.met.earliest or date.max),
        )
    return lang.t(
        "Entry into force, computed: between {first} and {last} (not announced by the depositary "
        "in this log).",
        first=lang.day(force.computed.earliest),
        last=lang.day(force.computed.latest),
    )


def force_document(
    lang: Language, force: Force, as_of: date, *, explain: bool = False, notes: tuple[str, ...] = ()
) -> Document:
    """The whole answer on entry into force."""
    log = force.record.log
    day = as_of.toordinal()
    sources = force.clause.source if force.clause else ()
    announced = force.announcement.source if force.announcement else ()
    blocks: list[Block] = [Paragraph(headline(lang, force, as_of), announced or sources, "lead")]
    blocks += [Paragraph(note, tone="dim") for note in notes]
    if progress := force.progress_on(as_of):
        blocks.append(_conditions(lang, progress, day))
    items = [
        Paragraph(lang.t("All conditions met: {days}.", days=span(lang, force.met))),
        *(Paragraph(text) for text in arithmetic(lang, force)),
    ]
    items += differences(lang, force)
    blocks.append(Bullets(tuple(items)))
    if explain and force.clause:
        text = f"{capital(statement(lang, force.clause))}."
        blocks.append(Paragraph(noted(lang, force.clause, text), force.clause.source))
        blocks += _deciding(lang, force)
    blocks.append(Paragraph(prevails(lang), tone="dim"))
    return answer(lang, log, blocks)


def prevails(lang: Language) -> str:
    """Whose word counts in the end."""
    return lang.t(
        "A computed day is a projection: the depositary's notification of entry into force "
        "prevails."
    )


def headline(lang: Language, force: Force, as_of: date) -> str:
    """Whether the treaty is in force on the day, and when it enters into force."""
    today, state = lang.day(as_of), force.on(as_of)
    if state == "yes" and force.announcement and force.announcement.date.exact:
        since = lang.day(force.announcement.date.first)
        return lang.t("As of {day}: in force since {since}, as announced.", day=today, since=since)
    words = {
        "yes": lang.t("As of {day}: in force by computation only.", day=today),
        "no": lang.t("As of {day}: not in force.", day=today),
        "possibly": lang.t(
            "As of {day}: possibly in force; what is known does not decide it.", day=today
        ),
    }
    return f"{words[state]} {projection(lang, force, as_of)}"


def _conditions(lang: Language, progress: tuple[Progress, ...], day: int) -> Table:
    rows = []
    for one in progress:
        state = one.met(day)
        rows.append(
            (
                Cell(condition(lang, one.condition)),
                Cell(have(lang, one, day)),
                Cell(_need(lang, one, day)),
                Cell(yes_no(lang, state), state, tone=_MET_TONE[state]),
            )
        )
    labels = (lang.t("Condition"), lang.t("There are"), lang.t("Needed"), lang.t("Met"))
    return Table(("condition", "have", "need", "met"), labels, tuple(rows), numeric=(1, 2))


def arithmetic(lang: Language, force: Force) -> list[str]:
    """From the day the last condition is met to the day in force, in words."""
    found = []
    days = (force.met.earliest, None if force.met.exact else force.met.latest)
    which = (lang.t("At the earliest:"), lang.t("At the latest:"))
    for met, reached, end in zip(days, force.reached, which, strict=True):
        clause = force.record.clause_on(met.toordinal()) if met else None
        if met and clause and reached and met >= FIRST_KNOWN:
            steps = _steps(lang, clause, met, reached)
            found.append(capital(steps) if force.met.exact else f"{end} {steps}")
    return found


def _steps(lang: Language, clause: Clause, met: date, reached: Reached) -> str:
    day = lang.day(reached.day)
    if reached.rule == "target":
        text = lang.t(
            "conditions met on {met}, in time for the target day → {day}.",
            met=lang.day(met),
            day=day,
        )
    else:
        counting = {
            "exclusive": lang.t("the day of deposit not counted"),
            "inclusive": lang.t("the day of deposit counted"),
            "day-after": lang.t("in force the day after they have passed"),
        }[clause.counting]
        text = lang.t(
            "last condition met on {met} + {delay}, {counting}{start} → {day}.",
            met=lang.day(met),
            delay=delay_words(lang, clause.delay),
            counting=counting,
            start=start_words(lang, clause.start),
            day=day,
        )
    if reached.rule == "floor":
        text += " " + lang.t("That is the earliest day that the clause allows.")
    if reached.other_reading:
        text += " " + lang.t(
            "The month has no such day: its last day is taken (European Convention on the "
            "Calculation of Time-Limits, art. 4(2)); the other reading gives {day}.",
            day=lang.day(reached.other_reading),
        )
    return text


def delay_words(lang: Language, delay: Duration) -> str:
    """A delay in words: "30 days", "1 year 3 months"."""
    parts = [
        lang.n("{n} year", "{n} years", delay.years) if delay.years else "",
        lang.n("{n} month", "{n} months", delay.months) if delay.months else "",
        lang.n("{n} day", "{n} days", delay.days) if delay.days else "",
    ]
    return " ".join(part for part in parts if part) or lang.t("no delay")


def start_words(lang: Language, start: str | None) -> str:
    """From which day after the delay, as the end of a sentence; empty where it is that day."""
    if start is None:
        return ""
    known = {
        "first-of-next-month": lang.t(", then the first day of the following month"),
        "first-of-month": lang.t(", on the first day of that month"),
        "first-of-next-year": lang.t(", then the first day of the following year"),
    }
    return known.get(start) or lang.t(", then the next {day}", day=lang.day_of_year(start))


def differences(lang: Language, force: Force) -> list[Paragraph]:
    """The announced day beside the computed one."""
    if force.announcement is None or force.announced is None:
        return []
    day, sources = lang.day(force.announced), force.announcement.source
    if force.computed.earliest is None or force.clause is None:
        return [Paragraph(lang.t("Announced: {day}. No day could be computed.", day=day), sources)]
    announced = force.announcement.date
    last = force.computed.latest or date.max
    if announced.first <= last and force.computed.earliest <= announced.last:
        return [Paragraph(lang.t("Announced: {day}, as computed.", day=day), sources)]
    computed = force.computed.earliest if announced.last < force.computed.earliest else last
    count = (force.announced - computed).days
    later = lang.n("{n} day later", "{n} days later", abs(count))
    earlier = lang.n("{n} day earlier", "{n} days earlier", abs(count))
    text = lang.t(
        "Announced: {day}, {difference} than computed ({computed}).",
        day=day,
        difference=later if count > 0 else earlier,
        computed=span(lang, force.computed),
    )
    return [Paragraph(text, sources, "warn")]


def _deciding(lang: Language, force: Force) -> list[Block]:
    """The consents of the deciding day; where several share it none of them is the last."""
    if not force.met.exact or force.met.earliest is None:
        return []
    day = force.met.earliest
    consents = [
        event
        for several in force.record.consents.values()
        for event in several
        if event.date.first == event.date.last == day
    ]
    if not consents:
        return []
    items = tuple(Paragraph(statement(lang, event) + ".", event.source) for event in consents)
    words = lang.n(
        "On the deciding day {n} State consented:",
        "On the deciding day {n} States consented:",
        len(items),
    )
    return [Paragraph(words), Bullets(items)]
