"""`tracker add`: every type from flags and from JSON, ids, States, and what is refused."""

import io
import json
import subprocess
import sys
import tomllib
from datetime import date

import pytest
from helpers.command import ROOT

from cica_tracker.cli.entry.flags import TYPES, flags_of
from cica_tracker.reading.parse import read
from cica_tracker.writing.admit import Basis, admit
from cica_tracker.writing.entry import Addition, Entry

SHIPPED = ROOT / "data" / "ratifications.toml"
TODAY = date.today()  # noqa: DTZ011  the same clock as the command's


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def log(tmp_path):
    """A copy of the shipped log where the command finds it."""
    path = tmp_path / "data" / "ratifications.toml"
    path.parent.mkdir()
    path.write_text(SHIPPED.read_text(encoding="utf-8") + PAGE_BLOCK, encoding="utf-8")
    return path


@pytest.fixture
def add(run, log):
    """Run `add` in the folder of the log: what is appended, what is said."""

    def adding(*args, command="add"):
        before = log.read_bytes()
        answer = run(command, *args, cwd=log.parent.parent)
        after = log.read_bytes()
        assert after.startswith(before)
        assert [entry.name for entry in log.parent.iterdir()] == [log.name]
        if answer.returncode:
            assert after == before
            assert answer.stdout == ""
        return answer, after[len(before) :].decode()

    return adding


def one(text):
    """The blocks of an appended text: the event and the source, without the day of recording."""
    document = tomllib.loads(text)
    found = [document.get(key, [{}])[0] for key in ("event", "source")]
    for block in found:
        if block:
            assert block.pop("recorded") == TODAY
    return found


