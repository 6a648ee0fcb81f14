"""How long it takes to append one event to a large log, measured against `check` on it."""

import os
import sys

import pytest
from helpers.cost import cost_of_command

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


def command(*args):
    return [sys.executable, "-m", "cica_tracker", *args, "--log", "log.toml"]


@pytest.mark.long
@pytest.mark.parametrize("report", ["", "contracting = 3"])
def test_an_append_takes_at_most_twice_the_time_of_a_check(tmp_path, report):
    log = tmp_path / "log.toml"
    events = (EVENT.format(n, n % 60, n % 28 + 1) for n in range(EVENTS))
    last = f'[[event]]\nid = "r"\ntype = "report"\ndate = 1999-01-01\n{report}\nsource = "a"\n'
    log.write_text(HEAD + "".join(events) + (last if report else ""))
    flags = ("--state", "State 0", "--date", "2001-01-01", "--source", "a")
    append = cost_of_command(command("add", "signature", *flags), cwd=tmp_path)
    check = cost_of_command(command("check"), codes=(0, 1), cwd=tmp_path)
    assert append <= 2 * check
