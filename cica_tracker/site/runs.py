"""The answer of a treaty for every day, and as known on every day: as the fewest texts.

What `status --explain` says is the same from one of `changing_days` to the next, but for the day
itself and the ages that depend on it. These are left open, and a page fills them in.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from cica_tracker.answers.changing_days import changing_days, learning_days
from cica_tracker.answers.members import courses_of
from cica_tracker.answers.status import status_of
from cica_tracker.model.dates import OPEN_END, OPEN_START
from cica_tracker.model.events import Log
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import Settled, make_consistent
from cica_tracker.rules.record import make_record
from cica_tracker.words.document import Block, Cell
from cica_tracker.words.lists import member_row
from cica_tracker.words.notes import day_notes, problems_note, undated_note
from cica_tracker.words.reasons import reasons
from cica_tracker.words.site import AsOf, KnownOn, OpenLanguage
from cica_tracker.words.status import said_of

# So many days on which something became known are offered; of more, the last of each few years.
MOST_KNOWN = 40

_T = TypeVar("_T")
Blocks = tuple[Block, ...]
Cells = tuple[Cell, ...]
States = tuple[tuple[str, tuple[tuple[date, Cells], ...]], ...]


@value
class Known:
    """The answers as known from a day on, until the next; None: with all that is recorded.

    `answers` has what is said, with the day from which it is said; `states` the cells of each
    State's row by its name, in the same way; `notes` stand beside every answer.
    """

    since: date | None
    notes: tuple[str, ...]
    answers: tuple[tuple[date, Blocks], ...]
    states: States


def every_answer(lang: OpenLanguage, settled: Settled) -> tuple[Known, ...]:
    """The answers with all that is recorded, then as known on each day, from the first on."""
    log = settled.record.log
    notes = problems_note(lang, settled, advice=False)
    whole = Known(None, notes, _answers(lang, settled), _states(lang, settled))
    found = [whole]
    for day in offered_days(log):
        known_on = KnownOn(day.year, day.month, day.day)
        notes = (
            *whole.notes,
            *day_notes(lang, OPEN_START, None, known_on, OPEN_START),
            *undated_note(lang, log),
        )
        if make_record(log, day).events == settled.record.events:
            found.append(replace(whole, since=day, notes=notes))
        else:
            then = make_consistent(log, day)
            found.append(Known(day, notes, _answers(lang, then), _states(lang, then)))
    return tuple(found)


def offered_days(log: Log) -> tuple[date, ...]:
    """The days whose knowledge is told apart: the first of the calendar, when nothing was known.

    Then each on which something became known, or where these are many the last of each few years.
    """
    days = learning_days(log)
    chosen, years = days, 1
    while len(chosen) > MOST_KNOWN:
        chosen = tuple({day.year // years: day for day in days}.values())
        years += 1
    return (OPEN_START, *chosen)


def _states(lang: OpenLanguage, settled: Settled) -> States:
    """The cells of each State that has acted, by the days from which they stand."""
    found = []
    for course in courses_of(settled):
        steps = [(day, member_row(lang, member)[1:3]) for day, member in course.steps]
        acted = [
            step for step, (_, member) in zip(steps, course.steps, strict=True) if member.events
        ]
        if acted:
            found.append((course.state, _merged(acted)))
    return tuple(found)


def _answers(lang: OpenLanguage, settled: Settled) -> tuple[tuple[date, Blocks], ...]:
    found = []
    for day in _days(settled):
        status = status_of(settled, AsOf(day.year, day.month, day.day))
        found.append((day, (*said_of(lang, status), *reasons(lang, status))))
    return _merged(found)


def _merged(steps: Sequence[tuple[date, _T]]) -> tuple[tuple[date, _T], ...]:
    """The steps without those that say the same as the one before."""
    kept = [one for at, one in enumerate(steps) if not at or one[1] != steps[at - 1][1]]
    return tuple(kept)


def _days(settled: Settled) -> list[date]:
    """The days on which a text may change: a chain of reasons also speaks of "after that day"."""
    bases = {
        day
        for leaf in settled.bounds.leaves
        for base in (*leaf.floors.values(), *leaf.ceilings.values())
        for day in base
    }
    first, last = OPEN_START.toordinal(), OPEN_END.toordinal()
    next_days = {date.fromordinal(day + 1) for day in bases if first <= day < last - 1}
    return sorted({*changing_days(settled), *next_days})
