"""The answers for programs: what was computed as `answers.values`, with its formal English."""

from dataclasses import replace
from datetime import date
from math import inf
from typing import cast

from cica_tracker.answers.changes import Changes, TreatyChanges
from cica_tracker.answers.force import Force, force_of
from cica_tracker.answers.lists import (
    Act,
    LogAnswer,
    MembersAnswer,
    MemberStanding,
    Recorded,
    SourcesAnswer,
    SourceUse,
)
from cica_tracker.answers.members import Used, members_of
from cica_tracker.answers.parties import parties_of
from cica_tracker.answers.parts import entry_days, last_known, last_report, problems_in
from cica_tracker.answers.reconcile import Reconciliation, Tested
from cica_tracker.answers.shortfall import missing_of, remaining_of
from cica_tracker.answers.status import Status, status_of
from cica_tracker.answers.timeline import TimelineAnswer
from cica_tracker.answers.values import (
    ConditionMet,
    Contradicting,
    ForceAnswer,
    Met,
    Named,
    PartiesAnswer,
    Quantity,
    ReconcileAnswer,
    ReportTest,
    SetAside,
    StatusAnswer,
    ThresholdTest,
    Why,
)
from cica_tracker.model.events import Event
from cica_tracker.model.plain import as_json
from cica_tracker.model.state_table import is_organisation
from cica_tracker.rules.conditions import Progress
from cica_tracker.rules.contradictions import Contradiction, Settled
from cica_tracker.rules.steps import Amount
from cica_tracker.words.document import Chart
from cica_tracker.words.facts import condition, said
from cica_tracker.words.force import arithmetic
from cica_tracker.words.language import Language

_ENGLISH = Language()
Texts = tuple[str, ...]


def status_answer(status: Status, assumed: Texts = (), lang: Language = _ENGLISH) -> StatusAnswer:
    """The status; `assumed` are the texts of what was assumed for it.

    For programs the conditions are worded in English, whatever the reader's language.
    """
    force, number = status.force, status.as_of.toordinal()
    record = status.settled.record
    high = status.settled.why_high(number)
    return StatusAnswer(
        treaty=record.log.treaty.title,
        as_of=status.as_of,
        known_on=record.known_on,
        contracting=status.contracting,
        required=status.required,
        remaining=status.remaining,
        named=_named(status),
        unidentified=status.unidentified,
        in_force=cast("Met", status.in_force),
        conditions_met=force.met,
        entry_into_force=entry_days(force),
        conditions=_conditions(force, status.as_of, lang),
        last_report=last_report(status),
        set_aside=_aside(status.set_aside),
        problems=problems_in(status.settled, supposed=bool(assumed)),
        named_states=tuple(spell.state or "" for spell in status.named),
        possibly_named_states=tuple(spell.state or "" for spell in status.maybe),
        candidates=tuple(one.state for one in status.candidates),
        why=Why(status.settled.why_low(number).statements, high.statements if high else None),
        tight=status.settled.bounds.exact,
        last_word=last_known(status),
        hypothetical=assumed,
    )


def treaty_changes(found: Changes) -> TreatyChanges:
    """What became known of a treaty between two days."""
    return TreatyChanges(
        log=found.log.name,
        treaty=found.log.treaty.title,
        learned=found.learned,
        retracted=found.retracted,
        before=status_answer(found.before),
        after=status_answer(found.after),
        undated=found.undated,
        about=found.log.treaty,
    )


def force_answer(settled: Settled, as_of: date, assumed: Texts = ()) -> ForceAnswer:
    """Entry into force."""
    force = force_of(settled)
    return ForceAnswer(
        treaty=force.record.log.treaty.title,
        as_of=as_of,
        known_on=force.record.known_on,
        in_force=cast("Met", force.on(as_of)),
        conditions_met=force.met,
        entry_into_force=entry_days(force),
        conditions=_conditions(force, as_of),
        clause=force.clause.id if force.clause else None,
        delay=str(force.clause.delay) if force.clause else None,
        arithmetic=tuple(arithmetic(_ENGLISH, force)),
        set_aside=_aside(settled.contradictions),
        problems=problems_in(settled, supposed=bool(assumed)),
        hypothetical=assumed,
    )


def reconcile_answer(found: Reconciliation) -> ReconcileAnswer:
    """The reconciliation."""
    test = found.clause
    return ReconcileAnswer(
        treaty=found.settled.record.log.treaty.title,
        known_on=found.settled.record.known_on,
        sound=found.sound,
        reports=tuple(_report(one) for one in found.tested),
        clause=ThresholdTest(test.stated, test.revealed, test.by, test.verdict),
        gaps=found.gaps,
        between=found.between,
        candidates=tuple(one.state for one in found.candidates),
        contradictions=tuple(Contradicting(one.ids, one.set_aside) for one in found.contradictions),
        entry_into_force=entry_days(found.force),
        problems=problems_in(found.settled),
        tight=found.tight,
    )


