"""The way of entries from the command line into the log."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace

import click

from cica_tracker.answers.status import status_of
from cica_tracker.cli.entry.flags import is_given
from cica_tracker.cli.entry.form import Form
from cica_tracker.cli.entry.from_flags import Values, entries_of, given
from cica_tracker.cli.entry.how import How
from cica_tracker.cli.entry.prompts import BackError, said, yes
from cica_tracker.cli.entry.review import reviewed
from cica_tracker.cli.entry.states import StateFinder
from cica_tracker.cli.options import today, which_log
from cica_tracker.cli.screen import show_json
from cica_tracker.cli.streams import UnwritableError, say, writing_out
from cica_tracker.model.fields import day_of
from cica_tracker.model.problems import LogError
from cica_tracker.model.text import clean
from cica_tracker.reading.logbook import Logbook, read_bytes
from cica_tracker.words.change import change
from cica_tracker.words.language import language
from cica_tracker.writing.admit import Admitted, Basis, admit
from cica_tracker.writing.append import refuse_shipped, writable
from cica_tracker.writing.enter import enter
from cica_tracker.writing.entry import Addition, Entry
from cica_tracker.writing.files import uninterrupted


def add(kind: str | None, values: Values, how: How) -> None:
    """Append an entry of a type, or say why not. Raises LogError, or click's Exit when stopped."""
    with stoppable():
        logbook, basis = opened(how)
        find = StateFinder(basis.log, allow_new=how.new_state, ask=yes if how.may_ask else None)
        if values.get("complete"):
            values = {**values, "event_contracting": _named_by_then(basis, values)}
        entries = given(kind, values, how, find)
        if entries is None:
            form = Form(basis.log, find, kind, dict(values))
            addition, seen = asked_for(form, basis, logbook, how)
        else:
            addition = _addition(entries, how, find)
            seen = admit(basis, addition, today())
        append(logbook, addition, seen, how)


def opened(how: How) -> tuple[Logbook, Basis]:
    """The log that is meant, and what it holds. Raises LogError where it cannot be added to."""
    logbook = which_log(how.log_file)
    (refuse_shipped if how.dry_run else writable)(logbook)
    return logbook, Basis(read_bytes(logbook), logbook.name)


def _named_by_then(basis: Basis, values: Values) -> int:
    """How many States the log names as contracting on the day of a complete list.

    Raises LogError where that is not certain.
    """
    if is_given(values.get("event_contracting")) or not values.get("event_date"):
        raise LogError("--complete goes with --date, and gives the number itself")
    try:
        day = day_of(values["event_date"])
    except ValueError as error:
        raise LogError(f"--complete: {error}") from None
    status = status_of(basis.settled, day)
    if status.maybe:
        names = ", ".join(f'"{spell.state}"' for spell in status.maybe)
        raise LogError(
            f"whether {clean(names)} had consented by {day} is not certain: nothing was written\n"
            "  record those days first: tracker correct ID --date ... --reason ..."
        )
    return len(status.named)


def append(logbook: Logbook, addition: Addition, seen: Admitted, how: How) -> None:
    """Append what was admitted and say so; with --dry-run only print it."""
    if how.dry_run:
        sys.stdout.buffer.write(seen.added)
        sys.stdout.buffer.flush()
        return
    done = enter(logbook, addition, today(), seen=seen, waiting=_waiting, shield=_shield)
    _tell(logbook, done, how)


@contextmanager
def stoppable() -> Iterator[None]:
    """Whoever stops is told that nothing was written."""
    try:
        yield
    except (click.Abort, KeyboardInterrupt, BackError):
        say("stopped: nothing was written")
        raise click.exceptions.Exit(1) from None


def _shield() -> AbstractContextManager[None]:
    """Keeps Ctrl-C away until the command has said what it wrote, and ends."""
    click.get_current_context().find_root().with_resource(uninterrupted())
    return nullcontext()


def _addition(entries: Sequence[Entry], how: How, find: StateFinder) -> Addition:
    return Addition(
        tuple(entries), how.accept_contradiction, frozenset(find.new), insisted=how.insist
    )


def asked_for(
    form: Form,
    basis: Basis,
    logbook: Logbook,
    how: How,
    entries: Callable[[], Sequence[Entry]] | None = None,
) -> tuple[Addition, Admitted]:
    """What was asked for, looked through: appended, changed, or left.

    `entries` makes of the form what is to be appended, where that is not the form's own entry.
    Raises click.Abort when the person stops or leaves.
    """
    made = entries or (lambda: entries_of(form.kind, form.entered, form.find))

    def admitted(reason: str) -> tuple[Addition, Admitted]:
        told = replace(how, accept_contradiction=reason, insist=True) if reason else how
        addition = _addition(made(), told, form.find)
        return addition, admit(basis, addition, today())

    said(f"to {logbook.name}: ? explains and lists, < goes back, Ctrl-C stops", "")
    form.fill()
    way = ("append", "prints it" if how.dry_run else "appends it")
    return reviewed(form, admitted, lambda found: _show(found[1], logbook.name), way)


def _show(found: Admitted, name: str) -> None:
    say("")
    said(f"This would be appended at line {found.line} of {name}:", "")
    say("")
    for text in found.text.splitlines():
        say(f"  {text}")
    say("")
    for note in found.notes:
        said(f"note: {note}", "")
    said(_change(found), "")


def _change(found: Admitted) -> str:
    """How the answer changes, as of the last of the new events."""
    event = max(found.events, key=lambda one: one.date.first, default=None)
    return change(language(), found.basis.settled, found.settled, event, today())


def _waiting() -> None:
    say("another process is writing to the log: waiting for it")


def _tell(logbook: Logbook, done: Admitted, how: How) -> None:
    """What was appended, and how the answer changed; on standard error if it must be."""
    ids = [one.id for one in done.events or done.sources]
    number = f"{len(ids)} entries: " if len(ids) > 1 else ""
    appended = f"appended to {clean(logbook.name)}:{done.line}: {number}{clean(', '.join(ids))}"
    told = f"{appended}\n{_change(done)}"
    try:
        with writing_out():
            if how.form == "json":
                show_json(
                    {
                        "log": logbook.name,
                        "line": done.line,
                        "id": done.events[0].id if done.events else None,
                        "source": done.sources[0].id if done.sources else None,
                        "ids": ids,
                        "appended": done.text,
                        "change": _change(done),
                        "notes": list(done.notes),
                    }
                )
            elif sys.stdout.isatty():
                said(told, "", err=False)
            else:
                say(told, err=False)
    except UnwritableError as error:  # what was asked for is done all the same
        say(f"{appended}\n{error}")
    for note in done.notes:
        say(f"note: {note}")
