"""What the ways of importing share: where it goes, of which day it is, and how it is told."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from cica_tracker.cli.common import LastDay, format_option, lang_option
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import LogError

if TYPE_CHECKING:
    from datetime import date

    from cica_tracker.exchange.found import Found

    Read = Callable[[str], list[Found]]

Decorated = Callable[..., Any]


@dataclass(frozen=True)
class How:
    """Where what is found goes. `again` is the command that brings a log up to date later."""

    again: str
    folder: str | None = None
    log_file: str | None = None
    accept: str | None = None
    dry_run: bool = False
    form: str = "text"
    lang: str = "en"


def where_options(command: Decorated) -> Decorated:
    """Where what is found goes, and how it is told."""
    options = (
        click.option(
            "--to",
            "folder",
            metavar="DIR",
            type=click.Path(),
            help="Write new logs into this folder.",
        ),
        click.option(
            "--log",
            "log_file",
            metavar="FILE",
            type=click.Path(),
            help="Compare with this log instead.",
        ),
        click.option(
            "--accept",
            type=click.Choice(("new", "all")),
            help="Append to the log what is new, or corrections as well, in one go.",
        ),
        click.option("--dry-run", is_flag=True, help="Only print what would be written."),
        format_option("text", "json"),
        lang_option,
    )
    for option in reversed(options):
        command = option(command)
    return command


def retrieved_option(command: Decorated) -> Decorated:
    """`--retrieved DATE`."""
    return click.option(
        "--retrieved",
        type=LastDay(),
        required=True,
        metavar="DATE",
        help="The day on which the file was fetched: it speaks of that day.",
    )(command)


def one_day(retrieved: Window) -> "date":
    """The day of `--retrieved`."""
    if not retrieved.exact:
        raise click.BadParameter("one day is wanted here", param_hint="--retrieved")
    return retrieved.first


def only_one(several: "list[Found]", file: str) -> "Found":
    """The one treaty of a file. Raises LogError where it has several."""
    if len(several) == 1:
        return several[0]
    names = ", ".join(found.log.treaty.title for found in several[:5])
    more = ", ..." if len(several) > 5 else ""
    raise LogError(
        f"{file}: {len(several)} treaties stand in it: {names}{more}\n  name one with --treaty"
    )
