"""The picture on a day: how many contract, how many are required, how many more are needed."""

from datetime import date
from math import inf

from cica_tracker.answers.force import Force, force_of
from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import Clause, DomesticApproval, Report
from cica_tracker.model.value import value
from cica_tracker.rules.conditions import progress_of
from cica_tracker.rules.contradictions import Contradiction, Settled, make_consistent
from cica_tracker.rules.memberships import Days
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.spells import Spell


@value
class Range:
    """A whole number that lies from `at_least` to `at_most`; None: no bound."""

    at_least: int
    at_most: int | None

    @property
    def exact(self) -> bool:
        """True when the number itself is known."""
        return self.at_least == self.at_most


@value
class Candidate:
    """A State with a domestic approval and no recorded consent: it may be an unidentified one."""

    state: str
    approvals: tuple[DomesticApproval, ...]


@value
class Status:
    """The answer as of a day. `required` and `remaining` are of the condition that counts States.

    `named` are the spells of named States that certainly contract by then, `maybe` those that
    possibly do; `unidentified` is the least number that the log cannot name.
    """

    settled: Settled
    force: Force
    as_of: date
    adopted: bool
    clause: Clause | None
    contracting: Range
    required: Range | None
    remaining: Range | None
    named: tuple[Spell, ...]
    maybe: tuple[Spell, ...]
    unidentified: int
    candidates: tuple[Candidate, ...]
    last_report: Report | None
    in_force: str

    @property
    def met(self) -> bool:
        """Whether the conditions for entry into force have certainly been met by the day."""
        latest = self.force.met.latest
        return self.in_force == "yes" or (latest is not None and latest <= self.as_of)

    @property
    def target(self) -> tuple[int, Range] | None:
        """The number required and how many remain; None where that number is not known."""
        if self.required is None or self.remaining is None or not self.required.exact:
            return None
        return self.required.at_least, self.remaining

    @property
    def unnamed(self) -> Range:
        """The least and the most contracting States that the log cannot name."""
        most = self.contracting.at_most
        return Range(self.unidentified, None if most is None else max(0, most - len(self.named)))

    @property
    def set_aside(self) -> tuple[Contradiction, ...]:
        """What was left out to go on answering."""
        return self.settled.contradictions


def as_recorded(settled: Settled) -> Settled:
    """The record without what is supposed; the same where nothing is."""
    record = settled.record
    if all(event.id in record.log.event_by_id for event in record.events):
        return settled
    return record.once("as recorded", lambda: make_consistent(record.log, record.known_on))


def reports_aside(settled: Settled) -> list[Report]:
    """The reports left out so that the rest can be true."""
    by_id = settled.record.log.event_by_id
    found = (by_id.get(conflict.set_aside) for conflict in settled.contradictions)
    return [event for event in found if isinstance(event, Report)]


def to_range(low: float, high: float) -> Range:
    """Two bounds as a range of whole numbers."""
    return Range(int(max(0, low)), None if high == inf else int(max(0, high)))


def status_of(settled: Settled, as_of: date) -> Status:
    """The status at the end of a day."""
    record, bounds = settled.record, settled.bounds
    number = as_of.toordinal()
    force = force_of(settled)
    adopted = _adopted(settled, as_of)
    clause = record.clause_on(number) if adopted else None
    spells = _named_spells(settled)
    named = tuple(spell for spell, gone in spells if spell.last <= number < gone[0])
    certain = {id(spell) for spell in named}
    possible = [spell for spell, gone in spells if spell.first <= number < gone[1]]
    contracting = to_range(*bounds.at(number))
    required, remaining = required_and_remaining_if_adopted(settled, as_of)
    reports = [r for r in record.reports if r.date.last <= as_of]
    return Status(
        settled=settled,
        force=force,
        as_of=as_of,
        adopted=adopted,
        clause=clause,
        contracting=contracting,
        required=required,
        remaining=remaining,
        named=named,
        maybe=tuple(s for s in possible if id(s) not in certain),
        unidentified=max(0, contracting.at_least - len(possible)),
        candidates=candidates_of(settled, as_of),
        last_report=max(reports, key=lambda r: (r.date.last, r.date.first), default=None),
        in_force=force.on(as_of),
    )


def _named_spells(settled: Settled) -> tuple[tuple[Spell, Days], ...]:
    """The spells of named States, in the order in which they certainly began, and their ends."""

    def make() -> tuple[tuple[Spell, Days], ...]:
        found = [one for one in spells_left(settled.record, settled.bounds) if not one.implied]
        found.sort(key=lambda spell: (spell.last, spell.state or ""))
        return tuple((one, one.gone) for one in found if one.state is not None)

    return settled.record.once("named", make)


def _adopted(settled: Settled, day: date) -> bool:
    """Whether the treaty had been adopted by a day, or may have been."""
    adopted = settled.record.log.treaty.adopted
    return adopted is None or adopted.first <= day


def required_and_remaining(settled: Settled, day: int) -> tuple[Range | None, Range | None]:
    """The number required and the number remaining on a day, where a count is asked for.

    It is the clause's count of anyone; where that has none but a single condition on listed
    States, the count of those. Both are ranges while the day of an amendment is not known.
    """
    record, bounds = settled.record, settled.bounds
    if not record.clauses:
        low, high = bounds.required
        spoken = any(report.remaining is not None for report in record.reports)
        return (to_range(low, high), to_range(*bounds.left(day))) if spoken else (None, None)
    required: list[int] = []
    remaining: list[float] = []
    for condition in map(counting, record.clauses_on(day)):
        if condition is None or condition.count is None:
            return None, None
        progress = progress_of(record, bounds, condition)
        required.append(condition.count)
        remaining += [condition.count - float(steps.at(day)) for steps in progress.have]
    left = to_range(max(0, min(remaining)), max(0, *remaining))
    return Range(min(required), max(required)), left


def required_and_remaining_if_adopted(
    settled: Settled, day: date
) -> tuple[Range | None, Range | None]:
    """The same of a day; None before the adoption."""
    return (
        required_and_remaining(settled, day.toordinal()) if _adopted(settled, day) else (None, None)
    )


def counting(clause: Clause) -> Condition | None:
    """The condition that asks for a number of States: of anyone, else the only one, of a list."""
    only = clause.condition[0] if len(clause.condition) == 1 else None
    return clause.plain or (only if only and only.count is not None else None)


def candidates_of(settled: Settled, as_of: date) -> tuple[Candidate, ...]:
    """The States whose domestic approval is on record by a day, and whose consent is not."""
    record = settled.record
    found = [
        Candidate(state, tuple(a for a in several if a.date.first <= as_of))
        for state, several in record.approvals.items()
        if state not in record.consents
    ]
    found.sort(key=lambda candidate: candidate.approvals[0].date if candidate.approvals else ())
    return tuple(candidate for candidate in found if candidate.approvals)
