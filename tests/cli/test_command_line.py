"""What is typed after `tracker`: safe on a screen, forgiving in dates, plain in its mistakes."""

import os
import pty
import re
import shutil
import subprocess
import sys

import pytest
from helpers.command import ROOT, clean_environment
from helpers.long import sampled

from cica_tracker import load
from cica_tracker.reading.logbook import shipped

HOSTILE = "a\x1b]0;x\x07b\u202e\u200b\x9b31m"
ACTING = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u202e]")
LINES = [
    ("status", HOSTILE),
    ("status", f"--{HOSTILE}"),
    ("status", "--as-of", HOSTILE),
    ("status", "--format", HOSTILE),
    ("status", "--lang", HOSTILE),
    ("status", "--assume", f"{HOSTILE}=2026-01-01"),
    (HOSTILE,),
    (f"--{HOSTILE}",),
    ("--log", HOSTILE, "status"),
    ("schema", HOSTILE),
    ("log", "--state", HOSTILE),
    ("log", "--source", HOSTILE),
    ("log", "--type", HOSTILE),
    ("brief", "-o", HOSTILE),
    ("brief", "-o", f"/none/{HOSTILE}.md"),
    ("timeline", "--from", HOSTILE),
    ("add", HOSTILE),
    ("add", "--json", HOSTILE),
    ("add", "report", "--contracting", HOSTILE),
    ("add", "clause", "--condition", HOSTILE),
    ("add", "ratification", "--state", HOSTILE, "--date", "2026-01-01", "--source", "x"),
    ("add", "ratification", "--state", "Kuwait", "--date", HOSTILE, "--source", "x"),
    ("add", "ratification", "--state", "Kuwait", "--date", "2026-01-01", "--source", HOSTILE),
    ("retract", HOSTILE, "--reason", "x"),
    ("init", f"{HOSTILE}/none/x.toml", "--title", "A"),
]


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "data").mkdir()
    shutil.copy(ROOT / "data" / "ratifications.toml", tmp_path / "data")
    return tmp_path


@pytest.mark.parametrize("words", LINES, ids=lambda words: " ".join(words[:2]).encode().hex())
def test_nothing_that_is_typed_acts_on_the_screen(run, folder, words):
    answer = run(*words, cwd=folder)
    assert not ACTING.search(answer.stdout + answer.stderr)
    assert "\\x1b" in answer.stdout + answer.stderr or words[0] == "add"


def on_a_terminal(words, cwd, **env):
    """What a command writes on a terminal of no size, and its exit code."""
    leader, follower = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cica_tracker", *words],
        cwd=cwd,
        env=clean_environment({"TERM": "xterm", **env}),
        stdin=follower,
        stdout=follower,
        stderr=follower,
    )
    os.close(follower)
    shown = b""
    while True:
        try:
            part = os.read(leader, 65536)
        except OSError:  # Linux ends a terminal so
            break
        if not part:
            break
        shown += part
    os.close(leader)
    return process.wait(30), shown.decode()


@pytest.mark.parametrize(
    "columns", sampled(["0", "\u00b2", "-5", "x", "", "1", "99999999999999999999"], 7)
)
@pytest.mark.parametrize("words", [("status",), ("--help",), ("brief",)], ids=" ".join)
@pytest.mark.long
def test_no_width_makes_a_terminal_fail(folder, words, columns):
    code, shown = on_a_terminal(words, folder, COLUMNS=columns, LINES=columns)
    assert code == 0, shown
    assert "Traceback" not in shown


@pytest.mark.parametrize("day", ["2024-12", "2024-09", "2025-07-21"])
def test_an_answer_of_the_shipped_log_takes_at_most_twenty_lines_of_a_terminal(tmp_path, day):
    words = ("status", "--as-of", day)
    code, shown = on_a_terminal(words, tmp_path, COLUMNS="80", LINES="24", NO_COLOR="1")
    assert code == 0
    assert "The shipped log" in shown
    assert len(shown.splitlines()) <= 20, shown


