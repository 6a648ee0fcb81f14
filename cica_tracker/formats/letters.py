"""What the chart is drawn with in a terminal: signs, the width of words, lines of pieces."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rich.cells import cell_len, chop_cells

from cica_tracker.words.document import Chart

Piece = tuple[str, str]
Line = list[Piece]


@dataclass(frozen=True, slots=True)
class Letters:
    """What the parts are drawn with."""

    certain: str = "█"
    possible: str = "▒"
    limit: str = "╌"
    report: str = "◆"
    aside: str = "✕"
    side: str = "│"
    corner: str = "└"
    floor: str = "─"
    tick: str = "┴"
    bar: tuple[str, str, str] = ("├", "─", "┤")
    dot: str = "●"
    gone: str = "○"
    force: str = "┊"
    day: str = "╎"


PLAIN = Letters("#", ":", "-", "o", "x", "|", "+", "-", "+", ("|", "-", "|"), "*", "O", "!", ";")


def respelled(chart: Chart, spell: Callable[[str], str]) -> Chart:
    """The same chart with every word spelled anew, before room is made for it."""
    return replace(
        chart,
        points=tuple(replace(one, text=spell(one.text)) for one in chart.points),
        marks=tuple(replace(one, label=spell(one.label)) for one in chart.marks),
        required_label=spell(chart.required_label),
        labels={english: spell(word) for english, word in chart.labels.items()},
        months=tuple(map(spell, chart.months)),
    )


def length_of(line: Sequence[Piece]) -> int:
    """How many cells a line takes."""
    return sum(cell_len(text) for text, _ in line)


def joined(line: Line) -> Line:
    """The same line with neighbours of one tone in one piece."""
    found: Line = []
    for text, tone in line:
        if found and found[-1][1] == tone:
            found[-1] = (found[-1][0] + text, tone)
        else:
            found.append((text, tone))
    return found


def trimmed(line: Line) -> Line:
    """The line without blanks at its end."""
    text, tone = line[-1]
    return [*line[:-1], (text.rstrip(), tone)]


def folded(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, between words where that can be."""
    pieces = [piece for word in text.split(" ") for piece in chop_cells(word, width) or [""]]
    lines = pieces[:1]
    for piece in pieces[1:]:
        longer = f"{lines[-1]} {piece}"
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines
