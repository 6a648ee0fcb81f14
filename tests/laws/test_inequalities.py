"""What a report says of the count as inequalities: just what its words mean, no more, no less."""

from math import inf

import pytest
from helpers.strategies import clause, day, event, law, log_with, numbered, reports
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.rules.evidence import constraint
from cica_tracker.rules.inequalities import (
    REQUIRED,
    ZERO,
    Inequality,
    ReportConstraint,
    Segment,
)
from cica_tracker.rules.record import make_record

NUMBERS = range(7)


def constraint_of(report, *others):
    log = log_with(*numbered([report, *others]))
    record = make_record(log)
    return constraint(record, record.reports[0])


def holds(inequalities, count, required):
    against = {ZERO: 0, REQUIRED: required}
    return all(i.low <= count - against[i.reference] <= i.high for i in inequalities)


def true(report, count, required):
    """Whether so many consents, of so many required, make a report true: as a reader reads it."""
    least = [report.get("contracting"), report.get("contracting_min")]
    most = [report.get("contracting"), report.get("contracting_max")]
    remaining = report.get("remaining")
    enough = all(count >= number for number in least if number is not None)
    few = all(count <= number for number in most if number is not None)
    if remaining:
        enough, few = (
            enough and count >= required - remaining,
            few and count <= required - remaining,
        )
    elif remaining == 0:
        enough = enough and count >= required
    return few and (enough or report.get("basis") == "domestic")


@law(400)
@given(reports(5, exact=True), st.integers(1, 5), st.booleans())
def test_the_inequalities_of_a_report_hold_just_where_the_report_is_true(report, required, told):
    found = constraint_of(report, *([clause(required)] if told else []))
    segments = found.segments if found else ()
    for count in NUMBERS:
        held = all(holds(one.inequalities, count, required) for one in segments)
        assert held == true(report, count, required)


def test_what_remains_is_of_the_clause_where_there_is_one_and_else_of_a_number_not_known():
    report = event("report", day(3), remaining=2)
    (known,) = constraint_of(report, clause(5)).hull()
    (unknown,) = constraint_of(report).hull()
    assert (known.reference, known.low, known.high) == (ZERO, 3, 3)
    assert (unknown.reference, unknown.low, unknown.high) == (REQUIRED, -2, -2)
    assert "report-1" in unknown.ids


def test_a_report_of_some_day_over_an_amendment_has_a_segment_for_each_clause():
    log = [
        event("report", "[2020-01-02..2020-01-06]", remaining=1),
        event("clause", day(1), condition=[{"count": 3}]),
        event("clause", day(4), condition=[{"count": 5}]),
    ]
    found = constraint_of(*log)
    days = [(one.first, one.last) for one in found.segments]
    assert days == [(day(a).toordinal(), day(b).toordinal()) for a, b in ((2, 3), (4, 6))]
    (hull,) = found.hull()
    assert (hull.low, hull.high) == (2, 4)


@pytest.mark.parametrize("basis", ["deposits", "domestic"])
def test_a_count_of_parliaments_bounds_the_deposits_only_from_above(basis):
    found = constraint_of(event("report", day(3), contracting=4, basis=basis))
    (one,) = found.hull()
    assert (one.low, one.high) == (4 if basis == "deposits" else -inf, 4)


# Any constraint


@st.composite
def constraints(draw):
    """Segments in order, with inequalities against either reference."""
    segments, first = [], draw(st.integers(1, 5))
    for _ in range(draw(st.integers(1, 3))):
        last = first + draw(st.integers(0, 4))
        several = []
        for reference in draw(st.lists(st.sampled_from([ZERO, REQUIRED]), max_size=3)):
            low, high = sorted((draw(st.integers(-3, 6)), draw(st.integers(-3, 6))))
            ends = draw(st.sampled_from([(low, high), (low, inf), (-inf, high)]))
            several.append(Inequality(reference, *ends, ("r",)))
        segments.append(Segment(first, last, tuple(several)))
        first = last + 1
    return ReportConstraint(tuple(segments))


@law(200)
@given(constraints(), st.integers(0, 6), st.integers(0, 6))
def test_what_holds_on_one_of_its_days_holds_in_the_hull(report, count, required):
    if any(holds(one.inequalities, count, required) for one in report.segments):
        assert holds(report.hull(), count, required)


@law(200)
@given(constraints(), st.data())
def test_a_report_limited_to_days_says_the_same_on_just_those(report, data):
    days = st.integers(report.first, report.last)
    first, last = sorted((data.draw(days), data.draw(days)))
    inside = report.within(first, last)
    assert (inside.first, inside.last) == (first, last)
    assert inside.within(first, last) == inside
    for at in range(report.first, report.last + 1):
        there = [one.inequalities for one in inside.segments if one.first <= at <= one.last]
        before = [one.inequalities for one in report.segments if one.first <= at <= one.last]
        assert there == (before if first <= at <= last else [])
