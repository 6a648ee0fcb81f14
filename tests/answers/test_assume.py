"""What if: a consent that is supposed for one question, marked as such, and never written."""

import json
import re
import shutil
from datetime import date

import pytest
from helpers.command import ROOT
from helpers.strategies import day, event, log_with, numbered

from cica_tracker.answers.force import force_of
from cica_tracker.answers.what_if import assumed_events
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import LogError
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import shipped
from cica_tracker.rules.contradictions import make_consistent

CTBT = ROOT / "examples" / "ctbt.toml"
MARK = "[hypothetical]"


@pytest.fixture(scope="module")
def convention():
    return load(shipped())


def answer(run, *arguments):
    told = run(*arguments, "--format", "json")
    assert (told.returncode, told.stderr) == (0, "")
    return json.loads(told.stdout)


def suppose(*texts):
    return [word for text in texts for word in ("--assume", text)]


def days(earliest, latest):
    return {"earliest": earliest, "latest": latest}


# What it computes


def test_one_more_deposit_brings_the_convention_into_force(run):
    plain = answer(run, "force")
    assert plain["conditions_met"] == days("2025-07-22", None)
    assert "hypothetical" not in plain
    told = answer(run, "force", *suppose("Kuwait=2026-12-01"))
    assert told["hypothetical"] == ["Kuwait=2026-12-01"]
    assert told["conditions_met"] == days("2025-07-22", "2026-12-01")
    assert told["entry_into_force"] == {**days("2025-08-21", "2026-12-31"), "announced": None}


@pytest.mark.parametrize(
    ("texts", "latest"),
    [
        (["next=2026-12-01"], "2026-12-31"),
        (["Kuwait=[2026-12-01..2026-12-31]"], "2027-01-30"),
        (["Kuwait=2026-12"], "2027-01-30"),
        (["Kuwait=2026-12-01:accession"], "2026-12-31"),
        (["Kuwait=2027-03-01", "next=2026-12-01"], "2026-12-31"),
        (["next=2027-03-01", "next=2027-03-01"], "2027-03-31"),
        (["next=[2026-12-01..]"], None),
    ],
)
def test_the_latest_day_follows_what_is_supposed(run, texts, latest):
    told = answer(run, "force", *suppose(*texts))
    assert told["hypothetical"] == texts
    assert told["entry_into_force"]["latest"] == latest
    assert told["conditions_met"]["earliest"] == "2025-07-22"


def test_the_status_counts_what_is_supposed(run):
    arguments = ("status", "--as-of", "2027-01-01")
    assert answer(run, *arguments)["remaining"] == {"at_least": 0, "at_most": 1}
    told = answer(run, *arguments, *suppose("Kuwait=2026-12-01"))
    assert told["contracting"] == {"at_least": 14, "at_most": 28}
    assert told["remaining"] == {"at_least": 0, "at_most": 0}
    assert (told["in_force"], told["hypothetical"]) == ("yes", ["Kuwait=2026-12-01"])
    assert "Kuwait" in told["named_states"]
    before = answer(run, "status", "--as-of", "2026-11-30", *suppose("Kuwait=2026-12-01"))
    assert before["remaining"]["at_most"] == 1
    assert "Kuwait" not in before["named_states"] + before["possibly_named_states"]


FISHERIES = """schema = 1
[treaty]
title = "Fisheries agreement"
adopted = 2020-03-01
[[source]]
id = "s"
title = "Depositary"
[[event]]
id = "clause"
type = "clause"
date = 2020-03-01
source = "s"
delay = "P90D"
[[event.condition]]
count = 8
among = ["Angola", "Benin", "Cameroon", "Congo", "Gabon", "Gambia", "Ghana", "Guinea", "Liberia",
    "Mauritania", "Morocco", "Namibia", "Nigeria", "Senegal", "Togo"]
"""
ACT = """[[event]]
id = "act-{at}"
type = "{kind}"
date = {day}
source = "s"
{what}
"""
SAID = [
    # States supposed, and what the first sentence then says of how many more are needed
    (
        ("Gabon", "Gambia"),
        "at most 2 more needed (without what is supposed: at most 4 more needed)",
    ),
    (("next", "next"), "at most 4 more needed, as without what is supposed"),
    (("Egypt",), "at most 4 more needed, as without what is supposed"),
    (
        ("Gabon", "Gambia", "Guinea", "Congo"),
        "no more needed (without what is supposed: at most 4 more needed)",
    ),
]


