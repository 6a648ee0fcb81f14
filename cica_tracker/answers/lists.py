"""The lists as Python has them, and as JSON: the States, the events, the sources of a log."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date
from typing import Any

from cica_tracker.answers.as_json import Answer
from cica_tracker.answers.status import Range
from cica_tracker.answers.values import Named
from cica_tracker.model.dates import Window
from cica_tracker.model.value import value


@value
class Act:
    """An event in short."""

    id: str
    type: str
    date: Window
    source: tuple[str, ...]


@value
class MemberStanding:
    """A State that may consent, what is known of it, and the acts that say so.

    `organisation`: what bears the name is no State but an organisation.
    """

    state: str
    standing: str
    withdrawn: bool
    acts: tuple[Act, ...]
    member_since: Window | None
    organisation: bool


@value(kw_only=True)
class MembersAnswer(Answer):
    """Every State that may consent or has acted; `as_of` null: whatever the log says.

    `contracting` are the contracting States of the day, `unnamed` those that the log cannot name;
    null without a day.
    """

    treaty: str
    as_of: date | None
    known_on: date | None
    contracting: Range | None
    unnamed: Range | None
    named: Named | None
    members: tuple[MemberStanding, ...]
    problems: int
    hypothetical: tuple[str, ...] = ()

    _in_short = ("as_of", "members")


@value
class Recorded(Act):
    """An event of the log."""

    state: str | None
    retracted: bool
    note: str | None


@value(kw_only=True)
class LogAnswer(Answer):
    """The events in the order of their days.

    `problems` is the number that `check` finds. `whole` is the log as its file has it, with the
    file's keys, for `tracker import json`; left out where a filter is given.
    """

    treaty: str
    events: tuple[Recorded, ...]
    problems: int = 0
    whole: Mapping[str, Any] | None = field(default=None, hash=False)

    OPTIONAL = ("whole",)

    _in_short = ("events",)


@value
class SourceUse:
    """A source, and the events that rest on it (ids)."""

    id: str
    title: str
    publisher: str | None
    authority: str
    published: Window | None
    url: str | None
    events: tuple[str, ...]


@value(kw_only=True)
class SourcesAnswer(Answer):
    """The sources in the order of the log; `problems` is the number that `check` finds."""

    treaty: str
    sources: tuple[SourceUse, ...]
    problems: int = 0

    _in_short = ("sources",)
