"""An entry by question and answer: which questions there are depends on what was answered."""

from collections.abc import Iterator
from typing import Any

from cica_tracker.cli.finding import StateFinder
from cica_tracker.cli.flags import CITED, CONSENT_TYPES, Field, fields_of
from cica_tracker.cli.gathering import UNNAMED, Values, given
from cica_tracker.cli.prompts import Answer, Back, Question, ask
from cica_tracker.cli.questions import NEW, Questions
from cica_tracker.model.events import Log

_CHOSEN = "cited"
_KIND = "type"
_PARTS = frozenset({"treaty", "event", "condition", "source"})
_ALWAYS = frozenset(
    {
        *("event_state", "event_of", "event_reason", "source_title"),
        *("condition_of", "condition_weights"),
    }
)
_NUMBERS = (
    ("condition_count", "condition_fraction", "condition_weight", "event_condition"),
    ("event_contracting", "event_remaining", "event_contracting_min", "event_contracting_max"),
)


class Conversation:
    """Asks for what is missing of an entry of `kind` (None: the kind is asked first).

    Where facts were given as flags, only what is still needed is asked for.
    """

    def __init__(self, log: Log, find: StateFinder, kind: str | None, values: Values) -> None:
        self._questions = Questions(log, find)
        self.given = {
            name: value
            for name, value in values.items()
            if given(value) and (name == UNNAMED or name.partition("_")[0] in _PARTS)
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
            self._last[name] = answer.value if isinstance(answer.value, str) else answer.text
            self._asked.append(name)

    def go_back(self) -> None:
        """Open the last answered question again."""
        if self._asked:
            del self._answers[self._asked.pop()]

    def _open(self) -> Iterator[tuple[str, Question]]:
        """The questions not yet answered, in order; which there are depends on the answers."""
        if self._kind is None and _KIND not in self._answers:
            yield _KIND, self._questions.which_type()
            return
        for field in fields_of(self.kind):
            name = _CHOSEN if field is CITED else field.name
            if name not in self._answers and self._asks(field):
                needed = self._needed(field)
                yield name, self._questions.of(field, self.kind, needed=needed)

    def _asks(self, field: Field) -> bool:
        """Whether a field is asked for, as far as is known by now."""
        if field.name in self.given or (field.key == "state" and self.given.get(UNNAMED)):
            return False
        source_given = any(name.startswith("source_") for name in self.given)
        if field is CITED:
            return not source_given and (self._needed(field) or not self.given)
        if field.of == "source" and self.kind not in {"source", "treaty"}:
            return bool(field.question) and (
                self._has(_CHOSEN, NEW) or (source_given and field.key == "title")
            )
        if not field.question or not self._fits(field):
            return False
        return self._needed(field) or not self.given or self._one_of_several(field)

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
        return found == value if value is not None else given(found)

    def _needed(self, field: Field) -> bool:
        """Whether the entry cannot do without an answer to this question, the last of several."""
        name, has = field.name, self._has
        if field is CITED:
            return self.kind != "retraction"
        if self.kind == "treaty":
            return name == "treaty_title" or name in _ALWAYS - {"source_title"}
        if name == "event_contracting_max":
            return not any(map(has, _NUMBERS[1][:3]))
        if name == "condition_weight":
            return not has("event_condition")
        if name == "event_date":
            return self.kind != "retraction"
        return name in _ALWAYS

    def _one_of_several(self, field: Field) -> bool:
        """Whether this is one of the numbers of which an entry needs one, and it has none yet."""
        if self.kind == "treaty":
            return False
        groups = (group for group in _NUMBERS if field.name in group)
        return any(not any(map(self._has, group)) for group in groups)
