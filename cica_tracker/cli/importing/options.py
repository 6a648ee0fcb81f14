"""What the ways of importing share: where it goes, of which day it is, and how it is told."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cica_tracker.cli.options import day_option, format_option, lang_option, together
from cica_tracker.exchange.csv_file import LARGEST, Told
from cica_tracker.exchange.csv_map import map_of
from cica_tracker.exchange.csv_table import About, from_table
from cica_tracker.exchange.found import Found
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.value import value
from cica_tracker.reading.foreign import read_foreign, shipped_maps
from cica_tracker.reading.values import table_of

if TYPE_CHECKING:
    from datetime import date

Read = Callable[[str], list[Found]]

_LARGEST_MAP = 1024 * 1024


@value
class Destination:
    """Where what is found goes. `again` is the command that brings a log up to date later."""

    again: str
    folder: str | None = None
    log_file: str | None = None
    accept: str | None = None
    dry_run: bool = False
    form: str = "text"
    lang: str = "en"


files_argument = click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path()
)


# Where what is found goes, and how it is told.
where_options = together(
    click.option(
        "--to",
        "folder",
        metavar="DIR",
        type=click.Path(),
        help="Write new logs into this folder.",
    ),
    click.option(
        "--log",
        "log_file",
        metavar="FILE",
        type=click.Path(),
        help="Compare with this log instead.",
    ),
    click.option(
        "--accept",
        type=click.Choice(("new", "all")),
        help="Append to the log what is new, or corrections as well, in one go.",
    ),
    click.option("--dry-run", is_flag=True, help="Only print what would be written."),
    format_option("text", "json"),
    lang_option,
)


retrieved_option = day_option(
    "--retrieved",
    required=True,
    help="The day on which the file was fetched: it speaks of that day.",
)


# Which column of a table is what, and how its text is written.
table_options = together(
    click.option(
        "--map",
        "pairs",
        multiple=True,
        metavar="KEY=COLUMN,...",
        help="Which column is what: state, code, treaty, note; date with type, or the days of "
        "one act: signature, ratification, accession, withdrawal, ... May be repeated.",
    ),
    click.option(
        "--map-file",
        metavar="FILE",
        help="The same, kept in a TOML file; or openclimatedata, wipo, zmjones.",
    ),
    click.option(
        "--dates",
        type=click.Choice(("auto", "ymd", "dmy", "mdy")),
        default=None,
        help="The order of day and month. Without it: as the column proves, else refused.",
    ),
    click.option(
        "--delimiter", metavar="TEXT", help="What stands between cells. Without it: found."
    ),
    click.option("--encoding", metavar="NAME", help="How the text is encoded. Without it: found."),
    click.option(
        "--no-header", is_flag=True, help="The first row is no header: name columns by #1, #2."
    ),
    click.option("--split", metavar="TEXT", help="What stands between several States in one cell."),
    click.option(
        "--treaty", metavar="TITLE", help="Of several treaties in the table this one alone."
    ),
)


TABLE = ("pairs", "map_file", "dates", "delimiter", "encoding", "no_header", "split", "treaty")


def table_reader(values: Mapping[str, Any], about: "About") -> "Read":
    """What reads a table as the options of `table_options` say."""
    kept, name = _kept_map(values["map_file"])
    how = map_of(values["pairs"], kept, name)
    told = Told(
        _tab(values["delimiter"]) or how.told.delimiter,
        values["encoding"] or how.told.encoding,
        how.told.header and not values["no_header"],
    )
    dates = how.dates if values["dates"] is None else values["dates"]
    how = replace(
        how, told=told, dates=None if dates == "auto" else dates, split=values["split"] or how.split
    )
    wanted = values["treaty"]

    def read(file: str) -> "list[Found]":
        several = from_table(read_foreign(Path(file), LARGEST), file, how, about)
        if wanted is None:
            return several
        titles = [one.treaty.title for one in several]
        if wanted not in titles:
            raise LogError(f'{file}: no treaty "{wanted}"\n  {did_you_mean(wanted, titles)}')
        return [several[titles.index(wanted)]]

    return read


def _kept_map(name: str | None) -> "tuple[dict[str, Any] | None, str]":
    if name is None:
        return None, ""
    path = shipped_maps().get(name, Path(name))
    return table_of(read_foreign(path, _LARGEST_MAP), name), name


def _tab(delimiter: str | None) -> str | None:
    if delimiter is None:
        return None
    found = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    if len(found) != 1:
        raise click.BadParameter("one character is wanted, or tab", param_hint="--delimiter")
    return found


def one_day(retrieved: Window) -> "date":
    """The day of `--retrieved`."""
    if not retrieved.exact:
        raise click.BadParameter("one day is wanted here", param_hint="--retrieved")
    return retrieved.first


def only_one(several: "list[Found]", file: str) -> "Found":
    """The one treaty of a file. Raises LogError where it has several."""
    if len(several) == 1:
        return several[0]
    names = ", ".join(found.log.treaty.title for found in several[:5])
    more = ", ..." if len(several) > 5 else ""
    raise LogError(
        f"{file}: {len(several)} treaties stand in it: {names}{more}\n  name one with --treaty"
    )
