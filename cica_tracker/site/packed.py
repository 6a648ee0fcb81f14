"""All answers of a treaty in one short text, in which no answer stands twice.

    {"items": [[text, source, ...], ...], "blocks": [[kind, ...], ...],
     "views": [[block, ...], ...], "runs": [[[day, x], ...], ...],
     "known": [[day, notes, run, [run, ...]], ...]}

Days are counted from 1970-01-01. The runs at the end of a `known` are those of the States, in the
order of their rows; null: nothing is recorded of it. A source is its number on the page; whatever
else is a number is a place in another of the lists. The JSON is deflated (RFC 1951) with its fixed
codes, which `treaty.js` undoes at once, and the bytes stand in base64.
"""

import json
import zlib
from base64 import b64encode
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cica_tracker.site.runs import Cells, Known
from cica_tracker.words.document import Block, Bullets, Heading, Meter, Paragraph

# What a block is, and the tones of a State's standing.
P, LIST, HEAD, BAR, STATE = range(5)
TONES = ("", "good", "warn", "bad", "dim")
_EPOCH = date(1970, 1, 1).toordinal()


def number_of(day: date) -> int:
    """A day as its distance from 1970-01-01."""
    return day.toordinal() - _EPOCH


def deflated(value: object) -> str:
    """The value as JSON, deflated, in base64: no letter of it acts in a page."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    made = zlib.compressobj(9, wbits=-zlib.MAX_WBITS, memLevel=9, strategy=zlib.Z_FIXED)
    return b64encode(made.compress(text.encode()) + made.flush()).decode()


class Packed:
    """The lists, as they are filled; `sources` are the numbers of the sources by their ids."""

    def __init__(self, sources: Mapping[str, int]) -> None:
        self.sources = sources
        self.tables: dict[str, dict[Any, int]] = {
            name: {} for name in ("items", "blocks", "views", "runs")
        }
        self.told: dict[tuple[int, int], list[Any]] = {}

    def lists(self, known: Iterable[Known], states: Sequence[str]) -> dict[str, Any]:
        """The lists with these answers; `states` are the rows of the page."""
        packed = [self._known(one, states) for one in known]
        return {**{name: list(table) for name, table in self.tables.items()}, "known": packed}

    def item(self, text: str, cites: Iterable[str] = ()) -> int:
        """The place of a text with its sources."""
        numbers = sorted({self.sources[one] for one in cites if one in self.sources})
        return self._put("items", (text, *numbers))

    def _known(self, one: Known, states: Sequence[str]) -> list[Any]:
        since = None if one.since is None else number_of(one.since)
        same = id(one.answers), id(one.states)  # `every_answer` gives equal ones as the same
        if same not in self.told:
            runs = {
                name: self._run((day, self._cells(cells)) for day, cells in steps)
                for name, steps in one.states
            }
            answers = self._run((day, self._view(blocks)) for day, blocks in one.answers)
            self.told[same] = [answers, [runs.get(name) for name in states]]
        return [since, [self.item(note) for note in one.notes], *self.told[same]]

    def _view(self, blocks: Sequence[Block]) -> int:
        return self._put("views", tuple(map(self._block, blocks)))

    def _block(self, block: Block) -> int:
        match block:
            case Paragraph():
                tone = "" if block.tone == "lead" else block.tone
                made: tuple[Any, ...] = (P, self.item(block.text, block.cites), tone)
            case Bullets():
                made = (LIST, *(self.item(item.text, item.cites) for item in block.items))
            case Heading():
                made = (HEAD, self.item(block.text))
            case Meter():
                made = (BAR, self.item(block.text), block.certain, block.possible, block.required)
            case _:
                raise TypeError(type(block))
        return self._put("blocks", made)

    def _cells(self, cells: Cells) -> int:
        """How a State stands, in what tone, and its acts."""
        standing, acts = (self.item(cell.text, cell.cites) for cell in cells)
        return self._put("blocks", (STATE, standing, acts, TONES.index(cells[0].tone)))

    def _run(self, steps: Iterable[tuple[date, int]]) -> int:
        return self._put("runs", tuple((number_of(day), value) for day, value in steps))

    def _put(self, name: str, key: Any) -> int:
        table = self.tables[name]
        return table.setdefault(key, len(table))
