"""Researchers' tables: what is told is taken, what is found is said, what is unclear is refused."""

import json
from datetime import date

import pytest
from helpers.command import ROOT
from helpers.strategies import law
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.exchange.csv_dates import Cell, NoDay, Reader, reader_of
from cica_tracker.exchange.csv_file import Told, read_table
from cica_tracker.exchange.csv_map import map_of
from cica_tracker.exchange.csv_table import About, from_table
from cica_tracker.model.dates import edtf
from cica_tracker.model.problems import LogError
from cica_tracker.reading.foreign import shipped_maps
from cica_tracker.reading.values import table_of

DAY = date(2021, 5, 1)
PLAIN = "state=S,accession=D"


def brought(text, *pairs, encoding="utf-8", **kept):
    how = map_of(pairs or (PLAIN,), kept)
    return from_table(text.encode(encoding), "t.csv", how, About(DAY))


def acts(text, *pairs, **how):
    return [
        (act.state, act.type, edtf(act.date))
        for one in brought(text, *pairs, **how)
        for act in one.acts
    ]


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("2016-04-22", "2016-04-22"),
        ("2016/4/22", "2016-04-22"),
        ("2016-04-22T00:00:00Z", "2016-04-22"),
        ("20160422", "2016-04-22"),
        ("22 Apr 2016", "2016-04-22"),
        ("April 22, 2016", "2016-04-22"),
        ("Apr 2016", "2016-04"),
        ("2016-04", "2016-04"),
        ("2016", "2016"),
        ("2016.0", "2016"),
        ("[..2016-04-22]", "[..2016-04-22]"),
    ],
)
def test_a_day_a_month_or_a_year_is_a_window(text, window):
    assert acts(f'S,D\nFiji,"{text}"\n') == [("Fiji", "accession", window)]


@pytest.mark.parametrize("text", ["", "NA", "n/a", "-", "null", "?"])
def test_a_cell_that_says_nothing_is_no_day(text):
    one = brought(f"S,D\nFiji,{text}\nChad,2016-01-02\n")[0]
    assert [act.state for act in one.acts] == ["Chad"]
    assert [(unread.row, unread.state) for unread in one.unread] == [(2, "Fiji")]


@pytest.mark.parametrize(
    "text", ["31.12.9999", "1900-01-01", "0000-00-00", "9999-12-31", "1899-12-30"]
)
def test_a_date_that_stands_for_none_is_reported_and_not_believed(text):
    one = brought(f"S,D\nFiji,{text}\nChad,13.01.2016\n")[0]
    assert [act.state for act in one.acts] == ["Chad"]
    assert any(text in said and "not believed" in said for said in one.assumed)


@pytest.mark.parametrize("text", ["03/06/91", "2016-02-31", "soon", "13/13/2016"])
def test_what_is_no_day_is_named_with_its_line(text):
    one = brought(f"S,D\nFiji,{text}\nChad,13/01/2016\n", PLAIN, dates="dmy")[0]
    assert [(unread.row, unread.state) for unread in one.unread] == [(2, "Fiji")]


def test_an_order_that_nothing_proves_is_refused_with_both_readings():
    with pytest.raises(LogError) as error:
        brought("S,D\nFiji,03/06/1991\nChad,05/05/2001\n")
    assert 't.csv:2: "03/06/1991" is 3 June 1991 or 6 March 1991' in str(error.value)
    assert "--dates dmy" in str(error.value)
    assert acts("S,D\nFiji,03/06/1991\n", PLAIN, dates="mdy") == [
        ("Fiji", "accession", "1991-03-06")
    ]


def test_an_order_that_one_row_proves_is_taken_and_said():
    one = brought("S,D\nFiji,03/06/1991\nChad,05/13/2003\n")[0]
    assert [edtf(act.date) for act in one.acts] == ["1991-03-06", "2003-05-13"]
    assert 'D: the month first, as "05/13/2003" in line 3 shows' in one.assumed


def test_a_column_that_mixes_both_orders_is_refused_with_both_lines():
    with pytest.raises(LogError, match=r"line 3 the day: column .D. mixes both"):
        brought("S,D\nFiji,01/13/1991\nChad,25/05/2001\n")


