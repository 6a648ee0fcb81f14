"""Spells of consent: which consents of a State count, and on which days each can have fallen."""

from itertools import product

from helpers.strategies import (
    between,
    comings_and_goings,
    consents,
    day,
    delays,
    event,
    law,
    log_of,
    log_with,
    logs,
    number_of,
    numbered,
)
from hypothesis import assume, given
from hypothesis import strategies as st

from cica_tracker.model.events import Consent
from cica_tracker.rules.record import make_record
from cica_tracker.rules.spells import Spell, certain_and_possible, spells_of

LENGTH = 7


def found_of(*facts):
    return spells_of(make_record(log_with(*numbered(facts))))


def days_of(spell):
    return number_of(day(1).fromordinal(spell.first)), number_of(day(1).fromordinal(spell.last))


def window_of(fact):
    return range(number_of(fact["date"].first), number_of(fact["date"].last) + 1)


@st.composite
def one_state(draw):
    """What A did: one consent, what it had or had not done before, and sometimes its leaving."""
    acts = draw(
        st.one_of(
            consents("A", 1, LENGTH).map(lambda fact: [fact]),
            comings_and_goings("A", 1, LENGTH, returns=False),
        )
    )
    return [*acts, *draw(delays(["A"], LENGTH))]


def possible_days(facts):
    """The days on which the consent can have fallen, by trying every day of every act."""
    (consent,) = (fact for fact in facts if fact["type"] in {"ratification", "accession"})
    left = max((f["date"].last for f in facts if f["type"] == "withdrawal"), default=None)
    others = [
        fact
        for fact in facts
        if fact is not consent
        # an approval that comes after the State has left is of its return
        and not (fact["type"] == "domestic-approval" and left and fact["date"].first > left)
    ]
    allowed = {
        "withdrawal": lambda consented, at: consented < at,
        "not-yet": lambda consented, at: consented > at,
        "domestic-approval": lambda consented, at: consented >= at,
    }
    return {
        consented
        for consented, *at in product(window_of(consent), *map(window_of, others))
        if all(
            allowed[fact["type"]](consented, when) for fact, when in zip(others, at, strict=True)
        )
    }


@law(300)
@given(one_state())
def test_a_spell_begins_on_the_days_that_the_acts_of_its_state_allow(facts):
    spells, clashes = found_of(*facts)
    days = possible_days(facts)
    assert (days == set()) == bool(clashes)
    if days:
        (spell,) = spells
        assert days_of(spell) == (min(days), max(days))


@law(200)
@given(one_state())
def test_a_clash_is_between_statements_that_allow_no_day_together(facts):
    _, clashes = found_of(*facts)
    assume(clashes)
    named = {fact["id"]: fact for fact in numbered(facts)}
    for clash in clashes:
        assert possible_days([named[one] for one in clash.ids]) == set()


@law(200)
@given(logs(), st.randoms())
def test_the_order_of_the_file_changes_no_spell(text, chance):
    log = log_of(text)
    events = list(log.events)
    chance.shuffle(events)
    shuffled = type(log)(treaty=log.treaty, sources=log.sources, events=tuple(events))
    before, after = (spells_of(make_record(one)) for one in (log, shuffled))
    spans = [
        {(s.state, s.id, s.first, s.last, s.leaving) for s in one[0]} for one in (before, after)
    ]
    assert spans[0] == spans[1]
    assert bool(before[1]) == bool(after[1])


@law(200)
@given(logs())
def test_each_spell_lies_within_its_own_consent_and_after_the_adoption(text):
    log = log_of(text)
    record = make_record(log)
    for spell in spells_of(record)[0]:
        assert record.adopted <= spell.first <= spell.last
        consent = log.event_by_id[spell.id]
        if isinstance(consent, Consent):
            assert spell.last <= max(consent.date.last.toordinal(), record.adopted)
        if spell.leaving:
            assert spell.gone[0] > spell.first


def test_without_a_withdrawal_between_them_a_second_consent_of_a_state_adds_nothing():
    first = event("ratification", between(2, 4), state="A")
    second = event("accession", between(3, 6), state="A")
    for facts in ((first, second), (second, first)):
        (spell,), clashes = found_of(*facts)
        assert days_of(spell) == (2, 4)
        assert clashes == ()


def test_a_return_is_a_second_spell_that_begins_after_the_withdrawal():
    spells, _ = found_of(
        event("ratification", between(1, 3), state="A"),
        event("withdrawal", between(3, 5), state="A"),
        event("accession", between(2, 7), state="A"),
    )
    assert [days_of(spell) for spell in spells] == [(1, 3), (3, 7)]
    assert [spell.leaving is not None for spell in spells] == [True, False]


def test_what_a_state_had_not_done_before_it_left_says_nothing_of_its_return():
    spells, clashes = found_of(
        event("ratification", day(1), state="A"),
        event("withdrawal", day(3), state="A"),
        event("not-yet", day(5), state="A"),
        event("accession", day(4), state="A"),
    )
    assert days_of(spells[-1]) == (4, 4)
    assert [clash.ids for clash in clashes] == [("ratification-1", "not-yet-3")]


def test_a_withdrawal_without_a_recorded_consent_implies_one_before_it():
    (spell,), _ = found_of(
        event("not-yet", day(2), state="A"), event("withdrawal", between(4, 6), state="A")
    )
    assert spell.implied
    assert (spell.state, days_of(spell)) == ("A", (3, 5))


def test_each_consent_of_a_state_not_named_is_a_spell_of_its_own():
    spells, _ = found_of(*(event("ratification", between(2, 4)) for _ in range(3)))
    assert [spell.state for spell in spells] == [None] * 3


def test_only_the_consents_that_are_asked_for_are_counted():
    log = log_with(
        *numbered(
            [
                event("ratification", day(2), state="A"),
                event("accession", day(3), state="B"),
                event("withdrawal", day(5), state="C"),
            ]
        )
    )
    spells, _ = spells_of(make_record(log), lambda consent: consent.type == "accession")
    assert [spell.state for spell in spells] == ["B"]


@law(200)
@given(st.lists(comings_and_goings("A", 1, LENGTH, returns=False), min_size=1, max_size=3))
def test_certain_and_possible_are_the_fewest_and_the_most_of_every_history(several):
    spells = []
    for number, (consent, leaving) in enumerate(several):
        (drawn,), _ = found_of({**consent, "state": "A"}, {**leaving, "state": "A"})
        spells.append(Spell(f"S{number}", f"e{number}", drawn.first, drawn.last, (), drawn.leaving))
    certain, possible = certain_and_possible(spells)
    for number in range(LENGTH + 2):
        each = [
            {
                came <= number < went
                for came, went in product(window_of(consent), window_of(leaving))
                if came < went
            }
            for consent, leaving in several
        ]
        at = day(number).toordinal()
        assert certain.at(at) == sum(inside == {True} for inside in each)
        assert possible.at(at) == sum(True in inside for inside in each)
