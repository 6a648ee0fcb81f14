"""An entry by question and answer: what is missing is asked for, shown, and only then appended."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import click

from cica_tracker.cli.common import say
from cica_tracker.cli.finding import StateFinder
from cica_tracker.cli.flags import CITED, CONSENT_TYPES, TYPES, Field, fields_of
from cica_tracker.cli.gathering import UNNAMED, Values
from cica_tracker.cli.prompts import Answer, Back, Question, ask
from cica_tracker.cli.values import value_of
from cica_tracker.document import clean
from cica_tracker.events import Consent, Log, Retraction
from cica_tracker.problems import LogError, did_you_mean

NEW = "new"
_LATEST = 9
_CHOSEN = "cited"
_KIND = "type"
_HINTS = {
    "state": "any of its names",
    "date": "2026-03-01, today, 2026-03, 2026, [..2026-03-01] for on or before, "
    "[2026-03-01..] for on or after, [2026-03-01..2026-03-20] for one day within",
    "day": "2026-03-01 or today",
    "count": "a whole number",
    "threshold": "a whole number",
    "span": "P30D, P3M, P1Y or P0D",
    "start": "first-of-next-month, first-of-month, first-of-next-year, or a day: 07-22",
    "part": "2/3",
    "weight": "a number: 55",
    "weights": "China=20.09; Russia=7.5",
    "yes": "y or n",
}


class Conversation:
    """Asks for what is missing of an entry of `kind` (None: the kind is asked first).

    Where facts were given as flags, only what is still needed is asked for.
    """

    def __init__(self, log: Log, find: StateFinder, kind: str | None, given: Values) -> None:
        self.log = log
        self.find = find
        self.given = {
            name: value for name, value in given.items() if value not in (None, (), False)
        }
        self._kind = kind
        self._answers: dict[str, Answer] = {}
        self._last: dict[str, str] = {}
        self._asked: list[str] = []

    @property
    def kind(self) -> str:
        """The type of the entry."""
        return self._kind or str(self._answers[_KIND].value)

    @property
    def values(self) -> dict[str, Any]:
        """What was given and answered, by the names of the options."""
        values = {**self.given, **{name: one.value for name, one in self._answers.items()}}
        chosen = values.pop(_CHOSEN, None)
        if chosen and chosen != NEW:
            values[CITED.name] = [chosen]
        if self.kind in CONSENT_TYPES and "event_state" in values and not values["event_state"]:
            values[UNNAMED] = True
        return values

    def ask_all(self) -> None:
        """Ask every question that is still open. Raises click.Abort when the person stops."""
        while (question := next(self._open(), None)) is not None:
            name, asked = question
            answer = ask(asked, self._last.get(name, ""), first=not self._asked)
            if isinstance(answer, Back):
                self.go_back()
                continue
            self._answers[name] = answer
            self._last[name] = answer.text
            self._asked.append(name)

    def go_back(self) -> None:
        """Open the last answered question again."""
        if self._asked:
            del self._answers[self._asked.pop()]

    def _open(self) -> Iterator[tuple[str, Question]]:
        """The questions not yet answered, in order; which there are depends on the answers."""
        if self._kind is None and _KIND not in self._answers:
            yield _KIND, self._which_type()
            return
        for field in fields_of(self.kind):
            name = _CHOSEN if field is CITED else field.name
            if name not in self._answers and self._asks(field):
                yield name, self._question(field)

    def _asks(self, field: Field) -> bool:
        """Whether a field is asked for, as far as is known by now."""
        if field.name in self.given or (field.key == "state" and self.given.get(UNNAMED)):
            return False
        source_given = any(name.startswith("source_") for name in self.given)
        if field is CITED:
            return not source_given and (self._needed(field) or not self.given)
        if field.of == "source" and self.kind != "source":
            return bool(field.question) and (
                self._has(_CHOSEN, NEW) or (source_given and field.key == "title")
            )
        if not field.question or not self._fits(field):
            return False
        return self._needed(field) or not self.given

    def _fits(self, field: Field) -> bool:
        """Whether a field goes with the other answers."""
        has = self._has
        count, fraction, weight = (has(f"condition_{k}") for k in ("count", "fraction", "weight"))
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
        return rules.get(field.name, True)

    def _has(self, name: str, value: object = None) -> bool:
        answer = self._answers.get(name)
        found = self.given.get(name) if answer is None else answer.value
        return found == value if value is not None else found not in (None, (), [], False)

    def _needed(self, field: Field) -> bool:
        """Whether the entry cannot do without an answer to this question, the last of several."""
        name, has = field.name, self._has
        if field is CITED:
            return self.kind != "retraction"
        if name == "condition_weight":
            return not has("event_condition")
        if name == "event_contracting_max":
            numbers = ("contracting", "remaining", "contracting_min")
            return not any(has(f"event_{key}") for key in numbers)
        if name == "event_date":
            return self.kind != "retraction"
        if name == "event_state":
            return True
        if name in {"condition_count", "condition_fraction"} | {"event_contracting"}:
            return bool(self.given) and not self._enough(name)
        always = {"source_title", "event_of", "event_reason", "condition_of", "condition_weights"}
        return name in always

    def _enough(self, name: str) -> bool:
        """Whether the number that a clause or a report needs is given already."""
        has = self._has
        if name.startswith("condition_"):
            keys = ("condition_count", "condition_fraction", "condition_weight", "event_condition")
            return any(map(has, keys))
        keys = ("contracting", "remaining", "contracting_min", "contracting_max")
        return any(has(f"event_{key}") for key in keys)

    def _which_type(self) -> Question:
        def read(text: str) -> str:
            field = Field("type", (), "choice", "", choices=TYPES)
            return str(value_of(field, text))

        title = "The types of entries:"
        return Question("Which type of entry", read, "its name", offer=TYPES, title=title)

    def _question(self, field: Field) -> Question:
        if field is CITED:
            return self._which_source()
        if field.kind == "event":
            return self._which_event(field)
        optional = not self._needed(field)
        question = Question(
            field.question,
            self._reader(field),
            _HINTS.get(field.kind, ""),
            optional=optional,
            offer=field.choices,
        )
        if field.kind == "state":
            question = replace(question, offer=self._states(field), title="Known to the log:")
            if field.name == "event_state" and self.kind in CONSENT_TYPES:
                question = replace(question, optional=True, skip="say that it is not named")
        if field.many:
            hint = f"several are parted by ;{' ' + question.hint if question.hint else ''}"
            question = replace(question, hint=hint)
        if field.name == "event_date" and optional:
            question = replace(question, skip="write today")
        return question

    def _reader(self, field: Field) -> Callable[[str], Any]:
        def one(text: str) -> Any:
            if field.kind == "yes":
                return _yes(text)
            value = value_of(field, text)
            return self._state(value) if field.kind == "state" else value

        def several(text: str) -> list[Any]:
            return [one(part) for part in text.split(";") if part.strip()]

        return several if field.many else one

    def _state(self, name: str) -> str:
        try:
            return self.find(name)
        except LogError:
            raise ValueError("type another name, or ? for those the log knows") from None

    def _states(self, field: Field) -> tuple[str, ...]:
        """The States worth offering: for a consent those of which none is recorded."""
        if field.name != "event_state" or self.kind not in CONSENT_TYPES:
            return self.find.known
        taken_back = {event.of for event in self.log.events if isinstance(event, Retraction)}
        done = (
            {e.state for e in self.log.events if isinstance(e, Consent)}
            if taken_back
            else {event.state for event in self.log.events if isinstance(event, Consent)}
        )
        return tuple(name for name in self.find.known if name not in done)

    def _which_source(self) -> Question:
        sources = self.log.sources
        latest = sources[: -_LATEST - 1 : -1]

        def read(text: str) -> str:
            if text.lower() in {"n", NEW}:
                return NEW
            if text.isdecimal() and 1 <= int(text) <= len(latest):
                return latest[int(text) - 1].id
            if text in self.log.source_by_id:
                return text
            known = list(self.log.source_by_id)
            advice = did_you_mean(text, known) if known else "the log has none yet"
            raise ValueError(f'no source "{clean(text)}": {advice}')

        listed = [
            f"{at}  {clean(one.id)}  {clean(one.publisher or '')}: {clean(one.title)}"[:96]
            for at, one in enumerate(latest, 1)
        ]
        return Question(
            "From which source",
            read,
            "its number or id, n for a new one, ? for all ids" if listed else "n for a new one",
            optional=self.kind == "retraction",
            skip="name none",
            offer=tuple(one.id for one in sources),
            listed=listed,
            title="The latest sources of the log:" if listed else "",
        )

    def _which_event(self, field: Field) -> Question:
        from cica_tracker.language import language
        from cica_tracker.words.facts import statement

        taken_back = {event.of for event in self.log.events if isinstance(event, Retraction)}
        events = [
            event
            for event in self.log.events
            if not isinstance(event, Retraction) and event.id not in taken_back
        ]

        def read(text: str) -> str:
            ids = [event.id for event in events]
            if text in ids:
                return text
            raise ValueError(f'no event "{clean(text)}" in use: {did_you_mean(text, ids)}')

        return Question(
            field.question,
            read,
            "? for all",
            offer=tuple(event.id for event in events),
            listed=[
                f"{clean(event.id)}  {statement(language(), event)}"[:96]
                for event in events[: -_LATEST - 1 : -1]
            ],
            title="The latest events of the log:",
        )


def _yes(text: str) -> bool:
    if text.lower() in {"y", "yes", "n", "no"}:
        return text.lower().startswith("y")
    raise ValueError("type y or n")


def stopped() -> click.exceptions.Exit:
    """The end of a command that was stopped: nothing was written."""
    say("stopped: nothing was written")
    return click.exceptions.Exit(1)
