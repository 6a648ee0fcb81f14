"""Every history of a small log, one by one: what the engine's bounds are tested against.

A history says on which day of its window each recorded consent and withdrawal fell, of which day
each report spoke, how many consents nobody recorded came on each day and, where no clause says it,
how many are required. Its laws are what README says of a log, written out one by one; nothing here
knows of graphs or of the engine's own types. Histories that differ only in which State consented
have the same counts and are walked once.

Not modelled, here as in the engine: that one State consents before it withdraws where both windows
overlap. A withdrawal without a recorded consent proves a consent on some day up to its own.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

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
class Histories:
    """What is true in at least one history: for each day the set of N and of max(0, T - N)."""

    counts: dict[int, set[int]]
    required: set[int]
    remaining: dict[int, set[int]]
    no_bound: int  # no law keeps what exceeds this: it stands for "any number"

    def _span(self, numbers):
        return min(numbers), inf if max(numbers) > self.no_bound else max(numbers)

    def at(self, day):
        return self._span(self.counts[day])

    def left(self, day):
        return self._span(self.remaining[day])

    @property
    def threshold(self):
        return self._span(self.required)


def histories(log):
    """All that can have happened; None when nothing can: the log contradicts itself."""
    return _World(log).histories()


def possible(log):
    return histories(log) is not None


def without(log, *ids):
    return replace(log, events=tuple(e for e in log.events if e.id not in ids))


def limited_to(log, ids):
    """The same log with these statements and its memberships only."""
    kept = tuple(e for e in log.events if e.id in ids or isinstance(e, Membership))
    return replace(log, events=kept)


class _World:
    def __init__(self, log):
        self.log = log
        self.reports = self.of(Report)
        self.clause = next(iter(self.of(Clause)), None)
        ends = [end.toordinal() for e in log.events for end in e.date]
        ends += [end.toordinal() for end in log.treaty.adopted or ()]
        inner = [end for end in ends if 1 < end < 3_000_000] or [737_425]
        # Room for the reports to speak of days before and after all that is dated.
        self.margin = 2 + len(self.reports)
        self.first, self.last = min(inner) - self.margin, max(inner) + self.margin
        adopted = log.treaty.adopted
        self.adopted = adopted.first.toordinal() if adopted else self.first
        self.days = range(self.first, self.last + 1)

    def of(self, kind):
        return [e for e in self.log.events if isinstance(e, kind)]

    def window(self, event):
        """The days of an event, within this small world."""
        first, last = event.date.first.toordinal(), event.date.last.toordinal()
        return [day for day in self.days if first <= day <= last]

    @cached_property
    def limits(self):
        """A number that no bounded quantity reaches, and how far the search goes beyond it."""
        said = [
            n
            for r in self.reports
            for n in (r.contracting, r.contracting_min, r.contracting_max)
            if n is not None
        ]
        named = [c.count for c in self.clause.condition] if self.clause else []
        missing = max((r.remaining or 0 for r in self.reports), default=0)
        leavers, states = len(self.of(Withdrawal)), len({*self.members, *self.named})
        recorded = len(self.of(Consent)) + leavers
        no_bound = max([states, *said, *named]) + 2 * leavers + missing
        unrecorded = no_bound + 1 + recorded + leavers + max(said, default=0) + 2 * missing
        return no_bound, unrecorded, unrecorded + recorded + missing

    @cached_property
    def members(self):
        """For each State with a membership, the days on which it was possibly a member."""
        found = {}
        for state in {m.state for m in self.of(Membership)}:
            acts = [m for m in self.of(Membership) if m.state == state]
            acts.sort(key=lambda m: (m.date, m.type))
            days = set(self.days) if acts[0].type == "membership-end" else set()
            for act in acts:
                if act.type == "membership":
                    days |= {d for d in self.days if d >= act.date.first.toordinal()}
                else:
                    days -= {d for d in self.days if d >= act.date.last.toordinal()}
            found[state] = days
        return found

    @cached_property
    def acts(self):
        """Consents and withdrawals that change the count, as (sign, days, State or None).

        Who has consented does not consent again, who has left does not leave again; but who
        leaves without a recorded consent had consented on some day before.
        """
        found = [(+1, self.consent_days(c), None) for c in self.of(Consent) if c.state is None]
        inside = {}
        for act in sorted([*self.of(Consent), *self.of(Withdrawal)], key=lambda act: act.date):
            state, before = act.state, inside.get(act.state)
            if isinstance(act, Consent) and state is not None and not before:
                found.append((+1, self.consent_days(act), state))
                inside[state] = True
            if isinstance(act, Withdrawal) and before is not False:
                if before is None:
                    last = act.date.last.toordinal() - 1  # who leaves was in the day before
                    days = [d for d in self.days if self.adopted <= d <= last]
                    found.append((+1, days, state))
                found.append((-1, self.window(act), state))
                inside[state] = False
        return found

    @cached_property
    def named(self):
        """For each State that consented, the days on which each consent can have fallen."""
        found = {}
        for sign, days, state in self.acts:
            if sign > 0 and state is not None:
                found.setdefault(state, []).append(days)
        return found

    def consent_days(self, consent):
        days = [day for day in self.window(consent) if day >= self.adopted]
        if consent.state is None:
            return days
        floor = self.floor(consent.state, again=self.came_back(consent))
        days = [day for day in days if day >= floor]
        # A consent of one who was no member is for `check` to name; it narrows nothing.
        members = self.members.get(consent.state, self.days)
        return [day for day in days if day in members] or days

    def came_back(self, consent):
        """Whether the State had withdrawn before this consent."""
        return any(
            w.state == consent.state and w.date.last <= consent.date.first
            for w in self.of(Withdrawal)
        )

    def floor(self, state, *, again=False):
        """The first day on which a State can have consented, by what it had not done before."""
        floors = [self.first]
        floors += [a.date.first.toordinal() for a in self.of(DomesticApproval) if a.state == state]
        if not again:
            floors += [n.date.first.toordinal() + 1 for n in self.of(NotYet) if n.state == state]
        return max(floors)

    def most(self, day):
        """How many States can have consented by a day; no limit without recorded members."""
        if not self.members:
            return inf
        return sum(self.can_have(state, day) for state in {*self.members, *self.named})

    def can_have(self, state, day):
        """A member on some day up to then; to leave the organisation is not to withdraw."""
        if state not in self.named:
            since = max(self.floor(state), self.adopted)
        else:
            since = min((days[0] for days in self.named[state] if days), default=inf)
        return any(since <= one <= day for one in self.members.get(state, self.days))

    def recorded(self):
        """Every course that recorded consents less withdrawals can take: a number for each day."""
        courses = {(0,) * len(self.days)}
        for sign, days, _ in self.acts:
            courses = {
                tuple(n + sign * (at >= day) for n, at in zip(course, self.days, strict=True))
                for course in courses
                for day in days
            }
        return courses

    def allowed(self):
        """The N that each day may have, once the reports' days are chosen; with the T of each."""
        no_bound, unrecorded, most_required = self.limits
        top = no_bound + unrecorded
        tops = [0 if d < self.adopted else min(self.most(d), top) for d in self.days]
        free = tuple(_bits(range(most + 1)) for most in tops)
        required = range(1, most_required + 1)
        if self.clause:
            required = [self.clause.condition[0].count]
        if all(report.remaining is None for report in self.reports):
            return {numbers: set(required) for numbers in self.heard(free, None)}
        found = {}
        for t in required:
            for numbers in self.heard(free, t):
                found.setdefault(numbers, set()).add(t)
        return found

    def heard(self, free, t):
        """What the reports leave of the N that each day may have, for each choice of their days."""
        several = {free}
        for report in self.reports:
            true = _bits(n for n in range(max(free).bit_length()) if _holds(report, n, t))
            several = {
                (*numbers[:at], numbers[at] & true, *numbers[at + 1 :])
                for numbers in several
                for at in (day - self.first for day in self.window(report))
                if numbers[at] & true
            }
        return several

    def histories(self):
        asked = self.days[self.margin - 1 : -self.margin + 1]
        counts = {day: set() for day in asked}
        remaining = {day: set() for day in asked}
        required = set()
        courses = self.recorded()
        for numbers, several in self.allowed().items():
            seen = [0] * len(self.days)
            for course in courses:
                found = self.walk(course, numbers)
                seen = [old | new for old, new in zip(seen, found, strict=True)]
            if not seen[0]:
                continue
            required |= several
            for day in asked:
                found = _numbers(seen[day - self.first])
                counts[day] |= found
                remaining[day] |= {max(0, t - n) for t in several for n in found}
        if not required:
            return None
        return Histories(counts, required, remaining, self.limits[0])

    def walk(self, course, numbers):
        """The N of each day, over every way in which unrecorded consents add up day by day."""
        some = _bits(range(self.limits[1] + 1))
        steps = [_shifted(ns, -n) & some for n, ns in zip(course, numbers, strict=True)]
        for index in range(1, len(steps)):  # as many as the day before, or more
            fewest = steps[index - 1] & -steps[index - 1]
            steps[index] &= -fewest
        for index in reversed(range(len(steps) - 1)):  # as many as the day after, or fewer
            steps[index] &= (1 << steps[index + 1].bit_length()) - 1
        return [_shifted(us, n) for n, us in zip(course, steps, strict=True)]


# A set of small numbers is an int with those bits set: the search makes millions of them.


def _bits(numbers):
    return sum(1 << n for n in numbers)


def _numbers(bits):
    return {n for n in range(bits.bit_length()) if bits >> n & 1}


def _shifted(bits, by):
    """Each number of the set plus `by`; those that fall below 0 are gone."""
    return bits << by if by >= 0 else bits >> -by


def _holds(report, n, t):
    """Whether a report is true at the end of a day with N = n, of T = t required."""
    # Counts of domestic approvals say only that there are no more deposits than that.
    exact = report.basis == "deposits"
    if report.contracting is not None and (n > report.contracting):
        return False
    if report.contracting_max is not None and n > report.contracting_max:
        return False
    if report.remaining is not None and report.remaining > 0 and t - n < report.remaining:
        return False
    if not exact:
        return True
    if report.contracting is not None and n < report.contracting:
        return False
    if report.contracting_min is not None and n < report.contracting_min:
        return False
    if report.remaining is None:
        return True
    return n >= t if report.remaining == 0 else t - n == report.remaining
