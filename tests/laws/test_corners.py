"""Small logs on which an earlier version answered wrongly, each with the right answer."""

from datetime import date

import pytest
from helpers.strategies import event, log_with, numbered

from cica_tracker.answers.check import check
from cica_tracker.answers.force import force_of
from cica_tracker.answers.parties import parties_of
from cica_tracker.answers.reconcile import reconcile
from cica_tracker.answers.status import Range, status_of
from cica_tracker.model.dates import Window, parse_window
from cica_tracker.rules.contradictions import make_consistent


def when(text):
    return parse_window(text)


def fact(kind, day, source="secondary", **fields):
    return event(kind, when(day), source, **fields)


def clause(count, day="2019-01-01", **more):
    return fact("clause", day, delay="P30D", condition=[{"count": count, **more}])


def log(*facts, adopted="2019-01-01"):
    return log_with(*numbered(facts), adopted=adopted)


def status(found, day, **asked):
    return status_of(make_consistent(found, **asked), date.fromisoformat(day))


def names(spells):
    return [spell.state for spell in spells]


def test_an_unnamed_consent_can_be_that_of_the_state_that_withdrew():
    found = log(
        fact("ratification", "2020-01-10"),
        fact("withdrawal", "2020-06-01", state="B"),
        fact("report", "2020-06-30", contracting=0),
        clause(3),
    )
    assert check(found)[:-1] == ()  # that no consent of B is recorded is all that there is
    assert status(found, "2020-06-30").contracting == Range(0, 0)
    assert status(found, "2020-05-31").contracting.at_least == 1


def test_a_consent_with_no_day_left_is_a_contradiction():
    found = log(
        fact("membership", "2000-01-01", state="A"),
        fact("membership", "2000-01-01", state="B"),
        fact("membership-end", "2010-01-01", state="A"),
        fact("ratification", "[2002-01-01..2012-12-31]", state="A"),
        fact("not-yet", "2010-06-01", state="A"),
        clause(1, "2001-01-01"),
        adopted="2001-01-01",
    )
    (one,) = make_consistent(found).contradictions
    assert set(one.ids) == {"ratification-4", "not-yet-5"}


def test_a_report_whose_two_numbers_differ_by_more_than_the_clause_leaves_out_is_none():
    """Nine contract and one remains of three, only the European Union not counted."""
    found = log(
        fact("report", "2020-03-01", contracting=9, remaining=1),
        clause(3, not_counted=["European Union"]),
    )
    (one,) = make_consistent(found).contradictions
    assert one.set_aside == "report-1"


def test_what_is_not_counted_bounds_all_that_there_are():
    found = log(
        fact("report", "2020-03-01", remaining=1), clause(3, not_counted=["European Union"])
    )
    assert status(found, "2020-03-01").contracting == Range(2, 3)


@pytest.mark.parametrize("turned", [False, True])
def test_one_wrong_report_is_set_aside_and_not_those_that_contradict_it_alone(turned):
    reports = [
        fact("report", "2020-01-30", "depositary", contracting=10),
        fact("report", "2020-01-20", "government", contracting=12),
        fact("report", "2020-01-25", "press", contracting=9),
    ]
    found = log(clause(14), *(reversed(reports) if turned else reports))
    (one,) = make_consistent(found).contradictions
    assert found.event_by_id[one.set_aside].contracting == 12
    assert [found.event_by_id[i].contracting for i in one.ids if i != one.set_aside] == [10]


def test_a_state_that_the_reports_exclude_is_not_said_to_have_possibly_consented():
    found = log(
        fact("ratification", "[2020-01-01..2020-06-30]", state="A"),
        fact("report", "2020-03-01", contracting=0),
        clause(3),
    )
    for day in ("2020-02-01", "2020-03-01"):
        assert names(status(found, day).maybe) == []
    assert names(status(found, "2020-03-02").maybe) == ["A"]
    (party,) = parties_of(force_of(make_consistent(found)), date(2020, 12, 31))
    assert party.consented == Window(date(2020, 3, 2), date(2020, 6, 30))


def test_a_report_of_some_day_meets_the_conditions_by_its_last():
    """Two on some day of two months, between which one withdraws: no single day is certain."""
    found = log(
        fact("ratification", "2020-01-10", state="A"),
        fact("withdrawal", "2020-03-01", state="A"),
        fact("report", "[2020-02-01..2020-03-31]", contracting_min=2),
        clause(2),
    )
    force = force_of(make_consistent(found))
    assert force.met.latest == date(2020, 3, 31)
    assert force.computed.latest == date(2020, 4, 30)


