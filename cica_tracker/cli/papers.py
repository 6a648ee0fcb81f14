"""`brief` and `timeline`: what is handed up, as text, as a file, as a picture."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cica_tracker.cli.asked import Asked
from cica_tracker.cli.common import (
    Decorator,
    Format,
    LastDay,
    assume_option,
    day_options,
    lang_option,
    log_option,
    show,
    show_json,
    today,
    which_log,
)
from cica_tracker.cli.streams import say
from cica_tracker.model.dates import Window

if TYPE_CHECKING:
    from datetime import date

    from cica_tracker.rules.contradictions import Settled
    from cica_tracker.words.document import Chart

_PAPERS = ("txt", "md", "html", "docx", "pdf", "json")
_PICTURES = ("svg", "png")
_SLOW = ("docx", "pdf", "png")
_PNG_WIDTH = 2280


class _Form(Format):
    """A format by its name; a briefing is no table."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The name, if there is such a format."""
        if value == "csv" and value not in self.choices:
            self.fail(_NO_TABLE, param, ctx)
        return super().convert(value, param, ctx)


_NO_TABLE = "a briefing is no table: tracker members --format csv has its States"


def _file_options(endings: tuple[str, ...], forms: tuple[str, ...]) -> Decorator:
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


@click.command(epilog="Example: tracker brief --as-of 2024-12-31 -o briefing.html")
@day_options
@assume_option
@click.option(
    "--style",
    type=click.Choice(("full", "one-page")),
    default="full",
    show_default=True,
    help="In full, or what fits on one page.",
)
@click.option("--prepared-by", metavar="NAME", help="Who hands it up, for the foot of the page.")
@_file_options(_PAPERS, _PAPERS)
@lang_option
@log_option
def brief_command(
    as_of: Window | None,
    known_on: Window | None,
    assume: tuple[str, ...],
    style: Any,
    prepared_by: str | None,
    output: Path | None,
    form: str | None,
    force: bool,
    lang: str,
    log_file: str | None,
) -> None:
    """A briefing to hand up: the status, the picture, the States, the reports, the sources.

    Every statement is cited, and every number is the same in each format. Word needs the extra
    [docx]; a PDF is printed by Chromium, Chrome or Edge if there is one.
    """
    form = _form_of(output, form, _PAPERS)
    from hashlib import sha256

    from cica_tracker.answers.status import status_of
    from cica_tracker.reading.logbook import read_bytes
    from cica_tracker.words.briefing import Origin, briefing_document
    from cica_tracker.words.languages import language
    from cica_tracker.words.notes import hypothetical

    asked = Asked(log_file, as_of, known_on, assume)
    logbook = which_log(log_file)
    digest = sha256(read_bytes(logbook)).hexdigest()
    words = language(lang)
    document = briefing_document(
        words,
        status_of(asked.settled(), asked.as_of),
        style=style,
        notes=asked.notes(words),
        origin=Origin(today(), logbook.path.name, digest, prepared_by),
    )
    if assume:
        document = hypothetical(words, document, assume)
    if form == "text":
        show(document)
        return
    from cica_tracker.formats import rendered

    _deliver(lambda: rendered(document, form), form, output, log_file, force=force)


