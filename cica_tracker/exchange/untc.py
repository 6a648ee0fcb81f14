"""A page of the UN Treaty Collection as a treaty: every act of every row, with its right form.

A day in brackets no longer stands: the State has left since, on a day that the page does not say.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import zip_longest

from cica_tracker.exchange.cells import Dated, calendar_day, days, month
from cica_tracker.exchange.found import Act, Found, Stated, Unread, left, refuse_later
from cica_tracker.exchange.log_names import log_name
from cica_tracker.exchange.names import refuse_two_names
from cica_tracker.exchange.titles import CONFIRMATION, NOTE, Title, title
from cica_tracker.exchange.untc_page import Row, read_page
from cica_tracker.exchange.untc_source import source_of
from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.dates import MONTHS, OPEN_END, OPEN_START, Window
from cica_tracker.model.events import Clause
from cica_tracker.model.remark import remark
from cica_tracker.model.sources import Treaty

_DATE = re.compile(r"(\d{1,2})(?:er)? ([^\W\d_]{3,9})\.? (\d{4})\b")
_IN_FORCE = re.compile(
    r"(?:^(?:on |le )?|\bdefinitively on )(\d{1,2}(?:er)? [^\W\d_]{3,9}\.? \d{4})\b"
)
_BRACKETS = "printed in brackets: it no longer stands"
_OPEN = Window(OPEN_START, OPEN_END)


def from_page(
    data: bytes,
    file: str,
    retrieved: date,
    clause: Callable[[date], Clause] | None = None,
    mended: tuple[bytes, tuple[str, ...]] | None = None,
) -> Found:
    """The treaty of a page fetched on the day `retrieved`.

    `clause` makes the clause as of the day it is given, which the page does not say. `mended` is
    what is read instead of damaged `data`, and what was wrong with that. Raises LogError for a
    page that is none.
    """
    whole, repaired = mended or (data, ())
    page = read_page(whole, file)
    titles = tuple(map(title, page.titles[1:]))
    kinds = _kinds(titles)
    refuse_two_names(
        [(row.number, row.cells[0]) for row in page.rows if row.cells[0]],
        lambda number: f"{file}:{page.rows[number - 1].line}: row {number}",
        once=True,
    )
    acts: list[Act] = []
    unread: list[Unread] = []
    for row in page.rows:
        reading = _Reading(row, titles, kinds, retrieved)
        found = reading.acts()
        acts += found
        unread += reading.unread
        for act in found:
            refuse_later(act, retrieved, f"{file}:{row.line}: row {row.number}")
    earliest = min((act.date.first for act in acts), default=None)
    adopted, place = _conclusion(page.conclusion, earliest)
    assumed = []
    if adopted is None and next(_dates(page.conclusion), None):
        assumed.append(remark("no day of adoption: an act lies before {day}", day=page.conclusion))
    if page.parties and _number(page.parties) is None:
        assumed.append(remark('no total: "{text}" is no number', text=page.parties[:40]))
    since = (adopted.first if adopted else earliest) or retrieved
    return Found(
        file=file,
        name=log_name(file),
        treaty=Treaty(
            title=page.title or log_name(file),
            adopted=adopted,
            place=place or None,
            depositary="Secretary-General of the United Nations",
        ),
        source=source_of(page, data, file, retrieved),
        retrieved=retrieved,
        rows=len(page.rows),
        acts=tuple(acts),
        covers=frozenset(kind for some in kinds for kind in some) | {"withdrawal"},
        stated=Stated(_number(page.parties), _number(page.signatories)),
        in_force=_day_in_force(page.in_force),
        clause=clause(since) if clause else None,
        quoted=page.in_force,
        assumed=tuple(assumed),
        unread=tuple(unread),
        repaired=repaired,
    )


@dataclass
class _Entry:
    """A day of a row with its kind, still to be made an act."""

    kind: str
    words: str
    day: Dated


class _Reading:
    """A row, read column by column."""

    def __init__(
        self,
        row: Row,
        titles: tuple[Title, ...],
        kinds: tuple[frozenset[str], ...],
        retrieved: date,
    ) -> None:
        self.row, self.retrieved, self.state = row, retrieved, row.cells[0]
        self.unread: list[Unread] = []
        self.entries: list[_Entry] = []
        for at, (text, one) in enumerate(zip(row.cells[1:], titles, strict=True)):
            self._read(text, one, kinds, at)
        if not self.entries and not self.unread:
            self._skip(remark("no day stands in any column"))
        elif self.entries and not self.state:
            self._skip(remark("the row has days and no name"))

    def _read(self, text: str, column: Title, kinds: tuple[frozenset[str], ...], at: int) -> None:
        try:
            found = list(days(text))
        except ValueError as error:
            self._skip(remark("{column}: {why}", column=column.text, why=error.args[0]))
            return
        for day in found:
            part = column.part(day.letter)
            if part is None or part.kind is None:
                known = {"column": column.text, "letter": day.letter, "text": text}
                self._skip(
                    remark(
                        '"{column}" does not say what a day with the letter "{letter}" is: {text}',
                        **known,
                    )
                    if day.letter
                    else remark('"{column}" does not say what a day in it is: {text}', **known)
                )
                continue
            kind = part.kind
            if kind == CONFIRMATION:
                kind = _confirmation(kinds, at)
            words = part.words or (column.text if kind == NOTE else "")
            self.entries.append(_Entry(kind, words, day))

    def _skip(self, why: str) -> None:
        self.unread.append(Unread(self.row.number, self.state, why))

    def acts(self) -> list[Act]:
        """The acts of the row, each consent that no longer stands with the withdrawal after it."""
        if not self.state:
            return []
        notes = [entry for entry in self.entries if entry.kind == NOTE]
        consents = sorted(
            (entry for entry in self.entries if entry.kind in CONSENT_FORMS),
            key=lambda entry: (entry.day.date.last, entry.day.date.first),
        )
        counted: list[_Entry] = []
        for entry in consents:  # a State counts once, until it has left
            if counted and (counted[-1].day.stands or not entry.day.stands):
                notes.append(entry)
            else:
                counted.append(entry)
        others = [e for e in self.entries if e.kind != NOTE and e.kind not in CONSENT_FORMS]
        found = [self._act(entry) for entry in others]
        for entry, after in zip_longest(counted, counted[1:]):
            act = self._act(entry)
            found.append(act)
            if not act.stands:
                found.append(left(act, after.day.date if after else _OPEN, self.retrieved))
        if notes:
            said = "; ".join(map(_said, notes))
            at = next(
                (n for n, act in reversed(list(enumerate(found))) if act.type != "withdrawal"), None
            )
            if at is None:
                self._skip(remark("it has no act but: {said}", said=said))
            else:
                found[at] = found[at]._replace(note="; ".join(filter(None, (found[at].note, said))))
        return found

    def _act(self, entry: _Entry) -> Act:
        consents = entry.kind in CONSENT_FORMS
        note = "; ".join(
            filter(None, (entry.words, "" if entry.day.stands or consents else _BRACKETS))
        )
        return Act(self.row.number, self.state, entry.kind, entry.day.date, note, entry.day.stands)


def _kinds(titles: tuple[Title, ...]) -> tuple[frozenset[str], ...]:
    """The kinds of events of each column."""
    raw = [one.kinds for one in titles]
    return tuple(
        frozenset(
            kind
            for one in some
            if (kind := _confirmation(tuple(raw), at) if one == CONFIRMATION else one) != NOTE
        )
        for at, some in enumerate(raw)
    )


def _confirmation(kinds: tuple[frozenset[str], ...], at: int) -> str:
    """What the confirmation of a signature ad referendum is in a column.

    It makes a full signature (VCLT art. 12(2)(b)), which binds where signatures do: where they
    stand among consents, or where the table has no other consent.
    """
    consents = set(CONSENT_FORMS)
    elsewhere = any(some & consents for n, some in enumerate(kinds) if n != at)
    return NOTE if elsewhere and not kinds[at] & consents else "definitive-signature"


def _said(entry: _Entry) -> str:
    words = entry.words or entry.kind
    brackets = "" if entry.day.stands else " (in brackets)"
    first, last = entry.day.date
    months = MONTHS[first.month - 1] if first.month == last.month else ""
    day = str(first.day) if first == last else ""
    when = " ".join(filter(None, (day, months, str(first.year))))
    return f"{words}: {when}{brackets}"


def _conclusion(text: str, earliest: date | None) -> tuple[Window | None, str]:
    """The day of adoption and the place: the last of the page's days that no act lies before."""
    found: tuple[Window | None, str] = (None, "")
    position = 0
    for day, match in _dates(text):
        place = re.sub(r"^[\s,;]*(?:and|et)\b", "", text[position : match.start()])
        position = match.end()
        if earliest is None or day.first <= earliest:
            found = day, place.strip(" ,;")
    return found


def _dates(text: str) -> Iterator[tuple[Window, re.Match[str]]]:
    for match in _DATE.finditer(text):
        number = month(match[2])
        if number is not None:
            try:
                yield calendar_day(int(match[3]), number, int(match[1])), match
            except ValueError:
                continue


def _day_in_force(text: str) -> date | None:
    """The announced day, where the text begins with one or says "definitively on" one."""
    found = _IN_FORCE.search(text)
    return next((day.first for day, _ in _dates(found[1])), None) if found else None


def _number(text: str) -> int | None:
    found = re.fullmatch(r"\s*(\d{1,5})\s*\.?", text)
    return int(found[1]) if found else None
