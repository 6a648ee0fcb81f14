"""The way to a new log from the command line."""

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from cica_tracker.cli.asking import Conversation
from cica_tracker.cli.common import today
from cica_tracker.cli.finding import StateFinder
from cica_tracker.cli.gathering import parts_of
from cica_tracker.cli.prompts import Back, confirm
from cica_tracker.cli.streams import say
from cica_tracker.model.events import Log, Treaty
from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import USUAL_PLACE, Logbook


def start(
    file: str | None, values: Mapping[str, Any], *, copy_shipped: bool, dry_run: bool
) -> None:
    """Create a log. Raises LogError, or click's Exit when stopped; no file is overwritten."""
    from cica_tracker.writing.append import create_log, refuse_existing

    chosen = file or click.get_current_context().find_root().obj or os.environ.get("TRACKER_LOG")
    path = Path(chosen or USUAL_PLACE)
    logbook = Logbook(path, str(path))
    if not dry_run:
        refuse_existing(logbook)
    try:
        text = _shipped() if copy_shipped else _text(values, logbook, dry_run=dry_run)
    except click.Abort:
        say("stopped: nothing was written")
        raise click.exceptions.Exit(1) from None
    if dry_run:
        sys.stdout.buffer.write(text)
        sys.stdout.buffer.flush()
        return
    create_log(logbook, text)
    say(f"started {logbook.name}", err=False)
    if path != USUAL_PLACE and chosen != os.environ.get("TRACKER_LOG"):
        say(f"name it with --log {logbook.name}, or set TRACKER_LOG to it")
    say('next: tracker add ratification --state ... --date ... --source-title "..."')


def _shipped() -> bytes:
    from cica_tracker.reading.logbook import read_bytes, shipped

    return read_bytes(shipped())


def _text(values: Mapping[str, Any], logbook: Logbook, *, dry_run: bool) -> bytes:
    """The text of the new log, asked for where the title is missing and somebody can be asked."""
    if values.get("treaty_title"):
        return _made(values)
    if not sys.stdin or not sys.stdin.isatty():
        raise LogError(
            "missing: --title TEXT\n  standard input is no terminal, so nothing can be asked; "
            "tracker init --help shows all flags"
        )
    nothing = Log(Treaty(title="-"), (), ())
    conversation = Conversation(nothing, StateFinder(nothing, allow_new=True), "treaty", values)
    say(f"a new log, {logbook.name}; < goes back, Ctrl-C stops")
    while True:
        conversation.ask_all()
        try:
            text = _made(conversation.values)
        except LogError as refused:
            say(str(refused))
            conversation.go_back()
            continue
        say("")
        for line in text.decode().splitlines():
            if not line.startswith("#"):
                say(f"  {line}")
        agreed = confirm("Print it?" if dry_run else f"Write it to {logbook.name}?")
        if isinstance(agreed, Back):
            conversation.go_back()
        elif agreed:
            return text
        else:
            raise click.Abort


def _made(values: Mapping[str, Any]) -> bytes:
    from cica_tracker.writing.new_log import new_log

    parts = parts_of("treaty", values)
    return new_log(parts["treaty"], parts["event"], parts["source"], today())
