"""How tests run the command: as a real process, or inside this one where that is not the point."""

import os
from math import ceil

import pytest
from helpers.command import run_inside, run_process
from helpers.long import SHARE
from hypothesis import settings

# How long a machine that others share takes for one example says nothing. Two runs of one commit
# draw the same examples, so that a change is judged by what it changes; EXPLORE=1 draws new ones.
settings.register_profile(
    "patient",
    deadline=None,
    derandomize="EXPLORE" not in os.environ,
    max_examples=ceil(100 * SHARE),
)
settings.load_profile("patient")


@pytest.fixture
def tracker(tmp_path):
    """Run the command in an empty folder, inside this process, through the same `main`."""

    def run(*args, input=None, cwd=tmp_path, env=None):  # noqa: A002  the name subprocess uses
        return run_inside(args, cwd, input and input.encode(), env)

    return run


@pytest.fixture
def process(tmp_path):
    """As `tracker`, but as a user would: a new process. It costs a hundred times as much."""

    def run(*args, input=None, cwd=tmp_path, env=None):  # noqa: A002  the name subprocess uses
        return run_process(args, cwd, input and input.encode(), env)

    return run


@pytest.fixture
def log(tmp_path):
    """Write a log, given as text or bytes, into the empty folder, and give its path."""

    def write(text, name="log.toml"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return write


@pytest.fixture(scope="session")
def run(tmp_path_factory):
    """As `tracker`, in one folder for all tests: for what writes nothing."""
    nowhere = tmp_path_factory.mktemp("nowhere")

    def run_here(*args, cwd=nowhere):
        return run_inside(args, cwd)

    return run_here
