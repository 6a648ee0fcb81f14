"""`overview`: many treaties at once, a row each; or one State under each."""

import sys
from contextlib import suppress
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import click

from cica_tracker.answers.overview import (
    SORTS,
    Overview,
    OverviewRow,
    StateOverview,
    StateRow,
    in_order,
    overview_row,
    state_meant,
    state_row,
    unread,
)
from cica_tracker.cli.many import answered, first_reason, paths_argument, places_of
from cica_tracker.cli.options import answer_options, as_of_option, known_on_option, today
from cica_tracker.cli.papers import Paper, file_options
from cica_tracker.formats.csv import rows_csv
from cica_tracker.formats.xlsx import xlsx
from cica_tracker.model.dates import Window
from cica_tracker.model.json_text import json_text
from cica_tracker.model.problems import LogError
from cica_tracker.reading.load import load
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.language import language
from cica_tracker.words.notes import day_notes
from cica_tracker.words.overview import overview_document, state_document

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cica_tracker.model.events import Log
    from cica_tracker.reading.logbook import Logbook
    from cica_tracker.reading.many import Place

FORMS = ("json", "csv", "md", "html", "xlsx")


@click.command(epilog="Example: tracker overview examples/ --as-of 2001-01-01")
@paths_argument
@as_of_option
@known_on_option
@click.option("--state", metavar="NAME", help="What this State did under each, by any name.")
@click.option(
    "--sort",
    type=click.Choice(SORTS),
    default="needed",
    show_default=True,
    help="By how many more are needed, by name, by the age of the last word (the oldest first), "
    "or by the day in force.",
)
@file_options(FORMS, FORMS)
@answer_options
def overview_command(
    paths: tuple[str, ...],
    as_of: Window | None,
    known_on: Window | None,
    state: str | None,
    sort: str,
    lang: str,
    log_file: str | None,
    paper: Paper,
) -> None:
    """Many treaties at once: a row each, those first that need the fewest more.

    A PATH is a log, or a folder that is searched for logs; without one it is the folder of the log
    that is found. A log that cannot be read is a row with the reason, and makes the exit code 1.
    """
    places = places_of(paths, log_file)
    day = as_of.last if as_of else today()
    known = known_on.last if known_on else None
    found = _overview(places, day, known, state, sort)
    if paper.form in {"text", "md", "html"}:
        spoken = language(lang)
        notes = day_notes(spoken, day, as_of, known, today())
        paper.show(
            overview_document(spoken, found, notes)
            if isinstance(found, Overview)
            else state_document(spoken, found, notes)
        )
    else:
        paper.write(lambda: _data(found, paper.form))
    if any(row.error for row in found.treaties):
        sys.exit(1)


def _overview(
    places: "list[Place]", day: date, known: date | None, state: str | None, sort: str
) -> "Overview | StateOverview":
    logbooks = [place.logbook for place in places if place.logbook]
    name = None if state is None else state_meant(state, _logs(logbooks))
    kind: type[OverviewRow] = OverviewRow if name is None else StateRow
    rows = answered(partial(_row, day=day, known=known, state=name), logbooks)
    rows += [
        unread(kind, place.name, 0, first_reason(place.name, place.problem))
        for place in places
        if place.problem
    ]
    if name is None:
        return Overview(as_of=day, known_on=known, treaties=in_order(rows, sort))
    mine = [row for row in rows if isinstance(row, StateRow)]
    return StateOverview(as_of=day, known_on=known, state=name, treaties=in_order(mine, sort))


def _row(logbook: "Logbook", *, day: date, known: date | None, state: str | None) -> "OverviewRow":
    """The row of one log, in whatever process."""
    try:
        log = load(logbook)
    except LogError as error:
        kind: type[OverviewRow] = OverviewRow if state is None else StateRow
        why = first_reason(logbook.name, error)
        return unread(kind, logbook.name, len(error.problems), why)
    settled = make_consistent(log, known)
    return overview_row(log, settled, day) if state is None else state_row(log, settled, day, state)


def _logs(logbooks: "list[Logbook]") -> "Iterator[Log]":
    """Those logs that can be read, one at a time."""
    for logbook in logbooks:
        with suppress(LogError):  # its row says why it cannot be read
            yield load(logbook)


def _data(found: "Overview | StateOverview", form: str) -> bytes:
    """The rows for programs."""
    if form == "json":
        return (json_text(found.as_json()) + "\n").encode()
    if form == "csv":
        return rows_csv(found, "treaties").encode()

    return xlsx({"treaties": (found, "treaties")}, found.as_of)