@law(200)
@given(st.dates(date(1600, 1, 1), date(2150, 1, 1)))
def test_every_day_is_read_in_the_order_that_is_told(day):
    shown = {"dmy": f"{day.day}.{day.month}.{day.year}", "mdy": f"{day:%m/%d/%Y}"}
    if day.year == 1899 or day == date(1900, 1, 1):
        return  # what spreadsheets write for no day
    for order, text in shown.items():
        assert Reader(order).window(text) == (day, day)
        assert Reader(order).window(day.isoformat()) == (day, day)


@law(200)
@given(st.lists(st.dates(date(1950, 1, 1), date(2020, 1, 1)), min_size=1))
def test_a_proved_order_is_never_the_wrong_one(several):
    cells = [Cell(n, f"{day:%d/%m/%Y}") for n, day in enumerate(several, 2)]
    try:
        reader = reader_of("t.csv", "D", cells, None)
    except LogError:
        assert all(day.day <= 12 for day in several)
        return
    for day, cell in zip(several, cells, strict=True):
        assert reader.window(cell.text) == (day, day)


@law(200)
@given(st.text(max_size=30))
def test_any_cell_is_a_window_or_an_error_that_says_so(text):
    try:
        window = Reader("dmy").window(text)
    except (ValueError, NoDay):
        return
    assert window is None or window.first <= window.last


@pytest.mark.parametrize(
    ("delimiter", "name"), [(",", "comma"), (";", "semicolon"), ("\t", "tab"), ("|", "bar")]
)
def test_a_delimiter_that_is_found_is_said(delimiter, name):
    one = brought(f"S{delimiter}D\nFiji{delimiter}2016-01-02\n")[0]
    assert len(one.acts) == 1
    assert any(name in said for said in one.assumed)


def test_an_encoding_that_is_found_is_said_and_one_that_is_told_is_taken():
    one = brought("S,D\nCôte d'Ivoire,2016-01-02\n", encoding="cp1252")[0]
    assert one.acts[0].state == "Côte d'Ivoire"
    assert any("cp1252" in said and "0xf4 in line 2" in said for said in one.assumed)
    with pytest.raises(LogError, match=r"t.csv:2: byte 0xf4 is no utf-8"):
        read_table("S,D\nCôte,2016-01-02\n".encode("cp1252"), "t.csv", Told(None, "utf-8"))