@click.command(epilog="Example: tracker timeline --from 2024 -o ratifications.svg")
@click.option(
    "--from", "start", type=LastDay(), metavar="DATE", help="The first day; else the adoption."
)
@click.option("--to", "end", type=LastDay(), metavar="DATE", help="The last day; else today.")
@click.option(
    "--known-on",
    type=LastDay(),
    metavar="DATE",
    help="Use only what had been published by that day.",
)
@assume_option
@_file_options(_PICTURES, (*_PICTURES, "json", "csv"))
@lang_option
@log_option
def timeline_command(
    start: Window | None,
    end: Window | None,
    known_on: Window | None,
    assume: tuple[str, ...],
    output: Path | None,
    form: str | None,
    force: bool,
    lang: str,
    log_file: str | None,
) -> None:
    """The number of contracting States day by day, between what is certain and what is possible.

    With the number required, the reports, and the deposits known by name. A PNG needs the extra
    [png].
    """
    form = _form_of(output, form, _PICTURES)
    from cica_tracker.answers.timeline import timeline_of
    from cica_tracker.words.document import Chart, Document
    from cica_tracker.words.languages import language
    from cica_tracker.words.notes import hypothetical
    from cica_tracker.words.picture import page_words
    from cica_tracker.words.timeline import chart_of

    words = language(lang)
    asked = Asked(log_file, None, known_on, assume)
    settled = asked.settled()
    chart = chart_of(words, timeline_of(settled, *_span(settled, start, end)))
    document = Document(chart.title, (chart,), language=words.code, words=page_words(words))
    if assume:
        document = hypothetical(words, document, assume)
        chart = next(block for block in document.blocks if isinstance(block, Chart))
    if form == "text":
        show(document)
    elif form == "json":
        from cica_tracker.words.programs import timeline_answer

        show_json(timeline_answer(chart, assume).as_json())
    else:
        _deliver(lambda: _picture(chart, form), form, output, log_file, force=force)


def _span(
    settled: "Settled", start: Window | None, end: Window | None
) -> "tuple[date, date] | tuple[None, None]":
    """The first and the last day of a picture; None: those of the record, which all lies ahead.

    Raises UsageError, naming what was given.
    """
    from cica_tracker.answers.timeline import span_of

    first = start.first if start else span_of(settled)[0]
    last = end.last if end else today()
    if first < last:
        return first, last
    if not start and not end:
        return None, None
    if not start:
        raise click.UsageError(
            f"nothing is recorded before {first}, and the picture would end on {last}: "
            "name an earlier day with --from"
        )
    if not end:
        raise click.UsageError(f"--from {first} is not before today: name a later day with --to")
    raise click.UsageError(f"--from {first} is not before --to {last}")


def _form_of(output: Path | None, form: str | None, endings: tuple[str, ...]) -> str:
    """The format asked for, else the one that the file's ending names."""
    ending = output.suffix.lower().removeprefix(".") if output and str(output) != "-" else ""
    if output is None or str(output) == "-":
        return form or "text"
    if ending == "csv" and endings == _PAPERS:
        raise click.BadParameter(_NO_TABLE, param_hint="-o")
    if ending not in endings:
        listed = ", ".join(f".{name}" for name in endings)
        raise click.BadParameter(f'"{output}" ends in none of {listed}', param_hint="-o")
    if form and form != ending:
        raise click.UsageError(f'"{output}" is not a file for --format {form}: leave one of them')
    return ending


def _picture(chart: "Chart", form: str) -> bytes:
    if form == "csv":
        from cica_tracker.formats.csv import chart_csv

        return chart_csv(chart).encode()
    from cica_tracker.formats.svg import svg

    if form == "svg":
        return svg(chart).encode() + b"\n"
    from cica_tracker.formats.png import png

    return png(svg(chart), _PNG_WIDTH)


def _deliver(
    make: Callable[[], bytes],
    form: str,
    output: Path | None,
    log_file: str | None,
    *,
    force: bool,
) -> None:
    """What `make` gives, into the file or to standard output. Raises LogError if it cannot be."""
    from cica_tracker.formats.missing import MissingError
    from cica_tracker.model.problems import LogError
    from cica_tracker.writing.output import OutputError, write

    to_screen = output is None or str(output) == "-"
    if to_screen and form in _SLOW and sys.stdout.isatty():
        raise click.UsageError(f"a .{form} is not for the screen: name a file with -o FILE")
    try:
        with _progress(form, output):
            data = make()
        if output is None or to_screen:
            sys.stdout.buffer.write(data)
            return
        write(output, data, force=force, log=which_log(log_file).path)
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
    from rich.console import Console
    from rich.text import Text

    from cica_tracker.model.text import clean

    waiting = Text(f"making {clean(str(output or form))} ...")
    with Console(stderr=True).status(waiting):
        yield
