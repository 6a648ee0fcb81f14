"""When the conditions of a clause are met, and when the treaty enters into force: laws and edges.

The engine's bounds are tested against every history of small worlds, walked one by one: on which
day of its window each consent fell, which States came that nobody recorded, and with what form.
"""

import json
import random
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import permutations, product
from math import ceil, floor

import pytest
from helpers.cost import costs
from helpers.strategies import between, day, event, law, log_of, numbered, text_of, windows
from hypothesis import assume, given
from hypothesis import strategies as st

from cica_tracker.answers.force import force_of
from cica_tracker.answers.parties import parties_of
from cica_tracker.answers.status import status_of
from cica_tracker.model.dates import OPEN_END, Window
from cica_tracker.model.events import Consent
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.rules.delay import in_force

LENGTH = 4
STATES = "ABC"
FORMS = ["ratification", "accession"]
DAY = timedelta(days=1)


def text(facts):
    return text_of(*numbered(facts), adopted=day(1)).replace("= True", "= true")


def log(facts):
    return log_of(text(facts))


def force(facts):
    return force_of(make_consistent(log(facts)))


def days_of(window):
    """The days of a small world within a window, as numbers."""
    return [n for n in range(1, LENGTH + 1) if window.first <= day(n) <= window.last]


def number(when):
    return (when - day(1)).days + 1


# Conditions, drawn


@st.composite
def counts(draw):
    condition = {"count": draw(st.integers(1, 3))}
    kind = draw(st.sampled_from(["anyone", "forms", "not counted", "among", "among, forms"]))
    if "among" in kind:
        among = draw(st.lists(st.sampled_from(STATES), min_size=condition["count"], unique=True))
        condition["among"] = among
    if "forms" in kind:
        condition["forms"] = draw(st.lists(st.sampled_from(FORMS), min_size=1, unique=True))
    if kind == "not counted":
        condition["not_counted"] = draw(st.lists(st.sampled_from(STATES), min_size=1, max_size=2))
    return condition


@st.composite
def weights(draw):
    listed = draw(st.lists(st.sampled_from(STATES), min_size=1, unique=True))
    table = {state: draw(st.integers(1, 5)) for state in listed}
    total = sum(table.values())
    condition = {"weight": draw(st.integers(1, total)), "weights": table}
    if condition["weight"] < total and draw(st.booleans()):
        condition["more_than"] = True
    if draw(st.booleans()):
        condition["not_counted"] = [draw(st.sampled_from(STATES))]
    return condition


@st.composite
def fractions(draw, of):
    condition = {"fraction": draw(st.sampled_from(["1/3", "1/2", "2/3", "1/1"])), "of": of}
    if condition["fraction"] != "1/1" and draw(st.booleans()):
        condition["more_than"] = True
    if draw(st.integers(0, 3)) == 0:
        condition["not_counted"] = [draw(st.sampled_from(STATES))]
    return condition


CONDITIONS = st.one_of(counts(), weights(), fractions("signatories"))


@st.composite
def clauses(draw, conditions=CONDITIONS, *, amended=True, exact=None):
    """A clause of one or two conditions, and sometimes another that replaces it."""
    asked = st.lists(conditions, min_size=1, max_size=2)
    found = [event("clause", day(1), condition=draw(asked))]
    if amended and draw(st.integers(0, 3)) == 0:
        found.append(event("clause", draw(windows(2, LENGTH, exact=exact)), condition=draw(asked)))
    return found


@st.composite
def acts(draw, *, exact=False, unnamed=True, leaving=True):
    """Consents of a few States on days of a small world, signatures, and a withdrawal."""
    facts = []
    several = draw(st.lists(st.sampled_from(STATES), max_size=3, unique=True))
    for state in several:
        when = draw(windows(1, LENGTH, exact=exact or None))
        facts.append(event(draw(st.sampled_from(FORMS)), when, state=state))
        if leaving and when.exact and when.last < day(LENGTH) and draw(st.integers(0, 3)) == 0:
            ends = day(draw(st.integers(number(when.last) + 1, LENGTH)))
            facts.append(event("withdrawal", ends, state=state))
    if unnamed and draw(st.integers(0, 3)) == 0:
        when = draw(windows(1, LENGTH, exact=exact or None))
        facts.append(event(draw(st.sampled_from(FORMS)), when))
    signed = draw(st.lists(st.sampled_from(STATES + "EF"), max_size=4, unique=True))
    when = windows(1, LENGTH, exact=exact or None)
    return [*facts, *(event("signature", draw(when), state=state) for state in signed)]


@st.composite
def reports(draw, most=4):
    found = []
    for when in draw(st.lists(st.integers(1, LENGTH), max_size=2, unique=True)):
        kind = draw(st.sampled_from(["contracting", "contracting_min", "contracting_max"]))
        found.append(event("report", day(when), **{kind: draw(st.integers(0, most))}))
    return found


