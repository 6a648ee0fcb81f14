"""The text of a new log: a treaty, its clause, and comments that teach the format."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from cica_tracker.model.dates import OPEN_START, Window, edtf
from cica_tracker.model.fields import window_of
from cica_tracker.model.problems import LogError
from cica_tracker.model.text import clean
from cica_tracker.reading.parse import read
from cica_tracker.writing.ids import event_id, unique
from cica_tracker.writing.toml_writer import block, treaty_table

_OPENING = """\
# The ratification log of: {title}
#
# Append only: new sources and events go at the end, and nothing already written is changed.
#     tracker add ratification --state ... --date ... --source ...
#     tracker retract ID --reason "..."        takes a wrong event back; then add the right one
#     tracker check                            names every problem; silent when all is well
#
# A source says who published what, and when. Every event names one, or a list: source = ["a", "b"].
# Only consents count: ratification, acceptance, approval, accession, succession,
# formal-confirmation, definitive-signature. A parliament's act ("domestic-approval") does not.
# A count that somebody reported ("report") adds no State; it is tested against the rest.
# Where only some States may consent, record each "membership"; then others are noticed.
#
# Dates are days, or texts for one unknown day within bounds, both included:
#     date = 2024-12-02            date = "2024-12"            date = "2024"
#     date = "[..2024-12-02]"      on or before
#     date = "[2011-11-28..]"      on or after
#     date = "[2024-12-03..2025-07-21]"
#
# An event looks like this:
#     [[event]]
#     id = "jordan-ratification"   unique; never changed, since others may name it
#     type = "ratification"
#     state = "Jordan"             left out where the source does not name the State
#     date = "[..2024-12-02]"
#     source = "digest-2024"
#     note = "own words"           optional, on anything
#
# Texts may stand in other languages as well, below their block, by the language's code:
#     [event.in.ru]                also [treaty.in.ru], [source.in.ru]
#     note = "..."

schema = 1

"""
_CLAUSE = """\

# The final clause: all its conditions must hold, then the delay runs.

"""
_NO_CLAUSE = """\

# The final clause is still to be recorded:
#     tracker add clause --date ... --required 14 --delay P30D --source-title "..."
"""
_ENTRIES = """\

# Sources and events, in the order in which they were recorded.
"""


def new_log(
    treaty: Mapping[str, Any],
    clause: Mapping[str, Any],
    source: Mapping[str, Any],
    today: date,
    members: Sequence[str] = (),
) -> bytes:
    """The bytes of a log with these fields of the treaty, of its clause and of the clause's source.

    The source is the treaty's own text unless it is given; a clause without a condition is left
    out. `members` are those who may consent, from the adoption on. Raises LogError with every
    problem of the result.
    """
    text = _OPENING.format(title=clean(str(treaty.get("title", ""))))
    text += treaty_table(treaty)
    adopted = _window(treaty.get("adopted"))
    since = adopted if adopted.first > OPEN_START else Window(OPEN_START, today)
    if clause.get("condition") or source or members:
        known = {
            "id": "treaty-text",
            "title": "The text of the treaty",
            "published": edtf(Window(adopted.first, max(today, adopted.first))),
            "recorded": today,
            **source,
        }
        text += "\n" + block("source", known)
    if clause.get("condition"):
        event = {
            "id": "clause",
            "type": "clause",
            "date": edtf(since),
            "source": known["id"],
            "recorded": today,
            **clause,
        }
        text += _CLAUSE + block("event", event)
    else:
        text += _NO_CLAUSE
    text += _ENTRIES
    used: set[str] = set()
    for state in members:
        event = {"type": "membership", "state": state, "date": edtf(Window(OPEN_START, since.last))}
        identifier = unique(event_id(event), used.__contains__)
        used.add(identifier)
        facts = {"id": identifier, **event, "source": known["id"], "recorded": today}
        text += "\n" + block("event", facts)
    data = text.encode()
    problems = read(data, "the new log").problems
    if problems:
        listed = "\n".join(map(str, problems))
        raise LogError(f"{listed}\nnothing was written", problems)
    return data


def _window(value: object) -> Window:
    """The days of a date, or all up to any."""
    try:
        return window_of(value)
    except ValueError:
        return Window(OPEN_START, OPEN_START)
