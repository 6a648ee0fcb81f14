"""`members`: what is known of each State that may consent."""

import click

from cica_tracker import words
from cica_tracker.answers.members import members_of
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


@click.command(epilog="Example: tracker members --as-of 2024-12-31 --format csv")
@day_options
@assume_option
@format_option("text", "json", "csv")
@lang_option
@log_option
def members_command(
    as_of: Window | None,
    known_on: Window | None,
    assume: tuple[str, ...],
    form: str,
    lang: str,
    log_file: str | None,
) -> None:
    """Every State that may consent, and what is known of each as of a day.

    Members, the States that the clause lists, and whoever has signed, deposited or withdrawn.
    """
    asked = Asked(log_file, as_of, known_on, assume)
    settled = asked.settled()
    members = members_of(settled, asked.as_of)
    if form != "text":
        answer = words.programs.members_answer(settled, members, asked.as_of, asked.assume)
        show_answer(answer, form, "members")
        return
    spoken = language(lang)
    status = status_of(settled, asked.as_of)
    asked.shown(spoken, words.lists.members_document(spoken, status, members, asked.notes(spoken)))
