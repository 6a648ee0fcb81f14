"""`export`: logs as data, for programs, databases and spreadsheets."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cica_tracker.cli.many import paths_argument
from cica_tracker.cli.options import known_on_option, log_option, which_log
from cica_tracker.cli.progress import progress
from cica_tracker.cli.streams import say
from cica_tracker.exchange.columns import TABLES
from cica_tracker.exchange.json_out import to_json
from cica_tracker.exchange.log_names import keys_of
from cica_tracker.exchange.tables import Row, acts_of, tables_of
from cica_tracker.formats.csv import table_csv
from cica_tracker.formats.parquet import to_parquet
from cica_tracker.formats.sqlite import to_sqlite
from cica_tracker.formats.xlsx import workbook
from cica_tracker.model.problems import LogError
from cica_tracker.reading.load import load
from cica_tracker.reading.many import logs_in
from cica_tracker.rules.record import log_known_on, undated
from cica_tracker.words.language import language
from cica_tracker.words.notes import left_out_note
from cica_tracker.writing.output import write

if TYPE_CHECKING:
    from cica_tracker.model.dates import Window
    from cica_tracker.model.events import Log
    from cica_tracker.reading.logbook import Logbook

ENDINGS = ("json", "csv", "sqlite", "xlsx", "parquet")


@click.command(epilog="Example: tracker export --to ratifications.sqlite")
@paths_argument
@click.option(
    "--to",
    "target",
    required=True,
    metavar="FILE",
    type=click.Path(path_type=Path),
    help=f"The file to write; its ending says what: {', '.join('.' + e for e in ENDINGS)}.",
)
@click.option("--force", is_flag=True, help="Overwrite a file that is there.")
@known_on_option
@log_option
def export_command(
    paths: tuple[str, ...],
    target: Path,
    force: bool,
    known_on: "Window | None",
    log_file: str | None,
) -> None:
    """The logs as data: of files, and of folders, which are searched for logs.

    .json holds all that they say, and tracker import json takes it back. .csv and .parquet are one
    table of what each State did. .sqlite and .xlsx have the sources, reports and answers as well;
    docs/data.md explains them. Without a PATH it is the log that the other commands answer from.
    """
    form = target.suffix.lower().removeprefix(".")
    if form not in ENDINGS:
        listed = ", ".join(f".{name}" for name in ENDINGS)
        raise click.BadParameter(f'"{target}" ends in none of {listed}', param_hint="--to")
    if target.exists() and not force:
        raise LogError(
            f"{target}: there is a file already, so it stays as it is\n"
            "  name another file, or overwrite it with --force"
        )
    books = _books(paths, log_file)
    logs = _logs(books)
    if known_on:
        for note in left_out_note(language("en"), sum(map(undated, logs.values()))):
            say(note)
        logs = {name: log_known_on(log, known_on.last) for name, log in logs.items()}
    write(target, _data(logs, form), force=force, logs=[book.path for book in books])
    if sys.stderr.isatty():
        say(f"{target}: {len(logs)} treat{'y' if len(logs) == 1 else 'ies'}")


def _books(paths: tuple[str, ...], log_file: str | None) -> "list[Logbook]":
    """The logs that are meant. Raises LogError, naming all of it, where there are none."""
    if not paths:
        return [which_log(log_file)]
    if log_file is not None:
        raise click.UsageError("name the logs either as PATH or with --log")
    places = logs_in(paths)
    _refuse([str(place.problem) for place in places if place.problem])
    return [place.logbook for place in places if place.logbook]


def _logs(books: "list[Logbook]") -> "dict[str, Log]":
    """Each log under its name. Raises LogError with all that cannot be read: none is left out."""
    found: dict[str, Log] = {}
    wrong = []
    names = keys_of([book.name for book in books])
    with progress(list(zip(names, books, strict=True)), "reading") as several:
        for name, book in several:
            try:
                found[name] = load(book)
            except LogError as error:
                wrong.append(str(error))
    _refuse(wrong)
    return {name: found[name] for name in sorted(found)}


def _refuse(wrong: list[str]) -> None:
    if wrong:
        raise LogError("\n".join(wrong) + "\nnothing was written: correct this, or leave it out")


def _data(logs: "dict[str, Log]", form: str) -> bytes:
    """The bytes of the file."""
    if form == "json":
        return to_json(logs)
    acts = [row for name, log in logs.items() for row in acts_of(name, log)]
    head = tuple(column.name for column in TABLES["act"])
    if form == "csv":
        return table_csv([head, *acts]).encode()
    if form == "parquet":
        return to_parquet("act", acts)
    tables = _tables(logs)
    if form == "sqlite":
        return to_sqlite(tables)
    tables = {"act": acts, **tables}
    meanings = [
        (table, column.name, column.meaning) for table in tables for column in TABLES[table]
    ]
    heads = {table: tuple(column.name for column in TABLES[table]) for table in tables}
    sheets = {table: [heads[table], *rows] for table, rows in tables.items()}
    return workbook({**sheets, "explained": [("table", "column", "meaning"), *meanings]})


def _tables(logs: "dict[str, Log]") -> "dict[str, list[Row]]":
    found: dict[str, list[Row]] = {}
    with progress(list(logs.items()), "computing") as several:
        for name, log in several:
            for table, rows in tables_of(name, log).items():
                found.setdefault(table, []).extend(rows)
    return found
