"""`force`: when the treaty enters into force."""

import click

from cica_tracker import words
from cica_tracker.answers.force import force_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import (
    answer_options,
    assume_option,
    day_options,
    format_option,
    sources_option,
)


@click.command(epilog="Example: tracker force --assume Kuwait=2026-12-01")
@day_options
@assume_option
@click.option("--explain", is_flag=True, help="Give the clause, and who consented last.")
@sources_option
@format_option("text", "json", "csv")
@answer_options
@answering
def force_command(asked: Asked, explain: bool) -> None:
    """When the treaty enters into force: each condition, the arithmetic, the projected day.

    A computed day is a projection; the depositary's notification prevails.
    """
    settled, day = asked.settled, asked.as_of
    asked.answer(
        lambda: words.programs.force_answer(settled, day, asked.assume),
        lambda: words.force.force_document(
            asked.spoken, force_of(settled), day, explain=explain, notes=asked.notes()
        ),
        rows="conditions",
        in_full=explain,
    )
