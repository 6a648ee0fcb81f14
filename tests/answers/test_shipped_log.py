"""What the shipped log says of the CICA Convention, from the file to the screen.

The tables here are what the sources say, written out once more by hand.
"""

import json
import re
from datetime import date
from pathlib import Path

import pytest

from cica_tracker.model.dates import edtf
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import shipped

ANSWERS = {
    # as of: contracting, remaining, the sentence read out
    "2010-06-07": (
        (0, 0),
        None,
        (
            "As of 7 June 2010: the treaty was not yet adopted (adoption: 8 June 2010), "
            "so no State could have consented."
        ),
    ),
    "2024-12-02": (
        (11, 11),
        (3, 3),
        "As of 2 December 2024: 11 of the 14 required; 3 more needed.",
    ),
    "2024-12-31": (
        (11, 13),
        (1, 3),
        (
            "As of 31 December 2024: 11 to 13 of the 14 required; between 1 and 3 more needed. "
            "The days of 2 consents are not known: they came after 2 December 2024 and by "
            "21 July 2025."
        ),
    ),
    "2025-04-16": (
        (11, 13),
        (1, 3),
        (
            "As of 16 April 2025: 11 to 13 of the 14 required; between 1 and 3 more needed. "
            "The days of 2 consents are not known: they came after 2 December 2024 and by "
            "21 July 2025."
        ),
    ),
    "2025-04-17": (
        (12, 13),
        (1, 2),
        (
            "As of 17 April 2025: 12 to 13 of the 14 required; between 1 and 2 more needed. "
            "The day of 1 consent is not known: it came after 2 December 2024 and by 21 July 2025."
        ),
    ),
    "2025-07-20": (
        (12, 13),
        (1, 2),
        (
            "As of 20 July 2025: 12 to 13 of the 14 required; between 1 and 2 more needed. "
            "The day of 1 consent is not known: it came after 2 December 2024 and by 21 July 2025."
        ),
    ),
    "2025-07-21": (
        (13, 13),
        (1, 1),
        "As of 21 July 2025: 13 of the 14 required; 1 more needed.",
    ),
    "2026-11-21": (
        (13, None),
        (0, 1),
        (
            "As of 21 November 2026: at least 13 of the 14 required; 1 more was needed when last "
            "reported (21 July 2025, 16 months before); nothing is recorded since, so it may be "
            "complete, or in force."
        ),
    ),
}

ACTS = {
    # State: each act that is no membership, with its date as the file has it
    "Bangladesh": [("ratification", "[..2023-12-12]")],
    "Jordan": [("ratification", "[..2024-12-02]")],
    "Pakistan": [
        ("domestic-approval", "2024-12-13"),
        ("ratification", "[2024-12-13..2025-04-17]"),
    ],
    "Russia": [("domestic-approval", "2011-11-30"), ("signature", "2010-06-08")],
    "Kazakhstan": [("domestic-approval", "2011-11-28"), ("signature", "[2010-06-08..2011-11-28]")],
    "China": [("domestic-approval", "2023-10-24"), ("signature", "[2010-06-08..2023-10-24]")],
    "Cambodia": [("not-yet", "2024-04-25")],
}

MEMBERS = {
    "1999-09-14": "Afghanistan, Azerbaijan, China, Egypt, India, Iran, Israel, Kazakhstan, "
    "Kyrgyzstan, Pakistan, Palestine, Russia, Tajikistan, Türkiye, Uzbekistan",
    "[2001-01-01..2002-06-04]": "Mongolia",
    "2004-10-22": "Thailand",
    "2006-06-17": "Republic of Korea",
    "2008-08-25": "Jordan, United Arab Emirates",
    "[2010-06-07..2010-06-09]": "Iraq, Viet Nam",
    "2011": "Bahrain, Cambodia",
    "[..2014-05-21]": "Qatar",
    "[2014-05-20..2014-05-21]": "Bangladesh",
    "2018-08-15": "Sri Lanka",
    "2022-10-13": "Kuwait",
}

JULY_2025 = ("soc-july-2025", "July 2025", "astanatimes.com/2025", "Pakistan")


@pytest.fixture(scope="module")
def text():
    return shipped().path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def log():
    return load(shipped())


