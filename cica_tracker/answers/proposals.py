"""What a newer record says beyond a log: what is new, what differs, what is gone.

A proposal is never taken by itself. What is gone is only told: a lost row is more often a mistake
of the page than of the log.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Any

from cica_tracker.answers.diff import Pair, acts_of, identity, match, respelled
from cica_tracker.answers.exchanged import Differing
from cica_tracker.model.dates import edtf
from cica_tracker.model.events import Event, Log, Report, Retraction
from cica_tracker.model.plain import values_of
from cica_tracker.model.sources import Source
from cica_tracker.model.value import value

_OF_THE_TREATY = "entry-into-force"


@value
class Proposals:
    """What `other` says beyond `log`. What is `new`, or replaces, has the log's names of States.

    In `differs` the log's event is `a`, and the right one `b`.
    """

    log: Log
    other: Log
    new: tuple[Event, ...]
    differs: tuple[Pair, ...]
    gone: tuple[Event, ...]
    respelled: tuple[tuple[str, str], ...]

    @property
    def any(self) -> bool:
        """Whether there is anything to append."""
        return bool(self.new or self.differs)

    @cached_property
    def known(self) -> dict[str, str]:
        """The sources of `other` that the log has: their ids there, and in the log."""

        def facts(one: Source) -> Source:
            return replace(one, id="-", recorded=None)

        ours = {facts(one): one.id for one in reversed(self.log.sources)}
        theirs = {one.id: facts(one) for one in self.other.sources}
        return {name: ours[fact] for name, fact in theirs.items() if fact in ours}

    def entries(
        self, new: Iterable[Event], differs: Iterable[Pair], today: date
    ) -> Iterator[dict[str, Any]]:
        """The events to be appended, as plain values without ids: what is new, then corrections.

        A correction is a retraction with its reason, and the right event.
        """
        for event in new:
            yield _without_id(event)
        for pair in differs:
            what = " and ".join(
                f"{'the form' if one.field == 'type' else 'the day'} {one.b} instead of {one.a}"
                for one in pair.changes
            )
            yield {
                "type": "retraction",
                "of": pair.a.id,
                "date": today,
                "reason": f"{self._who(pair.b)} has {what}",
                "source": list(pair.b.source),
            }
            yield _without_id(pair.b)

    def sources(self, entries: Iterable[Mapping[str, Any]]) -> tuple[Source, ...]:
        """The sources that entries cite and the log does not have."""
        cited = {one for entry in entries for one in entry.get("source", ())} - self.known.keys()
        return tuple(one for one in self.other.sources if one.id in cited)

    def _who(self, event: Event) -> str:
        source = self.other.source_by_id.get(event.source[0]) if event.source else None
        if source is None:
            return "the newer record"
        on = f" of {edtf(source.published)}" if source.published else ""
        return f"{source.publisher or source.title}{on}"

    @property
    def differing(self) -> tuple[Differing, ...]:
        """What differs, field by field."""
        return tuple(
            Differing(one.state, one.field, one.a, one.b, pair.a.id)
            for pair in self.differs
            for one in pair.changes
        )


def propose(log: Log, other: Log, covers: Iterable[str]) -> Proposals:
    """What a newer record says beyond a log; it has a place for acts of the types `covers` alone.

    A day that the newer record knows less exactly is no difference.
    """
    kinds = {*covers, _OF_THE_TREATY}
    here = tuple(event for event in acts_of(log) if event.type in kinds)
    there = tuple(event for event in acts_of(other) if event.type in kinds)
    matched = match(here, there, _says_no_more)
    names = {identity(state): state for event in here if (state := getattr(event, "state", None))}
    differs = tuple(
        Pair(pair.a, _named(pair.b, names))
        for pair in matched.both
        if not _says_no_more(pair.a, pair.b)
    )
    gone = tuple(event for event in matched.only_a if event.type != _OF_THE_TREATY)
    reports = _reports(other).values()
    new = tuple(_named(event, names) for event in matched.only_b)
    known = _reports(log)
    new += tuple(event for event in reports if _number(event) not in known)
    return Proposals(log, other, new, differs, gone, respelled(here, there))


def _says_no_more(recorded: Event, found: Event) -> bool:
    """Whether the day found is that of the log, or only less exact."""
    inside = found.date.first <= recorded.date.first and recorded.date.last <= found.date.last
    return recorded.type == found.type and inside


def _named(event: Event, names: dict[str, str]) -> Event:
    """The event with the log's own name of its State."""
    state = getattr(event, "state", None)
    ours = names.get(identity(state), state) if state else None
    changed: dict[str, Any] = {} if ours == state else {"state": ours}
    return replace(event, **changed)


def _number(report: Report) -> tuple[Any, ...]:
    bounds = report.contracting_min, report.contracting_max
    return report.date, report.contracting, report.remaining, *bounds, report.basis


def _reports(log: Log) -> dict[tuple[Any, ...], Report]:
    """The reports in use, by what they say of which day."""
    gone = {event.of for event in log.events if isinstance(event, Retraction)}
    found = (event for event in log.events if isinstance(event, Report) and event.id not in gone)
    return {_number(report): report for report in found}


def _without_id(event: Event) -> dict[str, Any]:
    return {key: value for key, value in values_of(event).items() if key not in {"id", "recorded"}}
