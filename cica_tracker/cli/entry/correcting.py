"""The way of a correction into the log: what is wrong is taken back, what is right added."""

from collections.abc import Mapping
from typing import Any

from cica_tracker.cli.entry.adding import append, asked_for, opened, stoppable
from cica_tracker.cli.entry.flags import flags_of, is_given
from cica_tracker.cli.entry.form import Form
from cica_tracker.cli.entry.from_flags import entries_of, parts_of
from cica_tracker.cli.entry.how import How
from cica_tracker.cli.entry.prompts import ask, said, yes
from cica_tracker.cli.entry.states import StateFinder
from cica_tracker.cli.options import today
from cica_tracker.model.events import Log, Retraction
from cica_tracker.model.problems import LogError
from cica_tracker.model.text import clean
from cica_tracker.writing.admit import Basis, admit
from cica_tracker.writing.entry import Addition, Entry, nearest_event
from cica_tracker.writing.ids import source_id, unique


def correct(of: str | None, reason: str | None, values: Mapping[str, Any], how: How) -> None:
    """Append the correction of an event or a source. Raises LogError with the log untouched."""
    with stoppable():
        logbook, basis = opened(how)
        of = of or _which(basis.log, how)
        changed = any(
            is_given(value)
            for name, value in values.items()
            if name.startswith(("event_", "condition_", "source_"))
        )
        if reason is None and how.may_ask:
            reason = ask("Why is it corrected", "in own words") or None
        if reason is None:
            raise LogError("missing: --reason TEXT\n  say why it is corrected")
        find = StateFinder(basis.log, allow_new=how.new_state, ask=yes if how.may_ask else None)
        kind = _kind_of(basis.log, of)
        if kind and not changed and how.may_ask:
            block = "source" if kind == "source" else "event"
            form = Form(basis.log, find, kind, _held(kind, basis.fields(block, of)), anew=True)
            why = reason
            addition, seen = asked_for(
                form,
                basis,
                logbook,
                how,
                lambda: _corrected(basis, of, why, form.entered, find, whole=True),
            )
        else:
            entries = _corrected(basis, of, reason, values, find)
            accepted = how.accept_contradiction
            addition = Addition(entries, accepted, frozenset(find.new), insisted=how.insist)
            seen = admit(basis, addition, today())
        append(logbook, addition, seen, how)


def _which(log: Log, how: How) -> str:
    """The id of what is to be corrected, asked for. Raises LogError where nobody can be asked."""
    if not how.may_ask:
        raise LogError("missing: ID\n  tracker log and tracker sources list the ids")
    while True:
        typed = ask("Which event or source is corrected", "its id; tracker log lists them")
        if _kind_of(log, typed):
            return typed
        said(f'no event or source "{clean(typed)}": {nearest_event(typed, log)}')


def _kind_of(log: Log, of: str) -> str | None:
    """The type of an event that can be corrected, "source", or None for what is neither."""
    there = log.event_by_id.get(of)
    if there is not None:
        return None if isinstance(there, Retraction) else there.type
    return "source" if of in log.source_by_id else None


def _held(kind: str, facts: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a block of the file as the values of the flags that give them."""
    first, *further = facts.get("condition", [{}])
    own = {"source": facts} if kind == "source" else {"event": facts, "condition": first}
    found = {flag.name: own.get(flag.block, {}).get(flag.key) for flag in flags_of(kind)}
    if isinstance(found.get("event_source"), str):
        found["event_source"] = [found["event_source"]]
    if further:
        found["event_condition"] = further
    return {name: value for name, value in found.items() if is_given(value)}


def _corrected(
    basis: Basis,
    of: str,
    reason: str,
    values: Mapping[str, Any],
    find: StateFinder,
    *,
    whole: bool = False,
) -> tuple[Entry, ...]:
    """What takes an event or a source back and adds it as it should be.

    `whole`: the values are all of it, and not only what changes.
    """
    if _kind_of(basis.log, of) == "source":
        return _of_source(basis, of, reason, values, whole=whole)
    return _of_event(basis, of, reason, values, find, whole=whole)


def _of_event(
    basis: Basis, of: str, reason: str, values: Mapping[str, Any], find: StateFinder, *, whole: bool
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
    given = entries_of(there.type, {"event_state": changes.get("state")}, find)
    if len(given) > 1:
        raise LogError("a correction is of one State: nothing was written")
    if given[0].event and given[0].event.get("state"):
        changes["state"] = given[0].event["state"]
    if not source and _same(before, changes, whole=whole):
        raise LogError(
            f'nothing of "{of}" is changed: nothing was written\n'
            "  give what is right, as with: tracker correct ID --date 2026-03-01 --reason ..."
        )
    before = _without_stale(before, changes, whole=whole)
    if whole:
        before = {"type": there.type, **{key: before[key] for key in ("in",) if key in before}}
    elif source:
        before.pop("source", None)
    return retraction, Entry({**before, **changes}, source, corrects=of)


def _of_source(
    basis: Basis, of: str, reason: str, values: Mapping[str, Any], *, whole: bool
) -> tuple[Entry, ...]:
    """The source as it should be, and what rests on it, taken back and added with the new one."""
    before = basis.fields("source", of)
    changes = parts_of("source" if whole else "ratification", values)["source"]
    if note := values.get("event_note"):
        changes["note"] = note
    if _same(before, changes, whole=whole):
        raise LogError(
            f'nothing of "{of}" is changed: nothing was written\n'
            "  give what is right, as with: --source-title, --publisher, --published, --url"
        )
    before = _without_stale(before, changes, whole=whole)
    kept = {key: before[key] for key in ("in",) if key in before} if whole else before
    source = {**kept, **changes}
    source.setdefault("id", unique(source_id(source), basis.taken))
    entries = [Entry(None, source, corrects=of)]
    for event in basis.log.in_use:
        if of in event.source:
            facts = basis.fields("event", event.id)
            cited = [source["id"] if one == of else one for one in event.source]
            entries.append(Entry({"type": "retraction", "of": event.id, "reason": reason}))
            entries.append(Entry({**facts, "source": cited}, corrects=event.id))
    return tuple(entries)


def _without_stale(
    before: Mapping[str, Any], changes: Mapping[str, Any], *, whole: bool
) -> dict[str, Any]:
    """What is kept, without what other languages say of a text that is now another, or gone."""
    changed = {key for key, value in changes.items() if before.get(key) != value}
    changed |= before.keys() - changes.keys() if whole else set()
    told = {
        code: {key: text for key, text in texts.items() if key not in changed}
        for code, texts in before.get("in", {}).items()
    }
    told = {code: texts for code, texts in told.items() if texts}
    kept = {key: value for key, value in before.items() if key != "in"}
    return {**kept, "in": told} if told else kept


def _same(before: Mapping[str, Any], changes: Mapping[str, Any], *, whole: bool = False) -> bool:
    """Whether all that is given stands there already; a day may be a text, one source a list."""
    kept = all(_plain(before.get(key)) == _plain(value) for key, value in changes.items())
    return kept and not (whole and before.keys() - {*changes, "type", "in"})


def _plain(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and len(value) == 1 else value)
