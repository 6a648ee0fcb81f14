"""The questions of `add` and `init`, answered in this process: what each answer leads to."""

import re
import shutil

import pytest
from helpers.command import ROOT, run_inside

SHIPPED = ROOT / "data" / "ratifications.toml"


@pytest.fixture
def asked(tmp_path):
    """Type these lines at a command's questions; gives the questions in their order, and all."""

    def run_typed(args, *lines):
        answer = run_inside(args, tmp_path, typed=lines, env={"COLUMNS": "100"})
        said = re.sub(r"^(> )+", "", answer.stderr, flags=re.MULTILINE)
        said = said.replace("\n  ", " ")
        return re.findall(r"^(?!a new log|to )(\S[^\n]*?\?)(?:$| \()", said, re.MULTILINE), answer

    return run_typed


@pytest.fixture
def shipped(tmp_path):
    path = tmp_path / "log.toml"
    shutil.copy(SHIPPED, path)
    return path


@pytest.mark.parametrize("refused", [[], ["30 days"], ["30 days", "2026-13-01"]])
def test_going_back_leads_again_to_the_question_it_was_typed_at(asked, refused):
    typed = ["Treaty on Fish", "x", *refused, "<", "x", "2020-01-10"]
    questions, _ = asked(["init", "fish.toml"], *typed)
    title, short, adopted, place = dict.fromkeys(questions)
    there = [adopted] * (1 + len(refused))
    assert questions == [title, short, *there, short, adopted, place]


def test_every_question_can_be_gone_back_to_in_turn(asked):
    forth = ["Treaty on Fish", *[""] * 5]
    questions, _ = asked(["init", "fish.toml"], *forth, *["<"] * len(forth))
    asked_first = questions[: len(forth) + 1]
    assert questions == asked_first + asked_first[-2::-1]


NEAR = ["add", "ratification", "--date", "2026-03-01", "--source-title", "Notice"]


@pytest.mark.parametrize("answer", ["y", "Yes", "Kuwait", "kuwait"])
def test_the_name_that_was_meant_is_an_answer_as_yes_is(asked, shipped, answer):
    _, said = asked([*NEAR, "--dry-run", "--log", shipped, "--state", "Kuwiat"], answer)
    assert 'state = "Kuwait"' in said.stdout, said.stderr


@pytest.mark.parametrize("answer", ["1/3/2026", "", "perhaps"])
def test_what_is_neither_yes_nor_no_is_said_to_be_none(asked, shipped, answer):
    questions, said = asked([*NEAR, "--log", shipped, "--state", "Kuwiat"], answer)
    assert "answer y or n" in said.stderr
    assert questions == ['did you mean "Kuwait"?'] * 2


def test_from_yes_or_no_one_goes_back_to_the_state(asked, shipped):
    before = shipped.read_bytes()
    args = ["add", "ratification", "--log", shipped]
    questions, _ = asked(args, "Kuwiat", "<", "Kuwiat", "n", "n")
    state = "Which State?"
    near, new = 'did you mean "Kuwait"?', 'the log knows no State "Kuwiat". Is it new to it?'
    assert questions == [state, near, state, near, new, state]
    assert shipped.read_bytes() == before


def test_no_option_is_advised_where_none_can_be_typed(asked, shipped):
    _, said = asked(["add", "ratification", "--log", shipped], "Kuwiat", "n", "n")
    assert "--new-state" not in said.stderr
    assert "tracker members lists them" in said.stderr


def test_a_name_is_asked_about_once(asked, tmp_path):
    questions, _ = asked(["init", "fish.toml"], "Treaty on Fish", *[""] * 30)
    until_members = [""] * (questions.index("Which States may consent?") - 1)
    changes = ["c", "2", "Treaty on Fishes", "w"]
    typed = ["Treaty on Fish", *until_members, "Kuwiat, Fiji", "y", *changes]
    questions, said = asked(["init", "fish.toml"], *typed)
    assert questions.count('did you mean "Kuwait"?') == 1, said.stderr
    assert said.returncode == 0, said.stderr
    text = (tmp_path / "fish.toml").read_text()
    assert 'title = "Treaty on Fishes"' in text
    assert 'state = "Kuwait"' in text


def test_what_no_table_of_states_knows_is_asked_about(asked):
    args = ["init", "fish.toml", "--title", "Fish", "--member"]
    for member, asks in (("30 days", True), ("Togo", False)):
        questions, _ = asked([*args, member, "--dry-run"], "n")
        assert bool(questions) == asks
        assert asks == any("30 days" in one for one in questions)
