"""The count over time as one neutral chart: steps of the band, the threshold, reports, deposits.

Nothing is computed here: the steps are the bounds of `contradictions.settle`, cut to the days
asked for, and the words are those of `words`.
"""

from collections.abc import Iterator
from datetime import date
from math import inf

from cica_tracker.answers.status import Range
from cica_tracker.model.dates import OPEN_END, OPEN_START, Window
from cica_tracker.model.events import Clause, Event, Membership, Report
from cica_tracker.model.text import clean
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.spells import spells_of
from cica_tracker.words.document import Chart, Mark, Point
from cica_tracker.words.facts import number, said
from cica_tracker.words.language import Language
from cica_tracker.words.picture import chart_words, months, short_day, step, summary


def timeline_of(
    settled: Settled,
    start: date | None = None,
    end: date | None = None,
    *,
    as_of: date | None = None,
    lang: Language | None = None,
) -> Chart:
    """The chart from `start` (else the first day that matters) to `end` (else the last).

    Both days are shown; `as_of` is too, and marked. Raises ValueError when `start` is not before
    `end`.
    """
    lang = lang or Language()
    record = settled.record
    known = span_of(settled)
    first, last = start or known[0], end or max(known[1], as_of or known[1])
    if start is None and first >= last:
        first = date.fromordinal(max(last.toordinal() - 30, OPEN_START.toordinal()))
    elif end is None and first >= last:
        last = date.fromordinal(min(first.toordinal() + 30, OPEN_END.toordinal()))
    if first >= last:
        raise ValueError(f"{first} is not before {last}")
    levels = tuple(_levels(settled, first, last))
    required = levels[-1][1] if levels else None
    points = tuple(_points(settled, first, last, lang))
    marks = tuple(
        sorted(
            (
                mark
                for mark in _marks(settled, lang, as_of)
                if mark.first <= last and mark.last >= first
            ),
            key=lambda mark: (mark.first, mark.last, mark.label),
        )
    )
    treaty = record.log.treaty
    return Chart(
        title=clean(treaty.short_title or treaty.title),
        text=summary(lang, points, marks, (first, last), required),
        start=first,
        end=last,
        points=points,
        marks=marks,
        required=required,
        required_label="" if required is None else lang.n("{n} required", "{n} required", required),
        labels=chart_words(lang),
        levels=levels,
        months=months(lang),
        final=number(lang, Range(points[-1].low, points[-1].high)),
    )


def span_of(settled: Settled) -> tuple[date, date]:
    """The first and the last day that the record speaks of: adoption, consents, reports."""
    record = settled.record
    events = [event for event in record.events if not isinstance(event, Membership)]
    events += _set_aside(settled)
    days = {day for event in events for day in event.date if OPEN_START < day < OPEN_END}
    adopted = record.log.treaty.adopted
    first = adopted.first if adopted else min(days, default=date(2000, 1, 1))
    return first, max(days | {first})


def _set_aside(settled: Settled) -> list[Report]:
    """The reports left out so that the rest can be true."""
    by_id = settled.record.log.event_by_id
    found = (by_id.get(conflict.aside) for conflict in settled.contradictions)
    return [event for event in found if isinstance(event, Report)]


def _points(settled: Settled, first: date, last: date, lang: Language) -> Iterator[Point]:
    """The step in which `first` lies, and every later one up to `last`."""
    bounds, before = settled.bounds, None
    later = (day for day in bounds.days if first.toordinal() < day <= last.toordinal())
    for ordinal in (first.toordinal(), *later):
        count = bounds.at(ordinal)
        if count == before:
            continue
        before = count
        low, high = int(count[0]), None if count[1] == inf else int(count[1])
        day = date.fromordinal(ordinal)
        when = lang.day(day)
        yield Point(day, low, high, when, step(lang, when, Range(low, high)))


def _levels(settled: Settled, first: date, last: date) -> Iterator[tuple[date, int | None]]:
    """The number required, each with the day from which the clause asks for it."""
    record = settled.record
    if not record.clauses:
        low, high = settled.bounds.threshold
        known = any(report.remaining is not None for report in record.reports)
        if known and low == high:
            yield first, int(low)
        return
    starts = {first, *(clause.date.first for clause in record.clauses)}
    before: object = object()
    for day in sorted(day for day in starts if first <= day <= last):
        asked = _asked(record.clause_on(day.toordinal()))
        if asked != before:
            yield day, asked
        before = asked


def _asked(clause: Clause | None) -> int | None:
    return clause.plain.count if clause and clause.plain else None


def _marks(settled: Settled, lang: Language, as_of: date | None) -> Iterator[Mark]:
    record = settled.record
    if as_of:
        label = lang.t("as of {day}", day=short_day(lang, as_of))
        yield Mark("day", as_of, as_of, label, text=label)
    for report in record.reports:
        yield _report(settled, report, lang, "report")
    for report in _set_aside(settled):
        yield _report(settled, report, lang, "aside")
    spells = [spell for spell in spells_of(record)[0] if spell.state is not None]
    for spell in spells:
        state = lang.state(spell.state)
        if not spell.implied:
            window = Window(date.fromordinal(spell.first), date.fromordinal(spell.last))
            yield Mark(
                "consent",
                *window,
                state,
                text=f"{state}: {lang.window(window)}",
                cites=_cites(record.log.event_by_id.get(spell.id)),
            )
        if spell.leaving:
            gone = lang.t("{state}: withdrawal", state=state)
            text = f"{gone} ({lang.window(spell.leaving.date)})"
            yield Mark(
                "withdrawal", *spell.leaving.date, gone, text=text, cites=spell.leaving.source
            )
    if record.announcement:
        window = record.announcement.date
        day = short_day(lang, window.first) if window.exact else lang.window(window)
        label = lang.t("in force {day}", day=day)
        text = lang.t("in force {day}", day=lang.window(window))
        yield Mark("force", *window, label, text=text, cites=record.announcement.source)


def _report(settled: Settled, report: Report, lang: Language, kind: str) -> Mark:
    """A report as a mark at the count it says or implies; None where it says neither end."""
    low, high = report.contracting_min, report.contracting_max
    if report.contracting is not None:
        low = high = report.contracting
    required = _asked(settled.record.clause_on(report.date.last.toordinal()))
    if low is high is None and report.remaining is not None and required is not None:
        low = max(required - report.remaining, 0)
        high = low if report.remaining else None
    if report.basis == "domestic":
        low = None
    first, last = report.date
    day = short_day(lang, first) if report.date.exact else lang.window(report.date)
    words = said(lang, report)
    if report.contracting is not None:
        words = lang.t("{n} reported", n=report.contracting)
    return Mark(
        kind,
        first,
        last,
        f"{day}: {words}",
        low,
        high,
        text=lang.t(
            "report of {day}: {said}", day=lang.window(report.date), said=said(lang, report)
        ),
        cites=report.source,
    )


def _cites(event: Event | None) -> tuple[str, ...]:
    return event.source if event else ()
