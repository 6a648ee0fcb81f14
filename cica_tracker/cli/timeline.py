"""`timeline`: the count over time, as a picture or as its numbers."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from cica_tracker.answers.timeline import span_of, timeline_of
from cica_tracker.cli.asked import Asked
from cica_tracker.cli.common import (
    LastDay,
    assume_option,
    lang_option,
    log_option,
    show,
    show_json,
    today,
)
from cica_tracker.cli.papers import deliver, file_options, form_of
from cica_tracker.formats.csv import chart_csv
from cica_tracker.formats.png import png
from cica_tracker.formats.svg import svg
from cica_tracker.model.dates import Window
from cica_tracker.words.document import Chart, Document
from cica_tracker.words.language import language
from cica_tracker.words.notes import hypothetical
from cica_tracker.words.picture import page_words
from cica_tracker.words.programs import timeline_answer
from cica_tracker.words.timeline import chart_of

if TYPE_CHECKING:
    from datetime import date

    from cica_tracker.rules.contradictions import Settled

PICTURES = ("svg", "png")
_PNG_WIDTH = 2280


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
@file_options(PICTURES, (*PICTURES, "json", "csv"))
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
    form = form_of(output, form, PICTURES)
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
        show_json(timeline_answer(chart, assume).as_json())
    else:
        deliver(lambda: _picture(chart, form), form, output, log_file, force=force)


def _span(
    settled: "Settled", start: Window | None, end: Window | None
) -> "tuple[date, date] | tuple[None, None]":
    """The first and the last day of a picture; None: those of the record, which all lies ahead.

    Raises UsageError, naming what was given.
    """
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


def _picture(chart: "Chart", form: str) -> bytes:
    if form == "csv":
        return chart_csv(chart).encode()

    if form == "svg":
        return svg(chart).encode() + b"\n"

    return png(svg(chart), _PNG_WIDTH)
