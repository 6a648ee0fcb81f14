"""The laws of bounds and contradictions, against every history of small logs (see `oracle`)."""

import random
from bisect import bisect_right
from dataclasses import replace
from itertools import combinations
from math import inf

import pytest
from helpers.cost import costs
from helpers.oracle import histories, limited_to, possible, without
from helpers.strategies import (
    Most,
    between,
    clause,
    day,
    event,
    law,
    log_of,
    log_with,
    logs,
    numbered,
    text_of,
)
from hypothesis import assume, example, given
from hypothesis import strategies as st

from cica_tracker.model.dates import OPEN_END, OPEN_START, Window
from cica_tracker.model.events import Clause, Consent, Log, Membership, Report
from cica_tracker.model.sources import AUTHORITIES, Treaty
from cica_tracker.rules import reasons
from cica_tracker.rules.contradictions import Contradiction, make_consistent

WORLD = range(day(1).toordinal() - 1, day(7).toordinal() + 2)


def at(number):
    return day(number).toordinal()


def assert_settled_as_all_histories_say(log):
    settled, truth = make_consistent(log), histories(log)
    assert (truth is None) == bool(settled.contradictions)
    if truth:
        assert_bounds_are_tight(settled, truth)


def assert_bounds_are_tight(settled, truth):
    bounds = settled.bounds
    assert {d: bounds.at(d) for d in truth.counts} == {d: truth.at(d) for d in truth.counts}
    if not settled.record.clauses:
        assert bounds.required == truth.threshold
        left = {d: bounds.left(d) for d in truth.remaining}
        assert left == {d: truth.left(d) for d in truth.remaining}


# ---- Bounds


THE_COUNT_OF_ONE_DAY_BOUNDS_WHAT_IS_LEFT_ON_ANOTHER = (
    event("ratification", day(3), state="A"),
    event("ratification", day(5), state="B"),
    event("report", day(5), "depositary", contracting=3),
    event("report", "[2020-01-01..2020-01-03]", "depositary", contracting=1),
    event("report", day(3), "depositary", remaining=0),
)


@law(300)
@example(text_of(*numbered(THE_COUNT_OF_ONE_DAY_BOUNDS_WHAT_IS_LEFT_ON_ANOTHER)))
@given(logs(members=False))
def test_bounds_are_the_least_and_the_most_of_all_histories_and_none_is_a_contradiction(text):
    assert_settled_as_all_histories_say(log_of(text))


@law(200)
@given(logs(members=False, exact=True))
def test_with_exact_days_bounds_are_the_least_and_the_most_of_all_histories(text):
    assert_settled_as_all_histories_say(log_of(text))


@law(200)
@given(logs(members=False, exact=False))
def test_with_windows_only_bounds_are_the_least_and_the_most_of_all_histories(text):
    assert_settled_as_all_histories_say(log_of(text))


@law(150)
@given(logs(Most(days=12, consents=2, withdrawals=1, reports=3), members=False, exact=False))
def test_in_long_windows_bounds_are_the_least_and_the_most_of_all_histories(text):
    assert_settled_as_all_histories_say(log_of(text))


def test_a_consent_on_or_before_a_day_counts_from_it_though_no_adoption_is_recorded():
    log = log_with(*numbered([event("ratification", Window(OPEN_START, day(2)))]))
    bounds = make_consistent(log).bounds
    assert bounds.at(at(1)) == (0, inf)
    assert bounds.at(at(2)) == (1, inf)
    assert_settled_as_all_histories_say(log)


def test_reports_of_some_day_long_after_may_both_come_after_the_day_asked_for():
    """None remained on some day, one on some day before it: far from now, neither binds now."""
    some_day = Window(day(1), OPEN_END)
    said = [{"contracting": 0}, {"remaining": 0}, {"remaining": 1}]
    when = [day(1), some_day, some_day]
    facts = [event("report", w, **one) for w, one in zip(when, said, strict=True)]
    bounds = make_consistent(log_with(*numbered(facts))).bounds
    assert bounds.left(at(4)) == (0, inf)
    assert bounds.left(at(400)) == (0, inf)


def test_open_days_that_decide_nothing_do_not_make_the_others_looser():
    facts = [event("accession", between(3, 4)), event("withdrawal", day(7), state="E")]
    facts += [event("ratification", between(2, 3), state="E"), event("ratification", day(2))]
    some_day = Window(day(3), OPEN_END)
    facts += [event("report", some_day, contracting_min=n) for n in (0, 0, 0)]
    facts += [event("report", some_day, contracting_min=1, remaining=3)]
    assert_settled_as_all_histories_say(log_with(*numbered(facts), adopted=day(2)))


