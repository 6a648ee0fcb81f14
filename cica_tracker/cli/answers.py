"""`status`, `reconcile`, `force` and `parties`: the questions that are computed."""

import sys
from typing import TYPE_CHECKING

import click

from cica_tracker.cli.common import (
    LastDay,
    assume_option,
    day_options,
    format_option,
    lang_option,
    log_option,
    open_log,
    show,
    show_csv,
    show_json,
    today,
)
from cica_tracker.model.dates import Window

if TYPE_CHECKING:
    from datetime import date

    from cica_tracker.model.events import Log
    from cica_tracker.rules.contradictions import Settled
    from cica_tracker.words.document import Document
    from cica_tracker.words.language import Language


class Asked:
    """The day and the assumptions of a question, and how the answer speaks of them."""

    def __init__(
        self,
        log_file: str | None,
        as_of: Window | None,
        known_on: Window | None,
        assume: tuple[str, ...] = (),
    ) -> None:
        self.log: Log = open_log(log_file)
        self.as_of: date = as_of.last if as_of else today()
        self.known_on: date | None = known_on.last if known_on else None
        self.window = as_of
        self.assume = assume

    def settled(self) -> "Settled":
        """The record as asked, with what is assumed."""
        from cica_tracker.rules.contradictions import settle

        if not self.assume:
            return settle(self.log, self.known_on)
        from cica_tracker.answers.what_if import assumed_events, refuse_impossible

        assumed = assumed_events(self.log, self.assume, self.known_on)
        settled = settle(self.log, self.known_on, assumed=assumed)
        refuse_impossible(assumed, self.assume, settled.contradictions)
        return settled

    def notes(self, lang: "Language") -> tuple[str, ...]:
        """How the day was read, and from when to when the answer speaks."""
        from cica_tracker.words.notes import day_notes, undated_note

        notes = day_notes(lang, self.as_of, self.window, self.known_on, today())
        return (*notes, *undated_note(lang, self.log)) if self.known_on else notes

    def shown(self, lang: "Language", document: "Document", form: str = "rich") -> None:
        """The document on the screen or as CSV, marked where it is hypothetical."""
        if self.assume:
            from cica_tracker.words.notes import hypothetical

            document = hypothetical(lang, document, self.assume)
        (show_csv if form == "csv" else show)(document)


@click.command(epilog="Example: tracker status --as-of 2024-12-31 --explain")
@day_options
@assume_option
@click.option("--explain", is_flag=True, help="Give the chain of reasons for each bound.")
@format_option("rich", "json")
@lang_option
@log_option
def status_command(
    as_of: Window | None,
    known_on: Window | None,
    assume: tuple[str, ...],
    explain: bool,
    form: str,
    lang: str,
    log_file: str | None,
) -> None:
    """How many ratifications there are and how many more are needed, as of a day.

    The answer is the tightest that the log allows, with the reasons and sources behind it. A day
    before the adoption or in the future is answered too.
    """
    from cica_tracker.answers.status import status_of

    asked = Asked(log_file, as_of, known_on, assume)
    status = status_of(asked.settled(), asked.as_of)
    if form == "json":
        from cica_tracker.words.programs import status_answer

        show_json(status_answer(status, asked.assume).as_json())
        return
    from cica_tracker.words.languages import language
    from cica_tracker.words.status import status_document

    words = language(lang)
    notes = asked.notes(words)
    asked.shown(words, status_document(words, status, explain=explain, notes=notes))


@click.command(epilog="Example: tracker reconcile --known-on 2025-02-01")
@click.option(
    "--known-on",
    type=LastDay(),
    metavar="DATE",
    help="Use only what had been published by that day.",
)
@format_option("rich", "json", "csv")
@lang_option
@log_option
def reconcile_command(known_on: Window | None, form: str, lang: str, log_file: str | None) -> None:
    """Test every report of a count against the rest of the record without that report.

    Exit code 1 when a report or the clause is contradicted.
    """
    from cica_tracker.answers.reconcile import reconcile

    found = reconcile(open_log(log_file), known_on.last if known_on else None)
    if form == "json":
        from cica_tracker.words.programs import reconcile_answer

        show_json(reconcile_answer(found).as_json())
    else:
        from cica_tracker.words.languages import language
        from cica_tracker.words.reconcile import reconcile_document

        document = reconcile_document(language(lang), found)
        (show_csv if form == "csv" else show)(document)
    if not found.sound:
        sys.exit(1)


@click.command(epilog="Example: tracker force --assume Kuwait=2026-12-01")
@day_options
@assume_option
@click.option("--explain", is_flag=True, help="Give the clause, and who consented last.")
@format_option("rich", "json", "csv")
@lang_option
@log_option
def force_command(
    as_of: Window | None,
    known_on: Window | None,
    assume: tuple[str, ...],
    explain: bool,
    form: str,
    lang: str,
    log_file: str | None,
) -> None:
    """When the treaty enters into force: each condition, the arithmetic, the projected day.

    A computed day is a projection; the depositary's notification prevails.
    """
    from cica_tracker.answers.force import force_of

    asked = Asked(log_file, as_of, known_on, assume)
    settled = asked.settled()
    force = force_of(settled)
    if form == "json":
        from cica_tracker.words.programs import force_answer

        show_json(force_answer(force, settled, asked.as_of, asked.assume).as_json())
        return
    from cica_tracker.words.force import force_document
    from cica_tracker.words.languages import language

    words = language(lang)
    document = force_document(words, force, asked.as_of, explain=explain, notes=asked.notes(words))
    asked.shown(words, document, form)


@click.command(epilog="Example: tracker --log examples/rome-statute.toml parties --as-of 2003")
@day_options
@assume_option
@format_option("rich", "json", "csv")
@lang_option
@log_option
def parties_command(
    as_of: Window | None,
    known_on: Window | None,
    assume: tuple[str, ...],
    form: str,
    lang: str,
    log_file: str | None,
) -> None:
    """For each named contracting State the day from which it is bound.

    Before entry into force they are contracting States, not parties.
    """
    from cica_tracker.answers.force import force_of
    from cica_tracker.answers.parties import parties_of

    asked = Asked(log_file, as_of, known_on, assume)
    settled = asked.settled()
    force = force_of(settled)
    parties = parties_of(force, asked.as_of)
    if form == "json":
        from cica_tracker.words.programs import parties_answer

        answer = parties_answer(force, settled, parties, asked.as_of, asked.assume)
        show_json(answer.as_json())
        return
    from cica_tracker.words.languages import language
    from cica_tracker.words.lists import parties_document

    words = language(lang)
    document = parties_document(words, force, parties, asked.as_of, asked.notes(words))
    asked.shown(words, document, form)
