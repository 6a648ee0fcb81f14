"""The status in words: one sentence to read out, the bar, who is named, and why."""

from dataclasses import replace

from cica_tracker.answers.last_word import last_word_of
from cica_tracker.answers.shortfall import missing_of
from cica_tracker.answers.status import Range, Status, counting, reports_aside
from cica_tracker.model.events import EntryIntoForce, Report, Withdrawal
from cica_tracker.rules.conditions import Progress
from cica_tracker.words.answer import answer
from cica_tracker.words.document import Block, Bullets, Document, Meter, Paragraph
from cica_tracker.words.facts import (
    capital,
    cited_by,
    condition,
    events,
    names,
    opposed,
    row,
    said,
    sentences,
    statements,
)
from cica_tracker.words.force import met_words, projection
from cica_tracker.words.headline import headline, told_of_report
from cica_tracker.words.language import Language
from cica_tracker.words.reasons import reasons
from cica_tracker.words.uncertain import loosely


def status_document(
    lang: Language, status: Status, *, explain: bool = False, notes: tuple[str, ...] = ()
) -> Document:
    """The answer as of a day. `notes` say what is to be heeded.

    `explain` adds the reasons, and all that is recorded of each source.
    """
    log = status.settled.record.log
    hint: tuple[Block, ...] = ()
    if last_word_of(status).open and status.named and not (status.unidentified or status.maybe):
        text = lang.t(
            "Where the list of a source is complete, say so: tracker add report --complete"
        )
        hint = (Paragraph(text, tone="dim"),)
    blocks = (*said_of(lang, status, notes), *hint, *(reasons(lang, status) if explain else ()))
    return answer(lang, log, blocks, notes=explain)


def said_of(lang: Language, status: Status, notes: tuple[str, ...] = ()) -> tuple[Block, ...]:
    """The answer itself: the sentence, the bar, what is known besides, what is set aside."""
    blocks: list[Block] = [lead(lang, status)]
    if (bar := meter(lang, status)) is not None:
        blocks.append(bar)
    blocks += [Paragraph(note, tone="dim") for note in notes]
    if not status.settled.bounds.exact:
        blocks.append(Paragraph(loosely(lang), tone="dim"))
    blocks.append(Bullets(tuple(details(lang, status))))
    return (*blocks, *set_aside(lang, status))


def lead(lang: Language, status: Status) -> Paragraph:
    """The sentence, with the source of what was announced or last reported, if it tells of that."""
    told = status.last_report if told_of_report(status) else _announced(status)
    return Paragraph(headline(lang, status), told.source if told else (), "lead")


def _announced(status: Status) -> EntryIntoForce | None:
    """The announcement that the treaty is in force, which the first sentence tells."""
    return status.force.announcement if status.in_force == "yes" else None


def meter(lang: Language, status: Status) -> Meter | None:
    """A bar towards the number required, with a certain and a possible part."""
    if status.target is None:
        return None
    bar = bar_of(*status.target)
    text = lang.t("{certain} of {required} certain", certain=bar.certain, required=bar.required)
    if bar.possible == bar.required > bar.certain:
        text += ", " + lang.t("the rest possible")
    elif bar.possible > bar.certain:
        text += ", " + lang.t("up to {possible} possible", possible=bar.possible)
    return replace(bar, text=text)


def bar_of(required: int, remaining: Range) -> Meter:
    """A bar towards the number required, without words."""
    certain = 0 if remaining.at_most is None else max(required - remaining.at_most, 0)
    return Meter(certain, max(required - remaining.at_least, 0), required, "")


def details(lang: Language, status: Status) -> list[Paragraph]:
    """The last report, who is named, who is missing or has left, and entry into force."""
    if not status.adopted:
        return [Paragraph(projection(lang, status.force, status.as_of))]
    found = [] if told_of_report(status) else [_last_report(lang, status)]
    found.append(_named(lang, status))
    found += _withdrawn(lang, status)
    found += _candidates(lang, status)
    progress = status.force.progress_on(status.as_of)
    several = len(progress) > 1 or (status.clause is not None and counting(status.clause) is None)
    for one in progress:
        met = f"{condition(lang, one.condition)}: {met_words(lang, one, status.as_of.toordinal())}."
        if text := sentences(met if several else "", _missing(lang, status, one)):
            found.append(Paragraph(capital(text)))
    if not _announced(status):
        sources = status.clause.source if status.clause else ()
        found.append(Paragraph(projection(lang, status.force, status.as_of), sources))
    return found


def _last_report(lang: Language, status: Status) -> Paragraph:
    report = status.last_report
    if report:
        text = lang.t(
            "Last report: {day} ({age}): {said}.",
            day=lang.window(report.date),
            age=lang.age(report.date.last, status.as_of),
            said=said(lang, report),
        )
        return Paragraph(text, report.source)
    if status.settled.record.reports:
        return Paragraph(lang.t("No report of a count is recorded up to that day."))
    if count := len(reports_aside(status.settled)):
        words = lang.n(
            "The one report of a count is set aside.",
            "All {n} reports of a count are set aside.",
            count,
        )
        return Paragraph(words)
    record = status.settled.record
    if record.known_on and any(isinstance(event, Report) for event in record.log.events):
        return Paragraph(lang.t("No report of a count had certainly been published by then."))
    return Paragraph(lang.t("No report of a count is recorded."))


