"""Deposited on this day, in force on that day: 28 published cases (delay_cases.csv).

Each names its page. `expected` follows the plain arithmetic; an `anomaly` is the depositary's own
deviation from it, and `wrong` a slip of the list: the tracker computes its own day for those, and
says how far the announced one lies from it.
"""

import csv
import json
from datetime import date, timedelta
from pathlib import Path
from typing import get_args

import pytest
from dateutil.relativedelta import relativedelta
from helpers.strategies import event, log_with, numbered, text_of
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.model.dates import parse_duration
from cica_tracker.model.fields import Start
from cica_tracker.rules.delay import in_force, in_force_for
from cica_tracker.words.force import start_words
from cica_tracker.words.language import language

with (Path(__file__).parent / "delay_cases.csv").open(encoding="utf-8") as file:
    CASES = list(csv.DictReader(file))
EXPECTED = [case for case in CASES if case["verdict"] == "expected"]
DEVIATING = [case for case in CASES if case["verdict"] != "expected"]


def name_of(case):
    return case["case"]


def day(text):
    return date.fromisoformat(text)


def asked(case):
    """What the clause of a case says of its delay."""
    start = {"start": case["start"]} if case["start"] else {}
    return {"delay": case["delay"], **start}


def clause_of(**fields):
    events = numbered(
        [event("clause", date(1900, 1, 1), **{"condition": [{"count": 1}], **fields})]
    )
    return log_with(*events).events[0]


@pytest.mark.parametrize("rule", get_args(Start))
def test_every_rule_of_a_start_leads_to_a_day_and_has_words(rule):
    clause = clause_of(delay="P1M", start=rule)
    assert in_force(clause, date(2024, 5, 5)).day > date(2024, 5, 5)
    assert start_words(language(), rule).startswith(", ")


def text_for(case, *, announced=None, later=False):
    """A log of one deposit on the day of a case; or of a State that comes later than another."""
    deposit = day(case["deposit"])
    first = deposit - timedelta(days=1000) if later else deposit
    facts = [
        event("clause", first - timedelta(days=500), condition=[{"count": 1}], **asked(case)),
        event("ratification", first, state="First State"),
    ]
    if later:
        facts.append(event("accession", deposit, state="Later State"))
    facts.append(event("report", deposit, contracting=1 + later))
    if announced:
        facts.append(event("entry-into-force", announced, "depositary"))
    return text_of(*numbered(facts), adopted=first - timedelta(days=500))


@pytest.fixture
def log_file(tmp_path):
    def write(text):
        path = tmp_path / "log.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_the_cases_are_all_there():
    kinds = [case["verdict"] for case in CASES]
    assert len(CASES) == 28
    assert (kinds.count("expected"), kinds.count("anomaly"), kinds.count("wrong")) == (25, 1, 2)
    assert all(case["source"].startswith("https://") for case in CASES)


@pytest.mark.parametrize("case", EXPECTED, ids=name_of)
def test_a_published_day_is_the_computed_day(case):
    clause, deposit = clause_of(**asked(case)), day(case["deposit"])
    assert in_force(clause, deposit).day == day(case["official"])
    assert in_force_for(clause, deposit) == day(case["official"])


@pytest.mark.parametrize("case", EXPECTED, ids=name_of)
def test_force_gives_the_published_day_for_a_log(case, run, log_file):
    path = log_file(text_for(case, announced=day(case["official"])))
    answer = json.loads(run("--log", path, "force", "--format", "json").stdout)
    once = {"earliest": case["deposit"], "latest": case["deposit"]}
    there = {"earliest": case["official"], "latest": case["official"]}
    assert answer["conditions_met"] == once
    assert answer["entry_into_force"] == {**there, "announced": case["official"]}
    assert ", as computed." in run("--log", path, "force").stdout


@pytest.mark.parametrize("case", EXPECTED[::4], ids=name_of)
def test_parties_gives_the_published_day_for_a_state_that_comes_later(case, run, log_file):
    path = log_file(text_for(case, later=True))
    arguments = ("parties", "--as-of", "2030-01-01", "--format", "json")
    parties = json.loads(run("--log", path, *arguments).stdout)["parties"]
    bound = {party["state"]: party["bound_from"] for party in parties}
    there = {"earliest": case["official"], "latest": case["official"]}
    assert bound["Later State"] == there
    assert bound["First State"]["latest"] < case["official"]


