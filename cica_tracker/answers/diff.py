"""What differs between two logs: acts, days, forms, and from which day on the answers part.

States are compared by what they are, not by how they are spelled.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any, NamedTuple

from cica_tracker.answers.exchanged import ActOfOne, Changed, Counts, DiffAnswer, Side, Spelled
from cica_tracker.answers.status import Range, to_range
from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.dates import OPEN_END, OPEN_START, edtf
from cica_tracker.model.events import Clause, Event, Log, Report
from cica_tracker.model.state_table import code_of, fold
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import Settled, make_consistent

_DAY = timedelta(days=1)


class Change(NamedTuple):
    """A field, `date` or `type`, that two records of one act fill differently; a date as EDTF."""

    state: str | None
    field: str
    a: str
    b: str


class Pair(NamedTuple):
    """One act as two logs record it, alike or not."""

    a: Event
    b: Event

    @property
    def changes(self) -> tuple[Change, ...]:
        """The fields that differ."""
        state = getattr(self.a, "state", None)
        found = [("type", self.a.type, self.b.type), ("date", edtf(self.a.date), edtf(self.b.date))]
        return tuple(Change(state, field, a, b) for field, a, b in found if a != b)


class Matched(NamedTuple):
    """The acts of two logs: those that both have, and those that only one has."""

    both: tuple[Pair, ...]
    only_a: tuple[Event, ...]
    only_b: tuple[Event, ...]


@value
class Diff:
    """Two logs side by side. `counts` are the contracting States on `counts_part_on`.

    `counts_part_on` is the first day on which at_least differs, or at_most where both have one;
    None: no such day. `respelled` are States that the two only name differently.
    """

    a: Log
    b: Log
    matched: Matched
    respelled: tuple[tuple[str, str], ...]
    counts_part_on: date | None
    counts: tuple[Range, Range] | None

    @cached_property
    def changed(self) -> tuple[Change, ...]:
        """Every field that differs, of every act that both have."""
        return tuple(change for pair in self.matched.both for change in pair.changes)

    @property
    def equal(self) -> bool:
        """Whether both record the same acts and give the same counts; spelling does not matter."""
        acts = self.matched.only_a or self.matched.only_b or self.changed
        return not acts and self.counts_part_on is None

    def __repr__(self) -> str:
        if self.equal:
            return "Diff(equal)"
        only = len(self.matched.only_a), len(self.matched.only_b)
        return f"Diff(only in a: {only[0]}, only in b: {only[1]}, changed: {len(self.changed)})"

    def json_form(self) -> DiffAnswer:
        """What programs read of it."""
        return DiffAnswer(
            equal=self.equal,
            a=Side(self.a.name, self.a.treaty.title),
            b=Side(self.b.name, self.b.treaty.title),
            only_in_a=tuple(map(_act, self.matched.only_a)),
            only_in_b=tuple(map(_act, self.matched.only_b)),
            changed=tuple(Changed(*change) for change in self.changed),
            respelled=tuple(Spelled(*pair) for pair in self.respelled),
            counts_part_on=self.counts_part_on,
            counts=Counts(*self.counts) if self.counts else None,
        )

    def as_json(self) -> dict[str, Any]:
        """What `tracker diff --format json` prints."""
        return self.json_form().as_json()


def diff(a: Log, b: Log) -> Diff:
    """What differs between two logs."""
    acts = acts_of(a), acts_of(b)
    on, counts = _part(make_consistent(a), make_consistent(b))
    return Diff(a, b, match(*acts), respelled(*acts), on, counts)


def acts_of(log: Log) -> tuple[Event, ...]:
    """The acts in use: all events but those retracted, and what is no act (reports, clauses)."""
    return tuple(event for event in log.in_use if not isinstance(event, Report | Clause))


def match(
    a: Iterable[Event],
    b: Iterable[Event],
    same: Callable[[Event, Event], bool] = lambda one, other: (
        (one.type, one.date) == (other.type, other.date)
    ),
) -> Matched:
    """The acts of two logs set side by side: of one State and one kind, those that are the same.

    What is left of both is paired in the order of days, as one act recorded differently.
    """
    sides: dict[tuple[str, str], tuple[list[Event], list[Event]]] = defaultdict(lambda: ([], []))
    for side, events in enumerate((a, b)):
        for event in events:
            sides[_key(event)][side].append(event)
    both: list[Pair] = []
    only: tuple[list[Event], list[Event]] = ([], [])
    for ours, theirs in sides.values():
        for event in sorted(ours, key=_order):
            twin = next((one for one in theirs if same(event, one)), None)
            if twin is not None:
                ours.remove(event)
                theirs.remove(twin)
                both.append(Pair(event, twin))
        ours.sort(key=_order)
        theirs.sort(key=_order)
        both += map(Pair, ours, theirs)
        only[0].extend(ours[len(theirs) :])
        only[1].extend(theirs[len(ours) :])
    return Matched(tuple(both), tuple(only[0]), tuple(only[1]))


@cache
def identity(name: str) -> str:
    """What stays the same however a State is spelled: its code, else the letters of its name."""
    return code_of(name) or fold(name)


def respelled(a: Iterable[Event], b: Iterable[Event]) -> tuple[tuple[str, str], ...]:
    """The States that two logs name differently, as the first of each spells them."""
    names = [dict(_names(events)) for events in (a, b)]
    return tuple(
        (name, names[1][key]) for key, name in names[0].items() if names[1].get(key, name) != name
    )


def _names(events: Iterable[Event]) -> Iterator[tuple[str, str]]:
    for event in events:
        if state := getattr(event, "state", None):
            yield identity(state), state


def _key(event: Event) -> tuple[str, str]:
    state = getattr(event, "state", None)
    kind = "consent" if event.type in CONSENT_FORMS else event.type
    return identity(state) if state else "", kind


def _order(event: Event) -> tuple[date, date, str]:
    return event.date.first, event.date.last, event.type


def _act(event: Event) -> ActOfOne:
    return ActOfOne(event.id, getattr(event, "state", None), event.type, event.date)


def _part(a: Settled, b: Settled) -> tuple[date | None, tuple[Range, Range] | None]:
    """The first day on which the two give different answers, and both answers."""
    for day in _days(a.record.events, b.record.events):
        one, other = (to_range(*some.bounds.at(day.toordinal())) for some in (a, b))
        bounded = one.at_most is not None and other.at_most is not None
        if one.at_least != other.at_least or (bounded and one.at_most != other.at_most):
            return day, (one, other)
    return None, None


def _days(*several: Iterable[Event]) -> list[date]:
    """The days on which an answer can change."""
    found = set()
    for events in several:
        for event in events:
            for day in event.date:
                found.add(day)
                if day != OPEN_END:
                    found.add(day + _DAY)
    return sorted(found - {OPEN_START, OPEN_END})
