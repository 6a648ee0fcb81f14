"""When a source can have been published: no earlier than what it reports."""

from collections.abc import Iterator
from datetime import timedelta

from cica_tracker.model.dates import Window, edtf
from cica_tracker.model.events import Consent, DomesticApproval, NotYet, Report, StateAct
from cica_tracker.rules.record import Record

_TOLD_AFTERWARDS = Consent | DomesticApproval | StateAct | NotYet | Report


def too_early(record: Record) -> Iterator[tuple[int, str, str]]:
    """Sources whose window of publication begins before the day of what they report.

    Each as its index, what is wrong, and what to write. A clause, a withdrawal, a membership or an
    entry into force may be told beforehand.
    """
    for index, source in enumerate(record.log.sources):
        window = source.published
        if window is None or not _dated_within_a_year(window):
            continue
        told = [
            event
            for event in record.events
            if isinstance(event, _TOLD_AFTERWARDS)
            and source.id in event.source
            and window.first < event.date.first <= window.last
        ]
        if not told:
            continue
        latest = max(told, key=lambda event: event.date.first)
        begins = latest.date.first.isoformat()
        yield (
            index,
            (
                f'"{source.id}" may have been published before {begins}, the first day possible '
                f'for "{latest.id}", which it reports'
            ),
            f'let the window begin that day: published = "[{begins}..{window.last.isoformat()}]"',
        )


def _dated_within_a_year(window: Window) -> bool:
    """Whether the first day is somebody's claim, not that of a month, a year or an undated page."""
    return ".." in edtf(window) and window.first > window.last - timedelta(days=366)
