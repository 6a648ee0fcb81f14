"""All answers of a treaty as one short piece of JSON, in which nothing stands twice.

    {"texts": [...], "cites": [[source, ...], ...], "items": [[text, cite, number, ...], ...],
     "blocks": [[kind, ...], ...], "views": [[block, ...], ...],
     "runs": [[...], ...], "known": [[day, notes, run, {state: run}], ...]}

A text has NUMBER where an item has its numbers, and is `coded` as what differs from the one before.
The items of one text and one cite stand together, each with as many numbers as the text asks for;
where it asks for none there is one. A list of items is coded likewise, from the list before it at
the same place of a view. Days are counted from 1970-01-01; a run is [day, x, days later, x, ...].
Whatever else is a number is a place in another of the lists.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from cica_tracker.site.runs import Blocks, Cells, Known
from cica_tracker.words.document import Bullets, Heading, Meter, Paragraph

NUMBER = "\ue004"
# What a block is, and the tones of a State's standing.
P, LIST, HEAD, BAR, STATE = range(5)
TONES = ("", "good", "warn", "bad", "dim")
_EPOCH = date(1970, 1, 1).toordinal()
_NUMBERS = re.compile(r"(?<![\d\ue002-])(?:0|[1-9]\d{0,8})(?![\d-])", re.ASCII)
_ENOUGH = 6  # letters that begin or end a text as the one before: fewer are not worth the trouble


def number_of(day: date) -> int:
    """A day as its distance from 1970-01-01."""
    return day.toordinal() - _EPOCH


def coded(texts: Sequence[str]) -> list[Any]:
    """Each text as [how much it begins, and ends, as the one before; what stands between]."""
    found: list[Any] = []
    before = ""
    for text in texts:
        start = _alike(before, text)
        rest = min(len(before), len(text)) - start
        end = min(_alike(before[::-1], text[::-1]), rest)
        short = start + end > _ENOUGH
        found.append([start, end, text[start : len(text) - end]] if short else text)
        before = text
    return found


def _alike(one: Sequence[Any], other: Sequence[Any]) -> int:
    """How much of two begins alike."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def coded_list(before: Sequence[int], now: Sequence[int]) -> list[Any]:
    """A list, its longest part that stands in the one before as [from, until] there."""
    places = {item: place for place, item in enumerate(before)}
    size = at = place = 0
    for first, item in enumerate(now):
        if item not in places:
            continue
        start = places[item]
        alike = _alike(now[first:], before[start:])
        if alike > size:
            size, at, place = alike, first, start
    if size < 3:
        return list(now)
    return [*now[:at], [place, place + size], *now[at + size :]]


class Packed:
    """The lists, as they are filled; `sources` are the numbers of the sources by their ids."""

    def __init__(self, sources: dict[str, int]) -> None:
        self.sources = sources
        self.tables: dict[str, dict[Any, int]] = {}
        self.moved: list[int] = []
        self.known: dict[tuple[str, tuple[str, ...]], int] = {}

    def json(self, known: Iterable[Known], states: Sequence[str], **alone: int) -> dict[str, Any]:
        """The answers; a State is its place in `states`, and `alone` are items by a name."""
        rows = {name: str(at) for at, name in enumerate(states)}
        packed = [self._known(one, rows) for one in known]
        texts = self._table("texts")
        order = sorted(texts)
        place = {texts[text]: at for at, text in enumerate(order)}
        items = sorted((place[text], *rest) for text, *rest in self._table("items"))
        groups: dict[tuple[int, ...], list[int]] = {}
        for text, cite, *numbers in items:
            groups.setdefault((text, cite), []).extend(numbers)
        at_last = {item: at for at, item in enumerate(items)}
        self.moved = [at_last[place[text], *rest] for text, *rest in self._table("items")]
        return {
            "texts": coded(order),
            "cites": list(self._table("cites")),
            "items": [[*group, *numbers] for group, numbers in groups.items()],
            "blocks": list(self._blocks()),
            "views": list(self._table("views")),
            "runs": list(self._table("runs")),
            "known": [[day, self._moved(notes), *rest] for day, notes, *rest in packed],
            **{name: self.moved[item] for name, item in alone.items()},
        }

    def _moved(self, items: Iterable[int]) -> list[int]:
        """The items at their last places: those of one text and one source stand together."""
        return [self.moved[item] for item in items]

    def _known(self, one: Known, rows: dict[str, str]) -> list[Any]:
        return [
            None if one.since is None else number_of(one.since),
            [self.item(note) for note in one.notes],
            self._run([(day, self._view(blocks)) for day, blocks in one.answers]),
            {
                rows[name]: self._run([(day, self._cells(cells)) for day, cells in steps])
                for name, steps in one.states
            },
        ]

    def _view(self, blocks: Blocks) -> int:
        lists = 0
        made = []
        for block in blocks:
            lists += isinstance(block, Bullets)
            made.append(self._block(block, lists))
        return self._put("views", tuple(made))

    def _block(self, block: object, slot: int) -> int:
        match block:
            case Paragraph():
                tone = () if block.tone in {"", "lead"} else (block.tone,)
                made: tuple[Any, ...] = (P, self.item(block.text, block.cites), *tone)
            case Bullets():
                items = (self.item(item.text, item.cites) for item in block.items)
                made = (LIST, slot, *items)
            case Heading():
                made = (HEAD, self.item(block.text))
            case Meter():
                made = (BAR, self.item(block.text), block.certain, block.possible, block.required)
            case _:
                raise TypeError(type(block))
        return self._put("blocks", made)

    def _blocks(self) -> Iterator[Sequence[Any]]:
        """The blocks, a list after the one before it that stood at the same place of a view."""
        before: dict[int, Sequence[int]] = {}
        for kind, *rest in self._table("blocks"):
            if kind == LIST:
                slot, items = rest[0], self._moved(rest[1:])
                yield [kind, slot, *coded_list(before.get(slot, ()), items)]
                before[slot] = items
            else:
                first = 2 if kind == STATE else 1
                yield [kind, *self._moved(rest[:first]), *rest[first:]]

    def _cells(self, cells: Cells) -> int:
        """How a State stands, in what tone, and its acts."""
        standing, acts = (self.item(cell.text, cell.cites) for cell in cells)
        return self._put("blocks", (STATE, standing, acts, TONES.index(cells[0].tone)))

    def item(self, text: str, cites: Iterable[str] = ()) -> int:
        """The place of a text with its sources."""
        key = text, tuple(cites)
        if key not in self.known:
            self.known[key] = self._item(*key)
        return self.known[key]

    def _item(self, text: str, cites: tuple[str, ...]) -> int:
        numbers = sorted({self.sources[one] for one in cites if one in self.sources})
        cite = self._put("cites", tuple(numbers))
        template = self._put("texts", _NUMBERS.sub(NUMBER, text))
        return self._put("items", (template, cite, *map(int, _NUMBERS.findall(text))))

    def _run(self, steps: Sequence[tuple[date, int]]) -> int:
        found: list[int] = []
        before = 0
        for day, value in steps:
            found += [number_of(day) - before, value]
            before = number_of(day)
        return self._put("runs", tuple(found))

    def _table(self, name: str) -> dict[Any, int]:
        return self.tables.setdefault(name, {})

    def _put(self, name: str, key: Any) -> int:
        table = self._table(name)
        return table.setdefault(key, len(table))