def parties_answer(settled: Settled, as_of: date, assumed: Texts = ()) -> PartiesAnswer:
    """The contracting States and the days they are bound from."""
    force, status = force_of(settled), status_of(settled, as_of)
    return PartiesAnswer(
        treaty=force.record.log.treaty.title,
        as_of=as_of,
        known_on=force.record.known_on,
        contracting=status.contracting,
        unnamed=status.unnamed,
        named=_named(status),
        in_force=cast("Met", force.on(as_of)),
        conditions_met=force.met,
        entry_into_force=entry_days(force),
        parties=parties_of(force, as_of),
        problems=problems_in(settled, supposed=bool(assumed)),
        hypothetical=assumed,
    )


def members_answer(
    settled: Settled, as_of: date | None = None, assumed: Texts = ()
) -> MembersAnswer:
    """The members."""
    status = status_of(settled, as_of) if as_of else None
    return MembersAnswer(
        treaty=settled.record.log.treaty.title,
        as_of=as_of,
        known_on=settled.record.known_on,
        contracting=status.contracting if status else None,
        unnamed=status.unnamed if status else None,
        named=_named(status) if status else None,
        members=tuple(
            MemberStanding(
                state=member.state,
                standing=member.standing,
                withdrawn=member.left,
                acts=tuple(Act(e.id, e.type, e.date, e.source) for e in member.events),
                member_since=member.since.date if member.since else None,
                organisation=is_organisation(member.state),
            )
            for member in members_of(settled, as_of)
        ),
        problems=problems_in(settled, supposed=bool(assumed)),
        hypothetical=assumed,
    )


def log_answer(settled: Settled, events: tuple[Event, ...], assumed: Texts = ()) -> LogAnswer:
    """Events."""
    log = settled.record.log
    gone = log.taken_back
    return LogAnswer(
        treaty=log.treaty.title,
        events=tuple(
            Recorded(
                id=event.id,
                type=event.type,
                date=event.date,
                source=event.source,
                state=getattr(event, "state", None),
                retracted=event.id in gone,
                note=event.note,
            )
            for event in events
        ),
        problems=problems_in(settled, supposed=bool(assumed)),
        whole=as_json(log) if len(events) == len(log.events) else None,
    )


def sources_answer(settled: Settled, used: tuple[Used, ...], assumed: Texts = ()) -> SourcesAnswer:
    """Sources."""
    return SourcesAnswer(
        treaty=settled.record.log.treaty.title,
        sources=tuple(
            SourceUse(
                id=one.source.id,
                title=one.source.title,
                publisher=one.source.publisher,
                authority=one.source.authority,
                published=one.source.published,
                url=one.source.url,
                events=one.events,
            )
            for one in used
        ),
        problems=problems_in(settled, supposed=bool(assumed)),
    )


def timeline_answer(chart: Chart, settled: Settled, assumed: Texts = ()) -> TimelineAnswer:
    """The count over time, in the words of its chart."""
    problems = problems_in(settled, supposed=bool(assumed))
    return replace(chart.json_form(), problems=problems, hypothetical=assumed)


def _named(status: Status) -> Named:
    """How many named States contract, certainly and possibly."""
    return Named(len(status.named), len(status.named) + len(status.maybe))


def _aside(found: tuple[Contradiction, ...]) -> tuple[SetAside, ...]:
    return tuple(SetAside(c.set_aside, tuple(i for i in c.ids if i != c.set_aside)) for c in found)


def _conditions(force: Force, as_of: date, lang: Language = _ENGLISH) -> tuple[ConditionMet, ...]:
    day = as_of.toordinal()
    return tuple(_condition(lang, force, one, day) for one in force.progress_on(as_of))


def _condition(lang: Language, force: Force, one: Progress, day: int) -> ConditionMet:
    return ConditionMet(
        text=condition(lang, one.condition),
        met=cast("Met", one.met(day)),
        have=_quantity(*(steps.at(day) for steps in one.have)),
        need=_quantity(*(steps.at(day) for steps in one.need)),
        remaining=_quantity(*remaining_of(one, day)),
        missing=missing_of(force.record, force.bounds, one.condition, day),
    )


def _quantity(low: Amount, high: Amount) -> Quantity:
    return Quantity(_plain(low), _plain(high))


def _plain(value: Amount) -> float | None:
    if value == inf:
        return None
    return int(value) if value == int(value) else float(value)


def _report(one: Tested) -> ReportTest:
    return ReportTest(
        id=one.report.id,
        date=one.report.date,
        said=said(_ENGLISH, one.report),
        contracting=one.report.contracting,
        remaining=one.report.remaining,
        implied=one.implied,
        allowed=one.allowed,
        allowed_remaining=one.allowed_remaining,
        verdict=one.verdict,
        unidentified=one.unidentified,
        against=one.against,
    )
