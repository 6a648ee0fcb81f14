"""What a reader is told and not told: computed is not announced, supposed is not recorded."""

import json
import re

import pytest

HEAD = """schema = 1
[treaty]
title = "A treaty"
adopted = 2010-06-08
[[source]]
id = "s"
title = "A source"
published = 2012-01-01
"""


def block(identifier, kind, day, **fields):
    lines = ["\n[[event]]", f'id = "{identifier}"', f'type = "{kind}"', f"date = {day}"]
    lines += [f"{name} = {json.dumps(value)}" for name, value in fields.items()]
    return "\n".join([*lines, 'source = "s"']) + "\n"


def clause(count, **fields):
    return block("clause", "clause", "2010-06-08", **fields) + (
        f"\n[[event.condition]]\ncount = {count}\n"
    )


DEPOSITS = block("a", "ratification", "2011-01-01", state="Angola") + block(
    "b", "ratification", "2011-02-01", state="Benin"
)
BEFORE = block("r", "report", "2010-01-01", contracting=2)
AFTER = block("r", "report", "2012-06-01", contracting=2)
ANNOUNCED = block("f", "entry-into-force", "2011-03-01")


def test_a_state_is_bound_by_computation_until_the_depositary_announces(log, run):
    path = log(HEAD + clause(2) + DEPOSITS)
    said = run("parties", "--log", path, "--as-of", "2012-01-01").stdout
    assert said.count("yes, by computation") == 2
    path = log(HEAD + clause(2) + DEPOSITS + ANNOUNCED + AFTER)
    said = run("parties", "--log", path, "--as-of", "2012-01-01").stdout
    assert "by computation" not in said
    assert said.count("  yes") == 2
    assert "2 contracting States, all named" in said


@pytest.mark.parametrize("command", ["status", "reconcile", "show"])
def test_a_report_older_than_the_treaty_contradicts_its_adoption(log, run, command):
    path = log(HEAD + clause(2) + BEFORE)
    asked = ("show", "r") if command == "show" else (command,)
    said = run(*asked, "--log", path).stdout
    assert "the adoption (8 June 2010)" in said
    assert "membership" not in said
    assert "cannot all be true" not in said


def test_a_report_set_aside_is_not_said_to_be_missing(log, run):
    said = run("status", "--log", log(HEAD + clause(2) + BEFORE)).stdout
    assert "The one report of a count is set aside." in said
    assert "No report of a count is recorded" not in said


def test_deposits_that_are_supposed_are_not_said_to_be_recorded(log, run):
    last = block("r", "report", "2011-06-01", contracting=2)
    path = log(HEAD + clause(9) + DEPOSITS + last)
    ways = ("--assume", "Chad=2012-02-01", "--assume", "Gabon=2012-03-01")
    said = run("status", "--log", path, "--as-of", "2012-04-01", *ways).stdout
    assert "Supposing: Chad (1 February 2012) and Gabon (1 March 2012)." in said
    assert "nothing is recorded since" in said
    assert "deposits are recorded" not in said
    assert said.count("[hypothetical]") == 2, "in the title, and where the answer begins"


def test_who_records_every_deposit_is_told_how_to_say_so(log, run):
    hint = "tracker add report --complete"
    path = log(HEAD + clause(3) + DEPOSITS)
    said = run("status", "--log", path, "--as-of", "2012-01-01").stdout
    assert hint in said
    assert "it may be complete" in said
    flags = ("--complete", "--date", "2012-01-01", "--source", "s")
    done = run("add", "report", *flags, "--log", path)
    assert done.returncode == 0, done.stderr
    said = run("status", "--log", path, "--as-of", "2012-01-01").stdout
    assert hint not in said
    assert "2 of the 3 required; 1 more needed" in said


def test_the_hint_is_not_given_where_some_have_no_name(log, run):
    path = log(HEAD + clause(9) + DEPOSITS + block("r", "report", "2011-06-01", contracting=5))
    assert "--complete" not in run("status", "--log", path).stdout


@pytest.mark.parametrize("form", ["text", "json", "csv"])
@pytest.mark.parametrize(
    "command", ["status", "force", "parties", "members", "reconcile", "log", "sources", "timeline",
                "brief", "show a", "show s", "status --explain"],
)  # fmt: skip
def test_the_ends_of_the_calendar_never_reach_a_reader(log, run, command, form):
    text = HEAD.replace("adopted = 2010-06-08\n", "").replace("2012-01-01", '"[2012-01-01..]"')
    text += clause(2).replace("date = 2010-06-08", 'date = "[..2012-01-01]"')
    text += block("a", "ratification", '"[..2011-01-01]"', state="Angola")
    text += block("b", "ratification", '"[2011-01-01..]"', state="Benin")
    text += block("w", "withdrawal", '"[2013-01-01..]"', state="Angola")
    for lang in ("en", "ru") if form == "text" else ("en",):
        also = ("--lang", lang) if form == "text" else ()
        done = run(*command.split(), "--log", log(text), "--format", form, *also)
        assert done.returncode != 2 or form == "csv", done.stderr
        assert not re.search("0001|9999|1 January 1\\b|1 января 1\\b", done.stdout)


