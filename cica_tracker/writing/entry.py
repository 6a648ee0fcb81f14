"""From what a person gives to whole blocks: with an id, the day of today and the source."""

import re
import shlex
from collections.abc import Iterable, Mapping
from dataclasses import field
from datetime import date
from typing import Any, Literal, NamedTuple

from cica_tracker.model.dates import edtf
from cica_tracker.model.events import Log, Membership, Retraction
from cica_tracker.model.field_info import block_fields
from cica_tracker.model.fields import LONGEST_ID, window_of
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.states import Match, find_state, states_of
from cica_tracker.model.value import value
from cica_tracker.writing.ids import event_id, source_id, unique
from cica_tracker.writing.toml_writer import block

Facts = Mapping[str, Any]
_ROOM_FOR_NUMBER = 10
_NUMBERS = ("contracting", "remaining", "contracting_min", "contracting_max")


@value
class Entry:
    """The fields of a new event, of a new source, or of an event with a source of its own.

    They have the keys of the file. An event of which `state` is None is of a State not named. What
    `corrects` another (its id) is written although it may be much the same.
    """

    event: Facts | None = None
    source: Facts | None = None
    corrects: str = ""

    @property
    def missing(self) -> tuple[str, ...]:
        """The keys that it still needs; of several that would serve, the first."""
        found = []
        if self.event is not None:
            kind = str(self.event.get("type"))
            fields = block_fields(kind)
            wanted = [one.key for one in fields if one.required or one.key == "state"]
            unneeded = {"id", "type", *(("date",) if kind == "retraction" else ())}
            given = {key for key, value in self.event.items() if value is not None}
            given |= {"source"} if self.source is not None else set()
            given |= {"state"} if self.event.get("state", "") is None else set()
            found = [key for key in wanted if key not in unneeded | given]
            if kind == "report" and not given.intersection(_NUMBERS):
                found.append("contracting")
        if (self.event is None or self.source is not None) and not (self.source or {}).get("title"):
            found.append("title")
        return tuple(found)


@value
class Addition:
    """Entries to be added in one go, all or nothing.

    `accepted` is the reason for which a contradiction is recorded all the same; `new_states` are
    names that may be new to the log; `insisted` lets days pass that can hardly be.
    """

    entries: tuple[Entry, ...]
    accepted: str = ""
    new_states: frozenset[str] = field(default=frozenset())
    insisted: bool = False


class Block(NamedTuple):
    """One block as it will stand in the file."""

    kind: Literal["source", "event"]
    facts: dict[str, Any]
    corrects: str = ""

    @property
    def id(self) -> str:
        """Its id."""
        return str(self.facts["id"])


def text_of(blocks: Iterable[Block]) -> str:
    """The blocks as they stand in the file. Raises LogError for what no file can hold."""
    return "\n".join(block(one.kind, one.facts) for one in blocks)


def completed(log: Log, taken: Iterable[str], entries: Iterable[Entry], today: date) -> list[Block]:
    """The blocks that the entries make; `taken` are the ids that are not free.

    A source that is recorded already is cited, and not written again. Raises LogError for one that
    stands alone, and for what an event names and the log does not have.
    """
    return _Completing(log, set(taken), today).blocks_of(entries)


