"""52 real treaties (`logs/`) give their official days, through the library and the command.

What the engine says of each condition is counted once more here, naively, from the TOML alone.
"""

import csv
import json
import random
import tomllib
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest
import tomli_w
from helpers.command import ROOT
from helpers.long import sampled

from cica_tracker.answers.check import check
from cica_tracker.answers.force import force_of
from cica_tracker.answers.status import status_of
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook
from cica_tracker.reading.parse import read
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.programs import force_answer, status_answer

TREATIES = ROOT / "tests" / "treaties"
with (TREATIES / "official.csv").open(encoding="utf-8") as file:
    OFFICIAL = {row["id"]: row for row in csv.DictReader(file)}
IN_FORCE = [name for name, row in OFFICIAL.items() if row["entry_into_force"]]
PENDING = [name for name, row in OFFICIAL.items() if not row["entry_into_force"]]
CONSENTS = {
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "succession",
    "formal-confirmation",
    "definitive-signature",
}
DAY = timedelta(days=1)
FORMS_OF_CLAUSE = [  # one of each kind, run as a real process
    "XVIII-10",  # the first of the next month
    "XXVII-7.a",  # two conditions, one of weights
    "XXVI-4",  # all listed States, still not in force
    "XXVII-2.a",  # a target day
    "XIX-48",  # a target day with a deadline
    "IV-15.a",  # not before a day
    "XIV-3",  # the day after
    "ICES-1964",  # a day of the year
    "VIENNA-CIVIL-1963",  # only ratifications
    "X-3",  # quotas
]


@cache
def log_of(name):
    return load(Logbook(TREATIES / "logs" / f"{name}.toml", name))


@cache
def settled(name):
    return make_consistent(log_of(name))


@cache
def force(name):
    return force_of(settled(name))


def day(text):
    return date.fromisoformat(text)


class Naive:
    """A treaty counted by hand from its file: every event there has one exact day."""

    def __init__(self, path):
        file = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        self.events = file["event"]
        (self.clause,) = [e for e in self.events if e["type"] == "clause"]
        self.adopted = file["treaty"]["adopted"]
        (self.report,) = [e for e in self.events if e["type"] == "report"]
        assert all(isinstance(e["date"], date) for e in self.events)

    def contracting(self, until, forms=None):
        """The States that contract at the end of a day, by consents of some forms."""
        inside = set()
        acts = [e for e in self.events if e["type"] in {*CONSENTS, "withdrawal"}]
        for act in sorted(acts, key=lambda e: e["date"]):
            if act["date"] > until:
                break
            if act["type"] == "withdrawal":
                inside.discard(act["state"])
            elif forms is None or act["type"] in forms:
                inside.add(act["state"])
        return inside

    def have(self, condition, until):
        counted = self.contracting(until, condition.get("forms"))
        counted -= set(condition.get("not_counted", ()))
        if "among" in condition:
            counted &= set(condition["among"])
        if "weights" in condition:
            return sum((condition["weights"].get(state, Decimal(0)) for state in counted), 0)
        return len(counted)

    def need(self, condition):
        return condition.get("count", condition.get("weight"))

    def met(self, until):
        return all(self.have(one, until) >= self.need(one) for one in self.clause["condition"])

    @property
    def deciding(self):
        """The first day on which all conditions are met, or None."""
        days = sorted({e["date"] for e in self.events if e["type"] in CONSENTS})
        return next((one for one in days if self.met(one)), None)

    @property
    def plain(self):
        counts = [c for c in self.clause["condition"] if "count" in c and "among" not in c]
        return counts[0] if counts else None

    @property
    def plain_alone(self):
        return self.plain is not None and len(self.clause["condition"]) == 1


@cache
def naive(name):
    return Naive(TREATIES / "logs" / f"{name}.toml")


def test_all_treaties_have_an_answer():
    assert sorted(OFFICIAL) == sorted(path.stem for path in (TREATIES / "logs").glob("*.toml"))
    assert len(OFFICIAL) == 52
    assert PENDING == ["XXIII-3", "XXVI-4"]


@pytest.mark.parametrize("name", IN_FORCE)
def test_the_official_days_are_the_computed_days(name):
    found, official = force(name), OFFICIAL[name]
    met, there = day(official["deciding_day"]), day(official["entry_into_force"])
    assert (found.met.earliest, found.met.latest) == (met, met)
    assert (found.computed.earliest, found.computed.latest) == (there, there)
    assert found.announced == there
    assert naive(name).deciding == met
    answer = force_answer(settled(name), there).as_json()
    assert answer["entry_into_force"] == {
        "earliest": official["entry_into_force"],
        "latest": official["entry_into_force"],
        "announced": official["entry_into_force"],
    }
    assert (found.on(there), found.on(there - DAY)) == ("yes", "no")