# Histories, walked one by one


class World:
    """All that can have happened in a small world: for each day, the States and their forms."""

    def __init__(self, facts, most_others=0):
        self.facts = facts
        self.clauses = [f for f in facts if f["type"] == "clause"]
        self.consents = [f for f in facts if f["type"] in FORMS]
        self.leaving = {f["state"]: number(f["date"]) for f in facts if f["type"] == "withdrawal"}
        named = {f["state"] for f in self.consents if "state" in f}
        silent = [state for state in STATES if state not in named]
        self.others = [*silent, *self.leaving]
        if len(self.others) < most_others:
            self.others.append("a stranger")

    def histories(self):
        named = [f for f in self.consents if "state" in f]
        unnamed = [f for f in self.consents if "state" not in f]
        listed = any("forms" in one for clause in self.clauses for one in clause["condition"])
        forms = FORMS if listed or unnamed else FORMS[:1]
        of_others = []
        for state in self.others:
            first = self.leaving.get(state, 0) + 1
            several = product(range(first, LENGTH + 1), forms)
            of_others.append([None, *((state, at, form) for at, form in several)])
        for those in product(*of_others):
            came = [one for one in those if one]
            if not _fits(unnamed, came):
                continue
            for at in product(*(days_of(_window(f["date"])) for f in named)):
                ours = zip(named, at, strict=True)
                acts = [
                    (f["state"], when, f["type"], self.leaving.get(f["state"])) for f, when in ours
                ]
                acts += [(state, when, form, None) for state, when, form in came]
                history = [
                    {
                        state: form
                        for state, when, form, end in acts
                        if when <= n and not (end and end <= n)
                    }
                    for n in range(1, LENGTH + 1)
                ]
                if all(map(self.told(history), self.facts)):
                    yield history

    def told(self, history):
        """Whether a report is true in a history."""

        def true(fact):
            if fact["type"] != "report":
                return True
            count = len(history[number(fact["date"]) - 1])
            return fact.get("contracting", count) == count and fact.get(
                "contracting_min", 0
            ) <= count <= fact.get("contracting_max", 99)

        return true

    def needs(self):
        """The signatories of each day, in every way the signatures can have fallen."""
        signed = [fact for fact in self.facts if fact["type"] == "signature"]
        states = [fact["state"] for fact in signed]
        return {
            tuple(
                frozenset(state for state, one in zip(states, at, strict=True) if one <= n)
                for n in range(1, LENGTH + 1)
            )
            for at in product(*(days_of(_window(fact["date"])) for fact in signed))
        }

    def turns(self):
        """The days on which the last clause can have replaced the one before."""
        return days_of(_window(self.clauses[-1]["date"]))

    def conditions_on(self, n, turn):
        return self.clauses[-1 if n >= turn else 0]["condition"]


def _window(when):
    return when if isinstance(when, Window) else Window(when, when)


def _fits(unnamed, came):
    """Whether the unnamed consents can be some of those that came, each another."""
    return any(
        all(
            form == fact["type"] and at in days_of(_window(fact["date"]))
            for fact, (_, at, form) in zip(unnamed, chosen, strict=True)
        )
        for chosen in permutations(came, len(unnamed))
    )


def have(condition, states, signed):
    """How many there are; of a fraction of the signatories, of those alone."""
    counted = {
        state
        for state, form in states.items()
        if form in condition.get("forms", FORMS) and state not in condition.get("not_counted", ())
    }
    if condition.get("of") == "signatories":
        counted &= signed
    if "weights" in condition:
        return sum(condition["weights"].get(state, 0) for state in counted)
    return len(counted & set(condition["among"])) if "among" in condition else len(counted)


def need(condition, whole):
    """The least number that meets a condition; weights here are whole numbers."""
    more = condition.get("more_than", False)
    if "weight" in condition:
        return condition["weight"] + more
    if "count" in condition:
        return condition["count"]
    part = Fraction(condition["fraction"]) * len(whole)
    return max(1, floor(part) + 1 if more else ceil(part))


def first_met(world, history, wholes, turn):
    for n in range(1, LENGTH + 1):
        asked = world.conditions_on(n, turn)
        if all(have(c, history[n - 1], wholes[n - 1]) >= need(c, wholes[n - 1]) for c in asked):
            return n
    return None


def is_fraction_of_nothing(facts):
    """A fraction of signatories where no signature is recorded: the number needed is unknown."""
    asked = [one for fact in facts if fact["type"] == "clause" for one in fact["condition"]]
    signed = any(fact["type"] == "signature" for fact in facts)
    return any(one.get("of") == "signatories" for one in asked) and not signed


