"""From which day each contracting State is bound.

A State that consents by the day the conditions are met is bound when the treaty enters into
force; a later one after its own delay, and never before the treaty is (VCLT art. 24).
"""

from datetime import date

from cica_tracker.answers.force import Force, Span, projected
from cica_tracker.model.dates import Window
from cica_tracker.model.state_table import is_organisation
from cica_tracker.model.value import value
from cica_tracker.rules import delay as clauses
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.spells import Spell


@value
class Party:
    """One spell of consent of a named State: when it consented, from when it is bound.

    `bound` is "yes", "no" or "possibly" on the day asked for; `withdrawn` is the day on which
    a withdrawal takes effect. `organisation`: what bears the name is no State.
    """

    state: str
    id: str
    form: str
    consented: Window
    bound_from: Span
    bound: str
    withdrawn: Window | None
    organisation: bool


def parties_of(force: Force, as_of: date) -> tuple[Party, ...]:
    """The named States that had possibly consented by a day, in the order of their consent."""
    forms = {event.id: event.type for event in force.record.events}
    spells = [
        spell
        for spell in spells_left(force.record, force.bounds)
        if spell.state is not None and not spell.implied and spell.first <= as_of.toordinal()
    ]
    spells.sort(key=lambda spell: (spell.last, spell.first, spell.state or ""))
    return tuple(_party(force, spell, forms[spell.id], as_of) for spell in spells)


def _party(force: Force, spell: Spell, form: str, as_of: date) -> Party:
    consented = Window(date.fromordinal(spell.first), date.fromordinal(spell.last))
    until = spell.leaving.date if spell.leaving else None
    since = Span(_earliest(force, consented.first), _latest(force, consented.last))
    if until and since.earliest and until.last <= since.earliest:
        since = Span(None, None)  # it left before it was ever bound
    elif until and since.latest and until.first <= since.latest:
        since = Span(since.earliest, None)  # it may have left before that
    return Party(
        state=spell.state or "",
        id=spell.id,
        form=form,
        consented=consented,
        bound_from=since,
        bound=_bound(since, until, as_of),
        withdrawn=until,
        organisation=is_organisation(spell.state or ""),
    )


def _earliest(force: Force, consented: date) -> date | None:
    """The earliest day a State is bound that consented on a day; None: not on what is known."""
    in_force = force.day.earliest
    if in_force is None:
        return None
    days = []
    if _may_be_first(force, consented):
        since: date | None = in_force
        if force.announcement is not None:
            since = max(in_force, consented)
        elif not _surely_first(force, consented):
            since = projected(force.record, Span(consented, force.met.latest)).earliest
        days += [since] if since else []
    if not _surely_first(force, consented) and (own := _own(force, consented)):
        days.append(max(own, in_force))
    return min(days, default=None)


def _latest(force: Force, consented: date) -> date | None:
    """The latest such day."""
    in_force = force.day.latest
    if in_force is None or _surely_first(force, consented):
        return in_force
    own = _own(force, consented)
    return max(own, in_force) if own and consented < date.max else None


def _surely_first(force: Force, consented: date) -> bool:
    """Whether the conditions were not met before that day, so that the treaty's own day counts."""
    earliest = force.met.earliest
    return earliest is not None and consented <= earliest and _may_be_first(force, consented)


def _may_be_first(force: Force, consented: date) -> bool:
    """Whether the conditions may have been met on that day or later."""
    latest = force.day.latest if force.announcement else None
    ends = [day for day in (force.met.latest, latest) if day]
    return all(consented <= day for day in ends)


def _own(force: Force, consented: date) -> date | None:
    """The day a State is bound whose consent came once the conditions had been met.

    Where no clause is recorded that is the day of its consent (VCLT art. 24(3)).
    """
    clause = force.record.clause_on(consented.toordinal())
    return clauses.in_force_for(clause, consented) if clause else consented


def _bound(since: Span, until: Window | None, as_of: date) -> str:
    if since.earliest is None or since.earliest > as_of or (until and until.last <= as_of):
        return "no"
    certain = since.latest is not None and since.latest <= as_of
    return "yes" if certain and not (until and until.first <= as_of) else "possibly"
