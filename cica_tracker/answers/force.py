"""When the treaty enters into force, as far as the record can say.

The conditions are met on the first day on which they all hold; once met, a later withdrawal does
not undo it (VCLT art. 55). A computed day is a projection until the depositary announces one.
"""

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import ClassVar

from cica_tracker.model.dates import OPEN_END, known
from cica_tracker.model.events import Clause, EntryIntoForce
from cica_tracker.model.value import value
from cica_tracker.rules.bounds import Bounds
from cica_tracker.rules.conditions import Progress, progress_of
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.delay import Reached, in_force
from cica_tracker.rules.inequalities import REQUIRED, ZERO, Segment
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY, Record
from cica_tracker.rules.reports import leaves_out, required_on

NEVER = None


@value
class Span:
    """The earliest and the latest day of something; None: never, on what is known.

    In JSON null also stands for a day that nothing bounds, as where no adoption is recorded.
    """

    JSON: ClassVar = {"earliest": "known_earliest", "latest": "known_latest"}

    earliest: date | None
    latest: date | None

    @property
    def known_earliest(self) -> date | None:
        """The earliest day, where anything bounds it."""
        return known(self.earliest)

    @property
    def known_latest(self) -> date | None:
        """The latest day, where anything bounds it."""
        return known(self.latest)

    @property
    def exact(self) -> bool:
        """True when the day itself is known."""
        return self.earliest is not None and self.earliest == self.latest


@value
class Force:
    """Entry into force over the whole record.

    `progress` has the conditions of the clause that applies when they are met, or of the last,
    and `of_clause` those of each. `reached` explains the earliest and the latest computed day.
    """

    record: Record
    bounds: Bounds
    progress: tuple[Progress, ...]
    of_clause: Mapping[str, tuple[Progress, ...]]
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

    @cached_property
    def day(self) -> Span:
        """The day in force: the announced one, else the computed."""
        if self.announcement:
            first, last = self.announcement.date
            adopted = date.fromordinal(max(self.record.adopted, FIRST_DAY))
            return Span(max(first, min(adopted, last)), NEVER if last == OPEN_END else last)
        return self.computed

    def progress_on(self, day: date) -> tuple[Progress, ...]:
        """The conditions that are asked for on a day, or those by which they had all been met."""
        clause = self.record.clause_on(min(day, self.met.latest or day).toordinal())
        return self.of_clause[clause.id] if clause else ()

    def on(self, day: date) -> str:
        """Whether the treaty is in force on a day: "yes", "no" or "possibly"."""
        if self.day.latest is not None and self.day.latest <= day:
            return "yes"
        if self.day.earliest is not None and self.day.earliest <= day:
            return "possibly"
        return "no"


def force_of(settled: Settled) -> Force:
    """When the conditions are met, and the day in force that follows."""
    return settled.record.once("force", lambda: _force_of(settled))


def _force_of(settled: Settled) -> Force:
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
        of_clause=of_clause,
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
    days |= {end.toordinal() for clause in record.clauses for end in clause.date}
    for progress in of_clause.values():
        for one in progress:
            days |= {day for steps in (*one.have, *one.need) for day in steps.days}
    earliest: int | None = None
    stated = _stated_met(record, bounds)
    days |= {stated} if stated else set()
    for day in sorted(day for day in days if max(record.adopted, FIRST_DAY) <= day < LAST_DAY):
        if record.clauses:
            said = {_all_met(of_clause[clause.id], day) for clause in record.clauses_on(day)}
        else:
            short, long = bounds.left(day)
            said = {"yes" if long == 0 else "possibly" if short == 0 else "no"}
            if not any(report.remaining is not None for report in record.reports):
                return None, None
        if said != {"no"} and earliest is None:
            earliest = day
        if said == {"yes"} or day == stated:
            return earliest, day
    return earliest, None


def _stated_met(record: Record, bounds: Bounds) -> int | None:
    """The last day by which a report alone proves that the conditions were met on some day.

    It may name no single one, as where it speaks of some day of a month.
    """
    if not all(_only_a_count(clause) for clause in record.clauses):
        return None
    each = []
    for leaf in bounds.leaves:
        proofs = [
            report.last
            for report in leaf.evidence.reports
            if all(_proves(record, segment) for segment in report.segments)
        ]
        each.append(min(proofs, default=LAST_DAY))
    latest = max(each)
    return latest if latest < LAST_DAY else None


def _only_a_count(clause: Clause) -> bool:
    """Whether a clause asks for a count of anyone, and for nothing else."""
    return len(clause.condition) == 1 and clause.plain is not None and not leaves_out(clause.plain)


def _proves(record: Record, segment: Segment) -> bool:
    """Whether what a report says of the days of a segment meets the clause on each of them."""
    if not record.clauses:
        return any(i.reference == REQUIRED and i.low >= 0 for i in segment.inequalities)
    asked = max(required_on(record, day)[1] for day in (segment.first, segment.last))
    return any(i.reference == ZERO and i.low >= asked for i in segment.inequalities)


def _all_met(progress: tuple[Progress, ...], day: int) -> str:
    """Whether all conditions of a clause hold at the end of a day: yes, no or possibly."""
    said = {one.met(day) for one in progress}
    return "no" if "no" in said else "possibly" if "possibly" in said else "yes"


def _reached(record: Record, met: date | None) -> Reached | None:
    clause = record.clause_on(met.toordinal()) if met else None
    return in_force(clause, met) if clause and met else None


def projected(record: Record, met: Span) -> Span:
    """The earliest and the latest day in force for any day on which the conditions may be met.

    A later day of meeting leads to an earlier day in force only past the deadline of a target day,
    or under an amended clause.
    """
    if met.earliest is None:
        return Span(NEVER, NEVER)
    first, last = met.earliest.toordinal(), (met.latest or date.max).toordinal()
    turns = {first} | ({last} if met.latest else set())
    for clause in record.clauses:
        deadline = clause.met_by or clause.on or clause.date.first
        changes = (*(end.toordinal() for end in clause.date), deadline.toordinal() + 1)
        turns |= {turn for change in changes for turn in (change - 1, change)}
    reached = [
        in_force(clause, date.fromordinal(turn))
        for turn in turns
        if first <= turn <= last
        for clause in record.clauses_on(turn)
    ]
    days = [one.day for one in reached if one]
    open_end = met.latest is None or None in reached
    return Span(min(days, default=NEVER), NEVER if open_end else max(days, default=NEVER))
