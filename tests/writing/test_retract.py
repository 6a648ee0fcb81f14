"""`tracker retract`: an event is taken back, never edited, and what was known stays known."""

import io
import json
import shutil
import tomllib
from datetime import date

import pytest
from helpers.command import ROOT

from cica_tracker.reading.parse import read
from cica_tracker.rules.contradictions import make_consistent

SHIPPED = ROOT / "data" / "ratifications.toml"
TODAY = date.today()  # noqa: DTZ011  the same clock as the command's
REASON = ("--reason", "the deposit was of another treaty")


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.toml"
    shutil.copy(SHIPPED, path)
    return path


@pytest.fixture
def retract(run, log):
    def retracting(*args):
        before = log.read_bytes()
        answer = run("retract", *args, "--log", log)
        after = log.read_bytes()
        assert after.startswith(before)
        assert (answer.returncode == 0) == (after != before)
        return answer, after[len(before) :].decode()

    return retracting


def test_a_retraction_is_appended_and_says_why(retract, log):
    answer, text = retract("jordan", *REASON, "--source", "digest-2024-q4")
    assert answer.returncode == 0, answer.stderr
    assert tomllib.loads(text) == {
        "event": [
            {
                "id": "retract-jordan",
                "type": "retraction",
                "of": "jordan",
                "date": TODAY,
                "reason": "the deposit was of another treaty",
                "source": "digest-2024-q4",
                "recorded": TODAY,
            }
        ]
    }
    assert "retract-jordan" in answer.stdout
    assert not read(log.read_bytes(), "log").problems


def test_before_the_retraction_the_old_event_is_still_known(retract, run, log):
    before = run("status", "--log", log, "--as-of", "2026", "--known-on", "2026-01-01")
    retract("jordan", *REASON)
    after = run("status", "--log", log, "--as-of", "2026", "--known-on", "2026-01-01")
    assert after == before
    assert "Jordan" in after.stdout.split("Sources")[0]
    now = run("status", "--log", log, "--as-of", "2026")
    assert "Jordan" not in now.stdout.split("Sources")[0]
    found = read(log.read_bytes(), "log").log
    assert "Jordan" not in make_consistent(found).record.consents
    assert "Jordan" in make_consistent(found, date(2026, 1, 1)).record.consents


def test_a_retraction_of_a_retraction_is_refused_with_advice(retract):
    retract("jordan", *REASON)
    answer, _ = retract("retract-jordan", *REASON)
    assert answer.returncode == 2
    assert "is itself a retraction, and that cannot be taken back" in answer.stderr
    assert 'if "jordan" was right after all, add it again, as at line ' in answer.stderr


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["jordann", *REASON], 'did you mean "jordan"'),
        (["jor", *REASON], 'did you mean "jordan"'),
        (["jordan", "--reason", " "], "empty"),
        (["jordan"], "missing: --reason TEXT"),
        ([*REASON], "missing: ID"),
        ([], "missing: ID; --reason TEXT"),
        (["jordan", *REASON, "--source", "digest"], 'did you mean "digest-2024-q4"?'),
    ],
)
def test_what_cannot_be_retracted_is_refused(retract, args, said):
    answer, _ = retract(*args)
    assert answer.returncode == 2
    assert said in answer.stderr


def test_what_was_retracted_is_not_retracted_again(retract):
    retract("jordan", *REASON)
    answer, _ = retract("jordan", *REASON)
    assert answer.returncode == 2
    assert 'was taken back before, by "retract-jordan"' in answer.stderr


def test_a_retraction_that_leaves_a_contradiction_is_refused_unless_accepted(run, tmp_path):
    log = tmp_path / "log.toml"
    log.write_text(
        'schema = 1\n[treaty]\ntitle = "T"\n[[source]]\nid = "a"\ntitle = "A"\n'
        '[[event]]\nid = "iran"\ntype = "ratification"\nstate = "Iran"\ndate = 2020-02-02\n'
        'source = "a"\n'
        '[[event]]\nid = "left"\ntype = "withdrawal"\nstate = "Iran"\ndate = 2021-02-02\n'
        'source = "a"\n'
        '[[event]]\nid = "r"\ntype = "report"\ncontracting = 0\ndate = 2022-02-02\nsource = "a"\n'
    )
    answer = run("retract", "left", *REASON, "--log", log)
    assert answer.returncode == 2
    assert '"r" contradicts iran' in answer.stderr
    assert '--accept-contradiction "why"' in answer.stderr
    answer = run("retract", "left", *REASON, "--log", log, "--accept-contradiction", "so it is")
    assert answer.returncode == 0
    assert read(log.read_bytes(), "log").log.events[-1].note.endswith(": so it is")


def test_a_dry_run_writes_nothing(retract, run, log):
    answer = run("retract", "jordan", *REASON, "--dry-run", "--log", log)
    before = log.read_bytes()
    _, text = retract("jordan", *REASON)
    assert answer.stdout == text
    assert log.read_bytes() == before + text.encode()
    answer = run("retract", "pakistan", *REASON, "--format", "json", "--log", log)
    assert json.loads(answer.stdout)["id"] == "retract-pakistan"
