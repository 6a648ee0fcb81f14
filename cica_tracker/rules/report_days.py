"""Of which days the reports can speak, and the bounds that follow.

A report of some day in a window holds on an earliest day and on a latest one. While nobody
withdraws, of two histories the greater count of each day, and the lesser, make a history again.
So the greatest course has each report true on the earliest day on which it still can be, and the
least course on the latest: those days are found by narrowing the windows until nothing changes.
"""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from cica_tracker.rules.inequalities import ZERO, Evidence, ReportConstraint
from cica_tracker.rules.record import LAST_DAY
from cica_tracker.rules.solution import Solution, System, swept

_MOST_ROUNDS = 60


def solve(evidence: Evidence) -> Solution:
    """The bounds of a system, with each window narrowed to the days that can still be.

    What is still open then is read loosely: the bounds are true, and tight where nothing is.
    """
    system = System(evidence)
    for _ in range(_MOST_ROUNDS):
        ordered = _in_order(evidence)
        found = swept(system, ordered or evidence)
        if ordered is None or not found.possible:
            return replace(found, possible=False)
        narrowed = tuple(_narrowed(found, report) for report in ordered.reports)
        reports = tuple(report for report in narrowed if report is not None)
        if len(reports) < len(narrowed):
            return replace(found, possible=False)
        if reports == ordered.reports:
            return found
        evidence = ordered._replace(reports=reports)
    return replace(found, finished=False)


def _narrowed(found: Solution, report: ReportConstraint) -> ReportConstraint | None:
    """A report on the days from the first to the last on which it can be true; None: on none."""
    first = next(_true(found, report), None)
    if first is None:
        return None
    last = next(_true(found, report, backwards=True))
    return report.within(first[0], last[1])


def _true(
    found: Solution, report: ReportConstraint, *, backwards: bool = False
) -> Iterator[tuple[int, int]]:
    """The spans of days on which a report can be true, in order or the last first."""
    for one in report.segments[:: -1 if backwards else 1]:
        steps = range(found.index(one.first), found.index(one.last) + 1)
        for index in reversed(steps) if backwards else steps:
            if found.allows(one.inequalities, index):
                end = found.days[index + 1] - 1 if index + 1 < len(found.days) else LAST_DAY
                yield max(found.days[index], one.first), min(end, one.last)


def _in_order(evidence: Evidence) -> Evidence | None:
    """The same evidence, where a report of fewer comes before one of more; None: impossible.

    Only while nobody withdraws is a lower count an earlier one.
    """
    spans = {} if evidence.departures else dict(_counts(evidence))
    reports = list(evidence.reports)
    if any(low > high for low, high in spans.values()):
        return None
    if all(reports[at].first == reports[at].last for at in spans):
        return evidence
    first = {at: reports[at].first for at in spans}
    last = {at: reports[at].last for at in spans}
    fewer, done, since = sorted(spans, key=lambda at: spans[at][1]), 0, -inf
    for at in sorted(spans, key=lambda at: spans[at][0]):
        while spans[fewer[done]][1] < spans[at][0]:
            since, done = max(since, first[fewer[done]] + 1), done + 1
        first[at] = int(max(first[at], since))
    more, done, until = sorted(spans, key=lambda at: -spans[at][0]), 0, inf
    for at in sorted(spans, key=lambda at: -spans[at][1]):
        while spans[more[done]][0] > spans[at][1]:
            until, done = min(until, last[more[done]] - 1), done + 1
        last[at] = int(min(last[at], until))
    for at in spans:
        reports[at] = reports[at].within(first[at], last[at])
    possible = all(report.segments for report in reports)
    return evidence._replace(reports=tuple(reports)) if possible else None


def _counts(evidence: Evidence) -> Iterator[tuple[int, tuple[float, float]]]:
    """The reports that state a count, by position, with its least and its most."""
    for at, report in enumerate(evidence.reports):
        hull = [one for one in report.hull() if one.reference == ZERO]
        if hull:
            yield at, (max(one.low for one in hull), min(one.high for one in hull))