@pytest.fixture
def changed(text, tmp_path):
    """A copy of the log, cut and continued."""

    def change(add="", without=()):
        body = text
        for identifier in without:
            block = (
                rf'\[\[event\]\]\nid = "{identifier}"\n(?:(?!\[\[event\]\]|\[\[source\]\]).*\n?)*'
            )
            body, cuts = re.subn(block, "", body)
            assert cuts == 1, identifier
        path = Path(tmp_path, "changed.toml")
        path.write_text(body + add, encoding="utf-8")
        return path

    return change


def asked(run, *args):
    answer = run(*args, "--format", "json")
    assert answer.stderr == ""
    return json.loads(answer.stdout)


def span(low, high):
    return {"at_least": low, "at_most": high}


@pytest.mark.parametrize("day", ANSWERS)
def test_the_table_of_the_design_comes_out_in_words(run, day):
    answer = run("status", "--as-of", day)
    treaty, origin, sentence = answer.stdout.splitlines()[:3]
    assert treaty == "CICA Convention on Privileges and Immunities"
    assert origin.startswith("The shipped log")
    assert sentence.removesuffix(" [1]") == ANSWERS[day][2]
    assert (answer.stderr, answer.returncode) == ("", 0)


@pytest.mark.parametrize("day", ANSWERS)
def test_the_table_of_the_design_comes_out_in_json(run, day):
    contracting, remaining, _ = ANSWERS[day]
    answer = asked(run, "status", "--as-of", day)
    assert answer["as_of"] == day
    assert answer["contracting"]["at_least"] == contracting[0]
    if contracting[1] is None:  # no report bounds it: not below the threshold, at any rate
        assert answer["contracting"]["at_most"] in {None, 28}
    else:
        assert answer["contracting"]["at_most"] == contracting[1]
    assert answer["remaining"] == (None if remaining is None else span(*remaining))
    assert answer["required"] == (None if remaining is None else span(14, 14))


def test_the_real_command_answers_as_the_one_inside_this_process(run, tracker):
    args = ("status", "--as-of", "2024-12-31", "--explain")
    assert tracker(*args) == run(*args)


def test_an_answer_on_a_day_long_after_the_last_word_says_how_old_that_is(run):
    answer = run("status", "--as-of", "2026-11-21").stdout
    assert "when last reported (21 July 2025, 16 months before)" in answer
    assert "possible from 21 August 2025 on" in answer


def test_the_uncertain_days_are_explained_by_what_came_between_the_two_reports(run):
    answer = run("status", "--as-of", "2024-12-31").stdout
    assert (
        "The days of 2 consents are not known: they came after 2 December 2024 and by 21 July 2025."
        in answer
    )
    assert "Named: 2 (Bangladesh and Jordan). Possibly by then: 1 (Pakistan)." in answer
    assert "At least 8 are not named." in answer
    assert (
        "Domestic approval on record, no deposit recorded; may be among the 8 not named: "
        "Kazakhstan, Russia and China." in answer
    )


def test_json_has_the_very_shape_that_programs_rely_on(run):
    answer = asked(run, "status", "--as-of", "2024-12-31")
    promised = {
        "treaty": load(shipped()).treaty.title,
        "as_of": "2024-12-31",
        "known_on": None,
        "contracting": span(11, 13),
        "required": span(14, 14),
        "remaining": span(1, 3),
        "named": {"certain": 2, "possible": 3},
        "unidentified": 8,
        "in_force": "no",
        "conditions_met": {"earliest": "2025-07-22", "latest": None},
        "entry_into_force": {"earliest": "2025-08-21", "latest": None, "announced": None},
        "conditions": [
            {
                "text": "14 consents",
                "met": "no",
                "have": span(11, 13),
                "need": span(14, 14),
                "remaining": span(1, 3),
                "missing": None,
            }
        ],
        "last_report": {"id": "digest-count", "date": "2024-12-02"},
        "set_aside": [],
        "problems": 0,
    }
    assert {key: answer[key] for key in promised} == promised


def test_bounds_name_the_statements_they_rest_on(run):
    why = asked(run, "status", "--as-of", "2024-12-31")["why"]
    assert why["at_least"] == ["digest-count"]
    assert set(why["at_most"]) == {"soc-july-2025", "clause-art-9-2"}


