"""The lists of answers as CSV: one tidy table each, the same facts as the JSON, UTF-8 always."""

import csv
import io
import json
import re

import pytest
from helpers.command import ROOT

from cica_tracker.model.dates import parse_window
from cica_tracker.reading.logbook import shipped

LOGS = {"shipped": shipped().path, "Rome": ROOT / "examples" / "rome-statute.toml"}
LISTS = {
    "members": "members",
    "log": "events",
    "sources": "sources",
    "reconcile": "reports",
    "force": "conditions",
    "parties": "parties",
}
WINDOWS = ("date", "published", "member_since", "consented", "withdrawn")


def table_of(text):
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert all(None not in row and None not in row.values() for row in rows)
    return rows


def flat(value, key=""):
    """What a row of the JSON says, by the names of the columns; windows of days are left out."""
    if isinstance(value, dict):
        pairs = [flat(part, f"{key}_{name}" if key else name) for name, part in value.items()]
        return {name: field for pair in pairs for name, field in pair.items()}
    if isinstance(value, list):
        return {key: "; ".join(one["id"] if isinstance(one, dict) else one for one in value)}
    if isinstance(value, bool):
        return {key: "yes" if value else "no"}
    return {} if value is None else {key: str(value)}


@pytest.mark.parametrize("log", LOGS.values(), ids=LOGS)
@pytest.mark.parametrize(("command", "name"), LISTS.items())
def test_each_row_says_what_the_json_says(run, command, name, log):
    asked = (command, "--log", log, "--format")
    rows = table_of(run(*asked, "csv").stdout)
    said = json.loads(run(*asked, "json").stdout)[name]
    assert len(rows) == len(said)
    for row, one in zip(rows, said, strict=True):
        for key, value in flat(one).items():
            if key in row:
                assert row[key].removeprefix("'") == " ".join(value.split()).removeprefix("'")
            else:
                assert key in WINDOWS
                ends = row[f"{key}_first"] or "0001-01-01", row[f"{key}_last"] or "9999-12-31"
                assert ends == tuple(day.isoformat() for day in parse_window(value))


@pytest.mark.parametrize("command", LISTS)
def test_every_day_is_a_day_of_iso_8601(run, command):
    for row in table_of(run(command, "--format", "csv").stdout):
        for key, field in row.items():
            if key.endswith(("_first", "_last", "_earliest", "_latest")):
                assert re.fullmatch(r"(\d{4}-\d\d-\d\d)?", field), key


def test_a_list_without_rows_still_has_its_columns(run):
    (head,) = run("log", "--type", "withdrawal", "--format", "csv").stdout.splitlines()
    assert head.startswith('"id","type","date_first","date_last"')


def test_what_is_supposed_stands_in_every_row(run):
    rows = table_of(run("parties", "--assume", "Kuwait=2026-12-01", "--format", "csv").stdout)
    assert {row["hypothetical"] for row in rows} == {"Kuwait=2026-12-01"}


@pytest.mark.parametrize("encoding", ["cp1251", "cp1252", "ascii"])
def test_csv_is_utf_8_whatever_the_stream_says(process, encoding):
    done = process("log", "--format", "csv", env={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})
    assert table_of(done.stdout)
