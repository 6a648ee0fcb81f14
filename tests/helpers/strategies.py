"""Small logs for Hypothesis: a world of a few days, and all kinds of statements about it.

Each log is drawn as the text of its file and read as any file is, so a failing test shows a log
that can be tried at once.
"""

from datetime import date, timedelta
from math import ceil
from typing import NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cica_tracker.model.dates import OPEN_END, OPEN_START, Window, edtf
from cica_tracker.model.sources import AUTHORITIES
from cica_tracker.reading.parse import read
from helpers.long import SHARE

FIRST = date(2020, 1, 1)
STATES = "ABCDE"


class Most(NamedTuple):
    """How large a drawn log can be."""

    days: int = 7
    consents: int = 4
    withdrawals: int = 2
    reports: int = 4


MOST = Most()


def law(examples):
    """On how many drawn logs a law is tried: a tenth, or LAW_EXAMPLES (20, say) times as many."""
    return settings(
        max_examples=ceil(examples * SHARE),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )


def log_of(text):
    """The log of a text that is known to be well formed."""
    log, problems = read(text.encode(), "drawn")
    assert log is not None, problems
    return log


def text_of(*events, adopted=None):
    """The file of a log with these events; its sources are the five authorities."""
    lines = ["schema = 1", "[treaty]", 'title = "Drawn"']
    if adopted:
        lines.append(f"adopted = {adopted}")
    for authority in AUTHORITIES:
        lines += ["[[source]]", f'id = "{authority}"', 'title = "A source"']
        lines.append(f'authority = "{authority}"')
    for event in events:
        lines.append("[[event]]")
        lines += [f"{key} = {_toml(value)}" for key, value in event.items()]
    return "\n".join(lines) + "\n"


def log_with(*events, adopted=None):
    return log_of(text_of(*events, adopted=adopted))


def _toml(value):
    match value:
        case Window():
            return f'"{edtf(value)}"'
        case bool():
            return str(value).lower()
        case date() | int():
            return str(value)
        case list():
            return "[" + ", ".join(_toml(item) for item in value) + "]"
        case dict():
            return "{" + ", ".join(f"{key} = {_toml(item)}" for key, item in value.items()) + "}"
    return f'"{value}"'


def day(number):
    """The day of that number in the small world, from 1 on."""
    return FIRST + timedelta(days=number - 1)


def number_of(date):
    return (date - FIRST).days + 1


def between(first, last):
    return Window(day(first), day(last))


def event(kind, date, source="secondary", **fields):
    """One event of a file, without its id (see `numbered`)."""
    return {"type": kind, "date": date, "source": source, **fields}


def numbered(events):
    """The events with ids that say what and where they are: the third may be "report-3"."""
    return [{"id": f"{e['type']}-{at}", **e} for at, e in enumerate(events, 1)]


def clause(count, source="secondary"):
    return event("clause", FIRST, source, condition=[{"count": count}])


@st.composite
def windows(draw, first, last, *, exact=None, open_ends=False):
    """A day from `first` to `last`, known exactly or only within a window."""
    start = draw(st.integers(first, last))
    if exact or (exact is None and draw(st.booleans())):
        return between(start, start)
    end = draw(st.integers(start, last))
    window = between(start, end)
    if open_ends and start < end:
        ends = draw(st.sampled_from(["closed", "closed", "closed", "start", "end"]))
        if ends == "start":
            return Window(OPEN_START, window.last)
        if ends == "end":
            return Window(window.first, OPEN_END)
    return window


SAID = (
    ("contracting",),
    ("contracting",),
    ("remaining",),
    ("contracting", "remaining"),
    ("contracting_min",),
    ("contracting_max",),
    ("contracting_min", "contracting_max"),
    ("contracting_min", "remaining"),
)


@st.composite
def reports(draw, length, *, exact=None):
    numbers = draw(st.sampled_from(SAID))
    said = {name: draw(st.integers(0, 3 if name == "remaining" else 4)) for name in numbers}
    if len({"contracting_min", "contracting_max"} & said.keys()) == 2:
        low, high = sorted((said["contracting_min"], said["contracting_max"]))
        said |= {"contracting_min": low, "contracting_max": high}
    if draw(st.sampled_from([False, False, True])):
        said["basis"] = "domestic"
    when = draw(windows(1, length, exact=exact, open_ends=True))
    return event("report", when, draw(st.sampled_from(AUTHORITIES)), **said)


