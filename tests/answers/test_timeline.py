"""The chart's steps are the bounds themselves, whatever days it is cut to."""

from datetime import date, timedelta
from math import inf

import pytest
from helpers.strategies import day, law, log_of, log_with, logs
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.answers.status import status_of
from cica_tracker.answers.timeline import timeline_of
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import shipped as shipped_book
from cica_tracker.reading.parse import read
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.language import Language, language
from cica_tracker.words.status import meter
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
    settled = make_consistent(log_of(log))
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
    timeline = timeline_of(make_consistent(log_of(log)))
    assert timeline.start < timeline.end
    chart = chart_of(Language(), timeline)
    assert chart.text
    bands = [(p.day, p.low, p.high) for p in chart.points]
    assert bands == [(s.day, s.count.at_least, s.count.at_most) for s in timeline.steps]


def test_the_shipped_log_shows_its_reports_and_its_named_deposits(shipped):
    timeline = timeline_of(make_consistent(shipped), end=date(2026, 11, 21))
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
    chart = chart_of(language("ru"), timeline_of(make_consistent(shipped)))
    assert chart.months[11].startswith("дек")
    assert {m.label for m in chart.marks if m.kind == "consent"} >= {"Иордания", "Пакистан"}
    assert "11" in next(m.label for m in chart.marks if m.kind == "report")


def test_a_report_set_aside_is_marked_as_such():
    log = log_with(
        {"id": "a", "type": "report", "date": day(5), "contracting": 3, "source": "depositary"},
        {"id": "b", "type": "report", "date": day(6), "contracting": 1, "source": "press"},
    )
    kinds = {(one.kind, one.at_least) for one in timeline_of(make_consistent(log)).happenings}
    assert kinds == {("report", 3), ("aside", 1)}


def test_an_amended_clause_has_a_threshold_for_each_time():
    clause = {"type": "clause", "source": "depositary"}
    log = log_with(
        {**clause, "id": "old", "date": day(1), "condition": [{"count": 5}]},
        {**clause, "id": "new", "date": day(9), "condition": [{"count": 3}]},
    )
    timeline = timeline_of(make_consistent(log), day(1), day(20))
    assert [(one.day, one.required) for one in timeline.levels] == [(day(1), 5), (day(9), 3)]
    assert timeline.required == 3


def test_a_picture_ends_on_the_day_asked_about_and_shows_nothing_later(shipped):
    chart = chart_of(Language(), timeline_of(make_consistent(shipped), end=date(2024, 12, 31)))
    assert (chart.end, chart.last_day) == (date(2024, 12, 31), "31 Dec 2024")
    assert chart.final == "11 to 13"
    assert all(mark.first <= chart.end for mark in chart.marks)
    assert "July 2025" not in chart.text


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_record_of_one_day_is_shown_with_a_month_even_at_the_ends_of_the_calendar(day):
    when = day.replace(day=2) if day == date(1, 1, 1) else day.replace(day=30)
    log = log_with(
        {"id": "a", "type": "ratification", "state": "A", "date": when, "source": "press"}
    )
    timeline = timeline_of(make_consistent(log))
    assert (timeline.end - timeline.start).days == 30


@pytest.mark.parametrize(
    ("said", "stated"),
    [
        ({"contracting_min": 5, "remaining": 3}, (11, 11)),
        ({"contracting": 11, "remaining": 3}, (11, 11)),
        ({"contracting_min": 5, "remaining": 0}, (14, None)),
        ({"contracting_min": 5, "contracting_max": 12}, (5, 12)),
        ({"remaining": 3, "basis": "domestic"}, (None, 11)),
    ],
)
def test_a_report_is_marked_at_all_that_it_states(said, stated):
    log = log_with(
        {
            "id": "clause",
            "type": "clause",
            "date": day(1),
            "source": "depositary",
            "condition": [{"count": 14}],
        },
        {"id": "report", "type": "report", "date": day(5), "source": "press", **said},
    )
    (mark,) = [one for one in timeline_of(make_consistent(log)).happenings if one.kind == "report"]
    assert (mark.at_least, mark.at_most) == stated


def test_many_steps_make_a_table_of_few_rows_each_of_which_holds_on_its_day():
    steps = [
        {
            "id": f"a{n}",
            "type": "ratification",
            "state": f"S{n}",
            "source": "press",
            "date": date(1990 + n // 4, 1 + 3 * (n % 4), 1),
        }
        for n in range(160)
    ]
    timeline = timeline_of(make_consistent(log_with(*steps)), date(1980, 1, 1), date(2040, 1, 1))
    table = chart_of(Language(), timeline).numbers
    assert table.labels[0] == "As of"
    assert 12 <= len(table.rows) <= 24
    counts = {step.day.isoformat(): step.count for step in timeline.steps}
    for when, low, high in table.rows:
        assert (low.value, high.value) == (counts[when.value].at_least, counts[when.value].at_most)
    assert table.rows[-1][0].value == timeline.steps[-1].day.isoformat()


def test_days_in_the_wrong_order_are_refused(shipped):
    with pytest.raises(ValueError, match="not before"):
        timeline_of(make_consistent(shipped), date(2025, 1, 1), date(2024, 1, 1))


LISTED = """
id = "clause"
type = "clause"
date = 2000-01-01
source = "s"
[[event.condition]]
count = 2
"""


@pytest.mark.parametrize(
    ("some", "counted"),
    [
        ('among = ["Angola", "Benin", "Chad"]', "2 of 3 listed States"),
        ('not_counted = ["Gabon"]', "2 consents (not counting Gabon)"),
        ('forms = ["ratification"]', "2 consents (only ratification)"),
    ],
)
def test_where_only_some_count_the_band_the_bar_and_the_line_are_of_those(some, counted):
    text = 'schema = 1\n[treaty]\ntitle = "T"\nadopted = 2000-01-01\n[[source]]\nid = "s"\n'
    text += 'title = "S"\npublished = 2001-01-01\n[[event]]' + LISTED + some + "\n"
    for state, kind, month in (("Angola", "ratification", 2), ("Gabon", "accession", 3)):
        text += f'[[event]]\nid = "{state}"\ntype = "{kind}"\nstate = "{state}"\n'
        text += f'date = 2000-{month:02}-01\nsource = "s"\n'
    text += '[[event]]\nid = "r"\ntype = "report"\ndate = 2000-06-01\ncontracting = 2\n'
    settled = make_consistent(read(f'{text}source = "s"\n'.encode(), "log").log)
    status = status_of(settled, date(2000, 6, 1))
    chart = chart_of(Language(), timeline_of(settled, end=date(2000, 6, 1)))
    last = chart.points[-1]
    assert (last.low, last.high, chart.required) == (1, 1, 2)
    bar = meter(Language(), status)
    assert (bar.certain, bar.possible, bar.required) == (last.low, last.high, chart.required)
    assert chart.json_form().counted == counted
    assert [mark.kind for mark in chart.marks].count("report") == 1
    assert "report" not in {mark.kind for mark in chart.drawn}, "it counts all, the band does not"


def test_past_the_number_required_the_picture_speaks_of_no_upper_bound(shipped):
    chart = chart_of(Language(), timeline_of(make_consistent(shipped), end=date(2026, 11, 21)))
    assert chart.final == "at least 13"
    assert "At the end: at least 13." in chart.text
