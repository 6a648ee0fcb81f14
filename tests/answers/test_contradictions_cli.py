"""Statements that cannot all be true: each set named exactly, one set aside, and an answer still.

Of a contradiction the report of least authority is set aside, of two alike the older; `check` and
`reconcile` end with 1, and every other answer goes on and says what it left out.
"""

import json
import re
import subprocess
import sys

import pytest
from helpers.command import clean_environment
from helpers.strategies import day, law, logs
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook
from cica_tracker.words.facts import statement
from cica_tracker.words.language import Language

HEAD = """schema = 1

[treaty]
title = "A treaty"
adopted = 2020-01-01
"""
AUTHORITIES = ("depositary", "secretariat", "government", "press", "secondary")
SOURCES = "".join(
    f'\n[[source]]\nid = "{name}"\ntitle = "By the {name}"\nauthority = "{name}"\n'
    "published = 2021-01-01\n"
    for name in AUTHORITIES
)


def block(identifier, kind, day, source="press", **fields):
    lines = ["\n[[event]]", f'id = "{identifier}"', f'type = "{kind}"', f"date = {day}"]
    lines.append(f'source = "{source}"')
    lines += [f"{name} = {json.dumps(value)}" for name, value in fields.items()]
    return "\n".join(lines) + "\n"


def clause(count, **fields):
    return block("clause", "clause", "2020-01-01", "depositary", **fields) + (
        f"\n[[event.condition]]\ncount = {count}\n"
    )


def deposit(state, day, identifier=None):
    return block(identifier or state.lower(), "ratification", day, "depositary", state=state)


def report(identifier, day, source="press", **numbers):
    return block(identifier, "report", day, source, **numbers)


TWO_REPORTS = (
    clause(10),
    deposit("Jordan", "2020-02-01"),
    report("march", "2020-03-01", contracting=7),
    report("may", "2020-05-01", contracting=9),
    report("june", "2020-06-01", contracting=8),
)
REPORT_AGAINST_DEPOSITS = (
    clause(10),
    deposit("Jordan", "2020-02-01"),
    deposit("Kuwait", "2020-02-15"),
    deposit("Qatar", "2020-03-01"),
    deposit("Bahrain", "2020-09-01"),
    report("august", "2020-08-01", contracting=2, remaining=8),
)
CLAUSE_AGAINST_REPORT = (
    clause(14),
    deposit("Jordan", "2020-02-01"),
    report("both", "2020-03-01", contracting=5, remaining=4),
)
LOGS = {
    # the log; the statements in conflict; the one set aside; what is then known on 2020-08-01
    "two reports": (TWO_REPORTS, {"may", "june"}, "may", ((8, None), (0, 2))),
    "a report against three deposits": (
        REPORT_AGAINST_DEPOSITS,
        {"jordan", "kuwait", "qatar", "august"},
        "august",
        ((3, None), (0, 7)),
    ),
    "a clause against a report's two numbers": (
        CLAUSE_AGAINST_REPORT,
        {"clause", "both"},
        "both",
        ((1, None), (0, 13)),
    ),
}


@pytest.fixture
def written(log):
    """Write these blocks as a log, and give its path."""
    return lambda *blocks: log(HEAD + SOURCES + "".join(blocks))


def asked(run, *args):
    answer = run(*args, "--format", "json")
    assert answer.stderr == ""
    return json.loads(answer.stdout), answer.returncode


@pytest.fixture(params=LOGS)
def case(request, written):
    blocks, ids, aside, known = LOGS[request.param]
    return written(*blocks), ids, aside, known


def test_reconcile_names_exactly_the_statements_in_conflict(run, case):
    path, ids, aside, _ = case
    answer, code = asked(run, "reconcile", "--log", path)
    assert (code, answer["sound"]) == (1, False)
    assert [set(one["ids"]) for one in answer["contradictions"]] == [ids]
    assert [one["set_aside"] for one in answer["contradictions"]] == [aside]
    tested = {one["id"]: one for one in answer["reports"]}
    assert tested[aside]["verdict"] == "contradicted"
    assert set(tested[aside]["against"]) == ids - {aside}


