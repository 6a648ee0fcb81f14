"""All wording: each answer becomes the neutral document, in the language of the reader.

It knows languages. It computes no number, and it knows no format.
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # type checkers know what is loaded only when it is first used
    from cica_tracker.words import force, lists, notes, programs, reconcile, show, status  # noqa: F401


def __getattr__(name: str) -> ModuleType:
    """A module of this room, loaded when it is first used."""
    if name.startswith("_"):
        raise AttributeError(name)
    return import_module(f"{__name__}.{name}")
