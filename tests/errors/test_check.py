"""Bad input: every mistake has a message, a place, a reason, what to do, and never a traceback.

`catalogue/` is the catalogue: one tiny broken log for each mistake, NAME.toml, and beside it
exactly what `tracker check` says of it, NAME.txt. To write the answers anew, and then read them:

    TRACKER_WRITE_ERRORS=1 python -m pytest tests/errors/test_check.py -k catalogue
"""

import json
import os
import re
import subprocess
import sys

import pytest
from helpers.command import ROOT, clean_environment
from helpers.long import sampled
from helpers.strategies import law
from hypothesis import example, given
from hypothesis import strategies as st

from cica_tracker.answers.check import check
from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.events import EVENT_TYPES
from cica_tracker.model.problems import Problem
from cica_tracker.reading.logbook import shipped
from cica_tracker.reading.parse import read

CATALOGUE = ROOT / "tests" / "errors" / "catalogue"
BROKEN = sorted(path.stem for path in CATALOGUE.glob("*.toml"))
HEAD = """schema = 1

[treaty]
title = "A treaty"

[[source]]
id = "paper"
title = "A paper"
"""
EVENT = """
[[event]]
id = "jordan"
type = "ratification"
state = "Jordan"
date = 2020-05-01
source = "paper"
"""


def plain(answer):
    """The answer, once it is sure that it is one: no traceback, no escapes."""
    assert "Traceback" not in answer.stdout + answer.stderr
    assert "\x1b" not in answer.stdout + answer.stderr
    return answer


# The catalogue


@pytest.mark.parametrize("name", BROKEN)
def test_the_catalogue_has_the_exact_message_of_each_mistake(run, name):
    answer = plain(run("check", "--log", f"{name}.toml", cwd=CATALOGUE))
    expected = CATALOGUE / f"{name}.txt"
    if os.environ.get("TRACKER_WRITE_ERRORS"):
        expected.write_text(answer.stdout, encoding="utf-8")
    assert answer.stdout == expected.read_text(encoding="utf-8")
    assert (answer.stderr, answer.returncode) == ("", 1)


@pytest.mark.parametrize("name", BROKEN)
def test_each_message_has_a_place_the_line_and_what_to_do(name):
    text = (CATALOGUE / f"{name}.txt").read_text(encoding="utf-8")
    lines = text.splitlines()
    number = int(re.fullmatch(r"(\d+) problems?", lines.pop())[1])
    assert sum(line.startswith(f"{name}.toml:") for line in lines) == number
    source = (CATALOGUE / f"{name}.toml").read_bytes().split(b"\n")
    for place, line in enumerate(lines):
        found = re.match(rf"{re.escape(name)}\.toml:(\d+): \S", line)
        assert found or line.startswith("  "), line
        if not found:
            continue
        assert 1 <= int(found[1]) <= len(source)
        said = lines[place + 1 :]
        if said[0].startswith(f"  {found[1]} | "):
            said = said[1:]
        else:  # nothing stands on the line
            assert not source[int(found[1]) - 1].strip()
        assert re.match(r"  \S", said[0]), line


def test_every_answer_of_the_catalogue_is_of_a_log_in_it():
    assert sorted(path.stem for path in CATALOGUE.glob("*.txt")) == BROKEN


def test_no_message_speaks_the_language_of_the_program():
    said = "".join(path.read_text(encoding="utf-8") for path in CATALOGUE.glob("*.txt"))
    assert not re.findall(r"Decimal\(|datetime|\b(?:None|dict|tuple|pydantic|object|input)\b", said)


@pytest.mark.parametrize("name", ["type-unknown", "date-lasting", "not-utf8"])
def test_an_answer_from_a_log_that_cannot_be_read_is_refused_with_the_same_words(run, name):
    for command in ("status", "reconcile", "force", "parties", "members", "log", "sources"):
        answer = plain(run(command, "--log", f"{name}.toml", cwd=CATALOGUE))
        said = (CATALOGUE / f"{name}.txt").read_text(encoding="utf-8")
        assert answer.stderr == said.rstrip() + ": the log cannot be read\n"
        assert (answer.stdout, answer.returncode) == ("", 2)