def is_hidden_from_the_count(facts):
    """A consent not named may be of a State that does not count and has left: tested below."""
    asked = [one for fact in facts if fact["type"] == "clause" for one in fact["condition"]]
    left = {fact["state"] for fact in facts if fact["type"] == "withdrawal"}
    unnamed = any(fact["type"] in FORMS and "state" not in fact for fact in facts)
    return unnamed and any(left.intersection(one.get("not_counted", ())) for one in asked)


# The engine against all histories


@law(300)
@given(st.data())
def test_no_answer_denies_a_history(data):
    facts = [*data.draw(clauses()), *data.draw(acts()), *data.draw(reports())]
    if is_fraction_of_nothing(facts):
        facts.append(event("signature", day(2), state="F"))
    if is_hidden_from_the_count(facts):
        facts = [fact for fact in facts if fact["type"] not in FORMS or "state" in fact]
    world = World(facts, most_others=3)
    histories = [tuple(map(_frozen, one)) for one in world.histories()]
    assume(histories)
    histories = [list(map(dict, one)) for one in set(histories)]
    needs = world.needs()
    settled = make_consistent(log(facts))
    assert settled.contradictions == ()
    found = force_of(settled)
    last = world.clauses[-1]["condition"]
    if found.clause.id == f"clause-{len(world.clauses)}":
        for condition, progress in zip(last, found.progress, strict=True):
            for n in range(max(world.turns()), LENGTH + 1):
                _agrees(condition, progress, n, histories, needs)
    worlds = product(histories, needs, world.turns())
    first = {first_met(world, *one) for one in worlds}
    met = {n for n in first if n}
    if met:
        assert found.met.earliest <= day(min(met))
    if found.met.latest is not None and found.met.latest <= day(LENGTH):
        assert None not in first
        assert found.met.latest >= day(max(met))


def _frozen(states):
    return tuple(sorted(states.items()))


def _agrees(condition, progress, n, histories, needs):
    low, high = (float(steps.at(day(n).toordinal())) for steps in progress.have)
    least, most = (float(steps.at(day(n).toordinal())) for steps in progress.need)
    numbers = {have(condition, one[n - 1], some[n - 1]) for one in histories for some in needs}
    assert low <= min(numbers)
    assert max(numbers) <= high
    asked = {need(condition, wholes[n - 1]) for wholes in needs}
    strict = progress.strict
    assert least + strict <= min(asked)
    assert max(asked) <= most + strict
    said = {
        have(condition, one[n - 1], some[n - 1]) >= need(condition, some[n - 1])
        for one in histories
        for some in needs
    }
    answer = progress.met(day(n).toordinal())
    if answer == "yes":
        assert said == {True}
    if answer == "no":
        assert said == {False}


@law(150)
@given(st.data())
def test_exact_days_and_a_last_report_leave_nothing_open(data):
    facts = [*data.draw(clauses(exact=True)), *data.draw(acts(exact=True, unnamed=False))]
    if is_fraction_of_nothing(facts):
        facts.append(event("signature", day(2), state="F"))
    facts.append(_last_report(facts))
    (history,) = World(facts).histories()
    world = World(facts)
    (wholes,) = world.needs()
    found = force(facts)
    first = first_met(world, history, wholes, *world.turns())
    if first is None:
        assert found.met.latest is None
        assert found.met.earliest is None or found.met.earliest > day(LENGTH)
    else:
        assert found.met.earliest == found.met.latest == day(first)
        assert found.computed.exact
    for condition, progress in zip(world.clauses[-1]["condition"], found.progress, strict=True):
        if found.clause.id != f"clause-{len(world.clauses)}":
            break
        for n in range(1, LENGTH + 1):
            at = day(n).toordinal()
            have_now = have(condition, history[n - 1], wholes[n - 1])
            assert {float(steps.at(at)) for steps in progress.have} == {have_now}
            enough = have_now >= need(condition, wholes[n - 1])
            assert progress.met(at) == ("yes" if enough else "no")


def _last_report(facts):
    """The depositary's total on the last day."""
    inside = sum(f["type"] in FORMS for f in facts) - sum(f["type"] == "withdrawal" for f in facts)
    return event("report", day(LENGTH), "depositary", contracting=inside)


@law(100)
@given(st.data())
def test_the_days_of_a_plain_count_are_tight(data):
    count = data.draw(st.integers(1, 3))
    facts = [
        event("clause", day(1), condition=[{"count": count}]),
        *data.draw(acts(leaving=False)),
        *data.draw(reports(most=3)),
    ]
    facts = [fact for fact in facts if fact["type"] != "signature"]
    firsts = _first_days(facts, count)
    assume(firsts)
    found = force(facts)
    met = [n for n in firsts if n <= LENGTH]
    assert found.met.earliest == (day(min(met)) if met else day(LENGTH + 1))
    never = LENGTH + 1 in firsts
    assert found.met.latest == (None if never else day(max(met)))


