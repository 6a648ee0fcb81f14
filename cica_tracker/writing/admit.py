"""What is to be added, made ready: written out, and checked against the log as it stands.

Only what the addition makes worse is refused. What was wrong with the log before never stands in
its way.
"""

import re
import tomllib
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from cica_tracker.model.events import Event, Log
from cica_tracker.model.problems import LogError
from cica_tracker.reading.parse import read, read_sound
from cica_tracker.rules.contradictions import Contradiction, Settled, settle
from cica_tracker.writing.entry import Draft, Facts, draft
from cica_tracker.writing.new_problems import made_worse, refusal

_HEAD = 'schema = 1\n[treaty]\ntitle = "-"\n\n'
_HEAD_LINES = _HEAD.count("\n")
_CALLED = "the new entry"
_ID = re.compile(r"""^\s*id\s*=\s*["']([^"'\\]+)["']""", re.MULTILINE)


class Basis:
    """A log as it stands: its bytes, what can be used of it, and what it says.

    Raises LogError for a text that is no log, or that nothing can safely be added to.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.data = data
        found, self._problems = read_sound(data, name)
        if found is None and not re.search(rb"(?m)^[\xef\xbb\xbf\s]*schema\s*=", data):
            raise LogError(
                f"{name}: this is no log of the tracker, for it has no schema = 1: "
                "nothing was written\n  start a log with: tracker init FILE"
            )
        if found is None:
            count = len(self._problems)
            listed = "\n".join(map(str, self._problems))
            raise LogError(
                f"{listed}\n{count} problem{'s' * (count != 1)}: the log cannot be read, so "
                "nothing can be added to it safely",
                self._problems,
            )
        self.log = found

    @cached_property
    def settled(self) -> Settled:
        """What the log says before anything is added."""
        return settle(self.log)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids that are taken, in blocks that cannot be read as well."""
        ids = {*self.log.event_by_id, *self.log.source_by_id}
        if self._problems:
            ids |= set(_ID.findall(self.data.decode("utf-8-sig")))
        return frozenset(ids)

    def taken(self, identifier: str) -> bool:
        """Whether a source or an event has this id."""
        return identifier in self.ids


@dataclass(frozen=True)
class Ready:
    """An addition that may be appended: the very bytes, and the log before and after it.

    `line` is the line of the file at which it begins. `event` is None where only a source is
    added; `cited` is the id of the source given with it. `notes` say what else is to be known.
    """

    basis: Basis
    added: bytes
    text: str
    line: int
    event: Event | None
    cited: str
    after: Log
    settled: Settled
    notes: tuple[str, ...] = ()


def make_ready(basis: Basis, facts: Facts, today: date) -> Ready:
    """The addition that the facts make.

    Raises LogError, or `Refused` where only a contradiction stands in the way.
    """
    drafted = draft(basis.log, basis.taken, facts, today)
    ready = _written(basis, drafted)
    if ready.event is not None:
        ready = replace(ready, settled=settle(ready.after))
    settled = (basis.settled, ready.settled)
    worse = made_worse(basis.log, ready.after, ready.event, settled, facts.new_states)
    if worse.problems or (worse.contradictions and not facts.accepted):
        raise refusal(ready.after, worse, _CALLED, ready.line)
    notes = worse.notes
    if worse.contradictions and ready.event:
        reason = _reason(ready.event, worse.contradictions, facts.accepted)
        ready = replace(_written(basis, drafted.noted(reason)), settled=ready.settled)
    elif facts.accepted:
        notes = (*notes, "nothing contradicts it, so the reason for accepting it is left out")
    return _verified(replace(ready, notes=notes))


def _written(basis: Basis, drafted: Draft) -> Ready:
    """The text of the entries, and the log with what they say. Raises LogError if it is wrong."""
    text = drafted.text
    found, problems = read(f"{_HEAD}{text}".encode(), _CALLED)
    if found is None:
        moved = [replace(one, line=max(one.line - _HEAD_LINES, 1)) for one in problems]
        listed = "\n".join(map(str, moved))
        raise LogError(f"{listed}\nnothing was written", tuple(moved))
    before = basis.log
    start, gap, newline = _seam(basis.data)
    lines = basis.data.count(b"\n") + len(start.strip("\r"))
    line = lines + len(gap) + 1
    shift = line - 1 - _HEAD_LINES
    after = replace(
        before,
        sources=before.sources + found.sources,
        events=before.events + found.events,
        source_lines=before.source_lines + tuple(shift + at for at in found.source_lines),
        event_lines=before.event_lines + tuple(shift + at for at in found.event_lines),
        lines=(*before.lines[:lines], *gap, *text.split("\n")),
    )
    added = (start + newline * len(gap) + text.replace("\n", newline)).encode()
    new = found.events[0] if found.events else None
    return Ready(basis, added, text, line, new, drafted.cited, after, basis.settled)


def _seam(old: bytes) -> tuple[str, list[str], str]:
    """What goes before the new blocks, as the file writes the ends of lines.

    The end that the last line may lack, the empty lines between, and the end of a line.
    """
    newline = "\r\n" if old.count(b"\r\n") * 2 > old.count(b"\n") else "\n"
    start = "" if not old or old.endswith(b"\n") else newline
    return start, [] if old.endswith((b"\n\n", b"\n\r\n")) else [""], newline


def _verified(ready: Ready) -> Ready:
    """The same, once the whole new text has been read as the file will be.

    Raises LogError where the new blocks would not arrive as they are.
    """
    name = ready.after.name
    whole = (ready.basis.data + ready.added).decode("utf-8-sig")
    try:
        document = tomllib.loads(whole, parse_float=Decimal)
        alone = tomllib.loads(ready.text, parse_float=Decimal)
        arrived = all(document[key][-1] == blocks[-1] for key, blocks in alone.items())
    except (ValueError, LookupError, TypeError) as error:
        raise LogError(
            f"{name}: nothing can be added at the end of this text: {error}\n"
            "  write its events and sources as [[event]] and [[source]] blocks"
        ) from None
    if not arrived:
        raise LogError(f"{name}: new blocks would not stand at the end of this text")
    return ready


def _reason(new: Event, contradictions: tuple[Contradiction, ...], reason: str) -> str:
    """The words of the note of an event that is recorded although something contradicts it."""
    others = [i for one in contradictions for i in one.ids if i != new.id]
    listed = ", ".join(dict.fromkeys(others))
    return f"Accepted although it contradicts {listed}: {reason}"
