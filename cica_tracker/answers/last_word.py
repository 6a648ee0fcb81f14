"""The last word on the count by a day: how old it is, and what has been recorded since."""

from datetime import date
from itertools import chain

from cica_tracker.answers.status import Range, Status, required_and_remaining
from cica_tracker.model.events import Consent, Report, Withdrawal
from cica_tracker.model.value import value
from cica_tracker.rules.record import Record


@value
class LastWord:
    """What was last said of the count by a day, and what the log holds since.

    `day` is that of the last report, else of the last recorded deposit; None: neither is recorded.
    `remaining` is what it left to be done then. `since` are the deposits and withdrawals that may
    have come after the report. `open` is true where nothing later bounds the count from above.
    """

    report: Report | None
    day: date | None
    remaining: Range | None
    since: tuple[Consent | Withdrawal, ...]
    open: bool


def last_word_of(status: Status) -> LastWord:
    """The last word on the count by the day of a status."""
    return status.settled.record.once(("last word", status.as_of), lambda: _last_word(status))


def _last_word(status: Status) -> LastWord:
    record, report = status.settled.record, status.last_report
    every = record.once("acts", lambda: _acts(record))
    acts = [event for event in every if event.date.first <= status.as_of]
    if report is None:
        past = (event.date.last for event in acts if event.date.last <= status.as_of)
        day = max(past, default=None)
    else:
        day = report.date.last
        acts = [event for event in acts if event.date.last > day]
    remaining = required_and_remaining(status.settled, day.toordinal())[1] if day else None
    return LastWord(report, day, remaining, tuple(acts), _open(status))


def _acts(record: Record) -> list[Consent | Withdrawal]:
    """Every consent and withdrawal, by their days."""
    acts: chain[Consent | Withdrawal] = chain(
        *record.consents.values(), *record.withdrawals.values()
    )
    return sorted(acts, key=lambda event: (event.date, event.id))


def _open(status: Status) -> bool:
    """Whether no statement about that day or a later one bounds the count from above."""
    if status.contracting.exact:
        return False
    day = status.as_of.toordinal()
    high = status.settled.path_high(day)
    return high is None or not high.ids or high.day <= day
