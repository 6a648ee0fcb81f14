"""How far a condition is met on a day, against every history of who had consented by then."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor

from helpers.strategies import consents, day, event, law, log_with, number_of, numbered
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.model.dates import Window
from cica_tracker.rules.conditions import progress_of
from cica_tracker.rules.contradictions import make_consistent

LENGTH = 5
STATES = "ABCD"
WORLD = range(LENGTH + 2)
FORMS = ["ratification", "accession"]


def progress(facts, condition):
    """What the rules say of the one condition, over what the log settles to."""
    clause = event("clause", day(1), condition=[condition])
    settled = make_consistent(log_with(*numbered([*facts, clause]), adopted=day(1)))
    (clause,) = settled.record.clauses
    return progress_of(settled.record, settled.bounds, clause.condition[0])


def window_of(fact):
    date = fact["date"]
    first, last = date if isinstance(date, Window) else (date, date)
    return range(number_of(first), number_of(last) + 1)


def contracting(facts, at):
    """Each set of named consents that can have been made by a day, with those who leave gone."""
    by_state = defaultdict(list)
    for fact in facts:
        by_state[fact["state"]].append(fact)
    each = []
    for state, acts in by_state.items():
        found = set()
        for days in product(*map(window_of, acts)):
            if len(days) == 1 or days[0] < days[1]:
                inside = days[0] <= at and (len(days) == 1 or at < days[1])
                found.add((state, acts[0]["type"]) if inside else None)
        each.append(found)
    for chosen in product(*each):
        yield {one for one in chosen if one is not None}


@st.composite
def acts(draw):
    """Consents of some States, some of which withdraw later."""
    facts = []
    for state in STATES[: draw(st.integers(0, 3))]:
        fact = draw(consents(state, 1, LENGTH - 1))
        facts.append(fact)
        if draw(st.integers(0, 3)) == 0:
            left = draw(st.integers(number_of(fact["date"].last) + 1, LENGTH))
            facts.append(event("withdrawal", day(left), state=state))
    return facts


def said(numbers):
    """The word for a condition that is met in some histories, or all, or none."""
    return {frozenset({True}): "yes", frozenset({False}): "no"}.get(frozenset(numbers), "possibly")


listed = st.lists(st.sampled_from(STATES), unique=True, min_size=1)


@law(200)
@given(acts(), listed, st.data())
def test_of_listed_states_have_is_the_fewest_and_the_most_that_can_have_consented(
    facts, among, data
):
    count = data.draw(st.integers(1, len(among)))
    found = progress(facts, {"count": count, "among": among})
    # Whoever has no consent on record may have come unseen, and so may one that has left.
    silent = set(among) - {fact["state"] for fact in facts}
    for at in WORLD:
        gone = {
            fact["state"]
            for fact in facts
            if fact["type"] == "withdrawal" and number_of(fact["date"]) <= at
        }
        named = [{s for s, _ in one} & set(among) for one in contracting(facts, at)]
        unseen = len(silent) if at else 0  # nobody has consented before the adoption
        ordinal = day(at).toordinal()
        assert found.have[0].at(ordinal) == min(map(len, named))
        most = max(len(one | (gone & set(among))) for one in named) + unseen
        assert found.have[1].at(ordinal) == most
        histories = {len(one) >= count for one in named} | {most >= count}
        assert found.met(ordinal) == said(histories)


@law(200)
@given(acts(), st.lists(st.integers(1, 40), min_size=4, max_size=4), st.booleans())
def test_weights_are_summed_of_those_who_consented_and_a_last_report_leaves_nobody_unseen(
    facts, weights, more_than
):
    facts = [fact for fact in facts if fact["type"] != "withdrawal"]
    weight_of = dict(zip(STATES, weights, strict=True))
    asked = {"weight": sum(weights) // 2, "weights": weight_of}
    asked |= {"more_than": True} if more_than else {}
    report = event("report", day(LENGTH + 1), contracting=len(facts))
    found = progress([*facts, report], asked)
    for at in WORLD:
        sums = [sum(weight_of[s] for s, _ in one) for one in contracting(facts, at)]
        ordinal = day(at).toordinal()
        assert found.have[0].at(ordinal) == min(sums)
        assert found.have[1].at(ordinal) == max(sums)
        enough = {one > asked["weight"] if more_than else one >= asked["weight"] for one in sums}
        assert found.met(ordinal) == said(enough)


@law(200)
@given(acts(), st.sampled_from(FORMS), listed)
def test_a_count_leaves_out_other_forms_and_the_states_that_do_not_count(facts, form, left_out):
    report = event("report", day(LENGTH + 1), contracting=_last_count(facts))
    condition = {"count": 1, "forms": [form], "not_counted": left_out}
    found = progress([*facts, report], condition)
    for at in WORLD:
        counted = [
            sum(kind == form and state not in left_out for state, kind in one)
            for one in contracting(facts, at)
        ]
        low, high = (steps.at(day(at).toordinal()) for steps in found.have)
        assert low <= min(counted)
        assert high >= max(counted)
        assert low == min(counted) or any(fact["type"] == "withdrawal" for fact in facts)


@law(200)
@given(
    st.sets(st.sampled_from(STATES), min_size=1),
    st.sets(st.sampled_from(STATES)),
    st.fractions(0, 1, max_denominator=6).filter(bool),
    st.booleans(),
)
def test_a_part_of_the_members_is_rounded_up_and_of_the_members_alone(
    members, consenting, part, more_than
):
    facts = [event("membership", day(1), state=state) for state in sorted(members)]
    facts += [event("ratification", day(2), state=state) for state in sorted(consenting & members)]
    facts.append(event("report", day(LENGTH), contracting=len(consenting & members)))
    asked = {"fraction": f"{part.numerator}/{part.denominator}", "of": "members"}
    found = progress(facts, asked | ({"more_than": True} if more_than else {}))
    whole = Fraction(len(members)) * part
    need = max(1, floor(whole) + 1 if more_than else ceil(whole))
    at = day(LENGTH).toordinal()
    assert (found.need[0].at(at), found.need[1].at(at)) == (need, need)
    have = len(consenting & members)
    assert (found.have[0].at(at), found.have[1].at(at)) == (have, have)
    assert found.met(at) == ("yes" if have >= need else "no")


def test_the_heaviest_of_the_silent_may_be_the_unidentified():
    facts = [
        event("ratification", day(2), state="A"),
        event("report", day(3), contracting=3),
    ]
    weights = {"A": 5, "B": 7, "C": 11, "D": 13}
    found = progress(facts, {"weight": 20, "weights": weights})
    others = [sum(two) for two in combinations([7, 11, 13], 2)]
    assert found.have[1].at(day(3).toordinal()) == Decimal(5 + max(others))
    assert found.have[0].at(day(3).toordinal()) == 5


def _last_count(facts):
    leavers = sum(fact["type"] == "withdrawal" for fact in facts)
    return len(facts) - 2 * leavers
