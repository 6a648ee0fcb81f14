"""Logs as the rows of the tables in `columns`: what is recorded, and what follows from it.

Days are dates, and None stands for what is not recorded or has no bound. Whatever is computed comes
from the same rules as the answers of `status`, `parties` and `check`.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cica_tracker.answers.changing_days import runs_of
from cica_tracker.answers.check import check
from cica_tracker.answers.force import Force, force_of
from cica_tracker.answers.parties import Party, parties_of
from cica_tracker.answers.status import Range
from cica_tracker.model.dates import OPEN_END, OPEN_START, Window
from cica_tracker.model.events import Log, Report, Retraction
from cica_tracker.model.json_text import json_text
from cica_tracker.model.plain import as_json
from cica_tracker.model.state_table import state_called
from cica_tracker.model.states import states_of
from cica_tracker.rules.contradictions import Settled, make_consistent
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.record import Record

Value = str | int | date | None
Row = tuple[Value, ...]
_IN_COLUMNS = {"id", "type", "date", "source", "state", "note", "recorded"}
_NOTHING = None, None


def acts_of(key: str, log: Log) -> Iterator[Row]:
    """The acts of States that stand, in the order of the log: the rows of `act`."""
    for event in log.in_use:
        if not hasattr(event, "state"):
            continue
        state: str | None = event.state
        first = log.source_by_id.get(event.source[0]) if event.source else None
        yield (
            *(key, log.treaty.title, event.id, event.type, state, *_who(state)),
            *_ends(event.date),
            "; ".join(event.source) or None,
            *((first.title, first.url) if first else _NOTHING),
            event.note,
        )


def tables_of(key: str, log: Log, settled: Settled | None = None) -> dict[str, list[Row]]:
    """All tables of one log, under their names, but `act`; `settled` where that is at hand."""
    settled = settled or make_consistent(log)
    force = force_of(settled)
    return {
        "treaty": [_treaty(key, settled, force)],
        "source": [
            (
                *(key, one.id, one.title, one.publisher, one.authority, *_ends(one.published)),
                *(one.url, one.locator, one.note, one.recorded),
            )
            for one in log.sources
        ],
        "event": list(_events(key, log)),
        "event_source": [
            (key, event.id, one) for event in log.events for one in dict.fromkeys(event.source)
        ],
        "participation": list(_participation(key, settled, force)),
        "report": list(_reports(key, settled)),
        "answer": list(_answers(key, settled)),
    }


def _treaty(key: str, settled: Settled, force: Force) -> Row:
    log = settled.record.log
    one = log.treaty
    return (
        *(key, one.title, one.short_title, *_ends(one.adopted), one.place, one.depositary),
        *(force.day.known_earliest, force.day.known_latest, force.announced),
        *(len(check(log, settled)), one.note),
    )


def _events(key: str, log: Log) -> Iterator[Row]:
    gone = _retracted(log)
    written = as_json(log)["event"]
    for place, (event, values) in enumerate(zip(log.events, written, strict=True), 1):
        state = getattr(event, "state", None)
        rest = {name: value for name, value in values.items() if name not in _IN_COLUMNS}
        yield (
            *(key, event.id, place, event.type, state, _who(state)[0], *_ends(event.date)),
            *(event.note, event.recorded, gone.get(event.id)),
            json_text(rest, indent=None) if rest else None,
        )


def _participation(key: str, settled: Settled, force: Force) -> Iterator[Row]:
    record = settled.record
    parties: dict[str, list[Party]] = defaultdict(list)
    for party in parties_of(force, OPEN_END):
        parties[party.state].append(party)
    leaving = {spell.id: spell for spell in spells_left(record, settled.bounds) if spell.leaving}
    for state in sorted(states_of(record.log)):
        who = key, state, *_who(state), *_signed(record, state)
        if state not in parties:
            yield (*who, *[None] * 9)
        for party in parties[state]:
            spell = leaving.get(party.id)
            withdrawn = (spell.leaving.id, *_days(*spell.gone)) if spell and spell.leaving else None
            yield (
                *who,
                *(party.form, party.id, *_ends(party.consented)),
                *(party.bound_from.known_earliest, party.bound_from.known_latest),
                *(withdrawn or (None, *_NOTHING)),
            )


def _signed(record: Record, state: str) -> tuple[date | None, date | None]:
    """The window of a State's first signature; a definitive one is a signature as well."""
    signatures = record.signatures.get(state, ())
    return _ends(min((one.date for one in signatures), default=None))


def _reports(key: str, settled: Settled) -> Iterator[Row]:
    aside = {one.set_aside for one in settled.contradictions}
    gone = _retracted(settled.record.log)
    for one in settled.record.log.events:
        if isinstance(one, Report) and one.id not in gone:
            yield (
                *(key, one.id, *_ends(one.date), one.contracting, one.remaining),
                *(one.contracting_min, one.contracting_max, one.basis, int(one.id in aside)),
            )


def _answers(key: str, settled: Settled) -> Iterator[Row]:
    for run in runs_of(settled):
        yield (
            *(key, *_ends(Window(run.first, run.last))),
            *(*_bounds(run.contracting), *_bounds(run.required), *_bounds(run.remaining)),
            run.in_force,
        )


def _bounds(one: Range | None) -> tuple[int | None, int | None]:
    return (one.at_least, one.at_most) if one else _NOTHING


def _retracted(log: Log) -> dict[str, str]:
    """The ids that are taken back, each with that of the entry which does so."""
    return {event.of: event.id for event in log.events if isinstance(event, Retraction)}


def _who(name: str | None) -> tuple[str | None, str | None]:
    """The code and the kind of a participant, where it is known."""
    found = state_called(name) if name else None
    return (found.code, found.kind) if found else _NOTHING


def _ends(window: Window | None) -> tuple[date | None, date | None]:
    """The first and the last day of a window; None where it is open, or where there is none."""
    if window is None:
        return _NOTHING
    first, last = window
    return (None if first == OPEN_START else first, None if last == OPEN_END else last)


def _days(first: int, last: int) -> tuple[date | None, date | None]:
    end = OPEN_END.toordinal()
    return _ends(Window(date.fromordinal(min(first, end)), date.fromordinal(min(last, end))))