def _first_days(facts, count):
    """The days on which a count can first be reached; the day after the last: not by then."""
    windows_of = [days_of(_window(f["date"])) for f in facts if f["type"] in FORMS]
    most = count + len(windows_of) + 3
    firsts = set()
    for at in product(*windows_of):
        known = [sum(one <= n for one in at) for n in range(1, LENGTH + 1)]
        for unrecorded in _rising(LENGTH, most):
            numbers = map(sum, zip(known, unrecorded, strict=True))
            history = [dict.fromkeys(range(number)) for number in numbers]
            if all(map(World([]).told(history), facts)):
                reached = [n for n, states in enumerate(history, 1) if len(states) >= count]
                firsts.add(min(reached, default=LENGTH + 1))
    return firsts


def _rising(length, most):
    if length == 0:
        yield ()
        return
    for start in _rising(length - 1, most):
        for value in range(start[-1] if start else 0, most + 1):
            yield (*start, value)


# Members


@st.composite
def memberships(draw):
    """When each of a few States was a member, as its events and its possible courses."""
    facts, courses = [], []
    for state in draw(st.lists(st.sampled_from("ABCDEF"), min_size=1, max_size=4, unique=True)):
        joined = draw(windows(1, LENGTH - 1)) if draw(st.integers(0, 3)) else None
        several = days_of(joined) if joined else [0]
        if joined:
            facts += [event("membership", joined, state=state)] * draw(st.integers(1, 2))
        left = None
        starts = number(joined.last) + 1 if joined else 1
        if not joined or draw(st.integers(0, 3)) == 0:
            left = draw(windows(starts, LENGTH))
            facts.append(event("membership-end", left, state=state))
        ends = days_of(left) if left else [LENGTH + 1]
        courses.append([(a, b) for a in several for b in ends])
    return facts, courses


@law(100)
@given(memberships(), fractions("members"))
def test_a_fraction_of_members_follows_the_membership_of_each_day(drawn, condition):
    facts, courses = drawn
    condition.pop("not_counted", None)
    found = force([event("clause", day(1), condition=[condition]), *facts])
    (progress,) = found.progress
    for n in range(1, LENGTH + 1):
        wholes = {sum(a <= n < b for a, b in one) for one in product(*courses)}
        asked = {need(condition, range(whole)) for whole in wholes}
        least, most = (steps.at(day(n).toordinal()) for steps in progress.need)
        assert (least, most) == (min(asked), max(asked))


def test_a_fraction_of_what_nobody_recorded_is_never_certain(run, tmp_path):
    for of in ("members", "signatories"):
        facts = [
            event("clause", day(1), condition=[{"fraction": "2/3", "of": of}]),
            event("ratification", day(2), state="A"),
            event("report", day(4), contracting=1),
        ]
        found = force(facts)
        assert found.met.earliest == day(2)
        assert found.met.latest is None
        (tmp_path / "log.toml").write_text(text(facts), encoding="utf-8")
        answer = run("--log", tmp_path / "log.toml", "force", "--format", "json")
        assert json.loads(answer.stdout)["conditions"][0]["need"] == {
            "at_least": 1,
            "at_most": None,
        }
        shown = run("--log", tmp_path / "log.toml", "force")
        assert (shown.returncode, shown.stderr) == (0, "")
        assert "at least 1" in shown.stdout


def test_a_membership_that_was_not_yet_known_is_not_among_the_members():
    written = """schema = 1
[treaty]
title = "Known late"
[[source]]
id = "early"
title = "Early"
published = 2001-01-01
[[source]]
id = "late"
title = "Late"
published = 2005-01-01
[[event]]
id = "clause"
type = "clause"
date = 2000-01-01
source = "early"
condition = [{fraction = "1/2", of = "members"}]
"""
    for state, source in zip("ABCDEF", ["early"] * 2 + ["late"] * 4, strict=True):
        written += f'[[event]]\nid = "member-{state}"\ntype = "membership"\nstate = "{state}"\n'
        written += f'date = 2000-01-01\nsource = "{source}"\n'
    written += '[[event]]\nid = "a"\ntype = "accession"\nstate = "A"\ndate = 2000-06-01\n'
    written += 'source = "early"\n'
    at = date(2001, 1, 1).toordinal()
    (late,) = force_of(make_consistent(log_of(written))).progress
    assert [steps.at(at) for steps in late.need] == [3, 3]
    (early,) = force_of(make_consistent(log_of(written), known_on=date(2002, 1, 1))).progress
    assert [steps.at(at) for steps in early.need] == [1, 1]
    assert early.met(at) == "yes"


# Laws


