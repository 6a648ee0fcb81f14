"""The day and the assumptions of a question, and how the answer speaks of them."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from cica_tracker import answers, words
from cica_tracker.cli.common import show, today, which_log
from cica_tracker.model.dates import OPEN_END, Window
from cica_tracker.model.events import Consent, Log
from cica_tracker.reading.load import load
from cica_tracker.rules.contradictions import Settled, make_consistent
from cica_tracker.words.language import Language

if TYPE_CHECKING:
    from cica_tracker.words.document import Document


def open_log(log_file: str | None) -> Log:
    """The log that the options, the environment and the folder mean."""
    return load(which_log(log_file))


class Asked:
    """The day and the assumptions of a question, and how the answer speaks of them."""

    def __init__(
        self,
        log_file: str | None,
        as_of: Window | None,
        known_on: Window | None,
        assume: tuple[str, ...] = (),
    ) -> None:
        self.log = open_log(log_file)
        self.known_on = known_on.last if known_on else None
        self.window = as_of
        self.assume = assume
        self.assumed: tuple[Consent, ...] = ()
        if assume:
            self.assumed = answers.what_if.assumed_events(self.log, assume, self.known_on)
        self.as_of = as_of.last if as_of else self._last_day()

    def _last_day(self) -> date:
        """Today, or the last day assumed where that lies ahead."""
        ahead = (event.date.last for event in self.assumed if event.date.last != OPEN_END)
        return max((today(), *ahead))

    def settled(self) -> Settled:
        """The record as asked, with what is assumed."""
        return self._settled

    @cached_property
    def _settled(self) -> Settled:
        settled = make_consistent(self.log, self.known_on, assumed=self.assumed)
        if self.assumed:
            answers.what_if.refuse_impossible(self.assumed, self.assume, settled.contradictions)
        return settled

    def read(self, lang: Language) -> tuple[str, ...]:
        """How the day was read."""
        return words.notes.read_as(lang, self.as_of, self.window)

    def notes(self, lang: Language, *, read: bool = True) -> tuple[str, ...]:
        """The log's problems, how the day was `read`, from when to when the answer speaks."""
        window = self.window if read else None
        notes = words.notes.day_notes(lang, self.as_of, window, self.known_on, today())
        if self.window is None and self.as_of > today():
            notes = words.notes.moved_note(lang, self.as_of)
        if self.known_on:
            notes += words.notes.undated_note(lang, self.log)
        return words.notes.problems_note(lang, self.settled(), self.assumed) + notes

    def shown(self, lang: Language, document: "Document", *, long: bool = False) -> None:
        """The document on the screen, marked where it is hypothetical; a `long` one paged."""
        if self.assume:
            document = words.notes.hypothetical(lang, document, self.assume)
        show(document, long=long)