def test_a_withdrawal_before_a_recorded_consent_proves_that_there_was_one_before_it():
    facts = [event("withdrawal", day(4), state="A"), event("ratification", day(6), state="A")]
    facts += [event("report", day(3), contracting=1)]
    log = log_with(*numbered([*facts, event("report", day(4), contracting=0)]), adopted=day(1))
    settled = make_consistent(log)
    assert not settled.contradictions
    assert settled.bounds.at(at(4)) == (0, 0)
    assert_bounds_are_tight(settled, histories(log))


def test_who_comes_back_may_approve_again_at_home_before_the_second_consent():
    facts = [
        event("domestic-approval", day(1), state="A"),
        event("ratification", day(2), state="A"),
    ]
    facts += [event("withdrawal", day(4), state="A"), event("domestic-approval", day(5), state="A")]
    facts += [event("ratification", between(4, 7), state="A")]
    settled = make_consistent(log_with(*numbered(facts), adopted=day(1)))
    assert not settled.contradictions
    assert [settled.bounds.at(at(number))[0] for number in range(1, 8)] == [0, 1, 1, 0, 0, 0, 1]


# ---- What is added only narrows


def assert_narrower(tight, wide):
    after = make_consistent(tight)
    assume(not after.contradictions)
    before = make_consistent(wide)
    assert not before.contradictions
    for of in (lambda s, d: s.bounds.at(d), lambda s, d: s.bounds.left(d)):
        for number in WORLD:
            (low, high), (least, most) = of(after, number), of(before, number)
            assert least <= low <= high <= most


@law(150)
@given(logs(), st.data())
def test_adding_a_report_never_widens_bounds_nor_ends_a_contradiction(text, data):
    log = log_of(text)
    reports = [e.id for e in log.events if isinstance(e, Report)]
    assume(reports)
    assert_narrower(log, without(log, data.draw(st.sampled_from(reports))))


@law(150)
@given(logs(members=False, exact=False), st.data())
def test_narrowing_a_window_never_widens_bounds_nor_ends_a_contradiction(text, data):
    """Without memberships: they narrow no consent that is known to lie outside them."""
    log = log_of(text)
    start = log.treaty.adopted.first if log.treaty.adopted else day(1)
    wide = {e.id: e.date.within(start, day(7)) for e in log.events if not e.date.exact}
    wide = {key: window for key, window in wide.items() if not window.empty}
    assume(wide)
    chosen = data.draw(st.sampled_from(sorted(wide)))
    inside = st.dates(*wide[chosen])
    days = Window(*sorted([data.draw(inside), data.draw(inside)]))
    events = tuple(replace(e, date=days) if e.id == chosen else e for e in log.events)
    assert_narrower(replace(log, events=events), log)


# ---- Contradictions


BEFORE_IT_WAS_LEFT = (
    event("ratification", "[2020-01-01..2020-01-02]", state="A"),
    event("withdrawal", "[2020-01-03..2020-01-05]", state="A"),
    event("ratification", day(1), state="B"),
    event("withdrawal", day(5), state="B"),
    event("report", day(1), "depositary", contracting=0),
    event("report", day(5), "depositary", contracting=0),
)

ONE_LEFT_BETWEEN_TWO_REPORTS = (
    event("ratification", day(1), state="A"),
    event("withdrawal", day(2), state="A"),
    event("ratification", day(1), state="B"),
    event("ratification", day(2), state="C"),
    event("report", day(2), "depositary", contracting=3),
    event("report", day(1), "depositary", contracting=4),
)


def statements(log):
    return [e.id for e in log.events if not isinstance(e, Membership)]


def with_their_ends(record, ids, named):
    """Without its withdrawal a State that is named would be said to have stayed."""
    acts = [e for e in record.events if e.id in ids and isinstance(e, Consent)]
    ends = {end.id for act in acts for end in record.withdrawals.get(act.state, ())}
    return {*ids} | (ends - {*named})


def contradicts_itself(log, ids, found):
    """Whether these are no reason to set anything aside: they exclude each other without it."""
    return not possible(limited_to(log, {*ids} - {found.set_aside}))


