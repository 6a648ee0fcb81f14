"""The day and the assumptions of a question, and how the answer speaks of them."""

from cica_tracker import answers
from cica_tracker.cli.common import show, today, which_log
from cica_tracker.model.dates import Window
from cica_tracker.model.events import Log
from cica_tracker.reading.load import load
from cica_tracker.rules.contradictions import Settled, settle
from cica_tracker.words.document import Document
from cica_tracker.words.language import Language
from cica_tracker.words.notes import day_notes, hypothetical, undated_note


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
        self.as_of = as_of.last if as_of else today()
        self.known_on = known_on.last if known_on else None
        self.window = as_of
        self.assume = assume

    def settled(self) -> Settled:
        """The record as asked, with what is assumed."""
        if not self.assume:
            return settle(self.log, self.known_on)
        assumed = answers.what_if.assumed_events(self.log, self.assume, self.known_on)
        settled = settle(self.log, self.known_on, assumed=assumed)
        answers.what_if.refuse_impossible(assumed, self.assume, settled.contradictions)
        return settled

    def notes(self, lang: Language) -> tuple[str, ...]:
        """How the day was read, and from when to when the answer speaks."""
        notes = day_notes(lang, self.as_of, self.window, self.known_on, today())
        return (*notes, *undated_note(lang, self.log)) if self.known_on else notes

    def shown(self, lang: Language, document: Document) -> None:
        """The document on the screen, marked where it is hypothetical."""
        if self.assume:
            document = hypothetical(lang, document, self.assume)
        show(document)