def amended(*facts, since="2020-03-01"):
    return log(fact("ratification", "2020-01-10", state="A"), *facts, clause(2), clause(5, since))


def test_a_report_of_some_day_over_an_amendment_speaks_of_either_clause():
    found = amended(fact("report", "[2020-01-01..2020-03-31]", remaining=1))
    assert make_consistent(found).contradictions == ()
    assert status(found, "2020-04-01").contracting.at_least == 1
    true = amended(fact("report", "[2020-01-15..2020-03-31]", contracting=1, remaining=1))
    assert make_consistent(true).contradictions == ()
    assert reconcile(true).sound


def test_while_the_day_of_an_amendment_is_not_known_either_number_may_be_required():
    found = amended(fact("report", "2020-12-01", contracting=1), since="[2020-03-01..2020-09-30]")
    between = status(found, "2020-06-01")
    assert (between.required, between.remaining) == (Range(2, 5), Range(1, 4))
    assert status(found, "2020-02-29").required == Range(2, 2)
    assert status(found, "2020-09-30").required == Range(5, 5)


def test_a_report_before_an_amendment_is_tested_against_the_clause_of_its_day():
    found = log(
        fact("ratification", "2020-01-10", state="A"),
        fact("ratification", "2020-02-10", state="B"),
        fact("report", "2020-03-01", contracting=2, remaining=1),
        clause(3),
        clause(5, "2020-06-01"),
    )
    assert reconcile(found).sound
    assert status(found, "2020-03-01").remaining == Range(1, 1)


def test_a_report_counts_all_and_what_remains_only_those_that_the_clause_counts():
    found = log(
        fact("approval", "2020-01-10", state="European Union"),
        fact("ratification", "2020-02-10", state="B"),
        fact("report", "2020-03-01", contracting=2, remaining=1),
        clause(2, not_counted=["European Union"]),
    )
    assert reconcile(found).sound


def test_appending_a_later_clause_hides_no_contradiction():
    facts = [fact("report", "2020-03-01", contracting=4, remaining=1), clause(3)]
    assert make_consistent(log(*facts)).contradictions
    assert make_consistent(log(*facts, clause(5, "2021-01-01"))).contradictions


def test_who_left_without_having_consented_cannot_any_more():
    members = [fact("membership", "2000-01-01", state=state) for state in "ABC"]
    left = fact("membership-end", "2010-01-01", state="C")
    none = fact("report", "2010-01-01", contracting=0)
    found = log(*members, left, none, clause(3, "2001-01-01"), adopted="2001-01-01")
    assert status(found, "2012-01-01").contracting == Range(0, 2)


def test_a_membership_said_by_two_sources_ends_all_the_same():
    said = [
        fact("membership", "2000-01-01", source, state="A") for source in ("press", "depositary")
    ]
    others = [
        fact("membership-end", "2010-01-01", state="A"),
        fact("membership", "2000-01-01", state="B"),
    ]
    found = log(*said, *others, clause(2, "2011-01-01"), adopted="2011-01-01")
    assert status(found, "2012-01-01").contracting == Range(0, 1)


def test_who_left_was_in_the_day_before_and_came_back_is_counted_each_time():
    facts = [
        fact("membership", "1999-01-01", state="B"),
        fact("ratification", "[..2010-12-31]", state="B"),
        fact("withdrawal", "2005-06-01", state="B"),
        fact("accession", "2009-01-01", state="B"),
        clause(1, "2000-01-01"),
    ]
    found = log(*facts, adopted="2000-01-01")
    assert status(found, "2005-05-31").contracting == Range(1, 1)
    assert status(found, "2005-06-01").contracting == Range(0, 0)
    assert status(found, "2009-01-01").contracting == Range(1, 1)
    assert check(found) == ()
    counted = log(*facts, fact("report", "2005-05-31", contracting=1), adopted="2000-01-01")
    assert make_consistent(counted).contradictions == ()


def test_a_state_that_left_and_came_back_later_was_away_between():
    found = log(
        *(fact("membership", "2000-01-01", state=state) for state in "ABC"),
        fact("ratification", "2002-01-01", state="A"),
        fact("withdrawal", "2005-01-01", state="A"),
        fact("accession", "2015-01-01", state="A"),
        clause(3, "2001-01-01"),
        adopted="2001-01-01",
    )
    assert status(found, "2010-01-01").contracting == Range(0, 2)
    assert status(found, "2015-01-01").contracting == Range(1, 3)


