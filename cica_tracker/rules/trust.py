"""What to believe first where statements contradict each other.

The acts come first, then the reports of the depositary, the secretariat, a government, the press
and secondary sources. Within one authority come first those that contradict the fewest others of
it, then the newer.
"""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from typing import NamedTuple

from cica_tracker.model.events import Clause, EntryIntoForce, Event, Log, Report, StateAct
from cica_tracker.model.sources import AUTHORITIES
from cica_tracker.rules.evidence import constraint
from cica_tracker.rules.inequalities import ZERO
from cica_tracker.rules.record import Record
from cica_tracker.rules.spells import spells_of


def trust(log: Log, event: Event) -> tuple[int, int, int, str]:
    """The order in which acts are kept: the clause, then by authority, then the newer."""
    kind = 0 if isinstance(event, Clause | EntryIntoForce | StateAct) else 1
    return kind, rank(log, event), -event.date.last.toordinal(), event.id


def rank(log: Log, event: Event) -> int:
    """0 for the depositary's word, and up to 4 for the least authority among its sources."""
    cited = (log.source_by_id.get(identifier) for identifier in event.source)
    ranks = [AUTHORITIES.index(source.authority) for source in cited if source]
    return min(ranks, default=len(AUTHORITIES))


def in_order(acts: Record, reports: Sequence[Report]) -> list[str]:
    """Reports of one authority: those that contradict the fewest others first, then the newer."""
    against = _conflicts(acts, reports)
    ordered = sorted(reports, key=lambda r: r.id)
    ordered.sort(key=lambda r: (r.date.last, r.date.first), reverse=True)
    return [report.id for report in sorted(ordered, key=lambda r: against.get(r.id, 0))]


def _conflicts(acts: Record, reports: Sequence[Report]) -> dict[str, int]:
    """With how many of the others each report cannot be true, beside the consents of known day.

    A pair cannot be true where the later count is the lesser by more than may have withdrawn.
    """
    spells = spells_of(acts)[0]
    exact = sorted(s.first for s in spells if s.first == s.last)
    leaving = sorted(s.gone[0] for s in spells if s.leaving)
    said = []
    for report in reports:
        found = constraint(acts, report)
        inequalities = [one for one in found.hull() if one.reference == ZERO] if found else []
        if found and inequalities:
            low = max(one.low for one in inequalities) - bisect_right(exact, found.last)
            high = min(one.high for one in inequalities) - bisect_right(exact, found.first)
            low += bisect_left(leaving, found.first)
            high += bisect_right(leaving, found.last)
            said.append(_Said(found.first, found.last, low, high, report.id))
    against: dict[str, int] = {}
    later, lower = sorted(said, key=lambda one: one.first), list[float]()
    for one in sorted(said, key=lambda one: one.last, reverse=True):
        while later and later[-1].first >= one.last:
            insort(lower, later.pop().high)
        against[one.id] = bisect_left(lower, one.low)
    earlier, higher = sorted(said, key=lambda one: one.last, reverse=True), list[float]()
    for one in sorted(said, key=lambda one: one.first):
        while earlier and earlier[-1].last <= one.first:
            insort(higher, earlier.pop().low)
        against[one.id] += len(higher) - bisect_right(higher, one.high)
    return against


class _Said(NamedTuple):
    """A count that a report states, less the consents of known day and the withdrawals by then.

    It is from `low` to `high` on some day from `first` to `last`.
    """

    first: int
    last: int
    low: float
    high: float
    id: str