BROKEN = {
    "a quote left open": ('S,D\nFiji,"2016-01-02\nChad,2016-01-03\n', "t.csv:2: a quote is opened"),
    "a wrong delimiter": ("S;D\nFiji;2016-01-02\n", 'no column "S"'),
    "a row too short": ("S,D\nFiji\n", "t.csv:2: this row has 1 cells"),
    "a header and a row on one line": (
        "S,DFiji,2016-01-02\nChad,2016-01-03\n",
        "t.csv:2: this row has 2 cells",
    ),
    "a NUL": ("S,D\nFi\0ji,2016-01-02\n", "t.csv:2: a NUL stands here"),
    "nothing": ("", "t.csv"),
    "a State under two names": (
        "S,D\nTurkey,2016-01-02\nTürkiye,2017-01-03\n",
        'row 2 calls "Turkey"',
    ),
    "several States in a cell": ('S,D\n"Fiji, Chad",2016-01-02\n', "names several States"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_table_is_refused_with_its_place_and_nothing_is_written(run, tmp_path, what):
    text, message = BROKEN[what]
    (tmp_path / "t.csv").write_text(text)
    more = ("--delimiter", ",") if what == "a wrong delimiter" else ()
    answer = run(
        "import",
        "csv",
        "t.csv",
        "--map",
        PLAIN,
        *more,
        "--retrieved",
        DAY,
        "--to",
        "logs",
        cwd=tmp_path,
    )
    assert answer.returncode == 2
    assert message in answer.stderr
    assert not (tmp_path / "logs").exists()


def test_columns_come_in_any_order_with_a_header_or_without():
    expected = [("Fiji", "ratification", "2016-01-02")]
    assert acts("T,D,S\nRatification,2016-01-02,Fiji\n", "state=S,date=d", "type=T") == expected
    assert acts("2016-01-02,R,Fiji\n", "state=#3,ratification=#1", header=False) == expected
    assert acts("D,S\n2016-01-02,Fiji\n", "state=S,date=D,type=ratification") == expected


def test_codes_numbers_and_names_find_the_state_and_na_is_namibia():
    text = "S,D\nFJ,2016-01-02\nNA,2016-01-03\n148,2016-01-04\nPER,2016-01-05\n"
    assert [act[0] for act in acts(text)] == ["Fiji", "Namibia", "Chad", "Peru"]
    one = brought("S,D\nFiji,2016-01-02\nNA,2016-01-03\nChad,2016-01-04\n")[0]
    assert [act.state for act in one.acts] == ["Fiji", "Chad"]
    assert one.unread[0].why == "no State stands in this row"


def test_a_state_that_nobody_knows_is_taken_as_it_stands_and_said():
    one = brought("S,D\nRuritania,2016-01-02\n")[0]
    assert one.acts[0].state == "Ruritania"
    assert any("Ruritania" in said for said in one.assumed)


def test_several_treaties_in_one_file_make_several_logs():
    found = brought(
        "T,S,D\nBern,Fiji,2016-01-02\nRome,Chad,2016-01-03\nBern,Peru,2016\n", f"{PLAIN},treaty=T"
    )
    assert [(one.name, one.treaty.title, len(one.acts)) for one in found] == [
        ("bern", "Bern", 2),
        ("rome", "Rome", 1),
    ]


def test_several_states_in_one_cell_are_split_where_that_is_told():
    assert acts('S,D\n"Fiji, Chad and the rest, and Peru",2016-01-02\n', split=",")[0][0] == "Fiji"
    assert [act[0] for act in acts('S,D\n"Fiji, and Peru",2016-01-02\n', split=",")] == [
        "Fiji",
        "Peru",
    ]


def test_a_state_consents_once_until_it_withdraws():
    text = "S,R,A,W\nFiji,2010-01-01,2012-01-01,\nChad,2010-01-01,2014-01-01,2012-01-01\n"
    one = brought(text, "state=S,ratification=R,accession=A,withdrawal=W")[0]
    assert [(act.state, act.type, act.date.first.year) for act in one.acts] == [
        ("Fiji", "ratification", 2010),
        ("Chad", "ratification", 2010),
        ("Chad", "withdrawal", 2012),
        ("Chad", "accession", 2014),
    ]
    assert [(unread.state, "second consent" in unread.why) for unread in one.unread] == [
        ("Fiji", True)
    ]


@pytest.mark.parametrize(
    ("pairs", "message"),
    [
        (("state",), "is no pair"),
        (("state=S,nothing=D",), "nothing that a column can be"),
        (("accession=D",), "no column has the States"),
        (("state=S",), "no column has days"),
        (("state=S,date=D",), "no column says what happened"),
        (("state=Sx,accession=D",), 'no column "Sx"'),
    ],
)
def test_a_map_that_cannot_be_is_refused_with_what_to_write(pairs, message):
    with pytest.raises(LogError, match=message):
        brought("S,D\nFiji,2016-01-02\n", *pairs)


SHIPPED = {
    "openclimatedata": (
        """Code,Name,Signature,Ratification,Kind,Date-Of-Effect
FJI,Fiji,2016-04-22,2016-04-22,Ratification,2016-11-04
BEL,Belgium,2016-04-22,2017-04-06,Approval,2017-05-06
""",
        {"signature": 2, "ratification": 1, "approval": 1},
    ),
    "wipo": (
        """Contracting Party,Treaty,Signature Date,Instrument Type,Instrument Date
Algeria,Beijing,,Accession,2017-07-25
Austria,Beijing,2013-06-19,,
Croatia,Beijing,,Declaration/Notification of Succession,2017-07-28
""",
        {"accession": 1, "signature": 1, "succession": 1},
    ),
    "zmjones": (
        """country,treaty,signature date,ratification date,accession date
Canada,Open Skies,1992-03-24,1992-07-21,
Canada,Antarctic Treaty,,,1988-05-04
""",
        {"signature": 1, "ratification": 1, "accession": 1},
    ),
}


@pytest.mark.parametrize("name", SHIPPED)
def test_the_maps_that_ship_read_the_tables_they_are_named_after(name):
    assert set(shipped_maps()) == set(SHIPPED)
    text, expected = SHIPPED[name]
    kept = table_of(shipped_maps()[name].read_bytes(), name)
    found = from_table(text.encode(), "t.csv", map_of((), kept, name), About(DAY))
    counts = {}
    for act in (act for one in found for act in one.acts):
        counts[act.type] = counts.get(act.type, 0) + 1
    assert counts == expected


def test_a_map_kept_in_a_file_does_what_the_options_do(tracker, tmp_path):
    (tmp_path / "t.csv").write_text("S;D;K\nFiji;03/06/1991;Party\n")
    (tmp_path / "m.toml").write_text(
        'dates = "dmy"\ndelimiter = ";"\n[map]\nstate = "S"\ndate = "D"\ntype = "K"\n'
        '[types]\nParty = "accession"\n'
    )
    how = ("import", "csv", "t.csv", "--retrieved", DAY, "--to", "logs", "--format", "json")
    answer = tracker(*how, "--map-file", "m.toml")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert json.loads(answer.stdout)[0]["acts"] == 1
    assert "date = 1991-06-03" in (tmp_path / "logs" / "t.toml").read_text()
    assert tracker("check", "--log", "logs/t.toml").returncode == 0
    assert "no treaty" in tracker(*how, "--map-file", "m.toml", "--treaty", "Bern").stderr


def test_diff_finds_the_one_row_that_a_public_table_overwrote(tracker):
    old, new = (
        ROOT / "examples" / "tables" / f"paris-{when}.csv" for when in ("2020-11", "2021-01")
    )
    answer = tracker("diff", old, new, "--map-file", "openclimatedata", "--format", "json")
    assert answer.returncode == 1
    found = json.loads(answer.stdout)
    assert found["changed"] == [
        {"state": "United States of America", "field": "date", "a": "2016-09-03", "b": "2021-01-20"}
    ]
    assert found["only_in_a"] == found["only_in_b"] == []
    assert found["counts_part_on"] == "2016-09-03"
    assert found["counts"]["a"]["at_least"] == found["counts"]["b"]["at_least"] + 1


def test_the_source_is_what_was_told_of_the_table(run, tmp_path):
    (tmp_path / "t.csv").write_text("State,Date\nFiji,2016-01-02\n")
    done = run(
        *("import", "csv", tmp_path / "t.csv", "--map", "state=State,date=Date,type=accession"),
        *("--retrieved", "2020-01-01", "--to", tmp_path, "--source-title", "A table"),
        *("--publisher", "A society", "--url", "https://example.org/t.csv"),
    )
    assert done.returncode == 0
    text = (tmp_path / "t.toml").read_text()
    assert 'title = "A table"\npublisher = "A society"' in text
    assert 'url = "https://example.org/t.csv"' in text


@pytest.mark.parametrize("code", ["EU", "EUU", "EUE"])
def test_an_organisation_too_is_found_by_its_code_and_called_by_its_name(run, tmp_path, code):
    table, logs = tmp_path / "k.csv", tmp_path / "logs"
    table.write_text(f"who,ratification\nALB,2019-01-18\n{code},2018-09-27\n", "utf-8")
    asked = ("--map", "state=who,ratification=ratification", "--retrieved", "2021-05-01")
    answer = run("import", "csv", table, *asked, "--to", logs)
    assert "European Union is an organisation" in answer.stdout
    assert 'state = "European Union"' in (logs / "k.toml").read_text("utf-8")


def test_a_day_after_the_day_retrieved_is_refused_and_nothing_is_written(run, tmp_path):
    table, logs = tmp_path / "k.csv", tmp_path / "logs"
    table.write_text("who,ratification\nALB,2019-01-18\nAUT,2023-01-18\n", "utf-8")
    asked = ("--map", "state=who,ratification=ratification", "--to", logs)
    answer = run("import", "csv", table, *asked, "--retrieved", "2021-05-01")
    assert answer.returncode == 2
    assert "k.csv:3 (Austria): 2023-01-18 lies after 2021-05-01, the day retrieved" in answer.stderr
    assert not logs.exists()
    assert run("import", "csv", table, *asked, "--retrieved", "2024-05-01").returncode == 0
