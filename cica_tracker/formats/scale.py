"""The axes of a chart: which days and counts are written on them, and where text fits.

Shared by the pictures and the terminal, so that both show the same axes.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from math import ceil

from cica_tracker.words.document import Chart

_COUNTS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1_000, 10_000, 100_000, 1_000_000)
_NARROW = frozenset("ijltfrI.,:;'|!()[]-–· ")
_BROAD = frozenset("mwMW@%ЖШЩЮМФЫжшщюмфы—")


def width_of(text: str, size: float) -> float:
    """About how wide a text is in a sans-serif letter of that size; rather too much than less."""
    total = 0.0
    for letter in text:
        if letter in _NARROW:
            total += 0.36
        elif letter in _BROAD:
            total += 0.94
        elif unicodedata.east_asian_width(letter) in "WF":
            total += 1.05
        else:
            total += 0.72 if letter.isupper() else 0.6
    return total * size


def wrapped(text: str, size: float, width: float, most: int = 3) -> list[str]:
    """The text in lines that fit; what is beyond `most` lines ends in an ellipsis."""
    lines, line = [], ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and width_of(longer, size) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], f"{lines[most - 1]} …"]
    return [fitted(line, size, width) for line in lines]


def fitted(text: str, size: float, width: float) -> str:
    """The text, or as much of it as fits with an ellipsis."""
    if width_of(text, size) <= width:
        return text
    while text and width_of(f"{text}…", size) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def top_of(chart: Chart) -> int:
    """The highest count that the chart must show."""
    counts = [1, chart.required or 0]
    counts += [count or 0 for _, count in chart.levels]
    counts += [count or 0 for point in chart.points for count in (point.low, point.high)]
    counts += [count or 0 for mark in chart.drawn for count in (mark.low, mark.high)]
    top = max(counts)
    unbounded = any(point.high is None for point in chart.points)
    return top + max(1, ceil(top / 6)) if unbounded else top


def step_of(top: int, most: int) -> int:
    """The smallest round step that reaches a count in at most so many."""
    return next((step for step in _COUNTS if top / step <= most), top)


def count_ticks(top: int, most: int) -> list[int]:
    """Round counts from 0 up, at most so many; the last is at least `top`."""
    step = step_of(top, most)
    return list(range(0, top + step, step)) if top % step else list(range(0, top + 1, step))


def level_of(chart: Chart) -> list[tuple[date, date, int]]:
    """The threshold as stretches: from, until, the count required."""
    levels: Sequence[tuple[date, int | None]] = chart.levels or ((chart.start, chart.required),)
    ends = [*(day for day, _ in levels[1:]), chart.end]
    return [
        (day, end, count)
        for (day, count), end in zip(levels, ends, strict=True)
        if count is not None
    ]


def day_ticks(chart: Chart, most: int) -> list[tuple[date, str]]:
    """Round days within the chart with their labels: as many as can be, at most so many."""
    found: list[tuple[date, str]] = []
    for ticks in _candidates(chart):
        found = list(ticks)
        if len(found) <= max(most, 1):
            break
    return found


def _candidates(chart: Chart) -> Iterator[list[tuple[date, str]]]:
    span = (chart.end - chart.start).days
    if span <= 120:
        for step in (1, 2, 7, 14, 28):
            yield _days(chart, step)
    if span <= 4_000:
        for step in (1, 3, 6):
            yield _months(chart, step)
    for step in (1, 2, 5, 10, 20, 50, 100, 500, 1_000):
        first = -(-chart.start.year // step) * step
        years = range(first, chart.end.year + 1, step)
        days = [date(year, 1, 1) for year in years if year >= 1]
        yield [(day, str(day.year)) for day in days if chart.start <= day <= chart.end]


def _days(chart: Chart, step: int) -> list[tuple[date, str]]:
    number = (chart.end - chart.start).days // step
    days = [chart.start + timedelta(days=step * i) for i in range(number + 1)]
    return [
        (day, f"{day.day} {chart.months[day.month - 1]}" + (f" {day.year}" if not i else ""))
        for i, day in enumerate(days)
    ]


def _months(chart: Chart, step: int) -> list[tuple[date, str]]:
    first, last = (12 * day.year + day.month - 1 for day in (chart.start, chart.end))
    found = []
    for number in range(-(-first // step) * step, last + 1, step):
        day = date(number // 12, number % 12 + 1, 1)
        if day >= chart.start:
            found.append((day, f"{chart.months[day.month - 1]} {day.year}"))
    return found
