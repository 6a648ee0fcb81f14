"""The workbook: a tidy sheet for each list, real days and numbers, and text that stays text."""

import csv
import io
import sys
from dataclasses import dataclass
from datetime import date, datetime

import pytest
from helpers.papers import HOSTILE

from cica_tracker.formats.csv import rows_csv
from cica_tracker.model.dates import OPEN_END, OPEN_START, Window
from cica_tracker.model.text import clean
from cica_tracker.reading.logbook import shipped

openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed here")
pytest.importorskip("xlsxwriter", reason="xlsxwriter is not installed here")

from cica_tracker.formats.xlsx import xlsx  # noqa: E402  only where there is the library

LOG = shipped().path


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def said(cell):
    """A cell as CSV has it."""
    if isinstance(cell.value, datetime):
        return cell.value.date().isoformat()
    return "" if cell.value is None else str(cell.value)


@dataclass
class Row:
    name: str
    other: str
    seen: Window


@dataclass
class Listing:
    rows: tuple[Row, ...]


def sheets(name, window):
    return {"states": (Listing((Row(name, name, window),)), "rows")}


def test_each_sheet_says_what_the_csv_of_that_list_says(run, tmp_path):
    path = tmp_path / "b.xlsx"
    done = run("--log", LOG, "brief", "--as-of", "2024-12-31", "-o", path)
    assert (done.returncode, done.stderr) == (0, "")
    book = opened(path.read_bytes())
    assert book.sheetnames == ["states", "count", "reports", "events", "sources"]
    commands = {
        "count": ("timeline", "--to", "2024-12-31"),
        "reports": ("reconcile",),
        "events": ("log",),
        "sources": ("sources",),
    }
    for name, command in commands.items():
        text = run("--log", LOG, *command, "--format", "csv").stdout
        assert [[said(cell) for cell in row] for row in book[name]] == list(
            csv.reader(io.StringIO(text, newline=""))
        ), name


def test_days_are_days_and_numbers_are_numbers(run, tmp_path):
    path = tmp_path / "b.xlsx"
    run("--log", LOG, "brief", "-o", path)
    first, low, high = next(opened(path.read_bytes())["count"].iter_rows(min_row=2))
    assert (first.value, first.number_format) == (datetime(2010, 6, 8), "yyyy-mm-dd")  # noqa: DTZ001
    assert (low.value, high.value) == (0, 10)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_formula_and_no_link(text):
    (row,) = opened(xlsx(sheets(text, Window(date(2020, 1, 1), OPEN_END))))["states"].iter_rows(
        min_row=2
    )
    assert (row[0].data_type, row[0].hyperlink) in {("s", None), ("n", None)}
    assert (row[0].value or "") == clean(text)


def test_a_day_before_the_spreadsheets_own_calendar_is_text_and_no_bound_is_empty():
    old = sheets("A", Window(OPEN_START, date(1648, 10, 24)))
    (row,) = opened(xlsx(old))["states"].iter_rows(min_row=2)
    assert [cell.value for cell in row][-2:] == [None, "1648-10-24"]
    assert "1648-10-24" in rows_csv(*old["states"])


def test_the_properties_are_of_the_day_given():
    made_on = date(2011, 3, 4)
    book = opened(xlsx(sheets("A", Window(made_on, OPEN_END)), made_on))
    properties = book.properties
    assert (properties.creator, properties.created.date()) == ("CICA Tracker", made_on)


def test_what_is_missing_is_named(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    done = run("--log", LOG, "brief", "-o", tmp_path / "b.xlsx")
    assert (done.returncode, "cica-tracker[xlsx]" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []
