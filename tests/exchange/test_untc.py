"""A page of the UN Treaty Collection becomes a log: no act lost, none invented, each as it is."""

import json
import re
from collections import Counter
from datetime import date, timedelta
from html import escape

import pytest
from helpers.strategies import law
from helpers.tables import page
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.answers.check import check
from cica_tracker.answers.status import status_of
from cica_tracker.exchange.titles import kind_of, title
from cica_tracker.exchange.untc import from_page, log_name
from cica_tracker.model.dates import Window, edtf
from cica_tracker.model.problems import LogError
from cica_tracker.reading.parse import read
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.writing.batch import new_log

DAY = date(2018, 1, 15)


def found(rows, titles=("Participant", "Ratification"), **header):
    return from_page(page(rows, titles, **header).encode(), "XXVII-99.en.xml", DAY)


def acts(rows, titles=("Participant", "Ratification"), **header):
    """What the events say: (State, type, day)."""
    log = found(rows, titles, **header).log
    return [
        (event.state, event.type, edtf(event.date))
        for event in log.events
        if hasattr(event, "state")
    ]


def written(several):
    """The log as it would be read from its file."""
    text, _ = new_log(several.log, date(2020, 1, 1), several.file, "tracker import", several.quoted)
    reading = read(text, "a.toml")
    assert reading.problems == ()
    return reading.log


TITLE = "Signature, Ratification, Acceptance(A), Approval(AA), Accession(a), Succession(d)"


@pytest.mark.parametrize(
    ("column", "cell", "form"),
    [
        ("Ratification, Acceptance(A), Accession(a)", "9 Nov 2016", "ratification"),
        ("Ratification, Acceptance(A), Accession(a)", "9 Nov 2016 A", "acceptance"),
        ("Ratification, Acceptance(A), Accession(a)", "9 Nov 2016 a", "accession"),
        ("Approval(AA), Acceptance(A), Accession(a), Ratification", "9 Nov 2016 AA", "approval"),
        ("Approval(AA), Acceptance(A), Accession(a), Ratification", "9 Nov 2016", "ratification"),
        ("Accession(a), Succession(d), Ratification", "9 Nov 2016 d", "succession"),
        ("Definitive signature(s), Acceptance(A)", "9 Nov 2016 s", "definitive-signature"),
        ("Acceptance(A)", "9 Nov 2016 A", "acceptance"),
        ("Acceptance(A)", "9 Nov 2016", "acceptance"),
        ("Accession(a)", "9 Nov 2016 d", "succession"),
        (
            "Formal confirmation(c), Accession(a), Ratification",
            "9 Nov 2016 c",
            "formal-confirmation",
        ),
        (
            "Simplified procedure(p), Accession(a), Consent to be bound(P)",
            "9 Nov 2016 P",
            "acceptance",
        ),
        (
            "Simplified procedure(p), Accession(a), Consent to be bound(P)",
            "9 Nov 2016 p",
            "acceptance",
        ),
        ("Definitive acceptance", "9 Nov 2016", "acceptance"),
        ("Provisional acceptance", "9 Nov 2016", "provisional-application"),
        ("Provisional application(n)", "9 Nov 2016 n", "provisional-application"),
        (
            "Undertaking of provisional application under article 31",
            "9 Nov 2016",
            "provisional-application",
        ),
        (
            "Participation by virtue of ratification, accession or succession",
            "9 Nov 2016",
            "acceptance",
        ),
        ("Application", "9 Nov 2016", "acceptance"),
        ("Signature", "9 Nov 2016", "signature"),
        ("Signature, Succession to signature(d)", "9 Nov 2016 d", "signature"),
        ("Signature, Signature ad referendum (s)", "9 Nov 2016", "signature"),
        ("Signature by members under Section 3 (c)", "9 Nov 2016", "signature"),
        (
            "Definitive signature of the Protocol, Notification as amended(d)",
            "9 Nov 2016 d",
            "succession",
        ),
        ("Adhésion(a), Ratification", "9 nov 2016 a", "accession"),
        (
            "Confirmation of signature, Definitive signature(s)",
            "9 Nov 2016",
            "definitive-signature",
        ),
    ],
)
def test_the_title_of_the_column_and_the_letter_say_the_form(column, cell, form):
    assert acts([("Fiji", cell)], ("Participant", column)) == [("Fiji", form, "2016-11-09")]


def test_a_signature_and_a_consent_are_two_acts_of_one_row():
    titles = ("Participant", "Signature", "Ratification, Accession(a)")
    rows = [("Fiji", "22 Apr 2016", "9 Nov 2016"), ("Chad", "", "1 Jan 2017 a")]
    assert acts(rows, titles) == [
        ("Fiji", "signature", "2016-04-22"),
        ("Fiji", "ratification", "2016-11-09"),
        ("Chad", "accession", "2017-01-01"),
    ]


@pytest.mark.parametrize("cell", ["[ 5 Oct 1979 a]", "[5 Oct 1979 ] a", "[5\tOct\n 1979 a ]"])
def test_a_day_in_brackets_is_a_consent_and_a_later_withdrawal(cell):
    assert acts([("Fiji", cell)], ("Participant", "Ratification, Accession(a)")) == [
        ("Fiji", "accession", "1979-10-05"),
        ("Fiji", "withdrawal", "[1979-10-06..2018-01-15]"),
    ]


def test_a_state_that_left_and_came_back_left_before_it_came_back():
    assert acts(
        [("Fiji", "[5 Oct 1979] 1 May 2008 a")], ("Participant", "Ratification, Accession(a)")
    ) == [
        ("Fiji", "ratification", "1979-10-05"),
        ("Fiji", "withdrawal", "[1979-10-06..2008-05-01]"),
        ("Fiji", "accession", "2008-05-01"),
    ]


def test_a_state_consents_once_and_what_else_its_row_has_is_its_note():
    titles = ("Participant", "Ratification", "Notification under article 25", "Extension")
    one = found([("Fiji", "9 Nov 2016", "1 Dec 2016", "[3 Mar 2017]")], titles)
    assert [act.type for act in one.acts] == ["ratification"]
    assert one.acts[0].note == (
        "Notification under article 25: 1 December 2016; Extension: 3 March 2017 (in brackets)"
    )
    twice = (
        "Participant",
        "Ratification of the Protocol",
        "Accession to the amended Convention(a)",
    )
    one = found([("Fiji", "9 Nov 2016", "1 Dec 2014 a")], twice)
    assert [(act.type, edtf(act.date)) for act in one.acts] == [("accession", "2014-12-01")]
    assert "9 November 2016" in one.acts[0].note


def test_confirming_a_signature_binds_only_where_nothing_else_does():
    alone = (
        "Participant",
        "Signature ad referendum (s)",
        "Definitive signature(s), Confirmation of signature",
    )
    assert acts([("Fiji", "4 Apr 1984", "1 May 1985")], alone)[1][1] == "definitive-signature"
    beside = (
        "Participant",
        "Signature",
        "Confirmation of signature ad referendum(C)",
        "Ratification",
    )
    assert [
        act[1] for act in acts([("Fiji", "4 Apr 1984", "1 May 1985 C", "1 May 1986")], beside)
    ] == [
        "signature",
        "ratification",
    ]


@pytest.mark.parametrize(
    "name",
    [
        "Côte d'Ivoire<superscript>1,2</superscript>",
        "C&ocirc;te d'Ivoire&lt;superscript&gt;3&lt;/superscript&gt;",
        "C&amp;ocirc;te d'Ivoire",
        " <i>Côte\td'Ivoire</i>  ",
        "<Entry>Côte d'Ivoire<superscript>4</superscript></Entry>",
        "<Entry><b>Côte</b> d'Ivoire</Entry>",
    ],
)
def test_marks_of_footnotes_and_markup_are_no_part_of_a_name(name):
    assert acts([(name, "9 Nov 2016")])[0][0] == "Côte d'Ivoire"


def test_former_states_and_organisations_keep_their_names():
    names = ["Yugoslavia", "Czechoslovakia", "German Democratic Republic", "European Union"]
    names += ["Netherlands (Kingdom of the)", "Serbia and Montenegro", "Holy See"]
    rows = [(name, "9 Nov 1980") for name in names]
    assert [act[0] for act in acts(rows)] == names


def test_a_row_without_a_day_and_a_day_that_is_none_are_named_as_unread():
    one = found([("Fiji", ""), ("Chad", "31 Feb 2000"), ("Peru", "9 Nov 2016 Q"), ("Togo", "soon")])
    assert one.acts == ()
    assert [(unread.row, unread.state) for unread in one.unread] == [
        (1, "Fiji"),
        (2, "Chad"),
        (3, "Peru"),
        (4, "Togo"),
    ]
    assert "2000-02-31" in one.unread[1].why
    assert '"Q"' in one.unread[2].why


def test_a_column_that_is_not_understood_loses_no_day_silently():
    one = found([("Fiji", "9 Nov 2016", "1 Jan 2017")], ("Participant", "Ratification", "Mystery"))
    assert len(one.acts) == 1
    assert "Mystery" in one.unread[0].why


def test_the_printed_total_is_a_report_of_the_depositary_on_the_day_retrieved():
    rows = [("Fiji", "9 Nov 2016"), ("Chad", "[9 Nov 2016]"), ("Peru", "")]
    log = written(found(rows, parties="1", signatories="0"))
    assert check(log) == ()
    status = status_of(make_consistent(log), DAY)
    assert (status.contracting.at_least, status.contracting.at_most) == (1, 1)
    report = log.event_by_id["report-2018-01-15"]
    assert (report.contracting, report.date) == (1, Window(DAY, DAY))
    assert log.sources[0].authority == "depositary"


def test_a_total_that_is_not_that_of_the_rows_is_said_and_both_are_kept(tracker, tmp_path):
    (tmp_path / "XXVII-99.en.xml").write_text(page([("Fiji", "9 Nov 2016")], parties="2"))
    answer = tracker("import", "untc", "XXVII-99.en.xml", "--retrieved", "2018-01-15", "--to", ".")
    assert answer.returncode == 1
    assert "prints 2 parties, and its rows come to 1" in answer.stdout
    log = read((tmp_path / "xxvii-99.toml").read_bytes(), "a").log
    assert status_of(make_consistent(log), DAY).unidentified == 1


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 November 2016, in accordance with article 21(1).", date(2016, 11, 4)),
        ("30 September 1962.", date(1962, 9, 30)),
        (
            "provisionally on 1 October 2003, and definitively on 2 November 2005, in",
            date(2005, 11, 2),
        ),
        ("provisionally on 1 October 2003, in accordance with article 58(3).", None),
        ("see article 85 which reads: it enters into force after 4 November 2016", None),
        ("", None),
    ],
)
def test_a_day_in_force_is_announced_only_where_the_text_gives_one(text, day):
    assert found([("Fiji", "9 Nov 2001")], in_force=text).in_force == day


def test_the_day_of_adoption_never_lies_after_an_act():
    old = found(
        [("Fiji", "9 Nov 1946")],
        conclusion="Geneva, 11 February 1925 and Lake Success, 11 December 1946",
    )
    assert (edtf(old.treaty.adopted), old.treaty.place) == ("1925-02-11", "Geneva")
    new = found(
        [("Fiji", "9 Nov 1947")],
        conclusion="Geneva, 11 February 1925 and Lake Success, 11 December 1946",
    )
    assert (edtf(new.treaty.adopted), new.treaty.place) == ("1946-12-11", "Lake Success")
    none = found([("Fiji", "9 Nov 1920")], conclusion="Geneva, 11 February 1925")
    assert none.treaty.adopted is None
    assert "no day of adoption" in none.assumed[0]


def test_the_log_names_its_file_quotes_the_text_on_entry_into_force_and_asks_no_clause(
    tracker, tmp_path
):
    text = "see article 9 which reads: it enters into force on the ninetieth day after the 20th."
    name = "XXVII-7-d.en.xml"
    (tmp_path / name).write_text(page([("Fiji", "9 Nov 2016")], in_force=text, parties="1"))
    answer = tracker("import", "untc", name, "--retrieved", "2018-01-15", "--to", "logs")
    assert (answer.returncode, answer.stderr) == (0, "")
    log = (tmp_path / "logs" / "xxvii-7-d.toml").read_text()
    assert "#     see article 9 which reads" in log
    assert 'type = "clause"' not in log
    assert re.search(r"SHA-256 [0-9a-f]{64}", log)
    assert 'locator = "Chapter XXVII, no. 99"' in log
    assert tracker("check", "--log", "logs/xxvii-7-d.toml").returncode == 0


def test_numbers_or_a_file_make_the_clause(tracker, tmp_path):
    (tmp_path / "a.en.xml").write_text(page([("Fiji", "9 Nov 2016")], parties="1"))
    how = ("import", "untc", "a.en.xml", "--retrieved", "2018-01-15", "--to")
    assert tracker(*how, "one", "--required", 2, "--delay", "P90D").returncode == 0
    (tmp_path / "clause.toml").write_text('delay = "P90D"\n[[condition]]\ncount = 2\n')
    assert tracker(*how, "two", "--clause", "clause.toml").returncode == 0
    whole = (
        '[[event]]\nid = "c"\ntype = "clause"\ndate = 1950-01-01\nsource = "x"\ndelay = "P90D"\n'
    )
    (tmp_path / "clause.toml").write_text(f"{whole}[[event.condition]]\ncount = 2\n")
    assert tracker(*how, "three", "--clause", "clause.toml").returncode == 0
    texts = [(tmp_path / name / "a.toml").read_text() for name in ("one", "two", "three")]
    assert texts[0] == texts[1] == texts[2]
    status = tracker("status", "--log", "one/a.toml", "--as-of", "2018-01-15", "--format", "json")
    assert json.loads(status.stdout)["remaining"] == {"at_least": 1, "at_most": 1}
    (tmp_path / "clause.toml").write_text("nothing = 1\n")
    refused = tracker(*how, "four", "--clause", "clause.toml")
    assert (refused.returncode, "no clause in it" in refused.stderr) == (2, True)


