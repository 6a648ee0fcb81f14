"""What fuzzing and attacks have found: each is tried again, and gives an answer or a place."""

import json
import random
from datetime import date, timedelta

import pytest
from fuzz.generate import Input
from fuzz.judge import faults
from helpers.command import ROOT
from helpers.strategies import clause, event, numbered, text_of

HEAD = 'schema = 1\n[treaty]\ntitle = "T"\n[[source]]\nid = "s"\ntitle = "S"\n'
KNOWN = (
    HEAD + '[[event]]\nid = "a"\ntype = "signature"\nstate = "A"\ndate = 2020-01-01\nsource = "s"\n'
)
ANSWERS = (
    ("check",),
    ("status", "--explain"),
    ("reconcile",),
    ("force", "--explain"),
    ("parties",),
    ("members",),
    ("timeline", "--format", "svg"),
    ("brief", "--format", "html"),
)
ENDS = tuple(
    (*command, f"{option}={day}")
    for day in ("0001-01-01", "9999-12-31")
    for command, options in {
        ("status",): ("--as-of", "--known-on"),
        ("force",): ("--as-of", "--known-on"),
        ("parties",): ("--as-of",),
        ("timeline",): ("--known-on",),
        ("brief",): ("--known-on",),
    }.items()
    for option in options
)


def tried(text, *commands, folder, given=b""):
    data = text if isinstance(text, bytes) else text.encode()
    return faults(Input(data, commands, given), folder)


# Days at the ends of the calendar


def one_act(adopted, acceded, delay):
    return (
        f'schema = 1\n[treaty]\ntitle = "T"\nadopted = {adopted}\n'
        '[[source]]\nid = "s"\ntitle = "S"\npublished = "[2020-01-05..]"\n'
        '[[event]]\nid = "c"\ntype = "clause"\ndate = 0001-01-01\nsource = "s"\n'
        f'delay = "{delay}"\n[[event.condition]]\ncount = 1\n'
        f'[[event]]\nid = "a"\ntype = "accession"\nstate = "A"\ndate = {acceded}\nsource = "s"\n'
        f'[[event]]\nid = "r"\ntype = "retraction"\nof = "a"\nreason = "x"\ndate = {acceded}\n'
    )


@pytest.mark.parametrize(
    ("adopted", "acceded", "delay"),
    [
        ("0001-01-01", '"[..0001-01-02]"', "P0D"),
        ('"[..9936-11-22]"', '"[9999-12-01..]"', "P9999Y"),
        ("9999-12-31", "9999-12-31", "P999999D"),
        ('"[0001-01-01..]"', '"[..9999-12-31]"', "P9999M"),
    ],
)
def test_days_at_the_ends_of_the_calendar_are_days(tmp_path, adopted, acceded, delay):
    assert tried(one_act(adopted, acceded, delay), *ANSWERS, *ENDS, folder=tmp_path) == []


@pytest.mark.parametrize("adopted", ["", "adopted = 0001-01-01\n"])
def test_a_log_without_events_has_answers_at_the_ends_of_the_calendar(tmp_path, adopted):
    text = f'schema = 1\n[treaty]\ntitle = "T"\n{adopted}'
    assert tried(text, *ANSWERS, *ENDS, folder=tmp_path) == []


def test_a_weight_that_is_never_reached_is_no_error(tmp_path):
    text = HEAD + (
        '[[event]]\nid = "c"\ntype = "clause"\ndate = 2020-05-01\nsource = "s"\n'
        "[[event.condition]]\nweight = 55\nweights = {Jordan = 20, Kuwait = 20}\n"
    )
    assert tried(text, *ANSWERS, *ENDS, folder=tmp_path) == []


@pytest.mark.parametrize("adopted", ["", "adopted = 0001-01-01\n"])
def test_a_picture_that_ends_on_the_first_day_of_the_calendar_is_no_error(tmp_path, adopted):
    text = f'schema = 1\n[treaty]\ntitle = "T"\n{adopted}'
    commands = (("brief", "--as-of", "0001-01-01"), ("timeline", "--to", "0001-01-01"))
    assert tried(text, *commands, folder=tmp_path) == []


# A log with a problem has its answers all the same


def test_a_clause_of_an_unknown_source_is_briefed(tmp_path):
    text = HEAD + (
        '[[event]]\nid = "c"\ntype = "clause"\ndate = 2020-05-01\nsource = ["s", "t"]\n'
        "[[event.condition]]\nweight = 30\nweights = {A = 20, B = 20}\n"
        '[[event]]\nid = "a"\ntype = "accession"\nstate = "A"\ndate = 2020-06-01\nsource = "t"\n'
    )
    assert tried(text, *ANSWERS, ("brief",), ("brief", "--format", "md"), folder=tmp_path) == []


def test_a_clause_that_leaves_some_out_and_is_contradicted_is_reconciled(tmp_path):
    text = HEAD + (
        '[[event]]\nid = "r"\ntype = "report"\ndate = 2020-06-01\nsource = "s"\n'
        "contracting = 9\nremaining = 1\n"
        '[[event]]\nid = "c"\ntype = "clause"\ndate = 2020-01-01\nsource = "s"\n'
        '[[event.condition]]\ncount = 3\nnot_counted = ["European Union"]\n'
    )
    assert tried(text, *ANSWERS, folder=tmp_path) == []


