"""The last word on the count by a day: how old it is, and what has been recorded since."""

from datetime import date
from itertools import chain

from cica_tracker.answers.status import Range, Status, required_and_remaining
from cica_tracker.model.dates import Window
from cica_tracker.model.events import Consent, Report, Withdrawal
from cica_tracker.model.value import value
from cica_tracker.rules.record import Record


@value
class LastWord:
    """What was last said of the count by a day, and what the log holds since.

    `when` are the days of the last report, else of the last recorded deposit; None: neither is
    recorded. `remaining` is what the last of these days left to be done. `since` are the deposits
    and withdrawals that may have come after them, with those supposed. `open` is true where
    nothing later bounds the count from above.
    """

    report: Report | None
    when: Window | None
    remaining: Range | None
    since: tuple[Consent | Withdrawal, ...]
    open: bool

    @property
    def day(self) -> date | None:
        """The last of its days."""
        return self.when.last if self.when else None


def last_word_of(status: Status) -> LastWord:
    """The last word on the count by the day of a status."""
    return status.settled.record.once(("last word", status.as_of), lambda: _last_word(status))


def _last_word(status: Status) -> LastWord:
    record, report = status.settled.record, status.last_report
    every = record.once("acts", lambda: _acts(record))
    acts = [event for event in every if event.date.first <= status.as_of]
    if report is None:
        deposits = (one.date for one in acts if isinstance(one, Consent) and one.source)
        past = (window for window in deposits if window.last <= status.as_of)
        when = max(past, key=lambda window: (window.last, window.first), default=None)
    else:
        when = report.date
    if when:
        acts = [event for event in acts if event.date.last > when.last]
    day = when.last.toordinal() if when else None
    remaining = required_and_remaining(status.settled, day)[1] if day else None
    return LastWord(report, when, remaining, tuple(acts), _open(status))


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