@law(80)
@given(st.data())
def test_narrowing_a_window_never_widens_an_answer(data):
    facts = [*data.draw(clauses()), *data.draw(acts()), *data.draw(reports())]
    facts.append(event("accession", between(data.draw(st.integers(1, 3)), LENGTH), state="Wide"))
    wide = [i for i, fact in enumerate(facts) if len(days_of(_window(fact["date"]))) > 1]
    chosen = data.draw(st.sampled_from(wide))
    first, last = (number(end) for end in facts[chosen]["date"])
    within = data.draw(windows(first, last))
    before = make_consistent(log(facts))
    narrowed = [*facts]
    narrowed[chosen] = {**facts[chosen], "date": within}
    after = make_consistent(log(narrowed))
    assume(not before.contradictions and not after.contradictions)
    one, other = force_of(before), force_of(after)
    _inside(other.met, one.met)
    _inside(other.computed, one.computed)


def _inside(span, outer):
    assert (span.earliest or date.max) >= (outer.earliest or date.max)
    assert (span.latest or date.max) <= (outer.latest or date.max)


@law(80)
@given(st.data())
def test_one_more_consent_never_delays(data):
    # In a complete record: the last report counts the one more as well, and so does the clause.
    facts = [*data.draw(clauses(amended=False)), *data.draw(acts(exact=True, unnamed=False))]
    if is_fraction_of_nothing(facts):
        facts.append(event("signature", day(2), state="F"))
    counted = [set(one.get("forms", FORMS)) for one in facts[0]["condition"]]
    form = next(iter(set(FORMS).intersection(*counted)), None)
    assume(form)
    named = {fact["state"] for fact in facts if fact["type"] in FORMS}
    state = data.draw(st.sampled_from(sorted({*STATES, "Another"} - named)))
    more = event(form, day(data.draw(st.integers(1, LENGTH))), state=state)
    one = force([*facts, _last_report(facts)])
    other = force([*facts, more, _last_report([*facts, more])])
    for later, sooner in ((one.met, other.met), (one.computed, other.computed)):
        assert (sooner.earliest or date.max) <= (later.earliest or date.max)
        assert (sooner.latest or date.max) <= (later.latest or date.max)


@law(80)
@given(st.data())
def test_a_consent_after_the_last_report_never_makes_the_latest_day_later(data):
    facts = [*data.draw(clauses(amended=False)), *data.draw(acts())]
    facts += [report for report in data.draw(reports()) if report["date"] < day(LENGTH)]
    settled = make_consistent(log(facts))
    assume(not settled.contradictions)
    other = force([*facts, event("ratification", day(LENGTH), state="Another State")])
    one = force_of(settled)
    assert (other.met.latest or date.max) <= (one.met.latest or date.max)
    assert (other.computed.latest or date.max) <= (one.computed.latest or date.max)
    unnamed = force([*facts, event("ratification", day(LENGTH))])
    assert (unnamed.met.latest or date.max) <= (one.met.latest or date.max)
    assert unnamed.met.earliest == one.met.earliest


@law(60)
@given(st.data())
def test_a_later_withdrawal_does_not_undo_what_was_met(data):
    # VCLT art. 55
    states = "ABCDE"[: data.draw(st.integers(1, 5))]
    condition = {"count": data.draw(st.integers(1, len(states)))}
    if data.draw(st.booleans()):
        condition["among"] = [*states, "F"]
    facts = [event("clause", day(1), condition=[condition], delay="P5D")]
    facts += [event("ratification", day(data.draw(st.integers(1, 9))), state=s) for s in states]
    facts.append(event("report", day(9), contracting=len(states)))
    before = force(facts)
    assert before.met.exact
    gone = data.draw(st.lists(st.sampled_from(states), min_size=1, unique=True))
    facts += [event("withdrawal", day(data.draw(st.integers(10, 12))), state=s) for s in gone]
    after = force(facts)
    assert (after.met, after.computed) == (before.met, before.computed)
    assert after.on(day(30)) == "yes"


RULES = st.fixed_dictionaries(
    {"delay": st.sampled_from(["P0D", "P1D", "P9D", "P1M", "P40D"])},
    optional={
        "start": st.sampled_from(["first-of-next-month", "first-of-month", "01-20"]),
        "counting": st.sampled_from(["inclusive", "day-after"]),
        "not_before": st.sampled_from([day(5), day(30)]),
        "on": st.sampled_from([day(3), day(20)]),
    },
)


@law(100)
@given(windows(1, 30), RULES, RULES, st.integers(2, 32), st.booleans())
def test_the_day_in_force_covers_every_day_on_which_the_conditions_may_be_met(
    when, rule, another, turn, amended
):
    facts = [
        event("clause", day(1), condition=[{"count": 1}], **rule),
        event("ratification", when, state="A"),
        event("report", day(30), contracting=1),
    ]
    if amended:
        facts.append(event("clause", day(turn), condition=[{"count": 1}], **another))
    found = force(facts)
    assert (found.met.earliest, found.met.latest) == when
    reached = []
    for n in range(number(when.first), number(when.last) + 1):
        clause = found.record.clause_on(day(n).toordinal())
        reached.append(in_force(clause, day(n)).day)
    assert found.computed.earliest == min(reached)
    assert found.computed.latest == max(reached)


