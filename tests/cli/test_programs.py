"""What programs rely on: every answer fits the schema that the program prints for it."""

import json

import pytest
from helpers.command import ROOT
from pydantic import TypeAdapter

from cica_tracker.answers.schemas import ANSWERS

LOGS = ("data/ratifications.toml", "examples/kyoto-protocol.toml", "examples/ctbt.toml")
DAYS = {"status": ("2010-06-07", "2024-12-31", "2030"), "force": ("2004",), "parties": ("2013",)}


@pytest.mark.parametrize("log", LOGS)
@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_an_answer_fits_its_schema(run, name, log):
    for day in DAYS.get(name, (None,)):
        asked = ["--as-of", day] if day else []
        shown = run("--log", ROOT / log, name, *asked, "--format", "json")
        assert shown.returncode == 0, shown.stderr
        strict = TypeAdapter(ANSWERS[name], config=None)
        strict.validate_json(shown.stdout, strict=True)


@pytest.mark.parametrize("name", sorted(ANSWERS))
def test_the_schema_describes_every_key_of_the_answer(run, name):
    schema = json.loads(run("schema", name).stdout)
    answer = json.loads(run("--log", ROOT / LOGS[0], name, "--format", "json").stdout)
    assert set(answer) <= set(schema["properties"])
    assert set(schema["required"]) <= set(answer)
    assert schema["$schema"].startswith("https://json-schema.org/")


def test_a_hypothetical_answer_says_so_and_still_fits(run):
    asked = ("status", "--assume", "Kuwait=2026-12-01", "--as-of", "2026-12-01", "--format", "json")
    shown = run("--log", ROOT / LOGS[0], *asked)
    answer = TypeAdapter(ANSWERS["status"]).validate_json(shown.stdout, strict=True)
    assert answer["hypothetical"] == ["Kuwait=2026-12-01"]
    assert answer["remaining"] == {"at_least": 0, "at_most": 0}
