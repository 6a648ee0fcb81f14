"""The picture on a day: how many contract, how many are required, how many more are needed."""

from dataclasses import dataclass
from datetime import date
from math import inf

from cica_tracker.answers.force import Force, force_of
from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import Clause, DomesticApproval, Report
from cica_tracker.rules.conditions import progress_of
from cica_tracker.rules.contradictions import Contradiction, Settled
from cica_tracker.rules.spells import Spell, spells_of


@dataclass(frozen=True, slots=True)
class Range:
    """A whole number that lies from `at_least` to `at_most`; None: no bound."""

    at_least: int
    at_most: int | None

    @property
    def exact(self) -> bool:
        """True when the number itself is known."""
        return self.at_least == self.at_most


@dataclass(frozen=True, slots=True)
class Candidate:
    """A State with a domestic approval and no recorded consent: it may be an unidentified one."""

    state: str
    approvals: tuple[DomesticApproval, ...]


@dataclass(frozen=True)
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
    def unnamed(self) -> Range:
        """The least and the most contracting States that the log cannot name."""
        most = self.contracting.at_most
        return Range(self.unidentified, None if most is None else max(0, most - len(self.named)))

    @property
    def set_aside(self) -> tuple[Contradiction, ...]:
        """What was left out to go on answering."""
        return self.settled.contradictions


def whole(low: float, high: float) -> Range:
    """Two bounds as a range of whole numbers."""
    return Range(int(max(0, low)), None if high == inf else int(max(0, high)))


def status_of(settled: Settled, as_of: date) -> Status:
    """The status at the end of a day."""
    record, bounds = settled.record, settled.bounds
    number = as_of.toordinal()
    force = force_of(settled)
    treaty_day = record.log.treaty.adopted
    adopted = treaty_day is None or treaty_day.first <= as_of
    clause = record.clause_on(number) if adopted else None
    spells = [s for s in spells_of(record)[0] if s.state is not None and not s.implied]
    spells.sort(key=lambda spell: (spell.last, spell.state or ""))
    named = tuple(s for s in spells if s.last <= number and not _left(s, number, certain=False))
    certain = {id(spell) for spell in named}
    possible = [s for s in spells if s.first <= number and not _left(s, number, certain=True)]
    contracting = whole(*bounds.at(number))
    required, remaining = numbers(settled, clause, number) if adopted else (None, None)
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


def _left(spell: Spell, day: int, *, certain: bool) -> bool:
    """Whether a State has withdrawn by a day: certainly, or at least possibly."""
    if spell.leaving is None:
        return False
    window = spell.leaving.date
    return (window.last if certain else window.first).toordinal() <= day


def counting(clause: Clause) -> Condition | None:
    """The condition that asks for a number of States: of anyone, else the only one, of a list."""
    only = clause.condition[0] if len(clause.condition) == 1 else None
    return clause.plain or (only if only and only.count is not None else None)


def numbers(settled: Settled, clause: Clause | None, day: int) -> tuple[Range | None, Range | None]:
    """The number required and the number remaining, where the clause counts States."""
    bounds = settled.bounds
    if clause is None:
        low, high = bounds.threshold
        spoken = any(report.remaining is not None for report in settled.record.reports)
        if not spoken:
            return None, None
        return whole(low, high), whole(*bounds.left(day))
    condition = counting(clause)
    if condition is None or condition.count is None:
        return None, None
    progress = progress_of(settled.record, bounds, condition)
    least, most = (float(steps.at(day)) for steps in progress.have)
    required = condition.count
    return Range(required, required), whole(max(0, required - most), max(0, required - least))


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
