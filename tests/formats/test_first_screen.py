"""The first answer fits the first screen, whatever the log, the day and the language."""

from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from helpers.command import ROOT
from helpers.long import sampled

from cica_tracker import load
from cica_tracker.answers.status import status_of
from cica_tracker.formats.terminal import write
from cica_tracker.model.dates import OPEN_END, OPEN_START
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.answer import with_short_sources
from cica_tracker.words.language import language, languages
from cica_tracker.words.notes import origin, problems_note
from cica_tracker.words.status import status_document

LOGS = [
    ROOT / "data/ratifications.toml",
    *sorted((ROOT / "examples").glob("*.toml")),
    *sorted((ROOT / "tests/treaties/logs").glob("*.toml")),
]
LONGEST = 20  # lines, of a terminal of 80 columns
DAYS = 10


def days_of(log):
    """Some of the days on which something happens, in order, and of those after them."""
    ends = {day for event in log.events for day in event.date} - {OPEN_START, OPEN_END}
    found = sorted(ends | {day + timedelta(days=1) for day in ends})
    return [*found[:: max(len(found) // DAYS, 1)], found[-1]]


@pytest.mark.parametrize("path", sampled(LOGS, 8), ids=lambda path: path.stem)
def test_the_first_answer_takes_at_most_twenty_lines_in_every_language(path):
    log = load(path)
    settled = make_consistent(log)
    for day in days_of(log):
        status = status_of(settled, day)
        for code in languages():
            lang = language(code)
            document = status_document(lang, status, notes=problems_note(lang, settled))
            document = with_short_sources(lang, document)
            if path is LOGS[0]:
                document = replace(document, about=origin(lang))
            shown = StringIO()
            write(document, shown, width=80)
            assert len(shown.getvalue().splitlines()) <= LONGEST, shown.getvalue()