CITED = ("--source", "page")
PAGE_BLOCK = '\n[[source]]\nid = "page"\ntitle = "A page"\n'
DAY = date(2026, 3, 1)
EVENTS = [
    (
        ["ratification", "--state", "Kuwait", "--date", "2026-03-01"],
        {"id": "kuwait-ratification", "state": "Kuwait", "date": DAY},
    ),
    (
        ["acceptance", "--state", "Iraq", "--date", "2026-03"],
        {"id": "iraq-acceptance", "state": "Iraq", "date": "2026-03"},
    ),
    (
        ["approval", "--state", "China", "--date", "[..2026-03-01]"],
        {"id": "china-approval", "state": "China", "date": "[..2026-03-01]"},
    ),
    (
        ["accession", "--state", "Qatar", "--date", "[2026-03-01..]"],
        {"id": "qatar-accession", "state": "Qatar", "date": "[2026-03-01..]"},
    ),
    (
        ["succession", "--unnamed", "--date", "2026"],
        {"id": "unnamed-succession", "date": "2026"},
    ),
    (
        ["formal-confirmation", "--state", "India", "--date", "[2026-03-01..2026-03-01]"],
        {"id": "india-formal-confirmation", "state": "India", "date": DAY},
    ),
    (
        ["definitive-signature", "--state", "Israel", "--date", "2026-03-01"],
        {"id": "israel-definitive-signature", "state": "Israel", "date": DAY},
    ),
    (
        ["signature", "--state", "Egypt", "--date", "2010-06-08", "--note", "own words"],
        {
            "id": "egypt-signature",
            "state": "Egypt",
            "date": date(2010, 6, 8),
            "note": "own words",
        },
    ),
    (
        ["provisional-application", "--state", "Egypt", "--date", "2026-03-01", "--id", "own-id"],
        {"id": "own-id", "state": "Egypt", "date": DAY},
    ),
    (
        ["domestic-approval", "--state", "Egypt", "--date", "2026-03-01", "--act", "Law No. 7"],
        {"id": "egypt-domestic-approval", "state": "Egypt", "date": DAY, "act": "Law No. 7"},
    ),
    (
        ["withdrawal", "--state", "Jordan", "--date", "2026-03-01"],
        {"id": "jordan-withdrawal", "state": "Jordan", "date": DAY},
    ),
    (
        ["membership", "--state", "Oman", "--new-state", "--date", "2026-03-01"],
        {"id": "oman-membership", "state": "Oman", "date": DAY},
    ),
    (
        ["membership-end", "--state", "Egypt", "--date", "2026-03-01"],
        {"id": "egypt-membership-end", "state": "Egypt", "date": DAY},
    ),
    (
        ["not-yet", "--state", "Egypt", "--date", "2026-03-01"],
        {"id": "egypt-not-yet", "state": "Egypt", "date": DAY},
    ),
    (
        ["report", "--date", "2026-03-01", "--contracting", "13", "--remaining", "1"],
        {"id": "report-2026-03-01", "date": DAY, "contracting": 13, "remaining": 1},
    ),
    (
        [
            *("report", "--date", "2026-03", "--contracting-min", "13"),
            *("--contracting-max", "20", "--basis", "domestic"),
        ],
        {
            "id": "report-2026-03",
            "date": "2026-03",
            "contracting_min": 13,
            "contracting_max": 20,
            "basis": "domestic",
        },
    ),
    (
        ["entry-into-force", "--date", "2026-03-01"],
        {"id": "entry-into-force", "date": DAY},
    ),
    (
        ["retraction", "--of", "jordan", "--reason", "of another treaty"],
        {"id": "retract-jordan", "of": "jordan", "reason": "of another treaty", "date": TODAY},
    ),
    (
        [
            *("clause", "--date", "2026-03-01", "--required", "15", "--delay", "P3M"),
            *("--start", "first-of-next-month", "--counting", "day-after"),
            *("--not-before", "2027-01-01", "--forms", "ratification", "--forms", "accession"),
            *("--not-counted", "Turkey", "--later-delay", "P90D", "--label", "the number"),
        ],
        {
            "id": "clause-2026-03-01",
            "date": DAY,
            "delay": "P3M",
            "start": "first-of-next-month",
            "counting": "day-after",
            "not_before": date(2027, 1, 1),
            "later_delay": "P90D",
            "condition": [
                {
                    "count": 15,
                    "forms": ["ratification", "accession"],
                    "not_counted": ["Türkiye"],
                    "label": "the number",
                }
            ],
        },
    ),
    (
        [
            *("clause", "--date", "2026-03-01", "--weight", "20.5", "--more-than"),
            *("--weights-json", '{"China": 20.09, "South Korea": 1}', "--on", "2027-01-01"),
            *("--met-by", "2026-12-01"),
            *("--condition", '{"count": 2, "among": ["Turkey", "Jordan", "Iran"]}'),
        ],
        {
            "id": "clause-2026-03-01",
            "date": DAY,
            "on": date(2027, 1, 1),
            "met_by": date(2026, 12, 1),
            "condition": [
                {
                    "weight": 20.5,
                    "weights": {"China": 20.09, "Republic of Korea": 1},
                    "more_than": True,
                },
                {"count": 2, "among": ["Türkiye", "Jordan", "Iran"]},
            ],
        },
    ),
    (
        ["clause", "--date", "2026-03-01", "--fraction", "2/3", "--of", "members"],
        {
            "id": "clause-2026-03-01",
            "date": DAY,
            "condition": [{"fraction": "2/3", "of": "members"}],
        },
    ),
    (
        [
            *("clause", "--date", "2026-03-01", "--count", "2", "--among", "Turkey"),
            *("--among", "Iran", "--weights", "China=1"),
        ],
        None,
    ),
]


@pytest.mark.parametrize(("args", "fields"), EVENTS, ids=lambda value: str(value)[:40])
def test_every_type_is_complete_from_flags_alone(add, args, fields):
    answer, text = add(*args, *CITED)
    if fields is None:
        assert answer.returncode == 2
        return
    assert answer.returncode == 0, answer.stderr
    event, source = one(text)
    assert event == {"type": args[0], "source": "page", **fields}
    assert source == {}
    assert answer.stdout.startswith(f"appended to data/ratifications.toml:{_line(text)}: ")


def _line(text):
    shipped = (SHIPPED.read_text(encoding="utf-8") + PAGE_BLOCK).count("\n")
    return shipped + text[: text.index("[[")].count("\n") + 1


def test_every_type_has_a_test_above():
    assert {args[0] for args, _ in EVENTS} == set(TYPES) - {"source"}


