"""Statements that cannot all be true: the smallest set, and which of them to set aside.

The answer must go on without believing a contradiction: of the smallest set the report of least
authority is set aside, then the older one, until what is left is possible.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from math import comb

from cica_tracker.model.events import (
    AUTHORITIES,
    Clause,
    Consent,
    DomesticApproval,
    Event,
    Log,
    Membership,
    NotYet,
    Report,
    Withdrawal,
)
from cica_tracker.rules.bounds import Bounds, ImpossibleError, behind_threshold, bounds_of, link
from cica_tracker.rules.evidence import evidence_of, leaves_out
from cica_tracker.rules.inequalities import THRESHOLD, ZERO, Sweep
from cica_tracker.rules.record import Record, make_record, only
from cica_tracker.rules.spells import spells_of

_MOST_STEPS = 2_000_000
_MOST_TESTED = 40
_MOST_TESTS = 200
_MOST_SUBSETS = 600


@dataclass(frozen=True, slots=True)
class Contradiction:
    """The smallest set of statements (event ids) that cannot all be true.

    `aside` is the one left out so that the answer can go on.
    """

    ids: tuple[str, ...]
    aside: str


@dataclass(frozen=True)
class Settled:
    """A record that is possible, its bounds, and what had to be set aside to make it so."""

    record: Record
    bounds: Bounds
    contradictions: tuple[Contradiction, ...]


def settle(
    log: Log,
    known_on: date | None = None,
    *,
    without: Iterable[str] = (),
    assumed: Iterable[Event] = (),
) -> Settled:
    """The record as known on a day with contradictions set aside, and its bounds."""
    left_out = list(without)
    extra = tuple(assumed)
    found: list[Contradiction] = []
    while True:
        record = make_record(log, known_on, without=left_out, assumed=extra)
        conflict = clash_of(record)
        bounds = None
        if conflict is None:
            try:
                bounds = bounds_of(evidence_of(record))
                _of_counted(record)
            except ImpossibleError as failure:
                conflict = _smallest(record, failure.leaves)
        if conflict is None:
            assert bounds is not None
            return Settled(record, bounds, tuple(found))
        conflict = _smaller(record, conflict)
        aside = _least_trusted(record, conflict)
        left_out.append(aside)
        found.append(Contradiction(conflict, aside))


def clash_of(record: Record) -> tuple[str, ...] | None:
    """The first pair of statements about one State that cannot both be true."""
    clashes = spells_of(record)[1]
    return clashes[0].ids if clashes else None


def possible(record: Record) -> bool:
    """Whether any history satisfies the record."""
    if clash_of(record):
        return False
    try:
        bounds_of(evidence_of(record))
        _of_counted(record)
    except ImpossibleError:
        return False
    return True


def _of_counted(record: Record) -> None:
    """Raises ImpossibleError where no history satisfies what is said of the consents that count.

    Only a clause that leaves some consents out has a count of its own.
    """
    for clause in record.clauses[-1:]:
        if clause.plain and leaves_out(clause.plain):
            bounds_of(evidence_of(record, clause.plain))


def _smallest(record: Record, leaves: tuple[Sweep, ...]) -> tuple[str, ...]:
    """A small set of statements behind an impossible record."""
    if len(leaves) == 1:
        candidates = sorted(_pairs(leaves[0]), key=len)[:4]
        if leaves[0].threshold[0] > leaves[0].threshold[1]:
            candidates.append(_cycle(leaves[0]))
    else:
        each = [min(list(_pairs(leaf)) or [_cycle(leaf)], key=len) for leaf in leaves]
        candidates = [tuple(dict.fromkeys(i for ids in each for i in ids))]
    return min((_shrunk(record, ids) for ids in candidates), key=len)


def _pairs(leaf: Sweep) -> Iterator[tuple[str, ...]]:
    """For each lower claim above a later upper claim, the statements that make it so."""
    for hub in (ZERO, THRESHOLD):
        lows, highs = leaf.lows[hub], leaf.highs[hub]
        pairs: Iterable[tuple[int | None, int | None]]
        spells, departures = leaf.evidence.spells, leaf.evidence.departures
        if len(lows) * len(highs) * len(spells) <= _MOST_STEPS:
            pairs = ((x, y) for x in lows for y in highs if x <= y)
        else:
            up, down = leaf.rises[hub], leaf.falls[hub]
            each = zip(up.values, down.values, up.origins, down.origins, strict=True)
            pairs = {(x, y) for a, b, x, y in each if a > b}
        for x, y in pairs:
            if x is None or y is None or x > y:
                continue
            inside = [s for s in spells if x < s.first and s.last <= y]
            uncertain = sum(s.first < s.last for s in inside)
            surplus = lows[x] + uncertain - highs[y]
            if surplus <= 0:
                continue
            inside.sort(key=lambda s: (len(s.narrowed), s.id))
            needed = inside[: max(0, len(inside) - int(surplus) + 1)]
            yield tuple(
                dict.fromkeys(
                    [
                        *link(leaf, hub, x, x, upper=False).ids,
                        *link(leaf, hub, y, y, upper=True).ids,
                        *(i for s in needed for i in (s.id, *s.narrowed)),
                        *(d.id for d in departures if d.first <= y),
                    ]
                )
            )


def _cycle(leaf: Sweep) -> tuple[str, ...]:
    """The statements that bound the number required from below and above in contradiction."""
    chains = (*behind_threshold(leaf, upper=False), *behind_threshold(leaf, upper=True))
    return tuple(dict.fromkeys(i for one in chains for i in one.statements))


def _shrunk(record: Record, ids: tuple[str, ...]) -> tuple[str, ...]:
    """A part of `ids` that is impossible, and of which no statement can be left out.

    Where the number of States able to consent matters, so do the statements that lower it: of
    the members, those known to have consented later, or not yet.
    """
    pool = list(ids)
    if possible(only(record, pool)):
        keep_out = (Consent, Withdrawal, DomesticApproval, NotYet)
        pool += [e.id for e in record.events if isinstance(e, keep_out) and e.id not in ids]
    elif len(pool) > _MOST_TESTED:
        return ids
    size, left = len(pool), _MOST_TESTS
    while size and left > 0:
        for start in reversed(range(0, len(pool), size)):
            rest = pool[:start] + pool[start + size :]
            left -= 1
            if not possible(only(record, rest)):
                pool = rest
        size //= 2
    return tuple(pool)


def _smaller(record: Record, ids: tuple[str, ...]) -> tuple[str, ...]:
    """A smaller impossible set than `ids`, if there is one and the log is short enough to try."""
    statements = [e.id for e in record.events if not isinstance(e, Membership)]
    for size in range(1, len(ids)):
        if comb(len(statements), size) > _MOST_SUBSETS:
            break
        for subset in combinations(statements, size):
            if not possible(only(record, subset)):
                return subset
    return ids


def _least_trusted(record: Record, ids: tuple[str, ...]) -> str:
    """Which statement to set aside: a report before anything else, the clause last."""
    by_id = {event.id: event for event in record.events}

    def key(identifier: str) -> tuple[int, int, date, str]:
        event = by_id[identifier]
        kind = 0 if isinstance(event, Report) else 2 if isinstance(event, Clause) else 1
        return kind, -_rank(record.log, event), event.date.last, identifier

    return min(ids, key=key)


def _rank(log: Log, event: Event) -> int:
    """0 for the depositary's word, and up to 4 for the least authority among its sources."""
    cited = (log.source_by_id.get(identifier) for identifier in event.source)
    ranks = [AUTHORITIES.index(source.authority) for source in cited if source]
    return min(ranks, default=len(AUTHORITIES))
