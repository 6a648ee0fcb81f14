"""What programs rely on: every answer fits the schema that the program prints for it."""

import json

import pytest
from helpers.command import ROOT
from helpers.long import sampled
from jsonschema import Draft202012Validator

LOGS = ("data/ratifications.toml", "examples/kyoto-protocol.toml", "examples/ctbt.toml")
DAYS = {"status": ("2010-06-07", "2024-12-31", "2030"), "force": ("2004",), "parties": ("2013",)}
NAMES = (
    *("status", "reconcile", "force", "parties", "members", "log", "sources", "check"),
    *("brief", "timeline"),
)


@pytest.fixture(scope="module")
def schema_of(run):
    return {name: json.loads(run("schema", name).stdout) for name in NAMES}


def strict(schema):
    """The same schema that allows no other keys than those it names."""
    match schema:
        case dict():
            closed = {"additionalProperties": False} if "properties" in schema else {}
            return closed | {key: strict(value) for key, value in schema.items()}
        case list():
            return [strict(value) for value in schema]
    return schema


def fits(schema, answer):
    Draft202012Validator.check_schema(schema)
    problems = Draft202012Validator(strict(schema)).iter_errors(answer)
    return [f"{one.json_path}: {one.message}" for one in problems]


@pytest.mark.parametrize("log", sampled(LOGS, 3))
@pytest.mark.parametrize("name", NAMES)
def test_an_answer_fits_its_schema_and_has_no_key_beside_it(run, schema_of, name, log):
    for day in DAYS.get(name, (None,)):
        asked = ["--as-of", day] if day else []
        shown = run("--log", ROOT / log, name, *asked, "--format", "json")
        assert shown.returncode == 0, shown.stderr
        assert fits(schema_of[name], json.loads(shown.stdout)) == []


@pytest.mark.parametrize(
    "log",
    sampled(sorted((ROOT / "tests/errors/catalogue").glob("*.toml")), 8),
    ids=lambda log: log.stem,
)
def test_an_answer_about_a_log_with_problems_fits_its_schema_too(run, schema_of, log):
    for name in ("check", "status", "reconcile", "force"):
        shown = run("--log", log, name, "--format", "json")
        if shown.stdout:
            assert fits(schema_of[name], json.loads(shown.stdout)) == [], name


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one_of_json_schema_and_says_what_the_answer_is(schema_of, name):
    assert schema_of[name]["$schema"].startswith("https://json-schema.org/")
    assert schema_of[name]["description"]


def test_a_hypothetical_answer_says_so_and_still_fits(run, schema_of):
    asked = ("--assume", "Kuwait=2026-12-01", "--format", "json")
    for name in ("status", "force", "parties", "timeline", "brief"):
        answer = json.loads(run("--log", ROOT / LOGS[0], name, *asked).stdout)
        assert fits(schema_of[name], answer) == []
        assert answer["hypothetical"] == ["Kuwait=2026-12-01"]