def test_a_real_process_says_the_same(tracker):
    answer = tracker("check", "--log", "all-at-once.toml", cwd=CATALOGUE)
    said = (CATALOGUE / "all-at-once.txt").read_text(encoding="utf-8")
    assert answer == (said, "", 1)
    answer = tracker("status", "--log", "all-at-once.toml", cwd=CATALOGUE)
    assert (answer.stdout, answer.returncode) == ("", 2)
    assert answer.stderr.startswith("all-at-once.toml:14: ")


def test_all_problems_come_at_once_in_the_order_of_the_file(run):
    for name in ("all-at-once", "all-at-once-in-a-log-that-can-be-read"):
        said = (CATALOGUE / f"{name}.txt").read_text(encoding="utf-8")
        lines = [int(number) for number in re.findall(rf"^{name}\.toml:(\d+):", said, re.MULTILINE)]
        assert len(lines) >= 5
        assert lines == sorted(lines)
        answer = run("check", "--log", f"{name}.toml", "--format", "json", cwd=CATALOGUE)
        problems = json.loads(answer.stdout)["problems"]
        assert [problem["line"] for problem in problems] == lines
        assert all(problem["message"] and problem["advice"] for problem in problems)
        assert answer.returncode == 1


def test_check_in_json_says_that_all_is_well(run):
    assert json.loads(run("check", "--format", "json").stdout) == {"problems": []}


# Files that are too large for the catalogue


def test_a_count_of_a_million_digits_is_refused_at_its_line(run, log):
    report = EVENT.replace('type = "ratification"\nstate = "Jordan"', 'type = "report"')
    path = log(HEAD + report + f"contracting = {'9' * 1_000_000}\n")
    answer = plain(run("check", "--log", path))
    assert answer.returncode == 1
    assert answer.stdout.startswith(f"{path}:15: ")
    assert len(answer.stdout) < 1_000


@pytest.mark.parametrize(
    "value",
    [
        "9" * 4_000,
        "0x" + "f" * 90_000,
        "9" * 4_000 + ".5",
        "1e999999999",
        "1e-999999999",
        "-" + "9" * 4_299,
    ],
    ids=["long", "hexadecimal", "fraction", "exponent", "small exponent", "negative"],
)
def test_no_number_however_long_is_shown_in_full_or_breaks_anything(run, log, value):
    report = EVENT.replace('type = "ratification"\nstate = "Jordan"', 'type = "report"')
    answer = plain(run("check", "--log", log(HEAD + report + f"contracting = {value}\n")))
    assert answer.returncode == 1
    assert ":15: " in answer.stdout
    assert len(answer.stdout) < 1_000


@pytest.mark.parametrize(
    "value",
    ["[" * 100_000 + "]" * 100_000, "[" * 300 + "]" * 300, "{a = " * 300 + "1" + "}" * 300],
    ids=["100 000 lists", "300 lists", "300 tables"],
)
@pytest.mark.parametrize("field", ["note", "state", "date", "source", "x"])
def test_no_nesting_however_deep_breaks_anything(run, log, field, value):
    event = re.sub(rf"^{field} = .*\n", "", EVENT, flags=re.MULTILINE)
    answer = plain(run("check", "--log", log(f"{HEAD}{event}{field} = {value}\n")))
    assert answer.returncode == 1
    assert len(answer.stdout) < 3_000


@pytest.mark.parametrize("field", ["note", "state", "date", "source", "type", "x"])
def test_no_chain_of_keys_however_long_breaks_anything(run, log, field):
    event = re.sub(rf"^{field} = .*\n", "", EVENT, flags=re.MULTILINE)
    path = log(f"{HEAD}{event}{field}{'.a' * 2_000} = 1\n")
    assert plain(run("check", "--log", path)).returncode == 1


