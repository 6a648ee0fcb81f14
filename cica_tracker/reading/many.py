"""Many logs at once: those that are meant by files, and by folders that are searched for them."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import Logbook, is_packaged, unreadable

SITE_FILES = ".tracker-site.json"  # in a folder that `tracker site` made: the list of its files
_HEAD = 64 << 10  # bytes: `schema` stands before the first table
_SCHEMA = re.compile(rb"""^(?:\xef\xbb\xbf)?[ \t]*["']?schema["']?[ \t]*=""", re.MULTILINE)
_TABLE = re.compile(rb"^[ \t]*\[", re.MULTILINE)


class Place(NamedTuple):
    """A log; or a path under which there is none, or where none can be looked for, and why.

    `name` is the path as messages call it. Exactly one of the others is given.
    """

    name: str
    logbook: Logbook | None
    problem: LogError | None = None


def logs_in(paths: Iterable[str | os.PathLike[str]]) -> list[Place]:
    """The logs that files and folders mean, sorted by their names, each file once.

    A file that is named is a log, whatever it holds. A folder is searched, and the folders in it:
    each `*.toml` that says `schema` before its first table. Folders whose names begin with a dot
    are passed over, and sites, which hold copies of logs; links are followed, and each folder is
    entered once. Nothing is raised: whether a log can be read is for `load` to find.
    """
    seen: set[tuple[int, int]] = set()
    places = {
        name: Place(name, None, problem) if problem else Place(name, _logbook(name))
        for path in sorted({os.fspath(path) for path in paths})
        for name, problem in _under(path, seen)
    }
    return [places[name] for name in sorted(places, key=lambda name: Path(name).parts)]


def _logbook(name: str) -> Logbook:
    path = Path(name)
    return Logbook(path, name, shipped=is_packaged(path))


def _under(path: str, seen: set[tuple[int, int]]) -> Iterator[tuple[str, LogError | None]]:
    """Each log of one path, and what is wrong with it."""
    try:
        found = Path(path if path.strip() else "\0").stat()  # nothing is no path either
    except OSError as error:
        yield path, unreadable(path, error)
        return
    except ValueError:  # a NUL
        yield path, LogError(f"{path!r}: this is no path\n  name a file or a folder")
        return
    if not stat.S_ISDIR(found.st_mode):
        if _first(found, seen):
            yield path, None
        return
    any_log = False
    for name, problem, new in _in_folder(Path(path), seen):
        any_log = True
        if new:
            yield name, problem
    if not any_log:
        advice = "a log is a file *.toml that begins with schema = 1; start one: tracker init FILE"
        yield path, LogError(f"{path}: there is no log in this folder\n  {advice}")


def _in_folder(
    top: Path, seen: set[tuple[int, int]]
) -> Iterator[tuple[str, LogError | None, bool]]:
    """Each log under a folder, what is wrong with it, whether it is met for the first time."""
    entered: set[tuple[int, int]] = set()
    pending = [top]
    while pending:
        folder = pending.pop()
        try:
            if not _first(folder.stat(), entered):
                continue
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            yield str(folder), unreadable(str(folder), error), True
            continue
        if any(entry.name == SITE_FILES for entry in entries):
            continue
        for entry in entries:
            path = folder / entry.name
            try:
                known = entry.stat()
            except OSError:  # a link that leads nowhere, or round in a circle
                continue
            if stat.S_ISDIR(known.st_mode) and not entry.name.startswith("."):
                pending.append(path)
            elif stat.S_ISREG(known.st_mode) and path.suffix == ".toml" and _is_log(path):
                yield str(path), None, _first(known, seen)


def _first(found: os.stat_result, seen: set[tuple[int, int]]) -> bool:
    """Whether a file or folder is met for the first time, by whatever name."""
    key = (found.st_dev, found.st_ino)
    known = key in seen
    seen.add(key)
    return not known


def _is_log(path: Path) -> bool:
    """Whether a file of a folder says that it is a log; one that cannot be read may be one."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return True
    table = _TABLE.search(head)
    return _SCHEMA.search(head, 0, table.start() if table else len(head)) is not None