@pytest.mark.parametrize("name", PENDING)
def test_what_is_not_in_force_has_no_latest_day(name):
    found, last = force(name), day(OFFICIAL[name]["report_until"])
    assert found.met.earliest == last + DAY
    assert found.met.latest is None
    assert found.computed.earliest > last
    assert found.computed.latest is None
    assert found.announced is None
    assert found.on(last) == "no"
    assert naive(name).deciding is None


@pytest.mark.parametrize("name", OFFICIAL)
def test_check_finds_no_problem(name):
    assert [str(problem) for problem in check(log_of(name))] == []
    assert settled(name).contradictions == ()
    assert naive(name).report["date"] == day(OFFICIAL[name]["report_until"])


@pytest.mark.parametrize("name", sampled(OFFICIAL, 4))
def test_every_condition_is_what_a_naive_count_gives(name):
    count = naive(name)
    first, last = count.adopted.toordinal(), count.report["date"].toordinal()
    chosen = random.Random(name).choices(range(first - 100, last + 1), k=10)
    days = {date.fromordinal(number) for number in chosen}
    if deciding := count.deciding:
        days |= {deciding - DAY, deciding}
    for one in days | {count.report["date"]}:
        answer = force_answer(settled(name), one).as_json()["conditions"]
        status = status_answer(status_of(settled(name), one)).as_json()
        assert status["contracting"]["at_least"] == len(count.contracting(one))
        assert status["contracting"]["at_most"] == len(count.contracting(one))
        for condition, told in zip(count.clause["condition"], answer, strict=True):
            have, need = count.have(condition, one), count.need(condition)
            assert told["have"]["at_least"] == told["have"]["at_most"] == float(have)
            assert told["need"]["at_least"] == told["need"]["at_most"] == float(need)
            assert told["met"] == ("yes" if have >= need else "no")
        if count.plain and one >= count.adopted:
            left = max(0, count.need(count.plain) - count.have(count.plain, one))
            assert status["remaining"] == {"at_least": left, "at_most": left}


def test_the_count_reaches_the_number_required_on_the_deciding_day():
    plain = [name for name in IN_FORCE if naive(name).plain_alone]
    for name in plain:
        count_reaches_the_number_required(name)
    assert len(plain) >= 35
    assert sum(lacking_before_the_deciding_day(name) == 1 for name in plain) >= 25


def count_reaches_the_number_required(name):
    count, met = naive(name), day(OFFICIAL[name]["deciding_day"])
    before = lacking_before_the_deciding_day(name)
    came = count.have(count.plain, met) - count.have(count.plain, met - DAY)
    if met == count.adopted:
        assert status_of(settled(name), met - DAY).remaining is None, name
    else:
        left = status_of(settled(name), met - DAY).remaining
        assert (left.at_least, left.at_most) == (before, before), name
    left = status_of(settled(name), met).remaining
    assert (left.at_least, left.at_most) == (0, 0), name
    assert 1 <= before <= came, name
    if came == 1:
        assert before == 1, name


def lacking_before_the_deciding_day(name):
    count, met = naive(name), day(OFFICIAL[name]["deciding_day"])
    return count.need(count.plain) - count.have(count.plain, met - DAY)


@pytest.mark.parametrize("name", IN_FORCE)
def test_the_last_condition_is_met_on_the_deciding_day(name):
    met, conditions = day(OFFICIAL[name]["deciding_day"]), force(name).progress
    before = [one.met((met - DAY).toordinal()) for one in conditions]
    assert "no" in before
    assert set(before) <= {"yes", "no"}
    assert {one.met(met.toordinal()) for one in conditions} == {"yes"}


def asked(answer):
    assert answer.returncode == 0, answer.stderr
    assert answer.stderr == ""
    return json.loads(answer.stdout)