def test_reconcile_says_so_in_words(run, case):
    path, ids, aside, _ = case
    answer = run("reconcile", "--log", path)
    assert answer.returncode == 1
    said = next(x for x in answer.stdout.splitlines() if x.startswith("These cannot all be true:"))
    facts = load(Logbook(path, str(path))).event_by_id
    said_of = [statement(Language(), facts[identifier]) for identifier in ids]
    assert all(text in said for text in said_of)
    assert f"Set aside: {statement(Language(), facts[aside])}." in said
    others = [statement(Language(), event) for event in facts.values() if event.id not in ids]
    assert not any(text in said for text in others)


def test_check_names_them_at_the_line_of_the_one_set_aside(run, case):
    path, ids, aside, _ = case
    answer = run("check", "--log", path)
    lines = path.read_text().splitlines()
    place = lines.index(f'id = "{aside}"') + 1
    first = answer.stdout.splitlines()[0]
    assert first.startswith(f'{path}:{place}: "{aside}" contradicts ')
    for identifier in ids - {aside}:
        header = lines.index(f'id = "{identifier}"')  # the line above it, counted from 1
        assert f"{identifier} (line {header})" in first
    assert answer.stdout.splitlines()[-1] == "1 problem"
    assert answer.returncode == 1


def test_status_goes_on_and_says_what_was_set_aside(run, case):
    path, ids, aside, (contracting, remaining) = case
    answer, code = asked(run, "status", "--log", path, "--as-of", "2020-08-01")
    assert code == 0
    assert answer["set_aside"] == [
        {"id": aside, "contradicts": answer["set_aside"][0]["contradicts"]}
    ]
    assert set(answer["set_aside"][0]["contradicts"]) == ids - {aside}
    assert (answer["contracting"]["at_least"], answer["contracting"]["at_most"]) == contracting
    assert (answer["remaining"]["at_least"], answer["remaining"]["at_most"]) == remaining
    shown = run("status", "--log", path, "--as-of", "2020-08-01")
    assert shown.returncode == 0
    said = next(line for line in shown.stdout.splitlines() if line.startswith("Set aside:"))
    facts = load(Logbook(path, str(path))).event_by_id
    said_of = [statement(Language(), facts[identifier]) for identifier in ids]
    assert all(text in said for text in said_of)
    assert "The record contradicts itself: 1 statement is set aside." in shown.stdout


@pytest.mark.parametrize("command", ["force", "parties", "members", "log", "sources"])
def test_every_other_answer_goes_on_too(run, case, command):
    answer = run(command, "--log", case[0])
    assert answer.returncode == 0
    told = answer.stderr if command in {"log", "sources"} else answer.stdout
    assert "The log has 1 problem; tracker check lists it." in told
    assert answer.stdout


def test_force_says_what_was_set_aside(run, case):
    path, ids, aside, _ = case
    answer, _ = asked(run, "force", "--log", path, "--as-of", "2020-08-01")
    assert [one["id"] for one in answer["set_aside"]] == [aside]
    assert set(answer["set_aside"][0]["contradicts"]) == ids - {aside}


@pytest.mark.parametrize("low", range(1, 5))
def test_the_report_of_less_authority_is_set_aside_even_when_it_is_the_newer(run, written, low):
    better, worse = AUTHORITIES[low - 1 : low + 1]
    older_first = written(
        report("older", "2020-03-01", better, contracting=5),
        report("newer", "2020-05-01", worse, contracting=4),
    )
    assert asked(run, "status", "--log", older_first)[0]["set_aside"] == [
        {"id": "newer", "contradicts": ["older"]}
    ]
    other = written(
        report("older", "2020-03-01", worse, contracting=5),
        report("newer", "2020-05-01", better, contracting=4),
    )
    assert asked(run, "status", "--log", other)[0]["set_aside"] == [
        {"id": "older", "contradicts": ["newer"]}
    ]


def test_of_two_reports_of_one_authority_the_older_is_set_aside(run, written):
    path = written(
        report("zulu", "2020-03-01", contracting=5),
        report("alpha", "2020-05-01", contracting=4),
    )
    answer, _ = asked(run, "status", "--log", path, "--as-of", "2020-06-01")
    assert answer["set_aside"] == [{"id": "zulu", "contradicts": ["alpha"]}]
    assert answer["last_report"] == {"id": "alpha", "date": "2020-05-01"}
    assert answer["contracting"]["at_least"] == 4


