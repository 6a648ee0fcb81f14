"""`import`: depositaries' pages, researchers' tables and JSON become logs, or proposals for one."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cica_tracker.cli.importing.new_logs import bring
from cica_tracker.cli.importing.options import (
    TABLE,
    Destination,
    Read,
    files_argument,
    one_day,
    retrieved_option,
    table_options,
    table_reader,
    where_options,
)
from cica_tracker.cli.importing.proposals import compare
from cica_tracker.cli.options import today
from cica_tracker.exchange import json_file, untc_page
from cica_tracker.exchange.csv_table import About
from cica_tracker.exchange.repair import mended
from cica_tracker.exchange.untc import from_page
from cica_tracker.model.dates import Window
from cica_tracker.reading.foreign import read_foreign
from cica_tracker.reading.values import clause_in, plain_clause

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from cica_tracker.exchange.found import Found
    from cica_tracker.model.events import Clause

_LARGEST_CLAUSE = 1024 * 1024


@click.group(
    epilog="Example: tracker import untc examples/tables/II-1.en.xml --retrieved 2018-01-15 "
    "--to logs --dry-run",
)
def import_command() -> None:
    """Bring in treaties that others have put into tables, or bring a log up to date.

    With --to each treaty becomes a log of its own. With --log the file is compared with that log:
    what is new or differs is shown, and appended only with --accept, or by answering.
    """


@import_command.command(
    "untc",
    short_help="Pages of the UN Treaty Collection as XML, one treaty each.",
    epilog="Example: tracker import untc XXVII-7-d.en.xml --retrieved 2018-01-15 --to logs",
)
@files_argument
@retrieved_option
@click.option(
    "--recover", is_flag=True, help="Read damaged XML all the same, and say what was mended."
)
@click.option(
    "--required",
    type=click.IntRange(1),
    metavar="N",
    help="The clause: N consents are required (one file).",
)
@click.option("--delay", metavar="DURATION", help="The clause: the delay after them, such as P90D.")
@click.option(
    "--clause",
    "clause_file",
    metavar="FILE",
    type=click.Path(),
    help="The clause, as [[event]] of a TOML file (one file).",
)
@where_options
def untc_command(
    files: tuple[str, ...],
    retrieved: Window,
    recover: bool,
    required: int | None,
    delay: str | None,
    clause_file: str | None,
    **how: Any,
) -> None:
    """Pages of the UN Treaty Collection as XML, one treaty each; a log is named as its file."""
    clause = _clause(required, delay, clause_file)
    if clause is not None and len(files) > 1:
        raise click.UsageError("a clause is of one treaty: give one file with it")
    day = one_day(retrieved)

    def read(file: str) -> "list[Found]":
        data = read_foreign(Path(file), untc_page.LARGEST)
        return [from_page(data, file, day, clause, mended(data, file) if recover else None)]

    _bring(files, read, "tracker import untc FILE --log THIS --retrieved DATE", how)


@import_command.command(
    "csv",
    short_help="Tables of researchers; several treaties make several logs.",
    epilog="Example: tracker import csv wipo.csv --map-file wipo --retrieved 2021-05-01 --to logs",
)
@files_argument
@retrieved_option
@table_options
@click.option("--source-title", metavar="TEXT", help="What the table is called.")
@click.option("--publisher", metavar="TEXT", help="Who published it.")
@click.option("--url", metavar="URL", help="Where it stands.")
@where_options
def csv_command(
    files: tuple[str, ...],
    retrieved: Window,
    source_title: str | None,
    publisher: str | None,
    url: str | None,
    **how: Any,
) -> None:
    """Tables of researchers; several treaties in one file make several logs."""
    values = {key: how.pop(key) for key in TABLE}
    read = table_reader(values, About(one_day(retrieved), source_title, publisher, url))
    again = "tracker import csv FILE --map ... --log THIS --retrieved DATE"
    _bring(files, read, again, how)


@import_command.command(
    "json",
    short_help="What tracker export writes as JSON, or tracker log prints.",
    epilog="Example: tracker export --to log.json && tracker import json log.json --to logs",
)
@files_argument
@where_options
def json_command(files: tuple[str, ...], **how: Any) -> None:
    """What tracker export writes as JSON, or tracker log prints: it comes back as it went out."""

    def read(file: str) -> "list[Found]":
        data = read_foreign(Path(file), json_file.LARGEST)
        return json_file.from_json(data, file, today())

    _bring(files, read, "tracker import json FILE --log THIS", how)


def _clause(
    required: int | None, delay: str | None, clause_file: str | None
) -> "Callable[[date], Clause] | None":
    """What makes the clause that the options give; None: they give none."""
    if delay is not None and required is None:
        raise click.UsageError("--delay goes with --required")
    if required is not None and clause_file is not None:
        raise click.UsageError("give the clause either as numbers or as a file")

    if required is not None:
        number = required
        return lambda when: plain_clause(number, delay, when)
    if clause_file is not None:
        name = clause_file
        data = read_foreign(Path(name), _LARGEST_CLAUSE)
        return lambda when: clause_in(data, name, when)
    return None


def _bring(files: tuple[str, ...], read: "Read", again: str, how: dict[str, Any]) -> None:
    """New logs, or proposals for one, as the options say."""
    options = Destination(again, **how)
    if (options.folder is None) == (options.log_file is None):
        raise click.UsageError("say where it goes: --to DIR for new logs, or --log FILE to compare")
    if options.folder is None:
        if len(files) != 1:
            raise click.UsageError("one file is compared with a log: give one")
        compare(files[0], read, options)
        return
    if options.accept:
        raise click.UsageError("--accept goes with --log: a new log takes everything")
    bring(files, read, options, Path(options.folder))