@pytest.mark.parametrize("name", FORMS_OF_CLAUSE)
def test_the_command_gives_the_official_days(name, tracker):
    path, official = TREATIES / "logs" / f"{name}.toml", OFFICIAL[name]
    answer = asked(tracker("--log", path, "force", "--format", "json"))
    if name in PENDING:
        assert answer["conditions_met"]["latest"] is None
        assert answer["conditions_met"]["earliest"] > official["report_until"]
        assert answer["entry_into_force"]["latest"] is None
        assert answer["entry_into_force"]["announced"] is None
        return
    met, there = official["deciding_day"], official["entry_into_force"]
    assert answer["conditions_met"] == {"earliest": met, "latest": met}
    assert answer["entry_into_force"] == {"earliest": there, "latest": there, "announced": there}
    assert answer["set_aside"] == []
    assert answer["in_force"] == "yes"


@pytest.mark.parametrize("name", ["XVIII-10", "IV-8", "ILO-C187"])
def test_the_command_tells_the_history(name, tracker):
    path, met = TREATIES / "logs" / f"{name}.toml", day(OFFICIAL[name]["deciding_day"])
    count = naive(name)
    for one in (met - DAY, met):
        answer = asked(tracker("status", "--log", path, "--as-of", one, "--format", "json"))
        left = max(0, count.need(count.plain) - count.have(count.plain, one))
        assert answer["remaining"] == {"at_least": left, "at_most": left}
        assert (left == 0) == (one == met)


@pytest.mark.parametrize("name", sampled(OFFICIAL, 8))
def test_every_answer_can_be_read_out(name, run):
    path = TREATIES / "logs" / f"{name}.toml"
    for command in ("status", "force", "parties"):
        answer = run("--log", path, command, "--as-of", "2015-01-01")
        assert (answer.returncode, answer.stderr) == (0, "")
        assert "None" not in answer.stdout
    shown = run("--log", path, "force", "--explain").stdout
    assert "the depositary's notification of entry into force prevails" in shown
    if name in IN_FORCE:
        assert ", as computed." in shown


@pytest.mark.parametrize("name", sampled(OFFICIAL, 4))
def test_reconcile_finds_the_treaties_sound(name, run):
    answer = run("--log", TREATIES / "logs" / f"{name}.toml", "reconcile")
    assert (answer.returncode, answer.stderr) == (0, "")
    if name in IN_FORCE:
        assert ", as computed." in answer.stdout


# The same treaty, written otherwise


def without_adoption(file):
    del file["treaty"]["adopted"]


def without_publication(file):
    for source in file["source"]:
        source.pop("published", None)


def days_as_texts(file):
    file["treaty"]["adopted"] = str(file["treaty"]["adopted"])
    for event in file["event"]:
        fields = {"date", "not_before", "on", "met_by"} & event.keys()
        event |= {field: str(event[field]) for field in fields}


def in_another_order(file):
    random.Random(7).shuffle(file["event"])
    file["source"].reverse()


def weights_as_floats(file):
    for event in file["event"]:
        for condition in event.get("condition", ()):
            if "weights" in condition:
                table = condition["weights"]
                condition["weights"] = {state: float(weight) for state, weight in table.items()}
                condition["weight"] = float(condition["weight"])


def with_long_notes(file):
    file["treaty"]["note"] = "A long note. " * 5000
    for event in file["event"]:
        event["note"] = "A note \u2014 \U0001f30d in several\nlines. " * 20


def with_every_consent_twice(file):
    again = [e for e in file["event"] if e["type"] in CONSENTS]
    file["event"] += [
        {**e, "id": f"{e['id']}-again", "type": "accession", "date": e["date"] + 400 * DAY}
        for e in again
    ]


def adopted_in_a_year(file):
    file["treaty"]["adopted"] = f"{file['treaty']['adopted'].year:04d}"


def with_several_sources(file):
    for event in file["event"]:
        cited = event["source"]
        event["source"] = [file["source"][0]["id"], *([cited] if isinstance(cited, str) else cited)]


def written(change, name):
    text = (TREATIES / "logs" / f"{name}.toml").read_text(encoding="utf-8")
    file = tomllib.loads(text, parse_float=Decimal)
    change(file)
    return tomli_w.dumps(file)


def in_one_line(name):
    """The whole log as inline tables, the clause with its conditions as well."""
    text = (TREATIES / "logs" / f"{name}.toml").read_text(encoding="utf-8")
    file = tomllib.loads(text, parse_float=Decimal)
    events = ", ".join(inline(event) for event in file.pop("event"))
    sources = ", ".join(inline(source) for source in file.pop("source"))
    return (
        f"schema = 1\ntreaty = {inline(file['treaty'])}\nsource = [{sources}]\nevent = [{events}]\n"
    )