# Cases


def test_the_arithmetic_uses_the_clause_of_each_day(run, tmp_path):
    facts = [
        event("clause", date(2000, 1, 1), condition=[{"count": 1}], delay="P90D"),
        event("clause", date(2012, 1, 1), condition=[{"count": 1}], delay="P10D"),
        event("ratification", Window(date(2011, 12, 1), date(2012, 6, 1)), state="A"),
        event("report", date(2012, 6, 1), contracting=1),
    ]
    (tmp_path / "log.toml").write_text(
        text_of(*numbered(facts), adopted=date(2000, 1, 1)), encoding="utf-8"
    )
    answer = json.loads(run("--log", tmp_path / "log.toml", "force", "--format", "json").stdout)
    first, last = answer["arithmetic"]
    assert first.startswith("At the earliest: last condition met on 1 December 2011 + 90 days, ")
    assert first.endswith(" → 29 February 2012.")
    assert last.startswith("At the latest: last condition met on 1 June 2012 + 10 days, ")
    assert last.endswith(" → 11 June 2012.")
    assert answer["entry_into_force"]["earliest"] == "2012-01-11"
    assert answer["entry_into_force"]["latest"] == "2012-06-11"


def test_an_amended_clause_counts_from_its_day_on():
    facts = [
        event("clause", day(1), condition=[{"count": 3}], delay="P30D"),
        event("ratification", day(2), state="A"),
        event("ratification", day(3), state="B"),
        event("report", day(9), contracting=2),
        event("clause", day(6), condition=[{"count": 2}], delay="P10D"),
    ]
    found = force(facts)
    assert found.met.earliest == found.met.latest == day(6)
    assert found.computed.earliest == found.computed.latest == day(16)
    assert found.clause.id == "clause-5"
    harder = [*facts[:4], event("clause", day(3), condition=[{"count": 3}])]
    harder[0] = event("clause", day(1), condition=[{"count": 2}])
    assert force(harder).met.latest is None
    later = [*facts[:4], event("clause", day(4), condition=[{"count": 3}])]
    later[0] = event("clause", day(1), condition=[{"count": 2}])
    assert force(later).met.earliest == force(later).met.latest == day(3)


def test_an_amendment_of_an_uncertain_day_makes_the_days_uncertain():
    facts = [
        event("clause", day(1), condition=[{"count": 3}], delay="P30D"),
        event("ratification", day(2), state="A"),
        event("report", day(9), contracting=1),
        event("clause", between(4, 8), condition=[{"count": 1}], delay="P10D"),
    ]
    found = force(facts)
    assert (found.met.earliest, found.met.latest) == (day(4), day(8))
    assert found.computed.earliest == day(14)
    assert day(18) <= found.computed.latest <= day(38)
    harder = [event("clause", day(1), condition=[{"count": 1}]), *facts[1:3]]
    harder.append(event("clause", between(2, 8), condition=[{"count": 2}]))
    assert (force(harder).met.earliest, force(harder).met.latest) == (day(2), None)


def test_the_conditions_shown_are_those_of_the_clause_of_that_day(run, tmp_path):
    facts = [
        event("clause", date(2000, 1, 1), condition=[{"count": 10}]),
        event("clause", date(2012, 1, 1), condition=[{"count": 2}]),
        event("clause", date(2018, 1, 1), condition=[{"count": 5}]),
        event("ratification", date(2001, 1, 1), state="A"),
        event("ratification", date(2013, 1, 1), state="B"),
        event("report", date(2014, 1, 1), contracting=2),
    ]
    path = tmp_path / "log.toml"
    path.write_text(text_of(*numbered(facts), adopted=date(2000, 1, 1)), encoding="utf-8")
    for as_of, words in (
        ("2011-12-31", "10 consents"),
        ("2012-01-01", "2 consents"),
        ("2020-01-01", "2 consents"),
    ):
        found = force(facts).progress_on(date.fromisoformat(as_of))
        assert words in run("--log", path, "force", "--as-of", as_of).stdout
        assert f"{found[0].condition.count} consents" == words


def test_so_are_those_for_programs(run, tmp_path):
    facts = [
        event("clause", date(2000, 1, 1), condition=[{"count": 10}]),
        event("clause", date(2012, 1, 1), condition=[{"count": 2}]),
        event("ratification", date(2001, 1, 1), state="A"),
    ]
    path = tmp_path / "log.toml"
    path.write_text(text_of(*numbered(facts), adopted=date(2000, 1, 1)), encoding="utf-8")
    for command in ("status", "force"):
        asked = ("--log", path, command, "--as-of", "2005-01-01", "--format", "json")
        (condition,) = json.loads(run(*asked).stdout)["conditions"]
        assert condition["text"] == "10 consents"


