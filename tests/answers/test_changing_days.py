"""On which days the answer changes, against `status` asked day by day."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from helpers.command import ROOT
from helpers.strategies import day, event, law, log_of, logs, numbered, text_of
from hypothesis import example, given

from cica_tracker.answers.changing_days import changing_days, runs_of
from cica_tracker.answers.status import status_of
from cica_tracker.model.dates import OPEN_END, OPEN_START
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.programs import status_answer

DAY = timedelta(days=1)
LOGS = ROOT / "tests" / "treaties" / "logs"


def numbers(status):
    return status.contracting, status.required, status.remaining, status.in_force


def said(settled, day):
    """All that `status` says, but the day and how old the last word is."""
    answer = status_answer(status_of(settled, day)).as_json()
    return {key: value for key, value in answer.items() if key != "as_of"}


def run_on(runs, day):
    (found,) = [run for run in runs if run.first <= day <= run.last]
    return found.contracting, found.required, found.remaining, found.in_force


@given(logs())
@law(120)
def test_on_every_day_a_run_gives_the_numbers_of_status(text):
    settled = make_consistent(log_of(text))
    runs = runs_of(settled)
    for number in range(-2, 12):
        assert run_on(runs, day(number)) == numbers(status_of(settled, day(number)))


@given(logs())
@example(
    text_of(
        *numbered(
            [
                event("membership", day(1), state="A"),
                event("not-yet", day(1), state="A"),
                event("not-yet", day(3), state="A"),
            ]
        )
    )
)
@law(120)
def test_on_a_day_that_is_not_listed_nothing_changes(text):
    settled = make_consistent(log_of(text))
    listed = changing_days(settled)
    for number in range(-2, 12):
        if day(number) not in listed:
            assert said(settled, day(number)) == said(settled, day(number) - DAY)


@given(logs())
@law(60)
def test_runs_are_as_few_as_can_be_and_cover_the_calendar(text):
    runs = runs_of(make_consistent(log_of(text)))
    assert (runs[0].first, runs[-1].last) == (OPEN_START, OPEN_END)
    for run, later in pairwise(runs):
        assert run.last + DAY == later.first
        assert run_on(runs, run.last) != run_on(runs, later.first)


@pytest.mark.parametrize("name", ["PARIS-2015", "XIX-48", "X-3", "XXVI-4", "ICES-1964"])
def test_runs_of_a_real_treaty_are_those_of_status_around_each_change(name):
    settled = make_consistent(load(Logbook(LOGS / f"{name}.toml", name)))
    runs = runs_of(settled)
    for first in [run.first for run in runs[1:]]:
        for when in (first - DAY, first):
            assert run_on(runs, when) == numbers(status_of(settled, when))
    assert run_on(runs, date(2026, 1, 1)) == numbers(status_of(settled, date(2026, 1, 1)))
