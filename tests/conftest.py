"""How tests run the command: as a real process, or inside this one where that is not the point."""

import contextlib
import io
import os
import subprocess
import sys
from unittest.mock import patch

import pytest
from helpers.command import Answer, clean_environment


@pytest.fixture
def tracker(tmp_path):
    """Run `python -m cica_tracker ...` as a user would: a new process, a pipe, an empty folder."""

    def run(*args, input=None, cwd=tmp_path, env=None):  # noqa: A002  the name subprocess uses
        done = subprocess.run(
            [sys.executable, "-m", "cica_tracker", *map(str, args)],
            input=input,
            cwd=cwd,
            env=clean_environment(env),
            capture_output=True,
            encoding="utf-8",
            errors="strict",
            timeout=60,
            check=False,
        )
        return Answer(done.stdout, done.stderr, done.returncode)

    return run


@pytest.fixture(scope="session")
def run(tmp_path_factory):
    """Run the same command inside this process, through the same `main`, as if piped."""
    nowhere = tmp_path_factory.mktemp("nowhere")

    def run_inside(*args, cwd=nowhere):
        from cica_tracker.cli import main  # noqa: PLC0415  what it imports is itself under test

        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
        code = None
        with (
            contextlib.chdir(cwd),
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(err),
            patch.object(sys, "argv", ["tracker", *map(str, args)]),
            patch.dict(os.environ, clean_environment(), clear=True),
        ):
            try:
                main()
            except SystemExit as end:
                code = end.code or 0
        shown = []
        for stream in (out, err):
            stream.flush()
            shown.append(stream.buffer.getvalue().decode("utf-8"))
        return Answer(*shown, code)

    return run_inside
