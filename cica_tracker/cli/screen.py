"""The way of an answer to standard output: as words, as JSON, as a table."""

import sys
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from typing import TYPE_CHECKING, TextIO

import click

from cica_tracker import formats
from cica_tracker.cli.options import UNASKED
from cica_tracker.cli.streams import NO_PAGER, coloured, columns, is_unicode
from cica_tracker.words.document import Document
from cica_tracker.words.facts import sentences
from cica_tracker.words.language import language
from cica_tracker.words.notes import origin

if TYPE_CHECKING:
    from cica_tracker.answers.as_json import Answer


def show(document: Document, *, long: bool = True) -> None:
    """A document on standard output, as the terminal or pipe there can show it.

    One that may be `long` goes through the reader's pager, where there is one and a terminal.
    """
    if click.get_current_context().meta.get(UNASKED):
        where = origin(language(document.language))
        document = replace(document, about=sentences(document.about, where))
    width = (columns() or 80) if sys.stdout.isatty() else None
    with pager() if long else nullcontext() as stream:
        colours = coloured(sys.stdout)
        formats.terminal.write(document, stream or sys.stdout, width, colours=colours)


def pager() -> AbstractContextManager[TextIO | None]:
    """What the reader's pager shows, where there is one; nothing of it is loaded for a pipe."""
    if not sys.stdout.isatty() or click.get_current_context().meta.get(NO_PAGER):
        return nullcontext()
    from cica_tracker.cli.pager import paged  # noqa: PLC0415

    return paged()


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
