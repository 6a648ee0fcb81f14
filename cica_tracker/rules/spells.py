"""Spells of consent: the events of a State, from a deposit to a withdrawal.

What else is known of that State narrows the days on which a spell can have begun.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from cica_tracker.model.dates import OPEN_END, OPEN_START
from cica_tracker.model.events import Consent, Withdrawal
from cica_tracker.rules.record import FIRST_DAY, LAST_DAY, Record, Tenure


@dataclass(frozen=True, slots=True)
class Spell:
    """One consent of one State (`state` None: not named), begun on a day from `first` to `last`.

    `narrowed` are the events that moved either end inwards. `leaving` is the withdrawal that
    ends the spell. An implied spell has no consent in the log: a withdrawal proves it.
    """

    state: str | None
    id: str
    first: int
    last: int
    narrowed: tuple[str, ...] = ()
    leaving: Withdrawal | None = None
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements about one State that cannot all be true."""

    ids: tuple[str, ...]


def everyone(_: Consent) -> bool:
    """Counts every consent."""
    return True


def spells_of(
    record: Record, counted: Callable[[Consent], bool] = everyone
) -> tuple[tuple[Spell, ...], tuple[Clash, ...]]:
    """The consents that count, each State once until it withdraws, and what clashes.

    Without a withdrawal between them a second consent of a State adds nothing.
    """
    if counted is not everyone:
        return _spells_of(record, counted)
    if "spells" not in record.memo:  # most rules ask for these
        record.memo["spells"] = _spells_of(record, everyone)
    found: tuple[tuple[Spell, ...], tuple[Clash, ...]] = record.memo["spells"]
    return found


def _spells_of(
    record: Record, counted: Callable[[Consent], bool]
) -> tuple[tuple[Spell, ...], tuple[Clash, ...]]:
    spells: list[Spell] = []
    clashes: list[Clash] = []
    for state, several in record.consents.items():
        chosen = sorted(filter(counted, several), key=lambda c: (c.date.last, c.date.first))
        if state is None:
            spells += [_plain(record, consent, None) for consent in chosen]
            continue
        leaving = sorted(record.withdrawals.get(state, ()), key=lambda w: w.date)
        since = OPEN_START
        for consent in chosen:
            if spells and spells[-1].state == state:
                before = spells[-1].leaving
                if before is None or consent.date.last <= before.date.first:
                    continue
                since = before.date.first
            ends = next((w for w in leaving if w.date.last > consent.date.first), None)
            leaving = [w for w in leaving if ends and w.date > ends.date]
            spell, found = _narrow(record, consent, ends, since)
            spells.append(spell)
            clashes += found
    if counted is everyone:
        spells += _implied(record)
    return tuple(spells), tuple(clashes)


def _plain(record: Record, consent: Consent, leaving: Withdrawal | None) -> Spell:
    first = max(consent.date.first.toordinal(), record.adopted)
    last = max(consent.date.last.toordinal(), first)
    return Spell(consent.state, consent.id, first, last, leaving=leaving)


def _narrow(
    record: Record, consent: Consent, leaving: Withdrawal | None, since: date
) -> tuple[Spell, list[Clash]]:
    """The spell with its window narrowed by all else that is known of its State."""
    spell = _plain(record, consent, leaving)
    state = consent.state or ""
    clashes: list[Clash] = []
    gone = leaving.date.last if leaving else OPEN_END  # what comes later is for the next consent
    approvals = [e for e in record.approvals.get(state, ()) if e.date.first <= gone]
    floors = [(e.date.first.toordinal(), e.id) for e in approvals]
    if since == OPEN_START:
        floors += [(e.date.first.toordinal() + 1, e.id) for e in record.not_yet.get(state, ())]
    for day, identifier in floors:
        if day > spell.last:
            clashes.append(Clash((consent.id, identifier)))
        elif day > spell.first:
            spell = replace(spell, first=day, narrowed=(*spell.narrowed, identifier))
    if since.toordinal() > spell.first:
        spell = replace(spell, first=min(since.toordinal(), spell.last))
    if leaving:
        last = min(spell.last, leaving.date.last.toordinal())
        spell = replace(spell, last=max(last, spell.first))
    possible = [
        Tenure(max(tenure.first, spell.first), min(tenure.last, spell.last), tenure.id)
        for tenure in record.membership.get(state, ())
        if tenure.first <= spell.last and spell.first <= tenure.last
    ]
    if possible:
        first, last = min(t.first for t in possible), max(t.last for t in possible)
        if (first, last) != (spell.first, spell.last):
            ids = (*spell.narrowed, *(tenure.id for tenure in possible))
            spell = replace(spell, first=first, last=last, narrowed=ids)
    return spell, clashes


def _implied(record: Record) -> list[Spell]:
    """A withdrawal of a State without an earlier consent in the log proves that it had one."""
    implied = []
    for state, several in record.withdrawals.items():
        leaving = min(several, key=lambda w: w.date)
        if all(leaving.date.last <= c.date.first for c in record.consents.get(state, ())):
            last = leaving.date.last.toordinal()
            spell = Spell(state, leaving.id, record.adopted, last, leaving=leaving, implied=True)
            implied.append(spell)
    return implied


def eligible(record: Record) -> list[tuple[int, int]] | None:
    """The most States that can have consented, as steps (day, change); None: not recorded.

    They are those that were members on some day up to then, but not those whose only consent lies
    certainly later, nor those known not to have consented yet.
    """
    if not record.membership:
        return None
    steps: dict[int, int] = defaultdict(int)
    earliest: dict[str, int] = {}
    for spell in spells_of(record)[0]:
        if spell.state is not None:
            earliest[spell.state] = min(earliest.get(spell.state, LAST_DAY), spell.first)
    for state in record.membership.keys() | earliest.keys():
        since = earliest.get(state, max(floor_of(record, state), record.adopted))
        always = [Tenure(FIRST_DAY, LAST_DAY, "")]
        tenures = record.membership.get(state, always)
        able = [max(one.first, since) for one in tenures if max(one.first, since) <= one.last]
        if able:  # to leave the organisation is not to withdraw from its treaty
            steps[min(able)] += 1
    return sorted(steps.items())


def floor_of(record: Record, state: str) -> int:
    """The first day on which a State without a recorded consent can have consented."""
    days = [e.date.first.toordinal() + 1 for e in record.not_yet.get(state, ())]
    days += [e.date.first.toordinal() for e in record.approvals.get(state, ())]
    return max(days, default=FIRST_DAY)
