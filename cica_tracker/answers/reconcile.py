"""Every report against the rest of the record: what it said, what the others allow, who is named.

A report is an assertion. It is tested against a record that leaves it out, so that it cannot
confirm itself.
"""

from dataclasses import dataclass
from datetime import date
from math import inf

from cica_tracker.answers.force import Force, force_of
from cica_tracker.answers.status import Candidate, Range, candidates_of, numbers, whole
from cica_tracker.model.events import Clause, Log, Report
from cica_tracker.rules.conditions import named
from cica_tracker.rules.contradictions import Contradiction, Settled, possible, settle
from cica_tracker.rules.record import FIRST_DAY, make_record
from cica_tracker.rules.spells import spells_of

AGREES, EXPLAINED, CONTRADICTED = "agrees", "explained", "contradicted"


@dataclass(frozen=True, slots=True)
class Tested:
    """One report: what the others allow on its day, and the verdict.

    `implied` is the count it implies on its day; `unidentified` of those have no name in the log.
    """

    report: Report
    allowed: Range
    allowed_remaining: Range | None
    implied: Range
    verdict: str
    unidentified: int
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gap:
    """From the day after `after` to `until`: how many consents came, and how many have no name.

    `after` None is the beginning; `named` are the States whose consent can lie between.
    """

    after: date | None
    until: date | None
    added: Range
    unnamed: Range
    named: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseTest:
    """What the reports alone say of the number required, and whether the clause agrees."""

    clause: Clause | None
    stated: int | None
    revealed: Range | None
    by: tuple[str, ...]
    verdict: str


@dataclass(frozen=True)
class Reconciliation:
    """All tests of a log as known on a day.

    `between` is what came between the first report and the last; None: there are not two.
    """

    settled: Settled
    tested: tuple[Tested, ...]
    gaps: tuple[Gap, ...]
    between: Gap | None
    candidates: tuple[Candidate, ...]
    clause: ClauseTest
    force: Force

    @property
    def contradictions(self) -> tuple[Contradiction, ...]:
        """The sets of statements that cannot all be true."""
        return self.settled.contradictions

    @property
    def sound(self) -> bool:
        """True when no report is contradicted and the clause's number is not."""
        return (
            not self.contradictions
            and self.clause.verdict != CONTRADICTED
            and all(one.verdict != CONTRADICTED for one in self.tested)
        )


def reconcile(log: Log, known_on: date | None = None) -> Reconciliation:
    """Test every report that was known on a day."""
    settled = settle(log, known_on)
    everything = make_record(log, known_on)
    return Reconciliation(
        settled=settled,
        tested=tuple(_test(log, known_on, settled, report) for report in everything.reports),
        gaps=_gaps(settled),
        between=_between(settled),
        candidates=candidates_of(settled, date.max),
        clause=_test_clause(log, known_on, settled),
        force=force_of(settled),
    )


def _test(log: Log, known_on: date | None, settled: Settled, report: Report) -> Tested:
    rest = settle(log, known_on, without=[report.id])
    aside = {one.aside for one in rest.contradictions}
    day = report.date.last.toordinal()
    low, high = rest.bounds.at(report.date.first.toordinal())[0], rest.bounds.at(day)[1]
    clause = rest.record.clause_on(day)
    required = clause.plain.count if clause and clause.plain else None
    with_it = make_record(log, known_on, without=aside)
    against = next((c.ids for c in settled.contradictions if report.id in c.ids), ())
    implied = _implied(report, required, rest.bounds.threshold)
    _, maybe = named(spells_of(rest.record)[0])
    unidentified = max(0, implied.at_least - int(maybe.at(day)))
    if not possible(with_it) or any(c.aside == report.id for c in settled.contradictions):
        verdict = CONTRADICTED
    else:
        verdict = EXPLAINED if unidentified else AGREES
    return Tested(
        report=report,
        allowed=whole(low, high),
        allowed_remaining=_allowed_remaining(rest, clause, report),
        implied=implied,
        verdict=verdict,
        unidentified=unidentified,
        against=tuple(identifier for identifier in against if identifier != report.id),
    )


