"""When a source can have been published: no earlier than what it reports, and not in the future."""

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


def doubtful_events(record: Record) -> Iterator[tuple[int, str, str]]:
    """Acts and reports of a day on which none of their sources, or nobody, can have known them.

    Each as its index, what is wrong, and what to do.
    """
    known = record.log.source_by_id
    in_use = {id(event) for event in record.events}
    for index, event in enumerate(record.log.events):
        if not isinstance(event, _TOLD_AFTERWARDS) or id(event) not in in_use:
            continue
        sources = [known[one] for one in event.source if one in known]
        published = [one.published.last for one in sources if one.published]
        first = event.date.first
        if published and len(published) == len(event.source) and max(published) < first:
            yield (
                index,
                f"the day lies after {max(published)}, when its last source was published",
                "correct the day, or name the source that tells of it",
            )
        elif event.recorded and event.recorded < first:
            yield (
                index,
                f"the day lies after {event.recorded}, when it was recorded",
                "correct the day; what is only expected is no event",
            )


def doubtful_sources(record: Record) -> Iterator[tuple[int, str, str]]:
    """Sources published after they were recorded: index, what is wrong, what to do."""
    for index, source in enumerate(record.log.sources):
        if source.published and source.recorded and source.recorded < source.published.first:
            yield (
                index,
                f"published after {source.recorded}, the day on which it was recorded",
                "correct the day of publication",
            )


def _dated_within_a_year(window: Window) -> bool:
    """Whether the first day is somebody's claim, not that of a month, a year or an undated page."""
    return ".." in edtf(window) and window.first > window.last - timedelta(days=366)