def test_every_field_of_every_type_has_a_flag():
    from dataclasses import fields  # noqa: PLC0415

    from cica_tracker.model.conditions import Condition  # noqa: PLC0415
    from cica_tracker.model.events import MODEL_OF  # noqa: PLC0415
    from cica_tracker.model.field_info import key_of  # noqa: PLC0415
    from cica_tracker.model.sources import Source, Treaty  # noqa: PLC0415

    def keys(kind, of):
        return {flag.key for flag in flags_of(kind) if flag.block == of}

    for kind, model in MODEL_OF.items():
        wanted = {key_of(field.name) for field in fields(model)} - {"type"}
        assert keys(kind, "event") >= wanted, kind
    assert keys("clause", "condition") == {key_of(field.name) for field in fields(Condition)}
    assert keys("source", "source") == {key_of(field.name) for field in fields(Source)}
    assert keys("treaty", "treaty") == {key_of(field.name) for field in fields(Treaty)}


NEW_SOURCE = (
    *("--source-title", "Kuwait ratifies", "--publisher", "KUNA", "--published", "2026-03-02"),
    *("--authority", "press", "--url", "https://kuna.example/1", "--locator", "paragraph 2"),
    *("--source-note", "in Arabic"),
)


def test_a_new_source_and_its_event_are_appended_in_one_go(add):
    answer, text = add("ratification", "--state", "Kuwait", "--date", "2026-03-01", *NEW_SOURCE)
    assert answer.returncode == 0, answer.stderr
    assert text.index("[[source]]") < text.index("[[event]]")
    event, source = one(text)
    assert source == {
        "id": "kuna-2026-03-02",
        "title": "Kuwait ratifies",
        "publisher": "KUNA",
        "authority": "press",
        "published": date(2026, 3, 2),
        "url": "https://kuna.example/1",
        "locator": "paragraph 2",
        "note": "in Arabic",
    }
    assert event["source"] == "kuna-2026-03-02"
    assert "remaining: 0 to 1 → 0; would enter into force between" in answer.stdout
    assert "31 March 2026" in answer.stdout


def test_the_very_same_source_is_used_again_and_another_gets_a_number(add):
    add("ratification", "--state", "Kuwait", "--date", "2026-03-01", *NEW_SOURCE)
    _, text = add("accession", "--state", "Qatar", "--date", "2026-03-01", *NEW_SOURCE, *CITED)
    event, source = one(text)
    assert event["source"] == ["page", "kuna-2026-03-02"]
    assert source == {}
    other = [*NEW_SOURCE]
    other[1] = "Another page of that day"
    _, text = add("accession", "--state", "Iraq", "--date", "2026-03-01", *other)
    assert one(text)[1]["id"] == one(text)[0]["source"] == "kuna-2026-03-02-2"


def test_a_source_alone_changes_no_answer(add):
    flags = (
        "--title",
        "A page",
        "--publisher",
        "KUNA",
        "--published",
        "2026-04",
        "--note",
        "silent",
    )
    answer, text = add("source", *flags)
    assert one(text)[1] == {
        "id": "kuna-2026-04",
        "title": "A page",
        "publisher": "KUNA",
        "published": "2026-04",
        "note": "silent",
    }
    assert "the answer does not change" in answer.stdout
    answer, _ = add("source", *flags)
    assert answer.returncode == 2
    assert 'recorded already: "kuna-2026-04"' in answer.stderr
    answer, _ = add("source", "--title", "Other", "--id", "kuna-2026-04")
    assert answer.returncode == 2
    assert 'two sources have the id "kuna-2026-04"' in answer.stderr


def test_one_more_makes_none_remain_and_gives_the_day(run, tmp_path):
    path = tmp_path / "log.toml"
    path.write_text(
        'schema = 1\n[treaty]\ntitle = "T"\n[[source]]\nid = "a"\ntitle = "A"\n'
        '[[event]]\nid = "c"\ntype = "clause"\ndate = 2020-01-01\nsource = "a"\ndelay = "P30D"\n'
        "[[event.condition]]\ncount = 2\n"
        '[[event]]\nid = "m1"\ntype = "ratification"\nstate = "Iran"\ndate = 2020-02-02\n'
        'source = "a"\n'
        '[[event]]\nid = "r"\ntype = "report"\nremaining = 1\ndate = 2026-02-28\nsource = "a"\n'
        '[[event]]\nid = "r2"\ntype = "not-yet"\nstate = "Iraq"\ndate = 2026-02-28\nsource = "a"\n'
    )
    flags = ("--state", "Iraq", "--date", "2026-03-01", "--source", "a")
    answer = run("add", "ratification", *flags, "--log", path)
    assert "remaining: 0 to 1 → 0; would enter into force on 31 March 2026" in answer.stdout