@pytest.mark.parametrize("day", ["2025-01-01", "2025-07-21", "2025-07-22", "2026-11-21", "2099"])
def test_what_was_not_yet_published_is_in_no_part_of_an_answer(run, day):
    args = ("status", "--as-of", day, "--known-on", "2025-02-01")
    answer = asked(run, *args)
    assert answer["known_on"] == "2025-02-01"
    assert answer["contracting"]["at_least"] == 11
    assert answer["remaining"] == span(0, 3)
    assert answer["last_report"] == {"id": "digest-count", "date": "2024-12-02"}
    shown = run(*args, "--explain").stdout
    if day != "2025-01-01":
        assert "at least 11 of the 14 required; 3 more were needed when last reported" in shown
    without_the_day = shown.replace("As of 21 July 2025", "").replace("As of 22 July 2025", "")
    for word in JULY_2025:
        assert word not in json.dumps(answer).replace(f'"as_of": "{answer["as_of"]}"', "")
        assert word not in without_the_day, word


def test_no_note_speaks_of_what_was_published_only_later(run):
    shown = run("status", "--as-of", "2024-11-01", "--known-on", "2024-11-01", "--explain").stdout
    assert "December 2024" not in shown
    assert "11 + 3" not in shown


def test_every_day_after_the_first_report_was_open_when_only_that_was_known(run):
    answer = asked(run, "status", "--as-of", "2024-12-02", "--known-on", "2025-02-01")
    assert (answer["contracting"], answer["remaining"]) == (span(11, 11), span(3, 3))


def test_nothing_was_known_before_anything_was_published(run):
    answer = asked(run, "status", "--as-of", "2024-12-31", "--known-on", "2010-01-01")
    assert answer["contracting"]["at_least"] == 0
    assert answer["required"] is None
    assert answer["last_report"] is None


def test_nothing_of_the_digest_was_certainly_known_before_it_can_have_been_published(run):
    before = asked(run, "status", "--as-of", "2024-12-31", "--known-on", "2025-01-01")
    assert before["contracting"]["at_least"] == 1
    assert before["named_states"] == ["Bangladesh"]
    assert before["last_report"] is None
    after = asked(run, "status", "--as-of", "2024-12-31", "--known-on", "2025-02-01")
    assert after["contracting"]["at_least"] == 11
    assert after["named_states"] == ["Bangladesh", "Jordan"]
    assert after["last_report"] == {"id": "digest-count", "date": "2024-12-02"}


@pytest.mark.parametrize("day", ["2024-12", "2024"])
def test_a_month_or_a_year_means_its_last_day_and_the_answer_says_so(run, day):
    answer = run("status", "--as-of", day).stdout
    assert ANSWERS["2024-12-31"][2] in answer.splitlines()
    assert "Read as its last day: 31 December 2024." in answer
    assert asked(run, "status", "--as-of", day)["as_of"] == "2024-12-31"


def test_a_day_ahead_is_answered_with_a_word_about_it(run):
    assert "That day lies ahead" in run("status", "--as-of", "2999-12-31").stdout


def test_both_reports_are_explained_by_consents_without_a_name(run):
    answer = asked(run, "reconcile")
    tested = {one["id"]: (one["verdict"], one["unidentified"]) for one in answer["reports"]}
    assert tested == {"digest-count": ("explained", 9), "soc-july-2025": ("explained", 10)}
    assert answer["sound"] is True
    assert answer["contradictions"] == []


def test_the_reports_alone_confirm_the_number_of_the_clause(run):
    clause = asked(run, "reconcile")["clause"]
    assert (clause["stated"], clause["revealed"]) == (14, span(14, 14))
    assert (clause["verdict"], clause["by"]) == ("confirmed", ["digest-count"])


def test_without_the_clause_the_report_of_december_2024_still_reveals_it(run, changed):
    path = changed(without=["clause-art-9-2"])
    clause = asked(run, "reconcile", "--log", path)["clause"]
    assert (clause["stated"], clause["revealed"]) == (None, span(14, 14))
    assert (clause["verdict"], clause["by"]) == ("revealed", ["digest-count"])
    answer = asked(run, "status", "--log", path, "--as-of", "2024-12-31")
    assert answer["required"] == span(14, 14)
    assert (answer["contracting"], answer["remaining"]) == (span(11, 13), span(1, 3))


def test_reconcile_begins_with_why_the_two_reports_differ(run):
    lines = run("reconcile").stdout.splitlines()
    assert lines[2].startswith(
        "The 2 reports are 7 months apart; 2 more deposited in between: "
        "Pakistan and 1 that is not named."
    )
    assert any("read as a count of deposits" in line for line in lines)


