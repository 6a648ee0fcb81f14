"""The answers as programs read them (`shapes`): whole numbers, ISO 8601 days, ids of events."""

from datetime import date

from cica_tracker.answers.force import Force, Span
from cica_tracker.answers.members import Member, Used, retracted
from cica_tracker.answers.parties import Party
from cica_tracker.answers.reconcile import Reconciliation
from cica_tracker.answers.schemas import (
    ActAnswer,
    AsideAnswer,
    ConditionAnswer,
    DaysAnswer,
    ForceAnswer,
    ForceDaysAnswer,
    LogAnswer,
    MembersAnswer,
    PartiesAnswer,
    RangeAnswer,
    ReconcileAnswer,
    ReportAnswer,
    SourcesAnswer,
    StatusAnswer,
)
from cica_tracker.answers.status import Range, Status
from cica_tracker.model.dates import Window, edtf
from cica_tracker.model.events import Event, Log, Report
from cica_tracker.rules.conditions import Amount, Progress
from cica_tracker.rules.contradictions import Contradiction
from cica_tracker.words.facts import condition, said
from cica_tracker.words.force import arithmetic
from cica_tracker.words.language import Language

_ENGLISH = Language()


def _range(count: Range) -> RangeAnswer:
    return {"at_least": count.at_least, "at_most": count.at_most}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _days(span: Span) -> DaysAnswer:
    return {"earliest": _iso(span.earliest), "latest": _iso(span.latest)}


def _entry(force: Force) -> ForceDaysAnswer:
    days = force.computed
    return {
        "earliest": _iso(days.earliest),
        "latest": _iso(days.latest),
        "announced": _iso(force.announced),
    }


def _aside(found: tuple[Contradiction, ...]) -> list[AsideAnswer]:
    return [
        {"id": one.aside, "contradicts": [i for i in one.ids if i != one.aside]} for one in found
    ]


def _report(report: Report | None) -> ReportAnswer | None:
    return {"id": report.id, "date": report.date.last.isoformat()} if report else None


def status_answer(status: Status) -> StatusAnswer:
    """The status for programs."""
    force, number = status.force, status.as_of.toordinal()
    record, bounds = status.settled.record, status.settled.bounds
    high = bounds.why_high(number)
    return {
        "treaty": record.log.treaty.title,
        "as_of": status.as_of.isoformat(),
        "known_on": _iso(record.known_on),
        "contracting": _range(status.contracting),
        "required": _range(status.required) if status.required else None,
        "remaining": _range(status.remaining) if status.remaining else None,
        "named": {
            "certain": len(status.named),
            "possible": len(status.named) + len(status.maybe),
        },
        "unidentified": status.unidentified,
        "in_force": status.in_force,
        "conditions_met": _days(force.met),
        "entry_into_force": _entry(force),
        "conditions": [_condition(one, number) for one in force.progress],
        "last_report": _report(status.last_report),
        "set_aside": _aside(status.set_aside),
        "named_states": [spell.state or "" for spell in status.named],
        "possibly_named_states": [spell.state or "" for spell in status.maybe],
        "candidates": [one.state for one in status.candidates],
        "why": {
            "at_least": list(bounds.why_low(number).statements),
            "at_most": list(high.statements) if high else None,
        },
    }


def _condition(one: Progress, day: int) -> ConditionAnswer:
    return {"text": condition(_ENGLISH, one.condition), "met": one.met(day)}


def _amounts(low: Amount, high: Amount) -> dict[str, float | None]:
    def plain(value: Amount) -> float | None:
        if value == float("inf"):
            return None
        return int(value) if value == int(value) else float(value)

    return {"at_least": plain(low), "at_most": plain(high)}


