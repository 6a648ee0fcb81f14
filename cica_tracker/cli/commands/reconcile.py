"""`reconcile`: every report against the rest of the record."""

import click

from cica_tracker import words
from cica_tracker.answers.reconcile import reconciliation_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import answer_options, format_option, known_on_option, sources_option
from cica_tracker.model.text import clean


@click.command(epilog="Example: tracker reconcile --known-on 2025-02-01")
@click.argument("day", nargs=-1, metavar="")
@known_on_option
@sources_option
@format_option("text", "json", "csv")
@answer_options
@answering
def reconcile_command(asked: Asked, day: tuple[str, ...]) -> None:
    """Test every report of a count against the rest of the record without that report.

    Exit code 1 when a report or the clause is contradicted.
    """
    if day:
        raise click.UsageError(
            f"all reports are tested at once: leave out {clean(' '.join(day))}, or say "
            "--known-on DATE for what had been published by a day"
        )
    found = reconciliation_of(asked.settled)
    asked.answer(
        lambda: words.programs.reconcile_answer(found),
        lambda: words.reconcile.reconcile_document(asked.spoken, found, asked.notes()),
        rows="reports",
    )
    if not found.sound:
        click.get_current_context().exit(1)
