"""`members`: what is known of each State that may consent."""

import click

from cica_tracker import words
from cica_tracker.answers.members import members_of
from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import (
    answer_options,
    assume_option,
    day_options,
    format_option,
    sources_option,
)


@click.command(epilog="Example: tracker members --as-of 2024-12-31 --format csv")
@day_options
@assume_option
@sources_option
@format_option("text", "json", "csv")
@answer_options
@answering
def members_command(asked: Asked) -> None:
    """Every State that may consent, and what is known of each as of a day.

    Members, the States that the clause lists, and whoever has signed, deposited or withdrawn.
    """
    settled, day = asked.settled, asked.as_of
    asked.answer(
        lambda: words.programs.members_answer(settled, day, asked.assume),
        lambda: words.lists.members_document(
            asked.spoken, status_of(settled, day), members_of(settled, day), asked.notes()
        ),
        rows="members",
    )
