"""The last look at what was asked for: it is taken, changed or left."""

from collections.abc import Callable
from typing import TypeVar

import click

from cica_tracker.cli.entry.form import Form
from cica_tracker.cli.entry.prompts import BackError, ask, choose
from cica_tracker.cli.streams import say
from cica_tracker.model.problems import LogError
from cica_tracker.writing.new_problems import Refused

_T = TypeVar("_T")


def reviewed(
    form: Form, make: Callable[[str], _T], show: Callable[[_T], None], way: tuple[str, str]
) -> _T:
    """What `make` makes of a form, shown and looked through: taken by this `way`, or changed.

    `make` is given the reason for which a contradiction is to be recorded, if there is one.
    Raises click.Abort when the person stops or leaves.
    """
    reason = ""
    while True:
        ways = {"change": "changes a field", "leave": "leaves, and nothing is written"}
        try:
            made = make(reason)
        except Refused as refused:
            say(str(refused).rpartition("\n")[0])
            ways = {"record": "records it all the same", **ways}
        except LogError as refused:
            say(str(refused))
        else:
            show(made)
            ways = dict([way]) | ways
        try:
            chosen = choose("What now", ways, back=True)
        except BackError:
            form.back()
            form.fill()
            continue
        match chosen:
            case "record":
                hint = "a reason, for its note"
                reason = ask("Why should it be recorded all the same", hint)
            case "change":
                form.change()
                form.fill()
            case "leave":
                raise click.Abort
            case _:
                return made
