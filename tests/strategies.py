"""Small logs for Hypothesis: a world of a few days, and all kinds of statements about it.

Each log is drawn as the text of its file and read as any file is, so a failing test shows a log
that can be tried at once.
"""

from datetime import date, timedelta

from hypothesis import strategies as st

from cica_tracker.dates import OPEN_END, OPEN_START, Window, edtf
from cica_tracker.events import AUTHORITIES
from cica_tracker.reading import read

FIRST = date(2020, 1, 1)
STATES = "ABCDE"


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


def between(first, last):
    return Window(day(first), day(last))


def event(kind, date, source="secondary", **fields):
    """One event of a file; its id comes last, from the place in the list (see `numbered`)."""
    return {"type": kind, "date": date, "source": source, **fields}


def numbered(events):
    """The events with ids that say what they are: "report-3"."""
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


@st.composite
def reports(draw, length, *, exact=None, open_ends=False, basis=("deposits", "domestic")):
    numbers = draw(
        st.sampled_from(
            [
                ("contracting",),
                ("contracting",),
                ("remaining",),
                ("contracting", "remaining"),
                ("contracting_min",),
                ("contracting_max",),
                ("contracting_min", "contracting_max"),
                ("contracting_min", "remaining"),
            ]
        )
    )
    said = {name: draw(st.integers(0, 3 if name == "remaining" else 4)) for name in numbers}
    if len({"contracting_min", "contracting_max"} & said.keys()) == 2:
        low, high = sorted((said["contracting_min"], said["contracting_max"]))
        said |= {"contracting_min": low, "contracting_max": high}
    if draw(st.sampled_from(basis)) == "domestic":
        said["basis"] = "domestic"
    when = draw(windows(1, length, exact=exact, open_ends=open_ends))
    return event("report", when, draw(st.sampled_from(AUTHORITIES)), **said)


@st.composite
def consents(draw, state, first, last, *, exact=None, open_ends=False):
    when = draw(windows(first, last, exact=exact, open_ends=open_ends))
    named = {"state": state} if state else {}
    kind = draw(st.sampled_from(["ratification", "accession"]))
    return event(kind, when, **named)


@st.composite
def logs(
    draw,
    *,
    exact=None,
    most_consents=4,
    most_withdrawals=2,
    most_reports=4,
    members=True,
    strangers=True,
    returns=True,
    open_ends=True,
    with_clause=None,
    lengths=st.integers(5, 7),
):
    """The text of a small log; `exact` fixes whether its days are known exactly."""
    length = draw(lengths)
    floor = draw(st.integers(1, 2)) if draw(st.booleans()) else None
    facts = []
    free = list(STATES)
    leavers = draw(st.integers(0, most_withdrawals)) if draw(st.booleans()) else 0
    for _ in range(leavers):
        state = free.pop()
        ends = draw(st.integers(floor or 1, length - 1))
        facts.append(draw(consents(state, floor or 1, ends, exact=exact)))
        last = length - 1 if draw(st.booleans()) else length
        leaving = draw(windows(ends + 1, max(last, ends + 1), exact=exact))
        facts.append(event("withdrawal", leaving, state=state))
        back = (leaving.last - FIRST).days + 2
        if returns and back <= length and draw(st.booleans()):
            facts.append(draw(consents(state, back, length, exact=exact)))
    for _ in range(draw(st.integers(0, most_consents - leavers))):
        state = free.pop(0) if draw(st.booleans()) else None
        facts.append(
            draw(consents(state, floor or 1, length, exact=exact, open_ends=open_ends))
        )
    left = {fact["state"] for fact in facts if fact["type"] == "withdrawal"}
    for kind in ("not-yet", "domestic-approval"):
        for _ in range(draw(st.integers(0, 2)) if draw(st.booleans()) else 0):
            state = draw(st.sampled_from([s for s in STATES if s not in left]))
            facts.append(event(kind, draw(windows(1, length, exact=exact)), state=state))
    if members and draw(st.booleans()):
        listed = draw(st.sets(st.sampled_from(STATES), min_size=1))
        if not strangers:
            listed |= {fact["state"] for fact in facts if "state" in fact}
        for state in sorted(listed):
            facts += draw(memberships(state, length, exact=exact))
    for _ in range(draw(st.integers(0, most_reports))):
        facts.append(draw(reports(length, exact=exact, open_ends=open_ends)))
    if draw(st.booleans()) if with_clause is None else with_clause:
        facts.append(clause(draw(st.integers(1, 5))))
    return text_of(*numbered(facts), adopted=floor and day(floor))


@st.composite
def memberships(draw, state, length, *, exact=None):
    """When a State joins, sometimes leaves, and sometimes comes back."""
    kinds = draw(st.sampled_from(["join", "join", "join-leave", "leave", "join-leave-join"]))
    facts, next_day = [], 1
    for kind in kinds.split("-"):
        if facts and next_day > length:
            break
        when = draw(windows(next_day, length, exact=exact))
        facts.append(event("membership" if kind == "join" else "membership-end", when, state=state))
        next_day = (when.last - FIRST).days + 2
    return facts
