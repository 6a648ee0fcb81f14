"""Every report against the rest of the record: what it said, what the others allow, who is named.

A report is an assertion. It is tested against a record that leaves it out, so that it cannot
confirm itself.
"""

from datetime import date

from cica_tracker.answers.force import Force, force_of
from cica_tracker.answers.leave_one_out import Allowed, allowed_without
from cica_tracker.answers.status import (
    Candidate,
    Range,
    as_recorded,
    candidates_of,
    required_and_remaining,
    to_range,
)
from cica_tracker.model.events import Clause, Log, Report
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import (
    Contradiction,
    Settled,
    bounds_without,
    make_consistent,
)
from cica_tracker.rules.evidence import stated
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.reasons import why_required
from cica_tracker.rules.record import FIRST_DAY, make_record
from cica_tracker.rules.reports import leaves_out, required_on
from cica_tracker.rules.spells import Spell, certain_and_possible
from cica_tracker.rules.steps import Steps

AGREES, EXPLAINED, CONTRADICTED = "agrees", "explained", "contradicted"


@value
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


@value
class Gap:
    """From the day after `after` to `until`: how many consents came, and how many have no name.

    `after` None is the beginning; `named` are the States whose consent can lie between.
    """

    after: date | None
    until: date | None
    added: Range
    unnamed: Range
    named: tuple[str, ...]


@value
class ClauseTest:
    """What the reports alone say of the number required, and whether the clause agrees."""

    clause: Clause | None
    stated: int | None
    revealed: Range | None
    by: tuple[str, ...]
    verdict: str


@value
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
    tight: bool = True

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
    return reconciliation_of(make_consistent(log, known_on))


def reconciliation_of(settled: Settled) -> Reconciliation:
    """The same for a log that is settled already; what was assumed for that is left out."""
    settled = as_recorded(settled)
    log, known_on = settled.record.log, settled.record.known_on
    allowed = allowed_without(settled)
    reports = make_record(log, known_on).reports
    _, maybe = certain_and_possible(spells_left(settled.record, settled.bounds))
    return Reconciliation(
        settled=settled,
        tested=tuple(_test(settled, report, allowed.get(report.id), maybe) for report in reports),
        gaps=_gaps(settled),
        between=_between(settled),
        candidates=candidates_of(settled, date.max),
        clause=_test_clause(log, known_on, settled),
        force=force_of(settled),
        tight=settled.bounds.exact and all(one.tight for one in allowed.values()),
    )


def _test(settled: Settled, report: Report, allowed: Allowed | None, maybe: Steps) -> Tested:
    """The verdict on one report; what is set aside is tested against all that is kept.

    `maybe` counts the named States that possibly contract.
    """
    bounds = settled.bounds
    first, last = (day.toordinal() for day in report.date)
    found = allowed or Allowed(*bounds.over(first, last), settled)
    own = [one.ids for one in settled.contradictions if one.set_aside == report.id]
    named = [one.ids for one in settled.contradictions if report.id in one.ids]
    implied = to_range(*stated(settled.record, report, bounds.required))
    unidentified = max(0, implied.at_least - int(maybe.at(last)))
    verdict = CONTRADICTED if own else EXPLAINED if unidentified else AGREES
    return Tested(
        report=report,
        allowed=to_range(found.low, found.high),
        allowed_remaining=_allowed_remaining(found, report),
        implied=implied,
        verdict=verdict,
        unidentified=unidentified,
        against=tuple(i for i in next(iter([*own, *named]), ()) if i != report.id),
    )


def _allowed_remaining(allowed: Allowed, report: Report) -> Range | None:
    """What may remain on a day of the report, of the consents that the clause counts."""
    rest = allowed.rest
    first, last = (day.toordinal() for day in report.date)
    plain = [clause.plain for day in (first, last) for clause in rest.record.clauses_on(day)]
    if not plain or None in plain:
        return None
    if not any(one and leaves_out(one) for one in plain):
        asked = [required_on(rest.record, day) for day in (first, last)]
        least, most = min(low for low, _ in asked), max(high for _, high in asked)
        return to_range(max(0, least - allowed.high), max(0, most - allowed.low))
    days = [first, last, *(day for day in rest.bounds.days if first < day < last)]
    several = [one for day in days if (one := required_and_remaining(rest, day)[1]) is not None]
    tops = [one.at_most for one in several if one.at_most is not None]
    most_left = max(tops) if len(tops) == len(several) else None
    return Range(min(one.at_least for one in several), most_left)


