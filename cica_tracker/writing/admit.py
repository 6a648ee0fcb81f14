"""An addition is admitted to a log: written out, and checked against the log as it stands.

Only what the addition makes worse is refused. What was wrong with the log before never stands in
its way.
"""

import re
import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from cica_tracker.model.events import Event, Log
from cica_tracker.model.problems import LogError, refused
from cica_tracker.model.sources import Source
from cica_tracker.model.value import value
from cica_tracker.reading.parse import read, read_sound
from cica_tracker.rules.contradictions import Contradiction, Settled, make_consistent
from cica_tracker.writing.entry import Addition, Block, completed, text_of
from cica_tracker.writing.new_problems import new_problems, refusal

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
            raise refused(
                self._problems, ": the log cannot be read, so nothing can be added to it safely"
            )
        self.log = found

    @cached_property
    def settled(self) -> Settled:
        """What the log says before anything is added."""
        return make_consistent(self.log)

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

    def fields(self, block: str, identifier: str) -> dict[str, Any]:
        """The fields of a block as the file has them, but for its id and its day of recording."""
        found = next(one for one in self._document[block] if one.get("id") == identifier)
        return {key: value for key, value in found.items() if key not in {"id", "recorded"}}

    @cached_property
    def _document(self) -> dict[str, Any]:
        return tomllib.loads(self.data.decode("utf-8-sig"), parse_float=Decimal)


@value
class Admitted:
    """An addition that may be appended: the very bytes, and the log before and after it.

    `line` is the line of the file at which it begins. `notes` say what else is to be known.
    """

    basis: Basis
    added: bytes
    text: str
    line: int
    after: Log
    settled: Settled
    notes: tuple[str, ...] = ()

    @property
    def events(self) -> tuple[Event, ...]:
        """The new events."""
        return self.after.events[len(self.basis.log.events) :]

    @property
    def sources(self) -> tuple[Source, ...]:
        """The new sources."""
        return self.after.sources[len(self.basis.log.sources) :]


def admit(basis: Basis, addition: Addition, today: date) -> Admitted:
    """The addition as it may be appended.

    Raises LogError, or `Refused` where only a contradiction stands in the way.
    """
    blocks = completed(basis.log, basis.ids, addition.entries, today)
    found = written(basis, blocks)
    if found.events:
        found = replace(found, settled=make_consistent(found.after))
    settled = (basis.settled, found.settled)
    corrected = {one.id: one.corrects for one in blocks if one.corrects}
    new = new_problems(basis.log, found.after, settled, addition.new_states, corrected)
    contradicted = new.contradictions and not addition.accepted
    if new.problems or contradicted or (new.doubts and not addition.insisted):
        raise refusal(found.after, new, _CALLED, found.line)
    notes = new.notes
    if new.contradictions:
        blocks = _with_reason(blocks, new.contradictions, addition.accepted)
        found = replace(written(basis, blocks), settled=found.settled)
    elif addition.accepted:
        notes = (*notes, "nothing contradicts it, so the reason for accepting it is left out")
    return verified(replace(found, notes=notes))


def written(basis: Basis, blocks: list[Block]) -> Admitted:
    """The text of the blocks, and the log with what they say. Raises LogError if it is wrong."""
    text = text_of(blocks)
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
    return Admitted(basis, added, text, line, after, basis.settled)


def _seam(old: bytes) -> tuple[str, list[str], str]:
    """What goes before the new blocks, as the file writes the ends of lines.

    The end that the last line may lack, the empty lines between, and the end of a line.
    """
    newline = "\r\n" if old.count(b"\r\n") * 2 > old.count(b"\n") else "\n"
    start = "" if not old or old.endswith(b"\n") else newline
    return start, [] if old.endswith((b"\n\n", b"\n\r\n")) else [""], newline


def verified(found: Admitted) -> Admitted:
    """The same, once the whole new text has been read as the file will be.

    Raises LogError where the new blocks would not arrive as they are.
    """
    name = found.after.name
    whole = (found.basis.data + found.added).decode("utf-8-sig")
    try:
        document = tomllib.loads(whole, parse_float=Decimal)
        alone = tomllib.loads(found.text, parse_float=Decimal)
        arrived = all(document[key][-len(blocks) :] == blocks for key, blocks in alone.items())
    except (ValueError, LookupError, TypeError) as error:
        raise LogError(
            f"{name}: nothing can be added at the end of this text: {error}\n"
            "  write its events and sources as [[event]] and [[source]] blocks"
        ) from None
    if not arrived:
        raise LogError(f"{name}: new blocks would not stand at the end of this text")
    return found


def _with_reason(
    blocks: list[Block], contradictions: tuple[Contradiction, ...], reason: str
) -> list[Block]:
    """The blocks, the note of an event saying why it stands although something contradicts it.

    Where none of them is part of a contradiction, as with a retraction, the first event says it.
    """
    events = [one for one in blocks if one.kind == "event"]
    parts = {one for contradiction in contradictions for one in contradiction.ids}
    noting = [one for one in events if one.id in parts] or events[:1]
    found = []
    for one in blocks:
        if one not in noting:
            found.append(one)
            continue
        against = [ids for ids in (c.ids for c in contradictions) if one.id in ids]
        against = against or [c.ids for c in contradictions]
        others = dict.fromkeys(i for ids in against for i in ids if i != one.id)
        words = f"Accepted although it contradicts {', '.join(others)}: {reason}"
        note = one.facts.get("note")
        said = {**one.facts, "note": f"{note} {words}" if note else words}
        found.append(one._replace(facts=said))
    return found
