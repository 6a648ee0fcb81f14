"""From the record to the evidence: which consents, reports and clauses bound which number.

The number is N, the contracting States, or those that a condition counts which leaves some out.
"""

from collections.abc import Callable, Iterator
from math import inf

from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import Consent, Report
from cica_tracker.rules.inequalities import THRESHOLD, ZERO, Claim, Departure, Evidence, Said
from cica_tracker.rules.record import Record
from cica_tracker.rules.spells import Spell, eligible, everyone, spells_of


def evidence_of(record: Record, condition: Condition | None = None) -> Evidence:
    """The evidence on N or, given a count condition that leaves some out, on those it counts."""
    spells, _ = spells_of(record, _surely_counted(record, condition) if condition else everyone)
    steps = eligible(record)
    return Evidence(
        start=record.adopted,
        spells=spells,
        departures=tuple(
            Departure(s.leaving.id, _after(s), max(s.leaving.date.last.toordinal(), _after(s)))
            for s in spells
            if s.leaving
        ),
        said=tuple(
            Said(report.date.first.toordinal(), report.date.last.toordinal(), claims)
            for report in record.reports
            if (claims := tuple(_claims(record, report, condition)))
        ),
        eligible=None if steps is None else tuple(steps),
    ).laid_out()


def _after(spell: Spell) -> int:
    """A State leaves no earlier than it may have come."""
    assert spell.leaving is not None
    return max(spell.leaving.date.first.toordinal(), spell.first)


def counted_by(condition: Condition) -> Callable[[Consent], bool]:
    """Whether a condition counts a consent, by its form and its State."""
    return lambda consent: (
        (condition.forms is None or consent.type in condition.forms)
        and consent.state not in condition.not_counted
    )


def _surely_counted(record: Record, condition: Condition) -> Callable[[Consent], bool]:
    """The same, and of a consent not named only where none that does not count can be its State."""
    counted = counted_by(condition)
    settled = record.consents.keys() - record.withdrawals.keys()
    if settled.issuperset(condition.not_counted):
        return counted
    return lambda consent: consent.state is not None and counted(consent)


def _claims(record: Record, report: Report, condition: Condition | None) -> Iterator[Claim]:
    """What a report says of N, or of the consents counted by a condition that leaves some out.

    A count of domestic approvals bounds the deposits only from above. What remains is said of the
    clause's plain count, and of no other condition.
    """
    low = max(
        (n for n in (report.contracting, report.contracting_min) if n is not None), default=-inf
    )
    high = min(
        (n for n in (report.contracting, report.contracting_max) if n is not None), default=inf
    )
    domestic = report.basis == "domestic"
    said: tuple[str, ...] = (report.id,)
    if domestic or condition:
        low = -inf
    if condition and high < inf:
        others = _not_counted(record, report, condition)
        high, said = high - len(others), (*said, *others)
    if low > -inf or high < inf:
        yield Claim(ZERO, low, high, said)
    if report.remaining is None:
        return
    clause = record.clause_on(report.date.last.toordinal())
    ids: tuple[str, ...] = (report.id,)
    hub, required, loose = THRESHOLD, 0, False
    if clause is not None:
        plain = clause.plain
        if plain is None or plain.count is None or (condition and plain != condition):
            return
        hub, required, ids = ZERO, plain.count, (report.id, clause.id)
        loose = leaves_out(plain) and condition is None
    number = required - report.remaining
    low = -inf if domestic else number
    high = inf if report.remaining == 0 or loose else number
    if low > -inf or high < inf:
        yield Claim(hub, low, high, ids)


def _not_counted(record: Record, report: Report, condition: Condition) -> tuple[str, ...]:
    """The consents that a condition does not count, and that a report's count certainly has."""
    counted = {spell.id for spell in spells_of(record, counted_by(condition))[0]}
    first, last = (day.toordinal() for day in report.date)
    return tuple(
        spell.id
        for spell in spells_of(record)[0]
        if spell.state is not None
        and spell.id not in counted
        and spell.last <= first
        and not (spell.leaving and spell.leaving.date.first.toordinal() <= last)
    )


def leaves_out(condition: Condition) -> bool:
    """Whether a condition does not count every consent."""
    return condition.forms is not None or bool(condition.not_counted)