def test_whoever_asks_why_reports_differ_on_a_day_is_told_that_all_are_tested(log, run):
    done = run("reconcile", "December", "2024", "--log", log(HEAD + clause(2)))
    assert done.returncode == 2
    assert "all reports are tested at once: leave out December 2024" in done.stderr
    assert "--known-on DATE" in done.stderr


def test_who_deposited_and_withdrew_is_not_said_to_have_deposited_nothing(log, run):
    among = 'among = ["Angola", "Benin", "Chad"]'
    text = HEAD + clause(2) + f"{among}\n"
    text += block("a", "ratification", "2011-01-01", state="Angola")
    text += block("w", "withdrawal", "2013-01-01", state="Angola")
    shown = run("status", "--log", log(text), "--as-of", "2014-01-01").stdout
    assert "Withdrawn: Angola (1 January 2013)." in shown
    assert "No deposit recorded of 2 listed States: Benin and Chad." in shown


def test_where_nothing_is_recorded_no_number_is_made_of_it(log, run):
    said = run("members", "--log", log(HEAD + clause(2))).stdout
    assert "no consent is recorded, and none is excluded" in said
    assert "0 named" not in said


def test_no_column_and_no_table_is_shown_in_which_nothing_stands(log, run):
    path = log(HEAD + clause(3) + DEPOSITS + AFTER)
    assert "Withdrawn" not in run("parties", "--log", path).stdout
    assert "Consents that have no name" not in run("reconcile", "--log", path).stdout
    left = block("w", "withdrawal", "2013-01-01", state="Benin")
    unnamed = block("r", "report", "2012-06-01", contracting=3)
    path = log(HEAD + clause(3) + DEPOSITS + unnamed + left)
    assert "Withdrawn" in run("parties", "--log", path).stdout
    assert "Consents that have no name" in run("reconcile", "--log", path).stdout


CAME_AND_WENT = (
    block("a", "membership", "2010-06-08", state="Chad")
    + block("b", "membership", "2010-06-08", state="Gabon")
    + block("c", "membership-end", "2011-03-01", state="Gabon")
    + block("d", "membership", "2011-09-01", state="Gabon")
)


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("2011-02-28", ["Chad", "Gabon"]),
        ("2011-03-01", ["Chad"]),
        ("2011-09-01", ["Chad", "Gabon"]),
    ],
)
def test_a_state_may_consent_while_it_is_a_member(log, run, day, states):
    path = log(HEAD + clause(2) + CAME_AND_WENT)
    found = run("members", "--log", path, "--as-of", day, "--format", "json").stdout
    assert sorted(one["state"] for one in json.loads(found)["members"]) == states


def test_the_membership_that_is_shown_is_that_of_the_day(log, run):
    path = log(HEAD + clause(2) + CAME_AND_WENT)
    for day, since in (("2011-01-01", "2010-06-08"), ("2011-10-01", "2011-09-01")):
        found = run("members", "--log", path, "--as-of", day, "--format", "json").stdout
        told = {one["state"]: one["member_since"] for one in json.loads(found)["members"]}
        assert told == {"Chad": "2010-06-08", "Gabon": since}


def test_what_is_taken_back_rests_on_no_source(log, run):
    taken = '\n[[event]]\nid = "t"\ntype = "retraction"\nof = "a"\nreason = "misread"\n'
    taken += "date = 2012-01-01\n"
    path = log(HEAD + clause(2) + block("a", "ratification", "2011-06-01", state="Chad") + taken)
    found = json.loads(run("sources", "--log", path, "--format", "json").stdout)
    assert [one["events"] for one in found["sources"]] == [["clause"]]
    assert "1 event rests on it:" in run("show", "s", "--log", path).stdout


@pytest.mark.parametrize("command", ["overview", "changes --since 2010"])
def test_a_log_that_is_named_is_answered_for_alone(log, run, command):
    path = log(HEAD + clause(2) + DEPOSITS, "one.toml")
    log((HEAD + clause(2) + DEPOSITS).replace("A treaty", "Another"), "two.toml")
    assert "Another" not in run(*command.split(), "--log", path).stdout
    assert "Another" in run(*command.split(), path.parent).stdout


@pytest.mark.parametrize(
    "command",
    ["log", "sources", "timeline -o t.svg", "members --format csv", "parties --format csv"],
)
def test_where_an_answer_has_no_room_for_it_the_problems_are_told_beside_it(log, tracker, command):
    path = log(HEAD + clause(2) + DEPOSITS + block("a", "ratification", "2011-06-01", state="Chad"))
    answer = tracker(*command.split(), "--log", path)
    assert answer.returncode == 0
    assert "The log has 1 problem; tracker check lists it." in answer.stderr


@pytest.mark.parametrize("command", ["log", "sources", "timeline"])
def test_programs_are_told_of_the_problems_too(log, run, command):
    path = log(HEAD + clause(2) + DEPOSITS + block("a", "ratification", "2011-06-01", state="Chad"))
    assert json.loads(run(command, "--log", path, "--format", "json").stdout)["problems"] == 1
