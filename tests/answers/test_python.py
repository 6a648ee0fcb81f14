"""From Python: what the guide shows is what happens; frozen, typed, and cheap to import."""

import ast
import dataclasses
import doctest
import inspect
import io
import json
import subprocess
import sys
from datetime import UTC, date, datetime

import pytest
from helpers.command import ROOT, clean_environment

import cica_tracker
from cica_tracker import (
    LogError,
    check,
    events,
    force,
    load,
    members,
    parties,
    reconcile,
    sources,
    status,
    timeline,
)

DAY = date(2024, 12, 31)
ASKED = {
    "status": (status, {"as_of": DAY}, ["--as-of", "2024-12-31"]),
    "force": (force, {"as_of": DAY}, ["--as-of", "2024-12-31"]),
    "parties": (parties, {"as_of": DAY}, ["--as-of", "2024-12-31"]),
    "members": (members, {"as_of": DAY}, ["--as-of", "2024-12-31"]),
    "reconcile": (reconcile, {}, []),
    "log": (events, {}, []),
    "sources": (sources, {}, []),
    "check": (check, {}, []),
    "timeline": (timeline, {"end": DAY}, ["--to", "2024-12-31"]),
}
SHIPPED = ROOT / "data" / "ratifications.toml"


@pytest.fixture(scope="module")
def log():
    return load(SHIPPED)


def answers(log):
    return [ask(log, **days) for ask, days, _ in ASKED.values()]


def test_every_example_of_the_guide_gives_what_it_shows(monkeypatch):
    monkeypatch.chdir(ROOT)
    told = io.StringIO()
    guide = (ROOT / "docs/python.md").read_text("utf-8")
    test = doctest.DocTestParser().get_doctest(guide, {}, "docs/python.md", "docs/python.md", 0)
    assert len(test.examples) > 40
    result = doctest.DocTestRunner().run(test, out=told.write)
    assert result.failed == 0, told.getvalue()


def test_the_guide_shows_every_public_function():
    guide = (ROOT / "docs/python.md").read_text("utf-8")
    for name in cica_tracker.__all__:
        if inspect.isfunction(getattr(cica_tracker, name)):
            assert f"`{name}" in guide, name


def test_every_public_name_is_there_and_no_other(log):
    (checked,) = [
        node
        for node in ast.walk(ast.parse(inspect.getsource(cica_tracker)))
        if isinstance(node, ast.If)
    ][:1]
    typed = {alias.name for line in checked.body for alias in line.names}
    assert set(cica_tracker.__all__) == typed == set(cica_tracker._MODULE_OF)
    for name in cica_tracker.__all__:
        assert name in dir(cica_tracker)
        assert (inspect.getdoc(getattr(cica_tracker, name)) or "").endswith("."), name
    with pytest.raises(AttributeError, match="has no attribute 'statsu'"):
        cica_tracker.statsu  # noqa: B018
    assert {type(one).__name__ for one in answers(log)} <= set(cica_tracker.__all__)


def test_importing_the_package_imports_nothing_else():
    code = "import sys; old = {*sys.modules}; import cica_tracker; print(*sys.modules.keys() - old)"
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean_environment(), capture_output=True, check=True
    )
    assert done.stdout.split() == [b"cica_tracker"]


@pytest.mark.parametrize("name", ASKED)
def test_as_json_is_what_the_command_prints(run, log, name):
    ask, days, flags = ASKED[name]
    shown = run("--log", SHIPPED, name, *flags, "--format", "json")
    assert json.dumps(ask(log, **days).as_json(), indent=2, ensure_ascii=False) + "\n" == (
        shown.stdout
    )


@pytest.mark.parametrize("name", ["status", "force", "parties", "timeline"])
def test_what_is_assumed_and_known_is_the_same_for_both(run, log, name):
    ask, days, flags = ASKED[name]
    flags = [*flags, "--assume", "Kuwait=2024-12-30", "--known-on", "2025-03-01"]
    shown = json.loads(run("--log", SHIPPED, name, *flags, "--format", "json").stdout)
    told = ask(log, **days, assumed="Kuwait=2024-12-30", known_on=date(2025, 3, 1))
    assert told.as_json() == shown
    assert told.hypothetical == ("Kuwait=2024-12-30",)