@pytest.mark.parametrize(
    "args",
    [
        ["ratification", "--state", "Kuwait", "--date", "2026-03-01", *NEW_SOURCE],
        ["report", "--remaining", "0", "--date", "2026-03-01", *CITED],
        ["source", "--title", "Überschrift ‘x’"],
    ],
)
@pytest.mark.parametrize("change", [bytes, lambda data: data.replace(b"\n", b"\r\n")[:-2]])
def test_a_dry_run_prints_exactly_the_bytes_that_are_appended(tracker, log, args, change):
    log.write_bytes(change(log.read_bytes()))
    before = log.read_bytes()
    answer = tracker("add", *args, "--dry-run", cwd=log.parent.parent)
    assert answer.stderr == ""
    assert log.read_bytes() == before
    assert tracker("add", *args, cwd=log.parent.parent).returncode == 0
    assert answer.stdout.encode() == log.read_bytes()[len(before) :]
    assert log.read_bytes().startswith(before)


def test_a_dry_run_of_what_is_refused_prints_nothing(add):
    answer, _ = add("ratification", "--state", "Jordan", "--date", "2026", *CITED, "--dry-run")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "Jordan consents twice" in answer.stderr


KOREA = {"state": "South Korea", "date": "2026-03-01"}
PAGE = {"title": "T", "publisher": "P", "published": "2026-03"}
JSON = [
    ({"type": "ratification", **KOREA, "source": "page"}, []),
    ({**KOREA, "source": ["page"]}, ["ratification"]),
    ({"event": {"type": "ratification", **KOREA, "state": "KR"}, "source": PAGE}, []),
    ({"type": "ratification", **KOREA, "source": {"title": "T"}, "note": None}, []),
]


@pytest.mark.parametrize(("given", "args"), JSON)
def test_one_json_object_on_standard_input_is_an_entry(tracker, log, given, args):
    text = json.dumps(given)
    answer = tracker("add", *args, "--json", "-", input=text, cwd=log.parent.parent)
    assert answer.returncode == 0, answer.stderr
    found = read(log.read_bytes(), "log").log
    assert found.events[-1].id == "republic-of-korea-ratification"
    assert found.events[-1].state == "Republic of Korea"
    assert found.events[-1].date.first == DAY
    if "title" in text:
        assert found.sources[-1].title == "T"
        assert found.events[-1].source == (found.sources[-1].id,)


def test_the_answer_can_be_json(add):
    answer, text = add("report", "--remaining", "1", "--date", "2026", *CITED, "--format", "json")
    found = json.loads(answer.stdout)
    assert found["id"] == "report-2026"
    assert found["appended"] == text.lstrip("\n")
    assert found["line"] == _line(text)
    assert "remaining: " in found["change"]


SIGNED = {"type": "signature", "state": "Iran", "date": "2026", "source": "order-922-r"}
COUNTED = {"type": "report", "date": "2026", "source": "order-922-r"}
CLAUSE = {"type": "clause", "date": "2026", "source": "order-922-r"}
WRONG = [
    ("[1]", "the JSON given is a number, and an object is wanted"),
    ("", "holds no entry"),
    ("[]", "holds no entry"),
    ("[{}, 1]", "entry 2 of the JSON given is a number"),
    ('{"type": "report"', "cannot be read"),
    ('{"type": "report"} {"type": "report"}', "event date is missing"),
    ('{"type": "report"} {"type"', "cannot be read"),
    ('{"type": "report", "type": "report"}', '"type" is given twice'),
    ('{"type": "report", "contracting": NaN}', "NaN is no number"),
    ('{"state": "Iran"}', "has no type"),
    ("[" * 100_000, "cannot be read"),
    ({**SIGNED, "stat": "Iran"}, 'did you mean "state"'),
    ({**SIGNED, "type": "signatur"}, 'did you mean "signature"'),
    ({**SIGNED, "state": 7}, "a text is wanted"),
    ({**SIGNED, "state": ""}, "text is empty"),
    ({**SIGNED, "source": "x"}, 'no source "x"'),
    ({**SIGNED, "source": []}, "at least one source"),
    ({**SIGNED, "date": "2026-02-30"}, "no date"),
    ({**SIGNED, "date": "../2026"}, "lasted"),
    ({**SIGNED, "note": "\ud800"}, "half a character"),
    ({**SIGNED, "a": {"b": {"c": None}}}, "null"),
    ({**COUNTED, "contracting": 1.5}, "whole number"),
    ({**COUNTED, "contracting": True}, "whole number"),
    ({**CLAUSE, "condition": 3}, "condition"),
    ({**CLAUSE, "condition": [{"count": None}]}, "exactly one of"),
    (
        {"event": [1], "source": {"title": "x"}},
        '"event" in the JSON given is a list, not an object',
    ),
]


