"""`check`: every problem of the log."""

import click

from cica_tracker.answers.check import check
from cica_tracker.answers.values import CheckAnswer
from cica_tracker.cli.common import format_option, log_option, show_json, which_log
from cica_tracker.cli.streams import say
from cica_tracker.reading.logbook import read_bytes
from cica_tracker.reading.parse import read


@click.command(epilog="Example: tracker check && git commit data/ratifications.toml")
@format_option("text", "json")
@log_option
def check_command(form: str, log_file: str | None) -> None:
    """Every problem of the log at once, each with its place and what to do.

    Silent and exit code 0 when all is well; exit code 1 with problems.
    """
    logbook = which_log(log_file)
    reading = read(read_bytes(logbook), logbook.name)
    problems = reading.problems if reading.log is None else check(reading.log)
    if form == "json":
        show_json(CheckAnswer(problems=problems).as_json())
    else:
        for problem in problems:
            say(str(problem), err=False)
        if problems:
            say(f"{len(problems)} problem{'s' * (len(problems) != 1)}", err=False)
    if problems:
        click.get_current_context().exit(1)