@pytest.mark.parametrize("command", ["sources", "log"])
def test_an_entry_of_a_list_takes_at_most_two_lines_of_a_narrow_terminal(folder, command):
    words = (command, "--no-pager")
    _, shown = on_a_terminal(words, folder, COLUMNS="60", LINES="24", NO_COLOR="1")
    log = load(shipped().path)
    ids = {entry.id for entry in (log.sources if command == "sources" else log.events)}
    heights = []
    for line in shown.splitlines():
        if ids & set(line.split()):
            heights.append(1)
        elif not line.strip():
            heights.append(0)  # what stands below a gap heads a table
        elif heights and heights[-1]:
            heights[-1] += 1
    assert sum(map(bool, heights)) == len(ids)
    assert max(heights) == 2
    assert "…" in shown


def test_columns_is_the_width_of_a_terminal(folder):
    for width in (60, 100):
        _, shown = on_a_terminal(("status",), folder, COLUMNS=str(width), NO_COLOR="1")
        assert width - 25 < max(map(len, shown.splitlines())) <= width


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("status", "--json"), "no option --json; did you mean --format json?"),
        (("brief", "--html"), "no option --html; did you mean --format html?"),
        (("status", "--asof", "2024"), "no option --asof; did you mean --as-of?"),
        (("status", "--explian"), "no option --explian; did you mean --explain?"),
        (("status", "--verbose"), "no option --verbose\n"),
        (("--json",), "no option --json\n"),
        (("stauts",), 'no command "stauts"; did you mean status?'),
        (("frobnicate",), 'no command "frobnicate"; tracker --help lists the commands'),
    ],
    ids=str,
)
def test_a_wrong_name_is_answered_with_what_is_near_and_nothing_else(run, words, said):
    answer = run(*words)
    assert (answer.stdout, answer.returncode) == ("", 2)
    assert answer.stderr.endswith(f"Error: {said}".rstrip("\n") + "\n")


@pytest.mark.parametrize(
    "words",
    [
        ("2024-12-31",),
        ("--as-of", "31.12.2024"),
        ("31", "Dec", "2024"),
        ("December 2024",),
        ("--as-of=31/12/2024",),
        ("2024", "--format", "text"),
        ("2024", "--format", "rich"),
    ],
    ids=" ".join,
)
def test_a_day_is_read_as_people_write_it_with_or_without_its_option(run, words):
    for command in ("status", "force", "parties"):
        wanted = run(command, "--as-of", "2024-12-31").stdout.split("\n\n")
        shown = run(command, *words).stdout.split("\n\n")
        assert shown[0].splitlines()[2:] == wanted[0].splitlines()[2:]


def test_an_ambiguous_day_is_refused_with_both_readings(run):
    for words in (("--as-of", "1/3/2026"), ("1/3/2026",), ("--known-on", "1/3/2026")):
        answer = run("status", *words)
        assert answer.returncode == 2
        assert '"1/3/2026" may be 3 January 2026 or 1 March 2026' in answer.stderr


def test_a_day_that_is_given_twice_is_refused(run):
    answer = run("status", "2024", "--as-of", "2023")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "--as-of names the day already: leave out 2024" in answer.stderr


def test_the_version_is_told_by_its_short_option(run):
    assert run("-V") == run("--version")
    assert run("-V").stdout.startswith("tracker, version ")


def test_a_key_without_a_name_is_refused_and_not_dropped(tracker, folder):
    facts = '{"type": "signature", "state": "Kuwait", "date": "2026-01-01", %s}'
    source = '"source": "digest-2024-q4"'
    for more in (f'{source}, "": "x"', '"source": {"title": "A", "": 1}'):
        answer = tracker("add", "--json", "-", input=facts % more, cwd=folder)
        assert answer.returncode == 2
        assert 'unknown field ""' in answer.stderr
    assert (folder / "data/ratifications.toml").read_bytes() == (
        ROOT / "data" / "ratifications.toml"
    ).read_bytes()


@pytest.mark.parametrize("option", ["--as-of", "--lang", "--known-on", "--assume", "--dry-run"])
def test_an_option_before_its_command_is_told_where_it_belongs(run, option):
    answer = run(option, "2024-12-31", "status")
    assert answer.returncode == 2
    told = re.search(rf"it belongs after the command: tracker (\S+) {option} ", answer.stderr)
    assert told, answer.stderr
    assert option in run(told[1], "--help").stdout
