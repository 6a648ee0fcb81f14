"""The chart drawn with letters, at most as wide as the terminal or page.

Shape carries the meaning: what is certain, possible and required differ without any colour. Each
column shows the last of its days, each row is rounded to the nearest count.
"""

from collections.abc import Callable
from datetime import date
from itertools import groupby

from rich.cells import cell_len

from cica_tracker.formats.scale import day_ticks, level_of, step_of, top_of
from cica_tracker.model.text import clean
from cica_tracker.words.document import Chart

Piece = tuple[str, str]
Line = list[Piece]

NARROWEST = 40
_MOST_ROWS = 20
_SIGNS = {
    "certain": ("█", "certain"),
    "possible": ("▒", "possible"),
    "report": ("◆", "lead"),
    "aside": ("✕", "lead"),
    "force": ("┊", "dim"),
}
_ASCII = str.maketrans("█▒◆✕┊╌│└─┴", "#:ox!-|+-+")


def chart_lines(
    chart: Chart, width: int, spell: Callable[[str], str] = clean, *, ascii_only: bool = False
) -> list[Line]:
    """The lines of the drawing, as pieces of text with a tone, from `NARROWEST` columns on.

    `spell` makes words fit to be shown. With `ascii_only` the signs are those of ASCII.
    """
    lines = _Plot(chart, width, spell).lines()
    if ascii_only:
        return [[(text.translate(_ASCII), tone) for text, tone in line] for line in lines]
    return lines


class _Plot:
    def __init__(self, chart: Chart, width: int, spell: Callable[[str], str]) -> None:
        self.chart, self.width, self.spell = chart, width, spell
        top = top_of(chart)
        self.unit = step_of(top, _MOST_ROWS)
        self.rows = -(-top // self.unit)
        self.margin = len(str(self.rows * self.unit)) + 2
        self.columns = width - self.margin
        first, span = chart.start.toordinal(), (chart.end - chart.start).days + 1
        numbers = (first + span * (at + 1) // self.columns - 1 for at in range(self.columns))
        self.days = [date.fromordinal(max(number, first)) for number in numbers]

    def lines(self) -> list[Line]:
        return [*self.plot(), *self.axis(), self.legend()]

    def column(self, day: date) -> int:
        """The column that a day belongs to."""
        inside = min(max(day, self.chart.start), self.chart.end)
        return next((i for i, last in enumerate(self.days) if inside <= last), self.columns - 1)

    def row(self, count: int | None, at_least: int = 1) -> int:
        """The row nearest to a count; what is more than nothing is never shown as nothing."""
        if not count:
            return at_least
        return min(max(int(count / self.unit + 0.5), 1), self.rows)

    def plot(self) -> list[Line]:
        """The rows from the top count down to 1, with a row for each threshold between them."""
        levels = level_of(self.chart)
        limits = {self.row(count) for _, _, count in levels}
        every = 2 if self.rows <= 10 or self.unit > 2 else 5
        columns = [self.signs(column) for column in range(self.columns)]
        found: list[Line] = []
        for row in range(self.rows, 0, -1):
            found += [self.limit(*level) for level in levels if self.row(level[2]) == row]
            named = row % every == 0 and row not in limits
            label = str(row * self.unit) if named else ""
            line: Line = [(f"{label:>{self.margin - 2}} │", "dim")]
            for kind, several in groupby(column[row] for column in columns):
                sign, tone = _SIGNS.get(kind, (" ", ""))
                line.append((sign * len(list(several)), tone))
            found.append(line)
        return found

    def signs(self, column: int) -> list[str]:
        """What stands in each row of a column, from row 0 up."""
        last = self.days[column]
        point = [point for point in self.chart.points if point.day <= last][-1]
        low = self.row(point.low, at_least=0)
        high = self.rows if point.high is None else self.row(point.high, at_least=0)
        above = self.rows + 1 - max(low, high)
        mine = [mark for mark in self.chart.drawn if self.column(mark.last) == column]
        upright = "force" if any(mark.kind == "force" for mark in mine) else ""
        signs = ["certain"] * (low + 1) + ["possible"] * (high - low) + [upright] * above
        for mark in mine:
            count = mark.low if mark.low is not None else mark.high
            if mark.kind in {"report", "aside"} and count is not None:
                signs[self.row(count)] = mark.kind
        return signs

    def limit(self, first: date, last: date, count: int) -> Line:
        """The line of the threshold, with its number in front of it and its words upon it."""
        start, end = self.column(first), self.column(last)
        words = f" {self.spell(self.chart.required_label)} " * (count == self.chart.required)
        room = end - start + 1
        words = words if cell_len(words) + 4 <= room else ""
        line = "╌" * min(2, room) + words
        line += "╌" * (room - cell_len(line))
        return [(f"{count:>{self.margin - 2}} ", "limit"), (" " * (start + 1) + line, "limit")]

    def axis(self) -> list[Line]:
        """The last day on the right, and round days as far as they do not crowd."""
        floor = ["─"] * self.columns
        labels = " " * (self.width + 1)
        ends = ((self.chart.end, self.chart.last_day),)
        for day, text in (*ends, *day_ticks(self.chart, max(self.columns // 12, 2))):
            column, shown = self.column(day), self.spell(text)
            start = min(self.margin + column - cell_len(shown) // 2, self.width - cell_len(shown))
            if start < 0 or labels[max(start - 1, 0) : start + len(shown) + 1].strip():
                continue
            floor[column] = "┴"
            labels = labels[:start] + shown + labels[start + cell_len(shown) :]
        corner = " " * (self.margin - 1) + "└"
        return [[(corner + "".join(floor), "dim")], [(labels.rstrip(), "dim")]]

    def legend(self) -> Line:
        """What each sign of the drawing means, as far as there is room."""
        words = {
            "certain": "certain",
            "possible": "possible",
            "report": "report of a count",
            "aside": "report set aside",
            "force": "entry into force",
        }
        kinds = {"certain"} | {mark.kind for mark in self.chart.drawn}
        kinds |= {"possible" for point in self.chart.points if point.low != point.high}
        line, room = [], self.width
        for kind, english in words.items():
            text = f" {self.spell(self.chart.word(english))}   "
            if kind in kinds and cell_len(text) < room:
                room -= cell_len(text) + 1
                line += [(_SIGNS[kind][0], _SIGNS[kind][1]), (text, "dim")]
        return line