@law(250)
@example(text_of(*numbered(BEFORE_IT_WAS_LEFT)))
@example(text_of(*numbered(ONE_LEFT_BETWEEN_TWO_REPORTS)))
@given(logs(members=False))
def test_a_contradiction_is_one_and_none_of_its_statements_can_be_left_out(text):
    """Some cannot be left out for the withdrawals alone, which explain a count that falls."""
    log = log_of(text)
    settled = make_consistent(log)
    kept = {event.id for event in settled.record.events}
    gone = {event.id for several in settled.record.withdrawals.values() for event in several}
    for found in settled.contradictions:
        assert found.set_aside in found.ids
        assert {*found.ids} - {found.set_aside} <= kept
        assert not possible(limited_to(log, found.ids))
        for one in found.ids:
            others = with_their_ends(settled.record, {*found.ids} - {one}, found.ids)
            assert (
                possible(limited_to(log, others))
                or contradicts_itself(log, others, found)
                or possible(limited_to(log, others | gone - {one}))
            )


def trusted(log, event):
    """The place of a report in the order of trust, but for how many it contradicts."""
    cited = log.source_by_id.get(event.source[0])
    return AUTHORITIES.index(cited.authority), -event.date.last.toordinal()


@law(150)
@given(logs(members=False))
def test_no_more_is_set_aside_than_need_be_and_a_report_only_for_what_is_as_trusted(text):
    log = log_of(text)
    settled = make_consistent(log)
    aside = [found.set_aside for found in settled.contradictions]
    by_id = log.event_by_id
    for one in aside:
        others = [other for other in aside if other != one]
        assert not possible(without(log, *others)), "it could have been kept"
        rank = trusted(log, by_id[one])[0]
        as_trusted = [
            event.id
            for event in settled.record.events
            if not isinstance(event, Report) or trusted(log, event)[0] <= rank
        ]
        assert not possible(limited_to(log, [*as_trusted, one]))


@law(100)
@given(logs(strangers=False), st.randoms(use_true_random=False))
def test_the_order_of_the_blocks_decides_nothing(text, shuffled):
    log = log_of(text)
    events = list(log.events)
    shuffled.shuffle(events)
    one, other = make_consistent(log), make_consistent(replace(log, events=tuple(events)))
    assert {found.set_aside for found in one.contradictions} == {
        found.set_aside for found in other.contradictions
    }
    for number in WORLD:
        assert one.bounds.at(number) == other.bounds.at(number)
        assert one.bounds.left(number) == other.bounds.left(number)


@law(150)
@given(logs(members=False))
def test_after_setting_aside_bounds_are_those_of_all_histories_of_the_rest(text):
    log = log_of(text)
    settled = make_consistent(log)
    assume(settled.contradictions)
    rest = without(log, *(found.set_aside for found in settled.contradictions))
    assert_bounds_are_tight(settled, histories(rest))


def three_deposits(*more):
    deposits = [event("ratification", day(n), state=state) for n, state in enumerate("ABC", 1)]
    return log_with(*numbered([*deposits, *more]), adopted=day(1))


def the_one_contradiction(log):
    (found,) = make_consistent(log).contradictions
    return found


def test_two_reports_that_cannot_both_hold_are_named_and_nothing_else():
    found = the_one_contradiction(
        three_deposits(
            event("report", day(4), "press", contracting=5),
            event("report", day(6), "depositary", contracting=4),
        )
    )
    assert found == Contradiction(("report-4", "report-5"), "report-4")


def test_a_report_below_three_deposits_is_named_with_those_three():
    found = the_one_contradiction(three_deposits(event("report", day(5), contracting=2)))
    assert set(found.ids) == {"ratification-1", "ratification-2", "ratification-3", "report-4"}
    assert found.set_aside == "report-4"


def test_a_clause_that_disagrees_with_both_numbers_of_a_report_is_named_with_it():
    report = event("report", day(4), "depositary", contracting=4, remaining=2)
    found = the_one_contradiction(three_deposits(report, clause(5)))
    assert set(found.ids) == {"report-4", "clause-5"}
    assert found.set_aside == "report-4"


def test_a_report_that_contradicts_itself_is_named_alone():
    report = event("report", day(4), contracting=3, contracting_max=2)
    found = the_one_contradiction(three_deposits(report, event("report", day(5), contracting=3)))
    assert found == Contradiction(("report-4",), "report-4")


def test_a_member_that_consented_only_later_belongs_to_a_contradiction_with_the_members():
    facts = [event("ratification", day(4), state="A"), event("ratification", day(2))]
    facts += [event("membership", day(1), state="A")]
    found = the_one_contradiction(log_with(*numbered(facts), adopted=day(1)))
    assert set(found.ids) == {"ratification-1", "ratification-2"}


