"""From flags, or from JSON, to entries."""

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click

from cica_tracker.cli.entry.flags import CONSENT_TYPES, NEW, UNNAMED, flag_for, flags_of, is_given
from cica_tracker.cli.entry.how import How
from cica_tracker.cli.entry.states import StateFinder
from cica_tracker.model.problems import LogError
from cica_tracker.model.text import clean
from cica_tracker.writing.entry import Entry
from cica_tracker.writing.from_json import from_json, with_states

Values = Mapping[str, Any]


def given(
    kind: str | None, values: Values, how: How, find: StateFinder
) -> tuple[Entry, ...] | None:
    """The entries as given, or None where somebody can be asked for what is missing.

    Raises LogError naming the missing flags.
    """
    if how.json_file is not None:
        given = [f.names[0] for f in flags_of(kind or "") if is_given(values.get(f.name))]
        if given:
            listed = ", ".join(given)
            raise LogError(f"give the facts either with --json or as flags, not both: {listed}")
        entries = from_json(_json(how.json_file), kind)
        return tuple(
            replace(one, event=with_states(one.event, find)) if one.event else one
            for one in entries
        )
    if kind is None:
        if how.may_ask:
            return None
        raise LogError(
            "missing: TYPE, and standard input is no terminal to ask on\n"
            "  tracker add --help lists the types; JSON is read with: --json -"
        )
    entries = entries_of(kind, values, find)
    lacking = dict.fromkeys(key for one in entries for key in one.missing)
    if lacking and how.may_ask:
        return None
    if lacking:
        short = how.command == "retract"
        flags = ["ID" if short and key == "of" else flag_for(kind, key) for key in lacking]
        raise LogError(
            f"missing: {'; '.join(flags)}\n  standard input is no terminal, so nothing can be "
            f"asked; tracker {how.command if short else f'add {kind}'} --help shows all flags"
        )
    return entries


def _json(name: str) -> bytes:
    if name == "-" and sys.stdin is None:
        raise LogError("standard input is closed, so no JSON can be read from it")
    try:
        with click.open_file(name, "rb") as file:
            return bytes(file.read())
    except OSError as error:
        raise LogError(f"{clean(name)}: {(error.strerror or str(error)).lower()}") from None


def parts_of(kind: str, values: Values) -> dict[str, dict[str, Any]]:
    """The fields that these values give, by what they belong to."""
    parts: dict[str, dict[str, Any]] = {"treaty": {}, "event": {}, "condition": {}, "source": {}}
    for flag in flags_of(kind):
        value = values.get(flag.name)
        if value is None or not is_given(value) or value == NEW:
            continue
        if flag.field.many:  # a flag that is repeated gives a list of lists
            value = [one for part in value for one in (part if isinstance(part, list) else [part])]
        parts[flag.block][flag.key] = value
    further = parts["event"].get("condition", [])
    if conditions := [*([parts["condition"]] if parts["condition"] else []), *further]:
        parts["event"]["condition"] = conditions
    for one in conditions:
        count, among = one.get("count"), one.get("among")
        if isinstance(count, int) and isinstance(among, list) and count > len(set(among)):
            raise LogError(
                f"{count} of {len(set(among))} listed States cannot be met: correct --required, or "
                'name them all: --among "Angola, Benin, Cameroon"'
            )
    return parts


def entries_of(kind: str, values: Values, find: StateFinder) -> tuple[Entry, ...]:
    """The entries that these values make: one, or one for each of several States."""
    parts = parts_of(kind, values)
    source = parts["source"] or None
    if kind == "source":
        return (Entry(None, source),)
    event = {"type": kind, **parts["event"]}
    if kind in CONSENT_TYPES and values.get(UNNAMED):
        event["state"] = None
    names = find.all(event["state"]) if event.get("state") else [event.get("state")]
    several = ({**event, "state": name} if "state" in event else event for name in names)
    return tuple(Entry(with_states(one, find), source) for one in several)
