"""What-if: consents that are assumed for one question and never written."""

from datetime import date
from itertools import count
from typing import cast

from cica_tracker.model.conditions import CONSENT_FORMS, ConsentForm
from cica_tracker.model.dates import edtf, parse_window
from cica_tracker.model.events import Consent, Log
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.state_table import code_of
from cica_tracker.model.states import find_state, states_of
from cica_tracker.model.text import clean
from cica_tracker.rules.contradictions import Contradiction
from cica_tracker.rules.evidence import counted_by
from cica_tracker.rules.memberships import may_consent
from cica_tracker.rules.record import Record, make_record
from cica_tracker.rules.spells import spells_of

NEXT = "next"


def assumed_events(
    log: Log, texts: tuple[str, ...], known_on: date | None = None
) -> tuple[Consent, ...]:
    """The consents that "Kuwait=2026-12-01" or "next=2026-12-01:accession" stand for.

    `next` is a State not named. Raises LogError for a text that says nothing, a State that the
    log does not know, or a consent that what is known on the day excludes or holds already.
    """
    if not texts:
        return ()
    free = (name for n in count(1) if (name := f"assumed-{n}") not in log.event_by_id)
    events = tuple(_assumed(log, text, next(free)) for text in texts)
    record = make_record(log, known_on, assumed=events)
    for text, event in zip(texts, events, strict=True):
        _refuse_excluded(record, text, event)
    _refuse_idle(record, texts, events)
    return events


def _assumed(log: Log, text: str, identifier: str) -> Consent:
    name, equals, rest = text.partition("=")
    when, colon, form = (part.strip() for part in rest.partition(":"))
    name = name.strip()
    if not (name and equals and when) or (colon and not form):
        raise LogError(
            f'cannot assume "{text}": it is not understood\n'
            "  write STATE=DATE or STATE=DATE:FORM, such as Kuwait=2026-12-01:accession; "
            "next=2026-12-01 is a State not named"
        )
    form = form or "ratification"
    if form not in CONSENT_FORMS:
        advice = did_you_mean(form, CONSENT_FORMS)
        raise LogError(f'cannot assume "{text}": "{form}" is no form of consent\n  {advice}')
    try:
        window = parse_window(when)
    except ValueError as error:
        raise LogError(f'cannot assume "{text}": {error}') from None
    state = None if name.lower() == NEXT else _known_state(log, name, text)
    kind = cast("ConsentForm", form)
    return Consent(id=identifier, date=window, source=(), type=kind, state=state)


def _known_state(log: Log, name: str, text: str) -> str:
    """The log's own spelling of a State; where no membership is recorded, any State there is."""
    found = find_state(name, states_of(log))
    if found.name:
        return found.name
    real = code_of(name) is not None
    if real and not found.near and not any(event.type == "membership" for event in log.events):
        return name
    near = " or ".join(f'"{one}"' for one in found.near or (() if real else found.alike))
    advice = f"did you mean {near}? " if near else ""
    raise LogError(
        f'cannot assume "{text}": the log knows no State "{clean(name)}"\n'
        f"  {advice}a State not named is next=DATE"
    )


def _refuse_excluded(record: Record, text: str, event: Consent) -> None:
    """Raises LogError for a consent before the adoption, or of a State that was no member then."""
    adopted = record.log.treaty.adopted
    if adopted and event.date.last < adopted.first:
        raise LogError(
            f'cannot assume "{text}": nothing can be deposited before the adoption\n'
            f"  that was on {edtf(adopted)}: assume a later day"
        )
    first, last = event.date.first.toordinal(), event.date.last.toordinal()
    if not any(first <= b and a <= last for a, b in may_consent(record, event.state)):
        raise LogError(
            f'cannot assume "{text}": {event.state} is no member on any such day\n'
            "  see tracker members, and assume another day"
        )


def _refuse_idle(record: Record, texts: tuple[str, ...], events: tuple[Consent, ...]) -> None:
    """Raises LogError for a consent that adds nothing to the record, or contradicts it."""
    spells, clashes = spells_of(record)
    conditions = [one for clause in record.clauses for one in clause.condition]
    used = {spell.id for spell in spells}
    used |= {s.id for one in conditions for s in spells_of(record, counted_by(one))[0]}
    against = {ids[0]: ids[1] for ids in (clash.ids for clash in clashes)}
    at = {event.id: f"{event.id}, {edtf(event.date)}" for event in record.log.events}
    for text, event in zip(texts, events, strict=True):
        if event.id in against:
            other = at.get(against[event.id], against[event.id])
            raise LogError(
                f'cannot assume "{text}": it contradicts the log ({other})\n  assume a later day'
            )
        if event.id not in used:
            before = next(spell.id for spell in spells if spell.state == event.state)
            raise LogError(
                f'cannot assume "{text}": {event.state} has consented already '
                f"({at.get(before, 'assumed as well')})\n"
                "  a State counts once: assume another, or next=DATE for one not named"
            )


def refuse_impossible(
    assumed: tuple[Consent, ...],
    texts: tuple[str, ...],
    contradictions: tuple[Contradiction, ...],
) -> None:
    """Raises LogError where what is supposed cannot be, and so would be set aside."""
    text_of = {event.id: text for event, text in zip(assumed, texts, strict=True)}
    for one in contradictions:
        if one.set_aside in text_of:
            others = ", ".join(identifier for identifier in one.ids if identifier != one.set_aside)
            against = others or "the membership: no State is left that could consent"
            raise LogError(
                f'cannot assume "{text_of[one.set_aside]}": it contradicts {against}\n'
                "  suppose another day or another State"
            )
