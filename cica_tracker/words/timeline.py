"""The count over time in words: the chart that every picture of it is drawn from."""

from cica_tracker.answers.status import Range
from cica_tracker.answers.timeline import Happening, Step, Timeline
from cica_tracker.model.conditions import Condition
from cica_tracker.model.dates import Window
from cica_tracker.model.events import Log, Report
from cica_tracker.words.document import Cell, Chart, Table
from cica_tracker.words.facts import condition, number, said
from cica_tracker.words.language import Language
from cica_tracker.words.marks import Mark, Point
from cica_tracker.words.picture import page_words, step, summary

_MOST_NUMBERS = 24


def chart_of(lang: Language, timeline: Timeline) -> Chart:
    """The chart of a timeline, with all that it says in words."""
    log = timeline.settled.record.log
    points = tuple(_point(lang, one) for one in timeline.steps)
    marks = [_mark(lang, log, one) for one in timeline.happenings]
    marks.sort(key=lambda mark: (mark.first, mark.last, mark.label))
    required, some = timeline.required, timeline.counted
    counted = condition(lang, some) if some else None
    final = _final(lang, points[-1], required)
    return Chart(
        title=lang.title(log.treaty),
        text=summary(lang, final, marks, (timeline.start, timeline.end), required, counted=counted),
        counted=counted,
        start=timeline.start,
        end=timeline.end,
        points=points,
        marks=tuple(marks),
        required=required,
        required_label="" if required is None else _required(lang, required, some),
        labels=page_words(lang),
        levels=tuple((one.day, one.required) for one in timeline.levels),
        months=tuple(lang.calendar.months),
        final=final,
        last_day=lang.short_day(timeline.end),
        numbers=_numbers(lang, points),
    )


def _final(lang: Language, last: Point, required: int | None) -> str:
    """The count at the end; past the number required its upper bound is not spoken of.

    So the picture, the bar and the first sentence say the same number.
    """
    if required and last.high is not None and last.low < required <= last.high:
        return lang.t("at least {low}", low=last.low)
    return number(lang, Range(last.low, last.high))


def _required(lang: Language, required: int, some: Condition | None) -> str:
    if some is None or some.among is None:
        return lang.n("{n} required", "{n} required", required)
    return lang.n(
        "{n} required of {whole} listed States",
        "{n} required of {whole} listed States",
        required,
        whole=len(set(some.among)),
    )


def _numbers(lang: Language, points: tuple[Point, ...]) -> Table:
    """The steps as a table: all, or where they are many the last of each span.

    The spans are of so many years as make few rows; a row says what holds on its day.
    """
    chosen, first, years = points, lang.t("From"), 1
    while len(chosen) > _MOST_NUMBERS:
        chosen = tuple({point.day.year // years: point for point in points}.values())
        first, years = lang.t("As of"), years + 1
    rows = tuple(
        (
            Cell(point.when, point.day.isoformat()),
            Cell(str(point.low), point.low),
            Cell(lang.t("no bound") if point.high is None else str(point.high), point.high),
        )
        for point in chosen
    )
    labels = (first, lang.t("At least"), lang.t("At most"))
    return Table(("from", "at_least", "at_most"), labels, rows, numeric=(1, 2))


def _point(lang: Language, one: Step) -> Point:
    when = lang.day(one.day)
    return Point(one.day, one.count.at_least, one.count.at_most, when, step(lang, when, one.count))


def _mark(lang: Language, log: Log, one: Happening) -> Mark:
    label, text = _words(lang, log, one)
    return Mark(
        one.kind,
        one.first,
        one.last,
        label,
        one.at_least,
        one.at_most,
        text=text,
        cites=one.sources,
    )


def _words(lang: Language, log: Log, one: Happening) -> tuple[str, str]:
    """A mark in few words, and in all."""
    window = Window(one.first, one.last)
    when = lang.window(window)
    short = lang.short_day(one.first) if window.exact else when
    if one.kind == "force":
        return lang.t("in force {day}", day=short), lang.t("in force {day}", day=when)
    if one.kind == "consent":
        state = lang.state(one.state)
        return state, f"{state}: {when}"
    if one.kind == "withdrawal":
        gone = lang.t("{state}: withdrawal", state=lang.state(one.state))
        return gone, f"{gone} ({when})"
    report = log.event_by_id[one.id or ""]
    assert isinstance(report, Report)
    words = said(lang, report)
    text = lang.t("report of {day}: {said}", day=when, said=words)
    if report.contracting is not None:
        words = lang.t("{n} reported", n=report.contracting)
    return f"{short}: {words}", text
