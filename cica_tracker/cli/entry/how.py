"""How an entry is to be added: the options that all the commands share that write one."""

import sys
from collections.abc import Mapping
from typing import Any

import click

from cica_tracker.cli.completion import from_log
from cica_tracker.cli.entry.flags import Typed, flag_called
from cica_tracker.cli.options import Format
from cica_tracker.model.value import value


@value
class How:
    """How an entry is to be added: where, from what, and whether for real.

    `command` is what the command is called after `tracker`.
    """

    log_file: str | None = None
    json_file: str | None = None
    dry_run: bool = False
    new_state: bool = False
    accept_contradiction: str = ""
    insist: bool = False
    form: str = "text"
    command: str = "add"

    @property
    def may_ask(self) -> bool:
        """Whether there is somebody to ask."""
        return self.json_file is None and sys.stdin is not None and sys.stdin.isatty()


def how_of(*levels: Mapping[str, Any]) -> How:
    """What the options say; those of a later level prevail."""
    found: dict[str, Any] = {}
    for values in levels:
        for name in How.__dataclass_fields__:
            if values.get(name) not in {None, False, "", "text"}:
                found[name] = values[name]
    return How(**found)


def taking_back(why: str) -> list[click.Parameter]:
    """Which entry is taken back, and why; `why` is the help of the reason."""
    return [
        click.Argument(["of"], metavar="ID", required=False, shell_complete=from_log("event")),
        click.Option(
            ["--reason"],
            type=Typed(flag_called("retraction", "reason")),
            metavar="TEXT",
            help=why,
        ),
    ]


def how_options(*, json: bool = False, state: bool = True) -> list[click.Option]:
    """How an entry is to be added: where, and whether for real."""
    options = [
        click.Option(["--dry-run"], is_flag=True, help="Only print what would be appended."),
        click.Option(
            ["--accept-contradiction"],
            metavar="REASON",
            help="Record it although it contradicts the log; the reason goes into its note.",
        ),
        click.Option(
            ["--insist"], is_flag=True, help="Record it although its day can hardly be right."
        ),
        click.Option(
            ["--format", "form"],
            type=Format(("text", "json")),
            default="text",
            show_default=True,
            help="How to say what was appended.",
        ),
        click.Option(
            ["--log", "log_file"], type=click.Path(), metavar="FILE", help="The log to use."
        ),
    ]
    if state:
        options.insert(
            1, click.Option(["--new-state"], is_flag=True, help="Let the State be new to the log.")
        )
    if json:
        options.insert(
            0,
            click.Option(
                ["--json", "json_file"],
                metavar="FILE",
                help="Take the entries from JSON with the keys of the file: an object, a list, or "
                'one object to a line; "-" is standard input.',
            ),
        )
    return options
