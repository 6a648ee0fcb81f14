"""The logs of a site: under which names, and how their pages are made at once."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from signal import SIG_IGN, SIGINT, signal
from typing import Any

from cica_tracker.exchange.log_names import keys_of
from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import read_bytes
from cica_tracker.reading.many import logs_in
from cica_tracker.reading.parse import read
from cica_tracker.site.build import Given
from cica_tracker.site.values import File, page_of


def logs_given(paths: tuple[str, ...]) -> tuple[list[Given], list[str]]:
    """The logs, each under a name of its own, and what could not be read."""
    found, unread = {}, []
    for place in logs_in(paths):
        if place.logbook is None:
            unread.append(str(place.problem))
            continue
        try:
            found[place.logbook.path] = read_bytes(place.logbook)
        except LogError as error:
            unread.append(str(error))
    return list(zip(keys_of(map(str, found)), found.values(), strict=True)), unread


class Broken:
    """The logs of a site that cannot be read: those for which no page passes by."""

    def __init__(self, given: list[Given]) -> None:
        self.names = {page_of(name): (f"{name}.toml", data) for name, data in given}

    def noted(self, files: Iterable[File]) -> Iterator[File]:
        """The same files; a log whose page is among them can be read."""
        for file in files:
            self.names.pop(file[0], None)
            yield file

    def messages(self) -> Iterator[str]:
        """Every problem of each of them."""
        for name, data in self.names.values():
            yield from map(str, read(data, name).problems)


@contextmanager
def spread(count: int) -> Iterator[Callable[..., Any]]:
    """A `map` over several processes where there is enough to do."""
    workers = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, 8)
    if count < 4 or workers < 2:
        yield map
        return
    # Ctrl-C ends this process, which then ends the others: they say nothing of it.
    with ProcessPoolExecutor(workers, None, signal, (SIGINT, SIG_IGN)) as pool:
        yield partial(pool.map, chunksize=2)