def test_members_and_parties_count_and_name_the_unnamed(run):
    for command in ("members", "parties"):
        shown = run(command, "--as-of", "2025-07-21").stdout
        assert "As of 21 July 2025: 13 contracting States: 3 named, 10 not named." in shown
        later = run(command, "--as-of", "2026-11-24").stdout
        assert "at least 13 contracting States: 3 named, at least 10 not named." in later
        known = asked(run, command, "--as-of", "2025-07-21")
        assert (known["contracting"], known["unnamed"]) == (span(13, 13), span(10, 10))


def test_members_as_of_a_day_as_known_on_a_day_and_supposed(run):
    early = asked(run, "members", "--as-of", "2023-12-12", "--known-on", "2024-01-01")
    standings = {one["state"]: one["standing"] for one in early["members"]}
    assert (standings["Bangladesh"], standings["Jordan"]) == ("deposited", "nothing known")
    supposed = asked(run, "members", "--assume", "Kuwait=2026-12-01", "--as-of", "2026-12-31")
    standings = {one["state"]: one["standing"] for one in supposed["members"]}
    assert standings["Kuwait"] == "deposited"
    assert supposed["hypothetical"] == ["Kuwait=2026-12-01"]


def test_a_state_that_the_clause_lists_or_that_left_is_among_those_that_may_consent(run, changed):
    path = changed("""
[[event]]
id = "jordan-leaves"
type = "withdrawal"
state = "Jordan"
date = 2025-01-31
source = "digest-2024-q4"
""")
    members = asked(run, "members", "--log", path, "--as-of", "2026-01-01")["members"]
    standings = {one["state"]: one["standing"] for one in members}
    assert standings["Jordan"] == "withdrawn"
    shown = run("status", "--log", path, "--as-of", "2026-01-01").stdout
    assert "Withdrawn: Jordan (31 January 2025)." in shown


def test_show_tells_all_of_an_event_and_of_a_source(run):
    event = run("show", "pakistan").stdout
    assert "Pakistan: ratification between 13 December 2024 and 17 April 2025." in event
    assert "handing the document to the Secretariat was or went with the deposit" in event
    source = run("show", "digest-2024-q4").stdout
    assert "2 events rest on it:" in source
    assert "Report of 2 December 2024: 11 contracting, 3 remaining." in source
    assert "The count as of " in run("show", "soc-july-2025").stdout
    assert asked(run, "show", "pakistan")["events"][0]["id"] == "pakistan"
    unknown = run("show", "pakistann")
    assert unknown.returncode == 2
    assert '"pakistan"' in unknown.stderr


def test_seven_of_the_thirteen_have_no_name_at_all(run):
    answer = asked(run, "status", "--as-of", "2025-07-21")
    assert answer["named_states"] == ["Bangladesh", "Jordan", "Pakistan"]
    assert answer["candidates"] == ["Kazakhstan", "Russia", "China"]
    count = answer["contracting"]["at_least"]
    assert count - len(answer["named_states"]) - len(answer["candidates"]) == 7


def test_the_gaps_say_between_which_days_how_many_have_no_name(run):
    gaps = asked(run, "reconcile")["gaps"]
    seen = [(gap["after"], gap["until"], gap["unnamed"], gap["named"]) for gap in gaps]
    assert seen[0] == (None, "2024-12-02", span(9, 9), ["Bangladesh", "Jordan"])
    assert seen[1] == ("2024-12-02", "2025-07-21", span(1, 1), ["Pakistan"])
    assert seen[2][:2] == ("2025-07-21", None)


FOUND = """
[[event]]
id = "kazakhstan"
type = "ratification"
state = "Kazakhstan"
date = "[2011-11-28..2012-12-31]"
source = "kz-law-500-iv"
"""


def test_the_unidentified_shrink_when_a_ratification_is_found(run, changed):
    path = changed(FOUND)
    assert run("check", "--log", path) == ("", "", 0)
    tested = asked(run, "reconcile", "--log", path)
    assert [one["unidentified"] for one in tested["reports"]] == [8, 9]
    assert tested["candidates"] == ["Russia", "China"]
    answer = asked(run, "status", "--log", path, "--as-of", "2024-12-31")
    assert (answer["contracting"], answer["remaining"]) == (span(11, 13), span(1, 3))
    assert (answer["named"], answer["unidentified"]) == ({"certain": 3, "possible": 4}, 7)


def test_check_is_silent(tracker):
    assert tracker("check") == ("", "", 0)