def test_an_answer_is_frozen_compares_by_value_and_shows_itself_in_a_line(log):
    for one, again in zip(answers(log), answers(log), strict=True):
        field = dataclasses.fields(one)[0].name
        with pytest.raises(dataclasses.FrozenInstanceError):
            setattr(one, field, None)
        assert (one, hash(one)) == (again, hash(again))
        assert repr(one).startswith(f"{type(one).__name__}(")
        assert len(repr(one)) <= 100
        assert "\n" not in repr(one)


def test_an_answer_opens_no_file(log, monkeypatch):
    expected = answers(log)
    for door in ("builtins.open", "io.open", "os.open"):
        monkeypatch.setattr(door, None)
    assert answers(log) == expected


def test_a_moment_is_taken_for_its_day_and_a_text_for_none(log):
    assert status(log, as_of=datetime(2024, 12, 31, 23, tzinfo=UTC)) == status(log, as_of=DAY)
    with pytest.raises(
        TypeError, match=r"a day is wanted, such as date\(2024, 12, 31\), not '2024"
    ):
        status(log, as_of="2024-12-31")
    with pytest.raises(TypeError):
        status(log)


def errors(log, tmp_path):
    """Everything that can go wrong from Python, each as the error that it raises."""
    broken = ROOT / "tests/errors/catalogue"
    for path in [*sorted(broken.glob("*.toml")), tmp_path / "none.toml", tmp_path]:
        try:
            load(path)
        except LogError as error:
            yield error
    for text in ("Kuwayt=2026", "Kuwait", "Kuwait=20", "Kuwait=2026:ratificaton", "Jordan=2026"):
        with pytest.raises(LogError) as found:
            status(log, as_of=DAY, assumed=[text])
        yield found.value
    with pytest.raises(LogError) as found:
        events(log, states=["Jordn"])
    yield found.value


def test_no_error_names_a_flag_and_each_of_a_log_has_its_problems(log, tmp_path):
    found = list(errors(log, tmp_path))
    assert len(found) > 60
    for error in found:
        assert not {word for word in str(error).split() if word.startswith("--")}, error
        if "cannot be read" in str(error):
            assert error.problems
            assert all(str(problem) in str(error) for problem in error.problems)


CONSUMER = """
from datetime import date
from typing import Any, assert_type

from cica_tracker import (
    Log, LogError, Problem, Range, StatusAnswer, TimelineAnswer, Window, check, events, force, load,
    members, parties, reconcile, sources, status, timeline,
)

log = load("ratifications.toml")
assert_type(log, Log)
answer = status(log, as_of=date(2024, 12, 31), known_on=None, assumed=["next=2026-01-01"])
assert_type(answer, StatusAnswer)
assert_type(answer.remaining, Range | None)
assert_type(answer.contracting.at_most, int | None)
assert_type(answer.as_json(), dict[str, Any])
assert_type(answer.conditions[0].missing, tuple[str, ...] | None)
assert_type(force(log, as_of=date.max).entry_into_force.latest, date | None)
assert_type(parties(log, as_of=date.max).parties[0].withdrawn, Window | None)
assert_type(members(log).members[0].acts[0].date, Window)
assert_type(reconcile(log).sound, bool)
assert_type(timeline(log), TimelineAnswer)
assert_type(events(log, states=["A"]).events[0].note, str | None)
assert_type(sources(log).sources[0].published, Window | None)
assert_type(check(log).problems, tuple[Problem, ...])
try:
    load("other.toml")
except LogError as error:
    assert_type(error.problems, tuple[Problem, ...])
"""
MISTAKES = """
from cica_tracker import load, statsu, status
status(load("ratifications.toml"))
status(load("ratifications.toml"), as_of="2024-12-31")
load(3)
"""


@pytest.mark.long
@pytest.mark.parametrize(("text", "wrong"), [(CONSUMER, 0), (MISTAKES, 4)])
def test_types_hold_under_strict_checking_from_outside(tmp_path, text, wrong):
    (tmp_path / "consumer.py").write_text(text, encoding="utf-8")
    flags = ("--strict", "--python-executable", sys.executable, "--no-error-summary")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", *flags, "consumer.py"],
        cwd=tmp_path,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.count(": error: ") == wrong, done.stdout + done.stderr
    assert done.returncode == bool(wrong)
