"""What moves on a terminal while many things are done."""

import sys
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TypeVar

import click

_MANY = 20
_T = TypeVar("_T")


def progress(items: Sequence[_T], label: str) -> AbstractContextManager[Iterable[_T]]:
    """The items one after the other, with a bar on a terminal where they are many."""
    if len(items) > _MANY and sys.stderr.isatty():
        return click.progressbar(items, file=sys.stderr, label=label)
    return nullcontext(items)