def _gaps(settled: Settled) -> tuple[Gap, ...]:
    """Between one report and the next, and after the last: the consents that have no name."""
    marks = _marks(settled)
    starts = [settled.record.adopted - 1, *marks]
    by_start = sorted(spells_left(settled.record, settled.bounds), key=lambda s: s.first)
    found: list[Gap] = []
    waiting: list[Spell] = []
    done = 0
    for after, until in zip(starts, [*marks, None], strict=True):
        last = date.max.toordinal() if until is None else until
        # Those that may fall after the last mark, and those that begin by the next.
        waiting = [s for s in waiting if s.last > after or (s.leaving and s.gone[1] > after)]
        while done < len(by_start) and by_start[done].first <= last:
            waiting.append(by_start[done])
            done += 1
        found.append(_gap(settled, after, until, waiting))
    return tuple(gap for gap in found if gap.unnamed.at_most != 0)


def _marks(settled: Settled) -> list[int]:
    """The last days of the reports; of one that has no latest day, none."""
    days = {report.date.last for report in settled.record.reports} - {date.max}
    return sorted(day.toordinal() for day in days)


def _between(settled: Settled) -> Gap | None:
    """What came between the first report and the last."""
    marks = _marks(settled)
    spells = [*spells_left(settled.record, settled.bounds)]
    return _gap(settled, marks[0], marks[-1], spells) if len(marks) > 1 else None


def _gap(settled: Settled, after: int, until: int | None, near: list[Spell]) -> Gap:
    """The consents between two days: one more each, whoever left meanwhile.

    `near` are the spells that may begin or end between them.
    """
    record, bounds = settled.record, settled.bounds
    last = date.max.toordinal() if until is None else until
    spells = [s for s in near if s.state is not None and not s.implied]
    gone = [spell.gone for spell in near if spell.leaving]
    low, high = bounds.at(last)
    least, most = bounds.at(after) if after >= FIRST_DAY else (0, 0)
    left = sum(after < a and b <= last for a, b in gone)
    may_have_left = sum(a <= last and after < b for a, b in gone)
    certainly = sum(after < s.first and s.last <= last for s in spells)
    may = sorted(
        (s for s in spells if after < s.last and s.first <= last), key=lambda s: (s.last, s.id)
    )
    added = to_range(max(0, low - most + left), max(0, high - least + may_have_left))
    top = None if added.at_most is None else max(0, added.at_most - certainly)
    return Gap(
        after=None if after < record.adopted else date.fromordinal(after),
        until=None if until is None else date.fromordinal(until),
        added=added,
        unnamed=Range(max(0, added.at_least - len(may)), top),
        named=tuple(s.state or "" for s in may),
    )


def _test_clause(log: Log, known_on: date | None, settled: Settled) -> ClauseTest:
    """The number required as the reports alone reveal it, of the clause that applies last."""
    record = settled.record
    clause = record.clauses[-1] if record.clauses else None
    stated = clause.plain.count if clause and clause.plain else None
    if clause is not None and stated is None:
        return ClauseTest(clause, None, None, (), "no count")
    if clause and clause.plain and leaves_out(clause.plain):
        # A report counts all and the clause does not: none reveals the number by itself.
        refuted = any(clause.id in one.ids for one in settled.contradictions)
        return ClauseTest(clause, stated, None, (), CONTRADICTED if refuted else "untested")
    without = [one.id for one in record.clauses]
    if len(record.clauses) > 1 and clause:
        without += [r.id for r in record.reports if r.date.first < clause.date.last]
    others = make_record(log, known_on, without=without).reports
    if all(report.remaining is None for report in others):
        return ClauseTest(clause, stated, None, (), "untested")
    alone = bounds_without(log, known_on, without)
    low, high = alone.required
    revealed = to_range(low, high)
    by = tuple(identifier for chain in why_required(alone) for identifier in chain.statements)
    if stated is None:
        verdict = "revealed" if revealed.exact else "bounded"
    elif not low <= stated <= high:
        verdict = CONTRADICTED
    else:
        verdict = "confirmed" if revealed.exact else "possible"
    return ClauseTest(clause, stated, revealed, tuple(dict.fromkeys(by)), verdict)
