"""What the rest of a record allows on the days of a report, so that it cannot confirm itself."""

from math import inf
from operator import itemgetter

from cica_tracker.model.value import value
from cica_tracker.rules.bounds import ImpossibleError, bounds_of
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.evidence import constraint, worlds
from cica_tracker.rules.inequalities import ZERO, ReportConstraint
from cica_tracker.rules.longest_paths import backward, forward
from cica_tracker.rules.record import restricted_to
from cica_tracker.rules.solution import System

# Beyond so many days to look at, in all, one look at the record does for every report.
_MOST_WORK = 60_000


@value
class Allowed:
    """The least and the most contracting States on some day of a report, without that report.

    `rest` is the record it was found in, if possible that without the report. Where it is not
    `tight` the bounds are true and may be wider than need be.
    """

    low: float
    high: float
    rest: Settled
    tight: bool = True


def allowed_without(settled: Settled) -> dict[str, Allowed]:
    """For each report that is kept, what all others allow."""
    reports = settled.record.reports
    work = sum(len(leaf.days) for leaf in settled.bounds.leaves) * len(reports)
    if work <= _MOST_WORK:
        return {report.id: _alone(settled, report.id) for report in reports}
    return _at_once(settled)


def _alone(settled: Settled, identifier: str) -> Allowed:
    others = [event.id for event in settled.record.events if event.id != identifier]
    record = restricted_to(settled.record, others)
    report = settled.record.log.event_by_id[identifier]
    first, last = (day.toordinal() for day in report.date)
    try:
        bounds = bounds_of(worlds(record))
    except ImpossibleError:  # two events of one id: nothing is known without both
        return Allowed(0, inf, settled)
    return Allowed(*bounds.over(first, last), Settled(record, bounds, ()), bounds.exact)


def _at_once(settled: Settled) -> dict[str, Allowed]:
    """The same for every report from one look: true, and perhaps wider than need be.

    Left out with a report are the others of its day. Reports of uncertain day keep their whole
    windows, for a report may narrow another, and who may consent is not looked at, for a report
    decides that as well.
    """
    evidence = worlds(settled.record)[0]._replace(able=None)
    system = System(evidence)
    floors, ceilings = system.bases(())
    lows = {2 * day: value for day, (value, _) in floors[ZERO].items()}
    highs = {2 * day: value for day, (value, _) in ceilings[ZERO].items()}
    # What a report says counts from just after its day on, and backwards from just before it.
    for one in evidence.reports:
        low, high = _claim(system, one)
        after, before = 2 * one.last + 1, 2 * one.first - 1
        lows[after] = max(low, lows.get(after, -inf))
        highs[before] = min(high, highs.get(before, inf))
    days = sorted({*lows, *highs, *(2 * day for day in evidence.days)})
    late = sorted(((2 * a + 1, 2 * b) for a, b in system.edges), key=itemgetter(1))
    soon = sorted(((2 * a, 2 * b - 1) for a, b in system.edges), key=itemgetter(1))
    up = dict(zip(days, forward(days, late, lows).values, strict=True))
    down = dict(zip(days, backward(days, soon, highs).values, strict=True))
    found: dict[str, Allowed] = {}
    for report in settled.record.reports:
        said = constraint(settled.record, report)
        first, last = (day.toordinal() for day in report.date)
        if said is None:
            found[report.id] = Allowed(*settled.bounds.over(first, last), settled)
            continue
        low = up[2 * first] + system.known(first) - system.gone(last)[1]
        high = down[2 * last] + system.known(last) - system.gone(first)[0]
        found[report.id] = Allowed(max(low, 0), high, settled, tight=False)
    return found


def _claim(system: System, report: ReportConstraint) -> tuple[float, float]:
    """What a report says of P less the exactly known, on its last day and on its first."""
    several = [one for one in report.hull() if one.reference == ZERO]
    low = max((one.low for one in several), default=-inf)
    high = min((one.high for one in several), default=inf)
    return (
        low - system.known(report.last) + system.gone(report.first)[0],
        high - system.known(report.first) + system.gone(report.last)[1],
    )