@pytest.mark.parametrize("window", ["[2020-01-01..2020-06-30]", None])
def test_the_certain_named_are_never_more_than_the_least_number(window):
    facts = [fact("ratification", window, state="B")] if window else []
    found = log(
        fact("ratification", "2020-01-01", state="A"),
        *facts,
        fact("withdrawal", "[2020-03-01..2020-09-01]", state="B"),
        clause(1),
    )
    for day in ("2020-04-01", "2020-07-01", "2020-10-01"):
        assert status(found, day).contracting.at_least >= len(status(found, day).named) == 1


def test_the_numerator_of_a_fraction_is_of_the_set_that_its_denominator_counts():
    signed = [fact("signature", "2019-02-01", state=state) for state in "ABC"]
    came = [fact("accession", "2019-06-01", state=state) for state in "XY"]
    share = {"fraction": "2/3", "of": "signatories"}
    asked = fact("clause", "2019-01-01", delay="P30D", condition=[share])
    assert force_of(make_consistent(log(*signed, *came, asked))).met.latest is None
    members = [fact("membership", "2000-01-01", state=state) for state in "ABC"]
    half = {"fraction": "1/2", "of": "members"}
    one_left = log(
        *members,
        fact("ratification", "2002-01-01", state="A"),
        fact("membership-end", "2005-01-01", state="A"),
        fact("report", "2006-01-01", contracting=1),
        fact("clause", "2001-01-01", delay="P30D", condition=[half]),
        adopted="2001-01-01",
    )
    (progress,) = force_of(make_consistent(one_left)).progress
    assert progress.met(date(2005, 6, 1).toordinal()) == "no"


def test_the_rest_of_a_record_allows_a_report_every_count_of_its_window():
    found = log(
        fact("ratification", "2020-01-10", state="A"),
        fact("withdrawal", "2020-03-01", state="A"),
        fact("membership", "2000-01-01", state="A"),
        fact("report", "[2020-02-01..2020-03-31]", contracting=0),
        clause(2),
    )
    (one,) = reconcile(found).tested
    assert one.allowed == Range(0, 1)


def test_between_two_equal_counts_as_many_came_as_left():
    found = log(
        fact("ratification", "2019-06-01", state="A"),
        fact("report", "2019-12-31", contracting=1),
        fact("withdrawal", "2020-03-01", state="A"),
        fact("report", "2020-06-30", contracting=1),
        clause(5),
    )
    gap = reconcile(found).gaps[0]
    assert (gap.after, gap.until) == (date(2019, 12, 31), date(2020, 6, 30))
    assert gap.added == gap.unnamed == Range(1, 1)


def test_who_may_have_left_before_the_treaty_was_in_force_has_no_latest_day_bound():
    found = log(
        *(fact("membership", "2019-01-01", state=state) for state in "ABC"),
        fact("ratification", "2020-01-10", state="A"),
        fact("withdrawal", "2020-06-01", state="A"),
        fact("ratification", "2020-05-20", state="B"),
        clause(2, "2020-01-01"),
        adopted="2020-01-01",
    )
    left, stayed = parties_of(force_of(make_consistent(found)), date(2020, 7, 1))
    assert (left.state, left.bound_from.latest) == ("A", None)
    assert stayed.bound_from.latest == date(2020, 6, 19)


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ([fact("not-yet", "2020-06-01", state="A")], {"not-yet-3"}),
        ([fact("ratification", "2020-03-01", state="B")], {"ratification-3"}),
    ],
)
def test_what_keeps_a_member_from_having_consented_is_among_the_reasons(facts, named):
    members = [fact("membership", "2010-01-01", state=state) for state in "AB"]
    settled = make_consistent(log(*members, *facts, clause(2)))
    day = date(2020, 2, 1).toordinal()
    assert settled.bounds.at(day) == (0, 1)
    assert set(settled.why_high(day).statements) == named


def test_who_may_have_left_and_may_be_back_counts_once():
    settled = make_consistent(
        log(
            fact("membership", "2010-01-01", state="A"),
            fact("ratification", "2020-01-02", state="A"),
            fact("withdrawal", "[2020-03-01..2020-06-01]", state="A"),
        )
    )
    assert settled.bounds.at(date(2020, 4, 1).toordinal()) == (0, 1)
    assert settled.bounds.at(date(2021, 1, 1).toordinal()) == (0, 1)
