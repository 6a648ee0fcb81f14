"""`check`: every problem of a log, or of several."""

from typing import TYPE_CHECKING

import click

from cica_tracker.answers.check import check
from cica_tracker.answers.values import CheckAnswer
from cica_tracker.cli.many import answered, paths_argument
from cica_tracker.cli.options import format_option, log_option, which_log
from cica_tracker.cli.screen import pager, show_json
from cica_tracker.cli.streams import CANNOT, pager_option, say
from cica_tracker.model.problems import LogError, Problem
from cica_tracker.reading.logbook import read_bytes
from cica_tracker.reading.many import logs_in
from cica_tracker.reading.parse import read

if TYPE_CHECKING:
    from cica_tracker.reading.logbook import Logbook


@click.command(epilog="Example: tracker check && git commit data/ratifications.toml")
@paths_argument
@format_option("text", "json")
@pager_option
@log_option
def check_command(paths: tuple[str, ...], form: str, log_file: str | None) -> None:
    """Every problem of the log at once, each with its place and what to do.

    A PATH is a log, or a folder that is searched for logs; without one it is the log that is found.
    Silent and exit code 0 when all is well; exit code 1 with problems, 2 where a file cannot be
    opened.
    """
    logbooks, unread = _meant(paths, log_file)
    problems: list[Problem] = []
    for found in answered(_problems, logbooks):
        if isinstance(found, LogError):
            unread.append(found)
        else:
            problems += found
    for error in unread:
        say(str(error))
    if form == "json":
        if problems or not unread:
            show_json(CheckAnswer(problems=tuple(problems)).as_json())
    else:
        _tell(problems)
    if unread or problems:
        click.get_current_context().exit(CANNOT if unread else 1)


def _tell(problems: list[Problem]) -> None:
    """The problems, each with its place, then how many there are."""
    if not problems:
        return
    files = len({problem.name for problem in problems})
    where = f" in {files} logs" if files > 1 else ""
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}{where}"
    with pager() as stream:
        for text in (*map(str, problems), count):
            say(text, err=False, file=stream)


def _meant(paths: tuple[str, ...], log_file: str | None) -> "tuple[list[Logbook], list[LogError]]":
    """The logs that are meant, and what is wrong with a path."""
    if not paths:
        return [which_log(log_file)], []
    if log_file is not None:
        raise click.UsageError("--log names the log already: leave out the paths, or --log")

    places = logs_in(paths)
    return (
        [place.logbook for place in places if place.logbook],
        [place.problem for place in places if place.problem],
    )


def _problems(logbook: "Logbook") -> tuple[Problem, ...] | LogError:
    """The problems of one log, in whatever process; or why it cannot be opened."""
    try:
        data = read_bytes(logbook)
    except LogError as error:
        return error
    reading = read(data, logbook.name)
    return reading.problems if reading.log is None else check(reading.log)
