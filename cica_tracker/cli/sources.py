"""`sources`: what rests on each source."""

import click

from cica_tracker import words
from cica_tracker.answers.members import sources_of
from cica_tracker.cli.asked import open_log
from cica_tracker.cli.common import (
    format_option,
    lang_option,
    log_option,
    show,
    show_answer,
)
from cica_tracker.cli.pager import pager_option
from cica_tracker.words.language import language


@click.command(epilog="Example: tracker sources")
@format_option("text", "json", "csv")
@lang_option
@pager_option
@log_option
def sources_command(form: str, lang: str, log_file: str | None) -> None:
    """Which sources the events rest on, and which were read and are silent."""
    log = open_log(log_file)
    used = sources_of(log)
    if form != "text":
        show_answer(words.programs.sources_answer(log, used), form, "sources")
        return
    show(words.lists.sources_document(language(lang), log, used), long=True)
