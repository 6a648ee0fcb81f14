"""What commands share that make a file: their options for it, and the way into it."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import wraps
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from cica_tracker.cli.options import Decorator, Format, together, which_log
from cica_tracker.cli.screen import show
from cica_tracker.cli.streams import columns, say
from cica_tracker.formats import rendered
from cica_tracker.model.text import clean
from cica_tracker.model.value import value
from cica_tracker.words.document import Document
from cica_tracker.writing.output import write

_SLOW = ("docx", "pdf", "png", "xlsx")


class _Form(Format):
    """A format by its name; a briefing is no table."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if there is such a format."""
        if value == "csv" and value not in self.choices:
            self.fail(_NO_TABLE, param, ctx)
        return super().convert(value, param, ctx)


_NO_TABLE = "a briefing is no table: tracker members --format csv has its States"


@value
class Paper:
    """What is to be made, and where it goes: a file, or standard output; `form` says as what."""

    output: Path | None
    form: str
    force: bool
    log_file: str | None

    def show(self, document: Document) -> None:
        """A document, in this form: on the screen, or as a file."""
        if self.form == "text":
            show(document)
        else:
            self.write(lambda: rendered(document, self.form))

    def write(self, make: Callable[[], bytes]) -> None:
        """What `make` gives. Raises LogError if it cannot be written."""
        output, slow = self.output, self.form in _SLOW
        if output is None and slow and sys.stdout.isatty():
            raise click.UsageError(
                f"a .{self.form} is not for the screen: name a file with -o FILE"
            )
        with _progress(output or self.form) if slow else nullcontext():
            data = make()
        if output is None:
            sys.stdout.buffer.write(data)
            return
        write(output, data, force=self.force, logs=[which_log(self.log_file).path])
        if sys.stderr.isatty():
            say(f"{output}: written")


def file_options(endings: tuple[str, ...], forms: tuple[str, ...]) -> Decorator:
    """`-o`, `--format` and `--force`, given to the command as one `Paper`; also needs `--log`."""

    def add(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def with_paper(*, output: Path | None, form: str | None, force: bool, **values: Any) -> Any:
            if str(output) == "-":
                output = None
            paper = Paper(output, _form_of(output, form, endings), force, values["log_file"])
            return command(paper=paper, **values)

        return options(with_paper)

    options = together(
        click.option(
            "-o",
            "--output",
            metavar="FILE",
            type=click.Path(path_type=Path),
            help=f"Write a file; its ending says what: {', '.join('.' + e for e in endings)}.",
        ),
        click.option(
            "--format",
            "form",
            type=_Form(("text", *forms)),
            help="What to print, or to write where the ending does not say.  [default: text]",
        ),
        click.option("--force", is_flag=True, help="Overwrite a file that is there."),
    )
    return add


def _form_of(output: Path | None, form: str | None, endings: tuple[str, ...]) -> str:
    """The format asked for, else the one that the file's ending names."""
    if output is None:
        return form or "text"
    ending = output.suffix.lower().removeprefix(".")
    if ending == "csv" and "docx" in endings:
        raise click.BadParameter(_NO_TABLE, param_hint="-o")
    if ending not in endings:
        listed = ", ".join(f".{name}" for name in endings)
        raise click.BadParameter(f'"{output}" ends in none of {listed}', param_hint="-o")
    if form and form != ending:
        raise click.UsageError(f'"{output}" is not a file for --format {form}: leave one of them')
    return ending


@contextmanager
def _progress(made: Path | str) -> Iterator[None]:
    """Something that moves, on a terminal, while a slow format is made."""
    if not sys.stderr.isatty():
        yield
        return
    waiting = Text(f"making {clean(str(made))} ...")
    # The size is given, or rich would read COLUMNS and LINES, whatever stands in them.
    with Console(stderr=True, width=columns() or 80, height=25).status(waiting):
        yield
