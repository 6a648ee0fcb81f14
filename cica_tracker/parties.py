"""From which day each contracting State is bound.

A State that consents by the day the conditions are met is bound when the treaty enters into
force; a later one after its own delay, and never before the treaty is (VCLT art. 24).
"""

from dataclasses import dataclass
from datetime import date

from cica_tracker.clauses import in_force_for
from cica_tracker.dates import Window
from cica_tracker.force import Force, Span
from cica_tracker.record import Spell, spells_of


@dataclass(frozen=True, slots=True)
class Party:
    """One spell of consent of a named State: when it consented, from when it is bound.

    `bound` is "yes", "no" or "possibly" on the day asked for; `until` is the day on which a
    withdrawal takes effect.
    """

    state: str
    id: str
    form: str
    consented: Window
    bound_from: Span
    until: Window | None
    bound: str


def parties_of(force: Force, as_of: date) -> tuple[Party, ...]:
    """The named States that had possibly consented by a day, in the order of their consent."""
    forms = {event.id: event.type for event in force.record.events}
    spells = [
        spell
        for spell in spells_of(force.record)[0]
        if spell.state is not None and not spell.implied and spell.first <= as_of.toordinal()
    ]
    spells.sort(key=lambda spell: (spell.last, spell.first, spell.state or ""))
    return tuple(_party(force, spell, forms[spell.id], as_of) for spell in spells)


def _party(force: Force, spell: Spell, form: str, as_of: date) -> Party:
    first, last = date.fromordinal(spell.first), date.fromordinal(spell.last)
    since = Span(
        _bound_from(force, first, force.met.earliest, force.day.earliest),
        _bound_from(force, last, force.met.latest, force.day.latest),
    )
    until = spell.leaving.date if spell.leaving else None
    return Party(
        state=spell.state or "",
        id=spell.id,
        form=form,
        consented=Window(first, last),
        bound_from=since,
        until=until,
        bound=_bound(since, until, as_of),
    )


def _bound_from(
    force: Force, consented: date, met: date | None, in_force: date | None
) -> date | None:
    """The day a State is bound, if the conditions were met and the treaty in force on those days.

    None: not on what is known.
    """
    if in_force is None:
        return None
    if met is None or consented <= met:
        return in_force
    clause = force.record.clause_on(consented.toordinal())
    own = in_force_for(clause, consented) if clause else None
    return max(own, in_force) if own else None


def _bound(since: Span, until: Window | None, as_of: date) -> str:
    if since.earliest is None or since.earliest > as_of or (until and until.last <= as_of):
        return "no"
    certain = since.latest is not None and since.latest <= as_of
    return "yes" if certain and not (until and until.first <= as_of) else "possibly"