# JSON on standard input


@pytest.mark.parametrize("kind", ["signature", "retraction", "report", "clause"])
def test_a_source_that_is_no_text_is_refused_in_words(tmp_path, kind):
    command = ("add", "--json", "-", "--dry-run")
    for source in ("1", "0.5", "true", "null", "[1]", "[[]]", "{}", '{"id": 1}', "[]"):
        given = f'{{"type": "{kind}", "state": "A", "date": "2020", "source": {source}}}'
        assert tried(KNOWN, command, folder=tmp_path, given=given.encode()) == [], source


def test_a_key_without_a_name_is_refused_and_not_dropped(tmp_path, tracker):
    (tmp_path / "log.toml").write_text(KNOWN)
    given = {"type": "signature", "state": "A", "date": "2020", "source": "s", "": "lost"}
    command = ("add", "--json", "-", "--dry-run", "--log", "log.toml")
    answer = tracker(*command, input=json.dumps(given))
    assert answer.returncode == 2
    assert '""' in answer.stderr


@pytest.mark.parametrize("letter", ["\ufffe", "\uffff", "\U0010ffff", "\ue000", "\u202e", "\x9b"])
def test_no_letter_that_acts_is_printed_as_it_is(tmp_path, letter):
    event = {"type": "signature", "state": "A", "date": "2020", "source": "s", "note": f"a{letter}"}
    words = ("--note", letter, "--state", letter, "--source", letter, "--date", letter)
    commands = (
        ("add", "--json", "-", "--dry-run"),
        ("add", "signature", "--dry-run", *words),
        ("log", "--state", letter),
        ("status", "--assume", letter),
        ("brief", "-o", f"{letter}.md/x.md"),
    )
    assert tried(KNOWN, *commands, folder=tmp_path, given=json.dumps(event).encode()) == []
    written = json.dumps(f"a{letter}")
    noted = f'{HEAD}[[event]]\nid = "e"\ntype = "signature"\nstate = "A"\ndate = 2020-01-01\n'
    noted += f'source = "s"\nnote = {written}\n'
    shown = tuple((name, "--format", "json") for name in ("log", "members", "status"))
    if "\\ud" not in written:  # TOML has no pairs of halves
        assert tried(noted, *shown, ("log",), folder=tmp_path) == []


@pytest.mark.parametrize("letter", ["\ufffe", "\U0010ffff", "\ue000", "\u202e", "\x9b", "\x1b[31m"])
def test_no_letter_of_a_wrong_command_line_acts_on_the_screen(tmp_path, letter):
    commands = (
        ("status", letter),
        (letter,),
        ("add", "signature", f"--json={letter}", "--dry-run"),
        ("schema", letter),
        (f"--{letter}",),
        ("status", f"--{letter}"),
        ("init", f"{letter}/{letter}"),
    )
    assert tried(KNOWN, *commands, folder=tmp_path) == []


# Time: no command takes more processor time than the judge allows


def report(date, source="secondary", **numbers):
    return event("report", date, source, **numbers)


def years(chance, several, spread):
    """Reports of various numbers within sixty years, of one day or of a window, as `spread`."""
    for _ in range(several):
        first = date(1960, 1, 1) + timedelta(days=chance.randrange(20_000))
        last = first + timedelta(days=spread and chance.randrange(spread))
        yield f"[{first}..{last}]" if spread else first, chance.randrange(40)


def contradictory(several, spread):
    chance = random.Random(several)
    facts = [report(when, contracting=number) for when, number in years(chance, several, spread)]
    return text_of(*numbered([clause(14), *facts]), adopted=date(1950, 1, 1))


def consistent(states, reports):
    """Windows of some weeks, and reports of uncertain day that are all true."""
    chance, facts, days = random.Random(states), [], []
    for number in range(states):
        true = date(1960, 1, 1) + timedelta(days=chance.randrange(4_000))
        days.append(true)
        known = f"[{true - timedelta(days=20)}..{true + timedelta(days=20)}]"
        facts.append(event("ratification", known, state=f"S{number}"))
    for _ in range(reports):
        true = date(1960, 1, 1) + timedelta(days=chance.randrange(4_000))
        known = f"[{true - timedelta(days=15)}..{true + timedelta(days=15)}]"
        facts.append(report(known, contracting=sum(day <= true for day in days)))
    return text_of(*numbered([clause(30), *facts]), adopted=date(1950, 1, 1))


def with_months():
    """The shipped log, and ten reports that each name only a month."""
    text = (ROOT / "data" / "ratifications.toml").read_text("utf-8")
    block = '[[event]]\nid = "month-{0}"\ntype = "report"\ndate = "2024-{0:02}"\n'
    block += 'contracting_min = {0}\nsource = "digest-2024-q4"\n'
    return text + "".join(block.format(month) for month in range(1, 11))


SLOW = {
    "contradictory days": contradictory(100, 0),
    "contradictory windows": contradictory(20, 4_000),
    "reports by month": with_months(),
    "uncertain States and reports": consistent(30, 20),
}


@pytest.mark.long
@pytest.mark.parametrize("name", SLOW)
def test_many_uncertain_or_contradictory_reports_are_answered(tmp_path, name):
    commands = (("check",), ("status",), ("reconcile",), ("force",), ("brief",))
    assert tried(SLOW[name], *commands, folder=tmp_path) == []
