"""Every problem of a log at once: what a careful clerk looks for before each commit."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cica_tracker.answers.doubled import doubled_events, doubled_sources
from cica_tracker.answers.places import Places
from cica_tracker.answers.published import doubtful_events, doubtful_sources, too_early
from cica_tracker.model.dates import edtf
from cica_tracker.model.events import (
    Clause,
    Consent,
    DomesticApproval,
    EntryIntoForce,
    Event,
    Log,
    Membership,
    NotYet,
    Retraction,
    StateAct,
    Withdrawal,
)
from cica_tracker.model.problems import Problem, did_you_mean, or_else
from cica_tracker.rules.contradictions import Contradiction, Settled, make_consistent
from cica_tracker.rules.memberships import may_consent
from cica_tracker.rules.record import Record, make_record
from cica_tracker.rules.spells import spells_of

if TYPE_CHECKING:
    from cica_tracker.model.sources import Source

_NOT_BEFORE = Consent | StateAct | Withdrawal | EntryIntoForce  # the adoption


def check(log: Log, settled: Settled | None = None) -> tuple[Problem, ...]:
    """All that is wrong with a log that can be read, in the order of the file.

    What an event alone makes impossible is left out where the event has a mistake of its own.
    `settled` is the whole log settled, where that has been done.
    """
    settled = settled or make_consistent(log)
    found = settled.contradictions
    wrong = mistakes(log, None if found else settled.record)
    index_of = {event.id: index for index, event in reversed(list(enumerate(log.events)))}
    blamed = {bisect_right(log.event_lines, problem.line) - 1 for problem in wrong}
    kept = (one for one in found if len(one.ids) > 1 or index_of[one.set_aside] not in blamed)
    return tuple(sorted({*wrong, *conflicts(log, kept)}))


def mistakes(log: Log, record: Record | None = None) -> tuple[Problem, ...]:
    """What is wrong whatever else is true: ids, sources, States, retractions, repetitions.

    `record` is that of the whole log, where it has been made.
    """
    places = Places(log)
    record = record or make_record(log)
    found = [
        *_duplicates(places),
        *_sources(places),
        *_retractions(places),
        *_states(places, record),
        *_listed(places, record),
        *_repeated(places, record),
        *_announced(places, record),
        *_doubled(places, record),
        *(places.source(index, "published", *why) for index, *why in too_early(record)),
        *_doubtful(places, record),
    ]
    return tuple(sorted(set(found)))


def doubts(log: Log) -> frozenset[Problem]:
    """Those of the mistakes that may be meant: days that can hardly be."""
    return frozenset(_doubtful(Places(log), make_record(log)))


def _doubtful(places: Places, record: Record) -> Iterator[Problem]:
    for index, *why in doubtful_events(record):
        yield places.event(index, "date", *why)
    for index, *why in doubtful_sources(record):
        yield places.source(index, "published", *why)


def conflicts(log: Log, found: Iterable[Contradiction]) -> tuple[Problem, ...]:
    """Contradictions as problems, each at the event that answers set aside."""
    return tuple(_contradictions(Places(log), found))


def _duplicates(places: Places) -> Iterator[Problem]:
    kinds: tuple[tuple[str, tuple[Event, ...] | tuple[Source, ...]], ...] = (
        ("event", places.log.events),
        ("source", places.log.sources),
    )
    for kind, facts in kinds:
        first: dict[str, int] = {}
        lines = places.log.event_lines if kind == "event" else places.log.source_lines
        for index, fact in enumerate(facts):
            if fact.id not in first:
                first[fact.id] = index
                continue
            before = first[fact.id]
            where = f" at line {lines[before]}" if before < len(lines) else " above"
            same = facts[before] == fact
            advice = "delete one of the two" if same else "give this one an id of its own"
            advice = f"the {'same block' if same else 'first'} is{where}: {advice}"
            at = places.event if kind == "event" else places.source
            yield at(index, "id", f'two {kind}s have the id "{fact.id}"', advice)


def _doubled(places: Places, record: Record) -> Iterator[Problem]:
    """Blocks that say again, under another id, what is said before."""
    advice = "retract one of the two; where a merge doubled the block, delete it"
    index_of = {id(event): index for index, event in enumerate(places.log.events)}
    for event, first in doubled_events(record.events):
        message = f'"{event.id}" says again what {places.name(first.id)} says'
        yield places.event(index_of[id(event)], "id", message, advice)
    at = {id(source): index for index, source in enumerate(places.log.sources)}
    cited = {one for event in record.events for one in event.source}
    corrected = {one for event in places.log.events for one in event.source} - cited
    for source, same in doubled_sources(places.log.sources):
        if same.id in corrected:
            continue
        message = f'the source "{source.id}" is described before as "{same.id}"'
        yield places.source(at[id(source)], "id", message, "cite that one, and leave this one out")


def _sources(places: Places) -> Iterator[Problem]:
    known = places.log.source_by_id
    for index, event in enumerate(places.log.events):
        for identifier in event.source:
            if identifier not in known:
                advice = did_you_mean(identifier, list(known)) if known else "the log has no source"
                advice = or_else(advice, "or add a [[source]] with this id")
                yield places.event(index, "source", f'unknown source "{identifier}"', advice)


def _retractions(places: Places) -> Iterator[Problem]:
    known = places.log.event_by_id
    taken: set[str] = set()
    for index, event in enumerate(places.log.events):
        if not isinstance(event, Retraction):
            continue
        target = known.get(event.of)
        if target is None:
            advice = did_you_mean(event.of, list(known))
            yield places.event(index, "of", f'there is no event "{event.of}" to retract', advice)
        elif isinstance(target, Retraction):
            yield places.event(
                index,
                "of",
                f'"{event.of}" is itself a retraction',
                "add the retracted event again, under a new id, instead",
            )
        elif event.of in taken:
            message = f'"{event.of}" was retracted before'
            yield places.event(index, "of", message, "one retraction is enough")
        taken.add(event.of)


def _states(places: Places, record: Record) -> Iterator[Problem]:
    """States that are no members, where membership is recorded; acts before the adoption."""
    in_use = {id(event) for event in record.events}
    adopted = places.log.treaty.adopted
    for index, event in enumerate(places.log.events):
        if id(event) not in in_use:
            continue
        if isinstance(event, _NOT_BEFORE) and adopted and event.date.last < adopted.first:
            what = "consent" if isinstance(event, Consent) else event.type
            advice = f"the treaty was adopted on {edtf(adopted)}: correct the date"
            article = "an" if what[0] in "aei" else "a"
            message = f"{article} {what} before the treaty was adopted"
            yield places.event(index, "date", message, advice)
        state = _state_of(event)
        if state is None or isinstance(event, Membership) or not record.memberships:
            continue
        if state not in record.memberships:
            known = list(record.memberships)
            advice = did_you_mean(state, known)
            advice = or_else(advice, "if this is another State, record its membership first")
            yield places.event(index, "state", f'unknown State "{state}"', advice)
        elif isinstance(event, Consent):
            first, last = event.date.first.toordinal(), event.date.last.toordinal()
            if not any(a <= last and first <= b for a, b in may_consent(record, state)):
                yield places.event(
                    index,
                    "date",
                    f"{state} is no member on any day of this window, so it cannot consent",
                    "correct the date, or the membership of that State",
                )


def _listed(places: Places, record: Record) -> Iterator[Problem]:
    """Clauses that could never be met: too little weight, or States that are no members."""
    known = list(record.memberships)
    for index, event in enumerate(places.log.events):
        if not isinstance(event, Clause):
            continue
        for one in event.condition:
            weights = one.weights or {}
            if one.weight is not None and one.weight > sum(weights.values()):
                message = f"all weights together, {sum(weights.values())}, are below {one.weight}"
                yield places.event(index, "weight", message, "correct the weight or the table")
            if one.weight == 0:
                message = "a weight of 0 asks for nothing"
                yield places.event(index, "weight", message, "write the weight that is asked for")
            for field, states in (("among", one.among or ()), ("weights", weights)):
                for state in states if known else ():
                    if state not in record.memberships:
                        message = f'the clause lists an unknown State "{state}"'
                        advice = or_else(did_you_mean(state, known), "or record its membership")
                        yield places.event(index, field, message, advice)


def _state_of(event: Event) -> str | None:
    with_state = Consent | StateAct | DomesticApproval | Withdrawal | Membership | NotYet
    return event.state if isinstance(event, with_state) else None


def _repeated(places: Places, record: Record) -> Iterator[Problem]:
    """A second consent with no withdrawal before it; a withdrawal with no consent before it."""
    index_of = {id(event): index for index, event in enumerate(places.log.events)}
    used = Counter(spell.id for spell in spells_of(record)[0])
    for state, consents in record.consents.items():
        if state is None:
            continue
        counted: list[Consent] = []
        second: list[Consent] = []
        for consent in sorted(consents, key=lambda c: (c.date.last, c.date.first)):
            used[consent.id] -= 1
            (counted if used[consent.id] >= 0 else second).append(consent)
        for after in second:
            earlier = [c for c in counted if c.date.last <= after.date.last] or counted
            before = earlier[-1]
            if not _differs_for_clause(record, before, after):
                index = max(index_of[id(before)], index_of[id(after)])
                other = min(index_of[id(before)], index_of[id(after)])
                yield places.event(
                    index,
                    "state",
                    f"{state} consents twice, first in {places.name(places.log.events[other].id)}",
                    "a State counts once: retract one of the two, or record its withdrawal between",
                )
    for state, several_leaving in record.withdrawals.items():
        earliest = min((c.date.first for c in record.consents.get(state, ())), default=None)
        for event in several_leaving:
            if earliest is None or event.date.last <= earliest:
                message = f"{state} withdraws, and no consent of it is recorded before"
                advice = "record its consent, with a window if the day is not known"
                yield places.event(index_of[id(event)], "state", message, advice)


def _announced(places: Places, record: Record) -> Iterator[Problem]:
    """Announcements of an entry into force on different days."""
    in_use = {id(event) for event in record.events}
    first: EntryIntoForce | None = None
    for index, event in enumerate(places.log.events):
        if not isinstance(event, EntryIntoForce) or id(event) not in in_use:
            continue
        if first is None:
            first = event
        elif event.date.within(*first.date).empty:
            message = f"another day in force than that of {places.name(first.id)}"
            yield places.event(index, "date", message, "retract the one that is wrong")


def _differs_for_clause(record: Record, before: Consent, after: Consent) -> bool:
    """Whether the clause counts the later consent of a State and not the earlier."""
    forms = [c.forms for clause in record.clauses for c in clause.condition if c.forms]
    return any(before.type not in some and after.type in some for some in forms)


def _contradictions(places: Places, found: Iterable[Contradiction]) -> Iterator[Problem]:
    indices = {event.id: index for index, event in reversed(list(enumerate(places.log.events)))}
    for one in found:
        others = ", ".join(places.name(i) for i in one.ids if i != one.set_aside)
        what = "retract what is wrong, or add what is missing"
        advice = f"these cannot all be true; answers set {one.set_aside} aside: {what}"
        message = f'"{one.set_aside}" contradicts {others}'
        if not others:
            message = (
                f'"{one.set_aside}" cannot be true: the adoption or the memberships exclude it'
            )
            advice = f"answers set {one.set_aside} aside: {what}"
        yield places.event(indices[one.set_aside], "id", message, advice)
