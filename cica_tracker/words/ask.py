"""The questions as Python asks them: a log and days in, a frozen answer out.

Nothing here reads a clock, and nothing but `load` a file; nothing is written. `as_of` is a day,
included. `known_on` limits what counts to what had been published by that day. `assumed` are
consents supposed for the one question, such as "Kuwait=2026-12-01" or "next=2026-12-01:accession".
"""

import os
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path

from cica_tracker.answers.changes import By, ChangesAnswer, changes_of
from cica_tracker.answers.check import check as problems_of
from cica_tracker.answers.lists import (
    LogAnswer,
    MembersAnswer,
    SourcesAnswer,
)
from cica_tracker.answers.members import events_of, known_or_refused, sources_of
from cica_tracker.answers.overview import (
    Overview,
    Sort,
    StateOverview,
    in_order,
    overview_row,
    state_meant,
    state_row,
)
from cica_tracker.answers.reconcile import reconcile as reconciled
from cica_tracker.answers.status import status_of
from cica_tracker.answers.timeline import TimelineAnswer, timeline_of
from cica_tracker.answers.values import (
    CheckAnswer,
    ForceAnswer,
    PartiesAnswer,
    ReconcileAnswer,
    StatusAnswer,
)
from cica_tracker.answers.what_if import assumed_events, refuse_impossible
from cica_tracker.model.events import Log
from cica_tracker.reading.load import load as read_log
from cica_tracker.reading.logbook import Logbook
from cica_tracker.rules.contradictions import Settled, make_consistent
from cica_tracker.words import programs
from cica_tracker.words.language import Language
from cica_tracker.words.notes import supposed
from cica_tracker.words.timeline import chart_of

Assumed = str | Iterable[str]


def load(path: str | os.PathLike[str]) -> Log:
    """The log in a file. Raises LogError, with all `problems` of a text that is no log."""
    return read_log(Logbook(Path(path), os.fspath(path)))


def status(
    log: Log, *, as_of: date, known_on: date | None = None, assumed: Assumed = ()
) -> StatusAnswer:
    """How many States contract at the end of a day, and how many more are needed.

    Raises LogError for an assumption that says nothing or that the log excludes.
    """
    settled, texts = _settled(log, known_on, assumed)
    return programs.status_answer(status_of(settled, _day(as_of)), texts)


def force(
    log: Log, *, as_of: date, known_on: date | None = None, assumed: Assumed = ()
) -> ForceAnswer:
    """When the treaty enters into force, and how far each condition is met on a day.

    Raises LogError for an assumption that says nothing or that the log excludes.
    """
    settled, texts = _settled(log, known_on, assumed)
    return programs.force_answer(settled, _day(as_of), texts)


def parties(
    log: Log, *, as_of: date, known_on: date | None = None, assumed: Assumed = ()
) -> PartiesAnswer:
    """The named contracting States of a day, and from when each is bound (VCLT art. 24).

    Raises LogError for an assumption that says nothing or that the log excludes.
    """
    settled, texts = _settled(log, known_on, assumed)
    return programs.parties_answer(settled, _day(as_of), texts)


def members(
    log: Log, *, as_of: date | None = None, known_on: date | None = None, assumed: Assumed = ()
) -> MembersAnswer:
    """What is known of each State that may consent; without `as_of`, whatever the log says.

    Raises LogError for an assumption that says nothing or that the log excludes.
    """
    settled, texts = _settled(log, known_on, assumed)
    return programs.members_answer(settled, _day(as_of) if as_of else None, texts)


def reconcile(log: Log, *, known_on: date | None = None) -> ReconcileAnswer:
    """Every report tested against the rest of the record without that report."""
    return programs.reconcile_answer(reconciled(log, _day(known_on) if known_on else None))


def timeline(
    log: Log,
    *,
    start: date | None = None,
    end: date | None = None,
    known_on: date | None = None,
    assumed: Assumed = (),
) -> TimelineAnswer:
    """The count from `start` to `end`, else from the first to the last day that the log speaks of.

    Raises ValueError where `start` is not before `end`, LogError as `status` does.
    """
    settled, texts = _settled(log, known_on, assumed)
    first, last = (_day(day) if day else None for day in (start, end))
    chart = chart_of(Language(), timeline_of(settled, first, last))
    return programs.timeline_answer(supposed(Language(), chart, texts), settled, texts)


def events(
    log: Log,
    *,
    states: Iterable[str] = (),
    types: Iterable[str] = (),
    sources: Iterable[str] = (),
) -> LogAnswer:
    """The events in the order of their days; each filter that is given must fit.

    Raises LogError for a State or source that the log does not name.
    """
    named, cited = tuple(states), tuple(sources)
    known_or_refused(log, named, cited)
    settled = make_consistent(log)
    found = events_of(settled.record, states=named, types=tuple(types), sources=cited)
    return programs.log_answer(settled, found)


def sources(log: Log) -> SourcesAnswer:
    """Every source, and the events that rest on it."""
    return programs.sources_answer(make_consistent(log), sources_of(log))


def overview(
    logs: Iterable[Log],
    *,
    as_of: date,
    known_on: date | None = None,
    state: str | None = None,
    sort: Sort = "needed",
) -> Overview | StateOverview:
    """Many treaties on a day, a row each; with `state` also what that State did under each.

    Raises LogError for a State that no log and no table of States knows.
    """
    day, known = _day(as_of), _day(known_on) if known_on else None
    settled = [(log, make_consistent(log, known)) for log in logs]
    if state is None:
        rows = (overview_row(log, one, day) for log, one in settled)
        return Overview(as_of=day, known_on=known, treaties=in_order(rows, sort))
    name = state_meant(state, (log for log, _ in settled))
    mine = (state_row(log, one, day, name) for log, one in settled)
    return StateOverview(as_of=day, known_on=known, state=name, treaties=in_order(mine, sort))


def changes(
    logs: Iterable[Log], *, since: date, until: date, by: By = "publication"
) -> ChangesAnswer:
    """What became known of treaties between two days, and what it did to each answer.

    `by` the day of publication, or of recording. Raises ValueError where `until` is before `since`.
    """
    first, last = _day(since), _day(until)
    found = tuple(programs.treaty_changes(changes_of(log, first, last, by)) for log in logs)
    return ChangesAnswer(since=first, until=last, by=by, treaties=found)


def check(log: Log) -> CheckAnswer:
    """Every problem of a log that can be read; `load` raises those of one that cannot."""
    return CheckAnswer(problems=problems_of(log))


def _settled(log: Log, known_on: date | None, assumed: Assumed) -> tuple[Settled, tuple[str, ...]]:
    texts = (assumed,) if isinstance(assumed, str) else tuple(assumed)
    day = _day(known_on) if known_on else None
    supposed = assumed_events(log, texts, day)
    settled = make_consistent(log, day, assumed=supposed)
    refuse_impossible(supposed, texts, settled.contradictions)
    return settled, texts


def _day(day: date) -> date:
    """A day as such; of a moment, its day. Raises TypeError for what is none."""
    if isinstance(day, datetime):
        return day.date()
    if not isinstance(day, date):
        raise TypeError(f"a day is wanted, such as date(2024, 12, 31), not {day!r}")
    return day
