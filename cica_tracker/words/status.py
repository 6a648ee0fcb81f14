"""The status in words: one sentence to read out, the bar, who is named, and why."""

from collections.abc import Mapping
from datetime import date

from cica_tracker.answers.status import Status
from cica_tracker.model.events import Event
from cica_tracker.model.text import clean
from cica_tracker.rules.spells import Spell
from cica_tracker.words.document import Block, Bullets, Document, Meter, Paragraph
from cica_tracker.words.facts import (
    age,
    condition,
    names,
    said,
    statement,
    with_references,
)
from cica_tracker.words.force import met_words, projection
from cica_tracker.words.headline import headline
from cica_tracker.words.language import Language
from cica_tracker.words.reasons import reasons


def status_document(
    lang: Language, status: Status, *, explain: bool = False, notes: tuple[str, ...] = ()
) -> Document:
    """The whole answer as of a day. `notes` say how the day was read."""
    log = status.settled.record.log
    blocks: list[Block] = [Paragraph(headline(lang, status), tone="lead")]
    if (bar := meter(lang, status)) is not None:
        blocks.append(bar)
    blocks += [Paragraph(note, tone="dim") for note in notes]
    blocks.append(Bullets(tuple(details(lang, status))))
    blocks += aside(lang, status)
    if explain:
        blocks += reasons(lang, status)
    title = clean(log.treaty.short_title or log.treaty.title)
    return with_references(lang, log, Document(title, tuple(blocks)))


def meter(lang: Language, status: Status) -> Meter | None:
    """A bar towards the number required, with a certain and a possible part."""
    if status.required is None or status.remaining is None or not status.required.exact:
        return None
    required = status.required.at_least
    most = status.remaining.at_most
    certain = required - most if most is not None else 0
    possible = required - status.remaining.at_least
    text = lang.t("{certain} of {required} certain", certain=certain, required=required)
    if possible > certain:
        text += ", " + lang.t("up to {possible} possible", possible=possible)
    return Meter(certain, possible, required, text)


def details(lang: Language, status: Status) -> list[Paragraph]:
    """Entry into force, the last report, who is named, and the candidates."""
    if not status.adopted:
        return [Paragraph(projection(lang, status.force, status.as_of))]
    found = []
    if uncertainty := why_uncertain(lang, status):
        found.append(Paragraph(uncertainty))
    report = status.last_report
    if report:
        found.append(
            Paragraph(
                lang.t(
                    "Last report: {day} ({age}): {said}.",
                    day=lang.window(report.date),
                    age=age(lang, report.date.last, status.as_of),
                    said=said(lang, report),
                ),
                report.source,
            )
        )
    elif status.settled.record.reports:
        found.append(Paragraph(lang.t("No report of a count is recorded up to that day.")))
    else:
        found.append(Paragraph(lang.t("No report of a count is recorded.")))
    found.append(_named(lang, status))
    if status.candidates:
        acts = lang.t(
            "Domestic approval on record, but no deposit: {names}.",
            names=names(lang, [one.state for one in status.candidates]),
        )
        cites = [s for one in status.candidates for act in one.approvals for s in act.source]
        found.append(Paragraph(acts, tuple(dict.fromkeys(cites))))
    if len(status.force.progress) > 1 or (status.clause and status.clause.plain is None):
        day = status.as_of.toordinal()
        for one in status.force.progress:
            text = condition(lang, one.condition)
            found.append(Paragraph(f"{text}: {met_words(lang, one, day)}."))
    sources = status.clause.source if status.clause else ()
    found.append(Paragraph(projection(lang, status.force, status.as_of), sources))
    return found


def _named(lang: Language, status: Status) -> Paragraph:
    certain, maybe = _states(status.named), _states(status.maybe)
    parts = []
    if certain:
        parts.append(
            lang.n(
                "Named: {n} ({names}).",
                "Named: {n} ({names}).",
                len(certain),
                names=names(lang, certain),
            )
        )
    if maybe:
        parts.append(
            lang.n(
                "Possibly by then: {n} ({names}).",
                "Possibly by then: {n} ({names}).",
                len(maybe),
                names=names(lang, maybe),
            )
        )
    if not parts:
        parts.append(lang.t("No consent of a named State is recorded by then."))
    if status.unidentified:
        count = status.unidentified
        if status.contracting.exact and not maybe:
            parts.append(lang.n("{n} is not named.", "{n} are not named.", count))
        else:
            parts.append(lang.n("At least {n} is not named.", "At least {n} are not named.", count))
    events = status.settled.record.log.event_by_id
    shown = (*status.named, *status.maybe)
    sources = [s for spell in shown[:8] if spell.id in events for s in events[spell.id].source]
    return Paragraph(" ".join(parts), tuple(dict.fromkeys(sources)))


def _states(spells: tuple[Spell, ...]) -> list[str]:
    return [spell.state or "" for spell in spells]


def why_uncertain(lang: Language, status: Status) -> str:
    """Why the count is a range: what lies between two reports, or silence since the last."""
    if status.contracting.exact:
        return ""
    day = status.as_of.toordinal()
    bounds = status.settled.bounds
    low, high = bounds.why_low(day), bounds.why_high(day)
    if high is None or not high.ids or high.day <= day:
        report = status.last_report
        if not report:
            return ""
        return lang.t(
            "Nothing recorded bounds the count after {day}: more States may have consented since.",
            day=lang.day(report.date.last),
        )
    if not low.ids:
        return ""
    first, last = bounds.at(low.day), bounds.at(high.day)
    if first[0] != first[1] or last[0] != last[1] or last[0] <= first[0]:
        return ""
    added = int(last[0] - first[0])
    return lang.n(
        "{n} more consent falls somewhere between {first} and {last}.",
        "{n} more consents fall somewhere between {first} and {last}.",
        added,
        first=lang.day(date.fromordinal(low.day)),
        last=lang.day(date.fromordinal(high.day)),
    )


def _named_event(lang: Language, events: Mapping[str, Event], identifier: str) -> str:
    """An event in words with its id; what is only assumed is no event of the log."""
    if identifier not in events:
        return lang.t("an assumption ({id})", id=identifier)
    return f"{statement(lang, events[identifier])} ({identifier})"


def aside(lang: Language, status: Status) -> list[Block]:
    """What was set aside, beside the answer."""
    events = status.settled.record.log.event_by_id
    blocks: list[Block] = []
    for one in status.set_aside:
        others = [i for i in one.ids if i != one.aside]
        sources = [s for i in one.ids if i in events for s in events[i].source]
        text = lang.t(
            "Set aside: {aside} ({id}). It contradicts {others}.",
            aside=statement(lang, events[one.aside]) if one.aside in events else one.aside,
            id=one.aside,
            others="; ".join(_named_event(lang, events, i) for i in others)
            or lang.t("the membership"),
        )
        blocks.append(Paragraph(text, tuple(dict.fromkeys(sources)), "warn"))
    return blocks