def test_a_real_process_gives_a_published_day(tracker, log_file):
    albania = next(case for case in CASES if case["case"] == "Rome Statute: Albania")
    answer = tracker("--log", log_file(text_for(albania)), "force", "--format", "json")
    assert answer.returncode == 0
    assert answer.stderr == ""
    days = json.loads(answer.stdout)["entry_into_force"]
    assert days == {"earliest": "2003-05-01", "latest": "2003-05-01", "announced": None}


SENTENCES = [
    "Announced: 30 May 2019, 1 day later than computed (29 May 2019).",
    "Announced: 25 October 2013, 30 days earlier than computed (24 November 2013).",
    "Announced: 1 January 1976, 11480 days earlier than computed (7 June 2007).",
]


DEVIATIONS = pytest.mark.parametrize(
    ("case", "sentence"),
    list(zip(DEVIATING, SENTENCES, strict=True)),
    ids=[case["case"] for case in DEVIATING],
)


@DEVIATIONS
def test_a_deviating_day_is_shown_beside_the_computed_one(case, sentence, run, log_file):
    path = log_file(text_for(case, announced=day(case["official"])))
    days = json.loads(run("--log", path, "force", "--format", "json").stdout)["entry_into_force"]
    assert days["announced"] == case["official"]
    assert days["earliest"] == days["latest"] != case["official"]
    assert sentence in run("--log", path, "force").stdout


@DEVIATIONS
def test_reconcile_tests_an_announced_day(case, sentence, run, log_file):
    path = log_file(text_for(case, announced=day(case["official"])))
    answer = run("--log", path, "reconcile")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert sentence in answer.stdout
    found = json.loads(run("--log", path, "reconcile", "--format", "json").stdout)
    assert found["entry_into_force"]["announced"] == case["official"]
    assert found["entry_into_force"]["latest"] != case["official"]


def test_the_announced_day_prevails_for_what_is_in_force(run, log_file):
    free_trade = next(case for case in CASES if case["verdict"] == "anomaly")
    path = log_file(text_for(free_trade, announced=day(free_trade["official"])))
    for as_of, in_force_then in (("2019-05-29", "no"), ("2019-05-30", "yes")):
        arguments = ("force", "--as-of", as_of, "--format", "json")
        assert json.loads(run("--log", path, *arguments).stdout)["in_force"] == in_force_then
        parties = json.loads(run("--log", path, "parties", *arguments[1:]).stdout)
        assert parties["in_force"] == parties["parties"][0]["bound"] == in_force_then
    without = log_file(text_for(free_trade))
    arguments = ("force", "--as-of", "2019-05-29", "--format", "json")
    assert json.loads(run("--log", without, *arguments).stdout)["in_force"] == "yes"


def test_a_month_without_the_day_says_so_and_prints_the_other_reading(run, log_file):
    guatemala = next(case for case in CASES if "Guatemala" in case["case"])
    reached = in_force(clause_of(**asked(guatemala)), date(2002, 8, 30))
    assert reached.day == date(2003, 2, 28)
    assert reached.other_reading == date(2003, 3, 1)
    shown = run("--log", log_file(text_for(guatemala)), "force").stdout
    assert "30 August 2002 + 6 months" in shown
    assert "→ 28 February 2003." in shown
    assert "art. 4(2)" in shown
    assert "the other reading gives 1 March 2003." in shown


@pytest.mark.parametrize("case", [c for c in EXPECTED if "Guatemala" not in c["case"]], ids=name_of)
def test_no_other_case_has_another_reading(case):
    assert in_force(clause_of(**asked(case)), day(case["deposit"])).other_reading is None


DAYS = st.dates(date(1800, 1, 1), date(2300, 12, 31))
DURATIONS = st.builds(
    "P{}Y{}M{}D".format, st.integers(0, 30), st.integers(0, 40), st.integers(0, 400)
)


