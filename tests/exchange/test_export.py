"""Logs as data: whole as JSON, and as tables whose numbers are those of the answers."""

import csv
import io
import json
import os
import re
import sqlite3
import sys
from contextlib import closing
from datetime import date

import pytest
from helpers.command import ROOT
from helpers.long import sampled
from helpers.papers import HOSTILE
from helpers.strategies import day, law, log_of, logs, published
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.answers.status import status_of
from cica_tracker.exchange.columns import TABLES
from cica_tracker.exchange.json_file import from_json
from cica_tracker.exchange.json_out import to_json
from cica_tracker.exchange.log_names import is_safe, keys_of
from cica_tracker.exchange.tables import acts_of, tables_of
from cica_tracker.formats.csv import table_csv
from cica_tracker.formats.sqlite import to_sqlite
from cica_tracker.model.plain import as_json
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.rules.record import log_known_on

EXAMPLES = ROOT / "examples"
TREATIES = ROOT / "tests" / "treaties" / "logs"
DOC = ROOT / "docs" / "data.md"
ON_DAY = """
SELECT at_least, at_most, required FROM status_by_day WHERE treaty = :treaty
AND coalesce(first_day, '') <= :day AND :day <= coalesce(last_day, '9999')"""


def opened(data):
    database = sqlite3.connect(":memory:")
    database.deserialize(data)
    return closing(database)


@pytest.fixture(scope="module", params=sampled([7, 1], 2), ids="every {}".format)
def treaties(request):
    """Real treaties, each under its name, and the database of them: one in seven, and all."""
    paths = sorted(TREATIES.glob("*.toml"))
    paths = paths[paths.index(TREATIES / "PARIS-2015.toml") % request.param :: request.param]
    found = {path.stem: load(Logbook(path, path.name)) for path in paths}
    tables = {}
    for name, log in found.items():
        for table, rows in tables_of(name, log).items():
            tables.setdefault(table, []).extend(rows)
    return found, to_sqlite(tables)


def numbers(status):
    required = status.required if status.required and status.required.exact else None
    return (
        status.contracting.at_least,
        status.contracting.at_most,
        required.at_least if required else None,
    )


def test_how_many_there_were_on_a_day_is_what_status_says(treaties):
    with opened(treaties[1]) as database:
        for name, log in treaties[0].items():
            settled = make_consistent(log)
            for when in ("1950-01-01", "2000-02-29", "2016-10-05", "2026-11-24"):
                found = database.execute(ON_DAY, {"treaty": name, "day": when}).fetchall()
                assert found == [numbers(status_of(settled, date.fromisoformat(when)))], name


@law(60)
@given(logs())
def test_how_many_there_were_on_a_day_is_what_status_says_of_any_log(text):
    log = log_of(text)
    settled = make_consistent(log)
    with opened(to_sqlite(tables_of("drawn", log))) as database:
        for number in range(-1, 10):
            found = database.execute(ON_DAY, {"treaty": "drawn", "day": day(number).isoformat()})
            assert found.fetchall() == [numbers(status_of(settled, day(number)))]


@law(60)
@given(logs())
def test_a_state_contracts_in_a_year_if_status_names_it_at_its_end(text):
    log = log_of(text.replace("2020-01-0", "2020-12-2").replace("2019-12-3", "2020-12-1"))
    settled = make_consistent(log)
    with opened(to_sqlite(tables_of("drawn", log))) as database:
        rows = database.execute("SELECT state, year, status FROM state_year").fetchall()
    assert len({row[:2] for row in rows}) == len(rows)
    for state, year, said in rows:
        status = status_of(settled, date(year, 12, 31))
        named = {spell.state for spell in status.named}
        maybe = {spell.state for spell in status.maybe} - named
        assert (said in {"contracting", "party"}) == (state in named)
        assert (said == "possibly contracting") == (state in maybe)


def test_a_panel_has_each_state_in_each_year_and_no_organisation(treaties):
    with opened(treaties[1]) as database:
        panel = database.execute(
            "SELECT iso, year, status FROM state_year WHERE treaty = 'PARIS-2015'"
        ).fetchall()
        kinds = database.execute(
            "SELECT kind FROM participation WHERE treaty = 'PARIS-2015' AND iso = 'EU'"
        ).fetchall()
    assert kinds == [("organisation",)]
    assert "EU" not in {iso for iso, _, _ in panel}
    america = {year: status for iso, year, status in panel if iso == "US"}
    assert [america[year] for year in range(2015, 2018)] == ["none", "party", "party"]