def force_answer(force: Force, as_of: date, aside: tuple[Contradiction, ...]) -> ForceAnswer:
    """Entry into force for programs."""
    number = as_of.toordinal()
    return {
        "treaty": force.record.log.treaty.title,
        "as_of": as_of.isoformat(),
        "known_on": _iso(force.record.known_on),
        "in_force": force.on(as_of),
        "conditions_met": _days(force.met),
        "entry_into_force": _entry(force),
        "conditions": [
            {
                **_condition(one, number),
                "have": _amounts(one.have[0].at(number), one.have[1].at(number)),
                "need": _amounts(one.need[0].at(number), one.need[1].at(number)),
            }
            for one in force.progress
        ],
        "clause": force.clause.id if force.clause else None,
        "delay": str(force.clause.delay) if force.clause else None,
        "arithmetic": arithmetic(_ENGLISH, force),
        "set_aside": _aside(aside),
    }


def reconcile_answer(found: Reconciliation) -> ReconcileAnswer:
    """The reconciliation for programs."""
    record = found.settled.record
    return {
        "treaty": record.log.treaty.title,
        "known_on": _iso(record.known_on),
        "sound": found.sound,
        "reports": [
            {
                "id": one.report.id,
                "date": edtf(one.report.date),
                "said": said(_ENGLISH, one.report),
                "contracting": one.report.contracting,
                "remaining": one.report.remaining,
                "implied": _range(one.implied),
                "allowed": _range(one.allowed),
                "allowed_remaining": (
                    _range(one.allowed_remaining) if one.allowed_remaining else None
                ),
                "verdict": one.verdict,
                "unidentified": one.unidentified,
                "against": list(one.against),
            }
            for one in found.tested
        ],
        "clause": {
            "stated": found.clause.stated,
            "revealed": _range(found.clause.revealed) if found.clause.revealed else None,
            "by": list(found.clause.by),
            "verdict": found.clause.verdict,
        },
        "gaps": [
            {
                "after": _iso(gap.after),
                "until": _iso(gap.until),
                "added": _range(gap.added),
                "unnamed": _range(gap.unnamed),
                "named": list(gap.named),
            }
            for gap in found.gaps
        ],
        "candidates": [one.state for one in found.candidates],
        "contradictions": [
            {"ids": list(one.ids), "set_aside": one.aside} for one in found.contradictions
        ],
        "entry_into_force": _entry(found.force),
    }


def parties_answer(force: Force, parties: tuple[Party, ...], as_of: date) -> PartiesAnswer:
    """The contracting States and the days they are bound from, for programs."""
    return {
        "treaty": force.record.log.treaty.title,
        "as_of": as_of.isoformat(),
        "known_on": _iso(force.record.known_on),
        "in_force": force.on(as_of),
        "parties": [
            {
                "state": party.state,
                "id": party.id,
                "form": party.form,
                "consented": edtf(party.consented),
                "bound_from": _days(party.bound_from),
                "bound": party.bound,
                "withdrawn": _window(party.until),
            }
            for party in parties
        ],
    }


def _window(window: Window | None) -> str | None:
    return edtf(window) if window else None


def _act(event: Event) -> ActAnswer:
    return {
        "id": event.id,
        "type": event.type,
        "date": edtf(event.date),
        "source": list(event.source),
    }


def members_answer(log: Log, members: tuple[Member, ...]) -> MembersAnswer:
    """The members for programs."""
    return {
        "treaty": log.treaty.title,
        "members": [
            {
                "state": member.state,
                "standing": member.standing,
                "withdrawn": member.left,
                "acts": [_act(event) for event in member.events],
                "member_since": _window(member.since.date) if member.since else None,
            }
            for member in members
        ],
    }


def log_answer(log: Log, events: tuple[Event, ...]) -> LogAnswer:
    """Events for programs."""
    gone = retracted(log)
    return {
        "treaty": log.treaty.title,
        "events": [
            {
                **_act(event),
                "state": getattr(event, "state", None),
                "retracted": event.id in gone,
                "note": event.note,
            }
            for event in events
        ],
    }


def sources_answer(log: Log, used: tuple[Used, ...]) -> SourcesAnswer:
    """Sources for programs."""
    return {
        "treaty": log.treaty.title,
        "sources": [
            {
                "id": one.source.id,
                "title": one.source.title,
                "publisher": one.source.publisher,
                "authority": one.source.authority,
                "published": _window(one.source.published),
                "url": one.source.url,
                "events": list(one.events),
            }
            for one in used
        ],
    }
