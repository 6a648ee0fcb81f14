"""The way to a new log from the command line."""

import os
import shlex
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cica_tracker.cli.entry.adding import stoppable
from cica_tracker.cli.entry.form import Form
from cica_tracker.cli.entry.from_flags import parts_of
from cica_tracker.cli.entry.prompts import BackError, ask, said, yes
from cica_tracker.cli.entry.review import reviewed
from cica_tracker.cli.entry.states import StateFinder
from cica_tracker.cli.options import today
from cica_tracker.cli.streams import say
from cica_tracker.model.events import Log
from cica_tracker.model.problems import LogError
from cica_tracker.model.sources import Treaty
from cica_tracker.model.text import clean
from cica_tracker.reading.logbook import USUAL_PLACE, Logbook, read_bytes, shipped
from cica_tracker.writing.append import create_log, refuse_existing
from cica_tracker.writing.from_json import with_states
from cica_tracker.writing.new_log import new_log

_EMPTY = Log(Treaty(title="-"), (), ())


def start(
    file: str | None,
    values: Mapping[str, Any],
    members: str | None,
    *,
    copy_shipped: bool,
    new_state: bool,
    dry_run: bool,
) -> None:
    """Create a log. Raises LogError, or click's Exit when stopped; no file is overwritten."""
    chosen = file or click.get_current_context().find_root().obj or os.environ.get("TRACKER_LOG")
    path = Path(chosen or USUAL_PLACE)
    logbook = Logbook(path, str(path))
    if not dry_run:
        refuse_existing(logbook)
    asked = not copy_shipped and not values.get("treaty_title")
    may_ask = sys.stdin is not None and sys.stdin.isatty()
    if asked and not may_ask:
        raise LogError(
            "missing: --title TEXT\n  standard input is no terminal, so nothing can be asked; "
            "tracker init --help shows all flags"
        )
    with stoppable():
        if copy_shipped:
            text = read_bytes(shipped())
        else:
            find = StateFinder(
                _EMPTY, allow_new=new_state, open_list=True, ask=yes if may_ask else None
            )
            listed = [*values.get("member", ()), *_lines(members)]
            form = Form(_EMPTY, find, "treaty", dict(values))
            text = _reviewed(form, listed, logbook, asked=asked, dry_run=dry_run)
    if dry_run:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        return
    create_log(logbook, text)
    say(f"started {clean(logbook.name)}", err=False)
    named = path != USUAL_PLACE and chosen != os.environ.get("TRACKER_LOG")
    log = f"--log {shlex.quote(str(path))} " if named else ""
    say(f"next: tracker {log}status")
    say(f"to record what you learn: tracker {log}add")
    say(f"where a source lists all: tracker {log}add report --complete")


def _lines(members: str | None) -> list[str]:
    """The names in a file of members: one State to a line; what follows # is a remark."""
    if members is None:
        return []
    try:
        with click.open_file(members, encoding="utf-8-sig") as file:
            lines = [line.partition("#")[0].strip() for line in file]
    except UnicodeDecodeError:
        raise LogError(f"{clean(members)}: this is not UTF-8 text") from None
    except OSError as error:
        raise LogError(f"{clean(members)}: {(error.strerror or str(error)).lower()}") from None
    return [line for line in lines if line]


def _reviewed(
    form: Form, members: list[str], logbook: Logbook, *, asked: bool, dry_run: bool
) -> bytes:
    """The text of the new log; looked through, where it was asked for."""
    if not asked:
        return _text(form, members)
    said(f"a new log, {logbook.name}: ? explains, < goes back, Ctrl-C stops", "")
    form.fill()
    members = members or _members(form)
    way = ("write", "prints it" if dry_run else f"writes {logbook.name}")
    return reviewed(form, lambda _: _text(form, members), _show, way)


def _members(form: Form) -> list[str]:
    """The States that may consent, asked for; none where any State may."""
    while True:
        typed = ask("Which States may consent", "several are parted by commas; Enter: any State")
        if typed == "<":
            form.back()
            form.fill()
            continue
        try:
            return form.find.all(typed) if typed else []
        except BackError:
            continue
        except LogError as error:
            said(str(error))


def _show(text: bytes) -> None:
    """The new log without the comments that teach its format."""
    say("")
    for line in text.decode().splitlines():
        if not line.startswith("#"):
            say(f"  {line}")


def _text(form: Form, members: list[str]) -> bytes:
    parts = parts_of("treaty", form.entered)
    clause = with_states({"type": "clause", **parts["event"]}, form.find)
    del clause["type"]
    names = form.find.all([*members])
    return new_log(parts["treaty"], clause, parts["source"], today(), members=names)
