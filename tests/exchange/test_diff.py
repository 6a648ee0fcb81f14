"""Two logs side by side: what differs is named, and nothing else; the first day is the first."""

import json
from datetime import date, timedelta

import pytest
from helpers.command import ROOT
from helpers.strategies import law
from helpers.tables import page
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.answers.diff import diff
from cica_tracker.answers.status import status_of
from cica_tracker.model.dates import Window
from cica_tracker.model.events import Consent, Log, Withdrawal
from cica_tracker.model.sources import Source, Treaty
from cica_tracker.rules.contradictions import make_consistent

NAMES = ("Fiji", "Chad", "Peru", "Togo", "Türkiye")
FORMS = ("ratification", "accession")
START = date(2000, 1, 1)
SOURCE = Source(id="s", title="S")


def log(acts, name="a"):
    events = []
    for number, (state, form, first, length) in enumerate(acts):
        window = Window(START + timedelta(first), START + timedelta(first + length))
        model = Withdrawal if form == "withdrawal" else Consent
        events.append(model(id=f"e{number}", type=form, state=state, date=window, source=("s",)))
    return Log(Treaty(title="T"), (SOURCE,), tuple(events), name)


acts = st.lists(
    st.tuples(
        st.sampled_from(NAMES), st.sampled_from(FORMS), st.integers(0, 40), st.integers(0, 3)
    ),
    max_size=5,
    unique_by=lambda act: act[0],
)


@law(200)
@given(acts)
def test_a_log_does_not_differ_from_itself(some):
    found = diff(log(some), log(some, "b"))
    assert found.equal
    assert found.as_json()["changed"] == found.as_json()["only_in_a"] == []


@law(200)
@given(acts, acts)
def test_what_differs_is_the_same_from_either_side(some, others):
    one, other = diff(log(some), log(others, "b")), diff(log(others), log(some, "b"))
    assert one.equal == other.equal
    assert one.counts_part_on == other.counts_part_on
    assert {e.state for e in one.matched.only_a} == {e.state for e in other.matched.only_b}
    turned = {(c.state, c.field, c.b, c.a) for c in other.changed}
    assert {tuple(c) for c in one.changed} == turned


@law(200)
@given(acts, acts)
def test_the_answers_part_on_the_first_day_on_which_they_do(some, others):
    settled = [make_consistent(log(one)) for one in (some, others)]
    expected = None
    for number in range(-2, 50):
        day = START + timedelta(number)
        a, b = (status_of(one, day).contracting for one in settled)
        if a.at_least != b.at_least or (
            None not in {a.at_most, b.at_most} and a.at_most != b.at_most
        ):
            expected = day
            break
    assert diff(log(some), log(others)).counts_part_on == expected


@law(200)
@given(acts, acts)
def test_every_act_stands_in_one_place(some, others):
    matched = diff(log(some), log(others)).matched
    assert len(matched.both) + len(matched.only_a) == len(some)
    assert len(matched.both) + len(matched.only_b) == len(others)


def test_a_new_spelling_is_no_other_state():
    found = diff(
        log([("Turkey", "ratification", 0, 0)]), log([("Türkiye", "ratification", 0, 0)], "b")
    )
    assert found.equal
    assert found.respelled == (("Turkey", "Türkiye"),)
    assert repr(found) == "Diff(equal)"


def test_one_act_recorded_differently_is_one_difference():
    found = diff(log([("Fiji", "ratification", 0, 0)]), log([("Fiji", "accession", 9, 0)], "b"))
    assert [tuple(one) for one in found.changed] == [
        ("Fiji", "type", "ratification", "accession"),
        ("Fiji", "date", "2000-01-01", "2000-01-10"),
    ]
    assert found.counts_part_on == START
    assert "changed: 2" in repr(found)


TOML = """schema = 1
[treaty]
title = "Convention"
[[source]]
id = "s"
title = "S"
"""


def written(path, *acts):
    blocks = [
        f'[[event]]\nid = "e{n}"\ntype = "{form}"\nstate = "{state}"\ndate = {day}\nsource = "s"\n'
        for n, (state, form, day) in enumerate(acts)
    ]
    path.write_text(TOML + "".join(blocks))


def test_all_formats_say_the_same_and_the_exit_code_says_whether_they_differ(tracker, tmp_path):
    written(
        tmp_path / "a.toml",
        ("Fiji", "ratification", "2016-09-03"),
        ("Peru", "accession", "2015-01-01"),
    )
    written(
        tmp_path / "b.toml",
        ("Fiji", "ratification", "2021-01-20"),
        ("Chad", "signature", "2015-01-01"),
    )
    same = tracker("diff", "a.toml", "a.toml")
    assert (same.returncode, "record the same" in same.stdout) == (0, True)
    text = tracker("diff", "a.toml", "b.toml")
    assert text.returncode == 1
    assert "The answers part on 1 January 2015: at least 1 contracting States by A" in text.stdout
    found = json.loads(tracker("diff", "a.toml", "b.toml", "--format", "json").stdout)
    assert found["changed"] == [
        {"state": "Fiji", "field": "date", "a": "2016-09-03", "b": "2021-01-20"}
    ]
    assert [act["state"] for act in found["only_in_a"]] == ["Peru"]
    assert [act["state"] for act in found["only_in_b"]] == ["Chad"]
    assert found["counts_part_on"] == "2015-01-01"
    csv = tracker("diff", "a.toml", "b.toml", "--format", "csv").stdout
    assert '"changed","Fiji","date","2016-09-03","2021-01-20"' in csv
    assert "3 September 2016" in tracker("diff", "a.toml", "b.toml", "--format", "md").stdout
    assert "20 января 2021" in tracker("diff", "a.toml", "b.toml", "--lang", "ru").stdout


def test_a_log_and_the_page_it_came_from_do_not_differ(tracker, tmp_path):
    rows = [("Fiji", "9 Nov 2016"), ("Chad", "[9 Nov 2010 a]")]
    (tmp_path / "P.en.xml").write_text(
        page(rows, ("Participant", "Ratification, Accession(a)"), parties="1")
    )
    how = ("--retrieved", "2018-01-15")
    assert tracker("import", "untc", "P.en.xml", *how, "--to", ".").returncode == 0
    assert tracker("diff", "p.toml", "P.en.xml", *how).returncode == 0


def test_the_json_of_diff_and_of_import_fits_its_schema(run, tmp_path):
    jsonschema = pytest.importorskip("jsonschema")
    tables = ROOT / "examples" / "tables"
    told = ("--map-file", "openclimatedata")
    a, b = tables / "paris-2020-11.csv", tables / "paris-2021-01.csv"
    day = ("--retrieved", "2021-02-01")
    answers = {
        "diff": [run("diff", a, b, *told, "--format", "json")],
        "import": [
            run("import", "csv", a, *told, *day, "--to", tmp_path, "--format", "json"),
            run("import", "csv", "none.csv", *told, *day, "--to", tmp_path, "--format", "json"),
        ],
    }
    (log,) = tmp_path.glob("*.toml")
    answers["import"].append(run("import", "csv", b, *told, *day, "--log", log, "--format", "json"))
    for name, several in answers.items():
        schema = json.loads(run("schema", name).stdout)
        for done in several:
            found = json.loads(done.stdout)
            jsonschema.validate(found, schema)
            keys = (
                schema["properties"]
                if name == "diff"
                else schema["$defs"]["ImportAnswer"]["properties"]
            )
            assert [*(found if name == "diff" else found[0])] == [*keys]
