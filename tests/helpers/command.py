"""The command under test: where it is, its environment, how to run it, what it answered."""

import contextlib
import io
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

ROOT = Path(__file__).parents[2]


class Answer(NamedTuple):
    """What a command printed, and how it ended."""

    stdout: str
    stderr: str
    returncode: int


def clean_environment(changes=None):
    """An environment with nothing in it that could change an answer, then `changes`."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    return {
        **kept,
        "HOME": str(Path.home()),
        "LC_ALL": "C.UTF-8",
        "PAGER": "cat",  # or a test in a terminal would wait for keys
        **(changes or {}),
    }


def on_path(folder):
    """Make `tracker` a command in the folder's `bin`, and give the path that leads to it first."""
    script = folder / "bin" / "tracker"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m cica_tracker "$@"\n')
    script.chmod(0o755)
    return f"{script.parent}{os.pathsep}{os.environ['PATH']}"


def run_process(args, cwd, given=None, env=None):
    """Run `python -m cica_tracker ...` as a user would: a new process, between pipes."""
    done = subprocess.run(
        [sys.executable, "-m", "cica_tracker", *map(str, args)],
        input=given,
        cwd=cwd,
        env=clean_environment(env),
        capture_output=True,
        timeout=60,
        check=False,
    )
    return Answer(done.stdout.decode("utf-8"), done.stderr.decode("utf-8"), done.returncode)


class Terminal(io.TextIOWrapper):
    """Standard input as though somebody typed it."""

    def isatty(self):
        return True


def run_inside(args, cwd, given=b"", env=None, encoding="utf-8", *, typed=None):
    """Run the command inside this process, through its own `main`, as if between pipes.

    `given` are the bytes on standard input; instead of them, `typed` are the lines that somebody
    types in a terminal. `encoding` is that of what is printed. What `main` raises other than an
    exit is raised.
    """
    from cica_tracker.cli import main  # noqa: PLC0415  what it imports is itself under test

    if typed is None:
        source = io.TextIOWrapper(io.BytesIO(given or b""), encoding="utf-8")
    else:
        source = Terminal(io.BytesIO("".join(f"{one}\n" for one in typed).encode()), "utf-8")
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    code = None
    with (
        contextlib.chdir(cwd),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        patch.object(sys, "stdin", source),
        patch.object(sys, "argv", ["tracker", *map(str, args)]),
        patch.dict(os.environ, clean_environment(env), clear=True),
    ):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    shown = []
    for stream in (out, err):
        stream.flush()
        shown.append(stream.buffer.getvalue().decode(encoding))
    return Answer(*shown, code)
