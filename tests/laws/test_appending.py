"""What more sources, and later events, can and cannot do to an answer.

A fact that a second source restates changes no number. And an event that only says more hides no
contradiction that was there without it.
"""

from dataclasses import replace
from datetime import timedelta

from helpers.strategies import (
    AUTHORITIES,
    FIRST,
    event,
    law,
    log_of,
    logs,
    reports,
    text_of,
    windows,
)
from hypothesis import assume, given
from hypothesis import strategies as st

from cica_tracker.answers.check import check
from cica_tracker.answers.shortfall import remaining_of
from cica_tracker.answers.status import status_of
from cica_tracker.model.events import Clause, Report
from cica_tracker.rules.contradictions import make_consistent

DAYS = [FIRST + timedelta(days=number) for number in range(-2, 11)]


def told(settled):
    """What the answers say of every day of the small world, but for the ids behind it."""
    for as_of in DAYS:
        status, number = status_of(settled, as_of), as_of.toordinal()
        yield (
            as_of,
            (status.contracting, status.required, status.remaining, status.unidentified),
            ({one.state for one in status.named}, {one.state for one in status.maybe}),
            (status.in_force, status.force.met, status.force.computed),
            [(one.met(number), remaining_of(one, number)) for one in status.force.progress],
        )


@law(120)
@given(logs(), st.data())
def test_a_fact_restated_by_a_second_source_changes_no_number(text, data):
    log = log_of(text)
    # A second consent of a State that is not named is another one.
    facts = [one for one in log.events if getattr(one, "state", "") is not None]
    assume(facts)
    before = make_consistent(log)
    assume(not before.contradictions)
    fact = data.draw(st.sampled_from(facts), label="restated")
    source = data.draw(st.sampled_from(AUTHORITIES), label="by")
    again = replace(log, events=(*log.events, replace(fact, id="restated", source=(source,))))
    after = make_consistent(again)
    assert after.contradictions == ()
    assert list(told(after)) == list(told(before))


@st.composite
def statements(draw):
    """An event after any adoption that only says more: it makes no other history possible."""
    kind = draw(
        st.sampled_from(["report", "ratification", "not-yet", "domestic-approval", "clause"])
    )
    if kind == "report":
        return draw(reports(9))
    if kind == "clause":  # it replaces the earlier one from a day on of which nothing else speaks
        condition = {"count": draw(st.integers(1, 5))}
        return event("clause", FIRST + timedelta(days=60), condition=[condition])
    return event(kind, draw(windows(3, 9)), state=draw(st.sampled_from("FGH")))


@law(120)
@given(logs(members=False), statements())
def test_an_event_that_only_says_more_hides_no_contradiction(text, more):
    log = log_of(text)
    assume(make_consistent(log).contradictions)
    (added,) = log_of(text_of({"id": "appended", **more})).events
    if isinstance(added, Clause):  # of a later day another number may be said to remain
        assume(all(e.date.last < added.date.first for e in log.events if isinstance(e, Report)))
    after = replace(log, events=(*log.events, added))
    assert make_consistent(after).contradictions
    assert check(after)