def test_no_day_of_a_deposit_whose_latest_day_is_unknown_is_the_last_of_the_calendar():
    for delay in ("P0D", "P30D"):
        found = force(
            [
                event("clause", day(1), condition=[{"count": 1}], delay=delay),
                event("ratification", Window(day(3), OPEN_END), state="A"),
                event("report", day(2), contracting=0),
            ]
        )
        assert found.met.earliest == day(3)
        assert found.met.latest is None
        assert found.computed.latest is None


def test_a_state_that_has_left_may_have_come_back_unrecorded():
    facts = [
        event("clause", day(1), condition=[{"count": 2, "among": ["A", "B"]}]),
        event("ratification", day(1), state="A"),
        event("withdrawal", day(2), state="A"),
        event("ratification", day(3), state="B"),
    ]
    assert force([*facts, event("report", day(4), contracting=2)]).met.earliest == day(3)
    assert force([*facts, event("report", day(4), contracting=1)]).met.earliest == day(5)


def test_weights_count_the_heaviest_of_those_who_may_be_unidentified():
    facts = [
        event("clause", day(1), condition=[{"weight": 55, "weights": {"A": 30, "B": 24, "C": 25}}]),
        event("ratification", day(1), state="A"),
        event("report", day(2), contracting=1),
        event("report", day(4), contracting=2),
    ]
    assert force(facts).met.earliest == day(3)
    assert force(facts).met.latest is None
    facts[0]["condition"][0]["weight"] = 56
    assert force(facts).met.earliest == day(5)
    facts[0]["condition"][0] |= {"weight": 55, "more_than": True}
    assert force(facts).met.earliest == day(5)


def test_the_clause_may_be_unknown_on_the_day_that_is_asked_about():
    sources = '[[source]]\nid = "{0}"\ntitle = "T"\npublished = {1}\n'
    written = 'schema = 1\n[treaty]\ntitle = "Known late"\nadopted = 2000-01-01\n'
    written += sources.format("early", date(2001, 1, 1)) + sources.format("late", date(2005, 1, 1))
    written += '[[event]]\nid = "clause"\ntype = "clause"\ndate = 2000-01-01\nsource = "late"\n'
    written += 'condition = [{count = 1}]\n[[event]]\nid = "a"\ntype = "accession"\nstate = "A"\n'
    written += 'date = 2000-06-01\nsource = "early"\n'
    known = force_of(make_consistent(log_of(written)))
    assert known.met.latest == date(2000, 6, 1)
    unknown = force_of(make_consistent(log_of(written), known_on=date(2002, 1, 1)))
    assert unknown.clause is None
    assert (unknown.met.earliest, unknown.met.latest) == (None, None)
    assert (unknown.computed.earliest, unknown.on(date(2001, 1, 1))) == (None, "no")


def test_reports_alone_tell_when_the_conditions_are_met():
    found = force(
        [
            event("report", day(2), contracting=3, remaining=1),
            event("report", day(4), contracting=5, remaining=0),
        ]
    )
    assert (found.met.earliest, found.met.latest) == (day(3), day(4))
    assert found.clause is None
    assert found.computed.earliest is None


@pytest.mark.parametrize("count", [3, 1])
def test_what_remains_speaks_of_the_first_plain_count_only(count):
    facts = [
        event("clause", day(1), condition=[{"count": 10}, {"count": count, "forms": FORMS[:1]}]),
        event("ratification", day(2), state="A"),
        event("report", day(4), contracting=8, remaining=2),
    ]
    found = force(facts)
    at = day(4).toordinal()
    assert [steps.at(at) for steps in found.progress[0].have] == [8, 8]
    assert [steps.at(at) for steps in found.progress[1].have] == [1, 8]
    assert found.progress[1].met(at) == ("possibly" if count == 3 else "yes")


def test_a_consent_that_is_not_named_may_be_of_a_state_that_does_not_count():
    facts = [
        event("clause", day(1), condition=[{"count": 2, "not_counted": ["D"]}]),
        event("ratification", day(2), state="A"),
        event("ratification", day(3)),
        event("report", day(4), contracting=2),
    ]
    assert force(facts).met.earliest == day(3)
    assert force(facts).met.latest is None


def test_a_consent_that_is_not_named_may_be_of_one_that_does_not_count_and_has_come_back():
    facts = [
        event("clause", day(1), condition=[{"count": 2, "not_counted": ["D"]}]),
        event("ratification", day(1), state="D"),
        event("withdrawal", day(2), state="D"),
        event("ratification", day(3), state="A"),
        event("ratification", day(4)),
        event("report", day(5), contracting=2),
    ]
    assert force(facts).met.earliest == day(4)
    assert force(facts).met.latest is None


