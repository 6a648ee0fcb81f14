"""Which lists of answers a workbook of one treaty has, each a sheet."""

from datetime import date
from typing import Any

from cica_tracker.answers.members import events_of, sources_of
from cica_tracker.answers.reconcile import reconciliation_of
from cica_tracker.answers.timeline import span_of, timeline_of
from cica_tracker.rules.contradictions import Settled
from cica_tracker.words import programs
from cica_tracker.words.language import Language
from cica_tracker.words.timeline import chart_of

Sheets = dict[str, tuple[Any, str]]


def sheets_of(settled: Settled, as_of: date, assumed: tuple[str, ...] = ()) -> Sheets:
    """By the name of a sheet an answer as of a day, and the list of it that stands there."""
    used = sources_of(settled.record.log)
    members = programs.members_answer(settled, as_of, assumed)
    found: Sheets = {"states": (members, "members")}
    if span_of(settled)[0] < as_of:
        chart = chart_of(Language(), timeline_of(settled, end=as_of))
        found["count"] = programs.timeline_answer(chart, settled, assumed), "points"
    reports = programs.reconcile_answer(reconciliation_of(settled))
    found["reports"] = reports, "reports"
    found["events"] = programs.log_answer(settled, events_of(settled.record), assumed), "events"
    found["sources"] = programs.sources_answer(settled, used, assumed), "sources"
    return found