@pytest.mark.parametrize(("states", "said"), SAID)
def test_the_first_sentence_says_how_many_more_would_be_needed_and_from_what(
    run, log, states, said
):
    """Of 15 listed States 8 are required: five deposits, a press count, a withdrawal."""
    deposits = {"Angola": 2021, "Benin": 2021, "Ghana": 2021, "Togo": 2022, "Senegal": 2022}
    acts = [("ratification", f"{year}-05-04", f'state = "{one}"') for one, year in deposits.items()]
    acts.append(("report", "2023-02-01", "contracting = 6"))
    acts.append(("withdrawal", "2024-01-01", 'state = "Benin"'))
    path = log(
        FISHERIES
        + "".join(
            ACT.format(at=at, kind=kind, day=on, what=what)
            for at, (kind, on, what) in enumerate(acts)
        )
    )
    texts = (f"{state}=2026-12-{n:02}" for n, state in enumerate(states, 1))
    told = run("status", "--log", path, "--as-of", "2026-12-31", *suppose(*texts))
    assert told.returncode == 0, told.stderr
    sentence = next(line for line in told.stdout.splitlines() if line.startswith(MARK))
    assert said in sentence
    assert ("1 withdrawal is recorded (Benin)" in sentence) is ("no more" not in said)


def test_the_parties_have_the_day_they_would_be_bound(run):
    told = answer(run, "parties", "--as-of", "2027", *suppose("kuwait=2026-12-01:accession"))
    assert told["hypothetical"] == ["kuwait=2026-12-01:accession"]
    bound = {party["state"]: party for party in told["parties"]}
    assert bound["Kuwait"]["form"] == "accession"
    assert bound["Kuwait"]["bound_from"] == days("2026-12-31", "2026-12-31")
    assert bound["Jordan"]["bound_from"] == days("2025-08-21", "2026-12-31")


def test_the_supposed_event_is_as_though_it_were_in_the_log(convention):
    (event_supposed,) = assumed_events(convention, ("Kuwait=[2026-12-01..2026-12-31]",))
    assert event_supposed.date == Window(date(2026, 12, 1), date(2026, 12, 31))
    facts = [
        event("clause", day(1), condition=[{"count": 2, "forms": ["accession"]}], delay="P9D"),
        event("accession", day(2), state="Cuba"),
        event("report", day(5), contracting=1),
    ]
    log = log_with(*numbered(facts), adopted=day(1))
    supposed = assumed_events(log, ("Peru=2020-01-08:accession", "next=2020-01-09"))
    found = force_of(make_consistent(log, assumed=supposed))
    added = log_with(
        *numbered(
            [*facts, event("accession", day(8), state="Peru"), event("ratification", day(9))]
        ),
        adopted=day(1),
    )
    expected = force_of(make_consistent(added))
    assert (found.met, found.computed) == (expected.met, expected.computed)
    assert found.met.latest == day(8)


def test_all_that_are_missing_from_a_list_bring_it_into_force(run):
    plain = answer(run, "--log", CTBT, "force")
    assert plain["conditions_met"]["latest"] is None
    file = json.loads(run("--log", CTBT, "status", "--format", "json").stdout)
    log = load(shipped().__class__(CTBT, "ctbt"))
    (condition,) = next(e for e in log.events if e.type == "clause").condition
    missing = [s for s in condition.among if s not in file["named_states"]]
    assert len(missing) == 44 - plain["conditions"][0]["have"]["at_least"]
    told = answer(run, "--log", CTBT, "force", *suppose(*(f"{s}=2030-01-01" for s in missing)))
    assert told["conditions_met"]["latest"] == "2030-01-01"
    assert told["entry_into_force"]["latest"] == "2030-06-30"
    one_short = suppose(*(f"{state}=2030-01-01" for state in missing[1:]))
    assert answer(run, "--log", CTBT, "force", *one_short)["conditions_met"]["latest"] is None
    assert answer(run, "--log", CTBT, "force", *suppose(*["next=2030-01-01"] * len(missing)))[
        "conditions_met"
    ] == days(plain["conditions_met"]["earliest"], None)


def test_only_the_forms_that_count_bring_it_nearer():
    facts = [
        event("clause", day(1), condition=[{"count": 1, "forms": ["ratification"]}]),
        event("report", day(2), contracting=0),
    ]
    log = log_with(*numbered(facts), adopted=day(1))
    for text, latest in (("next=2020-01-09:accession", None), ("next=2020-01-09", day(9))):
        assert (
            force_of(make_consistent(log, assumed=assumed_events(log, (text,)))).met.latest
            == latest
        )


