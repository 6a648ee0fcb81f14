"""Long answers through the reader's pager, as git does it: in a terminal, never in a pipe."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO, cast


@contextmanager
def paged() -> Iterator[TextIO | None]:
    """A stream that the pager shows; None where there is no pager: the answer is then printed.

    What fits the screen is printed there, and stays there (the F and X of less, whose own
    environment LESS prevails).
    """
    command = _pager() if sys.stdin.isatty() else None
    if command is None:
        yield None
        return
    environment = {"LESS": "FRX", "LV": "-c", **os.environ}
    process = subprocess.Popen(  # noqa: S603  the reader's own command
        command, stdin=subprocess.PIPE, env=environment, encoding=sys.stdout.encoding
    )
    assert process.stdin is not None
    try:
        yield cast("TextIO", process.stdin)
        process.stdin.close()
    except BrokenPipeError:  # the reader has seen enough
        pass
    finally:
        while True:
            try:
                process.wait()
            except KeyboardInterrupt:  # it is for the pager to say what Ctrl-C does
                continue
            break


def _pager() -> list[str] | None:
    """The command that TRACKER_PAGER or PAGER names, else less; None: none, or not there."""
    named = os.environ.get("TRACKER_PAGER", os.environ.get("PAGER", "less"))
    try:
        command = shlex.split(named)
    except ValueError:
        return None
    if not command or command[0] == "cat" or os.environ.get("TERM") == "dumb":
        return None
    return command if shutil.which(command[0]) else None