def _allowed_remaining(rest: Settled, clause: Clause | None, report: Report) -> Range | None:
    """What may remain on a day of the report, of the consents that the clause counts."""
    if clause is None or clause.plain is None:
        return None
    found = [numbers(rest, clause, day.toordinal())[1] for day in report.date]
    several = [one for one in found if one is not None]
    tops = [one.at_most for one in several]
    most = None if None in tops else max(top for top in tops if top is not None)
    return Range(min(one.at_least for one in several), most)


def _implied(report: Report, required: int | None, threshold: tuple[float, float]) -> Range:
    """The count that a report implies on its day, with the clause if it names the remaining."""
    low, high = 0.0, inf
    if report.contracting is not None:
        low = high = report.contracting
    low = max(low, report.contracting_min or 0)
    high = min(high, inf if report.contracting_max is None else report.contracting_max)
    if report.remaining is not None and report.contracting is None:
        least, most = (required, required) if required is not None else threshold
        low = max(low, least - report.remaining)
        high = min(high, most - report.remaining if report.remaining else inf)
    if report.basis == "domestic":
        low = 0
    return whole(low, high)


def _gaps(settled: Settled) -> tuple[Gap, ...]:
    """Between one report and the next, and after the last: the consents that have no name."""
    record = settled.record
    marks = sorted({report.date.last.toordinal() for report in record.reports})
    starts = (record.adopted - 1, *marks)
    found = (
        _gap(settled, after, until) for after, until in zip(starts, (*marks, None), strict=True)
    )
    return tuple(gap for gap in found if gap.unnamed.at_most != 0)


def _between(settled: Settled) -> Gap | None:
    """What came between the first report and the last."""
    marks = sorted({report.date.last.toordinal() for report in settled.record.reports})
    return _gap(settled, marks[0], marks[-1]) if len(marks) > 1 else None


def _gap(settled: Settled, after: int, until: int | None) -> Gap:
    """What came after one day and by another, the days as ordinals; None: ever since."""
    record, bounds = settled.record, settled.bounds
    spells = [s for s in spells_of(record)[0] if s.state is not None and not s.implied]
    last = date.max.toordinal() if until is None else until
    low, high = bounds.at(last)
    least, most = bounds.at(after) if after >= FIRST_DAY else (0, 0)
    certainly = sum(after < s.first and s.last <= last for s in spells)
    may = sorted((s for s in spells if after < s.last and s.first <= last), key=lambda s: s.last)
    added = whole(max(0, low - most), max(0, high - least))
    top = None if added.at_most is None else max(0, added.at_most - certainly)
    return Gap(
        after=None if after < record.adopted else date.fromordinal(after),
        until=None if until is None else date.fromordinal(until),
        added=added,
        unnamed=Range(max(0, added.at_least - len(may)), top),
        named=tuple(s.state or "" for s in may),
    )


def _test_clause(log: Log, known_on: date | None, settled: Settled) -> ClauseTest:
    """The number required as the reports alone reveal it."""
    record = settled.record
    clause = record.clauses[-1] if record.clauses else None
    stated = clause.plain.count if clause and clause.plain else None
    if clause is not None and stated is None:
        return ClauseTest(clause, None, None, (), "no count")
    without = [one.id for one in record.clauses]
    alone = settle(log, known_on, without=without)
    spoken = any(report.remaining is not None for report in alone.record.reports)
    low, high = alone.bounds.threshold
    if not spoken:
        return ClauseTest(clause, stated, None, (), "untested")
    revealed = whole(low, high)
    by = tuple(
        identifier for chain in alone.bounds.why_threshold() for identifier in chain.statements
    )
    if stated is None:
        verdict = "revealed" if revealed.exact else "bounded"
    elif not low <= stated <= high:
        verdict = CONTRADICTED
    else:
        verdict = "confirmed" if revealed.exact else "possible"
    return ClauseTest(clause, stated, revealed, tuple(dict.fromkeys(by)), verdict)
