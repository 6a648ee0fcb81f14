"""`tracker overview` as its readers meet it: screens, files, several processes."""

import csv
import io
import json
import re
import shutil
import sys
from datetime import date

import openpyxl
import pytest
from helpers.command import ROOT

from cica_tracker import load, status
from cica_tracker.cli import many, progress

EXAMPLES = ROOT / "examples"
BROKEN = ROOT / "tests" / "errors" / "catalogue" / "field-unknown.toml"
DAY = "2001-01-01"


def test_the_first_line_says_how_the_treaties_stand(run):
    answer = run("overview", EXAMPLES, "--as-of", DAY)
    assert answer.returncode == 0
    first = answer.stdout.splitlines()[0]
    assert first == (
        "3 treaties as of 1 January 2001: 1 needs 14 more, 1 needs 24 more, 1 needs 33 more."
    )


@pytest.mark.parametrize("form", ["text", "md", "html", "csv"])
def test_every_format_has_the_numbers_of_status(run, form):
    answer = run("overview", EXAMPLES, "--as-of", DAY, "--format", form)
    assert answer.returncode == 0
    for path in EXAMPLES.glob("*.toml"):
        alone = status(load(path), as_of=date(2001, 1, 1))
        assert alone.required is not None
        assert alone.remaining is not None
        have = alone.required.at_least - alone.remaining.at_least
        if form == "csv":
            row = next(
                r for r in csv.DictReader(io.StringIO(answer.stdout)) if r["log"] == str(path)
            )
            assert int(row["remaining_at_least"]) == alone.remaining.at_least
            assert int(row["required_at_most"]) == alone.required.at_most
        else:
            more = alone.remaining.at_least
            assert f"{have}/{alone.required.at_least}, {more} more" in answer.stdout


def test_a_workbook_has_a_row_a_treaty_with_real_days(run, tmp_path):
    file = tmp_path / "desk.xlsx"
    assert run("overview", EXAMPLES, "--as-of", DAY, "-o", file).returncode == 0
    head, *rows = openpyxl.load_workbook(file)["treaties"].iter_rows(values_only=True)
    assert len(rows) == 3
    kyoto = dict(zip(head, next(row for row in rows if "Kyoto" in row[1]), strict=True))
    assert kyoto["remaining_at_least"] == 24
    assert kyoto["entry_into_force_announced"].date() == date(2005, 2, 16)


def test_a_log_that_cannot_be_read_is_a_row_with_its_reason(run):
    answer = run("overview", EXAMPLES, BROKEN, "--as-of", DAY)
    assert answer.returncode == 1
    assert "1 cannot be read." in answer.stdout.splitlines()[0]
    assert 'cannot be read: line 19: unknown field "stat"' in answer.stdout
    found = json.loads(run("overview", EXAMPLES, BROKEN, "--format", "json").stdout)["treaties"]
    assert [row["error"] is not None for row in found] == [False, False, False, True]
    assert found[-1]["problems"] == 1
    assert found[-1]["contracting"] is None


def test_nothing_to_read_is_an_error_with_a_next_step(run, tmp_path):
    answer = run("overview", tmp_path)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "there is no log in this folder" in answer.stderr
    assert "tracker init FILE" in answer.stderr


def test_without_a_path_it_is_the_folder_of_the_log_that_is_found(run, tmp_path):
    shutil.copytree(EXAMPLES, tmp_path / "data")
    shutil.copy(ROOT / "data" / "ratifications.toml", tmp_path / "data")
    found = json.loads(run("overview", "--format", "json", cwd=tmp_path).stdout)
    logs = {row["log"] for row in found["treaties"]}
    assert logs == {str(p.relative_to(tmp_path)) for p in (tmp_path / "data").glob("*.toml")}


def test_an_answer_with_problems_shows_their_number(run, tmp_path):
    text = (EXAMPLES / "kyoto-protocol.toml").read_text("utf-8")
    event = text[text.rindex("[[event]]") :]
    (tmp_path / "twice.toml").write_text(text + "\n" + event, "utf-8")
    answer = run("overview", tmp_path, "--as-of", DAY)
    found = status(load(tmp_path / "twice.toml"), as_of=date(2001, 1, 1))
    assert found.problems > 0
    assert f"({found.problems} problem" in answer.stdout
    assert f"1 log has problems ({found.problems} in all)" in answer.stdout


