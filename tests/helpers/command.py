"""The command under test: where it is, its environment, what it answered."""

import os
from pathlib import Path
from typing import NamedTuple

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
        **(changes or {}),
    }
