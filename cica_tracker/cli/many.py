"""What the commands on many logs share: their paths, several processes, a bar while they work."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from signal import SIG_IGN, SIGINT, signal
from typing import TYPE_CHECKING, Any, TypeVar

import click

from cica_tracker.cli.options import named_log, which_log
from cica_tracker.cli.progress import Bar
from cica_tracker.model.problems import LogError
from cica_tracker.reading.many import Place, logs_in

if TYPE_CHECKING:
    from cica_tracker.reading.logbook import Logbook

_T = TypeVar("_T")
_MOST_PROCESSES = 8  # each holds what it has read


def paths_argument(command: Callable[..., Any]) -> Callable[..., Any]:
    """`[PATH]...`: files, and folders that are searched for logs."""
    return click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())(command)


def places_of(paths: tuple[str, ...], log_file: str | None) -> "list[Place]":
    """The logs that are meant: those of the paths, else the one that an option names.

    Where nothing is named, all in the folder of the log that is found. Raises LogError where there
    is none at all.
    """
    places = logs_in(paths or (named_log(log_file) or _folder(which_log(None).path),))
    if not any(place.logbook for place in places):
        raise LogError("\n".join(str(place.problem) for place in places))
    return places


def _folder(log: Path) -> str:
    """The folder of a log as a person would name it; a log that is not there stands for itself."""
    if not log.is_file():
        return str(log)
    try:
        return os.path.relpath(log.parent)
    except (OSError, ValueError):  # the folder has been deleted; another drive of Windows
        return str(log.parent)


def first_reason(name: str, error: LogError) -> str:
    """Why a file cannot be read: its first problem, without the file's name and without advice."""
    if error.problems:
        return min(error.problems).in_line
    return str(error).splitlines()[0].removeprefix(f"{name}: ")


def answered(work: "Callable[[Logbook], _T]", logbooks: "Sequence[Logbook]") -> list[_T]:
    """What `work` gives for each log, in their order; many are shared among processes.

    On a terminal a bar shows how far it is, past a second.
    """
    with Bar(len(logbooks)) as bar, spread(len(logbooks), worth=40, at_once=8) as each:
        return list(bar.over(each(work, logbooks)))


@contextmanager
def spread(count: int, *, worth: int, at_once: int) -> Iterator[Callable[..., Iterable[Any]]]:
    """A `map` over several processes: one more for every `worth` of so many things to do.

    To start a process takes time as well; each is given `at_once` things at a time. Raises LogError
    where one of them is ended from outside.
    """
    workers = min(_cores(), _MOST_PROCESSES, 1 + count // worth)
    if workers < 2:
        yield map
        return
    try:
        # Ctrl-C ends this process, which then ends the others: they say nothing of it.
        pool = ProcessPoolExecutor(workers, None, signal, (SIGINT, SIG_IGN))
    except (ImportError, NotImplementedError, OSError):  # a system without shared semaphores
        yield map
        return
    try:
        yield partial(pool.map, chunksize=at_once)
    except BrokenProcessPool:
        raise LogError(
            "a process that was reading logs was ended from outside\n"
            "  there may be too little memory: name fewer logs"
        ) from None
    finally:
        pool.shutdown(cancel_futures=True)


def _cores() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