@pytest.mark.parametrize(("text", "said"), WRONG, ids=lambda value: str(value)[:60])
def test_a_wrong_json_object_is_refused_with_a_message(tracker, log, text, said):
    before = log.read_bytes()
    text = text if isinstance(text, str) else json.dumps(text)
    answer = tracker("add", "--json", "-", input=text, cwd=log.parent.parent)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
    assert answer.stdout == ""
    assert log.read_bytes() == before


def test_facts_come_as_json_or_as_flags_but_not_as_both(tracker, log):
    answer = tracker(
        "add", "report", "--json", "-", "--date", "2026", input="{}", cwd=log.parent.parent
    )
    assert answer.returncode == 2
    assert "not both: --date" in answer.stderr
    other = '{"type": "accession"}'
    answer = tracker("add", "report", "--json", "-", input=other, cwd=log.parent.parent)
    assert answer.returncode == 2
    assert 'of type "accession", and the command says report' in answer.stderr


CITE = "--source ID or --source-title"


@pytest.mark.parametrize(
    ("args", "flags"),
    [
        (["ratification"], ["--state STATE (or --unnamed)", "--date DATE", CITE]),
        (["ratification", "--unnamed"], ["--date DATE", CITE]),
        (["signature", *CITED], ["--state STATE", "--date DATE"]),
        (["report", "--date", "2026", *CITED], ["--contracting N, --remaining N"]),
        (["clause", "--date", "2026", *CITED], ["--required N"]),
        (["source", "--publisher", "P"], ["--title TEXT"]),
        (["entry-into-force", "--date", "2026", "--publisher", "P"], ["--source-title TEXT"]),
        (["retraction"], ["--of ID", "--reason TEXT"]),
        ([], ["TYPE"]),
    ],
)
def test_what_is_missing_is_named_where_nobody_can_be_asked(add, args, flags):
    answer, _ = add(*args)
    assert answer.returncode == 2
    assert answer.stderr.startswith("missing: ")
    first = answer.stderr.splitlines()[0]
    for flag in flags:
        assert flag in first


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["ratfication"], 'did you mean "ratification"'),
        (["report", "--date", "2026-02-30"], 'no date "2026-02-30"'),
        (["report", "--date", "1/3/2026"], "may be 3 January 2026 or 1 March 2026"),
        (["report", "--date", "../2026"], "lasted"),
        (["report", "--contracting", "-1"], "--contracting"),
        (["report", "--contracting", "many"], "a whole number is wanted"),
        (["report", "--authority", "minister"], "is not one of: depositary"),
        (["clause", "--required", "0"], "asks for nothing"),
        (["clause", "--delay", "thirty"], "is not a duration"),
        (["clause", "--weights", "China"], "weight"),
        (["clause", "--condition", "14"], "a condition is a JSON object"),
        (["clause", "--not-before", "2026"], "one day is wanted"),
        (["ratification", "--state", ""], "empty"),
        (["ratification", "--state", "Iran", "--unnamed"], "--unnamed says it is not named"),
    ],
)
def test_a_wrong_flag_is_refused_with_its_name(add, args, said):
    answer, _ = add(*args)
    assert answer.returncode == 2
    assert said in answer.stderr


def signature(add, state, *flags):
    answer, text = add("signature", "--state", state, "--date", "2010-06-09", *CITED, *flags)
    return answer, one(text)[0].get("state") if text else None