def test_two_reports_of_one_day_with_two_numbers_contradict_each_other(run, written):
    path = written(
        report("paper", "2020-03-01", "press", contracting=5),
        report("keeper", "2020-03-01", "depositary", contracting=4),
    )
    answer, _ = asked(run, "status", "--log", path, "--as-of", "2020-03-01")
    assert answer["set_aside"] == [{"id": "paper", "contradicts": ["keeper"]}]
    assert answer["contracting"] == {"at_least": 4, "at_most": 4}


def test_several_contradictions_are_each_told(run, written):
    path = written(
        clause(20),
        report("a", "2020-03-01", contracting=5),
        report("b", "2020-04-01", "depositary", contracting=4),
        report("c", "2020-05-01", contracting=9, remaining=3),
        report("d", "2020-06-01", "depositary", contracting=10, remaining=10),
    )
    answer, code = asked(run, "reconcile", "--log", path)
    assert code == 1
    assert {one["set_aside"] for one in answer["contradictions"]} == {"a", "c"}
    problems, code = asked(run, "check", "--log", path)
    assert (code, len(problems["problems"])) == (1, 2)
    verdicts = {one["id"]: one["verdict"] for one in answer["reports"]}
    assert verdicts["a"] == verdicts["c"] == "contradicted"
    assert verdicts["d"] != "contradicted"


def test_a_report_of_more_than_there_are_members_contradicts_the_memberships(run, written):
    path = written(
        *(block(f"m{n}", "membership", "2020-01-01", state=f"State {n}") for n in range(3)),
        report("too-many", "2020-03-01", contracting=4),
    )
    answer = run("check", "--log", path)
    assert answer.returncode == 1
    assert "too-many" in answer.stdout
    status, code = asked(run, "status", "--log", path, "--as-of", "2020-03-01")
    assert code == 0
    assert [one["id"] for one in status["set_aside"]] == ["too-many"]
    assert status["contracting"] == {"at_least": 0, "at_most": 3}


def test_a_report_before_the_adoption_cannot_be_true(run, written):
    path = written(report("early", "2019-03-01", contracting=1))
    answer = run("check", "--log", path)
    assert '"early" cannot be true' in answer.stdout
    assert answer.returncode == 1
    assert run("status", "--log", path, "--as-of", "2020-02-01").returncode == 0


def test_a_retraction_ends_a_contradiction(run, written):
    taken_back = (
        '\n[[event]]\nid = "back"\ntype = "retraction"\nof = "may"\ndate = 2020-07-01\n'
        'source = "press"\nreason = "The paper corrected itself."\n'
    )
    path = written(*TWO_REPORTS, taken_back)
    assert run("check", "--log", path) == ("", "", 0)
    answer, code = asked(run, "reconcile", "--log", path)
    assert (code, answer["contradictions"]) == (0, [])
    assert asked(run, "status", "--log", path)[0]["set_aside"] == []


def test_what_was_not_yet_published_contradicts_nothing(run, written):
    late = (
        '\n[[source]]\nid = "late"\ntitle = "Late"\nauthority = "depositary"\n'
        "published = 2022-01-01\n"
    )
    path = written(
        report("first", "2020-03-01", contracting=5),
        late,
        report("then", "2020-05-01", "late", contracting=4),
    )
    assert run("reconcile", "--log", path, "--known-on", "2021-06-01").returncode == 0
    assert run("reconcile", "--log", path, "--known-on", "2022-01-01").returncode == 1
    answer, _ = asked(run, "status", "--log", path, "--known-on", "2021-06-01")
    assert answer["set_aside"] == []


def test_a_consent_after_a_day_of_not_yet_is_a_contradiction_of_two(run, written):
    path = written(
        deposit("Jordan", "2020-02-01"),
        block("still-not", "not-yet", "2020-03-01", "press", state="Jordan"),
    )
    answer, code = asked(run, "reconcile", "--log", path)
    assert code == 1
    assert [set(one["ids"]) for one in answer["contradictions"]] == [{"jordan", "still-not"}]
    assert answer["contradictions"][0]["set_aside"] == "still-not"
    status, _ = asked(run, "status", "--log", path, "--as-of", "2020-03-01")
    assert status["contracting"]["at_least"] == 1


