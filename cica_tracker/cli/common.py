"""What the commands share: their options, the day of today, and the way to the screen."""

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cica_tracker import formats
from cica_tracker.cli.pager import paged
from cica_tracker.cli.streams import coloured, columns, is_unicode
from cica_tracker.model.dates import Window
from cica_tracker.model.text import clean
from cica_tracker.model.written import written_day
from cica_tracker.reading.logbook import Logbook, find
from cica_tracker.words.document import Document
from cica_tracker.words.facts import sentences
from cica_tracker.words.language import language, languages
from cica_tracker.words.notes import origin

if TYPE_CHECKING:
    from cica_tracker.answers.as_json import Answer

_UNASKED = "cica_tracker.unasked"  # whether this command answers from the shipped log

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class LastDay(click.ParamType[Window]):
    """A day, or a month or year, of which the last day is meant."""

    name = "date"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Window:
        """The window of days that the text names; its last day is the one that counts."""
        if isinstance(value, Window):
            return value
        try:
            return written_day(value, today())
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Format(click.Choice[str]):
    """The name of a format; `rich`, as text was once called, still means it."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if there is such a format."""
        return super().convert("text" if value == "rich" else value, param, ctx)


def today() -> date:
    """The only clock."""
    return date.today()  # noqa: DTZ011  the day where the reader is


def log_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--log FILE` on a command, as well as before it."""
    return click.option(
        "--log", "log_file", metavar="FILE", type=click.Path(), help="The log to use."
    )(command)


def known_on_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--known-on DATE`."""
    return click.option(
        "--known-on",
        type=LastDay(),
        metavar="DATE",
        help="Use only what had been published by that day.",
    )(command)


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--as-of DATE`."""
    return click.option(
        "--as-of",
        type=LastDay(),
        metavar="DATE",
        help="The day asked about, included; a month or year means its last day. "
        "Without it: today.",
    )(command)


def day_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--as-of`, which may also be written without its name, and `--known-on`."""
    bare = click.argument("day", nargs=-1, metavar="[DATE]")

    @wraps(command)
    def with_day(*args: Any, day: tuple[str, ...], **values: Any) -> Any:
        if day and values["as_of"]:
            raise click.UsageError(f"--as-of names the day already: leave out {' '.join(day)}")
        if day:
            values["as_of"] = LastDay().convert(" ".join(day), None, None)
        return command(*args, **values)

    return as_of_option(known_on_option(bare(with_day)))


def assume_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--assume STATE=DATE`, several times."""
    return click.option(
        "--assume",
        multiple=True,
        metavar="STATE=DATE[:FORM]",
        help="Compute as though that State (or next: one not named) consented that day. "
        "Nothing is written. May be repeated.",
    )(command)


def format_option(*formats: str) -> Decorator:
    """`--format`, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=Format(formats),
        default=formats[0],
        show_default=True,
        help="text is for reading, in a terminal or a pipe; json and csv for programs.",
    )


def lang_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--lang CODE`."""
    return click.option(
        "--lang",
        default="en",
        show_default=True,
        metavar="CODE",
        callback=_language_code,
        help="The language of the answer: en or ru.",
    )(command)


def _language_code(_: click.Context, __: click.Parameter, value: str) -> str:
    if value != "en" and value not in languages():
        raise click.BadParameter(f'"{clean(value)}" is not one of {", ".join(languages())}')
    return value


def which_log(log_file: str | None) -> Logbook:
    """The log that the options, the environment and the folder mean."""
    chosen = click.get_current_context().find_root().obj if log_file is None else log_file
    try:
        folder = Path.cwd()
    except OSError:  # the folder has been deleted: only a named log or the shipped one is left
        folder = Path(os.sep)
    found = find(chosen, os.environ, folder)
    click.get_current_context().meta[_UNASKED] = found.unasked
    return found


def show(document: Document, *, long: bool = False) -> None:
    """A document on standard output, as the terminal or pipe there can show it.

    A `long` one goes through the reader's pager, where there is one and a terminal.
    """
    if click.get_current_context().meta.get(_UNASKED):
        where = origin(language(document.language))
        document = replace(document, about=sentences(document.about, where))
    width = (columns() or 80) if sys.stdout.isatty() else None
    with paged(wanted=long) as stream:
        colours = coloured(sys.stdout)
        formats.terminal.write(document, stream or sys.stdout, width, colours=colours)


def show_json(answer: object) -> None:
    """An answer as JSON; characters that act on a screen are escaped."""
    click.echo(formats.json.json_text(answer, ascii_only=not is_unicode(sys.stdout)))


def show_answer(answer: "Answer", form: str, rows: str) -> None:
    """An answer for programs: whole as JSON, or its list `rows` as CSV, in UTF-8 always."""
    if form == "csv":
        click.echo(formats.csv.rows_csv(answer, rows).encode(), nl=False)
    else:
        show_json(answer.as_json())


def show_csv(document: Document) -> None:
    """The table of a document as CSV on standard output, in UTF-8 always."""
    click.echo(formats.csv.render(document).encode(), nl=False)
