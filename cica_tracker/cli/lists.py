"""`members`, `log`, `sources` and `check`: what the log holds, and whether it holds."""

import sys

import click

from cica_tracker.cli.common import (
    format_option,
    log_option,
    open_log,
    say,
    show,
    show_csv,
    show_json,
    which_log,
)
from cica_tracker.cli.known import from_log
from cica_tracker.model.events import EVENT_TYPES


@click.command(epilog="Example: tracker members --format csv")
@format_option("rich", "json", "csv")
@log_option
def members_command(form: str, log_file: str | None) -> None:
    """Every State that may consent: deposited, domestic act only, signed, nothing known."""
    from cica_tracker.answers.members import members_of
    from cica_tracker.rules.contradictions import settle

    log = open_log(log_file)
    settled = settle(log)
    members = members_of(settled)
    if form == "json":
        from cica_tracker.words.programs import members_answer

        show_json(members_answer(settled, members).as_json())
        return
    from cica_tracker.words.languages import language
    from cica_tracker.words.lists import members_document

    (show_csv if form == "csv" else show)(members_document(language(), log, members))


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
@format_option("rich", "json", "csv")
@log_option
def log_command(
    states: tuple[str, ...],
    types: tuple[str, ...],
    sources: tuple[str, ...],
    form: str,
    log_file: str | None,
) -> None:
    """The events in the order of their days; each filter may be repeated."""
    from cica_tracker.answers.members import events_of, known_or_refused
    from cica_tracker.rules.record import make_record

    log = open_log(log_file)
    known_or_refused(log, states, sources)
    events = events_of(make_record(log), states=states, types=types, sources=sources)
    if form == "json":
        from cica_tracker.words.programs import log_answer

        show_json(log_answer(log, events).as_json())
        return
    from cica_tracker.words.languages import language
    from cica_tracker.words.lists import log_document

    (show_csv if form == "csv" else show)(log_document(language(), log, events))


@click.command(epilog="Example: tracker sources")
@format_option("rich", "json", "csv")
@log_option
def sources_command(form: str, log_file: str | None) -> None:
    """Which sources the events rest on, and which were read and are silent."""
    from cica_tracker.answers.members import sources_of

    log = open_log(log_file)
    used = sources_of(log)
    if form == "json":
        from cica_tracker.words.programs import sources_answer

        show_json(sources_answer(log, used).as_json())
        return
    from cica_tracker.words.languages import language
    from cica_tracker.words.lists import sources_document

    (show_csv if form == "csv" else show)(sources_document(language(), log, used))


@click.command(epilog="Example: tracker check && git commit data/ratifications.toml")
@format_option("rich", "json")
@log_option
def check_command(form: str, log_file: str | None) -> None:
    """Every problem of the log at once, each with its place and what to do.

    Silent and exit code 0 when all is well; exit code 1 with problems.
    """
    from cica_tracker.answers.check import check
    from cica_tracker.reading.logbook import read_bytes
    from cica_tracker.reading.parse import read

    logbook = which_log(log_file)
    reading = read(read_bytes(logbook), logbook.name)
    problems = reading.problems if reading.log is None else check(reading.log)
    if form == "json":
        from cica_tracker.answers.values import CheckAnswer

        show_json(CheckAnswer(problems=problems).as_json())
    else:
        for problem in problems:
            say(str(problem), err=False)
        if problems:
            say(f"{len(problems)} problem{'s' * (len(problems) != 1)}", err=False)
    if problems:
        sys.exit(1)
