"""What was asked: of which log and day, with what assumed, and how it is to be answered."""

from collections.abc import Callable
from datetime import date
from functools import cached_property, wraps
from typing import TYPE_CHECKING, Any

from cica_tracker import answers, words
from cica_tracker.cli.options import today, which_log
from cica_tracker.cli.screen import show, show_answer
from cica_tracker.cli.streams import say
from cica_tracker.model.dates import OPEN_END, Window
from cica_tracker.model.events import Consent, Log
from cica_tracker.reading.load import load
from cica_tracker.rules.contradictions import Settled, make_consistent
from cica_tracker.words.language import Language, language

if TYPE_CHECKING:
    from cica_tracker.answers.as_json import Answer
    from cica_tracker.words.document import Document

Texts = tuple[str, ...]


class Asked:
    """What the options of a command say that answers from one log, and the record of it.

    Nothing is read before it is asked for. `window` are the days named by the day asked about,
    `assume` the texts of what is assumed; sources are to be given `in_full`.
    """

    def __init__(
        self,
        log_file: str | None,
        *,
        as_of: Window | None = None,
        known_on: Window | None = None,
        assume: Texts = (),
        lang: str = "en",
        in_full: bool = True,
        form: str = "text",
    ) -> None:
        self.log_file = log_file
        self.window = as_of
        self.known_on = known_on.last if known_on else None
        self.assume = assume
        self.lang = lang
        self.in_full = in_full
        self.form = form

    @cached_property
    def log(self) -> Log:
        """The log that the options, the environment and the folder mean."""
        return load(which_log(self.log_file))

    @cached_property
    def spoken(self) -> Language:
        """The language of the answer."""
        return language(self.lang)

    @cached_property
    def as_of(self) -> date:
        """The day asked about; else today, or the last day assumed where that lies ahead."""
        if self.window:
            return self.window.last
        ahead = (event.date.last for event in self._assumed if event.date.last != OPEN_END)
        return max((today(), *ahead))

    @cached_property
    def settled(self) -> Settled:
        """The record as asked, with what is assumed."""
        settled = make_consistent(self.log, self.known_on, assumed=self._assumed)
        if self.assume:
            answers.what_if.refuse_impossible(self._assumed, self.assume, settled.contradictions)
        return settled

    @cached_property
    def _assumed(self) -> tuple[Consent, ...]:
        if not self.assume:
            return ()
        return answers.what_if.assumed_events(self.log, self.assume, self.known_on)

    @property
    def read(self) -> Texts:
        """How the day was read."""
        return words.notes.read_as(self.spoken, self.as_of, self.window)

    def notes(self, *, read: bool = True) -> Texts:
        """The log's problems, how the day was `read`, from when to when the answer speaks."""
        lang, window = self.spoken, self.window if read else None
        notes = words.notes.day_notes(lang, self.as_of, window, self.known_on, today())
        if self.window is None and self.as_of > today():
            notes = words.notes.moved_note(lang, self.as_of)
        if self.known_on:
            notes += words.notes.undated_note(lang, self.log)
        notes += words.notes.unlisted_note(lang, self.settled, self.as_of, self._assumed)
        return words.notes.problems_note(lang, self.settled, self._assumed) + notes

    def marked(self, document: "Document") -> "Document":
        """The document, marked where it is hypothetical."""
        if not self.assume:
            return document
        return words.notes.hypothetical(self.spoken, document, self.assume)

    def answer(
        self,
        programs: "Callable[[], Answer]",
        people: "Callable[[], Document]",
        *,
        rows: str = "",
        long: bool = True,
        in_full: bool = False,
    ) -> None:
        """The answer in the form asked for: a document, paged if it may be `long`, or data.

        Its sources are given `in_full` or, where that is not asked for either, in short. `rows` is
        the list of the data that stands in a CSV.
        """
        if self.form == "text":
            document = self.marked(people())
            if not (in_full or self.in_full):
                document = words.answer.with_short_sources(self.spoken, document)
            show(document, long=long)
        else:
            if self.form == "csv":
                self.warn()
            show_answer(programs(), self.form, rows)

    def warn(self) -> None:
        """How many problems the log has, beside an answer in which there is no room for that."""
        for text in words.notes.problems_note(self.spoken, self.settled, self._assumed):
            say(text)


_OPTIONS = ("log_file", "as_of", "known_on", "assume", "lang", "in_full", "form")


def answering(command: Callable[..., Any]) -> Callable[..., Any]:
    """The command with what its options say of the log, the day and the form as one `Asked`."""

    @wraps(command)
    def with_asked(*args: Any, **values: Any) -> Any:
        asked = Asked(**{name: values.pop(name) for name in _OPTIONS if name in values})
        return command(asked, *args, **values)

    return with_asked
