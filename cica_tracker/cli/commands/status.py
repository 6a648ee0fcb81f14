"""`status`: how many more are needed, as of a day."""

from dataclasses import replace

import click

from cica_tracker import words
from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import (
    answer_options,
    assume_option,
    day_options,
    format_option,
    sources_option,
)
from cica_tracker.words.document import Document
from cica_tracker.words.facts import sentences


@click.command(epilog="Example: tracker status --as-of 2024-12-31 --explain")
@day_options
@assume_option
@click.option("--explain", is_flag=True, help="Give the chain of reasons for each bound.")
@sources_option
@format_option("text", "json")
@answer_options
@answering
def status_command(asked: Asked, explain: bool) -> None:
    """How many ratifications there are and how many more are needed, as of a day.

    The answer is the tightest that the log allows, with the reasons and sources behind it. A day
    before the adoption or in the future is answered too.
    """
    status = status_of(asked.settled, asked.as_of)

    def document() -> Document:
        notes = asked.notes(read=False)
        made = words.status.status_document(asked.spoken, status, explain=explain, notes=notes)
        return replace(made, about=sentences(made.about, *asked.read))

    asked.answer(
        lambda: words.programs.status_answer(status, asked.assume),
        document,
        long=explain or asked.in_full,
        in_full=explain,
    )