def test_a_day_that_nothing_bounds_is_null_as_in_json():
    no_adoption = log_of(
        'schema = 1\n[treaty]\ntitle = "T"\n'
        '[[source]]\nid = "s"\ntitle = "S"\nauthority = "press"\n'
        '[[event]]\nid = "c"\ntype = "clause"\ndate = 2000-01-01\nsource = "s"\n'
        "condition = [{count = 1}]\n"
        '[[event]]\nid = "r"\ntype = "ratification"\ndate = "[..2020-01-01]"\nsource = "s"\n'
        'state = "A"\n'
    )
    tables = tables_of("t", no_adoption)
    with opened(to_sqlite(tables)) as database:
        [force] = database.execute("SELECT force_first, force_last FROM treaty")
        [bound] = database.execute("SELECT bound_first, bound_last FROM participation")
    assert force == bound == (None, "2020-01-01")


def test_every_column_is_explained(treaties):
    with opened(treaties[1]) as database:
        named = database.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')")
        names = {name for (name,) in named} - {"explained"}
        there = {
            (name, row[1])
            for name in names
            for row in database.execute(f"PRAGMA table_info({name})")
        }
        explained = database.execute("SELECT * FROM explained").fetchall()
    assert {row[:2] for row in explained} == there
    assert all(meaning.endswith(".") for _, _, meaning in explained)


def test_every_value_fits_its_column(treaties):
    kinds = {"text": str, "day": date, "number": int}
    for name, log in treaties[0].items():
        for table, rows in {"act": acts_of(name, log), **tables_of(name, log)}.items():
            for row in rows:
                for column, value in zip(TABLES[table], row, strict=True):
                    assert value is None or type(value) is kinds[column.kind], (table, column.name)


# Whole logs


def test_out_in_and_out_again_is_the_same_file(tracker, tmp_path):
    folder = tmp_path / "un"
    folder.mkdir()
    for name in ("CMNI-2001", "XIX-48", "XXVI-6"):
        (folder / f"{name}.toml").write_bytes((TREATIES / f"{name}.toml").read_bytes())
    (folder / "deeper").mkdir()
    (folder / "deeper" / "xix-48.toml").write_bytes((EXAMPLES / "ctbt.toml").read_bytes())
    assert tracker("export", folder, "--to", "a.json").returncode == 0
    done = tracker("import", "json", "a.json", "--to", "again")
    assert (done.returncode, done.stderr) == (0, "")
    assert tracker("export", "again", "--to", "b.json").returncode == 0
    assert (tmp_path / "b.json").read_bytes() == (tmp_path / "a.json").read_bytes()
    done = tracker("diff", folder / "XXVI-6.toml", tmp_path / "again" / "XXVI-6.toml")
    assert done.returncode == 0


@law(60)
@given(logs())
def test_any_log_goes_out_in_and_out_again(text):
    log = log_of(text)
    data = to_json({"Drawn 1.a": log})
    (found,) = from_json(data, "drawn.json", date(2020, 1, 1))
    assert found.name == "Drawn 1.a"
    assert as_json(found.log) == as_json(log)
    assert to_json({found.name: found.log}) == data


@pytest.mark.parametrize("name", ["../up", "/etc/x", "con", ".hidden", "a\x1b[31m", "a ", "", 7])
def test_a_name_that_leads_elsewhere_is_not_taken(name):
    log = {**as_json(load(Logbook(EXAMPLES / "ctbt.toml", "ctbt"))), "log": name}
    (found,) = from_json(json.dumps(log).encode(), "some/file.json", date(2020, 1, 1))
    assert found.name == "file"


def test_logs_of_one_name_are_told_apart():
    assert keys_of(["a/x.toml", "b/X.toml", "y.en.toml"]) == ["a-x", "b-X", "y.en"]
    alike = ["/home/me/a/x.toml", "/home/me/a/X.toml", "/home/me/b/x.toml"]
    assert keys_of(alike) == ["a-x", "a-X-2", "b-x"]
    assert len({name.casefold() for name in keys_of(["a-x.toml", "a/x.toml", "b/x.toml"])}) == 3
    assert all(map(is_safe, keys_of(["a/con.toml", "..toml", "\x1b.toml"])))


# The file


@pytest.mark.long
def test_the_same_logs_give_the_same_bytes_in_whatever_order(run, tmp_path):
    pytest.importorskip("xlsxwriter")
    ctbt, kyoto = EXAMPLES / "ctbt.toml", EXAMPLES / "kyoto-protocol.toml"
    for ending in ("json", "csv", "sqlite", "xlsx"):
        first, again = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
        assert run("export", ctbt, kyoto, "--to", first).returncode == 0
        assert run("export", kyoto, kyoto, ctbt, "--to", again).returncode == 0
        assert first.read_bytes() == again.read_bytes(), ending


