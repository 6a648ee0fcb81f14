"""From the record to the evidence: which consents, reports and clauses bound which number.

The number is N, the contracting States, or those that a condition counts which leaves some out.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from math import inf

from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import Clause, Consent, Report
from cica_tracker.rules.inequalities import (
    REQUIRED,
    ZERO,
    Departure,
    Evidence,
    Floor,
    Inequality,
    ReportConstraint,
    Segment,
)
from cica_tracker.rules.record import FIRST_DAY, Record
from cica_tracker.rules.reports import counted, leaves_out, missing
from cica_tracker.rules.spells import (
    Spell,
    able_by_day,
    certain_and_possible,
    counts_all,
    floor_of,
    opportunities,
    spells_of,
)
from cica_tracker.rules.steps import Steps

_MOST_WORLDS = 64
# Which clause applies from which day on, in order.
Schedule = tuple[tuple[int, Clause], ...]


def worlds(record: Record, condition: Condition | None = None) -> list[Evidence]:
    """The evidence for each reading of the days of amendments that a report may depend on.

    With a count condition that leaves some consents out, of those that it counts.
    """
    common = _without_reports(record, condition)
    found: list[Evidence] = []
    for schedule in schedules(record):
        reports = tuple(
            ReportConstraint(segments)
            for report in record.reports
            if (segments := tuple(_segments(record, report, schedule, condition)))
        )
        found.append(common._replace(reports=reports).laid_out())
    return found


def constraint(record: Record, report: Report) -> ReportConstraint | None:
    """What one report says of N; None where it says nothing. Amendments on their first day."""
    segments = tuple(_segments(record, report, schedules(record)[0], None))
    return ReportConstraint(segments) if segments else None


def stated(record: Record, report: Report, required: tuple[float, float]) -> tuple[float, float]:
    """The least and the most contracting States that a report states, in all that it says.

    `required` bounds T where no clause gives it. Infinite where it states nothing.
    """
    found = constraint(record, report)
    low, high = -inf, inf
    for one in found.hull() if found else ():
        unknown = one.reference == REQUIRED
        low = max(low, one.low + (required[0] if unknown else 0))
        high = min(high, one.high + (required[1] if unknown else 0))
    return low, high


def schedules(record: Record) -> list[Schedule]:
    """For each clause the day from which it applies; several readings where that is uncertain.

    Only the reports tell one day of an amendment from another: the days after each of them, and
    the first, stand for all.
    """
    return record.once("schedules", lambda: _schedules(record))


def _schedules(record: Record) -> list[Schedule]:
    spoken = [r for r in record.reports if r.remaining is not None]
    days = []
    for number, clause in enumerate(record.clauses):
        first, last = (day.toordinal() for day in clause.date)
        turns = {first if number else FIRST_DAY}
        if number:
            near = (end.toordinal() + 1 for r in spoken for end in r.date if end.year < 9999)
            turns |= {day for day in near if first < day <= last}
            turns |= {last} if len(turns) > 1 else set()
        days.append(sorted(turns))
    readings: list[Schedule] = []
    for chosen in product(*days):
        if len(readings) < _MOST_WORLDS and list(chosen) == sorted(chosen):
            readings.append(tuple(zip(chosen, record.clauses, strict=True)))
    return readings or [()]


def _without_reports(record: Record, condition: Condition | None) -> Evidence:
    chosen = _surely_counted(record, condition) if condition else counts_all
    spells, _ = spells_of(record, chosen)
    left_out = set(condition.not_counted) if condition else set()
    able = opportunities(record)
    certain, _ = certain_and_possible(spells)
    sure, floors = _merged(spells) if condition is None else (spells, ())
    sure = tuple(sorted(sure, key=lambda one: (len(one.narrowed), one.first, one.id)))
    return Evidence(
        start=record.adopted,
        spells=sure,
        departures=tuple(Departure(s.leaving.id, *s.gone) for s in spells if s.leaving),
        floors=floors,
        able=None
        if able is None
        else tuple((a, b) for state, a, b in able if state not in left_out),
        named=_raised(certain),
        most=None if able is None else able_by_day(record, able),
    )


def _raised(steps: Steps) -> Steps:
    """The same, where a State that may have left before it came counts as 0, not less."""
    return Steps(steps.days, [max(value, 0) for value in steps.values])


def _merged(spells: Sequence[Spell]) -> tuple[tuple[Spell, ...], tuple[Floor, ...]]:
    """The consents that are certainly different, and how many there are with those that are not.

    A withdrawal without a recorded consent proves one, and that one may be an unnamed consent.
    """
    implied = sorted((s for s in spells if s.implied), key=lambda s: s.last)
    unnamed = sorted((s for s in spells if s.state is None), key=lambda s: (s.first, s.last))
    if not implied or not unnamed:
        return tuple(spells), ()
    sure = tuple(s for s in spells if not s.implied)
    floors = []
    for day in sorted({s.last for s in implied}):
        by_then = [s for s in implied if s.last <= day]
        recorded = [s for s in sure if s.last <= day]
        alone = len(by_then) - _pairs(by_then, [s for s in recorded if s.state is None])
        ids = tuple(dict.fromkeys(s.id for s in (*by_then, *recorded)))
        floors.append(Floor(day, len(recorded) + alone, ids))
    return sure, tuple(floors)


def _pairs(implied: Sequence[Spell], unnamed: Sequence[Spell]) -> int:
    """The most withdrawals whose consent can be an unnamed one, each a different one."""
    left, found = list(unnamed), 0
    for spell in implied:  # the earliest to leave first: it has the fewest to choose from
        able = [one for one in left if one.first <= spell.last and one.last >= spell.first]
        if able:
            left.remove(min(able, key=lambda one: one.last))
            found += 1
    return found


def counted_by(condition: Condition) -> Callable[[Consent], bool]:
    """Whether a condition counts a consent, by its form and its State."""
    if condition.forms is None and not condition.not_counted:
        return counts_all
    return lambda consent: (
        (condition.forms is None or consent.type in condition.forms)
        and consent.state not in condition.not_counted
    )


def _surely_counted(record: Record, condition: Condition) -> Callable[[Consent], bool]:
    """The same, and of a consent not named only where none that does not count can be its State."""
    settled = record.consents.keys() - record.withdrawals.keys()
    by_condition = counted_by(condition)
    if settled.issuperset(condition.not_counted):
        return by_condition
    return lambda consent: consent.state is not None and by_condition(consent)


def _segments(
    record: Record, report: Report, schedule: Schedule, condition: Condition | None
) -> Iterator[Segment]:
    """What a report says, for each clause that applies on some day of its window."""
    first, last = (day.toordinal() for day in report.date)
    starts = [day for day, _ in schedule[1:] if first < day <= last]
    edges = [first, *starts, last + 1] if report.remaining is not None else [first, last + 1]
    several = []
    for begin, end in pairwise(edges):
        clause = next((c for day, c in reversed(schedule) if day <= begin), None)
        window = begin, end - 1
        several.append(Segment(*window, tuple(_says(record, report, window, clause, condition))))
    if any(one.inequalities for one in several):
        yield from several


def _says(
    record: Record,
    report: Report,
    window: tuple[int, int],
    clause: Clause | None,
    condition: Condition | None,
) -> Iterator[Inequality]:
    """What a report says of the number on a day of a window, under a clause.

    What remains is said of the clause's plain count. Where that leaves some consents out, the
    number counted and N differ by those, so each bounds the other.
    """
    plain = clause.plain if clause else None
    own, left = counted(report), missing(report)
    fewest, most = _left_out(record, condition, window) if condition else (0, 0)
    if not own.silent:
        ids = (report.id, *(_left_out_ids(record, condition, window) if condition else ()))
        yield from _inequality(ZERO, own.low - most, own.high - fewest, ids)
    if left.silent:
        return
    if clause is None:
        yield from _inequality(REQUIRED, left.low, left.high, (report.id,))
        return
    if plain is None or plain.count is None or (condition and plain != condition):
        return
    low, high = plain.count + left.low, plain.count + left.high
    if condition is None and leaves_out(plain):
        fewest, most = _left_out(record, plain, window)
        low, high = low + fewest, high + most
    yield from _inequality(ZERO, low, high, (report.id, clause.id))


def _inequality(
    reference: str, low: float, high: float, ids: tuple[str, ...]
) -> Iterator[Inequality]:
    if low > -inf or high < inf:
        yield Inequality(reference, low, high, ids)


def _left_out(record: Record, condition: Condition, window: tuple[int, int]) -> tuple[int, float]:
    """The fewest and the most contracting States that a condition does not count, in a window."""
    return record.once(
        ("left out", condition, window), lambda: _not_counted(record, condition, window)
    )


def _not_counted(
    record: Record, condition: Condition, window: tuple[int, int]
) -> tuple[int, float]:
    others = _others(record, condition)
    certain, possible = certain_and_possible(others)
    first, last = window
    days = [d for d in certain.days if first < d <= last]
    fewest = min(int(certain.at(day)) for day in (first, *days))
    most = inf
    if condition.forms is None:
        days = [d for d in possible.days if first < d <= last]
        most = max(float(possible.at(day)) for day in (first, *days))
        named = {spell.state for spell in others if not spell.implied}
        most += sum(
            max(floor_of(record, state), record.adopted) <= last
            for state in set(condition.not_counted)
            if state not in named or _may_be_back(others, state, last)
        )
        most = min(most, len(set(condition.not_counted)))
    return max(fewest, 0), most


def _may_be_back(spells: Sequence[Spell], state: str, day: int) -> bool:
    """Whether a State that has withdrawn may have consented again, unrecorded, by a day."""
    last = [spell for spell in spells if spell.state == state][-1]
    return last.gone[0] <= day


def _others(record: Record, condition: Condition) -> list[Spell]:
    """The named spells that a condition does not count."""
    counts = {spell.id for spell in spells_of(record, counted_by(condition))[0]}
    return [s for s in spells_of(record)[0] if s.state is not None and s.id not in counts]


def _left_out_ids(record: Record, condition: Condition, window: tuple[int, int]) -> tuple[str, ...]:
    """The consents that certainly contract on a day of a window and are not counted."""
    first, last = window
    return tuple(
        spell.id
        for spell in _others(record, condition)
        if spell.last <= first and not (spell.leaving and spell.gone[0] <= last)
    )
