"""From which day each contracting State is bound: before, between and after; leavers; windows."""

import json
from datetime import date, timedelta
from itertools import product

import pytest
from dateutil.relativedelta import relativedelta
from helpers.command import ROOT
from helpers.strategies import day, event, law, log_with, numbered, text_of, windows
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.answers.force import force_of
from cica_tracker.answers.parties import parties_of
from cica_tracker.model.dates import OPEN_END, Window
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.rules.delay import in_force, in_force_for

ROME = ROOT / "examples" / "rome-statute.toml"
DAY = timedelta(days=1)


@pytest.fixture
def log_file(tmp_path):
    def write(*facts):
        path = tmp_path / "log.toml"
        path.write_text(text_of(*numbered(facts), adopted=day(1)), encoding="utf-8")
        return path

    return write


def parties(*facts, as_of=date(2030, 1, 1)):
    """State by State, in the order of consent; of several spells the last."""
    force = force_of(make_consistent(log_with(*numbered(facts), adopted=day(1))))
    return {party.state: party for party in parties_of(force, as_of)}


def bound_from(*facts):
    found = parties(*facts)
    return {
        state: (party.bound_from.earliest, party.bound_from.latest)
        for state, party in found.items()
    }


def once(when):
    return (when, when)


CLAUSE = event("clause", day(1), condition=[{"count": 2}], delay="P10D")
TWO = (event("ratification", day(2), state="A"), event("ratification", day(5), state="B"))


# The Rome Statute


@pytest.fixture(scope="module")
def rome():
    log = load(Logbook(ROME, "rome"))
    force = force_of(make_consistent(log))
    return force, {party.state: party for party in parties_of(force, date(2015, 1, 1))}


@pytest.mark.parametrize(
    ("state", "consented", "bound"),
    [
        ("Senegal", "1999-02-02", "2002-07-01"),  # the first
        ("Niger", "2002-04-11", "2002-07-01"),  # on the deciding day
        ("Uganda", "2002-06-14", "2002-09-01"),  # after it, before entry into force
        ("Australia", "2002-07-01", "2002-09-01"),  # on the day of entry into force
        ("Albania", "2003-01-31", "2003-05-01"),  # the sixtieth day is a first itself
        ("Bangladesh", "2010-03-23", "2010-06-01"),
    ],
)
def test_the_parties_to_the_rome_statute_are_bound_on_the_published_days(
    rome, state, consented, bound
):
    found = rome[1][state]
    assert found.consented == Window(*once(date.fromisoformat(consented)))
    assert (found.bound_from.earliest, found.bound_from.latest) == once(date.fromisoformat(bound))


def test_every_party_to_the_rome_statute_follows_article_126(rome):
    force, found = rome
    assert len(found) == 122
    for party in found.values():
        own = party.consented.first + relativedelta(days=60)
        own = own.replace(day=1) + relativedelta(months=1)
        there = date(2002, 7, 1) if party.consented.first <= date(2002, 4, 11) else own
        assert (party.bound_from.earliest, party.bound_from.latest) == once(there)
        assert party.bound == ("yes" if there <= date(2015, 1, 1) else "no")
    assert force.on(date(2002, 7, 1)) == "yes"


def test_before_entry_into_force_there_are_contracting_states_and_no_parties(tracker):
    before = tracker("--log", ROME, "parties", "--as-of", "2002-06-30").stdout
    assert "contracting States" in before.splitlines()[1]
    assert "parties" not in before.lower()
    assert "party" not in before.lower()
    on_the_day = tracker("--log", ROME, "parties", "--as-of", "2002-07-01").stdout
    assert on_the_day.splitlines()[1].endswith(" 66 named parties.")


def test_the_number_of_parties_is_that_of_those_bound(run):
    for as_of in ("2002-07-01", "2002-08-31", "2002-09-01", "2003-05-01"):
        arguments = ("--log", ROME, "parties", "--as-of", as_of)
        answer = json.loads(run(*arguments, "--format", "json").stdout)
        bound = sum(party["bound"] == "yes" for party in answer["parties"])
        assert f" {bound} named parties." in run(*arguments).stdout
        for party in answer["parties"]:
            assert (party["bound"] == "yes") == (party["bound_from"]["latest"] <= as_of)


# Before, between, after


