"""`members`: what is known of each State that may consent."""

import click

from cica_tracker import words
from cica_tracker.answers.members import members_of
from cica_tracker.cli.asked import open_log
from cica_tracker.cli.common import format_option, log_option, show, show_answer
from cica_tracker.rules.contradictions import settle
from cica_tracker.words.languages import language
from cica_tracker.words.lists import members_document


@click.command(epilog="Example: tracker members --format csv")
@format_option("text", "json", "csv")
@log_option
def members_command(form: str, log_file: str | None) -> None:
    """Every State that may consent: deposited, domestic act only, signed, nothing known."""
    log = open_log(log_file)
    settled = settle(log)
    members = members_of(settled)
    if form != "text":
        show_answer(words.programs.members_answer(settled, members), form, "members")
        return
    show(members_document(language(), log, members))
