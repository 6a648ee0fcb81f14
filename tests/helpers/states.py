"""Every history of a small log State by State: who consented when, was a member, and left.

Where memberships are recorded only the States of the log can consent, so that each history can be
written out. Nothing here knows of bounds or of the engine's own types.
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product

from cica_tracker.model.events import (
    Clause,
    Consent,
    DomesticApproval,
    Membership,
    NotYet,
    Report,
    Withdrawal,
)


@dataclass(frozen=True)
class Course:
    """What one State did: whether it contracts at the end of each day, and what nobody recorded."""

    inside: tuple[int, ...]
    unrecorded: tuple[int, ...]


class States:
    """All courses of all States of a log with recorded memberships."""

    def __init__(self, log):
        self.log = log
        ends = [end.toordinal() for e in log.events for end in e.date]
        inner = [end for end in ends if 1 < end < 3_000_000]
        adopted = log.treaty.adopted
        self.first = min(inner) - 1
        self.adopted = adopted.first.toordinal() if adopted else self.first
        self.days = range(self.first, max(inner) + 2)
        self.members = {e.state for e in self.of(Membership)}
        self.names = sorted(
            self.members | {e.state for e in self.of(Consent | Withdrawal) if e.state}
        )

    def of(self, kind):
        return [e for e in self.log.events if isinstance(e, kind)]

    def window(self, event):
        first, last = event.date.first.toordinal(), event.date.last.toordinal()
        return [day for day in self.days if first <= day <= last]

    def member_days(self, state):
        """The days on which a State was possibly a member."""
        acts = [e for e in self.of(Membership) if e.state == state]
        acts.sort(key=lambda e: (e.date, e.type))
        if not acts:
            return set(self.days)
        days = set(self.days) if acts[0].type == "membership-end" else set()
        for act in acts:
            if act.type == "membership":
                days |= {d for d in self.days if d >= act.date.first.toordinal()}
            else:
                days -= {d for d in self.days if d >= act.date.last.toordinal()}
        return days

    def came_and_went(self, state):
        """The number of times a State was a member."""
        return sum(e.state == state and e.type == "membership-end" for e in self.of(Membership))

    @cached_property
    def courses(self):
        return {state: set(self.courses_of(state)) for state in self.names}

    def courses_of(self, state):
        acts = [e for e in self.of(Consent | Withdrawal) if e.state == state]
        acts.sort(key=lambda e: (e.date, isinstance(e, Consent)))
        chosen = [self.window(act) for act in acts]
        before = isinstance(acts[0], Withdrawal) if acts else False
        after = not acts or isinstance(acts[-1], Withdrawal)
        silent = self.free_days(state) if state in self.members else []
        first = self.days_after_refusals(state) if before else [None]
        for days in product(first, *chosen, [None, *silent] if after else [None]):
            implied, *recorded, late = days
            yield from self.course(state, acts, implied, recorded, late)

    def course(self, state, acts, implied, recorded, late):
        kinds = [isinstance(act, Consent) for act in acts]
        steps = list(zip(recorded, kinds, strict=True))
        steps = (
            [(implied, True)] * (implied is not None) + steps + [(late, True)] * (late is not None)
        )
        for (one, came), (other, _) in pairwise(steps):
            if other < one + came:  # it leaves on a later day than it came
                return
        consents = [day for day, came in steps if came]
        if any(day < self.adopted for day in consents):
            return
        if not all(self.may(state, act, day) for act, day in zip(acts, recorded, strict=True)):
            return
        first_is_recorded = bool(acts) and isinstance(acts[0], Consent)
        if first_is_recorded and consents[0] < self.floor(state):
            return
        inside = tuple(
            sum((1 if came else -1) for day, came in steps if day <= at) for at in self.days
        )
        yield Course(inside, tuple(d for d in (implied, late) if d is not None))

    def may(self, state, act, day):
        """Whether a recorded consent can lie on a day, as far as membership goes."""
        if isinstance(act, Withdrawal):
            return True
        able = self.member_days(state)
        return day in able or not able.intersection(self.window(act))

    def floor(self, state):
        days = [a.date.first.toordinal() for a in self.of(DomesticApproval) if a.state == state]
        days += [n.date.first.toordinal() + 1 for n in self.of(NotYet) if n.state == state]
        return max(days, default=self.first)

    def days_after_refusals(self, state):
        """The days of a consent that nobody recorded, whoever was a member."""
        floor = [n.date.first.toordinal() + 1 for n in self.of(NotYet) if n.state == state]
        if not any(w.state == state for w in self.of(Withdrawal)):
            acts = [a for a in self.of(DomesticApproval) if a.state == state]
            floor += [a.date.first.toordinal() for a in acts]
        return [day for day in self.days if day >= max([self.adopted, *floor])]

    def free_days(self, state):
        """The same, on which it was possibly a member."""
        able = self.member_days(state)
        return [day for day in self.days_after_refusals(state) if day in able]

    def histories(self, *, of=None):
        """The N of each day, or whether a State contracts, in all histories; None without any."""
        found = [set() for _ in self.days]
        names = [name for name in self.names if name != of]
        sums = {((0,) * len(self.days), ())}
        for name in names:
            sums = {
                (_added(total, one.inside), tuple(sorted((*free, *one.unrecorded))))
                for total, free in sums
                for one in self.courses[name]
            }
        for own in self.courses[of] if of else [Course((0,) * len(self.days), ())]:
            for total, free in sums:
                course = _added(total, own.inside)
                seen = own.inside if of else course
                if all(n in s for n, s in zip(seen, found, strict=True)):
                    continue
                if min(course) >= 0 and self.told(course, sorted((*free, *own.unrecorded))):
                    for n, numbers in zip(seen, found, strict=True):
                        numbers.add(n)
        return dict(zip(self.days, found, strict=True)) if found[0] else None

    def told(self, course, free):
        """Whether every report is true and every unnamed consent is one of those nobody named."""
        unnamed = [self.window(e) for e in self.of(Consent) if e.state is None]
        if not _matched(unnamed, free):
            return False
        clause = next(iter(self.of(Clause)), None)
        required = [clause.condition[0].count] if clause else range(1, len(self.names) + 8)
        return any(
            all(
                any(_true(report, course[day - self.first], t) for day in self.window(report))
                for report in self.of(Report)
            )
            for t in required
        )


def _added(one, other):
    return tuple(a + b for a, b in zip(one, other, strict=True))


def _matched(windows, days):
    """Whether each window can have a day of its own."""
    if not windows:
        return True
    first, *rest = sorted(windows, key=len)
    return any(
        day in first and _matched(rest, [*days[:at], *days[at + 1 :]])
        for at, day in enumerate(days)
    )


def _true(report, n, t):
    exact = report.basis == "deposits"
    low = max((x for x in (report.contracting, report.contracting_min) if x is not None), default=0)
    high = min(
        (x for x in (report.contracting, report.contracting_max) if x is not None), default=99
    )
    if n > high or (exact and n < low):
        return False
    if report.remaining is None:
        return True
    if report.remaining == 0:
        return n >= t or not exact
    return t - n == report.remaining if exact else t - n >= report.remaining
