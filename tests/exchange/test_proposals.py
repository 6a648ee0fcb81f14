"""A newer page beside a log: what is new, differs or is gone is told, and taken when accepted."""

import json
import re
from datetime import date

import pytest
from helpers.strategies import law
from helpers.tables import page
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.answers.check import check
from cica_tracker.answers.proposals import propose
from cica_tracker.answers.status import status_of
from cica_tracker.exchange.untc import from_page
from cica_tracker.model.plain import values_of
from cica_tracker.reading.parse import read
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.writing.admit import Basis
from cica_tracker.writing.batch import admit_batch, batch, new_log

TITLES = ("Participant", "Signature", "Ratification, Acceptance(A), Accession(a)")
OLD = [
    ("Fiji", "1 Jan 2010", "1 Jan 2011"),
    ("Turkey", "1 Jan 2010", ""),
    ("Chad", "", "5 May 2012 a"),
    ("Peru", "", "6 Jun 2012 a"),
    ("Togo", "", "7 Jul 2012"),
]
NEW = [
    ("Fiji", "1 Jan 2010", "1 Jan 2011"),
    ("Türkiye", "1 Jan 2010", "2 Feb 2017"),
    ("Chad", "", "6 May 2012 a"),
    ("Togo", "", "[7 Jul 2012 A]"),
    ("Kuwait", "", "8 Aug 2017 a"),
]
FIRST, SECOND = "2016-01-15", "2018-01-15"


@pytest.fixture
def desk(tracker, tmp_path):
    """A folder with a log of the old page, and the new page beside it."""
    (tmp_path / "T.en.xml").write_text(page(OLD, TITLES, parties="4"))
    assert tracker("import", "untc", "T.en.xml", "--retrieved", FIRST, "--to", ".").returncode == 0
    (tmp_path / "T.en.xml").write_text(page(NEW, TITLES, parties="4"))

    def bring(*args, retrieved=SECOND):
        return tracker(
            "import", "untc", "T.en.xml", "--retrieved", retrieved, "--log", "t.toml", *args
        )

    bring.folder, bring.log = tmp_path, tmp_path / "t.toml"
    bring.tracker = tracker
    return bring


def test_what_is_new_differs_is_gone_or_respelled_is_told_and_nothing_is_written(desk):
    before = desk.log.read_bytes()
    answer = desk()
    assert answer.returncode == 0
    text = answer.stdout
    assert "4 entries are new, 2 differ and 1 is in the log alone." in text
    assert re.search(r"Turkey +ratification +2 February 2017", text)
    assert re.search(r"Kuwait +accession +8 August 2017", text)
    assert re.search(r"Togo +withdrawal +between 8 July 2012 and 15 January 2018", text)
    assert re.search(r"the treaty +report: 4 contracting", text)
    assert re.search(r"Chad +accession, 5 May 2012 +accession, 6 May 2012", text)
    assert re.search(r"Togo +ratification, 7 July 2012 +acceptance, 7 July 2012", text)
    assert re.search(r"In the log alone\n\nState +Act +Day *\nPeru", text)
    assert "Turkey → Türkiye" in text
    assert "--accept" in answer.stderr
    assert desk.log.read_bytes() == before
    found = json.loads(desk("--format", "json").stdout)[0]
    keys = ("state", "field", "recorded", "found")
    assert [tuple(one[key] for key in keys) for one in found["differs"]] == [
        ("Chad", "date", "2012-05-05", "2012-05-06"),
        ("Togo", "type", "ratification", "acceptance"),
    ]
    assert found["gone"] == ["Peru"]
    assert found["respelled"] == [{"recorded": "Turkey", "found": "Türkiye"}]
    assert len(found["new"]) == 4


def test_dry_run_prints_what_accept_appends_and_nothing_else(desk):
    shown = desk("--dry-run")
    before = desk.log.read_text()
    assert (shown.returncode, shown.stderr) == (0, "")
    assert desk("--accept", "all").returncode == 0
    assert desk.log.read_text() == before + shown.stdout


def test_all_appends_corrections_as_retraction_and_right_event_with_the_reason(desk):
    before = desk.log.read_bytes()
    answer = desk("--accept", "all")
    assert answer.stdout.rstrip().endswith("appended 8 events to t.toml")
    assert desk.log.read_bytes().startswith(before)
    log = read(desk.log.read_bytes(), "t.toml").log
    gone = log.event_by_id["retract-chad-accession"]
    assert gone.of == "chad-accession"
    assert gone.reason == (
        "United Nations Treaty Collection of 2018-01-15 has the day 2012-05-06 "
        "instead of 2012-05-05"
    )
    assert log.event_by_id["chad-accession-2"].date.first == date(2012, 5, 6)
    assert log.event_by_id["turkey-ratification"].state == "Turkey"
    assert {e.source for e in log.events if e.id == "turkey-ratification"} == {("untc-2018-01-15",)}
    # Peru stays: what a page has lost is for a person to look at.
    contracting = status_of(make_consistent(log), date(2018, 1, 15)).contracting
    assert contracting.at_least == 5 or check(log)


