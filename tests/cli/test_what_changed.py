"""`tracker changes`, and the briefing that says what changed."""

import csv
import io
import json

import pytest
from helpers.command import ROOT

BROKEN = ROOT / "tests" / "errors" / "catalogue" / "field-unknown.toml"
LOG = """schema = 1
[treaty]
title = "Convention on News"
short_title = "News"
adopted = 2023-01-01
[[source]]
id = "text"
title = "Text"
authority = "depositary"
published = 2023-01-01
[[source]]
id = "note-1"
title = "Depositary notification"
authority = "depositary"
published = 2026-03-02
[[event]]
id = "clause"
type = "clause"
date = 2023-01-01
source = "text"
delay = "P30D"
[[event.condition]]
count = 2
[[event]]
id = "jordan"
type = "ratification"
state = "Jordan"
date = 2024-01-01
source = "text"
[[event]]
id = "before"
type = "report"
date = 2026-02-28
contracting = 1
source = "note-1"
[[event]]
id = "kuwait"
type = "ratification"
state = "Kuwait"
date = 2026-03-01
source = "note-1"
"""
BEFORE_AND_AFTER = ("--since", "2026-02-27", "--until", "2026-03-02")


def test_a_sentence_says_who_deposited_and_what_it_did(run, log):
    answer = run("changes", log(LOG), *BEFORE_AND_AFTER)
    assert answer.returncode == 0
    assert (
        "Kuwait deposited on 1 March 2026; report of 28 February 2026: 1 contracting. "
        "0 to 1 → 0 more needed; in force on 31 March 2026, computed." in answer.stdout
    )


def test_one_event_and_what_it_did_are_one_sentence(run, log):
    answer = run("changes", log(LOG), "--since", "2025-01-01", "--until", "2025-01-02")
    assert "nothing changed" in answer.stdout
    report = 'contracting = 1\nsource = "{}"'
    counted = LOG.replace(report.format("note-1"), report.format("text"))
    answer = run("changes", log(counted), *BEFORE_AND_AFTER)
    assert "Kuwait deposited on 1 March 2026: " in answer.stdout
    assert "0 more needed; in force on 31 March 2026, computed." in answer.stdout


def test_nothing_changed_is_said(run, log):
    answer = run("changes", log(LOG), "--since", "2026-04-01", "--until", "2026-05-01")
    assert answer.returncode == 0
    assert answer.stdout == "From 1 April 2026 to 1 May 2026 nothing changed in 1 treaty.\n"


def test_what_was_taken_back_is_said(run, log):
    taken = '[[event]]\nid = "r"\ntype = "retraction"\nof = "kuwait"\nreason = "not deposited"\n'
    path = log(LOG + taken + "date = 2026-03-05\nrecorded = 2026-03-05\n")
    answer = run("changes", path, "--since", "2026-03-03", "--until", "2026-03-06")
    assert "Taken back: Kuwait: ratification on 1 March 2026: 0 → " in answer.stdout
    days = ("--since", "2026-03-03", "--until", "2026-03-06")
    found = json.loads(run("changes", path, *days, "--format", "json").stdout)
    assert found["treaties"][0]["retracted"] == ["kuwait"]
    assert found["treaties"][0]["learned"] == []


def test_several_treaties_have_a_line_each_and_a_broken_log_its_reason(run, log, tmp_path):
    log(LOG, "a.toml")
    log(LOG.replace("News", "Olds").replace("2026-03", "2020-03"), "b.toml")
    answer = run("changes", tmp_path, BROKEN, *BEFORE_AND_AFTER)
    assert answer.returncode == 1
    lines = answer.stdout.splitlines()
    assert lines[0] == "From 27 February 2026 to 2 March 2026 1 of 2 treaties changed."
    assert any(line.startswith("• News: Kuwait deposited on 1 March 2026") for line in lines)
    assert "Nothing changed: Olds." in lines
    assert 'cannot be read: line 19: unknown field "stat"' in answer.stdout


def test_the_clock_of_recording_says_what_it_cannot_tell(run, log):
    answer = run("changes", log(LOG), *BEFORE_AND_AFTER, "--by", "recorded")
    assert "4 entries do not say when they were recorded" in answer.stdout


def test_a_wrong_order_of_days_is_refused_with_both(run, log):
    answer = run("changes", log(LOG), "--since", "2026-03-02", "--until", "2026-03-01")
    assert answer.returncode == 2
    assert "--until 2026-03-01 is before --since 2026-03-02" in answer.stderr


@pytest.mark.parametrize("form", ["text", "md", "html", "txt"])
def test_a_briefing_says_what_changed_since_the_last(run, log, form):
    path = log(LOG)
    args = ("--as-of", "2026-03-02", "--since", "2026-02-27", "--format", form)
    answer = run("brief", *args, "--log", path)
    assert answer.returncode == 0
    assert "What has changed since 27 February 2026" in answer.stdout
    assert "Kuwait deposited on 1 March 2026" in answer.stdout
    sentence = run("changes", path, *BEFORE_AND_AFTER).stdout.splitlines()[1]
    assert sentence.replace("→", "x")[:40] in answer.stdout.replace("→", "x")


def test_as_a_table_there_is_a_row_a_treaty_with_both_answers(run, log, tmp_path):
    path = log(LOG)
    (path.parent / "broken.toml").write_text("schema = 1\n[treaty]\n")
    args = ("changes", path.parent, *BEFORE_AND_AFTER)
    answer = run(*args, "--format", "csv")
    assert answer.returncode == 1
    broken, row = sorted(csv.DictReader(io.StringIO(answer.stdout)), key=lambda row: row["error"])[
        ::-1
    ]
    assert "title" in broken["error"]
    assert broken["before_contracting_at_least"] == ""
    told = next(
        t for t in json.loads(run(*args, "--format", "json").stdout)["treaties"] if t["treaty"]
    )
    assert row["learned"].split("; ") == told["learned"]
    for when in ("before", "after"):
        for key in ("contracting", "required", "remaining"):
            for end in ("at_least", "at_most"):
                found = told[when][key] and told[when][key][end]
                assert row[f"{when}_{key}_{end}"] == ("" if found is None else str(found))
        assert row[f"{when}_in_force"] == told[when]["in_force"]
    assert run(*args, "-o", tmp_path / "c.csv").returncode == 1
    assert (tmp_path / "c.csv").read_bytes().decode() == answer.stdout
