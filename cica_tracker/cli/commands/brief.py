"""`brief`: what a desk hands up, in any format."""

from hashlib import sha256
from typing import Any

import click

from cica_tracker.answers.changes import changes_of
from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import (
    answer_options,
    assume_option,
    day_option,
    day_options,
    today,
    which_log,
)
from cica_tracker.cli.papers import Paper, file_options
from cica_tracker.formats import FORMATS
from cica_tracker.formats.xlsx import xlsx
from cica_tracker.model.dates import Window
from cica_tracker.reading.logbook import read_bytes
from cica_tracker.words.briefing import Origin, briefing_document
from cica_tracker.words.programs import treaty_changes
from cica_tracker.words.workbook import sheets_of

PAPERS = (*FORMATS, "xlsx")


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
@day_option("--since", help="Say what became known since that day, as tracker changes does.")
@click.option("--prepared-by", metavar="NAME", help="Who hands it up, for the foot of the page.")
@file_options(PAPERS, PAPERS)
@answer_options
@answering
def brief_command(
    asked: Asked, style: Any, since: Window | None, prepared_by: str | None, paper: Paper
) -> None:
    """A briefing to hand up: the status, the picture, the States, the reports, the sources.

    Every statement is cited, and every number is the same in each format. Word needs the extra
    [docx]; a PDF is printed by Chromium, Chrome or Edge if there is one. A workbook, with the
    extra [xlsx], has the lists behind it: States, count, reports, events, sources, a sheet each.
    """
    settled = asked.settled
    if paper.form == "xlsx":
        sheets = sheets_of(settled, asked.as_of, asked.assume)
        paper.write(lambda: xlsx(sheets, today()))
        return
    if since and since.last > asked.as_of:
        raise click.UsageError(f"--since {since.last} is after the day of the briefing")
    changed = changes_of(asked.log, since.last, asked.as_of) if since else None
    logbook = which_log(asked.log_file)
    digest = sha256(read_bytes(logbook)).hexdigest()
    document = briefing_document(
        asked.spoken,
        status_of(settled, asked.as_of),
        style=style,
        notes=asked.notes(),
        changed=treaty_changes(changed) if changed else None,
        origin=Origin(today(), logbook.path.name, digest, prepared_by),
    )
    paper.show(asked.marked(document))
