"""`log`: the events, in the order of their days."""

import click

from cica_tracker import words
from cica_tracker.answers.members import events_of, known_or_refused
from cica_tracker.cli.asked import open_log
from cica_tracker.cli.common import format_option, lang_option, log_option, show, show_answer
from cica_tracker.cli.completion import from_log
from cica_tracker.cli.pager import pager_option
from cica_tracker.model.events import EVENT_TYPES
from cica_tracker.rules.record import make_record
from cica_tracker.words.language import language


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
@lang_option
@pager_option
@log_option
def log_command(
    states: tuple[str, ...],
    types: tuple[str, ...],
    sources: tuple[str, ...],
    form: str,
    lang: str,
    log_file: str | None,
) -> None:
    """The events in the order of their days; each filter may be repeated."""
    log = open_log(log_file)
    known_or_refused(log, states, sources)
    events = events_of(make_record(log), states=states, types=types, sources=sources)
    if form != "text":
        show_answer(words.programs.log_answer(log, events), form, "events")
        return
    show(words.lists.log_document(language(lang), log, events), long=True)
