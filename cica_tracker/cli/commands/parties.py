"""`parties`: from which day each contracting State is bound."""

import click

from cica_tracker import words
from cica_tracker.answers.force import force_of
from cica_tracker.answers.parties import parties_of
from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import (
    answer_options,
    assume_option,
    day_options,
    format_option,
    sources_option,
)


@click.command(epilog="Example: tracker --log examples/rome-statute.toml parties --as-of 2003")
@day_options
@assume_option
@sources_option
@format_option("text", "json", "csv")
@answer_options
@answering
def parties_command(asked: Asked) -> None:
    """For each named contracting State the day from which it is bound.

    Before entry into force they are contracting States, not parties.
    """
    settled, day = asked.settled, asked.as_of
    asked.answer(
        lambda: words.programs.parties_answer(settled, day, asked.assume),
        lambda: words.lists.parties_document(
            asked.spoken, status_of(settled, day), parties_of(force_of(settled), day), asked.notes()
        ),
        rows="parties",
    )