def test_a_large_log_is_checked_with_the_right_lines(run, log):
    many = "".join(
        EVENT.replace("jordan", f"e{number}").replace("Jordan", f"State {number}")
        for number in range(2_000)
    )
    path = log(HEAD + many + EVENT.replace('"paper"', '"papr"'))
    answer = plain(run("check", "--log", path))
    assert f"{path}:{9 + 7 * 2_000 + 6}: unknown source" in answer.stdout


# The command line


def test_a_missing_file_a_folder_and_a_file_that_may_not_be_read_are_named(run, log, tmp_path):
    missing = plain(run("status", "--log", tmp_path / "nothing.toml"))
    assert "nothing.toml: no such file" in missing.stderr
    assert "tracker init" in missing.stderr
    folder = plain(run("status", "--log", tmp_path))
    assert "this is a folder" in folder.stderr
    inside = plain(run("status", "--log", log(HEAD) / "more.toml"))
    for answer in (missing, folder, inside):
        assert (answer.stdout, answer.returncode) == ("", 2)
        assert len(answer.stderr.splitlines()) <= 2


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() == 0, reason="root may read anything")
def test_a_file_without_permission_is_named(run, log):
    path = log(HEAD)
    path.chmod(0)
    answer = plain(run("status", "--log", path))
    assert "permission denied" in answer.stderr
    assert answer.returncode == 2


def test_a_log_that_is_missing_is_also_missed_by_check_and_through_the_environment(tracker):
    assert tracker("check", "--log", "nothing.toml").returncode == 2
    answer = plain(tracker("status", env={"TRACKER_LOG": "nothing.toml"}))
    assert (answer.returncode, "nothing.toml: no such file" in answer.stderr) == (2, True)


def test_the_log_is_named_before_the_command_or_on_it_and_the_nearer_one_counts(run, log):
    path = log(HEAD)
    assert run("--log", path, "log").stdout == run("log", "--log", path).stdout
    assert run("--log", "nothing.toml", "check", "--log", path) == ("", "", 0)


def test_the_nearest_log_is_found_in_a_folder_above(tracker, tmp_path):
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ratifications.toml").write_text("nonsense")
    answer = tracker("check", cwd=below)
    assert answer.returncode == 1
    assert "data/ratifications.toml:1:" in answer.stdout.replace(os.sep, "/")


NO_DAYS = (
    *("someday", "", " ", "2024-13", "2024-02-30", "0000", "10000-01-01", "1/2/2024", "-1"),
    *("[..2024]", "2024/13/31", "٢٠٢٤", "2024-12-31T00:00", "\x1b[31m", "a\nb", "\udcff"),
)


@pytest.mark.parametrize("day", NO_DAYS)
@pytest.mark.parametrize("option", ["--as-of", "--known-on"])
def test_a_day_that_is_none_is_refused(run, option, day):
    answer = plain(run("status", f"{option}={day}"))
    assert (answer.stdout, answer.returncode) == ("", 2)
    assert f"'{option}'" in answer.stderr


def test_what_the_command_does_not_know_is_refused_with_what_it_does(run):
    answer = plain(run("satus"))
    assert answer.returncode == 2
    assert '"satus"' in answer.stderr
    assert "did you mean status?" in answer.stderr
    assert plain(run("status", "--as-off", "2024")).returncode == 2
    assert plain(run("status", "--format", "xml")).returncode == 2
    answer = plain(run("log", "--state", "Jordn"))
    assert (answer.returncode, 'did you mean "Jordan"?' in answer.stderr) == (2, True)
    answer = plain(run("log", "--source", "digest"))
    assert (answer.returncode, "digest-2024-q4" in answer.stderr) == (2, True)


