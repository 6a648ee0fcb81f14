"""The answers: each is a frozen value computed from a log and days.

They put the rules together to a question that somebody asks. They know no file, no clock and no
wording.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # type checkers know what is loaded only when it is first used
    from cica_tracker.answers import check, timeline, what_if  # noqa: F401


def __getattr__(name: str) -> ModuleType:
    """A module of this room, loaded when it is first used."""
    if name.startswith("_"):
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
