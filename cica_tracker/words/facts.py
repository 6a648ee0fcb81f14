"""Single facts in words: an event, a report, a source, how long ago something was."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import lru_cache

from cica_tracker.answers.status import Range
from cica_tracker.model.conditions import Condition
from cica_tracker.model.dates import Window
from cica_tracker.model.events import (
    Clause,
    Consent,
    DomesticApproval,
    EntryIntoForce,
    Event,
    Membership,
    NotYet,
    Report,
    Retraction,
    StateAct,
    Withdrawal,
)
from cica_tracker.model.state_table import is_organisation
from cica_tracker.model.text import clean
from cica_tracker.rules.record import Record
from cica_tracker.words.language import Language


def number(lang: Language, count: Range) -> str:
    """A range of numbers: "11", "11 to 13" or "at least 13"."""
    high = None if count.at_most is None else str(count.at_most)
    return between(lang, str(count.at_least), high)


def between(lang: Language, low: str, high: str | None) -> str:
    """Two bounds as a range, None being no upper bound."""
    if high is None:
        return lang.t("at least {low}", low=low)
    return low if low == high else lang.t("{low} to {high}", low=low, high=high)


def amount(lang: Language, value: float | Decimal) -> str:
    """A count or a weight, without useless noughts."""
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return lang.decimal(text.rstrip("0").rstrip(".") if "." in text else text)
    return str(int(value))


def needed(lang: Language, count: Range) -> str:
    """How many more: "between 1 and 3 more needed"."""
    low, high = count.at_least, count.at_most
    if high is None:
        return lang.n("at least {n} more needed", "at least {n} more needed", low)
    if high == 0:
        return lang.t("no more needed")
    if low == high:
        return lang.n("{n} more needed", "{n} more needed", high)
    if low == 0:
        return lang.n("at most {n} more needed", "at most {n} more needed", high)
    return lang.n(
        "between {low} and {n} more needed", "between {low} and {n} more needed", high, low=low
    )


def distance(lang: Language, first: date, last: date) -> str:
    """How far two days are apart: "29 days", "7 months", "13 years"."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    if months < 3:
        return lang.n("{n} day", "{n} days", (last - first).days)
    if months < 36:
        return lang.n("{n} month", "{n} months", months)
    return lang.n("{n} year", "{n} years", months // 12)


def form(lang: Language, event_type: str) -> str:
    """The type of an event in words."""
    return _forms(lang)[event_type]


@lru_cache(maxsize=8)
def _forms(lang: Language) -> dict[str, str]:
    return {
        "ratification": lang.t("ratification"),
        "acceptance": lang.t("acceptance"),
        "approval": lang.t("approval"),
        "accession": lang.t("accession"),
        "succession": lang.t("succession"),
        "formal-confirmation": lang.t("formal confirmation"),
        "definitive-signature": lang.t("definitive signature"),
        "signature": lang.t("signature"),
        "provisional-application": lang.t("provisional application"),
        "domestic-approval": lang.t("domestic approval"),
        "withdrawal": lang.t("withdrawal"),
        "membership": lang.t("membership"),
        "membership-end": lang.t("end of membership"),
        "not-yet": lang.t("not yet"),
        "report": lang.t("report"),
        "clause": lang.t("final clause"),
        "entry-into-force": lang.t("entry into force"),
        "retraction": lang.t("retraction"),
    }


def said(lang: Language, report: Report) -> str:
    """What a report says: "11 contracting, 3 remaining"."""
    parts = []
    if report.contracting is not None:
        parts.append(lang.t("{n} contracting", n=report.contracting))
    if report.contracting_min is not None:
        parts.append(lang.t("at least {n} contracting", n=report.contracting_min))
    if report.contracting_max is not None:
        parts.append(lang.t("at most {n} contracting", n=report.contracting_max))
    if report.remaining is not None:
        parts.append(lang.t("{n} remaining", n=report.remaining))
    if report.basis == "domestic":
        parts.append(lang.t("counting domestic approvals"))
    return ", ".join(parts)


def condition(lang: Language, one: Condition) -> str:
    """A condition in words: "14 consents", "55 % of the weights", "all 44 listed States"."""
    if one.count is not None and one.among is not None:
        whole = len(set(one.among))
        if one.count == whole:
            text = lang.n("{n} listed State", "all {n} listed States", whole)
        else:
            text = lang.t("{count} of {whole} listed States", count=one.count, whole=whole)
    elif one.count is not None:
        text = lang.n("{n} consent", "{n} consents", one.count)
    elif one.fraction is not None:
        part = f"{one.fraction.numerator}/{one.fraction.denominator}"
        members = one.of == "members"
        of = lang.t("the members") if members else lang.t("the signatories")
        more = lang.t("more than {part} of {of}", part=part, of=of)
        text = more if one.more_than else lang.t("{part} of {of}", part=part, of=of)
    else:
        weight = amount(lang, one.weight or 0)
        more = lang.t("a weight of more than {weight}", weight=weight)
        text = more if one.more_than else lang.t("a weight of {weight}", weight=weight)
    details = [clean(one.label)] if one.label else []
    if one.forms:
        details.append(lang.t("only {forms}", forms=", ".join(form(lang, f) for f in one.forms)))
    if one.not_counted:
        details.append(lang.t("not counting {names}", names=names(lang, one.not_counted)))
    return text + (f" ({'; '.join(details)})" if details else "")


def capital(text: str) -> str:
    """The text as a sentence begins; its other letters stay as they are."""
    return text[:1].upper() + text[1:]


def sentences(*parts: str) -> str:
    """Sentences in a row, empty ones left out."""
    return " ".join(filter(None, parts))


def names(lang: Language, states: Sequence[str | None], most: int = 8) -> str:
    """Names of States in a row; a long row is cut with its number."""
    return row(
        lang, [lang.state(state) for state in states[:most]], most, others=len(states) - most
    )


def participant(lang: Language, name: str) -> str:
    """The name in a list of States: what is no State but an organisation is marked."""
    shown = lang.state(name)
    return lang.t("{state} (organisation)", state=shown) if is_organisation(name) else shown


def row(lang: Language, words: Sequence[str], most: int = 8, *, others: int | None = None) -> str:
    """Words in a row; a long row is cut with the number of `others`, if they are not all there."""
    shown = list(words[:most])
    left = len(words) - most if others is None else others
    if left > 0:
        shown.append(lang.n("{n} other", "{n} others", left))
    return lang.listed(shown)


def statements(lang: Language, record: Record, ids: Sequence[str]) -> str:
    """Events in words, in a row, those that are only supposed marked."""
    return "; ".join(
        dict.fromkeys(supposed_or_stated(lang, event) for event in events(record, ids))
    )


def opposed(lang: Language, record: Record, aside: str, others: Sequence[str]) -> str:
    """What a statement (its id) contradicts: others, else the adoption or the membership."""
    if found := statements(lang, record, others):
        return found
    adopted = record.log.treaty.adopted
    before = (
        any(event.date.last < adopted.first for event in events(record, (aside,)))
        if adopted
        else False
    )
    if adopted and before:
        return lang.t("the adoption ({day})", day=lang.window(adopted))
    return lang.t("the membership")


def events(record: Record, ids: Sequence[str]) -> list[Event]:
    """Events of the log, and those supposed, by their ids."""
    known = record.once(
        "all by id", lambda: {one.id: one for one in record.events} | record.log.event_by_id
    )
    return [known[identifier] for identifier in ids if identifier in known]


def cited_by(events: Iterable[Event]) -> tuple[str, ...]:
    """The sources of events (their ids), each once."""
    return tuple(dict.fromkeys(source for event in events for source in event.source))


def supposed_or_stated(lang: Language, event: Event) -> str:
    """An event as a sentence, marked where it is only supposed: then it has no source."""
    text = statement(lang, event)
    return text if event.source else f"{text} {lang.t('[hypothetical]')}"


def noted(lang: Language, event: Event, text: str) -> str:
    """A sentence on an event, and the note that the log has of it."""
    return sentences(text, lang.told(event, "note"))


def statement(lang: Language, event: Event) -> str:
    """An event as a sentence without its source."""
    when = lang.window(event.date)
    match event:
        case Clause():
            needs = "; ".join(condition(lang, one) for one in event.condition)
            return lang.t("the clause asks for {needs}", needs=needs)
        case Report():
            return lang.t("report of {day}: {said}", day=when, said=said(lang, event))
        case Consent() | StateAct() | Withdrawal() | Membership():
            kind = form(lang, event.type)
            return lang.t(
                "{state}: {kind} {when}",
                state=lang.state(event.state),
                kind=kind,
                when=on_day(lang, event.date),
            )
        case DomesticApproval():
            act = f" ({lang.told(event, 'act')})" if event.act else ""
            kind = form(lang, event.type)
            return lang.t(
                "{state}: {kind} {when}",
                state=lang.state(event.state),
                kind=kind + act,
                when=on_day(lang, event.date),
            )
        case NotYet():
            return lang.t(
                "{state} had not consented by {day}", state=lang.state(event.state), day=when
            )
        case EntryIntoForce():
            return lang.t("entry into force announced for {day}", day=when)
        case Retraction():
            return lang.t(
                "retraction of {id}: {reason}", id=event.of, reason=lang.told(event, "reason")
            )


def on_day(lang: Language, window: Window) -> str:
    """When something was: "on 2 December 2024", or the window of days."""
    return lang.t("on {day}", day=lang.day(window.first)) if window.exact else lang.window(window)