@pytest.mark.parametrize("form", ["rich", "json"])
@pytest.mark.parametrize("command", sampled(["log", "sources", "members", "status", "check"], 9))
def test_a_reader_that_goes_away_is_no_error(tmp_path, command, form):
    text = HEAD.replace("A treaty", "A treaty " + "of many words " * 10_000)
    many = "".join(
        EVENT.replace("jordan", f"e{number}").replace("Jordan", f"State {number}")
        for number in range(1_500)
    )
    wrong = EVENT * 400 if command == "check" else ""
    (tmp_path / "log.toml").write_text(text + many + wrong, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "cica_tracker", "--log", "log.toml", command, "--format", form],
        cwd=tmp_path,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.read(1)
    process.stdout.close()
    said = process.stderr.read().decode()
    process.stderr.close()
    process.wait(30)
    assert said == ""


# Laws


def mutations():
    """Ways in which a file may be damaged: bytes changed, cut out, doubled, lines doubled."""
    data = shipped().path.read_bytes()
    # The opening comments can be damaged without harm; the rest is what matters.
    data = data[data.index(b"schema") :]
    place = st.integers(0, len(data) - 1)
    length = st.integers(1, 40)
    flips = st.lists(st.tuples(place, st.integers(0, 255)), min_size=1, max_size=8)

    def flipped(several):
        changed = bytearray(data)
        for at, byte in several:
            changed[at] = byte
        return bytes(changed)

    def line_doubled(at):
        lines = data.splitlines(keepends=True)
        at %= len(lines)
        return b"".join([*lines[: at + 1], *lines[at:]])

    def line_dropped(at):
        lines = data.splitlines(keepends=True)
        at %= len(lines)
        return b"".join([*lines[:at], *lines[at + 1 :]])

    def word_swapped(pair):
        words = re.split(rb"(\W+)", data)
        a, b = (number % (len(words) // 2) * 2 for number in pair)
        words[a], words[b] = words[b], words[a]
        return b"".join(words)

    return st.one_of(
        flips.map(flipped),
        st.tuples(place, length).map(lambda cut: data[: cut[0]] + data[sum(cut) :]),
        st.tuples(place, length).map(lambda cut: data[: sum(cut)] + data[cut[0] :]),
        place.map(lambda cut: data[:cut]),
        place.map(line_doubled),
        place.map(line_dropped),
        st.tuples(place, place).map(word_swapped),
    )


def told(data):
    """All problems of a file, each with a place in it."""
    log, problems = read(data, "log.toml")
    assert (log is None) == bool(problems)
    found = problems or check(log)
    number = data.count(b"\n") + 1
    for problem in found:
        assert isinstance(problem, Problem)
        assert 1 <= problem.line <= number
        assert problem.message
        assert problem.advice
        lines = str(problem).split("\n")
        assert lines[0].startswith(f"log.toml:{problem.line}: ")
        assert 2 <= len(lines) <= 3
        assert all(line.startswith("  ") for line in lines[1:])
        assert not re.search(
            r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e]", str(problem)
        )
    return log, found


@law(60)
@given(mutations())
def test_however_a_log_is_damaged_it_is_read_or_every_problem_is_told(data):
    told(data)


@law(25)
@given(mutations())
def test_however_a_log_is_damaged_every_command_ends_well(run, tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "damaged.toml"
    path.write_bytes(data)
    ends = {"check": {0, 1}, "status": {0, 2}, "reconcile": {0, 1, 2}, "force": {0, 2}}
    ends |= {command: {0, 2} for command in ("members", "log", "sources", "parties")}
    for command, codes in ends.items():
        answer = plain(run(command, "--log", path))
        assert answer.returncode in codes
        beside = re.fullmatch(r"The log has \d+ problems?; tracker check .*\n", answer.stderr)
        told_beside = bool(beside) and command in {"log", "sources"}
        assert told_beside or bool(answer.stderr) == (answer.returncode == 2)


def toml_text(text):
    """A TOML string of any text without surrogates."""
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in text) + '"'


ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
FIELDS = {
    "treaty": ["title", "short_title", "place", "depositary", "note", "adopted"],
    "source": ["id", "title", "publisher", "authority", "published", "url", "locator", "note"],
    "event": ["id", "type", "state", "date", "source", "note", "recorded", "act", "of", "reason"],
}


@law(60)
@given(st.sampled_from([(b, f) for b, fields in FIELDS.items() for f in fields]), ANY_TEXT)
@example(("event", "type"), "x\nlog.toml:1: all is well")
@example(("event", "date"), "[2020-01-01..2020-01-01..]")
@example(("source", "published"), "²⁰²⁰")
def test_any_text_in_any_field_is_taken_or_told_with_its_line(field, text):
    block, name = field
    line = f"{name} = {toml_text(text)}\n"
    blocks = {
        "treaty": HEAD[: HEAD.index("\n[[source]]")],
        "source": HEAD[HEAD.index("[[source]]") :],
        "event": EVENT,
    }
    blocks[block] = re.sub(rf"^{name} = .*\n", "", blocks[block], flags=re.MULTILINE) + line
    data = "\n".join(blocks.values())
    _, problems = told(data.encode())
    number = data[: data.index(line)].count("\n") + 1
    assert not problems or any(number == problem.line for problem in problems) or name in "idof"


@law(60)
@given(st.sampled_from(EVENT_TYPES), st.data())
def test_any_value_of_any_kind_in_any_field_of_an_event_is_taken_or_told(kind, data):
    values = ["true", "-1", "1.5", "nan", "[]", "{}", "[[]]", '""', '"x"', "2020-01-01", "10:00:00"]
    values += ["2020-01-01T00:00:00", "[1, 'a']", "{a = 1}", "99999999999999999999", "'''\n'''"]
    names = ["id", "date", "source", "state", "of", "reason", "act", "contracting", "remaining"]
    names += [
        "contracting_min",
        "basis",
        "delay",
        "start",
        "counting",
        "not_before",
        "on",
        "met_by",
    ]
    names += ["later_delay", "condition", "note", "recorded", "field"]
    chosen = data.draw(st.dictionaries(st.sampled_from(names), st.sampled_from(values), max_size=6))
    body = "".join(f"{name} = {value}\n" for name, value in chosen.items())
    told(f'{HEAD}\n[[event]]\ntype = "{kind}"\n{body}'.encode())


CONDITION = ("count", "among", "fraction", "of", "more_than", "weight", "weights", "forms")
VALUES = ("3", '"2/3"', '"members"', "true", "{A = 1.5}", '["A", "B"]', '["approval"]')


@law(60)
@given(st.dictionaries(st.sampled_from(CONDITION), st.sampled_from(VALUES), max_size=4))
def test_any_condition_is_taken_or_told(fields):
    body = "".join(f"{name} = {value}\n" for name, value in fields.items())
    clause = EVENT.replace('"ratification"\nstate = "Jordan"', '"clause"')
    told(f"{HEAD}{clause}[[event.condition]]\n{body}".encode())


def test_every_form_of_consent_is_a_type():
    assert set(CONSENT_FORMS) < set(EVENT_TYPES)


@pytest.mark.parametrize(
    ("published", "problems"),
    [
        ("[2020-04-30..2020-06-01]", 1),
        ("[2020-05-01..2020-06-01]", 0),
        ("[..2020-06-01]", 0),
        ("[2010-01-01..2026-01-01]", 0),
        ("2020-05", 0),
        ("2020", 0),
    ],
)
def test_only_a_claimed_first_day_of_publication_is_held_against_the_event(
    log, published, problems
):
    text = HEAD + f'published = "{published}"\n' + EVENT
    found = check(read(log(text).read_bytes(), "log.toml").log)
    assert len(found) == problems
    assert all("may have been published before 2020-05-01" in one.message for one in found)
