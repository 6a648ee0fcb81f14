"""Why a bound is what it is: statements from which it follows, and from no fewer of them.

The path behind a bound is found first. Where an argument needs more than one path, for it rests
on who may consent or on a choice of days, statements are sought until the bound follows.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple

from cica_tracker.model.events import Consent, DomesticApproval, NotYet, Report, Withdrawal
from cica_tracker.rules.bounds import Bounds, ImpossibleError, bounds_of
from cica_tracker.rules.evidence import worlds
from cica_tracker.rules.inequalities import REQUIRED, ZERO
from cica_tracker.rules.record import Record, restricted_to, with_ends
from cica_tracker.rules.solution import MEMBERS, Base, Solution

_MOST_TESTS = 400
_ACTS = (Consent, Withdrawal, DomesticApproval, NotYet)


class Chain(NamedTuple):
    """Why a bound is what it is: reports on `day` (no ids: the beginning), then acts around it.

    `via` are the chains behind the number required, where the claim is relative to it. `members`
    is true where the bound rests on who may consent.
    """

    day: int
    ids: tuple[str, ...]
    consents: tuple[str, ...]
    departures: tuple[str, ...]
    via: tuple["Chain", ...] = ()
    members: bool = False

    @property
    def statements(self) -> tuple[str, ...]:
        """Every event the chain rests on, each once, in the order of the argument."""
        parts = [*self.ids, *self.consents, *self.departures]
        for chain in self.via:
            parts += chain.statements
        return tuple(dict.fromkeys(parts))


def why_low(record: Record, bounds: Bounds, day: int) -> Chain:
    """The argument for the lower bound on N."""
    goal = bounds.at(day)[0]
    found = path_low(bounds, day)

    def follows(ids: Sequence[str]) -> bool:
        return _bounds_by(record, ids, day)[0] >= goal

    return found if _one_path_suffices(record, bounds) else _sufficient(record, found, follows)


def why_high(record: Record, bounds: Bounds, day: int) -> Chain | None:
    """The argument for the upper bound on N; None where there is no bound."""
    goal = bounds.at(day)[1]
    found = path_high(bounds, day)
    if found is None:
        return None

    def follows(ids: Sequence[str]) -> bool:
        return _bounds_by(record, ids, day)[1] <= goal

    return found if _one_path_suffices(record, bounds) else _sufficient(record, found, follows)


def _one_path_suffices(record: Record, bounds: Bounds) -> bool:
    """Whether a path is a whole argument, because nothing else told the day of a report on it."""
    told = record.once("told days", lambda: all(report.date.exact for report in record.reports))
    return told and bounds.every_day_known


def path_low(bounds: Bounds, day: int) -> Chain:
    """The path behind the lower bound of a day, in the reading that allows the least."""
    leaf = min(bounds.leaves, key=lambda one: one.count.least[one.index(day)])
    return path(leaf, day, upper=False)


def path_high(bounds: Bounds, day: int) -> Chain | None:
    """The path behind the upper bound, in the reading that allows the most; None: no bound."""
    if bounds.at(day)[1] == inf:
        return None
    leaf = max(bounds.leaves, key=lambda one: one.count.most[one.index(day)])
    return path(leaf, day, upper=True)


def why_required(bounds: Bounds) -> tuple[Chain, ...]:
    """The arguments for the number required, where reports reveal it."""
    leaf = bounds.leaves[0]
    found = {c.ids: c for up in (False, True) for c in _behind_required(leaf, upper=up)}
    return tuple(found.values())


def _bounds_by(record: Record, ids: Sequence[str], day: int) -> tuple[float, float]:
    """The bounds that follow from some statements alone; none from what contradicts itself."""
    clauses = (clause.id for clause in record.clauses)
    try:
        return bounds_of(worlds(restricted_to(record, (*ids, *clauses)))).at(day)
    except ImpossibleError:
        return -inf, inf


def _sufficient(record: Record, found: Chain, follows: Callable[[Sequence[str]], bool]) -> Chain:
    """The same chain where its statements suffice; else one made of statements that do."""
    if follows(found.statements):
        return found
    known = set(found.statements)
    others = [e.id for e in record.events if isinstance(e, (*_ACTS, Report)) and e.id not in known]
    by_id = {event.id: event for event in record.events}

    def holds(ids: Sequence[str]) -> bool:
        return follows(with_ends(record, ids))

    kept = with_ends(record, least(found.statements, others, holds, Effort()))
    for end in [one for one in kept if isinstance(by_id.get(one), Withdrawal)]:
        without = [one for one in kept if one != end]
        kept = without if follows(without) else kept
    picked = [by_id[one] for one in kept if one in by_id]
    return Chain(
        found.day,
        tuple(e.id for e in picked if not isinstance(e, _ACTS)),
        tuple(e.id for e in picked if isinstance(e, _ACTS) and not isinstance(e, Withdrawal)),
        tuple(e.id for e in picked if isinstance(e, Withdrawal)),
        found.via,
        members=found.members,
    )


@dataclass
class Effort:
    """How many statements may still be tried, over all trials, to leave some of them out."""

    left: float = inf


def least(
    likely: Sequence[str],
    others: Sequence[str],
    follows: Callable[[Sequence[str]], bool],
    effort: Effort,
) -> tuple[str, ...]:
    """Statements from which something follows and of which none can be left out.

    `likely` are kept rather than `others`; what follows from some statements follows from more of
    them. All that is left is returned where so many would have to be tried that it takes too long.
    (QuickXplain: Junker, AAAI 2004.)
    """
    tests = 0

    def holds(ids: list[str]) -> bool:
        nonlocal tests
        tests += 1
        effort.left -= len(ids)
        return follows(ids)

    def needed(given: list[str], changed: list[str], pool: list[str]) -> list[str]:
        if tests >= _MOST_TESTS or effort.left < 0:
            return pool
        if changed and holds(given):
            return []
        if len(pool) == 1:
            return pool
        first, second = pool[: len(pool) // 2], pool[len(pool) // 2 :]
        latter = needed([*given, *first], first, second)
        return [*needed([*given, *latter], latter, first), *latter]

    pool = [*likely, *others]
    if not pool or holds([]):
        return ()
    return tuple(needed([], [], pool))


def path(leaf: Solution, day: int, *, upper: bool) -> Chain:
    """The claims that the bound of a day starts from, and what follows."""
    index = leaf.index(day)
    paths = leaf.down if upper else leaf.up
    edge = leaf.required[1] if upper else leaf.required[0]
    zero, other = paths[ZERO].values[index], edge + paths[REQUIRED].values[index]
    direct = zero <= other if upper else zero >= other
    found = _link(leaf, ZERO if direct else REQUIRED, index, upper=upper)
    if direct:
        return found
    via = _behind_required(leaf, upper=upper)
    return Chain(found.day, found.ids, found.consents, found.departures, via, found.members)


def _link(leaf: Solution, reference: str, index: int, *, upper: bool) -> Chain:
    """The claim behind a bound, and the consents and withdrawals between it and the day."""
    day = leaf.days[index]
    origin = (leaf.down if upper else leaf.up)[reference].origins[index]
    if origin is None:
        return Chain(day, (), (), ())
    base: Base = (leaf.ceilings if upper else leaf.floors)[reference]
    first, last = (day, origin) if upper else (origin, day)
    inside = [s for s in leaf.evidence.spells if first < s.first and s.last <= last]
    ids = base[origin][1]
    gone = [d.id for d in leaf.evidence.departures if first < d.first <= last]
    # A report before or after a withdrawal counts otherwise than the day asked for.
    seen = [d.id for d in leaf.evidence.departures if ids and d.first <= max(day, origin)]
    return Chain(
        day=origin,
        ids=() if ids == MEMBERS else ids,
        consents=tuple(dict.fromkeys(i for s in inside for i in (s.id, *s.narrowed))),
        departures=tuple(dict.fromkeys([*gone, *seen])),
        members=ids == MEMBERS,
    )


def _behind_required(leaf: Solution, *, upper: bool) -> tuple[Chain, ...]:
    """The two chains, to zero and to T, between which the number required lies."""
    one, other = (leaf.down, leaf.up) if upper else (leaf.up, leaf.down)
    goal = leaf.required[1] if upper else leaf.required[0]
    for index in range(len(leaf.days)):
        if one[ZERO].values[index] - other[REQUIRED].values[index] == goal and abs(goal) < inf:
            return (
                _link(leaf, ZERO, index, upper=upper),
                _link(leaf, REQUIRED, index, upper=not upper),
            )
    return ()