def test_a_consent_that_is_not_named_is_of_none_of_those_whose_own_is_recorded():
    facts = [
        event("clause", day(1), condition=[{"count": 2, "not_counted": ["D"]}]),
        event("ratification", day(2), state="A"),
        event("ratification", day(2), state="D"),
        event("ratification", day(3)),
        event("report", day(4), contracting=3),
    ]
    assert force(facts).met.earliest == force(facts).met.latest == day(3)


def test_a_report_of_all_is_one_of_all_but_those_who_do_not_count():
    facts = [
        event("clause", day(1), condition=[{"count": 55, "not_counted": ["European Union"]}]),
        event("report", day(4), contracting=54),
        event("report", day(6), contracting=56),
    ]
    found = force(facts)
    (progress,) = found.progress
    assert [steps.at(day(4).toordinal()) for steps in progress.have] == [53, 54]
    assert [steps.at(day(6).toordinal()) for steps in progress.have] == [55, 56]
    assert (found.met.earliest, found.met.latest) == (day(5), day(6))


def test_a_last_report_that_equals_the_named_leaves_nobody_unidentified_before():
    facts = [
        event("clause", day(1), condition=[{"weight": 55, "weights": {"A": 30, "B": 24, "C": 25}}]),
        event("ratification", between(2, 5), state="A"),
        event("ratification", between(8, 9), state="C"),
        event("ratification", between(3, 5), state="Another"),
        event("report", day(12), contracting=3),
    ]
    assert (force(facts).met.earliest, force(facts).met.latest) == (day(8), day(9))


@pytest.mark.long
def test_four_times_as_many_deposits_cost_about_four_times_as_much():
    some, many = costs(lambda: count(4_000), lambda: count(16_000))
    assert many <= 9 * some, f"{some:.3f} s, then {many:.3f} s"


def count(several):
    required = several * 2 // 3
    deposited = [day(number) for number in random.Random(1).choices(range(1, 30_000), k=several)]
    common = {"source": ("s",), "note": None, "recorded": None}
    consents = (
        Consent(id=f"e{n}", date=Window(at, at), type="accession", state=f"State {n}", **common)
        for n, at in enumerate(deposited)
    )
    log_of_many = log(
        [
            event("clause", day(1), condition=[{"count": required}], delay="P30D"),
            event("report", day(30_001), contracting=several),
        ]
    )
    log_of_many = replace(log_of_many, events=(*log_of_many.events, *consents))
    settled = make_consistent(log_of_many)
    found = force_of(settled)
    parties = parties_of(found, day(30_001))
    status = status_of(settled, day(20_000))
    met = sorted(deposited)[required - 1]
    assert (found.met.earliest, found.met.latest) == (met, met)
    assert found.computed.latest == met + 30 * DAY
    assert len(parties) == several
    assert parties[-1].bound_from.latest == max(deposited) + 30 * DAY
    assert status.contracting.at_least == sum(at <= day(20_000) for at in deposited)


def test_to_leave_the_organisation_is_not_to_withdraw_from_its_treaty():
    facts = [
        event("clause", day(1), condition=[{"count": 2}]),
        *(event("membership", day(1), state=state) for state in "ABC"),
        event("ratification", day(2), state="A"),
        event("ratification", day(3), state="B"),
        event("ratification", day(4), state="C"),
        event("membership-end", day(6), state="A"),
        event("report", day(8), contracting=3),
    ]
    settled = make_consistent(log(facts))
    assert settled.contradictions == ()
    assert force_of(settled).met.earliest == force_of(settled).met.latest == day(3)


# Announcements


def announced(*dates, clause=True):
    facts = [
        event("ratification", day(2), state="A"),
        event("report", day(9), contracting=1),
        *(event("entry-into-force", when) for when in dates),
    ]
    if clause:
        facts.append(event("clause", day(1), condition=[{"count": 1}], delay="P5D"))
    return force(facts)


def test_the_announced_day_prevails_and_the_computed_one_stays():
    found = announced(day(8))
    assert found.announced == day(8)
    assert found.computed.earliest == found.computed.latest == day(7)
    assert (found.on(day(7)), found.on(day(8))) == ("no", "yes")
    assert announced(day(6), day(8)).announced == day(8)


def test_an_announcement_without_a_clause_is_enough():
    found = announced(day(8), clause=False)
    assert (found.computed.earliest, found.computed.latest) == (None, None)
    assert (found.on(day(7)), found.on(day(8))) == ("no", "yes")


def test_an_announced_window_is_a_window():
    found = announced(between(6, 8))
    assert [found.on(day(n)) for n in (5, 6, 7, 8)] == ["no", "possibly", "possibly", "yes"]
    found = announced(Window(date.min, day(8)))
    assert found.on(date(1900, 1, 1)) == "no"
    assert [found.on(day(n)) for n in (1, 8)] == ["possibly", "yes"]
    found = announced(Window(day(6), OPEN_END))
    assert found.announced == day(6)
    assert [found.on(day(n)) for n in (5, 6, 99)] == ["no", "possibly", "possibly"]