def test_an_earlier_consent_may_be_supposed():
    facts = [
        event("clause", day(1), condition=[{"count": 1}]),
        event("ratification", day(20), state="Cuba"),
        event("report", day(20), contracting=1),
    ]
    log = log_with(*numbered(facts), adopted=day(1))
    found = force_of(make_consistent(log, assumed=assumed_events(log, ("Cuba=2020-01-10",))))
    assert found.met.earliest == found.met.latest == day(10)


def test_one_who_has_left_may_be_supposed_to_come_back():
    facts = [
        event("clause", day(1), condition=[{"count": 1}]),
        event("ratification", day(5), state="Cuba"),
        event("withdrawal", day(9), state="Cuba"),
    ]
    log = log_with(*numbered(facts), adopted=day(1))
    (again,) = assumed_events(log, ("Cuba=2020-01-20",))
    assert again.state == "Cuba"
    with pytest.raises(LogError, match="has consented already"):
        assumed_events(log, ("Cuba=2020-01-08",))


def test_an_id_of_the_log_is_never_taken():
    facts = [
        {"id": "assumed-1", **event("ratification", day(5), state="Cuba")},
        {"id": "c", **event("clause", day(1), condition=[{"count": 3}])},
    ]
    log = log_with(*facts, adopted=day(1))
    supposed = assumed_events(log, ("next=2020-01-20", "Peru=2020-01-21"))
    assert [one.id for one in supposed] == ["assumed-2", "assumed-3"]


def test_what_was_not_known_on_a_day_may_be_supposed(convention):
    with pytest.raises(LogError, match="Jordan has consented already"):
        assumed_events(convention, ("Jordan=2025-07-01",), date(2026, 1, 1))
    (early,) = assumed_events(convention, ("Jordan=2025-07-01",), date(2024, 6, 1))
    assert early.state == "Jordan"


def test_the_command_knows_what_was_known_when_something_is_supposed(run):
    arguments = ("status", "--known-on", "2024-06-01", "--as-of", "2025-12-31")
    told = answer(run, *arguments, *suppose("Jordan=2025-07-01"))
    assert "Jordan" in told["named_states"]


# How it is marked