# Answers that must not contradict themselves


def test_a_consent_on_or_before_a_day_is_counted_where_no_adoption_is_recorded(run, tmp_path):
    path = tmp_path / "log.toml"
    path.write_text(
        HEAD.replace("adopted = 2020-01-01\n", "")
        + SOURCES
        + clause(3)
        + deposit("Jordan", '"[..2020-02-01]"')
        + block("unnamed", "accession", '"[..2020-02-01]"', "press"),
        encoding="utf-8",
    )
    answer, _ = asked(run, "status", "--log", path, "--as-of", "2020-03-01")
    assert answer["named"] == {"certain": 1, "possible": 1}
    assert answer["contracting"]["at_least"] == 2
    assert answer["remaining"] == {"at_least": 0, "at_most": 1}


def test_an_unnamed_consent_before_there_was_a_member_is_a_contradiction(run, tmp_path):
    path = tmp_path / "log.toml"
    path.write_text(
        HEAD.replace("adopted = 2020-01-01\n", "")
        + SOURCES
        + block("unnamed", "accession", '"[..2019-02-01]"', "press")
        + block("member", "membership", "2020-01-01", state="Jordan"),
        encoding="utf-8",
    )
    assert run("check", "--log", path).returncode == 1
    assert run("status", "--log", path).returncode == 0


@law(60)
@given(logs(), st.integers(1, 7))
def test_an_answer_never_contradicts_itself(run, tmp_path_factory, text, number):
    path = tmp_path_factory.getbasetemp() / "drawn.toml"
    path.write_text(text, encoding="utf-8")
    answer, code = asked(run, "status", "--log", path, "--as-of", day(number).isoformat())
    assert code == 0
    contracting, named, required = answer["contracting"], answer["named"], answer["required"]
    assert named["certain"] == len(answer["named_states"])
    assert named["possible"] == named["certain"] + len(answer["possibly_named_states"])
    assert answer["unidentified"] == max(0, contracting["at_least"] - named["possible"])
    assert contracting["at_least"] >= named["certain"] or answer["set_aside"]
    assert contracting["at_most"] is None or contracting["at_least"] <= contracting["at_most"]
    if required and required["at_least"] == required["at_most"]:
        remaining, wanted = answer["remaining"], required["at_least"]
        assert remaining["at_most"] == max(0, wanted - contracting["at_least"])
        most = contracting["at_most"]
        assert remaining["at_least"] == (0 if most is None else max(0, wanted - most))
    told = asked(run, "reconcile", "--log", path)[0]["contradictions"]
    assert {one["set_aside"] for one in told} == {one["id"] for one in answer["set_aside"]}


def test_what_is_assumed_against_the_record_is_answered_or_refused_at_once(tmp_path):
    path = tmp_path / "log.toml"
    facts = block("m", "membership", "2020-01-01", state="Jordan") + deposit("Jordan", "2020-02-01")
    path.write_text(HEAD + SOURCES + facts, encoding="utf-8")
    args = ("--log", path, "status", "--assume", "next=2020-03-01", "--as-of", "2020-04-01")
    done = subprocess.run(
        [sys.executable, "-m", "cica_tracker", *map(str, args)],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=15,
        check=False,
    )
    assert "Traceback" not in done.stderr
    assert done.returncode in {0, 2}
    assert re.search("next=2020-03-01|1 March 2020", done.stdout + done.stderr)


def test_what_is_assumed_against_the_reports_is_named_where_it_is_set_against_them(run):
    assumed = ("Kuwait=2024-12-10", "Iraq=2024-12-11", "India=2024-12-12")
    args = [word for text in assumed for word in ("--assume", text)]
    answer = run("status", "--as-of", "2025-07-21", *args)
    if answer.returncode == 2:  # refused: then the message says what they are against
        assert "soc-july-2025" in answer.stderr
        return
    said = next(line for line in answer.stdout.splitlines() if "Set aside:" in line)
    assert "assum" in said or all(text.partition("=")[0] in said for text in assumed)
