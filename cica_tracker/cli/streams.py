"""The three streams of the process: what is said on them, and what happens when one is gone.

Standard output holds what was asked for and standard error what is said about it. A reader that has
gone is no mistake; a full disk, or an output that was never open, is one.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, TextIO

import click

from cica_tracker.model.text import safe_lines

READER_GONE = 128 + 13  # as the shell shows a process that SIGPIPE ended
CANNOT = 2
WIDEST = 1000  # columns


NO_PAGER = "cica_tracker.no_pager"  # noted of the command that runs


def _remember_no_pager(context: click.Context, _: click.Parameter, value: bool) -> None:
    context.meta[NO_PAGER] = value or context.meta.get(NO_PAGER, False)


# On a command whose answer may be long, and before its name.
pager_option = click.option(
    "--no-pager",
    is_flag=True,
    expose_value=False,
    callback=_remember_no_pager,
    help="Print a long answer at once, whatever PAGER names.",
)


class UnwritableError(Exception):
    """Standard output could not be written; `code` is how the process then ends."""

    def __init__(self, error: OSError) -> None:
        gone = error.errno in {errno.EPIPE, errno.EINVAL} or isinstance(error, BrokenPipeError)
        self.code = READER_GONE if gone else CANNOT
        reason = (error.strerror or str(error)).lower()
        closed = "standard output is closed" if error.errno == errno.EBADF else reason
        super().__init__(f"the answer cannot be written: {closed}")


def open_missing() -> None:
    """Give a stream that was closed from outside a place of its own.

    Without it the next file that is opened would take that stream's number. What is written to
    standard output then fails as it should; what is said on standard error is lost.
    """
    for number, mode in enumerate((os.O_RDONLY, os.O_RDONLY, os.O_WRONLY)):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, mode)  # the lowest number that is free: this one
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  as long as the process
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115


@contextmanager
def writing_out() -> Iterator[None]:
    """Whatever the body prints is out at its end; raises UnwritableError where that cannot be."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.filename is not None:  # not a stream of ours
            raise
        let_go()
        raise UnwritableError(error) from None


def let_go() -> None:
    """Forget what could not be written, so that the interpreter does not try it again."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                nowhere = os.open(os.devnull, os.O_WRONLY)
                os.dup2(nowhere, stream.fileno())
                os.close(nowhere)


def is_unicode(stream: Any) -> bool:
    """Whether every letter can be written on a stream."""
    return (getattr(stream, "encoding", None) or "").lower().replace("-", "") in {"utf8", "utf16"}


def say(message: str, *, err: bool = True, file: TextIO | None = None) -> None:
    """A message on standard error (or in `file`), line by line made safe for a screen.

    Where standard error is gone nobody can be told so.
    """
    text = safe_lines(message)
    if not is_unicode(sys.stderr if err else sys.stdout):
        text = text.replace("→", "->").encode("ascii", "backslashreplace").decode("ascii")
    try:
        click.echo(text, file, err=err)
    except OSError:
        if not err:
            raise


def coloured(stream: Any) -> bool:
    """Whether colours are wanted on a stream: NO_COLOR, FORCE_COLOR and TERM say so, else it does.

    CLICOLOR and CLICOLOR_FORCE are understood as well. See no-color.org and force-color.org.
    """
    environ = os.environ
    if environ.get("NO_COLOR"):
        return False
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        if environ.get(name):
            return environ[name] not in {"0", "false"}
    if environ.get("CLICOLOR") == "0" or environ.get("TERM") == "dumb":
        return False
    return bool(stream.isatty())


def columns() -> int | None:
    """The width that COLUMNS names, else that of the terminal; None where there is neither."""
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and int(named[:6]) > 0:
        return min(int(named[:6]), WIDEST)
    for stream in (sys.stdout, sys.stderr, sys.stdin):
        with suppress(OSError, ValueError, AttributeError):
            found = os.get_terminal_size(stream.fileno()).columns
            if found:
                return min(found, WIDEST)
    return None