@pytest.mark.long
def test_a_dozen_commands_at_once_all_append(log):
    before = log.read_bytes()
    states = sorted({event.state for event in read(before, "log").log.events[1:13]})
    command = [sys.executable, "-m", "cica_tracker", "add", "not-yet", "--date", "2010-06-09"]
    running = [
        subprocess.Popen(
            [*command, *CITED, "--state", state],
            cwd=log.parent.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        for state in states
    ]
    assert [one.wait(60) for one in running] == [0] * len(states)
    after = log.read_bytes()
    assert after.startswith(before)
    added = read(after, "log").log.events[-len(states) :]
    assert sorted(event.state for event in added) == states
    assert [entry.name for entry in log.parent.iterdir()] == [log.name]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Türkiye", "Türkiye"),
        ("Turkey", "Türkiye"),
        ("TURKIYE", "Türkiye"),
        ("South Korea", "Republic of Korea"),
        ("Korea, Republic of", "Republic of Korea"),
        ("  the  republic of korea ", "Republic of Korea"),
        ("Vietnam", "Viet Nam"),
        ("UAE", "United Arab Emirates"),
        ("Russian Federation", "Russia"),
        ("Россия", "Russia"),
        ("State of Palestine", "Palestine"),
    ],
)
def test_a_state_is_found_under_any_of_its_names(add, written, name):
    assert signature(add, written)[1] == name
    assert signature(add, written, "--new-state", "--note", "again")[0].returncode == 2


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Jordn", 'did you mean "Jordan"?'),
        ("Kuwiat", 'did you mean "Kuwait"?'),
        ("Emirates", 'did you mean "United Arab Emirates"?'),
        ("Bangla", 'did you mean "Bangladesh"?'),
        ("Atlantis", 'the nearest that it knows: "Afghanistan"'),
        ("Oman", "the log knows no State"),
        ("North Korea", "the log knows no State"),
        ("Xyzzy", "known: Afghanistan, Azerbaijan"),
    ],
)
def test_a_near_miss_and_an_unknown_name_are_refused_with_suggestions(add, written, said):
    answer, _ = signature(add, written)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "--new-state" in answer.stderr
    answer, name = signature(add, written, "--new-state")
    assert answer.returncode == 0
    assert name == written
    assert f'"{written}" has no membership in this log' in answer.stderr


def test_ids_are_unique_and_stable(add):
    ids = []
    for day in ("2026-01-01", "2026-01-02", "2026-01-03"):
        _, text = add("not-yet", "--state", "Egypt", "--date", day, *CITED)
        ids.append(one(text)[0]["id"])
    assert ids == ["egypt-not-yet", "egypt-not-yet-2", "egypt-not-yet-3"]
    answer, _ = add("not-yet", "--state", "Egypt", "--date", "2026-01-04", *CITED, "--id", ids[0])
    assert answer.returncode == 2
    assert 'two events have the id "egypt-not-yet"' in answer.stderr


def test_an_id_is_made_of_ascii_letters_whatever_the_name(add):
    _, text = add("membership", "--state", "Côte d'Ivoire", "--new-state", "--date", "2026", *CITED)
    assert one(text)[0]["id"] == "cote-d-ivoire-membership"
    _, text = add(
        "membership", "--state", "Кыргыз Республикасы X", "--new-state", "--date", "2026", *CITED
    )
    assert one(text)[0]["id"] == "kyrgyz-respublikasy-x-membership"
    _, text = add("membership", "--state", "***", "--new-state", "--date", "2026", *CITED)
    assert one(text)[0]["id"] == "unnamed-membership"


def test_a_duplicate_is_refused_and_a_second_source_of_it_too(add):
    flags = ("domestic-approval", "--state", "Egypt", "--date", "2026-03-01")
    add(*flags, *CITED)
    for more in (CITED, ("--source-title", "Another source"), (*CITED, "--note", "again")):
        answer, _ = add(*flags, *more)
        assert answer.returncode == 2
        assert 'recorded already: "egypt-domestic-approval"' in answer.stderr
    report = ("report", "--date", "2026-03-01", "--remaining", "1")
    assert add(*report, *CITED)[0].returncode == 0
    assert add(*report, *CITED)[0].returncode == 2
    assert add(*report, "--source-title", "Another source")[0].returncode == 0
    unnamed = ("ratification", "--unnamed", "--date", "2026-05", *CITED)
    assert add(*unnamed, "--note", "the first of two")[0].returncode == 0
    assert add(*unnamed, "--note", "the first of two")[0].returncode == 2
    assert add(*unnamed, "--note", "the second of two")[0].returncode == 0


