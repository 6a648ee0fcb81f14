"""The chart drawn with letters, at most as wide as the terminal or page.

Shape carries the meaning: what is certain, possible and required differ without any colour. Each
column shows the last of its days, each row is rounded to the nearest count.
"""

from collections.abc import Iterator
from datetime import date

from rich.cells import cell_len, set_cell_size

from cica_tracker.formats.letters import PLAIN, Letters, Line, folded, joined, length_of, trimmed
from cica_tracker.formats.scale import day_ticks, level_of, step_of, top_of
from cica_tracker.model.text import clean
from cica_tracker.words.document import Chart, Mark

_NARROWEST = 40
_MOST_ROWS = 20
_MOST_LANES = 8
_MOST_NOTES = 12
_NOTED = frozenset({"report", "aside", "force", "day"})


def chart_lines(chart: Chart, width: int, *, plain: bool = False) -> list[Line]:
    """The lines of the drawing, as pieces of text with a tone; with only ASCII signs if `plain`.

    Where there is no room for a drawing, the steps of the count in words.
    """
    if width < _NARROWEST:
        steps = (clean(point.text or f"{point.day}: {point.low}") for point in chart.points)
        return [[(line, "")] for step in steps for line in folded(step, width)]
    return _Plot(chart, width, PLAIN if plain else Letters()).lines()


