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


@pytest.mark.parametrize("args", [("log",), ("sources",), ("status", "--explain")])
def test_a_long_answer_in_a_terminal_goes_through_the_pager(args):
    shown, code = in_a_terminal(*args)
    assert "paged:" in shown.splitlines()[0]
    assert code == 0


@pytest.mark.parametrize(
    ("args", "environment"),
    sampled(
        [
            (("status",), {}),
            (("log", "--no-pager"), {}),
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
