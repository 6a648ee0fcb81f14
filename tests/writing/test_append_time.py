"""How long it takes to append one event to a large log, measured against `check` on it."""

import os
import subprocess
import sys

import pytest

EVENTS = 60_000 if os.environ.get("TRACKER_LONG_TESTS") else 6_000
HEAD = """\
schema = 1
[treaty]
title = "A large log"
[[source]]
id = "a"
title = "A source"
[[event]]
id = "clause"
type = "clause"
date = 2000-01-01
source = "a"
[[event.condition]]
count = 14
"""
EVENT = """
[[event]]
id = "state-{0}-ratification"
type = "ratification"
state = "State {0}"
date = "[20{1:02}-01-01..20{1:02}-02-{2:02}]"
source = "a"
note = "own words about the deposit of State {0}"
"""


def seconds(folder, *args):
    """The processor time of a command: what else the machine does is not counted."""
    code = (
        "import os, subprocess, sys; done = subprocess.run(sys.argv[1:], stdout=2);"
        "print(sum(os.times()[2:4])); sys.exit(done.returncode)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, sys.executable, "-m", "cica_tracker", *args],
        cwd=folder,
        env={**os.environ},
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


@pytest.mark.parametrize("report", ["", "contracting = 3"])
def test_an_append_takes_at_most_twice_the_time_of_a_check(tmp_path, report):
    log = tmp_path / "log.toml"
    events = (EVENT.format(n, n % 60, n % 28 + 1) for n in range(EVENTS))
    last = f'[[event]]\nid = "r"\ntype = "report"\ndate = 1999-01-01\n{report}\nsource = "a"\n'
    log.write_text(HEAD + "".join(events) + (last if report else ""))
    check, append = [], []
    for number in range(2):
        try:
            check.append(seconds(tmp_path, "check", "--log", "log.toml"))
        except subprocess.CalledProcessError as error:  # a log with a contradiction
            check.append(float(error.stdout))
        flags = ("--state", f"State {number}", "--date", "2001-01-01", "--source", "a")
        append.append(seconds(tmp_path, "add", "signature", *flags, "--log", "log.toml"))
    assert min(append) <= 2 * min(check)
