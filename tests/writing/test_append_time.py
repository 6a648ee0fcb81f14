"""What it costs to append one event to a large log, measured against `check` on it."""

import os
import sys

import pytest
from helpers.cost import command, costs

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


def asked(*args):
    return [sys.executable, "-m", "cica_tracker", *args, "--log", "log.toml"]


@pytest.mark.long
@pytest.mark.parametrize("report", ["", "contracting = 3"])
def test_an_append_costs_little_more_than_two_checks(tmp_path, report):
    """The log is judged before and after it: 1.6 to 1.9 times the cost of a check was measured."""
    log = tmp_path / "log.toml"
    events = (EVENT.format(n, n % 60, n % 28 + 1) for n in range(EVENTS))
    last = f'[[event]]\nid = "r"\ntype = "report"\ndate = 1999-01-01\n{report}\nsource = "a"\n'
    log.write_text(HEAD + "".join(events) + (last if report else ""))
    flags = ("--date", "2001-01-01", "--source", "a")
    states = (f"State {n}" for n in range(EVENTS))

    def add():
        command(asked("add", "signature", "--state", next(states), *flags), cwd=tmp_path)()

    append, check = costs(add, command(asked("check"), codes=(0, 1), cwd=tmp_path), times=2)
    assert append <= 3.2 * check
