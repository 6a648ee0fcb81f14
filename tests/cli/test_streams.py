"""The three streams, gone in every way there is; and nothing but the answer is left behind."""

import json
import os
import shutil
import subprocess
import sys

import pytest
from helpers.command import ROOT, clean_environment
from helpers.long import long, sampled

COMMANDS = [
    ("--help",),
    ("status",),
    ("status", "--format", "json"),
    ("status", "--explain"),
    ("reconcile", "--format", "csv"),
    ("force",),
    ("parties", "--format", "json"),
    ("members", "--format", "csv"),
    ("log",),
    ("show", "digest-count"),
    ("sources",),
    ("schema", "status"),
    ("brief",),
    ("brief", "--format", "json"),
    ("brief", "--format", "html"),
    ("timeline", "--format", "svg"),
]
READER_GONE = 141


def shell(words, redirection, cwd, **env):
    """Run a command under bash with a redirection: (exit code, what it said on standard error)."""
    line = f'"{sys.executable}" -m cica_tracker "$@" {redirection}'
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {line}", "bash", *words],
        cwd=cwd,
        env=clean_environment(env),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", sampled(COMMANDS, 6), ids=" ".join)
@pytest.mark.long
def test_a_closed_or_full_output_is_told_in_one_line_with_exit_code_2(words, tmp_path):
    failures = [(">/dev/full", "no space")]  # each command writes; that the stream is there
    if words in COMMANDS[::4]:  # is looked after once for them all
        failures.append((">&-", "standard output is closed"))
    for redirection, reason in failures:
        code, said = shell(words, redirection, tmp_path)
        assert (code, said.count("\n")) == (2, 1), said
        assert said.startswith(f"the answer cannot be written: {reason}")


def without_reader(words, cwd):
    """Run a command into a pipe that nobody reads: (exit code, what it said)."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "cica_tracker", *words],
        cwd=cwd,
        env=clean_environment(),
        stdout=writer,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    os.close(writer)
    return done.returncode, done.stderr


@pytest.mark.parametrize("words", sampled(COMMANDS, 6), ids=" ".join)
def test_a_reader_that_has_gone_is_no_mistake(words, tmp_path):
    assert without_reader(words, tmp_path) == (READER_GONE, "")


@pytest.mark.parametrize("redirection", sampled(["2>&-", "2>/dev/full", "<&-"]))
def test_an_answer_needs_neither_standard_error_nor_input(redirection, tmp_path):
    assert shell(["status"], redirection, tmp_path) == (0, "")
    assert shell(["check"], redirection, tmp_path) == (0, "")


@pytest.mark.parametrize(
    "redirection", sampled(["2>&-", "2>/dev/full", ">&- 2>&-", "<&- >&- 2>&-"])
)
def test_exit_codes_hold_where_nothing_can_be_said(redirection, tmp_path):
    broken = tmp_path / "broken.toml"
    broken.write_text("schema = 2\n")
    assert shell(["--log", "broken.toml", "status"], redirection, tmp_path) == (2, "")
    assert shell(["bogus"], redirection, tmp_path) == (2, "")


@long
def test_problems_of_a_log_are_told_from_an_output_that_fails(tmp_path):
    (tmp_path / "broken.toml").write_text("schema = 2\n")
    assert shell(["--log", "broken.toml", "check"], "", tmp_path)[0] == 1
    assert shell(["--log", "broken.toml", "check"], "2>&-", tmp_path)[0] == 1
    assert shell(["--log", "broken.toml", "check"], ">/dev/full", tmp_path)[0] == 2


@long
def test_no_file_takes_the_place_of_a_closed_stream(tmp_path):
    shutil.copy(ROOT / "data" / "ratifications.toml", tmp_path / "log.toml")
    before = (tmp_path / "log.toml").read_bytes()
    for redirection in ("<&- >&- 2>&-", ">&- 2>&-", "2>&-"):
        shell(["--log", "log.toml", "status"], redirection, tmp_path)
        assert (tmp_path / "log.toml").read_bytes() == before


def test_reading_a_log_writes_nothing_anywhere(tmp_path):
    home, here = tmp_path / "home", tmp_path / "here"
    home.mkdir()
    (here / "data").mkdir(parents=True)
    shutil.copy(ROOT / "data" / "ratifications.toml", here / "data")
    for folder in (here / "data", here, home):
        folder.chmod(0o555)
    env = clean_environment(
        {"HOME": str(home), "XDG_CACHE_HOME": str(home / "cache"), "TMPDIR": str(home / "none")}
    )
    before = sorted(tmp_path.rglob("*"))
    code = (
        "import contextlib, sys\n"
        "def opened(event, args):\n"
        "    if event == 'open' and (args[2] or 0) & 3 and args[0] != '/dev/null':\n"
        "        sys.stderr.write(f'{args[0]}\\n')\n"
        "sys.dont_write_bytecode = True\n"
        "sys.addaudithook(opened)\n"
        "from cica_tracker.cli import program\n"
        f"for words in {COMMANDS!r}:\n"
        "    sys.argv = ['tracker', *words]\n"
        "    with contextlib.suppress(SystemExit):\n"
        "        program()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=here, env=env, capture_output=True, check=True
    )
    assert (done.stderr, sorted(tmp_path.rglob("*"))) == (b"", before)
    assert len(done.stdout) > 100_000


def test_json_on_a_closed_input_is_refused_without_a_traceback(tmp_path):
    shutil.copy(ROOT / "data" / "ratifications.toml", tmp_path / "log.toml")
    code, said = shell(["--log", "log.toml", "add", "--json", "-"], "<&-", tmp_path)
    assert code == 2
    assert "Traceback" not in said
    assert "JSON" in said


@long
@pytest.mark.parametrize("form", ["rich", "json"])
@pytest.mark.parametrize("redirection", [">&-", ">/dev/full", None, "2>&-", ">&- 2>&-"])
def test_what_was_appended_is_said_even_where_the_answer_cannot_be_written(
    redirection, form, tmp_path
):
    shipped = ROOT / "data" / "ratifications.toml"
    shutil.copy(shipped, tmp_path / "log.toml")
    words = ["--log", "log.toml", "add", "ratification", "--state", "Kuwait", "--format", form]
    words += ["--date", "2024-01-02", "--source", "digest-2024-q4"]
    run = without_reader(words, tmp_path) if redirection is None else None
    code, said = run or shell(words, redirection, tmp_path)
    assert code == 0, said
    assert "Kuwait" in (tmp_path / "log.toml").read_text()[len(shipped.read_text()) :]
    if "2>&-" not in (redirection or ""):
        assert "appended to log.toml:" in said
        assert "cannot be written" in said


def test_json_stays_json_when_standard_error_is_closed(tmp_path):
    line = f'"{sys.executable}" -m cica_tracker status --format json 2>&-'
    done = subprocess.run(
        ["bash", "-c", line], cwd=tmp_path, env=clean_environment(), capture_output=True, check=True
    )
    assert json.loads(done.stdout)["treaty"]
    assert list(tmp_path.iterdir()) == []
