"""The command `tracker`: a thin skin over the library.

It knows the options, the only clock and the streams. What is true, and how it is worded, it does
not know. Each command is a module of `commands`, loaded only when it is asked for: the list of
commands needs click alone.
"""

import os
import sys
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

import click

from cica_tracker import __version__
from cica_tracker.cli.mistakes import meant_by, told
from cica_tracker.cli.streams import (
    CANNOT,
    UnwritableError,
    columns,
    let_go,
    open_missing,
    pager_option,
    say,
    writing_out,
)
from cica_tracker.model.problems import LogError

# Each command with its first line; it stands in the module of its name in `commands`.
_COMMANDS = {
    "status": "How many more are needed, as of any day, with bounds and reasons.",
    "reconcile": "Every report against the rest of the record.",
    "force": "When it enters into force: conditions, arithmetic, projection.",
    "parties": "From which day each contracting State is bound.",
    "members": "What is known of each State that may consent.",
    "log": "The events, in the order of their days.",
    "sources": "The sources, what rests on them, and which are silent.",
    "show": "One event or source, with all that is recorded of it.",
    "check": "Every problem of the log; silent when all is well.",
    "brief": "A briefing to hand up: terminal, Markdown, HTML, Word, PDF, ...",
    "timeline": "The count over time as a chart: terminal, SVG or PNG.",
    "overview": "Many treaties at once, a row each; or one State under each.",
    "changes": "What became known since a day, and what it did to each answer.",
    "text": "A sentence of your own, with the numbers of the answer in its places.",
    "schema": "The JSON Schema of an answer.",
    "add": "Append an event or a source.",
    "correct": "Put an event or a source right, in one go.",
    "retract": "Take an event back; nothing is ever edited.",
    "import": "Bring in depositaries' pages, tables, JSON; or bring a log up to date.",
    "diff": "What differs between two logs, or a log and a file.",
    "export": "Logs as data: JSON, CSV, SQLite, a workbook, Parquet.",
    "init": "Start a log for any treaty.",
    "site": "A static web site of many treaties, with an answer for any day.",
    "serve": "The same site in a browser here; it follows the logs as they change.",
}


STOPPED = 128 + 2  # as the shell shows a process that Ctrl-C ended


class Commands(click.Group):
    """A group that knows its commands' names and first lines without loading them."""

    def make_context(self, *args: Any, **kwargs: Any) -> click.Context:
        """As click does; an output that cannot be written is told by name (click would end)."""
        with writing_out():
            return super().make_context(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does; an output that cannot be written is told by name (click would end)."""
        with writing_out():
            return super().invoke(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command's module and give the command."""
        if cmd_name not in _COMMANDS:
            ctx.fail(_unknown(cmd_name))
        name = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        module = import_module(f"cica_tracker.cli.commands.{name}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


def _unknown(name: str) -> str:
    meant = meant_by(name, list(_COMMANDS)) or "tracker --help lists the commands"
    return f'no command "{name}"; {meant}'


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 98},
    epilog="Example: tracker status --as-of 2024-12-31",
)
@click.version_option(__version__, "-V", "--version", prog_name="tracker")
@click.option(
    "--log",
    "log_file",
    metavar="FILE",
    type=click.Path(),
    help="The log to use; else TRACKER_LOG, else data/ratifications.toml here or above, "
    "else the shipped one.",
)
@pager_option
@click.pass_context
def tracker(ctx: click.Context, log_file: str | None) -> None:
    """Say how many more ratifications a treaty needs, as of any day.

    The log is a plain-text ledger of typed, sourced events; every answer comes with its bounds,
    its reasons and its sources.
    """
    ctx.obj = log_file


def main() -> NoReturn:
    """Run the command line and end with its exit code: 2 for what cannot be done."""
    try:
        with writing_out():
            code = _run()
    except UnwritableError as error:
        code = error.code
        if code == CANNOT:
            say(str(error))
    let_go()
    sys.exit(code)


def _run() -> int:
    if "_TRACKER_COMPLETE" in os.environ:
        import_module("cica_tracker.cli.completion").install()
    width = max(min(columns() or 80, 100) - 2, 50)
    try:
        return tracker(prog_name="tracker", terminal_width=width, standalone_mode=False) or 0
    except SystemExit as end:  # what completion ends with
        return end.code if isinstance(end.code, int) else 0
    except click.Abort:
        say("stopped")
        return STOPPED
    except click.ClickException as error:
        say(told(error))
        return error.exit_code
    except LogError as error:
        say(str(error))
    except OSError as error:
        say(f"{error.filename}: {(error.strerror or str(error)).lower()}")
    return CANNOT


def program() -> NoReturn:
    """Run the command line as a process of its own."""
    open_missing()
    main()
