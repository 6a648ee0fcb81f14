"""When the treaty enters into force, as far as the record can say.

The conditions are met on the first day on which they all hold; once met, a later withdrawal does
not undo it (VCLT art. 55). A computed day is a projection until the depositary announces one.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from cica_tracker.bounds import Bounds
from cica_tracker.clauses import Reached, in_force
from cica_tracker.conditions import Progress, progress_of
from cica_tracker.contradictions import Settled
from cica_tracker.dates import OPEN_END
from cica_tracker.events import Clause, EntryIntoForce
from cica_tracker.record import FIRST_DAY, LAST_DAY, Record

NEVER = None
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """The earliest and the latest day of something; None: never, on what is known."""

    earliest: date | None
    latest: date | None

    @property
    def exact(self) -> bool:
        """True when the day itself is known."""
        return self.earliest is not None and self.earliest == self.latest


@dataclass(frozen=True)
class Force:
    """Entry into force over the whole record.

    `progress` has the conditions of the clause that applies when they are met, or of the last.
    `reached` explains the earliest and the latest computed day.
    """

    record: Record
    bounds: Bounds
    progress: tuple[Progress, ...]
    clause: Clause | None
    met: Span
    computed: Span
    reached: tuple[Reached | None, Reached | None]
    announcement: EntryIntoForce | None

    @property
    def announced(self) -> date | None:
        """The day the depositary announced (of a window its last day that is given)."""
        if self.announcement is None:
            return None
        first, last = self.announcement.date
        return first if last == OPEN_END else last

    @property
    def day(self) -> Span:
        """The day in force: the announced one, else the computed."""
        if self.announcement:
            first, last = self.announcement.date
            adopted = date.fromordinal(max(self.record.adopted, FIRST_DAY))
            return Span(max(first, min(adopted, last)), NEVER if last == OPEN_END else last)
        return self.computed

    def on(self, day: date) -> str:
        """Whether the treaty is in force on a day: "yes", "no" or "possibly"."""
        if self.day.latest is not None and self.day.latest <= day:
            return "yes"
        if self.day.earliest is not None and self.day.earliest <= day:
            return "possibly"
        return "no"


def force_of(settled: Settled) -> Force:
    """When the conditions are met, and the day in force that follows."""
    record, bounds = settled.record, settled.bounds
    of_clause = {
        clause.id: tuple(progress_of(record, bounds, c) for c in clause.condition)
        for clause in record.clauses
    }
    earliest, latest = _first_met(record, bounds, of_clause)
    met = Span(
        date.fromordinal(earliest) if earliest is not None else NEVER,
        date.fromordinal(latest) if latest is not None else NEVER,
    )
    first, last = _reached(record, met.earliest), _reached(record, met.latest)
    computed = projected(record, met)
    decisive = latest if latest is not None else earliest
    clause = record.clause_on(decisive if decisive is not None else date.max.toordinal())
    return Force(
        record=record,
        bounds=bounds,
        progress=of_clause[clause.id] if clause else (),
        clause=clause,
        met=met,
        computed=computed,
        reached=(first, last),
        announcement=record.announcement,
    )


def _first_met(
    record: Record, bounds: Bounds, of_clause: dict[str, tuple[Progress, ...]]
) -> tuple[int | None, int | None]:
    """The first day on which all conditions possibly hold, and on which they certainly do.

    The last day of the calendar stands for "no latest day known": nothing is met on it.
    """
    days = {day for day in bounds.days if day >= record.adopted}
    days |= {clause.date.first.toordinal() for clause in record.clauses}
    for progress in of_clause.values():
        for one in progress:
            days |= {day for steps in (*one.have, *one.need) for day in steps.days}
    earliest: int | None = None
    for day in sorted(day for day in days if max(record.adopted, FIRST_DAY) <= day < LAST_DAY):
        clause = record.clause_on(day)
        if clause is None:
            short, long = bounds.left(day)
            said = {"yes" if long == 0 else "possibly" if short == 0 else "no"}
            if not any(report.remaining is not None for report in record.reports):
                return None, None
        else:
            said = {one.met(day) for one in of_clause[clause.id]}
        if "no" not in said and earliest is None:
            earliest = day
        if said == {"yes"}:
            return earliest, day
    return earliest, None


def _reached(record: Record, met: date | None) -> Reached | None:
    clause = record.clause_on(met.toordinal()) if met else None
    return in_force(clause, met) if clause and met else None


def projected(record: Record, met: Span) -> Span:
    """The earliest and the latest day in force for any day on which the conditions may be met.

    A later day of meeting leads to an earlier day in force only past the deadline of a target day,
    or under an amended clause.
    """
    first, last = _reached(record, met.earliest), _reached(record, met.latest)
    if met.earliest is None or first is None:
        return Span(NEVER, NEVER)
    days = [first.day]
    for clause in record.clauses:
        deadline = clause.met_by or clause.on
        changes = [clause.date.first - ONE_DAY] if clause.date.first > date.min else []
        changes += [deadline] if deadline and deadline < date.max else []
        for turn in (day for change in changes for day in (change, change + ONE_DAY)):
            if met.earliest <= turn and (met.latest is None or turn <= met.latest):
                other = _reached(record, turn)
                days += [other.day] if other else []
    earliest = min(days)
    if last is None:
        return Span(earliest, NEVER)
    return Span(earliest, max([*days, last.day]))
