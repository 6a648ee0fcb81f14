"""Where memberships are recorded, against every history written out State by State (`states`)."""

from datetime import date

from helpers.states import States
from helpers.strategies import Most, law, log_of, logs
from hypothesis import assume, given

from cica_tracker.answers.status import status_of
from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.events import Membership, Withdrawal
from cica_tracker.rules.contradictions import make_consistent

SMALL = Most(days=6, consents=3, withdrawals=1, reports=3)


def world_of(text):
    """A log with memberships and all histories of it, if there are not too many."""
    log = log_of(text)
    assume(any(isinstance(event, Membership) for event in log.events))
    world = States(log)
    assume(all(len(courses) <= 40 for courses in world.courses.values()))
    return log, world


@law(60)
@given(logs(SMALL))
def test_no_bound_denies_a_history_and_what_contradicts_itself_has_none(text):
    log, world = world_of(text)
    truth, settled = world.histories(), make_consistent(log)
    if truth is None:
        return  # with who may consent, a contradiction may be missed, but none is made up:
    assert settled.contradictions == ()
    for day, numbers in truth.items():
        low, high = settled.bounds.at(day)
        assert low <= min(numbers)
        assert max(numbers) <= high


@law(40)
@given(logs(SMALL))
def test_who_is_named_as_certain_or_possible_is_so_in_all_histories_or_in_one(text):
    log, world = world_of(text)
    assume(world.histories() is not None)
    settled = make_consistent(log)
    left = {event.state for event in log.events if isinstance(event, Withdrawal)}
    recorded = {
        event.state for event in log.events if event.type in CONSENT_FORMS and event.state
    } - left
    for state in world.names:
        for day, inside in list(world.histories(of=state).items())[1:-1]:
            answer = status_of(settled, date.fromordinal(day))
            certain = {spell.state for spell in answer.named}
            maybe = {spell.state for spell in answer.maybe}
            if state in certain:
                assert inside == {1}
            elif state in recorded and state not in maybe:
                assert inside == {0}


@law(40)
@given(logs(SMALL))
def test_what_was_known_on_a_day_is_what_a_log_cut_to_that_day_says(text):
    """Every second source is published later: nothing that it carries changes the answer."""
    head, *blocks = text.split("[[event]]")
    dated = head.replace('title = "A source"', 'title = "A source"\npublished = 2020-01-01')
    late = '[[source]]\nid = "late"\ntitle = "Late"\npublished = 2024-01-01\n'
    hidden = [
        block.replace('source = "secondary"', 'source = "late"') if at % 2 else block
        for at, block in enumerate(blocks)
    ]
    known = log_of("[[event]]".join([dated + late, *hidden]))
    cut = log_of("[[event]]".join([dated, *(b for b in hidden if '"late"' not in b)]))
    one, other = make_consistent(known, date(2023, 1, 1)), make_consistent(cut, date(2023, 1, 1))
    assert {c.set_aside for c in one.contradictions} == {c.set_aside for c in other.contradictions}
    for day in {*one.bounds.days, *other.bounds.days}:
        assert one.bounds.at(day) == other.bounds.at(day)
