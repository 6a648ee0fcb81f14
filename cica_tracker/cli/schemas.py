"""`schema`: what programs can rely on."""

import click

from cica_tracker.cli.common import show_json

_NAMES = (
    *("status", "reconcile", "force", "parties", "members", "log", "sources", "check"),
    *("brief", "timeline"),
)


@click.command(epilog="Example: tracker schema status")
@click.argument("answer", type=click.Choice(_NAMES))
def schema_command(answer: str) -> None:
    """The JSON Schema of what a command prints with --format json.

    Keys are only ever added: an answer that fits today's schema fits tomorrow's.
    """
    from cica_tracker.words.schemas import schema_of_command

    show_json(schema_of_command(answer))