class _Plot:
    def __init__(self, chart: Chart, width: int, letters: Letters) -> None:
        self.chart, self.letters, self.width = chart, letters, width
        top = top_of(chart)
        self.unit = step_of(top, _MOST_ROWS)
        self.rows = -(-top // self.unit)
        self.margin = len(str(self.rows * self.unit)) + 2
        self.columns = width - self.margin
        self.days = [self.day(column) for column in range(self.columns)]

    def lines(self) -> list[Line]:
        return [*self.plot(), *self.axis(), *self.deposits(), [("", "")], *self.legend()]

    def day(self, column: int) -> date:
        """The last day of a column."""
        span = self.chart.end.toordinal() - self.chart.start.toordinal() + 1
        number = self.chart.start.toordinal() + span * (column + 1) // self.columns - 1
        return date.fromordinal(max(number, self.chart.start.toordinal()))

    def column(self, day: date) -> int:
        """The column that a day belongs to."""
        inside = min(max(day, self.chart.start), self.chart.end)
        return next((i for i, last in enumerate(self.days) if inside <= last), self.columns - 1)

    def plot(self) -> list[Line]:
        """The rows from the top count down to 1, with a row for each threshold between them."""
        lows, highs = self.counts()
        limits = {self.row(count) for _, _, count in level_of(self.chart)}
        every = 2 if self.rows <= 10 or self.unit > 2 else 5
        upright = {
            self.column(mark.first): mark.kind
            for mark in self.chart.marks
            if mark.kind in {"force", "day"}
        }
        reports = {
            (self.column(mark.last), self.row(mark.low if mark.low is not None else mark.high)): (
                mark.kind
            )
            for mark in self.chart.marks
            if mark.kind in {"report", "aside"} and (mark.low or mark.high) is not None
        }
        found: list[Line] = []
        for row in range(self.rows, 0, -1):
            found += [
                self.limit(*level) for level in level_of(self.chart) if self.row(level[2]) == row
            ]
            named = row % every == 0 and row not in limits
            label = str(row * self.unit) if named else ""
            line: Line = [(f"{label:>{self.margin - 2}} {self.letters.side}", "dim")]
            for column in range(self.columns):
                kind = reports.get((column, row), "")
                if kind:
                    piece = (getattr(self.letters, kind), "lead")
                elif lows[column] >= row:
                    piece = (self.letters.certain, "certain")
                elif highs[column] >= row:
                    piece = (self.letters.possible, "possible")
                else:
                    line_kind = upright.get(column)
                    sign = getattr(self.letters, line_kind) if line_kind else " "
                    piece = (sign, "dim" if line_kind else "")
                line.append(piece)
            found.append(joined(line))
        return found

    def counts(self) -> tuple[list[int], list[int]]:
        """How many rows are certain and how many possible in each column."""
        lows, highs, at = [], [], -1
        points = self.chart.points
        for last in self.days:
            while at + 1 < len(points) and points[at + 1].day <= last:
                at += 1
            low, high = (points[at].low, points[at].high) if at >= 0 else (0, 0)
            lows.append(self.row(low, at_least=0))
            highs.append(self.rows if high is None else self.row(high, at_least=0))
        return lows, highs

    def row(self, count: int | None, at_least: int = 1) -> int:
        """The row nearest to a count; what is more than nothing is never shown as nothing."""
        if not count:
            return at_least
        return min(max(int(count / self.unit + 0.5), 1), self.rows)

    def limit(self, first: date, last: date, count: int) -> Line:
        """The line of the threshold, with its number in front of it and its words upon it."""
        start, end = self.column(first), self.column(last)
        words = f" {clean(self.chart.required_label)} " if count == self.chart.required else ""
        room = end - start + 1
        words = words if cell_len(words) + 4 <= room else ""
        line = self.letters.limit * 2 + words
        line += self.letters.limit * (room - cell_len(line))
        return [(f"{count:>{self.margin - 2}} ", "limit"), (" " * (start + 1) + line, "limit")]

    def axis(self) -> list[Line]:
        ticks = day_ticks(self.chart, max(self.columns // 12, 2))
        floor = [self.letters.floor] * self.columns
        labels = " " * (self.width + 1)
        for day, text in ticks:
            column = self.column(day)
            floor[column] = self.letters.tick
            shown = clean(text)
            start = min(
                max(self.margin + column - cell_len(shown) // 2, 0), self.width - cell_len(shown)
            )
            if start < 0 or labels[max(start - 1, 0) : start + len(shown) + 1].strip():
                continue
            labels = labels[:start] + shown + labels[start + len(shown) :]
        left = " " * (self.margin - 1) + self.letters.corner
        return [[(left + "".join(floor), "dim")], [(labels.rstrip()[: self.width], "dim")]]

    def deposits(self) -> list[Line]:
        """Named deposits and withdrawals on the same days, as many as fit in a few lines."""
        marks = [mark for mark in self.chart.marks if mark.kind in {"consent", "withdrawal"}]
        lanes: list[str] = []
        left_out = 0
        for mark in marks:
            start, text = self.bar(mark)
            lane = next((i for i, one in enumerate(lanes) if cell_len(one) < start), len(lanes))
            if lane == _MOST_LANES or start + cell_len(text) > self.width:
                left_out += 1
                continue
            if lane == len(lanes):
                lanes.append("")
            lanes[lane] = set_cell_size(lanes[lane], start) + text
        if left_out:
            lanes.append(" " * self.margin + self.chart.word("and {n} more", n=left_out))
        return [[(lane, "")] for lane in lanes]

    def bar(self, mark: Mark) -> tuple[int, str]:
        """Where the bar of a deposit with its name begins, and both drawn."""
        first, last = self.column(mark.first), self.column(mark.last)
        begin, middle, end = self.letters.bar
        if mark.kind == "withdrawal":
            drawn, first = self.letters.gone, last
        elif first == last:
            drawn = self.letters.dot
        else:
            begin = begin if mark.first >= self.chart.start else middle
            end = end if mark.last <= self.chart.end else middle
            drawn = begin + middle * (last - first - 1) + end
        label = clean(mark.label)
        start, room = self.margin + first, self.width - self.margin - last - 2
        if cell_len(label) <= room:
            return start, f"{drawn} {label}"
        if cell_len(label) + 1 <= start:
            return start - cell_len(label) - 1, f"{label} {drawn}"
        if cell_len(label) + 4 <= len(drawn):
            return start, f"{drawn[:2]} {label} {drawn[cell_len(label) + 4 :]}"
        return start, drawn

    def legend(self) -> list[Line]:
        """What each sign means, as many on a line as fit; then each report."""
        found: list[Line] = [[]]
        for sign, tone, text in self.signs():
            if found[-1] and length_of(found[-1]) + cell_len(f"{sign} {text}") > self.width:
                found.append([])
            first, *rest = folded(text, self.width - cell_len(sign) - 1)
            found[-1] += [(sign, tone), (f" {first}   ", "dim")]
            found += [[("  ", ""), (part, "dim")] for part in rest]
        marks = [mark for mark in self.chart.marks if mark.kind in _NOTED]
        for mark in marks[:_MOST_NOTES]:
            first, *rest = folded(clean(mark.label), self.width - 2)
            found.append([(getattr(self.letters, mark.kind), "lead"), (f" {first}", "")])
            found += [[(f"  {part}", "")] for part in rest]
        if (more := len(marks) - _MOST_NOTES) > 0:
            found.append([(self.chart.word("and {n} more", n=more), "dim")])
        return [trimmed(line) for line in found]

    def signs(self) -> Iterator[tuple[str, str, str]]:
        """The signs that the drawing has, each with its tone and meaning."""
        chart, letters = self.chart, self.letters
        yield letters.certain * 2, "certain", clean(chart.word("certain"))
        if any(point.low != point.high for point in chart.points):
            yield letters.possible * 2, "possible", clean(chart.word("possible"))
        deposits = [mark for mark in chart.marks if mark.kind == "consent"]
        spans = [self.column(mark.first) < self.column(mark.last) for mark in deposits]
        if not all(spans):
            yield letters.dot, "", clean(chart.word("deposit"))
        if any(spans):
            yield "".join(letters.bar), "", clean(chart.word("deposit on one of these days"))
        if any(mark.kind == "withdrawal" for mark in chart.marks):
            yield letters.gone, "", clean(chart.word("withdrawal"))