def test_consents_before_between_and_after():
    facts = (
        CLAUSE,
        *TWO,
        event("accession", day(5), state="Same Day"),
        event("accession", day(6), state="Between"),
        event("accession", day(15), state="On the Day"),
        event("accession", day(40), state="After"),
        event("report", day(40), contracting=6),
    )
    assert bound_from(*facts) == {
        "A": once(day(15)),
        "B": once(day(15)),
        "Same Day": once(day(15)),
        "Between": once(day(16)),
        "On the Day": once(day(25)),
        "After": once(day(50)),
    }


def test_nobody_is_bound_before_the_treaty_is_in_force():
    clause = event(
        "clause",
        day(1),
        condition=[{"count": 2}],
        delay="P10D",
        not_before=day(90),
        later_delay="P1D",
    )
    found = bound_from(
        clause,
        *TWO,
        event("accession", day(20), state="Between"),
        event("accession", day(89), state="The Day Before"),
        event("accession", day(95), state="After"),
        event("report", day(95), contracting=5),
    )
    assert found["A"] == found["Between"] == found["The Day Before"] == once(day(90))
    assert found["After"] == once(day(96))


def test_an_announced_day_binds_the_first_and_their_own_day_the_later_ones():
    found = bound_from(
        CLAUSE,
        *TWO,
        event("entry-into-force", day(18)),
        event("accession", day(6), state="Between"),
        event("accession", day(9), state="Later"),
        event("report", day(20), contracting=4),
    )
    assert found["A"] == once(day(18))
    assert found["Between"] == once(day(18))
    assert found["Later"] == once(day(19))


def test_an_announced_day_is_enough_where_the_log_does_not_show_why():
    # Sixty are needed and two are named; one of them came years after the announced day.
    many = event("clause", day(1), condition=[{"count": 60}], delay="P30D")
    facts = (
        event("entry-into-force", day(100)),
        event("ratification", day(50), state="Before"),
        event("ratification", day(90), state="Perhaps too late to be among the first"),
        event("ratification", day(900), state="After"),
    )
    found = bound_from(many, *facts)
    assert found["Before"] == once(day(100))
    assert found["Perhaps too late to be among the first"] == (day(100), day(120))
    assert found["After"] == once(day(930))


def test_without_a_clause_a_later_state_is_bound_by_its_consent():
    # VCLT art. 24(3)
    found = bound_from(
        event("entry-into-force", day(100)),
        event("ratification", day(50), state="Before"),
        event("ratification", day(900), state="After"),
    )
    assert found == {"Before": once(day(100)), "After": once(day(900))}


def test_while_the_treaty_is_not_in_force_nobody_is_bound():
    for extra in ((), (event("report", day(9), contracting=1),)):
        found = parties(CLAUSE, TWO[0], *extra)["A"]
        assert found.bound_from.latest is None
        assert found.bound in {"no", "possibly"}
    closed = parties(CLAUSE, TWO[0], event("report", day(9), contracting=1), as_of=day(19))["A"]
    assert closed.bound_from.earliest == day(20)
    assert closed.bound == "no"


def test_an_amended_clause_gives_later_states_its_own_delay():
    found = bound_from(
        CLAUSE,
        *TWO,
        event("clause", day(50), condition=[{"count": 9}], delay="P30D"),
        event("accession", day(40), state="Under the old"),
        event("accession", day(60), state="Under the new"),
        event("report", day(60), contracting=4),
    )
    assert found["A"] == once(day(15))
    assert found["Under the old"] == once(day(50))
    assert found["Under the new"] == once(day(90))


# Leaving and coming back


def test_a_withdrawal_ends_what_a_consent_began():
    facts = (
        CLAUSE,
        *TWO,
        event("withdrawal", day(60), state="A"),
        event("report", day(60), contracting=1),
    )
    assert bound_from(*facts)["A"] == once(day(15))
    for n, bound in ((14, "no"), (15, "yes"), (59, "yes"), (60, "no"), (99, "no")):
        assert parties(*facts, as_of=day(n))["A"].bound == bound
    assert parties(*facts)["A"].withdrawn == Window(*once(day(60)))
    assert parties(*facts)["B"].bound == "yes"


def test_one_who_left_before_entry_into_force_was_never_bound(run, log_file):
    facts = (
        CLAUSE,
        event("ratification", day(2), state="Gone"),
        event("withdrawal", day(3), state="Gone"),
        event("ratification", day(4), state="A"),
        event("ratification", day(5), state="B"),
        event("report", day(9), contracting=2),
    )
    found = parties(*facts)
    assert (found["Gone"].bound_from.earliest, found["Gone"].bound_from.latest) == (None, None)
    assert found["Gone"].bound == "no"
    assert bound_from(*facts)["A"] == once(day(15))
    answer = run("--log", log_file(*facts), "parties", "--as-of", "2021")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert "at least 2 contracting States: 2 named, others not excluded." in answer.stdout


