"""The count over time: the steps of its band, the numbers required, the reports and the acts.

The steps are the bounds of `contradictions.make_consistent`, cut to the days asked for.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import inf
from typing import ClassVar

from cica_tracker.answers.as_json import Answer
from cica_tracker.answers.status import Range, counting, reports_aside, to_range
from cica_tracker.model.conditions import Condition
from cica_tracker.model.dates import OPEN_END, OPEN_START, Window
from cica_tracker.model.events import Clause, Membership, Report
from cica_tracker.model.value import value
from cica_tracker.rules.conditions import progress_of
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.evidence import stated
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.reports import leaves_out

_MONTH = timedelta(days=30)


@value
class Step:
    """From `day` on, until the next step, the number that the timeline counts lies in `count`."""

    day: date
    count: Range


@value
class Level:
    """From `day` on the clause asks for `required` consents; None: no number of States."""

    day: date
    required: int | None


@value
class Happening:
    """What the record says of a day from `first` to `last`; `id` is the event that says so.

    `kind` is "report" or "aside" (a report set aside), both of a count from `at_least` to
    `at_most`; "consent" or "withdrawal" of a named `state`; or "force" (the announced entry into
    force). `sources` are ids.
    """

    kind: str
    first: date
    last: date
    id: str | None = None
    state: str | None = None
    at_least: int | None = None
    at_most: int | None = None
    sources: tuple[str, ...] = ()


@value
class CountFrom:
    """From `day` on, until the next, the number that is counted lies in these bounds."""

    JSON: ClassVar = {"from": "day", "at_least": "at_least", "at_most": "at_most"}

    day: date
    at_least: int
    at_most: int | None


@value
class RequiredFrom:
    """From `day` on the clause asks for `required` consents; null: for no plain count."""

    JSON: ClassVar = {"from": "day", "required": "required"}

    day: date
    required: int | None


@value
class Marked:
    """What is marked on the picture, on a day from `first` to `last`; `sources` are ids.

    null: nothing bounds the day on that side.
    """

    kind: str
    first: date | None
    last: date | None
    at_least: int | None
    at_most: int | None
    text: str
    sources: tuple[str, ...]


@value(kw_only=True)
class TimelineAnswer(Answer):
    """The count over time, with the numbers required, the reports and the acts.

    `required` is the number at the end; `text` says in words what a picture of it shows. `counted`
    is the condition, in words, whose consents alone are counted, as those of listed States; null:
    all contracting States are. `problems` is the number that `check` finds.
    """

    TYPE: ClassVar = "chart"

    title: str
    text: str
    start: date
    end: date
    required: int | None
    points: tuple[CountFrom, ...]
    levels: tuple[RequiredFrom, ...]
    marks: tuple[Marked, ...]
    counted: str | None = None
    problems: int = 0
    hypothetical: tuple[str, ...] = ()

    _in_short = ("start", "end", "required", "points", "marks")


@value
class Timeline:
    """The count from `start` to `end`, both included, as known on a day.

    It is of all contracting States, but where the clause counts only some consents it is of those.
    """

    settled: Settled
    start: date
    end: date
    steps: tuple[Step, ...]
    levels: tuple[Level, ...]
    happenings: tuple[Happening, ...]

    @property
    def counted(self) -> Condition | None:
        """The condition at the end that counts only some consents; None: it counts all."""
        return _only_some(self.settled.record.clause_on(self.end.toordinal()))

    @property
    def required(self) -> int | None:
        """The number required at the end."""
        return self.levels[-1].required if self.levels else None


def timeline_of(
    settled: Settled,
    start: date | None = None,
    end: date | None = None,
) -> Timeline:
    """The count from `start` (else the first day that matters) to `end` (else the last).

    Raises ValueError when `start` is not before `end`.
    """
    known = span_of(settled)
    first, last = start or known[0], end or known[1]
    if start is end is None and first == last:  # a record of one day is shown with a month
        first = min(first, OPEN_END - _MONTH)
        last = max(last, first + _MONTH)
    if first >= last:
        raise ValueError(f"{first} is not before {last}")
    happenings = [one for one in _happenings(settled) if one.first <= last and one.last >= first]
    happenings.sort(key=lambda one: (one.first, one.last, one.kind, one.state or "", one.id or ""))
    return Timeline(
        settled=settled,
        start=first,
        end=last,
        steps=tuple(_steps(settled, first, last)),
        levels=tuple(_levels(settled, first, last)),
        happenings=tuple(happenings),
    )


def span_of(settled: Settled) -> tuple[date, date]:
    """The first and the last day that the record speaks of: adoption, consents, reports."""
    record = settled.record
    events = [event for event in record.events if not isinstance(event, Membership)]
    events += reports_aside(settled)
    days = {day for event in events for day in event.date if OPEN_START < day < OPEN_END}
    adopted = record.log.treaty.adopted
    first = adopted.first if adopted else min(days, default=date(2000, 1, 1))
    return first, max(days | {first})


def _steps(settled: Settled, first: date, last: date) -> Iterator[Step]:
    """The step in which `first` lies, and every later one up to `last`."""
    record, bounds, before = settled.record, settled.bounds, None
    days = set(bounds.days)
    for clause in record.clauses:
        if some := _only_some(clause):
            days |= {day for have in progress_of(record, bounds, some).have for day in have.days}
            days |= {clause.date.first.toordinal(), clause.date.last.toordinal()}
    later = sorted(day for day in days if first.toordinal() < day <= last.toordinal())
    for ordinal in (first.toordinal(), *later):
        some = _only_some(record.clause_on(ordinal))
        count = bounds.at(ordinal)
        if some is not None:
            low, high = progress_of(record, bounds, some).have
            count = (float(low.at(ordinal)), float(high.at(ordinal)))
        if count != before:
            yield Step(date.fromordinal(ordinal), to_range(*count))
        before = count


def _levels(settled: Settled, first: date, last: date) -> Iterator[Level]:
    """The number required, each with the day from which the clause asks for it."""
    record = settled.record
    if not record.clauses:
        low, high = settled.bounds.required
        known = any(report.remaining is not None for report in record.reports)
        if known and low == high:
            yield Level(first, int(low))
        return
    starts = {first, *(clause.date.first for clause in record.clauses)}
    before: object = object()
    for day in sorted(day for day in starts if first <= day <= last):
        asked = _asked(record.clause_on(day.toordinal()))
        if asked != before:
            yield Level(day, asked)
        before = asked


def _only_some(clause: Clause | None) -> Condition | None:
    """The condition that asks for a number of States, where it does not count every consent."""
    one = counting(clause) if clause else None
    return one if one and (one.among is not None or leaves_out(one)) else None


def _asked(clause: Clause | None) -> int | None:
    condition = counting(clause) if clause else None
    return condition.count if condition else None


def _happenings(settled: Settled) -> Iterator[Happening]:
    record = settled.record
    for report in record.reports:
        yield _report(settled, report, "report")
    for report in reports_aside(settled):
        yield _report(settled, report, "aside")
    by_id = {event.id: event for event in record.events}
    for spell in spells_left(record, settled.bounds):
        if spell.state is None:
            continue
        if not spell.implied:
            window = Window(date.fromordinal(spell.first), date.fromordinal(spell.last))
            sources = by_id[spell.id].source
            yield Happening("consent", *window, spell.id, spell.state, sources=sources)
        if gone := spell.leaving:
            yield Happening("withdrawal", *gone.date, gone.id, spell.state, sources=gone.source)
    if announced := record.announcement:
        yield Happening("force", *announced.date, announced.id, sources=announced.source)


def _report(settled: Settled, report: Report, kind: str) -> Happening:
    """A report at the count it states, by itself and by what it says remains; None: neither end."""
    low, high = stated(settled.record, report, settled.bounds.required)
    least = None if low == -inf else int(max(low, 0))
    most = None if high == inf else int(high)
    return Happening(kind, *report.date, report.id, None, least, most, report.source)