QUESTIONS = [
    ("status",),
    ("status", "--explain"),
    ("status", "--as-of", "2027"),
    ("status", "--as-of", "2010-01-01"),
    ("force",),
    ("force", "--explain"),
    ("parties", "--as-of", "2027"),
    ("--log", CTBT, "force", "--explain"),
    ("--log", CTBT, "status"),
]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda words: " ".join(map(str, words[-3:])))
def test_the_title_each_section_and_the_sentence_are_marked_and_nothing_else_twice(run, question):
    told = run(*question, *suppose("India=2026-12-01", "next=2027-01-02"))
    assert (told.returncode, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    assert lines[0].endswith(f" {MARK}")
    assert "Supposing: India (1 December 2026) and a State not named (2 January 2027)." in lines
    sentence = next(line for line in lines[1:] if line.startswith(MARK))
    assert sentence.startswith(f"{MARK} As of ")
    sections = [line for line in lines if line.startswith("Why ")]
    assert bool(sections) == ("status" in question and "--explain" in question)
    assert all(line.endswith(f" {MARK}") for line in sections)
    supposed = re.findall(r"ratification on \d+ \w+ 202[67] \[hypothetical\]", told.stdout)
    assert told.stdout.count(MARK) == 2 + len(sections) + len(supposed)


def test_a_question_that_supposes_a_later_day_is_asked_as_of_that_day(run):
    told = answer(run, "status", *suppose("India=2998-12-01", "next=2999-01-02"))
    assert told["as_of"] == "2999-01-02"
    assert answer(run, "status", "--as-of", "2026", *suppose("India=2998-12-01"))["as_of"] == (
        "2026-12-31"
    )
    shown = run("status", *suppose("India=2998-12-01")).stdout
    assert "Asked as of the last day supposed: 1 December 2998." in shown


@pytest.mark.parametrize("command", ["status", "force", "parties"])
def test_the_marks_are_there_in_a_narrow_terminal_too(command, run):
    plain = run(command, "--as-of", "2027").stdout
    assert MARK not in plain
    assert MARK in run(command, "--as-of", "2027", *suppose("next=2026-12-01")).stdout


@pytest.mark.parametrize("command", ["status", "force", "parties"])
def test_json_says_what_was_supposed(command, run):
    assert "hypothetical" not in answer(run, command)
    told = answer(run, command, *suppose("Kuwait=2026-12-01", "next=2026-12-02"))
    assert told["hypothetical"] == ["Kuwait=2026-12-01", "next=2026-12-02"]


@pytest.mark.parametrize("command", ["force", "parties"])
def test_csv_says_what_was_supposed(command, run):
    told = run(command, "--as-of", "2027", "--format", "csv", *suppose("next=2026-12-01"))
    lines = told.stdout.splitlines()
    assert all("hypothetical" in line or "next=2026-12-01" in line for line in lines)


def test_nothing_is_written(tracker, tmp_path):
    path = tmp_path / "log.toml"
    shutil.copy(shipped().path, path)
    before = path.read_bytes(), path.stat().st_mtime_ns
    for command in ("status", "force", "parties"):
        told = tracker("--log", path, command, "--assume", "Kuwait=2026-12-01")
        assert told.returncode == 0
        assert MARK in told.stdout
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before
    assert [one.name for one in tmp_path.iterdir()] == ["log.toml"]
    assert MARK not in tracker("--log", path, "force").stdout


# What is refused


@pytest.mark.parametrize(
    ("text", "said", "advice"),
    [
        ("Kuwait", "is not understood", "write STATE=DATE"),
        ("Kuwait=", "is not understood", "write STATE=DATE"),
        ("=2026-12-01", "is not understood", "write STATE=DATE"),
        ("Kuwait=2026-12-01:", "is not understood", "write STATE=DATE"),
        ("", "is not understood", "write STATE=DATE"),
        ("Kuwait=tomorrow", '"tomorrow" is not a date', "write 2024-12-02"),
        ("Kuwait=2026-13-01", 'there is no date "2026-13-01"', "calendar"),
        ("Kuwait=2026-02-30", 'there is no date "2026-02-30"', "calendar"),
        ("Kuwait=2026-12-01/2026-12-31", "lasted", '"[2026-12-01..2026-12-31]"'),
        ("Kuwait=[2026-12-31..2026-12-01]", "ends before it starts", "swap"),
        ("Kuwaitt=2026-12-01", 'the log knows no State "Kuwaitt"', 'did you mean "Kuwait"?'),
        ("Mongolla=2026-12-01", 'the log knows no State "Mongolla"', 'did you mean "Mongolia"?'),
        ("Germany=2026-12-01", 'the log knows no State "Germany"', "next=DATE"),
        ("Kuwait=2026-12-01:ratified", '"ratified" is no form of consent', '"ratification"?'),
        (
            "Kuwait=2026-12-01:signature",
            '"signature" is no form of consent',
            "definitive-signature",
        ),
        ("Jordan=2026-12-01", "Jordan has consented already (jordan, ", "a State counts once"),
        ("Türkiye=2010-06-07", "nothing can be deposited before the adoption", "2010-06-08"),
        ("Kuwait=2015-01-01", "Kuwait is no member on any such day", "tracker members"),
        ("Cambodia=2024-04-25", "contradicts the log (", "assume a later day"),
    ],
)
def test_what_cannot_be_supposed_is_refused(run, text, said, advice):
    for command in ("status", "force", "parties"):
        told = run(command, *suppose(text))
        assert told.returncode == 2
        assert told.stdout == ""
        assert f'cannot assume "{text}"' in told.stderr
        assert said in told.stderr
        assert advice in told.stderr
        assert "Traceback" not in told.stderr


def test_a_state_is_supposed_once(run):
    told = run("force", *suppose("Kuwait=2026-12-01", "KUWAIT=2027-01-01"))
    assert told.returncode == 2
    assert 'cannot assume "KUWAIT=2027-01-01": Kuwait has consented already' in told.stderr
    assert "assumed as well" in told.stderr


def test_a_state_may_be_called_by_its_other_names(run):
    told = answer(run, "parties", "--as-of", "2027", *suppose("South Korea=2026-12-01"))
    assert told["parties"][-1]["state"] == "Republic of Korea"
    told = answer(run, "--log", CTBT, "force", *suppose("North Korea=2030-01-01"))
    assert told["conditions"][0]["have"]["at_least"] == 37


def test_where_no_membership_is_recorded_any_state_there_is_may_be_supposed(run):
    assert answer(run, "--log", CTBT, "force", *suppose("Bhutan=2030-01-01"))["hypothetical"]
    told = run("--log", CTBT, "force", *suppose("Atlantis=2030-01-01"))
    assert told.returncode == 2
    assert 'the log knows no State "Atlantis"' in told.stderr
    assert "a State not named is next=DATE" in told.stderr


def test_a_refusal_is_clean_on_a_screen(tracker):
    told = tracker("force", "--assume", "\x1b[31mKuwait\x1b[0m=2026-12-01")
    assert told.returncode == 2
    assert "\x1b" not in told.stderr
    assert "Traceback" not in told.stderr