def _named(lang: Language, status: Status) -> Paragraph:
    certain, maybe = ([one.state for one in some] for some in (status.named, status.maybe))
    parts = []
    if certain:
        shown = names(lang, certain)
        parts.append(lang.t("Named: {n} ({names}).", n=len(certain), names=shown))
    if maybe:
        shown = names(lang, maybe)
        parts.append(lang.t("Possibly by then: {n} ({names}).", n=len(maybe), names=shown))
    if not parts:
        parts.append(lang.t("No consent of a named State is recorded by then."))
    if status.unidentified:
        parts.append(f"{not_named(lang, status)}.")
    events = status.settled.record.log.event_by_id
    acts = (events.get(spell.id) for spell in (*status.named, *status.maybe)[:8])
    return Paragraph(" ".join(parts), cited_by(act for act in acts if act))


def not_named(lang: Language, status: Status) -> str:
    """How many contracting States have no name in the log: "at least 8 are not named"."""
    unnamed = status.unnamed
    if unnamed.exact:
        return lang.n("{n} is not named", "{n} are not named", unnamed.at_least)
    return lang.n("At least {n} is not named", "At least {n} are not named", unnamed.at_least)


def _withdrawn(lang: Language, status: Status) -> list[Paragraph]:
    """Each withdrawal that has taken effect by the day, or possibly has."""
    found = _leaving(status)
    if not found:
        return []
    shown = [f"{lang.state(event.state)} ({lang.window(event.date)})" for event in found]
    return [Paragraph(lang.t("Withdrawn: {names}.", names=row(lang, shown)), cited_by(found))]


def _leaving(status: Status) -> list[Withdrawal]:
    """The withdrawals that have taken effect by the day, or possibly have, in their order."""
    several = status.settled.record.withdrawals.values()
    found = [event for own in several for event in own if event.date.first <= status.as_of]
    return sorted(found, key=lambda event: event.date)


def _candidates(lang: Language, status: Status) -> list[Paragraph]:
    """The States that approved at home and of which no deposit is recorded."""
    if not status.candidates:
        return []
    acts = [act for one in status.candidates for act in one.approvals]
    shown = names(lang, [one.state for one in status.candidates])
    unnamed = status.unnamed
    if unnamed.at_most == 0:
        text = lang.t("Domestic approval on record, and no deposit by then: {names}.", names=shown)
    elif unnamed.at_least:
        text = lang.n(
            "Domestic approval on record, no deposit recorded; may be among the {n} not named: "
            "{names}.",
            "Domestic approval on record, no deposit recorded; may be among the {n} not named: "
            "{names}.",
            unnamed.at_least,
            names=shown,
        )
    else:
        text = lang.t(
            "Domestic approval on record, no deposit recorded; may have deposited all the same: "
            "{names}.",
            names=shown,
        )
    return [Paragraph(text, cited_by(acts))]


def _missing(lang: Language, status: Status, one: Progress) -> str:
    """Who is missing of the States that a condition lists."""
    day = status.as_of.toordinal()
    if one.met(day) == "yes":
        return ""
    states = missing_of(status.settled.record, status.settled.bounds, one.condition, day) or ()
    maybe = {spell.state for spell in status.maybe}
    left = {event.state for event in _leaving(status)}  # told of in a line of their own
    lacking = [state for state in states if state not in maybe | left]
    possibly = [state for state in states if state in maybe]
    unnamed = status.unnamed
    parts = []
    if lacking:
        parts.append(
            lang.n(
                "No deposit recorded of {n} listed State: {names}.",
                "No deposit recorded of {n} listed States: {names}.",
                len(lacking),
                names=names(lang, lacking, most=20),
            )
        )
    if possibly:
        parts.append(lang.t("Possibly by then: {names}.", names=names(lang, possibly, most=20)))
    if lacking and unnamed.at_most != 0 and unnamed.at_least:
        parts.append(
            lang.n(
                "Any of these may be the {n} that is not named.",
                "Any of these may be among the {n} that are not named.",
                unnamed.at_least,
            )
        )
    return " ".join(parts)


def set_aside(lang: Language, status: Status) -> list[Block]:
    """What was set aside, beside the answer."""
    record = status.settled.record
    blocks: list[Block] = []
    for one in status.set_aside:
        others = [i for i in one.ids if i != one.set_aside]
        text = lang.t(
            "Set aside: {aside}. It contradicts {others}.",
            aside=statements(lang, record, (one.set_aside,)),
            others=opposed(lang, record, one.set_aside, others),
        )
        blocks.append(Paragraph(text, cited_by(events(record, one.ids)), "warn"))
    return blocks
