"""Long answers go through the pager in a terminal, and nowhere else."""

import os
import subprocess
import sys

import pytest
from helpers.command import ROOT, clean_environment
from helpers.long import sampled

pty = pytest.importorskip("pty", reason="terminals of this kind are of Unix")
PAGER = "sed s/^/paged:/"


def in_a_terminal(*args, **environment):
    """What a command shows in a terminal, and how it ended."""
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "cica_tracker", *args],
        cwd=ROOT,
        env=clean_environment({"PAGER": PAGER, "TERM": "xterm", **environment}),
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    shown = b""
    try:
        while part := os.read(master, 65536):
            shown += part
    except OSError:  # Linux says so where the other side has closed
        pass
    os.close(master)
    return shown.decode(), process.wait(timeout=60)


LONG = [
    ("log",),
    ("status", "--explain"),
    ("sources",),
    ("reconcile",),
    ("members",),
    ("parties",),
    ("force",),
    ("show", "pakistan"),
    ("overview", "data"),
    ("changes", "data", "--since", "2024"),
    ("timeline",),
    ("brief",),
    ("diff", "data/ratifications.toml", "examples/ctbt.toml"),
    ("check", "tests/errors/catalogue"),
]


@pytest.mark.parametrize("args", LONG, ids=lambda args: args[0])
def test_every_answer_takes_no_pager_before_and_after_its_name(run, args):
    told = run(*args)
    assert run(*args, "--no-pager") == told
    assert run("--no-pager", *args) == told
    assert "--no-pager" in run(args[0], "--help").stdout


@pytest.mark.parametrize("args", sampled(LONG, 7), ids=lambda args: args[0])
def test_a_long_answer_in_a_terminal_goes_through_the_pager(args):
    shown, code = in_a_terminal(*args)
    assert "paged:" in shown.splitlines()[0]
    assert code == (args[0] in {"check", "diff"})


@pytest.mark.parametrize(
    ("args", "environment"),
    sampled(
        [
            (("status",), {}),
            (("log", "--no-pager"), {}),
            (("--no-pager", "log"), {}),
            (("log",), {"PAGER": ""}),
            (("log",), {"PAGER": "cat"}),
            (("log",), {"TERM": "dumb"}),
            (("log",), {"PAGER": "there-is-no-such-pager"}),
            (("log",), {"PAGER": "'"}),
        ],
        5,
        spread=True,
    ),
)
def test_what_is_short_or_wants_no_pager_is_printed(args, environment):
    shown, code = in_a_terminal(*args, **environment)
    assert "paged:" not in shown
    assert "CICA Convention" in shown
    assert code == 0


def test_a_pipe_is_never_paged(tracker):
    said = tracker("log", "--log", ROOT / "data" / "ratifications.toml", env={"PAGER": PAGER})
    assert "paged:" not in said.stdout
    assert said.returncode == 0


def test_a_reader_who_has_seen_enough_is_no_mistake():
    shown, code = in_a_terminal("log", PAGER="head -n 1")
    assert "CICA Convention" in shown
    assert "Traceback" not in shown
    assert code == 0