def test_every_act_of_a_state_is_as_the_evidence_has_it(log):
    found = {}
    for event in log.events:
        if getattr(event, "state", None) and event.type != "membership":
            found.setdefault(event.state, []).append((event.type, edtf(event.date)))
    assert {state: sorted(acts) for state, acts in found.items()} == ACTS


def test_the_twenty_eight_members_are_recorded_with_their_days(log):
    found = {e.state: edtf(e.date) for e in log.events if e.type == "membership"}
    wanted = {state: day for day, states in MEMBERS.items() for state in states.split(", ")}
    assert found == wanted
    assert len(found) == 28


def test_the_clause_and_the_reports_are_as_the_evidence_has_them(log):
    events = log.event_by_id
    clause = events["clause-art-9-2"]
    assert (clause.date.first, clause.plain.count, str(clause.delay)) == (
        date(2010, 6, 8),
        14,
        "P30D",
    )
    assert (clause.later_delay, clause.counting) == (None, "exclusive")
    reports = {(edtf(e.date), e.contracting, e.remaining) for e in log.events if e.type == "report"}
    assert reports == {("2024-12-02", 11, 3), ("2025-07-21", None, 1)}
    assert log.treaty.adopted.first == date(2010, 6, 8)
    assert log.treaty.depositary is None
    assert not [e for e in log.events if e.type == "entry-into-force"]


def test_membership_narrows_the_window_of_a_consent(run):
    shown = run("parties", "--as-of", "2024-12-31").stdout
    assert "between 20 May 2014 and 12 December 2023" in shown


def test_members_lists_all_twenty_eight_by_what_is_known(run):
    answer = asked(run, "members")
    standings = {}
    for member in answer["members"]:
        standings.setdefault(member["standing"], set()).add(member["state"])
    assert standings.pop("deposited") == {"Bangladesh", "Jordan", "Pakistan"}
    assert standings.pop("domestic act only") == {"Kazakhstan", "Russia", "China"}
    assert standings.pop("not yet") == {"Cambodia"}
    assert len(standings.pop("nothing known")) == 21
    assert standings == {}
    shown = run("members").stdout
    wanted = {state for states in MEMBERS.values() for state in states.split(", ")}
    assert all(state in shown for state in wanted)


def test_sources_say_which_texts_are_silent(run):
    used = {one["id"]: one["events"] for one in asked(run, "sources")["sources"]}
    silent = {identifier for identifier, events in used.items() if not events}
    assert {
        "kazinform-2022-soc",
        "soc-2022-12",
        "soc-2024-06",
        "trend-2025-12",
        "day-az-2025-12",
        "report-2026-02",
        "press-2026-04",
    } <= silent
    assert "digest-count" in used["digest-2024-q4"]
    shown = run("sources").stdout
    first, second = shown.split("Read, and silent or only context")
    assert "soc-2024-06" in second
    assert "soc-2024-06" not in first
    assert "digest-2024-q4" in first
    assert "tracker show ID" in second


def test_the_log_lists_events_in_the_order_of_their_days_and_filters_them(run):
    events = asked(run, "log")["events"]
    assert len(events) == len(load(shipped()).events)
    chosen = asked(run, "log", "--type", "report")["events"]
    assert [event["id"] for event in chosen] == ["digest-count", "soc-july-2025"]
    chosen = asked(run, "log", "--state", "Pakistan", "--source", "speech-pakistan")["events"]
    assert {event["id"] for event in chosen} == {"approval-pakistan", "pakistan"}


def test_every_source_is_of_one_of_the_named_kinds_and_says_when_it_was_published(log):
    assert all(source.published for source in log.sources)
    assert all(source.url is None or source.url.startswith("http") for source in log.sources)
    cited = {identifier for event in log.events for identifier in event.source}
    assert cited <= {source.id for source in log.sources}


def test_a_word_of_the_depositary_would_end_the_doubt(run, changed):
    path = changed("""
[[source]]
id = "depositary"
title = "Notification"
authority = "depositary"
published = 2026-06-01

[[event]]
id = "last-count"
type = "report"
date = 2026-05-01
contracting = 13
remaining = 1
source = "depositary"
""")
    answer = asked(run, "status", "--log", path, "--as-of", "2026-01-01")
    assert (answer["contracting"], answer["remaining"]) == (span(13, 13), span(1, 1))
    assert answer["conditions_met"]["earliest"] == "2026-05-02"
