"""`schema`: what programs can rely on."""

import click

from cica_tracker.answers.as_json import schema_of
from cica_tracker.cli.screen import show_json
from cica_tracker.words.schemas import ANSWERS


@click.command(epilog=f"ANSWER is one of: {', '.join(ANSWERS)}.\n\nExample: tracker schema status")
@click.argument("answer", type=click.Choice(tuple(ANSWERS)), metavar="ANSWER")
def schema_command(answer: str) -> None:
    """The JSON Schema of what a command prints with --format json.

    Keys are only ever added: an answer that fits today's schema fits tomorrow's.
    """
    show_json(schema_of(ANSWERS[answer]))
