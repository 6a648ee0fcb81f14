"""From files to logs: each treaty a new log in a folder."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cica_tracker.cli.importing.options import Destination, Read
from cica_tracker.cli.options import today
from cica_tracker.cli.progress import progress
from cica_tracker.cli.screen import show, show_json
from cica_tracker.cli.streams import say
from cica_tracker.exchange.outcome import Outcome
from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import Logbook
from cica_tracker.words.exchange import imported_document
from cica_tracker.words.language import language
from cica_tracker.writing.append import create_log
from cica_tracker.writing.batch import new_log

if TYPE_CHECKING:
    from cica_tracker.exchange.found import Found


def bring(files: Sequence[str], read: "Read", to: Destination, folder: Path) -> None:
    """Make a new log of each treaty; ends with 2 where a file fails, 1 where totals differ."""
    outcomes: list[Outcome] = []
    taken: dict[Path, str] = {}
    with progress(files, "bringing in") as several:
        for file in several:
            outcomes += _brought(file, read, to, folder, taken)
    if to.dry_run and to.form != "json":
        _tell_errors(outcomes)
    else:
        _tell(outcomes, to)
    if any(one.error for one in outcomes):
        sys.exit(2)
    if any(one.found and one.found.disagrees for one in outcomes):
        sys.exit(1)


def _brought(
    file: str, read: "Read", to: Destination, folder: Path, taken: dict[Path, str]
) -> "list[Outcome]":
    try:
        several = read(file)
    except LogError as error:
        return [Outcome(file, error=str(error))]
    return [_written(found, to, folder, taken) for found in several]


def _written(found: "Found", to: Destination, folder: Path, taken: dict[Path, str]) -> "Outcome":
    path = folder / f"{found.name}.toml"
    text, ids = new_log(
        found.log, None if found.whole else today(), found.file, to.again, found.quoted
    )
    before = taken.setdefault(path, found.file)
    if before != found.file:
        error = (
            f"{found.file}: {path} is the log of {before} already\n  rename one of the two files"
        )
        return Outcome(found.file, str(path), error=error)
    if to.dry_run:
        if to.form != "json":
            sys.stdout.buffer.write(text)
            sys.stdout.buffer.flush()
        return Outcome(found.file, str(path), found, ids)
    try:
        create_log(Logbook(path, str(path)), text)
    except LogError as error:
        return Outcome(found.file, str(path), error=str(error))
    return Outcome(found.file, str(path), found, ids)


def _tell(outcomes: "Sequence[Outcome]", to: Destination) -> None:
    _tell_errors(outcomes)
    results = [one.as_json() for one in outcomes]
    if to.form == "json":
        show_json(results)
        return
    show(imported_document(language(to.lang), results), long=False)


def _tell_errors(outcomes: "Sequence[Outcome]") -> None:
    for one in outcomes:
        if one.error:
            say(one.error)
