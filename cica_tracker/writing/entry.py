"""From what a person gives to whole entries: with an id, the day of today and the source."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from cica_tracker.model.dates import edtf
from cica_tracker.model.events import Log, Retraction, Source
from cica_tracker.model.fields import LONGEST_ID, window_of
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.writing.ids import event_id, source_id, unique
from cica_tracker.writing.toml_writer import block

_ROOM_FOR_NUMBER = 10


@dataclass(frozen=True)
class Facts:
    """The fields of a new event, of a new source, or of both, with the keys of the file.

    `accepted` is the reason for which a contradiction is recorded all the same. `new_states` are
    names that may be new to the log.
    """

    event: Mapping[str, Any] | None = None
    source: Mapping[str, Any] | None = None
    accepted: str = ""
    new_states: frozenset[str] = field(default=frozenset())


@dataclass(frozen=True)
class Draft:
    """The fields of what is to be written.

    `cited` is the id of the new source, or of the one that was there already; "" without either.
    """

    event: Mapping[str, Any] | None
    source: Mapping[str, Any] | None
    cited: str

    @property
    def text(self) -> str:
        """The blocks as they stand in the file. Raises LogError for what no file can hold."""
        blocks = [("source", self.source), ("event", self.event)]
        return "\n".join(block(kind, fields) for kind, fields in blocks if fields is not None)

    def noted(self, words: str) -> "Draft":
        """The same with some words more in the event's note."""
        assert self.event is not None
        note = self.event.get("note")
        return replace(self, event={**self.event, "note": f"{note} {words}" if note else words})


def draft(log: Log, taken: Callable[[str], bool], facts: Facts, today: date) -> Draft:
    """The entries that the facts make; `taken` says whether an id is.

    Raises LogError for a source that is recorded already where no event cites it, and for what
    the event names and the log does not have.
    """
    source, cited = _source(log, taken, facts, today)
    event = _event(taken, facts, cited, today)
    if event is not None:
        _refuse_unknown(log, event, cited)
    return Draft(event, source, cited)


def _source(
    log: Log, taken: Callable[[str], bool], facts: Facts, today: date
) -> tuple[dict[str, Any] | None, str]:
    """The fields of a source to be written, if any, and the id that an event cites."""
    if facts.source is None:
        return None, ""
    source = {key: value for key, value in facts.source.items() if value is not None}
    there = same_source(log, source)
    if there and facts.event is None:
        line = log.source_lines[log.sources.index(there)]
        raise LogError(
            f'this source is recorded already: "{there.id}" (line {line}): nothing was written\n'
            f"  name it on an event with: --source {there.id}"
        )
    if there:
        return None, there.id
    source.setdefault("id", unique(source_id(source), taken))
    source.setdefault("recorded", today)
    return source, str(source["id"])


def same_source(log: Log, source: Mapping[str, Any]) -> Source | None:
    """The source of the log with the same title, publisher and day; or the same id and title."""
    try:
        published = window_of(source["published"]) if "published" in source else None
    except ValueError:
        return None
    wanted = (source.get("title"), source.get("publisher"), published)
    named = (source.get("id"), source.get("title"))
    for one in log.sources:
        if (one.title, one.publisher, one.published) == wanted or (one.id, one.title) == named:
            return one
    return None


def _event(
    taken: Callable[[str], bool], facts: Facts, cited: str, today: date
) -> dict[str, Any] | None:
    """The fields of the event to be written, with its id, its sources and the day of today."""
    if facts.event is None:
        return None
    event = {key: value for key, value in facts.event.items() if value is not None}
    given = event.get("source", [])
    if cited and isinstance(given, str | list | tuple):
        several = [*([given] if isinstance(given, str) else given), cited]
        event["source"] = [one for at, one in enumerate(several) if one not in several[:at]]
    sources = event.get("source")
    if isinstance(sources, list | tuple) and len(sources) == 1:
        event["source"] = sources[0]
    if event.get("type") == "retraction":
        event.setdefault("date", today)
    event.setdefault("recorded", today)
    if "id" not in event:
        wanted = event_id(event)[: LONGEST_ID - _ROOM_FOR_NUMBER]
        event["id"] = unique(wanted, lambda one: one == cited or taken(one))
    return event


def _refuse_unknown(log: Log, event: Mapping[str, Any], new: str) -> None:
    """Raise LogError for a source, or an event to retract, that is not there to be named."""
    given = event.get("source", ())
    for one in [given] if isinstance(given, str) else given:
        if isinstance(one, str) and one != new and one not in log.source_by_id:
            raise LogError(
                f'no source "{one}" in the log: nothing was written\n'
                f"  {_nearest(one, list(log.source_by_id))}\n"
                '  or describe a new one: --source-title "..." --publisher "..." --published DATE'
            )
    of = event.get("of")
    if event.get("type") != "retraction" or not isinstance(of, str):
        return
    target = log.event_by_id.get(of)
    if target is None:
        raise LogError(
            f'no event "{of}" in the log to take back: nothing was written\n'
            f"  {_nearest(of, list(log.event_by_id))}"
        )
    line = log.event_lines[log.events.index(target)]
    if isinstance(target, Retraction):
        back = log.event_by_id.get(target.of)
        where = f", as at line {log.event_lines[log.events.index(back)]}" if back else ""
        raise LogError(
            f'"{of}" (line {line}) is itself a retraction, and that cannot be taken back: '
            f'nothing was written\n  if "{target.of}" was right after all, add it again{where}; '
            "it is given a new id"
        )
    again = next((e for e in log.events if isinstance(e, Retraction) and e.of == of), None)
    if again is not None:
        raise LogError(
            f'"{of}" (line {line}) was taken back before, by "{again.id}" on {edtf(again.date)}: '
            "nothing was written\n  one retraction is enough"
        )


def _nearest(word: str, known: list[str]) -> str:
    """Advice naming the ids that begin as the word does, or else those that look like it."""
    if not known:
        return "it has none yet"
    begun = [one for one in known if one.startswith(word)][:3]
    if word and begun:
        return "did you mean " + " or ".join(f'"{one}"' for one in begun) + "?"
    return did_you_mean(word, known)
