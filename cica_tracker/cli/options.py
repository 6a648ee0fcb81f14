"""The options that commands share, what they mean, and the only clock."""

import os
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

import click

from cica_tracker.cli.streams import pager_option
from cica_tracker.model.dates import Window
from cica_tracker.model.text import clean
from cica_tracker.model.written import written_day
from cica_tracker.reading.logbook import Logbook, find
from cica_tracker.words.language import languages

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]

# What is noted of the command that runs.
UNASKED = "cica_tracker.unasked"  # it answers from the shipped log


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


# `--log` on a command, as well as before it.
log_option = click.option(
    "--log", "log_file", metavar="FILE", type=click.Path(), help="The log to use."
)


def together(*options: Decorator) -> Decorator:
    """Several options as one decorator, in the order of the help."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def day_option(*names: str, **attrs: Any) -> Decorator:
    """An option that names a day, or a month or year of which the last day is meant."""
    return click.option(*names, type=LastDay(), metavar="DATE", **attrs)


known_on_option = day_option("--known-on", help="Use only what had been published by that day.")
as_of_option = day_option(
    "--as-of",
    help="The day asked about, included; a month or year means its last day. Without it: today.",
)


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


assume_option = click.option(
    "--assume",
    multiple=True,
    metavar="STATE=DATE[:FORM]",
    help="Compute as though that State (or next: one not named) consented that day. "
    "Nothing is written. May be repeated.",
)


def format_option(*formats: str) -> Decorator:
    """`--format`, the first being the default."""
    return click.option(
        "--format",
        "form",
        type=Format(formats),
        default=formats[0],
        show_default=True,
        help="text is for reading, in a terminal or a pipe; "
        f"{' and '.join(one for one in formats if one in {'json', 'csv'})} for programs.",
    )


def _language_code(_: click.Context, __: click.Parameter, value: str) -> str:
    if value != "en" and value not in languages():
        raise click.BadParameter(f'"{clean(value)}" is not one of {", ".join(languages())}')
    return value


lang_option = click.option(
    "--lang",
    default="en",
    show_default=True,
    metavar="CODE",
    callback=_language_code,
    help=f"The language of the answer: {' or '.join(languages())}.",
)


sources_option = click.option(
    "--sources", "in_full", is_flag=True, help="Give the sources in full."
)


def answer_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What every answer for readers takes: `--lang`, `--no-pager`, `--log`."""
    return lang_option(pager_option(log_option(command)))


def named_log(log_file: str | None) -> str | None:
    """The log that an option names, on the command or before it; None: neither does."""
    root: str | None = click.get_current_context().find_root().obj
    return root if log_file is None else log_file


def which_log(log_file: str | None) -> Logbook:
    """The log that the options, the environment and the folder mean."""
    try:
        folder = Path.cwd()
    except OSError:  # the folder has been deleted: only a named log or the shipped one is left
        folder = Path(os.sep)
    found = find(named_log(log_file), os.environ, folder)
    click.get_current_context().meta[UNASKED] = found.unasked
    return found
