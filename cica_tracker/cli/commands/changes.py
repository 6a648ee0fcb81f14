"""`changes`: what became known between two days, and what it did to each answer."""

import os
import sys
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click

from cica_tracker.answers.changes import (
    ChangesAnswer,
    ChangesRow,
    TreatyChanges,
    changes_from,
    changes_of,
)
from cica_tracker.cli.many import answered, first_reason, paths_argument, places_of
from cica_tracker.cli.options import answer_options, day_option, today
from cica_tracker.cli.papers import Paper, file_options
from cica_tracker.formats.csv import table_csv
from cica_tracker.formats.tidy import table_of
from cica_tracker.model.dates import Window
from cica_tracker.model.json_text import json_text
from cica_tracker.model.problems import LogError
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook
from cica_tracker.words.changes import changes_document
from cica_tracker.words.language import language
from cica_tracker.words.programs import treaty_changes

FORMS = ("json", "csv", "md", "html")


@click.command(epilog="Example: tracker changes --since 2024-12-31 --until 2025-08-31")
@paths_argument
@day_option(
    "--since", help="The day of the last look, included; a month or year means its last day."
)
@day_option("--until", help="The day of this look. Without it: today.")
@click.option(
    "--by",
    type=click.Choice(("publication", "recorded")),
    default="publication",
    show_default=True,
    help="Known from the day on which a source published it, or on which the log recorded it.",
)
@click.option(
    "--before",
    metavar="DIR",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Instead of --since: compare with the same files as they stand under DIR, such as another "
    "checkout.",
)
@file_options(FORMS, FORMS)
@answer_options
def changes_command(
    paths: tuple[str, ...],
    since: Window | None,
    until: Window | None,
    by: Any,
    before: Path | None,
    lang: str,
    log_file: str | None,
    paper: Paper,
) -> None:
    """What became known since a day, what was taken back, and what that did to each answer.

    The answer before is as of --since with what was known then, the one after as of --until with
    what was known then. With --before both are as of --until, of two states of the files. A PATH
    is a log, or a folder that is searched for logs; without one it is the folder of the log that
    is found. A log that cannot be read makes the exit code 1.
    """
    if (since is None) is (before is None):
        raise click.UsageError("give --since DATE, or --before DIR")
    last = until.last if until else today()
    first = since.last if since else last
    if last < first:
        raise click.UsageError(f"--until {last} is before --since {first}")
    places = places_of(paths, log_file)
    logbooks = [place.logbook for place in places if place.logbook]
    by = "files" if before else by
    rows = answered(partial(_changes, since=first, until=last, by=by, before=before), logbooks)
    rows += [
        TreatyChanges(log=place.name, error=first_reason(place.name, place.problem))
        for place in places
        if place.problem
    ]
    found = ChangesAnswer(since=first, until=last, by=by, treaties=tuple(rows))
    if paper.form in {"json", "csv"}:
        paper.write(lambda: _data(found, paper.form))
    else:
        paper.show(changes_document(language(lang), found))
    if any(row.error for row in rows):
        sys.exit(1)


def _data(found: ChangesAnswer, form: str) -> bytes:
    """The same for programs; as a table a row a treaty."""
    if form == "csv":
        return table_csv(table_of(ChangesRow, found.rows)).encode()
    return (json_text(found.as_json()) + "\n").encode()


def _changes(
    logbook: "Logbook", *, since: date, until: date, by: str, before: Path | None
) -> "TreatyChanges":
    """What changed in one log, in whatever process."""
    try:
        log = load(logbook)
        if before:
            logbook = _under(before, logbook)
            earlier = load(logbook) if logbook.path.exists() else None
            return treaty_changes(changes_from(earlier, log, until))
    except LogError as error:
        return TreatyChanges(log=logbook.name, error=first_reason(logbook.name, error))
    return treaty_changes(changes_of(log, since, until, by))


def _under(folder: Path, logbook: "Logbook") -> "Logbook":
    """The same file in another checkout."""
    path = folder / os.path.relpath(logbook.path)
    return Logbook(path, str(path))