def test_a_file_that_is_there_stays_and_a_log_is_never_overwritten(run, tmp_path):
    log = tmp_path / "a.csv"
    log.write_bytes((EXAMPLES / "ctbt.toml").read_bytes())
    there = tmp_path / "b.csv"
    there.write_text("mine")
    done = run("export", log, "--to", there)
    assert (done.returncode, there.read_text()) == (2, "mine")
    assert "--force" in done.stderr
    done = run("export", log, "--to", log, "--force")
    assert done.returncode == 2
    assert "never overwritten" in done.stderr
    assert log.read_bytes() == (EXAMPLES / "ctbt.toml").read_bytes()
    assert run("export", log, "--to", there, "--force").returncode == 0
    assert there.read_text().startswith('"treaty"')


def test_a_log_that_cannot_be_read_is_named_and_nothing_is_written(run, tmp_path):
    (tmp_path / "good.toml").write_bytes((EXAMPLES / "ctbt.toml").read_bytes())
    (tmp_path / "bad.toml").write_text("schema = 1\n[treaty\n")
    done = run("export", tmp_path, "--to", tmp_path / "a.csv")
    assert done.returncode == 2
    assert "bad.toml:2" in done.stderr
    assert "nothing was written" in done.stderr
    assert not (tmp_path / "a.csv").exists()


def test_an_ending_that_is_none_is_refused(run, tmp_path):
    done = run("export", EXAMPLES, "--to", tmp_path / "a.db")
    assert (done.returncode, ".sqlite" in done.stderr) == (2, True)


def test_without_a_path_it_is_the_log_of_the_other_commands(run, tmp_path):
    path = tmp_path / "one.json"
    assert run("export", "--to", path).returncode == 0
    (found,) = json.loads(path.read_bytes())
    assert found["log"] == "ratifications"