def test_one_who_comes_back_is_bound_anew():
    facts = (
        CLAUSE,
        *TWO,
        event("withdrawal", day(60), state="A"),
        event("accession", day(80), state="A"),
        event("report", day(90), contracting=2),
    )
    force = force_of(make_consistent(log_with(*numbered(facts), adopted=day(1))))
    first, second = (p for p in parties_of(force, date(2030, 1, 1)) if p.state == "A")
    assert (first.bound_from.latest, first.bound) == (day(15), "no")
    assert (second.bound_from.latest, second.bound) == (day(90), "yes")
    assert [p.form for p in (first, second)] == ["ratification", "accession"]


def test_a_withdrawal_on_an_unknown_day_leaves_it_possible():
    when = Window(day(50), day(60))
    facts = (
        CLAUSE,
        *TWO,
        event("withdrawal", when, state="A"),
        event("report", day(60), contracting=1),
    )
    told = [parties(*facts, as_of=day(n))["A"].bound for n in (15, 49, 50, 59, 60)]
    assert told == ["yes", "yes", "possibly", "possibly", "no"]


# Windows

RULES = st.fixed_dictionaries(
    {"delay": st.sampled_from(["P0D", "P3D", "P10D", "P1M"])},
    optional={
        "later_delay": st.sampled_from(["P0D", "P5D", "P20D"]),
        "start": st.sampled_from(["first-of-next-month", "first-of-month"]),
        "counting": st.sampled_from(["inclusive", "day-after"]),
        "not_before": st.just(day(12)),
        "on": st.just(day(25)),
    },
)


def days_of(window):
    return [window.first + DAY * n for n in range((window.last - window.first).days + 1)]


@law(150)
@given(st.lists(windows(1, 15), min_size=2, max_size=3), RULES, st.integers(1, 2))
def test_the_days_bound_from_cover_every_history(consented, rule, count):
    names = "ABC"[: len(consented)]
    log = log_with(
        *numbered(
            [
                event("clause", day(1), condition=[{"count": count}], **rule),
                *(
                    event("ratification", when, state=state)
                    for state, when in zip(names, consented, strict=True)
                ),
                event("report", day(15), contracting=len(consented)),
            ]
        ),
        adopted=day(1),
    )
    force = force_of(make_consistent(log))
    clause = force.clause
    bound = {state: set() for state in names}
    for days in product(*map(days_of, consented)):
        met = sorted(days)[count - 1]
        treaty = in_force(clause, met).day
        for state, own in zip(names, days, strict=True):
            first = own <= met
            bound[state].add(treaty if first else max(in_force_for(clause, own), treaty))
    for party in parties_of(force, date(2030, 1, 1)):
        assert party.bound_from.earliest <= min(bound[party.state])
        assert party.bound_from.latest >= max(bound[party.state])
        if all(when.exact for when in consented):
            assert bound[party.state] == {party.bound_from.earliest} == {party.bound_from.latest}
        assert party.bound == "yes"


def test_a_consent_with_a_window_is_bound_within_one():
    when = Window(day(3), day(30))
    found = bound_from(
        CLAUSE, *TWO, event("accession", when, state="C"), event("report", day(40), contracting=3)
    )
    assert found["A"] == (day(13), day(15))
    assert found["C"] == (day(13), day(40))
    open_end = Window(day(20), OPEN_END)
    found = bound_from(
        CLAUSE,
        *TWO,
        event("accession", open_end, state="C"),
        event("report", day(10), contracting=2),
    )
    assert found["A"] == once(day(15))
    assert found["C"] == (day(30), None)


def test_only_those_who_may_have_consented_by_then_are_listed():
    facts = (CLAUSE, *TWO, event("accession", Window(day(20), day(30)), state="C"))
    assert set(parties(*facts, as_of=day(1))) == set()
    assert set(parties(*facts, as_of=day(4))) == {"A"}
    assert set(parties(*facts, as_of=day(19))) == {"A", "B"}
    assert list(parties(*facts, as_of=day(20))) == ["A", "B", "C"]


def test_a_consent_that_is_not_named_is_nobody_s(run, log_file):
    path = log_file(CLAUSE, TWO[0], event("ratification", day(5)))
    answer = json.loads(run("--log", path, "parties", "--format", "json").stdout)
    assert [party["state"] for party in answer["parties"]] == ["A"]
    assert answer["parties"][0]["bound_from"]["latest"] == day(15).isoformat()
