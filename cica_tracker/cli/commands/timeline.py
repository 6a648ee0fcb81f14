"""`timeline`: the count over time, as a picture or as its numbers."""

from typing import TYPE_CHECKING

import click

from cica_tracker.answers.timeline import span_of, timeline_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.options import (
    answer_options,
    assume_option,
    day_option,
    known_on_option,
    today,
)
from cica_tracker.cli.papers import Paper, file_options
from cica_tracker.cli.screen import show_json
from cica_tracker.formats.csv import chart_csv
from cica_tracker.formats.png import png
from cica_tracker.formats.svg import svg
from cica_tracker.model.dates import Window
from cica_tracker.words.document import Chart, Document
from cica_tracker.words.picture import page_words
from cica_tracker.words.programs import timeline_answer
from cica_tracker.words.timeline import chart_of

if TYPE_CHECKING:
    from datetime import date

    from cica_tracker.rules.contradictions import Settled

PICTURES = ("svg", "png")
_PNG_WIDTH = 2280


@click.command(epilog="Example: tracker timeline --from 2024 -o ratifications.svg")
@day_option("--from", "start", help="The first day; else the adoption.")
@day_option("--to", "end", help="The last day; else today.")
@known_on_option
@assume_option
@file_options(PICTURES, (*PICTURES, "json", "csv"))
@answer_options
@answering
def timeline_command(asked: Asked, start: Window | None, end: Window | None, paper: Paper) -> None:
    """The number of contracting States day by day, between what is certain and what is possible.

    With the number required, the reports, and the deposits known by name. A PNG needs the extra
    [png].
    """
    settled, words = asked.settled, asked.spoken
    chart = chart_of(words, timeline_of(settled, *_span(settled, start, end)))
    document = asked.marked(
        Document(chart.title, (chart,), language=words.code, words=page_words(words))
    )
    chart = next(block for block in document.blocks if isinstance(block, Chart))
    if paper.form != "json":
        asked.warn()
    if paper.form == "text":
        paper.show(document)
    elif paper.form == "json":
        show_json(timeline_answer(chart, settled, asked.assume).as_json())
    else:
        paper.write(lambda: _picture(chart, paper.form))


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
