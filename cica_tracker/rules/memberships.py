"""Who may consent: the days on which a State was a member, certainly and possibly.

Where no membership at all is recorded, anybody may consent. A State of which no membership is
recorded beside those of others is no limit to itself: its own acts stand as they are recorded.
"""

from collections.abc import Sequence
from typing import NamedTuple

from cica_tracker.model.events import Membership
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY, Record

Days = tuple[int, int]


class Tenure(NamedTuple):
    """One time of membership: the windows of its first day and of the first day after it.

    `ids` are the events that say so. A tenure begins on a day of `joined` and ends before a day
    of `left`; the first day of all and the last stand for "always" and "still".
    """

    joined: Days
    left: Days
    ids: tuple[str, ...]

    @property
    def possible(self) -> Days:
        """The days, both included, on which the State was possibly a member."""
        return self.joined[0], self.left[1] - (self.left[1] < LAST_DAY)

    @property
    def certain(self) -> Days:
        """The days, both included, on which it certainly was; empty where the first is later."""
        return self.joined[1], self.left[0] - (self.left[0] < LAST_DAY)


def tenures_of(record: Record) -> dict[str, list[Tenure]]:
    """The times of membership of each State with a recorded one, in order.

    What a second source says once more changes nothing: of two such statements in a row the
    days that both allow are taken.
    """
    return record.once(
        "tenures",
        lambda: {state: _tenures(several) for state, several in record.memberships.items()},
    )


def _tenures(acts: Sequence[Membership]) -> list[Tenure]:
    tenures: list[Tenure] = []
    inside = False
    for act in sorted(acts, key=lambda act: (act.date, act.type, act.id)):
        window = act.date.first.toordinal(), act.date.last.toordinal()
        if act.type == "membership":
            if inside:
                joined = _both(tenures[-1].joined, window)
                tenures[-1] = Tenure(joined, tenures[-1].left, (*tenures[-1].ids, act.id))
            else:
                tenures.append(Tenure(window, (LAST_DAY, LAST_DAY), (act.id,)))
            inside = True
        elif inside or not tenures:
            since = tenures.pop() if inside else Tenure((FIRST_DAY,) * 2, (LAST_DAY,) * 2, ())
            tenures.append(Tenure(since.joined, window, (*since.ids, act.id)))
            inside = False
        else:
            left = _both(tenures[-1].left, window)
            tenures[-1] = Tenure(tenures[-1].joined, left, (*tenures[-1].ids, act.id))
    return tenures


def _both(one: Days, other: Days) -> Days:
    """The days in both windows; the earlier window where there is none."""
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else min(one, other)


def may_consent(record: Record, state: str | None) -> list[Days]:
    """The spans of days on which a State may have consented as far as its membership goes."""
    tenures = tenures_of(record).get(state or "")
    if not tenures:
        return [(FIRST_DAY, LAST_DAY)]
    return [tenure.possible for tenure in tenures]
