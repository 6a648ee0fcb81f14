"""The logs of a site: under which names, and how their pages are made at once."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import Any

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import read_bytes
from cica_tracker.reading.many import logs_in
from cica_tracker.site.build import Given


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
    return list(zip(_names(list(found)), found.values(), strict=True)), unread


def _names(paths: list[Path]) -> list[str]:
    """A name for each log: its file's; with its folder's before it where two are called alike."""
    names = [path.stem for path in paths]
    for depth in range(1, 4):
        alike = {name.casefold() for name in names if _count(names, name) > 1}
        names = [
            "-".join(path.parts[-1 - depth : -1]) + f"-{path.stem}"
            if name.casefold() in alike and len(path.parts) > depth
            else name
            for name, path in zip(names, paths, strict=True)
        ]
    for at, name in enumerate(names):
        if _count(names[:at], name):
            names[at] = f"{name}-{at}"
    return names


def _count(names: list[str], name: str) -> int:
    return sum(one.casefold() == name.casefold() for one in names)


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