class _Completing:
    """What is complete by now, and the ids and sources that there are with it."""

    def __init__(self, log: Log, taken: set[str], today: date) -> None:
        self.log = log
        self.taken = taken
        self.today = today
        self.blocks: list[Block] = []
        self.sources: dict[tuple[Any, ...], str] = {}
        for one in reversed(log.sources):
            self.sources[one.title, one.publisher, one.published] = one.id
            self.sources[one.id, one.title] = one.id

    def blocks_of(self, entries: Iterable[Entry]) -> list[Block]:
        for entry in entries:
            cited = ""
            if entry.source is not None:
                cited = self._source(entry.source, entry)
            if entry.event is not None:
                self._event(entry.event, cited, entry.corrects)
        return self.blocks

    def _source(self, given: Facts, entry: Entry) -> str:
        """The id of a source, which is made complete unless it is there already."""
        source = {key: value for key, value in given.items() if value is not None}
        if isinstance(source.get("url"), str):
            source["url"] = _with_scheme(source["url"])
        names = _names_of(source)
        there = next((self.sources[name] for name in names if name in self.sources), "")
        corrects = entry.corrects if entry.event is None else ""
        if corrects:
            there = ""
        if there and entry.event is None:
            where = self.log.source_by_id.get(there)
            line = (
                f" (line {self.log.source_lines[self.log.sources.index(where)]})" if where else ""
            )
            raise LogError(
                f'this source is recorded already: "{there}"{line}: nothing was written\n'
                f"  name it on an event with: --source {there}"
            )
        if there:
            return there
        source.setdefault("id", unique(source_id(source), self.taken.__contains__))
        source.setdefault("recorded", self.today)
        block = Block("source", source, corrects)
        self.sources |= dict.fromkeys(names, block.id)
        self.taken.add(block.id)
        self.blocks.append(block)
        return block.id

    def _event(self, given: Facts, cited: str, corrects: str) -> None:
        """An event with its id, its sources and the day of today."""
        event = {key: value for key, value in given.items() if value is not None}
        sources = event.get("source", [])
        if cited and isinstance(sources, str | list | tuple):
            several = [*([sources] if isinstance(sources, str) else sources), cited]
            sources = [one for at, one in enumerate(several) if one not in several[:at]]
        if isinstance(sources, list | tuple) and len(sources) == 1:
            sources = sources[0]
        if sources or "source" in event:
            event["source"] = sources
        if event.get("type") == "retraction":
            event.setdefault("date", self.today)
            self._refuse_wrong_target(event.get("of"))
        self._refuse_unknown(event.get("source"))
        event.setdefault("recorded", self.today)
        wanted = event_id(event)[: LONGEST_ID - _ROOM_FOR_NUMBER]
        event.setdefault("id", unique(wanted, self.taken.__contains__))
        self.taken.add(str(event["id"]))
        self.blocks.append(Block("event", event, corrects))

    def _refuse_unknown(self, cited: object) -> None:
        """Raise LogError for a source that is not there to be named."""
        for one in [cited] if isinstance(cited, str) else cited if isinstance(cited, list) else ():
            if isinstance(one, str) and one not in self.sources.values():
                raise LogError(
                    f'no source "{one}" in the log: nothing was written\n'
                    f"  {_nearest(one, list(self.log.source_by_id))}\n"
                    '  or describe a new one: --source-title "..." --publisher "..." '
                    "--published DATE"
                )

    def _refuse_wrong_target(self, of: object) -> None:
        """Raise LogError for what cannot be taken back."""
        if not isinstance(of, str):
            return
        log = self.log
        target = log.event_by_id.get(of)
        if target is None:
            raise LogError(
                f'no event "{of}" in the log to take back: nothing was written\n'
                f"  {nearest_event(of, log)}"
            )
        line = log.event_lines[log.events.index(target)]
        if isinstance(target, Retraction):
            back = log.event_by_id.get(target.of)
            where = f", as at line {log.event_lines[log.events.index(back)]}" if back else ""
            raise LogError(
                f'"{of}" (line {line}) is itself a retraction, and that cannot be taken back: '
                f'nothing was written\n  if "{target.of}" was right after all, add it again{where};'
                " it is given a new id"
            )
        again = next((e for e in log.events if isinstance(e, Retraction) and e.of == of), None)
        if again is not None:
            raise LogError(
                f'"{of}" (line {line}) was taken back before, by "{again.id}" on '
                f"{edtf(again.date)}: nothing was written\n  one retraction is enough"
            )


def _with_scheme(url: str) -> str:
    """An address of the web, begun with https:// where that was left out. Raises LogError."""
    if re.match(r"https?://[^\s/@]+\S*$", url):
        return url
    if re.match(r"[\w-]+(\.[\w-]+)+(:\d+)?(/\S*)?$", url):
        return f"https://{url}"
    raise LogError(
        f'url: "{url}" is no address of the web: nothing was written\n'
        "  write it as https://..., or put what leads to the source into its locator"
    )


def _names_of(source: Facts) -> list[tuple[Any, ...]]:
    """What makes two sources one: title, publisher and day, or id and title."""
    try:
        published = window_of(source["published"]) if "published" in source else None
    except ValueError:
        return []
    names: list[tuple[Any, ...]] = [(source.get("title"), source.get("publisher"), published)]
    if "id" in source:
        names.append((source["id"], source.get("title")))
    return [name for name in names if all(isinstance(one, str | tuple | None) for one in name)]


def nearest_event(word: str, log: Log) -> str:
    """Advice naming the events that may be meant: of a State's the newest, its membership last."""
    newest = [*reversed(log.in_use)]
    newest.sort(key=lambda one: isinstance(one, Membership))
    found = find_state(word, states_of(log)) if word else Match(None)
    states = {found.name, *found.near} - {None}
    of_state = [one for one in newest if getattr(one, "state", None) in states]
    if not of_state:
        return _nearest(word, [one.id for one in newest])
    first, *others = of_state
    advice = f'did you mean "{first.id}"?'
    if others:
        state = shlex.quote(str(getattr(first, "state", "")))
        count = (
            f"There is {len(others)} other"
            if len(others) == 1
            else f"There are {len(others)} others"
        )
        advice += f" {count} of that State: tracker log --state {state}"
    return advice


def _nearest(word: str, known: list[str]) -> str:
    """Advice naming the ids that begin as the word does, or else those that look like it."""
    if not known:
        return "it has none yet"
    begun = [one for one in known if one.startswith(word)][:3]
    if word and begun:
        return "did you mean " + " or ".join(f'"{one}"' for one in begun) + "?"
    return did_you_mean(word, known)
