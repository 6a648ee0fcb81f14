"""`status`: how many more are needed, as of a day."""

from dataclasses import replace

import click

from cica_tracker import words
from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked
from cica_tracker.cli.common import (
    assume_option,
    day_options,
    format_option,
    lang_option,
    log_option,
    show_json,
)
from cica_tracker.cli.pager import pager_option
from cica_tracker.model.dates import Window
from cica_tracker.words.facts import sentences
from cica_tracker.words.language import language


@click.command(epilog="Example: tracker status --as-of 2024-12-31 --explain")
@day_options
@assume_option
@click.option("--explain", is_flag=True, help="Give the chain of reasons for each bound.")
@click.option("--sources", is_flag=True, help="Give the sources in full.")
@format_option("text", "json")
@lang_option
@pager_option
@log_option
def status_command(
    as_of: Window | None,
    known_on: Window | None,
    assume: tuple[str, ...],
    explain: bool,
    sources: bool,
    form: str,
    lang: str,
    log_file: str | None,
) -> None:
    """How many ratifications there are and how many more are needed, as of a day.

    The answer is the tightest that the log allows, with the reasons and sources behind it. A day
    before the adoption or in the future is answered too.
    """
    asked = Asked(log_file, as_of, known_on, assume)
    status = status_of(asked.settled(), asked.as_of)
    if form == "json":
        show_json(words.programs.status_answer(status, asked.assume).as_json())
        return
    spoken = language(lang)
    document = words.status.status_document(
        spoken, status, explain=explain, sources=sources, notes=asked.notes(spoken, read=False)
    )
    document = replace(document, about=sentences(document.about, *asked.read(spoken)))
    asked.shown(spoken, document, long=explain or sources)