@given(DAYS, DURATIONS)
def test_dateutil_reaches_the_same_day(deposit, text):
    delay = parse_duration(text)
    span = relativedelta(years=delay.years, months=delay.months)
    reached = in_force(clause_of(delay=text), deposit)
    assert reached.day == deposit + span + relativedelta(days=delay.days)
    missing = (deposit.replace(day=1) + span).month == (deposit + span).month and (
        deposit + span
    ).day != deposit.day
    assert (reached.other_reading is not None) == missing


@given(DAYS, st.integers(0, 60))
def test_months_end_on_the_same_number_or_on_the_last_of_the_month(deposit, months):
    # European Convention on the Calculation of Time-Limits (ETS 76), art. 4(2)
    reached = in_force(clause_of(delay=f"P{months}M"), deposit)
    number = deposit.month - 1 + months
    assert (reached.day.year, reached.day.month) == (deposit.year + number // 12, number % 12 + 1)
    if reached.day.day == deposit.day:
        assert reached.other_reading is None
    else:
        assert (reached.day + timedelta(days=1)).day == 1
        assert reached.day.day < deposit.day
        assert reached.other_reading == reached.day + timedelta(days=1)


@given(DAYS, st.sampled_from(["P30D", "P3M", "P1Y"]))
def test_counting_moves_the_day_by_one(deposit, delay):
    plain = in_force(clause_of(delay=delay), deposit).day
    assert in_force(clause_of(delay=delay, counting="exclusive"), deposit).day == plain
    counted = in_force(clause_of(delay=delay, counting="inclusive"), deposit).day
    assert counted == plain - timedelta(days=1)
    passed = in_force(clause_of(delay=delay, counting="day-after"), deposit).day
    assert passed == plain + timedelta(days=1)


@given(DAYS)
def test_without_a_delay_the_day_of_deposit_is_the_day(deposit):
    for counting in ("exclusive", "inclusive"):
        assert in_force(clause_of(delay="P0D", counting=counting), deposit).day == deposit
    reached = in_force(clause_of(delay="P0D", counting="day-after"), deposit).day
    assert reached == deposit + timedelta(days=1)


@given(DAYS, st.integers(0, 400))
def test_the_first_of_the_next_month_is_the_next_first_after_the_delay(deposit, days):
    reached = in_force(clause_of(delay=f"P{days}D", start="first-of-next-month"), deposit).day
    ends = deposit + timedelta(days=days)
    firsts = (ends + timedelta(days=n) for n in range(1, 40))
    assert reached == next(one for one in firsts if one.day == 1)


@given(DAYS, st.integers(0, 40))
def test_the_first_of_a_month_counts_months_only(deposit, months):
    reached = in_force(clause_of(delay=f"P{months}M", start="first-of-month"), deposit)
    assert reached.day == deposit.replace(day=1) + relativedelta(months=months)
    assert reached.other_reading is None


@given(DAYS, st.integers(0, 400))
def test_the_first_of_the_next_year_is_the_next_new_year(deposit, days):
    reached = in_force(clause_of(delay=f"P{days}D", start="first-of-next-year"), deposit).day
    assert reached == date((deposit + timedelta(days=days)).year + 1, 1, 1)


@given(DAYS, st.integers(0, 400))
def test_a_day_of_the_year_is_the_next_such_day(deposit, days):
    reached = in_force(clause_of(delay=f"P{days}D", start="07-22"), deposit).day
    ends = deposit + timedelta(days=days)
    assert (reached.month, reached.day) == (7, 22)
    assert timedelta(0) < reached - ends <= timedelta(days=366)


@pytest.mark.parametrize(
    ("fields", "deposit", "there"),
    [
        # The sixtieth day is itself a first: the first of the month after it.
        ({"delay": "P60D", "start": "first-of-next-month"}, "2003-01-31", "2003-05-01"),
        ({"delay": "P60D", "start": "first-of-next-month"}, "2003-01-30", "2003-04-01"),
        # The very day is not the next such day.
        ({"delay": "P0D", "start": "07-22"}, "1968-07-22", "1969-07-22"),
        ({"delay": "P0D", "start": "07-22"}, "1968-07-21", "1968-07-22"),
        ({"delay": "P10D", "start": "07-22"}, "1968-07-12", "1969-07-22"),
        ({"delay": "P0D", "start": "first-of-next-year"}, "1968-01-01", "1969-01-01"),
        ({"delay": "P0D", "start": "first-of-next-year"}, "1968-12-31", "1969-01-01"),
        # The sixth month after the month of deposit, whatever its day.
        ({"delay": "P6M", "start": "first-of-month"}, "2010-02-01", "2010-08-01"),
        ({"delay": "P6M", "start": "first-of-month"}, "2010-08-31", "2011-02-01"),
        # One day of counting carries over the turn of a month.
        (
            {"delay": "P1M", "counting": "day-after", "start": "first-of-next-month"},
            "2001-01-31",
            "2001-04-01",
        ),
        ({"delay": "P3M", "counting": "day-after"}, "1964-02-17", "1964-05-18"),
        ({"delay": "P30D", "counting": "inclusive"}, "2001-01-01", "2001-01-30"),
        ({"delay": "P1Y"}, "2000-02-29", "2001-02-28"),
        ({"delay": "P4Y"}, "2000-02-29", "2004-02-29"),
        # A floor, reached or passed.
        ({"delay": "P30D", "not_before": date(2001, 3, 1)}, "2001-01-01", "2001-03-01"),
        ({"delay": "P30D", "not_before": date(2001, 1, 31)}, "2001-01-01", "2001-01-31"),
        ({"delay": "P30D", "not_before": date(2001, 1, 30)}, "2001-01-01", "2001-01-31"),
        # Montreal Protocol: on 1 January 1989, or else 90 days after the conditions are met.
        ({"delay": "P90D", "on": date(1989, 1, 1)}, "1988-10-17", "1989-01-01"),
        ({"delay": "P90D", "on": date(1989, 1, 1)}, "1989-01-01", "1989-01-01"),
        ({"delay": "P90D", "on": date(1989, 1, 1)}, "1989-01-02", "1989-04-02"),
        # Olive oil: on 1 January 2013 if the conditions are met by 30 November 2012.
        (
            {"delay": "P90D", "on": date(2013, 1, 1), "met_by": date(2012, 11, 30)},
            "2012-11-30",
            "2013-01-01",
        ),
        (
            {"delay": "P90D", "on": date(2013, 1, 1), "met_by": date(2012, 11, 30)},
            "2012-12-01",
            "2013-03-01",
        ),
        # A deadline after the target, as in Kigali's shape.
        (
            {"delay": "P90D", "on": date(2013, 1, 1), "met_by": date(2013, 2, 1)},
            "2013-01-20",
            "2013-01-01",
        ),
    ],
)
def test_the_rules_of_a_clause_at_their_edges(fields, deposit, there):
    assert in_force(clause_of(**fields), day(deposit)).day == day(there)


def test_a_state_that_comes_later_has_its_own_delay_and_neither_floor_nor_target():
    clause = clause_of(delay="P90D", later_delay="P30D", not_before=date(2005, 1, 1))
    assert in_force(clause, date(2001, 1, 1)).day == date(2005, 1, 1)
    assert in_force_for(clause, date(2001, 1, 1)) == date(2001, 1, 31)
    clause = clause_of(delay="P90D", on=date(1989, 1, 1))
    assert in_force_for(clause, date(1988, 12, 1)) == date(1989, 3, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"delay": "P1D"},
        {"delay": "P1M"},
        {"delay": "P9999Y"},
        {"delay": "P999999D"},
        {"start": "first-of-next-month"},
        {"start": "first-of-next-year"},
        {"start": "07-22"},
        {"delay": "P1M", "start": "first-of-month"},
        {"counting": "day-after"},
    ],
)
def test_past_the_year_9999_there_is_no_day(fields):
    clause = clause_of(**fields)
    assert in_force(clause, date.max) is None
    assert in_force_for(clause, date.max) is None


def test_up_to_the_year_9999_there_is_a_day():
    assert in_force(clause_of(), date.max).day == date.max
    assert in_force(clause_of(delay="P30D"), date(9999, 12, 1)).day == date.max
    assert in_force(clause_of(start="first-of-month"), date.max).day == date(9999, 12, 1)
    edge = in_force(clause_of(delay="P1M"), date(9999, 10, 31))
    assert (edge.day, edge.other_reading) == (date(9999, 11, 30), date(9999, 12, 1))
    assert in_force(clause_of(delay="P1M", on=date.max), date.max).day == date.max
