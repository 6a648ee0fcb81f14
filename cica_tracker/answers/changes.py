"""What became known between two days, what was taken back, and what that did to the answer.

Before is the status as of the first day with what was known then, after that of the second day
with what was known then: so the two clocks make the comparison exact. Two states of a file can be
compared as well, both as of one day.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import field, replace
from datetime import date
from typing import ClassVar, Literal, cast

from cica_tracker.answers.as_json import Answer
from cica_tracker.answers.parts import entry_days
from cica_tracker.answers.status import Range, Status, status_of
from cica_tracker.answers.values import ForceDays, Met, StatusAnswer
from cica_tracker.model.events import Event, Log
from cica_tracker.model.sources import Treaty
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.rules.record import make_record, undated

By = Literal["publication", "recorded", "files"]


@value(kw_only=True)
class Standing:
    """What of an answer is compared: the counts, and the entry into force."""

    contracting: Range
    required: Range | None
    remaining: Range | None
    in_force: Met
    entry_into_force: ForceDays


@value
class Turn:
    """What became known and what was taken back, and the answer before and after, as of `day`."""

    learned: tuple[Event, ...]
    retracted: tuple[Event, ...]
    before: Standing
    after: Standing
    day: date

    @property
    def changed(self) -> bool:
        """Whether there is news, or another answer because time has passed."""
        return bool(self.learned or self.retracted) or self.before != self.after


@value
class Changes:
    """A log on two days, and the events between them.

    `learned` are in use on the second day and not on the first, `retracted` the other way round;
    `undated` events have no day on the clock that was asked for. By publication such an event
    never becomes known; by recording it was there from the start.
    """

    log: Log
    before: Status
    after: Status
    learned: tuple[Event, ...]
    retracted: tuple[Event, ...]
    undated: int


@value(kw_only=True)
class TreatyChanges:
    """What became known of a treaty, what was taken back (ids), the status before and after.

    `undated` events have no day of publication, or of recording where that was asked for. Where
    `error` says why the file cannot be read, nothing else is known but `log`.
    """

    JSON: ClassVar[Mapping[str, str]] = {
        **{key: key for key in ("log", "treaty")},
        "learned": "learned_ids",
        "retracted": "retracted_ids",
        **{key: key for key in ("before", "after", "undated", "error")},
    }
    log: str
    treaty: str | None = None
    learned: tuple[Event, ...] = field(default=(), repr=False)
    retracted: tuple[Event, ...] = field(default=(), repr=False)
    before: StatusAnswer | None = None
    after: StatusAnswer | None = None
    undated: int = 0
    error: str | None = None
    about: Treaty | None = field(default=None, repr=False)

    @property
    def learned_ids(self) -> tuple[str, ...]:
        """The ids of the events that became known."""
        return tuple(event.id for event in self.learned)

    @property
    def retracted_ids(self) -> tuple[str, ...]:
        """The ids of the events that were taken back."""
        return tuple(event.id for event in self.retracted)

    @property
    def turn(self) -> Turn | None:
        """The same in short; None where the file cannot be read."""
        if self.before is None or self.after is None:
            return None
        both = standing_of(self.before), standing_of(self.after)
        return Turn(self.learned, self.retracted, *both, self.after.as_of)

    @property
    def changed(self) -> bool:
        """Whether there is news, or another answer because time has passed."""
        return self.turn is not None and self.turn.changed


@value(kw_only=True)
class ChangesRow:
    """A treaty as a row of a table."""

    log: str
    treaty: str | None
    changed: bool
    learned: tuple[Event, ...]
    retracted: tuple[Event, ...]
    before: Standing | None
    after: Standing | None
    undated: int
    error: str | None


@value(kw_only=True)
class ChangesAnswer(Answer):
    """Many treaties between two days, by the day of publication or of recording.

    `by` "files": two states of each file, both as of one day.
    """

    since: date
    until: date
    by: By
    treaties: tuple[TreatyChanges, ...]

    _in_short = ("since", "until", "treaties")

    @property
    def rows(self) -> list[ChangesRow]:
        """A row a treaty."""
        return [
            ChangesRow(
                log=one.log,
                treaty=one.treaty,
                changed=one.changed,
                learned=one.learned,
                retracted=one.retracted,
                before=standing_of(one.before) if one.before else None,
                after=standing_of(one.after) if one.after else None,
                undated=one.undated,
                error=one.error,
            )
            for one in self.treaties
        ]


def standing_of(answer: Status | StatusAnswer) -> Standing:
    """What of an answer is compared."""
    days = entry_days(answer.force) if isinstance(answer, Status) else answer.entry_into_force
    return Standing(
        contracting=answer.contracting,
        required=answer.required,
        remaining=answer.remaining,
        in_force=cast("Met", answer.in_force),
        entry_into_force=days,
    )


def turn_between(before: Status, after: Status) -> Turn:
    """What became known between two answers from one log, each with what was known on its day."""
    old, new = (
        make_record(one.settled.record.log, one.settled.record.known_on).events
        for one in (before, after)
    )
    both = standing_of(before), standing_of(after)
    return Turn(_without(new, old), _without(old, new), *both, after.as_of)


def changes_of(log: Log, since: date, until: date, by: str = "publication") -> Changes:
    """What happened to a log's record and answer between two days.

    Raises ValueError where `until` is before `since`.
    """
    if until < since:
        raise ValueError(f"{until} is before {since}")
    asked = [_asked(log, day, by) for day in (since, until)]
    before, after = (
        status_of(make_consistent(log, known, without=later), day)
        for day, (known, later) in zip((since, until), asked, strict=True)
    )
    old, new = (make_record(log, known, without=later).events for known, later in asked)
    return Changes(
        log=log,
        before=before,
        after=after,
        learned=_without(new, old),
        retracted=_without(old, new),
        undated=undated(log) if by == "publication" else _unrecorded(log),
    )


def changes_from(earlier: Log | None, log: Log, day: date) -> Changes:
    """What a log says as of a day that its earlier state did not; None: the file is new.

    An event that was edited is taken back as it was, and learned as it is.
    """
    old_log = earlier or replace(log, sources=(), events=(), source_lines=(), event_lines=())
    before, after = (status_of(make_consistent(one), day) for one in (old_log, log))
    old, new = make_record(old_log).events, make_record(log).events
    return Changes(
        log=log,
        before=before,
        after=after,
        learned=_not_among(new, old),
        retracted=_not_among(old, new),
        undated=0,
    )


def _asked(log: Log, day: date, by: str) -> tuple[date | None, tuple[str, ...]]:
    """What `known_on` and `without` make of the log what it was on a day."""
    if by == "publication":
        return day, ()
    later = (event.id for event in log.events if event.recorded and event.recorded > day)
    return None, tuple(later)


def _without(events: tuple[Event, ...], others: tuple[Event, ...]) -> tuple[Event, ...]:
    ids = {event.id for event in others}
    return tuple(event for event in events if event.id not in ids)


def _not_among(events: tuple[Event, ...], others: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events that do not stand as they are among others."""
    by_id: dict[str, list[Event]] = defaultdict(list)
    for one in others:
        by_id[one.id].append(one)
    return tuple(event for event in events if event not in by_id[event.id])


def _unrecorded(log: Log) -> int:
    return sum(event.recorded is None for event in log.events)
