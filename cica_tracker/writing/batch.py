"""Many entries in one go: new logs from what was found in files, and appends of several events.

What others found comes as plain values without ids; ids and the day of recording are given here.
"""

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from cica_tracker.answers.check import mistakes
from cica_tracker.model.events import Log
from cica_tracker.model.plain import values_of
from cica_tracker.model.problems import LogError, Problem
from cica_tracker.model.text import clean
from cica_tracker.writing.admit import Admitted, Basis, verified, written
from cica_tracker.writing.entry import Block, text_of
from cica_tracker.writing.ids import event_id, unique
from cica_tracker.writing.toml_writer import treaty_table

_OPENING = """\
# The ratification log of: {title}
#
# Brought in from {file}; bring it up to date with a newer one:
#     {again}
#
# Append only: new sources and events go at the end, and nothing already written is changed.

schema = 1

"""
_WIDTH = 94


def batch(
    taken: Callable[[str], bool],
    sources: Iterable[Mapping[str, Any]],
    events: Iterable[Mapping[str, Any]],
    today: date | None,
    known: Mapping[str, str] | None = None,
) -> tuple[Block, ...]:
    """The blocks of sources and of events that cite them; `taken` says which ids are.

    A source whose id is taken gets another, and the events that cite it follow; `known` has the
    ids of sources that are there already under another. An event keeps the id that it has.
    `today` becomes the day of recording of what has none; without it sources keep their ids.
    """
    used: set[str] = set()
    blocks: list[Block] = []
    renamed = dict(known or {})
    recorded = {"recorded": today} if today else {}

    def free(wanted: str) -> str:
        found = unique(wanted, lambda one: one in used or taken(one))
        used.add(found)
        return found

    for source in sources:
        renamed[source["id"]] = free(source["id"]) if today else source["id"]
        facts = {**recorded, **source, "id": renamed[source["id"]]}
        blocks.append(Block("source", facts))
    for event in events:
        cited = [renamed.get(one, one) for one in event.get("source", ())]
        identifier = event.get("id") or free(event_id(event))
        facts = {**recorded, **event, "id": identifier}
        if cited:
            facts["source"] = cited[0] if len(cited) == 1 else cited
        blocks.append(Block("event", facts))
    return tuple(blocks)


def new_log(
    log: Log, today: date | None, file: str, again: str, quoted: str = ""
) -> tuple[bytes, tuple[str, ...]]:
    """The text of a log brought in from a file, and the ids of its events.

    `quoted` is what the file says of entry into force. Without a day of `today` the log's own ids
    and days of recording are kept.
    """
    title, name = clean(log.treaty.title), clean(file)
    opening = _OPENING.format(title=title, file=name, again=again)
    comment = ""
    if quoted:
        lines = textwrap.wrap(clean(quoted), _WIDTH)
        listed = "".join(f"#     {line}\n" for line in lines)
        comment = f"\n# Entry into force, as the file has it:\n{listed}"
    left = {"id", "recorded"} if today else frozenset()
    events = (
        {key: value for key, value in values_of(event).items() if key not in left}
        for event in log.events
    )
    entries = batch(lambda _: False, map(values_of, log.sources), events, today)
    text = f"{opening}{treaty_table(values_of(log.treaty))}{comment}\n{text_of(entries)}"
    return text.encode(), tuple(one.id for one in entries if one.kind == "event")


def admit_batch(basis: Basis, blocks: Sequence[Block]) -> Admitted:
    """The blocks as they may be appended, all or nothing; without any, nothing is added.

    Raises LogError, naming each problem, where the log with them is worse than before.
    """
    if not blocks:
        return Admitted(basis, b"", "", 0, basis.log, basis.settled)
    found = verified(written(basis, list(blocks)))
    before = {(one.message, one.text) for one in mistakes(basis.log)}
    problems = tuple(p for p in mistakes(found.after) if (p.message, p.text) not in before)
    if problems:
        raise _refused(problems)
    return found


def _refused(problems: tuple[Problem, ...]) -> LogError:
    shown = "\n".join(map(str, problems[:10]))
    more = f"\n... and {len(problems) - 10} more" if len(problems) > 10 else ""
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    return LogError(f"{shown}{more}\n{count} if it were appended: nothing was written", problems)