@st.composite
def consents(draw, state, first, last, *, exact=None, open_ends=False):
    when = draw(windows(first, last, exact=exact, open_ends=open_ends))
    named = {"state": state} if state else {}
    kind = draw(st.sampled_from(["ratification", "accession"]))
    return event(kind, when, **named)


@st.composite
def comings_and_goings(draw, state, first, length, *, exact=None, returns=True):
    """A State consents, withdraws certainly later, and sometimes consents again after that."""
    last = draw(st.integers(first, length - 1))
    facts = [draw(consents(state, first, last, exact=exact))]
    leaving = draw(windows(last + 1, length, exact=exact))
    facts.append(event("withdrawal", leaving, state=state))
    back = number_of(leaving.last) + 1
    if returns and back <= length and draw(st.booleans()):
        facts.append(draw(consents(state, back, length, exact=exact)))
    return facts


@st.composite
def delays(draw, states, length, *, exact=None):
    """What a State had not done yet, or had to do before, on some day."""
    facts = []
    for kind in ("not-yet", "domestic-approval"):
        for _ in range(draw(st.sampled_from([0, 0, 1, 2]))):
            when = draw(windows(1, length, exact=exact))
            facts.append(event(kind, when, state=draw(st.sampled_from(states))))
    return facts


@st.composite
def memberships(draw, state, length, *, exact=None):
    """When a State joins, sometimes leaves, and sometimes comes back."""
    kinds = draw(st.sampled_from(["join", "join", "join-leave", "leave", "join-leave-join"]))
    facts, first = [], 1
    for kind in kinds.split("-"):
        if first > length:
            break
        when = draw(windows(first, length, exact=exact))
        facts.append(event("membership" if kind == "join" else "membership-end", when, state=state))
        first = number_of(when.last) + 1
    return facts


@st.composite
def members_of(draw, facts, length, *, exact=None, strangers=True):
    """Memberships of some States; unless there are `strangers`, of all that the facts name."""
    listed = draw(st.sets(st.sampled_from(STATES), min_size=1))
    if not strangers:
        listed |= {fact["state"] for fact in facts if "state" in fact}
    return [
        fact for state in sorted(listed) for fact in draw(memberships(state, length, exact=exact))
    ]


@st.composite
def logs(draw, most=MOST, *, exact=None, members=True, strangers=True, returns=True):
    """The text of a small log; `exact` fixes whether its days are known exactly.

    The windows of a withdrawal and of the consents before and after it never overlap.
    """
    length = draw(st.integers(most.days - 2, most.days))
    floor = draw(st.sampled_from([None, 1, 2]))
    leaving = draw(st.sampled_from([0, draw(st.integers(0, most.withdrawals))]))
    facts = []
    for state in STATES[:leaving]:
        one = comings_and_goings(state, floor or 1, length, exact=exact, returns=returns)
        facts += draw(one)
    staying = list(STATES[leaving:])
    for state in staying[: draw(st.integers(0, most.consents - leaving))]:
        named = draw(st.sampled_from([state, None]))
        facts.append(draw(consents(named, floor or 1, length, exact=exact, open_ends=True)))
    facts += draw(delays(staying, length, exact=exact))
    if members and draw(st.booleans()):
        facts += draw(members_of(facts, length, exact=exact, strangers=strangers))
    for _ in range(draw(st.integers(0, most.reports))):
        facts.append(draw(reports(length, exact=exact)))
    if draw(st.booleans()):
        facts.append(clause(draw(st.integers(1, 5))))
    return text_of(*numbered(facts), adopted=floor and day(floor))


@st.composite
def published(draw):
    """A drawn log whose sources were published on drawn days."""
    text = draw(logs())
    for authority in AUTHORITIES:
        when = day(draw(st.integers(1, 9)))
        line = f'authority = "{authority}"'
        text = text.replace(line, f"{line}\npublished = {when}")
    return log_of(text)
