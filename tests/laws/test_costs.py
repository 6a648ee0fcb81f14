"""What answering costs by the size of a log: never more than a few sweeps, whatever contradicts."""

import random
from bisect import bisect_right
from datetime import date, timedelta
from time import process_time

import pytest

from cica_tracker.answers.reconcile import reconcile
from cica_tracker.answers.status import status_of
from cica_tracker.model.conditions import Condition
from cica_tracker.model.dates import Window
from cica_tracker.model.events import Clause, Consent, Log, Report, Source, Treaty, Withdrawal
from cica_tracker.rules.contradictions import make_consistent

LAST = 12_000


def day(number):
    return date(1990, 1, 1) + timedelta(days=number)


def a_log(windows, reports, *, uncertain=0, wrong=0, leaving=0):
    """Consents in windows and true reports, some of uncertain day; the last ones are wrong."""
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


def seconds(work):
    start = process_time()
    work()
    return process_time() - start


def the_yardstick():
    """One settlement of two thousand windows with as many consistent reports."""
    log = a_log(2_000, 2_000)
    return min(seconds(lambda: make_consistent(log)) for _ in range(2))


@pytest.mark.long
@pytest.mark.parametrize(
    ("log", "times"),
    [
        (a_log(2_000, 2_000, uncertain=1_000), 10),
        (a_log(2_000, 2_000, uncertain=1_000, wrong=200), 80),
        (a_log(0, 300, uncertain=300), 2),
        (a_log(10, 100, wrong=100), 20),
        (a_log(1_800, 200, wrong=200), 80),
        (a_log(100, 100, uncertain=100), 2),
        (a_log(400, 100, uncertain=50, leaving=200), 5),
        (a_log(2_000, 100, uncertain=50, leaving=1_000), 10),
    ],
    ids=[
        "half-uncertain",
        "two-hundred-wrong",
        "uncertain",
        "wrong",
        "all-wrong",
        "both",
        "left",
        "many-left",
    ],
)
def test_no_log_costs_many_times_what_a_consistent_one_of_its_size_does(log, times):
    yardstick = the_yardstick()
    assert seconds(lambda: make_consistent(log)) <= times * yardstick
    assert seconds(lambda: reconcile(log)) <= (20 + 4 * times) * yardstick
    assert seconds(lambda: status_of(make_consistent(log), day(LAST // 2))) <= 3 * times * yardstick


def test_what_is_read_loosely_says_so():
    assert make_consistent(a_log(100, 100, uncertain=100)).bounds.exact
    assert not make_consistent(a_log(400, 100, uncertain=50, leaving=200)).bounds.exact
