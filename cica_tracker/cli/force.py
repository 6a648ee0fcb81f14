"""`force`: when the treaty enters into force."""

import click

from cica_tracker import words
from cica_tracker.answers.force import force_of
from cica_tracker.cli.asked import Asked
from cica_tracker.cli.common import (
    assume_option,
    day_options,
    format_option,
    lang_option,
    log_option,
    show_answer,
)
from cica_tracker.cli.pager import pager_option
from cica_tracker.model.dates import Window
from cica_tracker.words.language import language


@click.command(epilog="Example: tracker force --assume Kuwait=2026-12-01")
@day_options
@assume_option
@click.option("--explain", is_flag=True, help="Give the clause, and who consented last.")
@format_option("text", "json", "csv")
@lang_option
@pager_option
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
    asked = Asked(log_file, as_of, known_on, assume)
    settled = asked.settled()
    force = force_of(settled)
    if form != "text":
        answer = words.programs.force_answer(force, settled, asked.as_of, asked.assume)
        show_answer(answer, form, "conditions")
        return
    spoken = language(lang)
    document = words.force.force_document(
        spoken, force, asked.as_of, explain=explain, notes=asked.notes(spoken)
    )
    asked.shown(spoken, document, long=explain)
