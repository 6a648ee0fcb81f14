"""The way of a correction into the log: what is wrong is taken back, what is right added."""

from collections.abc import Mapping
from typing import Any

from cica_tracker.cli.adding import append, opened, stoppable
from cica_tracker.cli.common import today
from cica_tracker.cli.entries import How, entries_of, parts_of
from cica_tracker.cli.finding import StateFinder
from cica_tracker.cli.prompts import ask, yes
from cica_tracker.model.events import Retraction
from cica_tracker.model.problems import LogError
from cica_tracker.writing.admit import Basis, admit
from cica_tracker.writing.entry import Addition, Entry
from cica_tracker.writing.ids import source_id, unique


def correct(of: str, reason: str | None, values: Mapping[str, Any], how: How) -> None:
    """Append the correction of an event or a source. Raises LogError with the log untouched."""
    with stoppable():
        logbook, basis = opened(how)
        if reason is None and how.may_ask:
            reason = ask("Why is it corrected", "in own words") or None
        if reason is None:
            raise LogError("missing: --reason TEXT\n  say why it is corrected")
        find = StateFinder(basis.log, allow_new=how.new_state, ask=yes if how.may_ask else None)
        if of in basis.log.source_by_id and of not in basis.log.event_by_id:
            entries = _of_source(basis, of, reason, values)
        else:
            entries = _of_event(basis, of, reason, values, find)
        accepted = how.accept_contradiction
        addition = Addition(entries, accepted, frozenset(find.new), insisted=how.insist)
        append(logbook, addition, admit(basis, addition, today()), how)


def _of_event(
    basis: Basis, of: str, reason: str, values: Mapping[str, Any], find: StateFinder
) -> tuple[Entry, ...]:
    """The retraction of an event, and the event with what is changed in it."""
    retraction = Entry({"type": "retraction", "of": of, "reason": reason})
    there = basis.log.event_by_id.get(of)
    if there is None or isinstance(there, Retraction):
        return (retraction,)  # refused with advice
    before = basis.fields("event", of)
    parts = parts_of(there.type, values)
    changes, source = parts["event"], parts["source"] or None
    if parts["condition"] and not values.get("event_condition"):
        first, *others = before.get("condition", [{}])
        changes["condition"] = [{**first, **parts["condition"]}, *others]
    (given,) = entries_of(there.type, {"event_state": changes.get("state")}, find)
    if given.event and given.event.get("state"):
        changes["state"] = given.event["state"]
    if not source and _same(before, changes):
        raise LogError(
            f'nothing of "{of}" is changed: nothing was written\n'
            "  give what is right, as with: tracker correct ID --date 2026-03-01 --reason ..."
        )
    if source:
        before.pop("source", None)
    return retraction, Entry({**before, **changes}, source)


def _of_source(basis: Basis, of: str, reason: str, values: Mapping[str, Any]) -> tuple[Entry, ...]:
    """The source as it should be, and what rests on it, taken back and added with the new one."""
    before = basis.fields("source", of)
    changes = parts_of("ratification", values)["source"]
    if note := values.get("event_note"):
        changes["note"] = note
    if _same(before, changes):
        raise LogError(
            f'nothing of "{of}" is changed: nothing was written\n'
            "  give what is right, as with: --source-title, --publisher, --published, --url"
        )
    source = {**before, **changes}
    source.setdefault("id", unique(source_id(source), basis.taken))
    taken_back = {event.of for event in basis.log.events if isinstance(event, Retraction)}
    entries = [Entry(None, source, corrects=of)]
    for event in basis.log.events:
        if of in event.source and event.id not in taken_back and not isinstance(event, Retraction):
            facts = basis.fields("event", event.id)
            cited = [source["id"] if one == of else one for one in event.source]
            entries.append(Entry({"type": "retraction", "of": event.id, "reason": reason}))
            entries.append(Entry({**facts, "source": cited}))
    return tuple(entries)


def _same(before: Mapping[str, Any], changes: Mapping[str, Any]) -> bool:
    """Whether all that is given stands there already; a day may be a text."""
    return all(str(before.get(key)) == str(value) for key, value in changes.items())
