"""What answering costs by the size of a log: never more than a few sweeps, whatever contradicts."""

import random
from bisect import bisect_right
from datetime import date, timedelta

import pytest
from helpers.cost import costs

from cica_tracker.answers.reconcile import reconciliation_of
from cica_tracker.answers.status import status_of
from cica_tracker.model.conditions import Condition
from cica_tracker.model.dates import Window
from cica_tracker.model.events import Clause, Consent, Log, Report, Withdrawal
from cica_tracker.model.sources import Source, Treaty
from cica_tracker.rules.contradictions import make_consistent

LAST = 12_000


def day(number):
    return date(1990, 1, 1) + timedelta(days=number)


def a_log(windows, reports, *, uncertain=0, wrong=0, leaving=0, left=False):
    """Consents in windows and true reports, some of uncertain day; the last ones are wrong.

    With `left` they say what remains as well.
    """
    draw = random.Random(1)
    happened = sorted(draw.randrange(1, LAST) for _ in range(windows))
    events = [
        Consent(
            id=f"consent-{at}",
            date=Window(day(on - draw.randrange(200)), day(on + draw.randrange(200))),
            source=("depositary",),
            type="ratification",
            state=f"State {at}",
        )
        for at, on in enumerate(happened)
    ]
    for at in range(reports):
        on = draw.randrange(1, LAST)
        spread = draw.randrange(1, 40) if at < uncertain else 0
        count = bisect_right(happened, on)
        count += draw.choice([-1, 1]) * draw.randrange(60, 300) if at >= reports - wrong else 0
        events.append(
            Report(
                id=f"report-{at}",
                date=Window(day(on - spread), day(on + spread)),
                source=(("press", "government", "depositary")[at % 3],),
                type="report",
                contracting=max(count, 0),
                remaining=max(windows - count, 0) if left else None,
            )
        )
    for at in range(leaving):
        on = draw.randrange(LAST // 2, LAST)
        window = Window(day(on), day(on + draw.randrange(60)))
        common = {"id": f"withdrawal-{at}", "date": window, "source": ("depositary",)}
        events.append(Withdrawal(**common, type="withdrawal", state=f"State {at}"))
    clause = Condition(count=max(windows, 1))
    common = {"id": "clause", "date": Window(day(0), day(0)), "source": ("depositary",)}
    events.append(Clause(**common, type="clause", condition=(clause,)))
    sources = [Source(id=one, title=one, authority=one) for one in ("depositary", "government")]
    sources.append(Source(id="press", title="press", authority="press"))
    treaty = Treaty(title="Large", adopted=Window(day(-300), day(-300)))
    return Log(treaty=treaty, sources=tuple(sources), events=tuple(events))


LOGS = {
    "half-uncertain": ({"windows": 2_000, "reports": 2_000, "uncertain": 1_000}, 6),
    "two-hundred-wrong": (
        {"windows": 2_000, "reports": 2_000, "uncertain": 1_000, "wrong": 200},
        60,
    ),
    "two-hundred-wrong-of-what-remains": (
        {"windows": 2_000, "reports": 2_000, "uncertain": 1_000, "wrong": 200, "left": True},
        60,
    ),
    "uncertain": ({"windows": 0, "reports": 300, "uncertain": 300}, 2),
    "wrong": ({"windows": 10, "reports": 100, "wrong": 100}, 20),
    "all-wrong": ({"windows": 1_800, "reports": 200, "wrong": 200}, 80),
    "both": ({"windows": 100, "reports": 100, "uncertain": 100}, 2),
    "left": ({"windows": 400, "reports": 100, "uncertain": 50, "leaving": 200}, 5),
    "many-left": ({"windows": 2_000, "reports": 100, "uncertain": 50, "leaving": 1_000}, 10),
}


@pytest.mark.long
@pytest.mark.parametrize(("known", "times"), LOGS.values(), ids=LOGS)
def test_no_log_costs_many_times_what_a_consistent_one_of_its_size_does(known, times):
    """Compared with a settlement of two thousand windows with as many consistent reports.

    The limits are at least 1.6 times what was measured. Each log was once left unanswered for
    a minute, some hundreds of times the yardstick.
    """
    log, consistent = a_log(**known), a_log(2_000, 2_000)
    settled = []

    def all_at_once():
        settled[:] = [make_consistent(log)]

    settling, yardstick = costs(all_at_once, lambda: make_consistent(consistent), times=1)
    testing, answering, again = costs(
        lambda: reconciliation_of(*settled),
        lambda: status_of(*settled, day(LAST // 2)),
        lambda: make_consistent(consistent),
        times=1,
    )
    yardstick = max(yardstick, again)  # the machine may have slowed down in between
    assert settling <= times * yardstick
    assert testing <= 50 * yardstick
    assert answering <= yardstick


def test_what_is_read_loosely_says_so():
    assert make_consistent(a_log(100, 100, uncertain=100)).bounds.exact
    assert not make_consistent(a_log(400, 100, uncertain=50, leaving=200)).bounds.exact