def test_no_file_is_overwritten_and_the_others_come_in(tracker, tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.en.xml").write_text(page([("Fiji", "9 Nov 2016")]))
    (tmp_path / "b.toml").write_text("mine")
    how = ("import", "untc", "a.en.xml", "b.en.xml", "--retrieved", "2018-01-15", "--to", ".")
    answer = tracker(*how, "--format", "json")
    assert answer.returncode == 2
    one, two = json.loads(answer.stdout)
    assert (one["error"], len(one["new"]), one["acts"], one["rows"]) == (None, 1, 1, 1)
    assert "never overwritten" in two["error"]
    assert (tmp_path / "b.toml").read_text() == "mine"


def test_dry_run_prints_the_log_and_writes_nothing(tracker, tmp_path):
    (tmp_path / "a.en.xml").write_text(page([("Fiji", "9 Nov 2016")]))
    how = ("import", "untc", "a.en.xml", "--retrieved", "2018-01-15", "--to", "logs")
    shown = tracker(*how, "--dry-run").stdout
    assert not (tmp_path / "logs").exists()
    tracker(*how)
    assert (tmp_path / "logs" / "a.toml").read_text() == shown


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("XXVII-7-d.en.xml", "xxvii-7-d"),
        ("a/b/IV-15.xml", "iv-15"),
        ("Odd name (1).csv", "odd-name-1"),
    ],
)
def test_a_log_is_named_as_its_file(file, name):
    assert log_name(file) == name


def test_words_that_no_column_has_are_no_kind():
    assert kind_of("Mystery") is None
    assert title("Mystery").part("") is None


# Laws: built pages against a count that knows nothing of the reader

LETTERS = {
    "": "ratification",
    "a": "accession",
    "A": "acceptance",
    "AA": "approval",
    "d": "succession",
}
NAMES = (
    "Fiji",
    "Chad",
    "Peru",
    "Togo",
    "Iceland",
    "Kuwait",
    "Japan",
    "European Union",
    "Yugoslavia",
)
days = st.integers(0, 20_000).map(lambda n: date(1955, 1, 1) + timedelta(n))
cells = st.one_of(st.none(), st.tuples(days, st.sampled_from(sorted(LETTERS)), st.booleans()))


@st.composite
def tables(draw):
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, min_size=1))
    return [(name, draw(st.none() | days), draw(cells)) for name in names]


def shown(day, letter="", *, left=False):
    text = f"{day.day} {day:%b} {day.year} {letter}"
    return f"[{text}]" if left else text


@law(200)
@given(tables())
def test_every_act_of_a_built_page_is_in_its_log_and_no_other(table):
    titles = ("Participant", "Signature", TITLE.removeprefix("Signature, "))
    rows, expected = [], Counter()
    for name, signed, consent in table:
        rows.append(
            (
                name,
                shown(signed) if signed else "",
                shown(consent[0], consent[1], left=consent[2]) if consent else "",
            )
        )
        if signed:
            expected[name, "signature", signed] += 1
        if consent:
            expected[name, LETTERS[consent[1]], consent[0]] += 1
    standing = sum(1 for _, _, consent in table if consent and not consent[2])
    several = found(rows, titles, parties=str(standing))
    log = written(several)
    acts = [e for e in log.events if hasattr(e, "state")]
    assert (
        Counter((e.state, e.type, e.date.first) for e in acts if e.type != "withdrawal") == expected
    )
    assert sum(e.type == "withdrawal" for e in acts) == sum(1 for *_, c in table if c and c[2])
    assert several.counted.parties == standing
    assert len(several.unread) == sum(not signed and not consent for _, signed, consent in table)
    assert not any("contradicts" in problem.message for problem in check(log))
    contracting = status_of(make_consistent(log), DAY).contracting
    assert (contracting.at_least, contracting.at_most) == (standing, standing)