# Text that is meant to do harm


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A log with a hostile text in every field that takes one."""
    folder = tmp_path_factory.mktemp("hostile")
    text = 'schema = 1\n[treaty]\ntitle = "T"\n[[source]]\nid = "s"\ntitle = "S"\n'
    usable = []
    for one in HOSTILE:
        text_of = json.dumps(one, ensure_ascii=True) if "\ud800" not in one else None
        if text_of is None:
            continue
        usable.append(one)
        number = len(usable)
        name = json.dumps(" ".join(one.split()))
        text += (
            f'[[source]]\nid = "s{number}"\ntitle = {text_of}\npublisher = {text_of}\n'
            f"url = {text_of}\nnote = {text_of}\n"
            f'[[event]]\nid = "e{number}"\ntype = "ratification"\nstate = {name}\n'
            f'date = 2020-01-02\nsource = "s{number}"\nnote = {text_of}\n'
        )
    path = folder / "hostile.toml"
    path.write_text(text, encoding="utf-8")
    return load(Logbook(path, "hostile.toml")), path, usable


def test_hostile_text_is_text_in_the_database(hostile):
    log, _, texts = hostile
    with opened(to_sqlite(tables_of("hostile", log))) as database:
        notes = database.execute("SELECT note FROM event ORDER BY place").fetchall()
        titles = database.execute("SELECT title FROM source WHERE source <> 's'").fetchall()
    assert [note for (note,) in notes] == texts
    assert sorted(title for (title,) in titles) == sorted(texts)


def test_hostile_text_is_no_formula_in_a_table(hostile):
    log, _, texts = hostile
    rows = list(csv.reader(io.StringIO(table_csv(acts_of("hostile", log)), newline="")))
    assert len(rows) == len(texts)
    assert not [cell for row in rows for cell in row if re.match(r"\s*[=+\-@|%\t\r]", cell)]
    assert not [
        cell for row in rows for cell in row if re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", cell)
    ]


def test_hostile_text_is_no_formula_in_a_workbook(hostile, run, tmp_path):
    openpyxl = pytest.importorskip("openpyxl")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / "h.xlsx"
    done = run("export", hostile[1], "--to", path)
    assert (done.returncode, done.stderr) == (0, "")
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert book.sheetnames == ["act", *[t for t in TABLES if t != "act"], "explained"]
    assert not [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink]


# What docs/data.md says


def queries(kind):
    return re.findall(
        rf"^```{kind}\n(.*?)^```\n(?:\n```text\n(.*?)^```)?",
        DOC.read_text("utf-8"),
        re.MULTILINE | re.DOTALL,
    )


def shown(cursor):
    rows = [[column[0] for column in cursor.description], *cursor.fetchall()]
    return "".join(
        " | ".join("" if value is None else str(value) for value in row) + "\n" for row in rows
    )


def test_the_queries_of_the_guide_give_what_stands_there(run, tmp_path):
    path = tmp_path / "treaties.sqlite"
    assert run("export", EXAMPLES, "--to", path).returncode == 0
    text = DOC.read_text("utf-8")
    with closing(sqlite3.connect(path)) as database:
        for query, answer in queries("sql"):
            found = shown(database.execute(query))
            if os.environ.get("TRACKER_WRITE_README"):
                stands = f"{query}```\n\n```text\n{answer}```"
                text = text.replace(stands, f"{query}```\n\n```text\n{found}```")
                DOC.write_text(text, "utf-8")
            else:
                assert found == answer, query


def test_the_first_question_of_the_guide_is_answered_as_status_does(run):
    rows = [line.split(" | ") for line in queries("sql")[0][1].splitlines()[1:]]
    assert len(rows) == 3
    for name, *said in rows:
        done = run(
            *("status", "--as-of", "2016-10-05", "--format", "json"),
            *("--log", EXAMPLES / f"{name}.toml"),
        )
        answer = json.loads(done.stdout)
        count, required = answer["contracting"], answer["required"]["at_least"]
        assert said == [
            "" if one is None else str(one)
            for one in (count["at_least"], count["at_most"], required)
        ]


def test_the_query_for_duckdb_names_those_whom_status_names(treaties, run, tmp_path, monkeypatch):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed here")
    pytest.importorskip("pyarrow", reason="pyarrow is not installed here")
    done = run("export", TREATIES, "--to", tmp_path / "treaties.parquet")
    assert (done.returncode, done.stderr) == (0, "")
    monkeypatch.chdir(tmp_path)
    ((query, _),) = queries("duckdb")
    found = {name: n for name, n in duckdb.sql(query).fetchall() if name in treaties[0]}
    when = date(2016, 10, 5)
    named = {
        name: len({spell.state for spell in status_of(make_consistent(log), when).named})
        for name, log in treaties[0].items()
    }
    assert found == {name: count for name, count in named.items() if count}


def test_parquet_has_real_days_and_says_what_each_column_means(run, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed here")
    path = tmp_path / "a.parquet"
    assert run("export", EXAMPLES / "ctbt.toml", "--to", path).returncode == 0
    table = parquet.read_table(path)
    assert table.column_names == [column.name for column in TABLES["act"]]
    assert str(table.schema.field("first_day").type) == "date32[day]"
    assert b"first day" in table.schema.field("first_day").metadata[b"meaning"]
    log = load(Logbook(EXAMPLES / "ctbt.toml", "ctbt.toml"))
    rows = [tuple(row.values()) for row in table.to_pylist()]
    assert rows == list(acts_of("ctbt", log))


def test_what_is_missing_is_named(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = run("export", EXAMPLES, "--to", tmp_path / "a.parquet")
    assert (done.returncode, "cica-tracker[parquet]" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


@given(published(), st.integers(0, 10), st.integers(0, 10))
@law(100)
def test_an_export_as_known_on_a_day_answers_as_status_does(log, known_on, as_of):
    known = log_known_on(log, day(known_on))
    told, asked = (
        status_of(make_consistent(one, when), day(as_of))
        for one, when in ((known, None), (log, day(known_on)))
    )
    assert numbers(told) == numbers(asked)
    assert (told.in_force, told.force.day) == (asked.in_force, asked.force.day)
    assert {one.id for one in known.sources} >= {i for e in known.events for i in e.source}


def test_export_holds_what_had_been_published_by_a_day_and_says_what_it_cannot_date(run, tmp_path):
    file, again = tmp_path / "then.json", tmp_path / "logs"
    asked = ("--known-on", "2025-02-01")
    assert run("export", ROOT / "data", "--to", file, *asked).returncode == 0
    assert run("import", "json", file, "--to", again).returncode == 0
    then = run("--log", again / "ratifications.toml", "status", "2025-07-21", "--format", "json")
    now = run("status", "2025-07-21", *asked, "--format", "json")
    same = ["contracting", "remaining", "required", "in_force", "entry_into_force", "named", "why"]
    told, wanted = json.loads(then.stdout), json.loads(now.stdout)
    assert {key: told[key] for key in same} == {key: wanted[key] for key in same}
    assert told["contracting"]["at_least"] == 11
    undated = (ROOT / "data" / "ratifications.toml").read_text("utf-8")
    (tmp_path / "x.toml").write_text(re.sub("(?m)^published.*\n", "", undated), "utf-8")
    answer = run("export", tmp_path / "x.toml", "--to", tmp_path / "x.csv", *asked)
    assert "their sources have no day of publication" in answer.stderr
    assert len((tmp_path / "x.csv").read_text("utf-8").splitlines()) == 1
