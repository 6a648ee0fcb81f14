"""Who is a member on a day, against every history of joining and leaving."""

from itertools import product

from helpers.strategies import between, day, event, law, log_with, memberships, number_of, numbered
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.rules.memberships import may_consent, tenures_of
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY, make_record

LENGTH = 8
WORLD = range(LENGTH + 2)  # a day before all that is dated, and one after it


def record_of(facts):
    return make_record(log_with(*numbered(facts)))


def member_on(record, state, day):
    """Whether a State was a member at the end of a day: "yes", "no" or "possibly"."""
    said = "no"
    for tenure in tenures_of(record).get(state, ()):
        for first, last, word in ((*tenure.certain, "yes"), (*tenure.possible, "possibly")):
            if first <= day <= last and said != "yes":
                said = word
    return said


def said_of(facts):
    """On each day of the small world, what is said of the membership of A."""
    record = record_of(facts)
    return [member_on(record, "A", day(number).toordinal()) for number in WORLD]


def every_history(facts):
    """For each choice of days, whether A is a member on each day."""
    windows = [range(number_of(f["date"].first), number_of(f["date"].last) + 1) for f in facts]
    joins = [fact["type"] == "membership" for fact in facts]
    for chosen in product(*windows):
        acts = [*zip(chosen, joins, strict=True)]
        before = not joins[0]  # who leaves first had been a member always
        yield [[before, *(joined for at, joined in acts if at <= number)][-1] for number in WORLD]


@law(200)
@given(memberships("A", LENGTH))
def test_membership_is_certain_or_possible_as_every_history_says(facts):
    histories = list(every_history(facts))
    for number, said in zip(WORLD, said_of(facts), strict=True):
        members = {history[number] for history in histories}
        assert said == {(True,): "yes", (False,): "no"}.get(tuple(members), "possibly")


@law(100)
@given(memberships("A", LENGTH), st.randoms())
def test_neither_the_order_of_the_file_nor_a_second_source_changes_who_is_a_member(facts, chance):
    again = [{**fact, "source": "press"} for fact in facts if chance.random() < 0.5]
    shuffled = [*facts, *again]
    chance.shuffle(shuffled)
    assert said_of(shuffled) == said_of(facts)


def test_of_two_windows_of_one_act_the_days_that_both_allow_are_taken():
    facts = [
        event("membership", between(1, 5), state="A"),
        event("membership", between(3, 8), state="A"),
    ]
    (tenure,) = tenures_of(record_of(facts))["A"]
    assert tenure.joined == (day(3).toordinal(), day(5).toordinal())
    assert tenure.ids == ("membership-1", "membership-2")


def test_where_no_membership_is_recorded_anybody_may_consent_at_any_time():
    record = record_of([event("ratification", day(2), state="A")])
    assert tenures_of(record) == {}
    assert may_consent(record, "A") == [(FIRST_DAY, LAST_DAY)]


def test_a_state_without_a_membership_is_not_limited_by_those_of_others():
    record = record_of([event("membership", day(2), state="B")])
    assert may_consent(record, "A") == [(FIRST_DAY, LAST_DAY)]
    assert may_consent(record, "B") == [(day(2).toordinal(), LAST_DAY)]


def test_who_has_left_may_consent_on_the_days_of_its_membership_alone():
    facts = [
        event("membership", day(2), state="A"),
        event("membership-end", between(4, 5), state="A"),
        event("membership", day(7), state="A"),
    ]
    spans = [(2, 4), (7, None)]  # on day 5 at the latest it was no member any more
    assert may_consent(record_of(facts), "A") == [
        (day(first).toordinal(), day(last).toordinal() if last else LAST_DAY)
        for first, last in spans
    ]