@law(200)
@given(st.text(max_size=40), st.text(max_size=20))
def test_any_text_in_a_cell_is_read_or_named_as_unread(name, cell):
    try:
        data = page([(name, cell), ("Fiji", "9 Nov 2016")]).encode()
    except UnicodeEncodeError:
        return
    try:
        one = from_page(data, "a.xml", DAY)
    except LogError:
        return
    written(one)
    row_one = [act for act in one.acts if act.row == 1] or [u for u in one.unread if u.row == 1]
    assert row_one


def test_a_row_with_separators_alone_is_named_as_unread():
    one = found([("", ";"), ("Fiji", "9 Nov 2016")])
    assert [(unread.row, unread.why) for unread in one.unread] == [
        (1, "no day stands in any column")
    ]


def test_what_was_not_read_is_said_in_the_readers_language(run, tmp_path):
    data = page([("Chad", "31 Feb 2016"), ("Fiji", "9 Nov 2016")])
    (tmp_path / "a.xml").write_text(data)
    done = run(
        *("import", "untc", tmp_path / "a.xml", "--retrieved", "2020-01-01"),
        *("--to", tmp_path, "--lang", "ru"),
    )
    assert "не прочитано: строка 1, Чад: Ratification: дня 2016-02-31 в календаре нет" in (
        " ".join(done.stdout.split())
    )


def test_the_line_of_a_damage_is_that_of_an_editor_whatever_stands_before(tmp_path, run):
    data = page([("Chad", "9 Nov 2016"), ("Fiji", "9 Nov 2016")]).replace("Chad", "Ch\rad")
    at = data.index("Fiji")
    (tmp_path / "a.xml").write_bytes((data[:at] + "\x02" + data[at:]).encode())
    done = run(
        *("import", "untc", tmp_path / "a.xml"), "--retrieved", "2020-01-01", "--to", tmp_path
    )
    line = data[:at].count("\n") + 1
    assert f"a.xml:{line}: the XML is damaged" in done.stderr
    assert "Fiji" in done.stderr


@pytest.mark.parametrize(
    ("chapter", "number", "subnumber", "address"),
    [
        ("CHAPTER XXVII", "7", "d", "mtdsg_no=XXVII-7-d&chapter=27&"),
        ("CHAPTER IV", "9", "", "mtdsg_no=IV-9&chapter=4&"),
        ("CHAPTER XIX", "41", "a", "mtdsg_no=XIX-41-a&chapter=19&"),
        ("CHAPTER XI", "12", "", None),
        ("CHAPTER", "12", "", None),
        ("CHAPTER IV", '1"><script>', "", None),
    ],
)
def test_the_source_has_the_address_of_the_treaty_where_it_follows(
    chapter, number, subnumber, address
):
    head = {"chapter": chapter, "numsect": escape(number), "subnumsect": subnumber}
    one = found([("Fiji", "9 Nov 2016")], **head)
    assert (one.source.url is None) == (address is None)
    assert address is None or address in one.source.url


def test_an_organisation_is_told_from_the_states(run, tmp_path):
    data = page([("European Union", "5 Oct 2016"), ("Fiji", "9 Nov 2016")], parties="2")
    (tmp_path / "a.xml").write_text(data)
    done = run(
        *("import", "untc", tmp_path / "a.xml", "--retrieved", "2020-01-01", "--to", tmp_path)
    )
    assert "European Union is an organisation, no State" in " ".join(done.stdout.split())
    log = tmp_path / "a.toml"
    assert log.read_text().count('note = "an organisation, no State"') == 1
    for command in ("parties", "members"):
        shown = run(command, "--log", log, "--as-of", "2020-01-01").stdout
        assert "European Union (organisation)" in " ".join(shown.split())
        assert "Fiji (" not in shown
        wanted = (command, "--log", log, "--as-of", "2020-01-01", "--format", "json")
        rows = json.loads(run(*wanted).stdout)[command]
        marked = {row["state"]: row["organisation"] for row in rows}
        assert marked == {"European Union": True, "Fiji": False}
    data = (tmp_path / "a.toml").read_text() + (
        '[[event]]\nid = "c"\ntype = "clause"\ndate = 1950-01-01\nsource = "untc-2020-01-01"\n'
        '[[event.condition]]\ncount = 2\nnot_counted = ["European Union"]\n'
    )
    log.write_text(data)
    answer = run("status", "--log", log, "--as-of", "2020-01-01", "--format", "json").stdout
    (condition,) = json.loads(answer)["conditions"]
    assert (condition["have"]["at_least"], condition["met"]) == (1, "no")
