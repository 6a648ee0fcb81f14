"""Statements that cannot all be true, and which of them to set aside.

The answer must go on without believing a contradiction. What is most trusted is kept, as much as
can be kept (`trust`): each is kept that can be true with all that is kept already, so that the
order of the file decides nothing.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from cica_tracker.model.events import Event, Log, Membership, Report
from cica_tracker.rules import reasons
from cica_tracker.rules.bounds import Bounds, ImpossibleError, bounds_of
from cica_tracker.rules.conflicts import behind, counts_agree, possible
from cica_tracker.rules.evidence import constraint, worlds
from cica_tracker.rules.reasons import Chain, Effort
from cica_tracker.rules.record import Record, make_record, restricted_to
from cica_tracker.rules.spells import spells_of
from cica_tracker.rules.trust import in_order, rank, trust

# A reader compares a few statements. With so many tried in all, each contradiction of a log that
# people write is told in as few as can be.
_MOST_TRIED = 100_000


class Contradiction(NamedTuple):
    """Statements (event ids) that cannot all be true, and of which none can be left out.

    Where hundreds are set aside in a large log, the last may name more than need be.
    `set_aside` is the one left out so that the answer can go on. Memberships are not named: they
    say who may consent at all.
    """

    ids: tuple[str, ...]
    set_aside: str


class Settled(NamedTuple):
    """A record that is possible, its bounds, and what had to be set aside to make it so."""

    record: Record
    bounds: Bounds
    contradictions: tuple[Contradiction, ...]

    def why_low(self, day: int) -> Chain:
        """Statements from which the lower bound on N follows."""
        return reasons.why_low(self.record, self.bounds, day)

    def why_high(self, day: int) -> Chain | None:
        """Statements from which the upper bound follows; None where there is none."""
        return reasons.why_high(self.record, self.bounds, day)

    def why_required(self) -> tuple[Chain, ...]:
        """The arguments for the number required, where reports reveal it."""
        return reasons.why_required(self.bounds)

    def path_low(self, day: int) -> Chain:
        """The report and the acts next to the lower bound, which may not suffice for it."""
        return reasons.path_low(self.bounds, day)

    def path_high(self, day: int) -> Chain | None:
        """The report and the acts next to the upper bound; None where there is none."""
        return reasons.path_high(self.bounds, day)


def make_consistent(
    log: Log,
    known_on: date | None = None,
    *,
    without: Iterable[str] = (),
    assumed: Iterable[Event] = (),
) -> Settled:
    """The record as known on a day with contradictions set aside, and its bounds."""
    left_out, extra = list(without), tuple(assumed)
    record = make_record(log, known_on, without=left_out, assumed=extra)
    kept, found, aside = _consistent(record, left_out, extra)
    effort = Effort(_MOST_TRIED)
    contradictions = (Contradiction(behind(record, kept, found, one, effort), one) for one in aside)
    return Settled(kept, found, tuple(contradictions))


def bounds_without(log: Log, known_on: date | None, left_out: Sequence[str]) -> Bounds:
    """The bounds of the record without some statements, contradictions among the rest set aside."""
    return _consistent(make_record(log, known_on, without=left_out), left_out, ())[1]


def _consistent(
    record: Record, left_out: Sequence[str], assumed: Sequence[Event]
) -> tuple[Record, Bounds, Sequence[str]]:
    """What is kept of a record, its bounds, and what is set aside."""
    if not spells_of(record)[1] and counts_agree(record):
        try:
            return record, bounds_of(worlds(record)), ()
        except ImpossibleError:
            pass
    aside = _Kept(record).set_aside
    without = [*left_out, *aside]
    kept = make_record(record.log, record.known_on, without=without, assumed=assumed)
    return kept, bounds_of(worlds(kept)), aside


class _Kept:
    """The statements that are kept, found block by block, and those `set_aside`, in order."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.ids: list[str] = []
        self.set_aside: list[str] = []
        self.bounds: Bounds | None = None
        acts = [e for e in record.events if not isinstance(e, Report | Membership)]
        acts.sort(key=lambda event: trust(record.log, event))
        self.add([event.id for event in acts])
        groups: dict[int, list[Report]] = defaultdict(list)
        for report in record.reports:
            groups[rank(record.log, report)].append(report)
        for one in sorted(groups):
            ids = [report.id for report in groups[one]]
            if possible(restricted_to(record, [*self.ids, *ids])):
                self.ids += ids
            else:
                self.add(in_order(restricted_to(record, self.ids), groups[one]))

    def add(self, ids: Sequence[str]) -> None:
        """Keep each of these that can be true with all that is kept already, in their order."""
        able = [one for one in ids if self._admits(one)]
        admitted = set(able)
        self.set_aside += [one for one in ids if one not in admitted]
        if not able:
            return
        if possible(restricted_to(self.record, [*self.ids, *able])):
            self.ids += able
            self.bounds = None
        elif len(able) == 1:
            self.set_aside += able
        else:
            middle = len(able) // 2
            self.add(able[:middle])
            self.add(able[middle:])

    def _admits(self, identifier: str) -> bool:
        """Whether a report lies within the bounds of what is kept; in doubt it does."""
        event = self.record.log.event_by_id.get(identifier)
        if not isinstance(event, Report):
            return True
        if self.bounds is None:
            self.bounds = bounds_of(worlds(restricted_to(self.record, self.ids)))
        said = constraint(self.record, event) if len(self.record.clauses) < 2 else None
        return said is None or self.bounds.admits(said)