def test_new_alone_leaves_corrections_out(desk):
    assert desk("--accept", "new").stdout.rstrip().endswith("appended 4 events to t.toml")
    assert "retraction" not in desk.log.read_text()
    assert "0 entries" not in desk().stdout
    assert "2 differ" in desk().stdout


def test_running_it_twice_appends_nothing(desk):
    desk("--accept", "all")
    once = desk.log.read_bytes()
    again = desk("--accept", "all")
    assert again.returncode == 0
    assert "nothing" in again.stderr
    assert desk.log.read_bytes() == once
    assert desk("--dry-run").stdout == ""


def test_a_later_page_that_says_no_more_adds_its_total_alone(desk):
    desk("--accept", "all")
    later = desk("--format", "json", retrieved="2019-01-15")
    assert json.loads(later.stdout)[0]["new"] == ["report-2019-01-15"]


def test_what_would_make_the_log_worse_is_refused_whole(desk):
    text = desk.log.read_text()
    text += (
        '\n[[event]]\nid = "m"\ntype = "membership"\nstate = "Fiji"\ndate = 2010-01-01\n'
        'source = "untc-2016-01-15"\n'
    )
    desk.log.write_text(text)
    answer = desk("--accept", "all")
    assert answer.returncode == 2
    assert 'unknown State "Kuwait"' in answer.stderr
    assert desk.log.read_text() == text


def test_a_day_that_the_page_knows_less_exactly_is_no_difference(desk):
    desk("--accept", "all")
    text = desk.log.read_text().replace('date = "[2012-07-08..2018-01-15]"', "date = 2014-03-03")
    desk.log.write_text(text)
    assert "\n1 is in the log alone." in desk().stdout


def test_what_the_page_has_no_column_for_is_not_gone(tracker, tmp_path):
    (tmp_path / "T.en.xml").write_text(page(OLD, TITLES, parties="4"))
    tracker("import", "untc", "T.en.xml", "--retrieved", FIRST, "--to", ".")
    rows = [(name, consent) for name, _, consent in OLD if consent]
    (tmp_path / "T.en.xml").write_text(page(rows, (TITLES[0], TITLES[2]), parties="4"))
    answer = tracker("import", "untc", "T.en.xml", "--retrieved", FIRST, "--log", "t.toml")
    assert "Nothing is new" in answer.stdout


def test_another_treaty_is_noticed(desk):
    (desk.folder / "T.en.xml").write_text(page(NEW, TITLES, title="Another Convention"))
    assert "the file of “Another Convention”" in desk().stdout


def test_the_options_that_do_not_go_together_are_refused(desk):
    tracker = desk.tracker
    how = ("import", "untc", "T.en.xml", "--retrieved", FIRST)
    assert "--to DIR" in tracker(*how).stderr
    assert tracker(*how, "--to", ".", "--accept", "all").returncode == 2
    assert tracker(*how, "T.en.xml", "--log", "t.toml").returncode == 2
    assert tracker("import", "untc", "T.en.xml", "--retrieved", "2018", "--to", ".").returncode == 2


NAMES = ("Fiji", "Chad", "Peru", "Togo", "Iceland")
rows = st.lists(
    st.tuples(
        st.sampled_from(NAMES),
        st.sampled_from(["", "1 Jan 2010", "2 Jan 2010"]),
        st.sampled_from(["", "1 Jan 2011", "5 May 2012 a", "[5 May 2012 a]", "6 Jun 2013 A"]),
    ),
    unique_by=lambda row: row[0],
    min_size=1,
)


def found(several, day):
    return from_page(page(several, TITLES).encode(), "T.en.xml", day)


@law(200)
@given(rows, rows)
def test_a_log_that_took_all_has_every_act_of_the_page_and_takes_nothing_again(older, newer):
    old, new = found(older, date(2016, 1, 15)), found(newer, date(2018, 1, 15))
    text, _ = new_log(old.log, date(2020, 1, 1), "T", "tracker import")
    basis = Basis(text, "t")
    first = propose(basis.log, new.log, new.covers)
    entries = list(first.entries(first.new, first.differs, date(2020, 1, 1)))
    if not entries:
        return
    sources = [values_of(one) for one in first.sources(entries)]
    blocks = batch(basis.taken, sources, entries, date(2020, 1, 1), first.known)
    after = read(text + admit_batch(basis, blocks).added, "t").log
    again = propose(after, new.log, new.covers)
    assert not again.any
    assert {event.state for event in again.gone} <= {act.state for act in old.acts}
