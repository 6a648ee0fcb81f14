"""`retract`: an event is taken back; nothing is ever edited."""

from typing import Any

import click

from cica_tracker.cli.entry.adding import add
from cica_tracker.cli.entry.flags import Typed, flag_called
from cica_tracker.cli.entry.how import how_of, how_options, taking_back


@click.command(
    params=[
        *taking_back("Why it is taken back."),
        click.Option(
            ["--source"],
            type=Typed(flag_called("retraction", "source")),
            multiple=True,
            metavar="ID",
            help="A source of the log that shows the mistake. May be repeated.",
        ),
        *how_options(state=False),
    ],
    epilog='Example: tracker retract jordan --reason "the deposit was of another treaty"',
)
def retract_command(of: str | None, reason: str | None, source: Any, **how: Any) -> None:
    """Take an event back. It stays in the log, and a retraction is appended.

    What was known before stays known: status --known-on with a day before the retraction still
    sees the event. To put something right instead, see: tracker correct --help
    """
    values = {"event_of": of, "event_reason": reason, "event_source": source}
    add("retraction", values, how_of(how, {"command": "retract"}))
