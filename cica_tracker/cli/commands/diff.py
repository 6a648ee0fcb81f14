"""`diff`: two logs side by side, or a log and a file that can be brought in."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cica_tracker.answers.diff import diff
from cica_tracker.cli.importing.options import only_one, table_options, table_reader
from cica_tracker.cli.options import day_option, format_option, lang_option, today
from cica_tracker.cli.screen import show, show_csv, show_json
from cica_tracker.cli.streams import pager_option
from cica_tracker.exchange.csv_table import About
from cica_tracker.exchange.json_file import LARGEST as LARGEST_JSON
from cica_tracker.exchange.json_file import from_json
from cica_tracker.exchange.untc import from_page
from cica_tracker.exchange.untc_page import LARGEST
from cica_tracker.formats.markdown import markdown
from cica_tracker.reading.foreign import read_foreign
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook
from cica_tracker.words.diff import diff_document, diff_table
from cica_tracker.words.document import Document
from cica_tracker.words.language import language

if TYPE_CHECKING:
    from datetime import date

    from cica_tracker.model.dates import Window
    from cica_tracker.model.events import Log


@click.command(
    epilog="Example: tracker diff examples/kyoto-protocol.toml examples/kyoto-protocol.toml"
)
@click.argument("a", metavar="A", type=click.Path())
@click.argument("b", metavar="B", type=click.Path())
@day_option(
    "--retrieved", help="The day on which a file that is no log was fetched. Without it: today."
)
@table_options
@format_option("text", "json", "csv", "md")
@lang_option
@pager_option
def diff_command(
    a: str, b: str, retrieved: "Window | None", form: str, lang: str, **table: Any
) -> None:
    """Acts that only one has, days and forms that differ, and when the answers part.

    A and B are logs, or files that import reads. Exit code 1 when they differ.
    """
    first, second = (_log(name, retrieved.last if retrieved else today(), table) for name in (a, b))
    found = diff(first, second)
    if form == "json":
        show_json(found.as_json())
    elif form == "csv":
        show_csv(Document("", (diff_table(found),)))
    else:
        document = diff_document(language(lang), found)
        if form == "md":
            click.echo(markdown(document), nl=False)
        else:
            show(document)
    if not found.equal:
        sys.exit(1)


def _log(name: str, day: "date", table: "dict[str, Any]") -> "Log":
    """The log in a file, whatever kind of file it is."""
    path = Path(name)
    if path.suffix.lower() == ".toml":
        return load(Logbook(path, name))
    if path.suffix.lower() == ".xml":
        return from_page(read_foreign(path, LARGEST), name, day).log
    if path.suffix.lower() == ".json":
        return only_one(from_json(read_foreign(path, LARGEST_JSON), name, day), name).log

    return only_one(table_reader(table, About(day))(name), name).log
