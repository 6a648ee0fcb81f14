"""Many treaties at once say what each says alone."""

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from cica_tracker import LogError, load, members, overview, parties, status
from cica_tracker.answers.as_json import schema_of
from cica_tracker.answers.overview import SORTS, Overview, OverviewRow, StateOverview, in_order
from cica_tracker.words.language import Language, language
from cica_tracker.words.overview import overview_document

TREATIES = sorted((Path(__file__).parent.parent / "treaties" / "logs").glob("*.toml"))
SHIPPED = Path(__file__).parent.parent.parent / "data" / "ratifications.toml"
SHARED = (
    "treaty",
    "contracting",
    "required",
    "remaining",
    "in_force",
    "conditions_met",
    "entry_into_force",
    "last_report",
    "last_word",
    "problems",
)


@pytest.fixture(scope="module")
def logs():
    return [load(path) for path in (SHIPPED, *TREATIES[::4])]


@pytest.mark.parametrize(
    ("day", "known"),
    [(date(2024, 12, 31), None), (date(1996, 6, 1), None), (date(2026, 11, 24), date(2010, 1, 1))],
)
def test_each_row_says_what_status_says(logs, day, known):
    rows = overview(logs, as_of=day, known_on=known).as_json()["treaties"]
    assert sorted(row["log"] for row in rows) == sorted(log.name for log in logs)
    alone = {log.name: status(log, as_of=day, known_on=known).as_json() for log in logs}
    for row in rows:
        assert {key: row[key] for key in SHARED} == {k: alone[row["log"]][k] for k in SHARED}


def test_a_state_is_told_what_parties_and_members_tell_of_it(logs):
    day = date(2026, 11, 24)
    found = overview(logs, as_of=day, state="FRA")
    assert found.state == "France"
    consented = 0
    for log in logs:
        row = next(one for one in found.treaties if one.log == log.name)
        own = [p for p in parties(log, as_of=day).parties if p.state == "France"]
        standing = [m for m in members(log, as_of=day).members if m.state == "France"]
        assert row.standing == (standing[0].standing if standing else "nothing known")
        assert (row.consented, row.form) == (
            (own[-1].consented, own[-1].form) if own else (None, None)
        )
        assert row.bound_from == (own[-1].bound_from if own else None)
        consented += bool(own)
    assert 0 < consented < len(logs)


def test_a_name_that_no_state_has_is_refused_with_the_nearest(logs):
    with pytest.raises(LogError, match='did you mean "France"'):
        overview(logs, as_of=date(2026, 1, 1), state="Frannce")


def test_rows_are_in_the_order_asked_for(logs):
    rows = overview(logs, as_of=date(2024, 12, 31)).treaties
    assert {frozenset(in_order(rows, sort)) for sort in SORTS} == {frozenset(rows)}
    needed = [row.remaining.at_least for row in rows if row.in_force == "no" and row.remaining]
    assert needed == sorted(needed)
    names = [row.name.casefold() for row in in_order(rows, "name")]
    assert names == sorted(names)
    ages = [row.last_word.date for row in in_order(rows, "age") if row.last_word]
    assert ages == sorted(ages)
    days = [
        row.entry_into_force.announced or row.entry_into_force.earliest
        for row in in_order(rows, "force")
    ]
    known = [day for day in days if day]
    assert known == sorted(known)
    assert days[: len(known)] == known


def test_the_json_fits_its_schema(logs):
    for kind, answer in (
        (Overview, overview(logs, as_of=date(2024, 12, 31))),
        (StateOverview, overview(logs, as_of=date(2024, 12, 31), state="Jordan")),
    ):
        found = json.loads(json.dumps(answer.as_json()))
        jsonschema.validate(found, schema_of(kind))


@pytest.mark.parametrize(
    "day", ["1950-01-01", "1985-06-30", "1997-01-01", "2010-01-01", "2026-11-24"]
)
def test_the_first_sentence_counts_every_treaty_once(logs, day):
    found = overview(logs, as_of=date.fromisoformat(day))
    broken = OverviewRow(log="broken.toml", error="line 1: no TOML")
    found = replace(found, treaties=(*found.treaties, broken))
    for lang in (Language(), language("ru")):
        title = overview_document(lang, found).title
        _, _, tally = title.partition(": ")
        parts = tally.split(", ")
        assert len(set(parts)) == len(parts)
        assert sum(int(re.search(r"\d+", part)[0]) for part in parts) == len(found.treaties)
