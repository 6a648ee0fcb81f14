"""The page of a treaty: today's answer, and with a script the answer of any day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from cica_tracker.answers.changing_days import learning_days, runs_of
from cica_tracker.answers.force import force_of
from cica_tracker.answers.members import members_of
from cica_tracker.answers.timeline import span_of, timeline_of
from cica_tracker.formats.canvas import Look
from cica_tracker.formats.svg import svg
from cica_tracker.model.value import value
from cica_tracker.site.offer import QUERY, citation_of
from cica_tracker.site.packed import Packed, deflated, number_of
from cica_tracker.site.runs import Cells, Known, every_answer, offered_days
from cica_tracker.site.states import state_path
from cica_tracker.site.templates import page
from cica_tracker.site.values import File, Treaty
from cica_tracker.words.answer import reference, web
from cica_tracker.words.briefing import about
from cica_tracker.words.document import Block, Heading, Meter, Paragraph, Reference, Table
from cica_tracker.words.document import cited as ids_cited
from cica_tracker.words.notes import problems_note
from cica_tracker.words.reasons import reasons
from cica_tracker.words.site import AsOf, OpenLanguage, ages, changes_table, labels
from cica_tracker.words.status import said_of
from cica_tracker.words.timeline import chart_of

_AHEAD = 50  # years after the last day of the slider for which an answer is still carried
_SHORT = 30  # rows of a list that is shown at once


def of_treaty(treaty: Treaty) -> Iterator[File]:
    """The page."""
    shown = Shown(treaty)
    yield (
        treaty.path,
        page(
            "treaty.html",
            treaty.options,
            treaty.path,
            scripts=("treaty.js",),
            treaty=treaty,
            shown=shown,
        ),
    )


@value
class Row:
    """A State's row: its name and page, and how it stands on the day; None: nothing by then."""

    name: str
    path: str
    cells: Cells | None


class Shown:
    """What the template shows of a treaty."""

    def __init__(self, treaty: Treaty) -> None:
        self.treaty = treaty
        self.words = treaty.options.words
        self.open = OpenLanguage(self.words)
        self.day = treaty.options.as_of

    @property
    def labels(self) -> dict[str, str]:
        """Headings and names of controls."""
        return labels(self.words)

    @property
    def about(self) -> str:
        """What the treaty is: title, adoption, clause."""
        return about(self.words, self.treaty.status)

    @cached_property
    def known(self) -> tuple[Known, ...]:
        """Every answer."""
        return every_answer(self.open, self.treaty.settled)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Today's answer, and its reasons."""
        status = self.treaty.status
        return (*said_of(self.words, status), *reasons(self.words, status))

    @property
    def lead(self) -> Paragraph:
        """Its sentence."""
        return next(b for b in self.blocks if isinstance(b, Paragraph))

    @property
    def bar(self) -> Meter | None:
        """Its bar."""
        return next((b for b in self.blocks if isinstance(b, Meter)), None)

    @cached_property
    def _rest(self) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
        rest = tuple(b for b in self.blocks if b not in {self.lead, self.bar})
        heads = (at for at, block in enumerate(rest) if isinstance(block, Heading))
        first = next(heads, len(rest))
        return rest[:first], rest[first:]

    @property
    def details(self) -> tuple[Block, ...]:
        """What is said besides."""
        return self._rest[0]

    @property
    def reasons(self) -> tuple[Block, ...]:
        """The reasons."""
        return self._rest[1]

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands beside it."""
        return problems_note(self.words, self.treaty.settled, advice=False)

    @cached_property
    def picture(self) -> str:
        """The chart up to the last day of the slider; "" where there is nothing to draw."""
        first, last = self.ends
        if first >= last:
            return ""
        chart = chart_of(self.words, timeline_of(self.treaty.settled, first, last))
        return svg(chart, Look(titled=False, plot=230, bars=6, marker=True))

    @cached_property
    def ends(self) -> tuple[date, date]:
        """The first and the last day of the slider and of the picture."""
        first, last = span_of(self.treaty.settled)
        force = force_of(self.treaty.settled).day
        ahead = force.latest if force.exact else None
        return first, max(last, self.day, ahead or last)

    @cached_property
    def states(self) -> list[Row]:
        """Each State that has acted, by its name, and how it stands on the day of the page."""
        every: dict[str, Cells | None] = {}
        for one in self.known:
            every |= {name: None for name, _ in one.states if name not in every}
        for name, steps in self.known[0].states:
            by_then = [cells for day, cells in steps if day <= self.day]
            every[name] = by_then[-1] if by_then else None
        return self._by_name(Row(name, state_path(name), cells) for name, cells in every.items())

    def _by_name(self, rows: Iterable[Row]) -> list[Row]:
        return sorted(rows, key=lambda row: (self.words.state(row.name).casefold(), row.name))

    @cached_property
    def common(self) -> list[int]:
        """The sources of most acts, which stand at the head: an act of others has its own."""
        every = [steps for one in self.known for _, steps in one.states]
        found = Counter(cells[1].cites for steps in every for _, cells in steps)
        [(sources, times)] = found.most_common(1) or [((), 0)]
        return self.cited(sources) if 2 * times > found.total() and len(self.states) > 1 else []

    @property
    def silent(self) -> list[Row]:
        """The States that may consent, and of which no act is recorded."""
        acted = {row.name for row in self.states}
        found = (m.state for m in members_of(self.treaty.settled) if m.state not in acted)
        return self._by_name(Row(name, state_path(name), None) for name in found)

    @property
    def short(self) -> bool:
        """Whether the table of changes is short."""
        return len(self.changes.rows) <= _SHORT

    @cached_property
    def changes(self) -> Table:
        """The days on which the answer changed."""
        return changes_table(self.words, runs_of(self.treaty.settled))

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """Every source, those of today's answer first."""
        log = self.treaty.log
        ids = (*ids_cited(self.blocks), *(one.id for one in log.sources))
        known = [log.source_by_id[i] for i in dict.fromkeys(ids) if i in log.source_by_id]
        return tuple(
            Reference(at, one.id, reference(self.words, one), web(one.url))
            for at, one in enumerate(known, 1)
        )

    @cached_property
    def numbers(self) -> Mapping[str, int]:
        """The number of each source."""
        return {one.id: one.number for one in self.references}

    def cited(self, sources: tuple[str, ...]) -> list[int]:
        """The numbers of sources, in order."""
        return sorted({self.numbers[one] for one in sources if one in self.numbers})

    @property
    def answers(self) -> str:
        """All answers, for the script."""
        first, last = self.ends
        until = last.replace(year=min(last.year + _AHEAD, 9999), day=min(last.day, 28))
        packed = Packed(self.numbers)
        told: dict[str, Any] = {
            "day": number_of(self.day),
            "first": number_of(first),
            "last": number_of(last),
            "until": number_of(until),
            "exact": len(offered_days(self.treaty.log)) > len(learning_days(self.treaty.log)),
            "months": self.words.calendar.day,
            "ages": ages(self.words, until.year - first.year + 1),
            "common": self.common,
            "ahead": packed.item(self.labels["ahead"]),
            "cite": packed.item(citation_of(self.treaty, self.open, AsOf(1, 1, 1), QUERY)),
            **packed.lists(self.known, [row.name for row in self.states]),
        }
        return deflated(told)