def inline(value):
    match value:
        case dict():
            return "{" + ", ".join(f"{json.dumps(k)} = {inline(v)}" for k, v in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(inline, value)) + "]"
        case str():
            return json.dumps(value, ensure_ascii=False)
    return str(value)


VARIED = ["XVIII-10", "XXVII-7.a", "X-3", "VIENNA-CIVIL-1963", "IV-15", "XIX-48", "XXVI-4"]


@pytest.mark.parametrize(
    "change",
    [
        without_adoption,
        without_publication,
        days_as_texts,
        in_another_order,
        weights_as_floats,
        with_long_notes,
        with_every_consent_twice,
        adopted_in_a_year,
        with_several_sources,
    ],
)
@pytest.mark.parametrize("name", sampled(VARIED))
def test_the_same_treaty_written_otherwise_has_the_same_days(name, change, run, tmp_path):
    path = tmp_path / "log.toml"
    path.write_text(written(change, name), encoding="utf-8")
    same_days(name, run("--log", path, "force", "--format", "json"))


@pytest.mark.parametrize("name", VARIED)
def test_a_treaty_in_one_line_has_the_same_days(name, run, tmp_path):
    path = tmp_path / "log.toml"
    path.write_text(in_one_line(name), encoding="utf-8")
    same_days(name, run("--log", path, "force", "--format", "json"))


def same_days(name, told):
    answer = asked(told)
    expected = force_answer(settled(name), date(2026, 1, 1)).as_json()
    assert answer["conditions_met"] == expected["conditions_met"]
    assert answer["entry_into_force"] == expected["entry_into_force"]
    assert answer["set_aside"] == []


@pytest.mark.parametrize("name", ["XVIII-10", "IV-8", "ILO-C187", "XIV-3"])
def test_a_plain_count_needs_no_names(name, run, tmp_path):
    def nameless(file):
        for event in file["event"]:
            if event["type"] in CONSENTS:
                del event["state"]

    assert not any(event["type"] == "withdrawal" for event in naive(name).events)
    path = tmp_path / "log.toml"
    path.write_text(written(nameless, name), encoding="utf-8")
    same_days(name, run("--log", path, "force", "--format", "json"))


@pytest.mark.parametrize("name", sampled(IN_FORCE, 4))
def test_with_months_for_days_the_official_days_lie_within_the_windows(name):
    last = naive(name).report["date"]

    def months(file):
        for event in file["event"]:
            if event["type"] in CONSENTS and f"{event['date']:%Y-%m}" < f"{last:%Y-%m}":
                event["date"] = f"{event['date']:%Y-%m}"
            elif event["type"] in CONSENTS and event["date"] <= last:
                event["date"] = f"[{event['date']:%Y-%m}-01..{last}]"

    log, problems = read(written(months, name).encode(), name)
    assert problems == ()
    found, official = force_of(make_consistent(log)), OFFICIAL[name]
    for span, exact in (
        (found.met, official["deciding_day"]),
        (found.computed, official["entry_into_force"]),
    ):
        assert span.earliest <= day(exact) <= span.latest
        assert (span.latest - span.earliest).days <= 31


# The examples

EXAMPLES = {
    "rome-statute": "XVIII-10",
    "kyoto-protocol": "XXVII-7.a",
    "ctbt": "XXVI-4",
}


def test_the_examples_are_three_of_the_treaties():
    shipped = [path.stem for path in (ROOT / "examples").glob("*.toml")]
    assert sorted(shipped) == sorted(EXAMPLES)


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_answers_as_its_treaty_does(example, tracker):
    path = ROOT / "examples" / f"{example}.toml"
    log = load(Logbook(path, example))
    assert check(log) == ()
    found, treaty = force_of(make_consistent(log)), force(EXAMPLES[example])
    assert (found.met, found.computed, found.announced) == (
        treaty.met,
        treaty.computed,
        treaty.announced,
    )
    answer = asked(tracker("--log", path, "force", "--as-of", "2015-01-01", "--format", "json"))
    expected = force_answer(settled(EXAMPLES[example]), date(2015, 1, 1)).as_json()
    assert answer["conditions_met"] == expected["conditions_met"]
    assert answer["entry_into_force"] == expected["entry_into_force"]
    assert [one["have"] for one in answer["conditions"]] == [
        one["have"] for one in expected["conditions"]
    ]


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_names_its_sources(example):
    log = load(Logbook(ROOT / "examples" / f"{example}.toml", example))
    cited = {source for event in log.events for source in event.source}
    assert cited <= set(log.source_by_id)
    assert all(source.publisher and source.published for source in log.sources)
