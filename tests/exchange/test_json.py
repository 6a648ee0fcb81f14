"""Out and in again: what a log's file says comes back the same, whatever it is."""

import json
from datetime import date

import pytest
from helpers.command import ROOT
from helpers.long import sampled
from helpers.strategies import law, log_of, logs
from hypothesis import given

from cica_tracker.answers.diff import diff
from cica_tracker.exchange.json_file import from_json
from cica_tracker.model.plain import as_json
from cica_tracker.reading.parse import read
from cica_tracker.writing.batch import new_log

DAY = date(2020, 1, 1)
LOGS = [
    ROOT / "data" / "ratifications.toml",
    *sorted((ROOT / "examples").glob("*.toml")),
    *sorted((ROOT / "tests" / "treaties" / "logs").glob("*.toml")),
]


def again(log):
    """The log after its way out as JSON and in again as a file."""
    (found,) = from_json(json.dumps(as_json(log)).encode(), "a.json", DAY)
    text, ids = new_log(found.log, None, "a.json", "tracker import json")
    assert ids == tuple(event.id for event in log.events)
    reading = read(text, "a")
    assert reading.problems == ()
    return reading.log


@pytest.mark.parametrize("path", sampled(LOGS), ids=lambda path: path.stem)
def test_a_log_comes_back_as_it_went_out(path):
    log = read(path.read_bytes(), path.name).log
    back = again(log)
    assert (back.treaty, back.sources, back.events) == (log.treaty, log.sources, log.events)
    assert as_json(back) == as_json(log)


@law(100)
@given(logs())
def test_any_log_comes_back_as_it_went_out_and_differs_in_nothing(text):
    log = log_of(text)
    back = again(log)
    assert (back.treaty, back.sources, back.events) == (log.treaty, log.sources, log.events)
    assert diff(log, back).equal


def test_the_command_reads_what_the_command_prints(tracker, tmp_path):
    log = ROOT / "examples" / "kyoto-protocol.toml"
    out = tracker("log", "--format", "json", "--log", log).stdout
    (tmp_path / "k.json").write_text(out)
    assert tracker("import", "json", "k.json", "--to", ".").returncode == 0
    assert tracker("log", "--format", "json", "--log", "k.toml").stdout == out
    assert tracker("diff", log, "k.json").returncode == 0
    assert (
        tracker("import", "json", "k.json", "--log", "k.toml").stdout.count("Nothing is new") == 1
    )
    assert "whole" not in json.loads(
        tracker("log", "--format", "json", "--log", log, "--type", "signature").stdout
    )


BROKEN = {
    "nothing": (b"", "a.json:1: this is no JSON"),
    "no JSON": (b'{\n"schema": 1,\n', "a.json:3: this is no JSON"),
    "no log": (b"[1]", "this is no log"),
    "a key twice": (b'{"schema": 1, "schema": 1}', '"schema" is given twice'),
    "not UTF-8": (b'{"schema": "\xe9"}', "a.json:1: this is not UTF-8"),
    "a wrong event": (
        b'{"schema": 1, "treaty": {"title": "T"}, "source": [], "event": [{"type": "nonsense"}]}',
        "event 1: unknown type",
    ),
    "no number": (b'{"schema": NaN}', "NaN is no number"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_no_log_is_refused_and_nothing_is_written(run, tmp_path, what):
    data, message = BROKEN[what]
    (tmp_path / "a.json").write_bytes(data)
    answer = run("import", "json", "a.json", "--to", "logs", cwd=tmp_path)
    assert answer.returncode == 2
    assert message in answer.stderr
    assert not (tmp_path / "logs").exists()
