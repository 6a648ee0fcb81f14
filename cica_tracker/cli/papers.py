"""What `brief` and `timeline` share: their options for files, and the way into a file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from cica_tracker.cli.common import Decorator, Format, which_log
from cica_tracker.cli.streams import columns, say
from cica_tracker.formats.missing import MissingError
from cica_tracker.model.problems import LogError
from cica_tracker.model.text import clean
from cica_tracker.writing.output import OutputError, write

_SLOW = ("docx", "pdf", "png", "xlsx")


class _Form(Format):
    """A format by its name; a briefing is no table."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if there is such a format."""
        if value == "csv" and value not in self.choices:
            self.fail(_NO_TABLE, param, ctx)
        return super().convert(value, param, ctx)


_NO_TABLE = "a briefing is no table: tracker members --format csv has its States"


def file_options(endings: tuple[str, ...], forms: tuple[str, ...]) -> Decorator:
    """`-o`, `--format` and `--force`."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        output = click.option(
            "-o",
            "--output",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help=f"Write a file; its ending says what: {', '.join('.' + e for e in endings)}.",
        )
        form = click.option(
            "--format",
            "form",
            type=_Form(("text", *forms)),
            help="What to print, or to write where the ending does not say.  [default: text]",
        )
        force = click.option("--force", is_flag=True, help="Overwrite a file that is there.")
        return output(form(force(command)))

    return add


def form_of(output: Path | None, form: str | None, endings: tuple[str, ...]) -> str:
    """The format asked for, else the one that the file's ending names."""
    ending = output.suffix.lower().removeprefix(".") if output and str(output) != "-" else ""
    if output is None or str(output) == "-":
        return form or "text"
    if ending == "csv" and "docx" in endings:
        raise click.BadParameter(_NO_TABLE, param_hint="-o")
    if ending not in endings:
        listed = ", ".join(f".{name}" for name in endings)
        raise click.BadParameter(f'"{output}" ends in none of {listed}', param_hint="-o")
    if form and form != ending:
        raise click.UsageError(f'"{output}" is not a file for --format {form}: leave one of them')
    return ending


def deliver(
    make: Callable[[], bytes],
    form: str,
    output: Path | None,
    log_file: str | None,
    *,
    force: bool,
) -> None:
    """What `make` gives, into the file or to standard output. Raises LogError if it cannot be."""
    to_screen = output is None or str(output) == "-"
    if to_screen and form in _SLOW and sys.stdout.isatty():
        raise click.UsageError(f"a .{form} is not for the screen: name a file with -o FILE")
    try:
        with _progress(form, output):
            data = make()
        if output is None or to_screen:
            sys.stdout.buffer.write(data)
            return
        write(output, data, force=force, logs=[which_log(log_file).path])
    except (OutputError, MissingError) as error:
        raise LogError(str(error)) from None
    if sys.stderr.isatty():
        say(f"{output}: written")


@contextmanager
def _progress(form: str, output: Path | None) -> Iterator[None]:
    """Something that moves, on a terminal, while a slow format is made."""
    if form not in _SLOW or not sys.stderr.isatty():
        yield
        return
    waiting = Text(f"making {clean(str(output or form))} ...")
    # The size is given, or rich would read COLUMNS and LINES, whatever stands in them.
    with Console(stderr=True, width=columns() or 80, height=25).status(waiting):
        yield
