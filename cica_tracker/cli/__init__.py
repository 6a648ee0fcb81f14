"""The command `tracker`: a thin skin over the library.

Each command lives in a module of this folder that is loaded only when it is asked for, and each
loads the library only when it runs: `tracker --help` needs click alone.
"""

import gc
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

import click

from cica_tracker import __version__

_COMMANDS = {
    "status": ("answers", "How many more are needed, as of any day, with bounds and reasons."),
    "reconcile": ("answers", "Every report against the rest of the record."),
    "force": ("answers", "When it enters into force: conditions, arithmetic, projection."),
    "parties": ("answers", "From which day each contracting State is bound."),
    "members": ("lists", "What is known of each State that may consent."),
    "log": ("lists", "The events, in the order of their days."),
    "sources": ("lists", "The sources, what rests on them, and which are silent."),
    "check": ("lists", "Every problem of the log; silent when all is well."),
    "brief": ("papers", "A briefing to hand up: terminal, Markdown, HTML, Word, CSV, ..."),
    "timeline": ("papers", "The count over time as a chart: terminal, SVG or PNG."),
    "schema": ("schemas", "The JSON Schema of an answer."),
    "add": ("writing", "Append an event or a source."),
    "retract": ("writing", "Take an event back; nothing is ever edited."),
    "init": ("writing", "Start a log for any treaty."),
}


class Commands(click.Group):
    """A group that knows its commands' names and first lines without loading them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The commands in the order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load a command's module and give the command."""
        if cmd_name not in _COMMANDS:
            ctx.fail(_unknown(cmd_name))
        module = import_module(f"cica_tracker.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


def _unknown(name: str) -> str:
    from cica_tracker.model.problems import did_you_mean

    return f'no command "{name}"; {did_you_mean(name, list(_COMMANDS))}'


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 98},
    epilog="Example: tracker status --as-of 2024-12-31",
)
@click.version_option(__version__, prog_name="tracker")
@click.option(
    "--log",
    "log_file",
    metavar="FILE",
    type=click.Path(),
    help="The log to use; else TRACKER_LOG, else data/ratifications.toml here or above, "
    "else the shipped one.",
)
@click.pass_context
def tracker(ctx: click.Context, log_file: str | None) -> None:
    """Say how many more ratifications a treaty needs, as of any day.

    The log is a plain-text ledger of typed, sourced events; every answer comes with its bounds,
    its reasons and its sources.
    """
    ctx.obj = log_file


def _width() -> int:
    """The columns of help: those of the terminal, up to 100 (click itself would load shutil)."""
    columns = os.environ.get("COLUMNS", "")
    if columns.isdecimal() and columns != "0":
        return max(min(int(columns[:4]), 100) - 2, 50)
    try:
        return max(min(os.get_terminal_size().columns, 100) - 2, 50)
    except (OSError, ValueError, AttributeError):
        return 78  # not a terminal


def main() -> NoReturn:
    """Run the command line; a message and exit code 2 for what cannot be done."""
    gc.disable()  # a command is short: collecting costs more than it frees
    if "_TRACKER_COMPLETE" in os.environ:
        from cica_tracker.cli.completion import install

        install()
    try:
        tracker(prog_name="tracker", terminal_width=_width())
    except Exception as error:
        from cica_tracker.cli.common import say
        from cica_tracker.model.problems import LogError

        if isinstance(error, LogError):
            say(str(error))
        elif isinstance(error, OSError):  # files of ours are LogErrors: this is the answer's way
            say(f"the answer cannot be written: {(error.strerror or str(error)).lower()}")
        else:
            raise
        sys.exit(2)
    raise AssertionError("click ends the process")


def program() -> NoReturn:
    """Run the command line as a process of its own, and end it.

    The process ends at once: taking the interpreter apart would cost a sixth of a short command.
    """
    try:
        main()
    except SystemExit as end:
        code = end.code
    os._exit(_flushed(code if isinstance(code, int) else int(code is not None)))


def _flushed(code: int) -> int:
    """The exit code, once all that was printed is out; 2 where it cannot be."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return 1  # the reader has gone; what it wanted it has
    except (OSError, ValueError) as error:
        with suppress(OSError, ValueError):
            sys.stderr.write(f"the answer cannot be written: {str(error).lower()}\n")
        code = 2
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    return code
