"""`parties`: from which day each contracting State is bound."""

import click

from cica_tracker import words
from cica_tracker.answers.force import force_of
from cica_tracker.answers.parties import parties_of
from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked
from cica_tracker.cli.common import (
    assume_option,
    day_options,
    format_option,
    lang_option,
    log_option,
    show_answer,
)
from cica_tracker.model.dates import Window
from cica_tracker.words.language import language


@click.command(epilog="Example: tracker --log examples/rome-statute.toml parties --as-of 2003")
@day_options
@assume_option
@format_option("text", "json", "csv")
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
    asked = Asked(log_file, as_of, known_on, assume)
    settled = asked.settled()
    force = force_of(settled)
    parties = parties_of(force, asked.as_of)
    if form != "text":
        answer = words.programs.parties_answer(force, settled, parties, asked.as_of, asked.assume)
        show_answer(answer, form, "parties")
        return
    spoken = language(lang)
    status = status_of(settled, asked.as_of)
    document = words.lists.parties_document(spoken, status, parties, asked.notes(spoken))
    asked.shown(spoken, document)
