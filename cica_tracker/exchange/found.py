"""What was found in a file: the treaty, each State's acts, what is stated, what was not read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple, cast

from cica_tracker.model.conditions import CONSENT_FORMS, ConsentForm
from cica_tracker.model.dates import OPEN_END, Window, edtf
from cica_tracker.model.events import (
    Clause,
    Consent,
    EntryIntoForce,
    Event,
    Log,
    Report,
    StateAct,
    Withdrawal,
)
from cica_tracker.model.problems import LogError
from cica_tracker.model.sources import Source, Treaty
from cica_tracker.model.state_table import is_organisation
from cica_tracker.model.value import value


class Act(NamedTuple):
    """One act of one State, as a row of the file has it.

    `type` is that of an event. An act that no longer `stands` was undone later: the State has left.
    """

    row: int
    state: str
    type: str
    date: Window
    note: str = ""
    stands: bool = True


class Unread(NamedTuple):
    """A row, or a part of one, that is not understood, and why."""

    row: int
    state: str
    why: str


class Stated(NamedTuple):
    """The totals that a page prints, or that its rows come to; None: it prints none."""

    parties: int | None = None
    signatories: int | None = None


_NO_STATE = "an organisation, no State"
NOTHING_STATED = Stated()


@value
class Found:
    """One treaty as one file has it.

    `name` is that of the log's file without its ending. `covers` are the types of acts that the
    file has a place for: it says nothing of others. `quoted` is text of the page on entry into
    force. `assumed` says what was not told and had to be supposed; `repaired` what was mended.
    `whole` is the log itself, where the file has one.
    """

    file: str
    name: str
    treaty: Treaty
    source: Source
    retrieved: date
    rows: int
    acts: tuple[Act, ...]
    covers: frozenset[str]
    stated: Stated = NOTHING_STATED
    in_force: date | None = None
    clause: Clause | None = None
    quoted: str = ""
    unread: tuple[Unread, ...] = ()
    assumed: tuple[str, ...] = ()
    whole: Log | None = None
    repaired: tuple[str, ...] = ()

    @cached_property
    def counted(self) -> Stated:
        """The totals that the rows come to: States whose consent, or signature, stands."""
        stands = [act for act in self.acts if act.stands]
        parties = {act.state for act in stands if act.type in CONSENT_FORMS}
        return Stated(len(parties), len({a.state for a in stands if a.type == "signature"}))

    @property
    def disagrees(self) -> bool:
        """Whether the page's number of parties is not the number of its own rows."""
        return self.stated.parties not in {None, self.counted.parties}

    @cached_property
    def organisations(self) -> tuple[str, ...]:
        """Who consented and is no State: a clause that counts States does not count it."""
        names = dict.fromkeys(act.state for act in self.acts if act.type in CONSENT_FORMS)
        return tuple(name for name in names if is_organisation(name))

    @property
    def left_on_unknown_days(self) -> int:
        """The number of withdrawals on a day that the file does not say."""
        return sum(act.type == "withdrawal" and not act.date.exact for act in self.acts)

    @property
    def withdrawn(self) -> int:
        """The number of withdrawals."""
        return sum(act.type == "withdrawal" for act in self.acts)

    @cached_property
    def log(self) -> Log:
        """The same as a log. Where the file has no ids, those of the events are made of rows."""
        if self.whole is not None:
            return self.whole
        return Log(self.treaty, (self.source,), tuple(self._events()), self.file)

    def _events(self) -> Iterator[Event]:
        cited = (self.source.id,)
        if self.clause is not None:
            yield replace(self.clause, source=cited)
        for number, act in enumerate(self.acts):
            yield event_of(act, f"row-{act.row}-{number}", cited)
        if self.in_force is not None:
            when = Window(self.in_force, self.in_force)
            yield EntryIntoForce(id="in-force", type="entry-into-force", date=when, source=cited)
        if self.stated.parties is not None:
            yield Report(
                id="stated",
                type="report",
                date=Window(self.retrieved, self.retrieved),
                source=cited,
                contracting=self.stated.parties,
            )


def event_of(act: Act, identifier: str, cited: tuple[str, ...]) -> Event:
    """The event that records an act."""
    note = act.note or None
    if act.type in CONSENT_FORMS:
        mark = _NO_STATE if is_organisation(act.state) else None
        note = "; ".join(filter(None, (note, mark))) or None
        form = cast("ConsentForm", act.type)
        return Consent(
            id=identifier, type=form, state=act.state, date=act.date, source=cited, note=note
        )
    if act.type == "withdrawal":
        return Withdrawal(
            id=identifier,
            type="withdrawal",
            state=act.state,
            date=act.date,
            source=cited,
            note=note,
        )
    kind = cast('Literal["signature", "provisional-application"]', act.type)
    return StateAct(
        id=identifier, type=kind, state=act.state, date=act.date, source=cited, note=note
    )


def refuse_later(act: Act, retrieved: date, where: str) -> None:
    """Raise LogError for an act after the day retrieved; only a withdrawal may be told before."""
    if act.type != "withdrawal" and act.date.first > retrieved:
        raise LogError(
            f"{where} ({act.state}): {edtf(act.date)} lies after {retrieved}, the day retrieved\n"
            "  give the day on which the file was fetched: --retrieved DATE"
        )


def left(consent: Act, until: Window, retrieved: date) -> Act:
    """The withdrawal that must have followed a consent which no longer stands.

    Its window begins on the day after the consent, and ends on the day before the State consented
    again (`until`; open: it did not), or on the day of the page.
    """
    first = min(consent.date.first.toordinal() + 1, retrieved.toordinal())
    last = retrieved if until.last == OPEN_END else until.first
    window = Window(date.fromordinal(first), max(date.fromordinal(first), min(last, retrieved)))
    return Act(consent.row, consent.state, "withdrawal", window)
