"""The question for each field: what is expected, and what the log has to offer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from cica_tracker.cli.finding import StateFinder
from cica_tracker.cli.flags import CITED, CONSENT_TYPES, TYPES, Field
from cica_tracker.cli.prompts import Question
from cica_tracker.cli.values import value_of
from cica_tracker.model.events import Consent, Log, Retraction
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.text import clean

NEW = "new"
_LATEST = 9
_HINTS = {
    "state": "any of its names",
    "date": "2026-03-01 or today; 2026-03, 2026, [..2026-03-01] on or before, [2026-03-01..] on or "
    "after, [2026-03-01..2026-03-20] within",
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


class Questions:
    """Makes questions about one log; `find` finds its States."""

    def __init__(self, log: Log, find: StateFinder) -> None:
        self.log = log
        self.find = find

    def which_type(self) -> Question:
        """Which type of entry is wanted."""

        def read(text: str) -> str:
            field = Field("type", (), "choice", "", choices=TYPES)
            return str(value_of(field, text))

        title = "The types of entries:"
        kinds = sorted(TYPES, key=lambda kind: kind not in CONSENT_TYPES)
        return Question("Which type of entry", read, "its name", offer=kinds, title=title)

    def of(self, field: Field, kind: str, *, needed: bool) -> Question:
        """The question for a field of an entry of that type."""
        if field is CITED:
            return self._which_source(kind)
        if field.kind == "event":
            return self._which_event(field)
        question = Question(
            field.question,
            self._reader(field),
            _HINTS.get(field.kind, ""),
            optional=not needed,
            offer=field.choices,
        )
        if field.kind == "state":
            offer = self._states(field, kind)
            question = replace(question, offer=offer, title="Known to the log:")
        if field.name == "event_state" and kind in CONSENT_TYPES:
            question = replace(question, optional=True, skip="say that it is not named")
        if field.many:
            hint = f"several are parted by ;{' ' + question.hint if question.hint else ''}"
            question = replace(question, hint=hint)
        if field.name == "event_date" and not needed:
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

    def _states(self, field: Field, kind: str) -> tuple[str, ...]:
        """The States worth offering: for a consent those of which none is recorded."""
        if field.name != "event_state" or kind not in CONSENT_TYPES:
            return self.find.known
        done = {e.state for e in self.log.events if isinstance(e, Consent)}
        return tuple(name for name in self.find.known if name not in done)

    def _which_source(self, kind: str) -> Question:
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
            optional=kind == "retraction",
            skip="name none",
            offer=tuple(one.id for one in sources),
            listed=listed,
            title="The latest sources of the log:" if listed else "",
        )

    def _which_event(self, field: Field) -> Question:
        from cica_tracker.words.facts import statement
        from cica_tracker.words.languages import language

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
