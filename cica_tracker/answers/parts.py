"""What several answers have in common, made from what was computed."""

from cica_tracker.answers.check import check
from cica_tracker.answers.force import Force
from cica_tracker.answers.last_word import last_word_of
from cica_tracker.answers.status import Status
from cica_tracker.answers.values import ForceDays, LastKnown, LastReport
from cica_tracker.model.dates import known
from cica_tracker.rules.contradictions import Settled
from cica_tracker.rules.record import leaves_nothing_out


def entry_days(force: Force) -> ForceDays:
    """The computed days in force, and the announced one."""
    return ForceDays(known(force.computed.earliest), known(force.computed.latest), force.announced)


def last_report(status: Status) -> LastReport | None:
    """The last report of a count by the day."""
    report = status.last_report
    return LastReport(report.id, report.date.last) if report else None


def last_known(status: Status) -> LastKnown | None:
    """The last word on the count by the day; None where neither report nor deposit is recorded."""
    word = last_word_of(status)
    if word.day is None:
        return None
    report = word.report.id if word.report else None
    since = tuple(event.id for event in word.since)
    return LastKnown(word.day, report, word.remaining, since, word.open)


def problems_in(settled: Settled, *, supposed: bool = False) -> int:
    """How many problems `check` finds in the whole log, whatever was asked or supposed."""
    whole = not supposed and leaves_nothing_out(settled.record)
    return len(check(settled.record.log, settled if whole else None))