def test_a_state_reads_what_it_has_joined_and_what_not(run):
    answer = run("overview", EXAMPLES, "--state", "USA", "--as-of", "2026-11-24")
    assert answer.stdout.splitlines()[0] == (
        "United States of America and 3 treaties as of 24 November 2026: joined 0, "
        "no consent recorded 3."
    )
    assert re.search(r"^Kyoto Protocol +signed, 12 November 1998", answer.stdout, re.MULTILINE)
    found = run("overview", EXAMPLES, "--state", "Amerrica")
    assert found.returncode == 2
    assert 'no State is called "Amerrica"' in found.stderr


def test_hostile_names_stay_text_in_every_format(run, log, tmp_path):
    evil = r"=1+1 <script>alert(1)</script> | [x](http://x) \\u001b[31m"
    log(f'schema = 1\n[treaty]\ntitle = "{evil}"\n')
    for form in ("text", "md", "html", "csv"):
        out = run("overview", tmp_path, "--format", form).stdout
        assert "\x1b" not in out
        assert "<script>" not in out or form in {"text", "csv"}
        assert form != "csv" or '"=1+1' not in out
    assert "\\|" in run("overview", tmp_path, "--format", "md").stdout
    file = tmp_path / "evil.xlsx"
    assert run("overview", tmp_path, "-o", file).returncode == 0
    cells = [c for row in openpyxl.load_workbook(file)["treaties"].iter_rows() for c in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}


@pytest.mark.long
def test_several_processes_say_what_one_says_and_a_bar_moves_past_a_second(tmp_path, tracker):
    text = (EXAMPLES / "rome-statute.toml").read_text("utf-8")
    for number in range(300):
        (tmp_path / f"t{number:03}.toml").write_text(text, "utf-8")
    alone = json.loads(
        tracker("overview", EXAMPLES / "rome-statute.toml", "--format", "json").stdout
    )
    many = tracker("overview", tmp_path, "--format", "json")
    assert many.stderr == ""  # no bar in a pipe
    rows = json.loads(many.stdout)["treaties"]
    assert len(rows) == 300
    wanted = alone["treaties"][0]
    assert all({**row, "log": ""} == {**wanted, "log": ""} for row in rows)


class _Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_moves_on_a_terminal_once_the_work_has_lasted_a_while(monkeypatch):
    for patience, shown in ((1e9, False), (0, True)):
        screen = _Terminal()
        monkeypatch.setattr(sys, "stderr", screen)
        monkeypatch.setattr(progress, "_PATIENCE", patience)
        assert many.answered(str, [1, 2, 3]) == ["1", "2", "3"]
        assert ("/3" in screen.getvalue()) is shown


def test_what_counts_as_unknown_for_want_of_a_day_is_said(run, log):
    text = (EXAMPLES / "kyoto-protocol.toml").read_text("utf-8")
    path = log(re.sub(r"^published = .*$", "", text, flags=re.MULTILINE))
    alone = run("status", "--log", path, "--known-on", "2020-01-01").stdout
    said = re.search(r"\d+ events are left out: [^.]+\.", alone)[0]
    assert said in run("overview", path, "--known-on", "2020-01-01").stdout
    assert "left out" not in run("overview", path).stdout


def test_a_treaty_is_called_in_a_list_as_its_own_answers_call_it_in_that_language(run):
    name = "Конвенция СВМДА о привилегиях и иммунитетах"
    asked = ("--lang", "ru", ROOT / "data")
    assert name in " ".join(run("overview", *asked).stdout.split())
    assert name in run("changes", "--since", "2024-12-31", *asked).stdout
    told = json.loads(run("overview", ROOT / "data", "--format", "json").stdout)["treaties"][0]
    assert "about" not in told
    assert told["short_title"].startswith("CICA Convention")
