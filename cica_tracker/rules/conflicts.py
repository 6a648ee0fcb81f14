"""Which statements exclude another: a contradiction in as few words as can be."""

from collections.abc import Iterable, Iterator, Sequence
from heapq import nsmallest

from cica_tracker.model.events import Membership, Report
from cica_tracker.rules import bounds as arithmetic
from cica_tracker.rules.bounds import Bounds
from cica_tracker.rules.evidence import constraint, worlds
from cica_tracker.rules.inequalities import ZERO
from cica_tracker.rules.reasons import Effort, least, path
from cica_tracker.rules.record import Record, restricted_to, with_ends
from cica_tracker.rules.reports import leaves_out
from cica_tracker.rules.spells import spells_of
from cica_tracker.rules.trust import rank

# Of so few statements the most trusted can be sought among all.
_FEW = 40
_NEAR = 12
_MOST_LEAVES = 4


def possible(record: Record) -> bool:
    """Whether any history satisfies the record."""
    return not spells_of(record)[1] and arithmetic.possible(worlds(record)) and counts_agree(record)


def counts_agree(record: Record) -> bool:
    """Whether what is said of the consents that count can be true.

    Only a clause that leaves some consents out has a count of its own.
    """
    plain = [clause.plain for clause in record.clauses]
    own = dict.fromkeys(one for one in plain if one and leaves_out(one))
    return all(arithmetic.possible(worlds(record, condition)) for condition in own)


def behind(
    record: Record, kept: Record, found: Bounds, set_aside: str, effort: Effort
) -> tuple[str, ...]:
    """A statement that was set aside and some of those kept, which cannot all be true.

    None of them can be left out, as long as the effort allows to find out. Among few statements
    the most trusted are named; among many those next to it, and only if these do not suffice any
    other.
    """
    known = kept.once("ids", lambda: {event.id for event in kept.events})

    def completed(ids: Iterable[str]) -> list[str]:
        ends = with_ends(record, (*ids, set_aside))
        return [one for one in ends if one in known or one == set_aside]

    def excluded(ids: Sequence[str]) -> bool:
        return not possible(restricted_to(record, completed(ids)))

    chosen: Sequence[str] = ()
    for pool, others in _pools(record, kept, found, set_aside):
        if others or excluded(pool):
            chosen = least(pool, others, excluded, effort)
            break
    named = completed(chosen)
    ends = [one for one in named if one not in {*chosen, set_aside}]
    for act in (*ends, *(one for one in chosen if completed([one]) != [one, set_aside])):
        rest = [one for one in named if one not in {act, set_aside}]
        if possible(restricted_to(record, rest)) and not possible(
            restricted_to(record, (*rest, set_aside))
        ):
            named.remove(act)
    order = record.once("order", lambda: {e.id: place for place, e in enumerate(record.events)})
    return tuple(sorted(named, key=lambda one: order.get(one, -1)))


def _pools(
    record: Record, kept: Record, found: Bounds, set_aside: str
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Statements to look for the contradiction in: in the first, else in both.

    Where the second is empty, the first may not suffice.
    """
    event = record.log.event_by_id.get(set_aside)
    if isinstance(event, Report) and len(kept.events) > _FEW:
        near = _nearest(kept, event)
        clauses = [clause.id for clause in kept.clauses]
        yield from (([*clauses, report.id], ()) for report in near[:_NEAR])
        yield _along(kept, found, event), ()
        for count in (_NEAR, 8 * _NEAR):
            yield _around(kept, [event, *near[:count]]), ()
    trusted = sorted(
        (event for event in kept.events if not isinstance(event, Membership)),
        key=lambda e: (rank(record.log, e), isinstance(e, Report), e.id),
    )
    yield (), [one.id for one in trusted]


def _nearest(kept: Record, report: Report) -> list[Report]:
    """The reports that are kept, those of the nearest days first."""
    first, last = (day.toordinal() for day in report.date)
    windows = kept.once("windows of reports", lambda: _windows(kept))
    away = ((max(begin - last, first - end, 0), name, at) for begin, end, name, at in windows)
    return [kept.reports[at] for _, _, at in nsmallest(8 * _NEAR, away)]


def _windows(kept: Record) -> list[tuple[int, int, str, int]]:
    """The window of each report, with its id and its place."""
    return [
        (report.date.first.toordinal(), report.date.last.toordinal(), report.id, at)
        for at, report in enumerate(kept.reports)
    ]


def _around(kept: Record, reports: Sequence[Report]) -> list[str]:
    """Some reports but the first, and all that is known to have happened on days between them."""
    first = min(report.date.first for report in reports)
    last = max(report.date.last for report in reports)
    between = [
        event.id
        for event in kept.events
        if not isinstance(event, Report | Membership)
        and event.date.first <= last
        and first <= event.date.last
    ]
    clauses = [clause.id for clause in kept.clauses]
    return list(dict.fromkeys([*clauses, *(r.id for r in reports[1:]), *between]))


def _along(kept: Record, found: Bounds, report: Report) -> list[str]:
    """What bounds the count on the days of a report, from the side that it oversteps."""
    said = constraint(kept, report)
    if said is None:
        return []
    ids: list[str] = [clause.id for clause in kept.clauses]
    for leaf in found.leaves[:_MOST_LEAVES]:
        first, last = leaf.index(said.first), leaf.index(said.last)
        inequalities = [one for one in said.hull() if one.reference == ZERO]
        for one in inequalities:
            above = [i for i in range(first, last + 1) if leaf.count.least[i] > one.high]
            below = [i for i in range(first, last + 1) if leaf.count.most[i] < one.low]
            if above:
                chain = path(leaf, leaf.days[above[0]], upper=False)
                spare = int(leaf.count.least[above[0]] - one.high) - 1
                needed = chain.consents[: len(chain.consents) - spare]
                ids += [*chain.ids, *needed, *chain.departures]
                ids += [i for via in chain.via for i in via.statements]
            if below:
                ids += path(leaf, leaf.days[below[-1]], upper=True).statements
    return list(dict.fromkeys(one for one in ids if one in kept.log.event_by_id))
