"""`sources`: what rests on each source."""

import click

from cica_tracker import words
from cica_tracker.answers.members import sources_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import answer_options, format_option


@click.command(epilog="Example: tracker sources")
@format_option("text", "json", "csv")
@answer_options
@answering
def sources_command(asked: Asked) -> None:
    """Which sources the events rest on, and which were read and are silent."""
    log = asked.log
    used = sources_of(log)
    if asked.form == "text":
        asked.warn()
    asked.answer(
        lambda: words.programs.sources_answer(asked.settled, used),
        lambda: words.lists.sources_document(asked.spoken, log, used),
        rows="sources",
    )
