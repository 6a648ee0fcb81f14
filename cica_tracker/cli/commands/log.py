"""`log`: the events, in the order of their days."""

import click

from cica_tracker import words
from cica_tracker.answers.members import events_of, known_or_refused
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.completion import from_log
from cica_tracker.cli.options import answer_options, format_option
from cica_tracker.model.events import EVENT_TYPES
from cica_tracker.rules.record import make_record


@click.command(epilog="Example: tracker log --type report --type ratification")
@click.option(
    "--state",
    "states",
    multiple=True,
    metavar="STATE",
    shell_complete=from_log("state"),
    help="Only this State.",
)
@click.option(
    "--type",
    "types",
    multiple=True,
    type=click.Choice(EVENT_TYPES),
    metavar="TYPE",
    help="Only this type; tracker add --help lists them all.",
)
@click.option(
    "--source",
    "sources",
    multiple=True,
    metavar="ID",
    shell_complete=from_log("source"),
    help="Only from this source.",
)
@format_option("text", "json", "csv")
@answer_options
@answering
def log_command(
    asked: Asked, states: tuple[str, ...], types: tuple[str, ...], sources: tuple[str, ...]
) -> None:
    """The events in the order of their days; each filter may be repeated."""
    log = asked.log
    if asked.form == "text":
        asked.warn()
    known_or_refused(log, states, sources)
    events = events_of(make_record(log), states=states, types=types, sources=sources)
    asked.answer(
        lambda: words.programs.log_answer(asked.settled, events),
        lambda: words.lists.log_document(asked.spoken, log, events),
        rows="events",
    )