@pytest.mark.parametrize(("first", "second"), list(combinations(AUTHORITIES, 2)))
@pytest.mark.parametrize("swapped", [False, True])
def test_the_report_of_least_authority_is_set_aside_whichever_is_older(first, second, swapped):
    older, newer = (second, first) if swapped else (first, second)
    reports = [event("report", day(4), older, contracting=5)]
    reports.append(event("report", day(6), newer, contracting=4))
    found = the_one_contradiction(three_deposits(*reports))
    assert found.set_aside == ("report-4" if swapped else "report-5")


@pytest.mark.parametrize("authority", AUTHORITIES)
def test_of_two_reports_of_the_same_authority_the_older_is_set_aside(authority):
    reports = [event("report", day(6), authority, contracting=4)]
    reports.append(event("report", day(4), authority, contracting=5))
    assert the_one_contradiction(three_deposits(*reports)).set_aside == "report-5"


# ---- Reasons


LEFT_AT_ONCE = (
    event("ratification", day(1), state="A"),
    event("withdrawal", "[2020-01-02..2020-01-05]", state="A"),
    event("ratification", day(1), state="B"),
    event("withdrawal", "[2020-01-02..2020-01-05]", state="B"),
    *(event("membership", day(1), state=state) for state in "ABC"),
    event("report", "[2020-01-01..2020-01-02]", "depositary", contracting=0),
)


# The other report leaves the second but one day on which it can be true.
ONE_DAY_LEFT = (
    *(event("ratification", day(5), state=state) for state in "ABC"),
    event("report", day(3), "depositary", contracting=0),
    event("report", "[2020-01-01..2020-01-05]", "depositary", contracting=1),
)


@law(100)
@example(text_of(*numbered(LEFT_AT_ONCE)))
@example(text_of(*numbered(ONE_DAY_LEFT)))
@given(logs(strangers=False))
def test_the_statements_a_reason_names_suffice_for_its_bound(text):
    """With the clause and the memberships, which are named beside them."""
    log = log_of(text)
    settled = make_consistent(log)
    assume(not settled.contradictions)
    bounds = settled.bounds
    context = [event.id for event in log.events if isinstance(event, Clause)]
    for number in WORLD:
        low, high = settled.why_low(number), settled.why_high(number)
        alone = make_consistent(limited_to(log, {*low.statements, *context})).bounds
        assert alone.at(number)[0] >= bounds.at(number)[0]
        assert (high is None) == (bounds.at(number)[1] == inf)
        if high is not None:
            alone = make_consistent(limited_to(log, {*high.statements, *context})).bounds
            assert alone.at(number)[1] <= bounds.at(number)[1]


@law(200)
@given(logs(exact=True, members=False))
def test_where_every_day_is_known_a_reason_suffices_without_a_search(text):
    settled = make_consistent(log_of(text))
    record, bounds = settled.record, settled.bounds
    assume(bounds.every_day_known and all(one.date.exact for one in record.reports))
    for number in WORLD:
        low, high = settled.why_low(number), settled.why_high(number)
        assert reasons._bounds_by(record, low.statements, number)[0] >= bounds.at(number)[0]
        if high is not None:
            assert reasons._bounds_by(record, high.statements, number)[1] <= bounds.at(number)[1]


# ---- Large logs


def large_log(size):
    """As many exactly dated consents, a tenth as many in windows, a hundredth as many reports."""
    draw = random.Random(size)
    last = 20_000
    consents, days = [], []
    for number in range(size + size // 10):
        happened = draw.randrange(1, last)
        days.append(happened)
        spread = 0 if number < size else 300
        known = between(happened - draw.randint(0, spread), happened + draw.randint(0, spread))
        common = {"id": f"consent-{number}", "date": known, "source": ("press",)}
        consents.append(Consent(**common, type="ratification", state=f"State {number}"))
    days.sort()
    reports = []
    for number in range(size // 100):
        asked = draw.randrange(1, last)
        common = {"id": f"report-{number}", "date": between(asked, asked), "source": ("press",)}
        count = bisect_right(days, asked)
        reports.append(Report(**common, type="report", contracting=count))
    treaty = Treaty(title="Large", adopted=between(-300, -300))
    return Log(treaty=treaty, sources=(), events=(*consents, *reports))


def settling(log):
    def consistent():
        assert not make_consistent(log).contradictions

    return consistent


@pytest.mark.long
def test_settling_a_log_four_times_as_large_costs_about_four_times_as_much():
    some, many = costs(settling(large_log(4_000)), settling(large_log(16_000)))
    assert many <= 8 * some, f"{some:.3f} s, then {many:.3f} s"
