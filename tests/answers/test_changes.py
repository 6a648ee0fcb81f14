"""What changed between two days is exactly what the two clocks say."""

import json
from datetime import date, timedelta
from pathlib import Path

import jsonschema
import pytest
from helpers.command import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker import changes, load, status
from cica_tracker.answers.as_json import schema_of
from cica_tracker.answers.changes import ChangesAnswer
from cica_tracker.reading.parse import read
from cica_tracker.rules.record import make_record

SHIPPED = load(ROOT / "data" / "ratifications.toml")
DAYS = st.dates(date(2024, 1, 1), date(2024, 12, 31))
HEAD = """schema = 1
[treaty]
title = "Convention on Changes"
adopted = 2023-01-01
[[source]]
id = "text"
title = "Text"
authority = "depositary"
published = 2023-01-01
[[event]]
id = "clause"
type = "clause"
date = 2023-01-01
source = "text"
delay = "P30D"
recorded = 2023-01-01
[[event.condition]]
count = 3
"""
STATES = ("Jordan", "Kuwait", "Japan", "Chile")


@st.composite
def logs(draw):
    """A log whose deposits are published and recorded on days of their own, some taken back."""
    parts = [HEAD]
    for state in draw(st.lists(st.sampled_from(STATES), unique=True)):
        name = state.lower()
        deposited, delay = draw(DAYS), draw(st.integers(0, 200))
        published = deposited + timedelta(days=delay)
        recorded = draw(st.one_of(st.none(), DAYS))
        parts.append(
            f'[[source]]\nid = "s-{name}"\ntitle = "Note"\nauthority = "depositary"\n'
            f"published = {published}\n"
            f'[[event]]\nid = "{name}"\ntype = "ratification"\nstate = "{state}"\n'
            f'date = {deposited}\nsource = "s-{name}"\n'
            + (f"recorded = {recorded}\n" if recorded else "")
        )
        if draw(st.booleans()):
            taken = draw(DAYS)
            parts.append(
                f'[[event]]\nid = "r-{name}"\ntype = "retraction"\nof = "{name}"\n'
                f'reason = "a mistake"\ndate = {taken}\nrecorded = {taken}\n'
            )
    return read("\n".join(parts).encode(), "log.toml").log


def _ids(record):
    return {event.id for event in record.events}


def _as_recorded(log, day):
    """The log as it stood on a day: without what was appended later."""
    kept = "\n".join(_blocks(log, day))
    return read(kept.encode(), "log.toml").log


def _blocks(log, day):
    lines = list(log.lines)
    starts = sorted((*log.event_lines, *log.source_lines))
    yield "\n".join(lines[: starts[0] - 1])
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    events = dict(zip(log.event_lines, log.events, strict=True))
    for start, end in zip(starts, ends, strict=True):
        event = events.get(start)
        if event is None or event.recorded is None or event.recorded <= day:
            yield "\n".join(lines[start - 1 : end])


@given(logs(), DAYS, DAYS)
def test_by_publication_the_two_answers_are_status_with_both_clocks(log, one, other):
    since, until = sorted((one, other))
    [row] = changes([log], since=since, until=until).treaties
    assert row.before == status(log, as_of=since, known_on=since)
    assert row.after == status(log, as_of=until, known_on=until)
    before, after = (_ids(make_record(log, day)) for day in (since, until))
    learned, gone = set(row.learned_ids), set(row.retracted_ids)
    assert (before | learned) - gone == after
    assert not learned & before
    assert gone <= before


@given(logs(), DAYS, DAYS)
@pytest.mark.long
def test_by_recording_the_two_answers_are_those_of_the_file_as_it_was(log, one, other):
    since, until = sorted((one, other))
    [row] = changes([log], since=since, until=until, by="recorded").treaties
    for answer, day in ((row.before, since), (row.after, until)):
        then = status(_as_recorded(log, day), as_of=day).as_json()
        found = answer.as_json()
        assert {**found, "problems": 0} == {**then, "problems": 0}
    before, after = (_ids(make_record(_as_recorded(log, day))) for day in (since, until))
    assert (before | set(row.learned_ids)) - set(row.retracted_ids) == after
    assert row.undated == sum(event.recorded is None for event in log.events)


def test_nothing_changed_is_an_answer():
    [row] = changes([SHIPPED], since=date(2025, 8, 31), until=date(2025, 9, 30)).treaties
    assert not row.changed
    assert (row.learned_ids, row.retracted_ids) == ((), ())


def test_time_alone_can_change_an_answer():
    day = date(2025, 8, 20)
    [row] = changes([SHIPPED], since=day, until=day + timedelta(days=1)).treaties
    assert row.changed
    assert not row.learned
    assert (row.before.in_force, row.after.in_force) == ("no", "possibly")


def test_days_the_wrong_way_round_are_refused():
    with pytest.raises(ValueError, match="2024-01-01 is before 2024-01-02"):
        changes([SHIPPED], since=date(2024, 1, 2), until=date(2024, 1, 1))


def test_the_json_fits_its_schema_and_has_the_keys_of_status():
    found = changes([SHIPPED], since=date(2024, 12, 31), until=date(2025, 8, 31)).as_json()
    jsonschema.validate(json.loads(json.dumps(found)), schema_of(ChangesAnswer))
    assert found["treaties"][0]["log"] == SHIPPED.name
    day = date(2025, 8, 31)
    assert found["treaties"][0]["after"] == status(SHIPPED, as_of=day, known_on=day).as_json()
    assert Path(found["treaties"][0]["log"]).is_file()
