"""The chart's steps are the bounds themselves, whatever days it is cut to."""

from datetime import date, timedelta
from math import inf

import pytest
from helpers.strategies import day, law, log_of, log_with, logs
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.answers.timeline import timeline_of
from cica_tracker.reading.logbook import load
from cica_tracker.reading.logbook import shipped as shipped_book
from cica_tracker.rules.contradictions import settle
from cica_tracker.words.language import Language
from cica_tracker.words.languages import language
from cica_tracker.words.timeline import chart_of


@pytest.fixture(scope="module")
def shipped():
    return load(shipped_book())


def shown_on(timeline, when):
    """The band that the timeline shows at the end of a day."""
    count = [step.count for step in timeline.steps if step.day <= when][-1]
    return count.at_least, count.at_most


@law(60)
@given(logs(), st.integers(-3, 12), st.integers(1, 15))
def test_every_day_of_the_chart_shows_the_bounds_of_that_day(log, first, length):
    settled = settle(log_of(log))
    start = day(1) + timedelta(days=first)
    timeline = timeline_of(settled, start, start + timedelta(days=length))
    days = [step.day for step in timeline.steps]
    assert days[0] == timeline.start == start
    assert days == sorted(set(days))
    for number in range(length + 1):
        when = start + timedelta(days=number)
        low, high = settled.bounds.at(when.toordinal())
        assert shown_on(timeline, when) == (low, None if high == inf else high)


@law(30)
@given(logs())
def test_a_chart_without_days_spans_all_that_the_log_speaks_of(log):
    timeline = timeline_of(settle(log_of(log)))
    assert timeline.start < timeline.end
    chart = chart_of(Language(), timeline)
    assert chart.text
    bands = [(p.day, p.low, p.high) for p in chart.points]
    assert bands == [(s.day, s.count.at_least, s.count.at_most) for s in timeline.steps]


def test_the_shipped_log_shows_its_reports_and_its_named_deposits(shipped):
    timeline = timeline_of(settle(shipped), end=date(2026, 11, 21))
    chart = chart_of(Language(), timeline)
    assert chart.start == date(2010, 6, 8)
    assert (chart.required, chart.required_label) == (14, "14 required")
    assert shown_on(timeline, date(2024, 12, 2)) == (11, 11)
    assert shown_on(timeline, date(2024, 12, 31)) == (11, 13)
    assert shown_on(timeline, date(2025, 7, 21)) == (13, 13)
    assert chart.points[-1].text == "from 22 July 2025: 13 to 28"
    reports = [(m.label, m.low, m.high) for m in chart.marks if m.kind == "report"]
    assert reports == [("2 Dec 2024: 11 reported", 11, 11), ("21 Jul 2025: 1 remaining", 13, 13)]
    deposits = {m.label: (m.first, m.last) for m in chart.marks if m.kind == "consent"}
    assert deposits["Bangladesh"] == (date(2014, 5, 20), date(2023, 12, 12))
    assert set(deposits) == {"Bangladesh", "Jordan", "Pakistan"}


def test_the_words_of_a_chart_are_in_its_language(shipped):
    chart = chart_of(language("ru"), timeline_of(settle(shipped)))
    assert chart.months[11].startswith("дек")
    assert {m.label for m in chart.marks if m.kind == "consent"} >= {"Иордания", "Пакистан"}
    assert "11" in next(m.label for m in chart.marks if m.kind == "report")


def test_a_report_set_aside_is_marked_as_such():
    log = log_with(
        {"id": "a", "type": "report", "date": day(5), "contracting": 3, "source": "depositary"},
        {"id": "b", "type": "report", "date": day(6), "contracting": 1, "source": "press"},
    )
    kinds = {(one.kind, one.at_least) for one in timeline_of(settle(log)).happenings}
    assert kinds == {("report", 3), ("aside", 1)}


def test_an_amended_clause_has_a_threshold_for_each_time():
    clause = {"type": "clause", "source": "depositary"}
    log = log_with(
        {**clause, "id": "old", "date": day(1), "condition": [{"count": 5}]},
        {**clause, "id": "new", "date": day(9), "condition": [{"count": 3}]},
    )
    timeline = timeline_of(settle(log), day(1), day(20))
    assert [(one.day, one.required) for one in timeline.levels] == [(day(1), 5), (day(9), 3)]
    assert timeline.required == 3


def test_the_day_asked_about_is_shown_and_marked(shipped):
    chart = chart_of(Language(), timeline_of(settle(shipped), as_of=date(2027, 1, 1)))
    assert chart.end == date(2027, 1, 1)
    assert [m.label for m in chart.marks if m.kind == "day"] == ["as of 1 Jan 2027"]


def test_days_in_the_wrong_order_are_refused(shipped):
    with pytest.raises(ValueError, match="not before"):
        timeline_of(settle(shipped), date(2025, 1, 1), date(2024, 1, 1))
