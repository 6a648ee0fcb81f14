"""`text`: a sentence of one's own, with the numbers of the answer in its places."""

import sys
from html import escape
from pathlib import Path

import click

from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import day_options, lang_option, log_option
from cica_tracker.cli.streams import say
from cica_tracker.model.problems import LogError
from cica_tracker.words.notes import problem_count
from cica_tracker.words.programs import status_answer
from cica_tracker.words.template import filled, placeholders, worded

_LARGEST = 1 << 20  # bytes


@click.command(
    epilog='Example: tracker text --as-of 2024-12-31 --template "{contracting}/{required}"'
)
@day_options
@click.option(
    "--template",
    metavar="TEXT",
    help="The text; {contracting} is a place, {{ a brace, {as_of:long} a day in words.",
)
@click.option(
    "--template-file",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The same from a file in UTF-8; - is standard input.",
)
@click.option("--keys", is_flag=True, help="List the places, each with its value on the day.")
@click.option("--html", is_flag=True, help="The text is HTML: escape the values in it.")
@lang_option
@log_option
@answering
def text_command(
    asked: Asked, template: str | None, template_file: Path | None, keys: bool, html: bool
) -> None:
    """A text of your own with the values of the answer in it, so that it stays true.

    The places are the keys of tracker status --format json: {remaining} is worded as a number or a
    range, {remaining.at_least} is one bound, {named_states} are listed, {remaining:needed} is "1
    more needed", {as_of:long} and :short are days in words.
    """
    if sum((template is not None, template_file is not None, keys)) != 1:
        raise click.UsageError("give one of --template TEXT, --template-file FILE or --keys")

    text = template if template_file is None else _read(template_file)
    spoken = asked.spoken
    answer = status_answer(status_of(asked.settled, asked.as_of), lang=spoken)
    if text is None:
        for name, value in placeholders(answer).items():
            say(f"{{{name}}}: {worded(spoken, name, value)}", err=False)
        return
    shown = filled(spoken, text, answer, escape if html else str)
    click.echo(shown.encode(), nl=not shown.endswith("\n"))
    if answer.problems:
        say(problem_count(spoken, answer.problems))


def _read(file: Path) -> str:
    """The text of a template."""
    try:
        if str(file) == "-":
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with file.open("rb") as stream:
                data = stream.read(_LARGEST + 1)
    except OSError as error:
        raise LogError(f"{file}: {(error.strerror or str(error)).lower()}") from None
    if len(data) > _LARGEST:
        raise LogError(f"{file}: this is larger than a template, 1 MB\n  name a shorter text")
    try:
        return data.decode("utf-8-sig")
    except ValueError:
        raise LogError(f"{file}: this is not UTF-8 text\n  save it as UTF-8") from None