def test_a_second_consent_is_refused_unless_the_first_was_withdrawn_or_retracted(add):
    answer, _ = add("accession", "--state", "Jordan", "--date", "2026-03-01", *CITED)
    assert answer.returncode == 2
    assert "Jordan consents twice, first in jordan (line " in answer.stderr
    add("withdrawal", "--state", "Jordan", "--date", "2026-01-01", *CITED)
    assert add("accession", "--state", "Jordan", "--date", "2026-03-01", *CITED)[0].returncode == 0
    answer, _ = add("pakistan", "--reason", "of another treaty", command="retract")
    assert answer.returncode == 0, answer.stderr
    flags = ("--state", "Pakistan", "--date", "2026-03-01", *CITED)
    answer, text = add("ratification", *flags)
    assert answer.returncode == 0
    assert one(text)[0]["id"] == "pakistan-ratification"


def test_a_new_contradiction_is_refused_unless_a_reason_is_given(add, run, log):
    flags = ("report", "--date", "2026-03-01", "--contracting", "3", *CITED)
    answer, _ = add(*flags)
    assert answer.returncode == 2
    assert "contradicts" in answer.stderr
    assert 'all the same: --accept-contradiction "why"' in answer.stderr
    answer, text = add(
        *flags, "--note", "Own words.", "--accept-contradiction", "the minister said"
    )
    assert answer.returncode == 0
    note = one(text)[0]["note"]
    assert note.startswith("Own words. Accepted although it contradicts ")
    assert note.endswith(": the minister said")
    assert run("check", cwd=log.parent.parent).returncode == 1
    # What contradicts is there now, and stands in nobody's way.
    assert add("signature", "--state", "Egypt", "--date", "2010-06-08", *CITED)[0].returncode == 0


def test_a_reason_accepts_contradictions_and_nothing_else(add):
    flags = ("--state", "Jordan", "--date", "2026-03-01", *CITED)
    answer, _ = add("accession", *flags, "--accept-contradiction", "because")
    assert answer.returncode == 2
    answer, text = add(
        "signature", "--state", "Egypt", "--date", "2010", *CITED, "--accept-contradiction", "x"
    )
    assert answer.returncode == 0
    assert "nothing contradicts it" in answer.stderr
    assert "note" not in one(text)[0]


def test_the_first_membership_of_a_log_may_leave_the_others_to_come():
    text = (
        'schema = 1\n[treaty]\ntitle = "T"\n[[source]]\nid = "a"\ntitle = "A"\n'
        '[[event]]\nid = "m1"\ntype = "ratification"\nstate = "Iran"\ndate = 2020-02-02\n'
        'source = "a"\n'
        '[[event]]\nid = "m2"\ntype = "ratification"\nstate = "Iraq"\ndate = 2020-02-02\n'
        'source = "a"\n'
        '[[event]]\nid = "r"\ntype = "report"\ncontracting = 2\ndate = 2026-02-28\nsource = "a"\n'
    )
    event = {"type": "membership", "state": "Iran", "date": "2019-01-01", "source": "a"}
    ready = admit(Basis(text.encode(), "log"), Addition((Entry(event),)), TODAY)
    assert "first membership of the log" in ready.notes[0]
    text += ready.added.decode()
    other = {**event, "state": "Iraq"}
    ready = admit(Basis(text.encode(), "log"), Addition((Entry(other),)), TODAY)
    assert ready.notes == ()


def test_texts_of_every_kind_are_written_so_that_they_are_read_back(add):
    hostile = (
        'a "quote" \\ and\ttab, \x1b[31mred\x1b[0m, \u202ereversed, line\nbreak, \u2028, é, 🇰🇼'
    )
    answer, text = add(
        "report", "--date", "2026", "--remaining", "1", *CITED, "--note", hostile, "--id", "an id"
    )
    assert answer.returncode == 0
    assert one(text)[0]["note"] == hostile
    assert not {"\x1b", "\u202e", "\u2028"} & set(text)
    answer, _ = add("report", "--date", "2026", "--remaining", "1", *CITED, "--id", "an\x1bid")
    assert answer.returncode == 2
    assert "\x1b" not in answer.stderr


def test_nothing_is_written_to_the_log_that_came_with_the_program(run, tmp_path):
    answer = run("add", "ratification", "--state", "Kuwait", "--date", "2026", *CITED, cwd=tmp_path)
    assert answer.returncode == 2
    assert "came with the program, and is never written" in answer.stderr
    assert "tracker init" in answer.stderr
    for more in ((), ("--dry-run",)):
        again = run("retract", "jordan", "--reason", "x", *more, cwd=tmp_path)
        assert again.returncode == 2
        assert again.stdout == ""
