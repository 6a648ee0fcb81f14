"""One answer in three forms: its text, its JSON and its value in Python say the same.

No number and no day stands in the text that programs do not get. Numbers of the calendar aside
(how long ago, how long a delay) a text can only repeat what was computed for the answer.
"""

import json
from datetime import date, timedelta

import pytest
from helpers.agreement import days_and_numbers, known_numbers, said_by
from helpers.command import ROOT
from helpers.long import sampled
from helpers.strategies import FIRST, law, log_of, logs
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from cica_tracker import check, events, force, load, members, parties, reconcile, status, timeline
from cica_tracker.answers.as_json import schema_of
from cica_tracker.answers.force import force_of
from cica_tracker.answers.members import members_of
from cica_tracker.answers.parties import parties_of
from cica_tracker.answers.reconcile import reconcile as reconciled
from cica_tracker.answers.status import status_of
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.force import force_document
from cica_tracker.words.language import Language
from cica_tracker.words.lists import members_document, parties_document
from cica_tracker.words.reconcile import reconcile_document
from cica_tracker.words.schemas import ANSWERS
from cica_tracker.words.status import status_document

ENGLISH = Language()
FILES = [
    ROOT / "data/ratifications.toml",
    *sorted((ROOT / "tests/treaties/logs").glob("*.toml")),
]


@pytest.fixture(scope="module")
def shipped():
    return load(FILES[0])


def asked_about(log):
    """Days before, within and after what a real treaty's log records."""
    days = sorted({event.date.first for event in log.events if event.date.exact})
    return sorted({days[0] - timedelta(days=1), days[len(days) // 2], date(2024, 12, 31)})


def in_both_forms(log, day):
    """Each answer about a day as (name, value, document)."""
    settled = make_consistent(log)
    found = force_of(settled)
    bound = parties_of(found, day)
    yield "status", status(log, as_of=day), status_document(ENGLISH, status_of(settled, day))
    yield "force", force(log, as_of=day), force_document(ENGLISH, found, day)
    yield (
        "parties",
        parties(log, as_of=day),
        parties_document(ENGLISH, status_of(settled, day), bound),
    )
    yield (
        "members",
        members(log, as_of=day),
        members_document(ENGLISH, status_of(settled, day), members_of(settled, day)),
    )
    yield "reconcile", reconcile(log), reconcile_document(ENGLISH, reconciled(log))


def ends(span):
    return {float(end) for end in (span["at_least"], span["at_most"]) if end is not None}


def told(name, answer):
    """The numbers of JSON that a text cannot leave out."""
    match name:
        case "status":
            return {float(answer["named"]["certain"]), float(answer["unidentified"])} - {0.0}
        case "force":
            return {float(one["need"]["at_least"] or 0) for one in answer["conditions"]} - {0.0}
        case "reconcile":
            return {end for one in answer["reports"] for end in ends(one["allowed"])}
        case "members":
            return {float(len(answer["members"]))}
    return set()


def disagreements(log, day):
    """What only the text of an answer says, and what it leaves out of the JSON's numbers."""
    for name, value, document in in_both_forms(log, day):
        answer = value.as_json()
        days, numbers = days_and_numbers(said_by(document), log)
        known_days, known = known_numbers(answer, log, day)
        only_said, left_out = (days - known_days) | (numbers - known), told(name, answer) - numbers
        only_said |= days & {date.max}  # which stands for "no latest day known"
        if only_said or left_out:
            yield name, only_said, left_out, said_by(document)


@pytest.mark.parametrize("path", sampled(FILES, 9), ids=lambda path: path.stem)
def test_text_and_json_of_a_real_treaty_have_the_same_numbers(path):
    log = load(path)
    for day in asked_about(log):
        assert list(disagreements(log, day)) == []


@law(60)
@given(logs(), st.integers(-2, 12))
def test_text_and_json_of_any_log_have_the_same_numbers(text, number):
    assert list(disagreements(log_of(text), FIRST + timedelta(days=number))) == []


def test_a_number_or_a_day_that_is_only_in_the_text_would_be_found(shipped):
    day = date(2024, 12, 31)
    value = status(shipped, as_of=day).as_json()
    days, numbers = known_numbers(value, shipped, day)
    said = ["12 of the 14 required; the last word is of 3 January 2025 (2 days before)."]
    found = days_and_numbers(said, shipped)
    assert (found[0] - days, found[1] - numbers) == ({date(2025, 1, 3)}, {12.0})


def fits(name, answer):
    checker = Draft202012Validator(schema_of(ANSWERS[name]))
    return [f"{one.json_path}: {one.message}" for one in checker.iter_errors(answer)]


@law(60)
@given(logs(), st.integers(-2, 12))
def test_the_json_of_any_log_fits_its_schema_and_is_the_value(text, number):
    log, day = log_of(text), FIRST + timedelta(days=number)
    values = {name: value for name, value, _ in in_both_forms(log, day)}
    values |= {"timeline": timeline(log), "log": events(log), "check": check(log)}
    for name, value in values.items():
        answer = value.as_json()
        assert json.loads(json.dumps(answer)) == answer
        assert fits(name, answer) == []
    found, answer = values["status"], values["status"].as_json()
    assert answer["contracting"] == {
        "at_least": found.contracting.at_least,
        "at_most": found.contracting.at_most,
    }
    assert answer["as_of"] == found.as_of.isoformat()
    assert answer["problems"] == len(values["check"].problems)
