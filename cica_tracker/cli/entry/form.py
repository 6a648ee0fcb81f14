"""An entry by question and answer; which questions there are depends on what was answered."""

from collections.abc import Iterator, Sequence
from typing import Any

from cica_tracker.cli.entry.flags import (
    CONSENT_TYPES,
    NEW,
    TYPES,
    UNNAMED,
    Flag,
    flags_of,
    is_given,
)
from cica_tracker.cli.entry.prompts import BackError, ask, said
from cica_tracker.cli.entry.states import StateFinder
from cica_tracker.cli.streams import say
from cica_tracker.model.events import Consent, Log
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.text import clean
from cica_tracker.words.facts import statement
from cica_tracker.words.language import language
from cica_tracker.writing.entry import nearest_event

_LATEST = 9
# Of each of these an entry needs one; the last of them cannot be left out as well.
_GROUPS = (
    ("condition_count", "condition_fraction", "condition_weight", "event_condition"),
    ("event_contracting", "event_remaining", "event_contracting_min", "event_contracting_max"),
)
_LAST = frozenset({"condition_weight", "event_contracting_max"})


class Form:
    """An entry of a kind (None: it is asked first), as far as it is filled in.

    `values` are what was given and answered, by the names of the flags. Where facts were given as
    flags, only what is still needed is asked for; `anew`: all is asked for, and Enter keeps them.
    """

    def __init__(
        self,
        log: Log,
        find: StateFinder,
        kind: str | None,
        given: dict[str, Any],
        *,
        anew: bool = False,
    ) -> None:
        self.log = log
        self.find = find
        self.kind = kind or ""
        blocks = ("treaty_", "event_", "condition_", "source_", UNNAMED)
        self.values = {
            name: value
            for name, value in given.items()
            if is_given(value) and name.startswith(blocks)
        }
        self._short = bool(self.values) and not anew
        self._own_source = self.kind != "source" and any(
            name.startswith("source_") for name in self.values
        )
        self._given = frozenset() if anew else frozenset(self.values)
        self._answered: list[str] = []
        self._asked: set[str] = set() if anew else set(self.values)
        if self.values.pop(UNNAMED, None):
            self._asked.add("event_state")

    @property
    def entered(self) -> dict[str, Any]:
        """The values that go with each other, and whether the State is not named."""
        flags = [f for f in flags_of(self.kind) if f.name in self._given or self._fits(f)]
        found = {flag.name: self.values[flag.name] for flag in flags if self._has(flag.name)}
        return {UNNAMED: "event_state" not in found, **found}

    def fill(self) -> None:
        """Ask every question that is still open. Raises click.Abort when the person stops."""
        if not self.kind:
            self.kind = self._type()
        while (flag := next(self._open(), None)) is not None:
            if self._ask(flag):
                self._answered.append(flag.name)
            else:
                self.back()

    def back(self) -> None:
        """Open the question again that was answered last."""
        if self._answered:
            self._asked.discard(self._answered.pop())
        else:
            said("this is the first question; Ctrl-C stops")

    def change(self) -> None:
        """Let a field be chosen, and ask for it again."""
        flags = [one for one in flags_of(self.kind) if one.field.question and self._fits(one)]
        said("The fields:", indent="")
        names = ["type", *(one.names[0].removeprefix("--") for one in flags)]
        held = [self.kind, *(_shown(self.values.get(one.name)) for one in flags)]
        for number, (name, value) in enumerate(zip(names, held, strict=True), 1):
            say(f"  {number:2} {name}: {clean(value)}"[:78])
        typed = ask("Which one", "its number or name; Enter for none")
        at = int(typed) - 1 if typed.isdecimal() else names.index(typed) if typed in names else -1
        if at == 0 and self.kind not in {"treaty", "retraction"}:
            self.kind = self._type()
        elif 0 < at < len(names):
            self._ask(flags[at - 1])
        elif typed:
            said(f'"{typed}" is none of them')

    def _type(self) -> str:
        kinds = sorted(TYPES, key=lambda kind: kind not in CONSENT_TYPES)
        said("The types of entries: " + ", ".join(kinds), indent="")
        while True:
            typed = ask("Which type of entry", "its name, or how it begins").lower()
            begun = [one for one in kinds if typed and one.startswith(typed)]
            if typed in kinds or len(begun) == 1:
                return typed if typed in kinds else begun[0]
            said(f'no type "{typed}": {did_you_mean(typed, kinds)}')

    def _open(self) -> Iterator[Flag]:
        """The fields not yet asked for, in order; which there are depends on the answers."""
        for flag in flags_of(self.kind):
            if flag.name not in self._asked and flag.field.question and self._fits(flag):
                wanted = self._needed(flag) or self._lacks(flag) or self._of_new_source(flag)
                if wanted or not self._short:
                    yield flag

    def _has(self, name: str) -> bool:
        return is_given(self.values.get(name))

    def _of_new_source(self, flag: Flag) -> bool:
        return flag.block == "source" and self.values.get("event_source") == NEW

    def _fits(self, flag: Flag) -> bool:
        """Whether a field goes with the other answers."""
        has = self._has
        if flag.block == "source" and self.kind not in {"source", "treaty"}:
            return self._own_source or self._of_new_source(flag)
        if flag.name == "event_source":
            return not self._own_source
        count, fraction, weight = map(has, _GROUPS[0][:3])
        rules = {
            "condition_fraction": not count,
            "condition_weight": not count and not fraction,
            "condition_among": count,
            "condition_of": fraction,
            "condition_weights": weight,
            "condition_more_than": fraction or weight,
            "event_met_by": has("event_on"),
            "event_contracting_min": not has("event_contracting"),
            "event_contracting_max": not has("event_contracting"),
        }
        return rules.get(flag.name, True)

    def _needed(self, flag: Flag) -> bool:
        """Whether the entry cannot do without an answer to this question, the last of several."""
        if flag.name in {"condition_of", "condition_weights"}:
            return True
        if self.kind == "treaty":
            return flag.name == "treaty_title"
        if flag.name in _LAST:
            return self._lacks(flag)
        if self.kind == "retraction" and flag.key == "date":
            return False
        return flag.field.required

    def _lacks(self, flag: Flag) -> bool:
        """Whether this is one of several fields of which one is needed, and there is none yet.

        That a State is not named is said by an answer as well.
        """
        if flag.name == "event_state":
            return not self._has(flag.name)
        groups = (group for group in _GROUPS if flag.name in group and self.kind != "treaty")
        return any(not any(map(self._has, group)) for group in groups)

    def _ask(self, flag: Flag) -> bool:
        """Ask for a field; what it holds already stays unless something else is typed.

        False where the question before is wanted instead.
        """
        needed, before = self._needed(flag), self.values.get(flag.name)
        offer = self._offered(flag)
        hint = self._hint(flag, needed=needed, before=before)
        while True:
            typed = ask(flag.field.question, hint, lambda: self._explain(flag, offer))
            if typed == "<":
                return False
            if not typed and needed and not is_given(before):
                said("an answer is needed here; Ctrl-C stops")
                continue
            try:
                if typed == "-" and is_given(before) and not needed:
                    self.values.pop(flag.name)
                elif typed:
                    self.values[flag.name] = self._read(flag, typed)
            except BackError:
                continue
            except (ValueError, LogError) as error:
                said(str(error))
            else:
                self._asked.add(flag.name)
                return True

    def _hint(self, flag: Flag, *, needed: bool, before: Any) -> str:
        parts = [flag.field.kind.hint or ", ".join(flag.field.choices)]
        if flag.field.many and flag.kind != "source":
            parts.append("several are parted by commas")
        if flag.kind == "source":
            parts = ["its number or id, n for a new one" if self.log.sources else "n for a new one"]
        if is_given(before):
            parts += [
                f'Enter keeps "{clean(_shown(before))}"',
                *([] if needed else ["- removes it"]),
            ]
        elif flag.name == "event_state" and not needed:
            parts.append("Enter: it is not named")
        elif not needed:
            default = flag.field.default
            implied = default if isinstance(default, str) else "none"
            parts.append(f"Enter: {'today' if flag.key == 'date' else implied}")
        return "; ".join(part for part in parts if part)

    def _explain(self, flag: Flag, offer: Sequence[str]) -> None:
        said(flag.field.help)
        if offer:
            said(f"known: {'; '.join(offer)}")

    def _offered(self, flag: Flag) -> Sequence[str]:
        """What "?" lists; the latest sources or events are shown at once."""
        if flag.kind == "source":
            said("The latest sources of the log:" if self.log.sources else "", indent="")
            for number, one in enumerate(self.log.sources[: -_LATEST - 1 : -1], 1):
                text = f"{one.id}  {one.publisher or ''}: {one.title}"
                say(f"  {number}  {clean(text)}"[:78])
            return tuple(self.log.source_by_id)
        if flag.kind == "event":
            events = self.log.in_use
            said("The latest events of the log:", indent="")
            for event in events[: -_LATEST - 1 : -1]:
                say(f"  {clean(event.id)}  {statement(language(), event)}"[:78])
            return tuple(event.id for event in events)
        if flag.name == "event_state" and self.kind in CONSENT_TYPES:
            done = {event.state for event in self.log.events if isinstance(event, Consent)}
            return tuple(name for name in self.find.known if name not in done)
        return self.find.known if flag.kind == "state" else flag.field.choices

    def _read(self, flag: Flag, typed: str) -> Any:
        if flag.kind == "source":
            return self._source(typed)
        value = flag.read_all(typed)
        if flag.kind == "event" and value not in [one.id for one in self.log.in_use]:
            raise ValueError(f'no event "{clean(value)}" in use: {nearest_event(value, self.log)}')
        if flag.kind == "state":
            return [self.find(one) for one in value] if flag.field.many else self.find.all(value)
        return value

    def _source(self, typed: str) -> Any:
        latest = self.log.sources[: -_LATEST - 1 : -1]
        if typed.lower() in {"n", NEW}:
            return NEW
        if typed.isdecimal() and 1 <= int(typed) <= len(latest):
            return [latest[int(typed) - 1].id]
        known = list(self.log.source_by_id)
        if typed in known:
            return [typed]
        advice = did_you_mean(typed, known) if known else "the log has none yet"
        raise ValueError(f'no source "{clean(typed)}": {advice}')


def _shown(value: Any) -> str:
    """A value as it was typed."""
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return "; ".join(f"{name}={weight}" for name, weight in value.items())
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
