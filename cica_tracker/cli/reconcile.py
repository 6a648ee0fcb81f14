"""`reconcile`: every report against the rest of the record."""

import click

from cica_tracker import words
from cica_tracker.answers.reconcile import reconcile
from cica_tracker.cli.asked import Asked
from cica_tracker.cli.common import (
    LastDay,
    format_option,
    lang_option,
    log_option,
    show_answer,
)
from cica_tracker.model.dates import Window
from cica_tracker.model.text import clean
from cica_tracker.words.language import language


@click.command(epilog="Example: tracker reconcile --known-on 2025-02-01")
@click.argument("day", nargs=-1, metavar="")
@click.option(
    "--known-on",
    type=LastDay(),
    metavar="DATE",
    help="Use only what had been published by that day.",
)
@format_option("text", "json", "csv")
@lang_option
@log_option
def reconcile_command(
    day: tuple[str, ...], known_on: Window | None, form: str, lang: str, log_file: str | None
) -> None:
    """Test every report of a count against the rest of the record without that report.

    Exit code 1 when a report or the clause is contradicted.
    """
    if day:
        raise click.UsageError(
            f"all reports are tested at once: leave out {clean(' '.join(day))}, or say "
            "--known-on DATE for what had been published by a day"
        )
    asked = Asked(log_file, None, known_on)
    found = reconcile(asked.log, asked.known_on)
    if form != "text":
        show_answer(words.programs.reconcile_answer(found), form, "reports")
    else:
        spoken = language(lang)
        asked.shown(spoken, words.reconcile.reconcile_document(spoken, found, asked.notes(spoken)))
    if not found.sound:
        click.get_current_context().exit(1)
