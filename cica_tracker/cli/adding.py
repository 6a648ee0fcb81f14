"""The way of an entry from the command line into the log."""

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from cica_tracker.cli.common import show_json, today, which_log
from cica_tracker.cli.gathering import facts_of, flag_for, given_fields
from cica_tracker.cli.options import How
from cica_tracker.cli.streams import UnwritableError, say, writing_out
from cica_tracker.model.problems import LogError
from cica_tracker.model.text import clean

if TYPE_CHECKING:
    from cica_tracker.cli.finding import StateFinder
    from cica_tracker.reading.logbook import Logbook
    from cica_tracker.writing.admit import Basis, Ready
    from cica_tracker.writing.entry import Facts


def add(kind: str | None, values: Mapping[str, Any], how: How) -> None:
    """Append an entry of a type, or say why not. Raises LogError, or click's Exit when stopped."""
    from cica_tracker.writing.append import refuse_shipped, writable
    from cica_tracker.writing.enter import enter

    logbook = which_log(how.log_file)
    (refuse_shipped if how.dry_run else writable)(logbook)
    try:
        facts, ready = _ready(logbook, kind, values, how)
        done = (
            ready if how.dry_run else enter(logbook, facts, today(), seen=ready, waiting=_waiting)
        )
    except (click.Abort, KeyboardInterrupt):
        say("stopped: nothing was written")
        raise click.exceptions.Exit(1) from None
    if how.dry_run:
        sys.stdout.buffer.write(ready.added)
        sys.stdout.buffer.flush()
        return
    try:
        with writing_out():
            _tell(logbook, done, how)
    except UnwritableError as error:  # what was asked for is done all the same
        say(f"{_appended(logbook, done)}\n{error}")


def _ready(
    logbook: "Logbook", kind: str | None, values: Mapping[str, Any], how: How
) -> "tuple[Facts, Ready]":
    """The facts, as given or as answered, and what they make."""
    from cica_tracker.cli.finding import StateFinder
    from cica_tracker.cli.prompts import yes

    basis = _basis(logbook)
    find = StateFinder(basis.log, allow_new=how.new_state, ask=yes if how.may_ask else None)
    facts = _facts(kind, values, how, find)
    if facts is None:
        from cica_tracker.cli.dialogue import converse

        return converse(basis, logbook, kind, values, how, find)
    from cica_tracker.writing.admit import make_ready

    return facts, make_ready(basis, facts, today())


def _basis(logbook: "Logbook") -> "Basis":
    """The log as it stands."""
    from cica_tracker.reading.logbook import read_bytes
    from cica_tracker.writing.admit import Basis

    data = read_bytes(logbook)
    return Basis(data, logbook.name)


def _facts(
    kind: str | None, values: Mapping[str, Any], how: How, find: "StateFinder"
) -> "Facts | None":
    """The facts as given, or None where somebody can be asked for what is missing.

    Raises LogError naming the missing flags.
    """
    from cica_tracker.writing.entry import Facts
    from cica_tracker.writing.from_json import from_json, missing, with_states

    if how.json_file is not None:
        if kind and (given := given_fields(kind, values)):
            flags = ", ".join(field.flags[0] for field in given)
            raise LogError(f"give the facts either with --json or as flags, not both: {flags}")
        event, source = from_json(how.json_file.read(), kind)
    elif kind is None:
        if how.may_ask:
            return None
        raise LogError(
            "missing: TYPE, and standard input is no terminal to ask on\n"
            "  tracker add --help lists the types; one JSON object is read with: --json -"
        )
    else:
        event, source = facts_of(kind, values)
        lacking = missing(event, source)
        if lacking and how.may_ask:
            return None
        if lacking:
            short = how.command == "retract"
            flags = "; ".join(flag_for(kind, key, retracting=short) for key in lacking)
            raise LogError(
                f"missing: {flags}\n  standard input is no terminal, so nothing can be asked; "
                f"tracker {how.command or f'add {kind}'} --help shows all flags"
            )
    if event is not None:
        event = with_states(event, find)
    return Facts(event, source, how.accept_contradiction, frozenset(find.new))


def _waiting() -> None:
    say("another process is writing to the log: waiting for it")


def _appended(logbook: "Logbook", done: "Ready") -> str:
    named = done.event.id if done.event else done.cited
    return f"appended to {clean(logbook.name)}:{done.line}: {clean(named)}"


def _tell(logbook: "Logbook", done: "Ready", how: How) -> None:
    """What was appended, and how the answer changed."""
    from cica_tracker.words.change import change
    from cica_tracker.words.languages import language

    words = change(language(), done.basis.settled, done.settled, done.event, today())
    for note in done.notes:
        say(f"note: {note}")
    if how.form == "json":
        show_json(
            {
                "log": logbook.name,
                "line": done.line,
                "id": done.event.id if done.event else None,
                "source": done.cited or None,
                "appended": done.text,
                "change": words,
                "notes": list(done.notes),
            }
        )
        return
    say(f"{_appended(logbook, done)}\n{words}", err=False)
