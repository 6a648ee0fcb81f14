"""A bar on a terminal while many things are done, once that has lasted a while."""

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self, TypeVar

_PATIENCE = 1.0  # seconds without a bar
_T = TypeVar("_T")


@contextmanager
def progress(items: Sequence[_T], label: str) -> Iterator[Iterable[_T]]:
    """The items one after the other, with a bar where they take a while."""
    with Bar(len(items), label) as bar:
        yield bar.over(items)


class Bar:
    """A bar on a terminal's standard error; nothing where that is none."""

    def __init__(self, total: int, label: str = "") -> None:
        self.total = total
        self.label = label
        self.began = time.monotonic()
        self.shown: Any = None

    def __enter__(self) -> Self:
        return self

    def over(self, items: Iterable[_T]) -> Iterator[_T]:
        """The items; the bar moves as each is done."""
        for number, item in enumerate(items):
            self.at(number)
            yield item

    def at(self, done: int) -> None:
        """Show how many are done."""
        if self.shown is None:
            if not sys.stderr.isatty() or time.monotonic() - self.began < _PATIENCE:
                return
            from rich.console import Console  # noqa: PLC0415  only where a bar is shown
            from rich.progress import (  # noqa: PLC0415
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
            )

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
            self.shown = Progress(*columns, console=Console(stderr=True), transient=True)
            self.shown.start()
            self.task = self.shown.add_task(self.label, total=self.total)
        self.shown.update(self.task, completed=done)

    def __exit__(self, *_: object) -> None:
        if self.shown is not None:
            self.shown.stop()
