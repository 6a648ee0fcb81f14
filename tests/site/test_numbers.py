"""Every number on every page of a site is that of `status` on its day: the pages are walked."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from helpers.command import ROOT
from helpers.pages import Page

from cica_tracker import load, parties, status
from cica_tracker.answers.status import status_of
from cica_tracker.model import dates
from cica_tracker.model.states import states_of
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.site.build import build
from cica_tracker.site.states import state_path
from cica_tracker.site.values import Options

DAY = date(2026, 11, 24)
LOGS = {
    path.stem: path
    for folder in ("data", "examples", "tests/treaties/logs")
    for path in sorted((ROOT / folder).glob("*.toml"))
}
MONTHS = [name[:3] for name in dates.MONTHS]
FEW = ("ratifications", "ACAP-2001", "CPTPP", "XI-A-12")


def walked(names):
    """The pages of a site of these logs by their paths, and the logs."""
    given = [(name, LOGS[name].read_bytes()) for name in names]
    files = dict(build(given, Options(DAY, "Treaties")))
    pages = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    return pages, {name: load(LOGS[name]) for name in names}, files


def numbers_agree(names):
    pages, logs, files = walked(names)
    index = Page(pages["index.html"]).tables["treaties"][1:]
    linked = re.findall(r'<tr[^>]*><th><a href="treaty/(.*?)\.html">', pages["index.html"])
    assert sorted(map(unquote, linked)) == sorted(names)
    for name, row in zip(map(unquote, linked), index, strict=True):
        count_agrees(row[1], status(logs[name], as_of=DAY), name)
    for name, log in logs.items():
        changes_agree(Page(pages[f"treaty/{name}.html"]).tables["changes"][1:], log, name)
    states_agree(pages, logs)
    links_lead_somewhere(pages, files)


def count_agrees(text, answer, name):
    found = re.match(r"(\d+)(?:–(\d+))?/(\d+), ", text)
    if found is None:
        low = int(re.search(r"\d+", text)[0])
        assert low == answer.contracting.at_least, name
        return
    certain, possible, required = (int(one or found[1]) for one in found.groups())
    assert required == answer.required.at_least == answer.required.at_most, name
    most = answer.remaining.at_most
    assert certain == (0 if most is None else max(required - most, 0)), name
    assert possible == max(required - answer.remaining.at_least, 0), name


def changes_agree(rows, log, name):
    settled = make_consistent(log)  # once for all its days
    for row in rows:
        if row[0] == "before that":
            continue
        day, month, year = row[0].split()
        answer = status_of(settled, date(int(year), MONTHS.index(month) + 1, int(day)))
        for cell, value in zip(
            row[1:4], (answer.contracting, answer.required, answer.remaining), strict=True
        ):
            assert cell == in_words(value), (name, row)
        assert row[4] == answer.in_force, (name, row)


def in_words(value):
    if value is None:
        return "–"
    if value.at_most is None:
        return f"at least {value.at_least}"
    if value.exact:
        return str(value.at_least)
    return f"{value.at_least} to {value.at_most}"


def states_agree(pages, logs):
    """A State's page has each treaty once, and those to which it consented in its first table."""
    consented = {name: set() for name in logs}
    known = set()
    for name, log in logs.items():
        known |= {state_path(state) for state in states_of(log)}
        consented[name] = {state_path(p.state) for p in parties(log, as_of=DAY).parties}
    assert known <= {path for path in pages if path.startswith("state/")}
    for path in (path for path in pages if path.startswith("state/")):
        tables = re.findall(r"<table>(.*?)</table>", pages[path], re.DOTALL)
        linked = [set(re.findall(r'href="\.\./treaty/(.*?)\.html"', table)) for table in tables]
        assert {unquote(one) for part in linked for one in part} == set(logs), path
        joined = {name for name in logs if path in consented[name]}
        assert {unquote(one) for one in linked[0]} == joined or not joined, path


def links_lead_somewhere(pages, files):
    for path, text in pages.items():
        folder = path.rpartition("/")[0]
        for link in Page(text).links:
            if re.match(r"https?:|#|\?|data:", link):
                continue
            target = unquote(link.partition("?")[0])
            if target.startswith("../"):
                target = target.removeprefix("../")
            elif folder:
                target = f"{folder}/{target}"
            assert target in files, (path, link)


def test_every_number_and_link_of_a_few_pages_is_right():
    numbers_agree(FEW)


@pytest.mark.long
def test_every_number_and_link_of_every_page_is_right():
    numbers_agree(LOGS)


def test_a_log_that_cannot_be_read_is_a_row_with_the_reason():
    given = [("a", LOGS["ctbt"].read_bytes()), ("b", b"schema = 1\n[treaty]\n<b>"), ("c", b"\xff")]
    files = dict(build(given, Options(DAY, "Treaties")))
    rows = Page(files["index.html"].decode()).tables["treaties"][1:]
    assert [row[0] for row in rows] == ["CTBT", "b", "c"]
    assert "line 3" in rows[1][1]
    assert "UTF-8" in rows[2][1]
    assert "treaty/b.html" not in files


@pytest.mark.long
def test_a_page_has_no_element_and_no_attribute_from_a_log():
    text = '</script><img src=x onerror=alert(1)><b x=\\"1\\">{{ 7*7 }}'
    plain = LOGS["ctbt"].read_text("utf-8")
    hostile = plain.replace('"Egypt"', f'"{text}"').replace('note = "', f'note = "{text}')
    hostile = hostile.replace('title = "', f'title = "{text}')
    assert hostile != plain
    options = Options(DAY, text)
    one = {k: v.decode() for k, v in build([("x", hostile.encode())], options) if "html" in k}
    two = {k: v.decode() for k, v in build([("x", plain.encode())], options) if "html" in k}
    for path in set(one) & set(two):
        assert Page(one[path]).names <= Page(two[path]).names, path
        assert Page(one[path]).attributes <= Page(two[path]).attributes | {"value"}, path
        assert one[path].count("<script") == two[path].count("<script"), path
