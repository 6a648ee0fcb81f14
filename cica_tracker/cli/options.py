"""The options of `add` and `retract`, made from the table of fields."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click

from cica_tracker.cli.common import Format
from cica_tracker.cli.completion import from_log
from cica_tracker.cli.flags import Field
from cica_tracker.cli.values import value_of
from cica_tracker.model.text import clean


class Given(click.ParamType[Any]):
    """The value of a field as it is typed, checked as the log's reader would."""

    def __init__(self, field: Field) -> None:
        self.field = field
        self.name = field.kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value for the file."""
        try:
            return value_of(self.field, value)
        except ValueError as error:
            self.fail(clean(str(error)), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """What the field can hold: its choices, or what the log knows."""
        if self.field.choices:
            choice: click.Choice[str] = click.Choice(self.field.choices)
            return choice.shell_complete(ctx, param, incomplete)
        if self.field.kind in {"state", "source", "event"}:
            return from_log(self.field.kind)(ctx, param, incomplete)
        return []


def option_of(field: Field) -> click.Option:
    """The option that gives a field."""
    if field.kind == "yes":
        return click.Option([*field.flags, field.name], is_flag=True, help=field.help)
    return click.Option(
        [*field.flags, field.name],
        type=Given(field),
        multiple=field.many,
        metavar=field.metavar,
        help=field.help,
    )


@dataclass(frozen=True)
class How:
    """How an entry is to be added: where, from what, and whether for real.

    `command` is what the command is called after `tracker`, where there is one.
    """

    log_file: str | None = None
    json_file: Any = None
    dry_run: bool = False
    new_state: bool = False
    accept_contradiction: str = ""
    form: str = "text"
    command: str = ""

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


HOW = (
    click.Option(
        ["--json", "json_file"],
        type=click.File("rb"),
        metavar="FILE",
        help='Take the facts from a JSON object with the keys of the file; "-" is standard input.',
    ),
    click.Option(["--dry-run"], is_flag=True, help="Only print what would be appended."),
    click.Option(["--new-state"], is_flag=True, help="Let the State be new to the log."),
    click.Option(
        ["--accept-contradiction"],
        metavar="REASON",
        help="Record it although it contradicts the log; the reason goes into its note.",
    ),
    click.Option(
        ["--format", "form"],
        type=Format(("text", "json")),
        default="text",
        show_default=True,
        help="How to say what was appended.",
    ),
    click.Option(["--log", "log_file"], type=click.Path(), metavar="FILE", help="The log to use."),
)
