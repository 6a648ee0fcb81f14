"""The safe append to a log: always the old bytes, or the old ones and the new.

The order is: lock, read, let the caller make what to add and check it, write the whole beside the
log and bring it to the disk, make sure that nobody changed the log meanwhile, put the new file in
its place in one step, read again. A process that dies at any of these steps leaves the old file or
the new one, and at most a lock file and a file whose name begins with a dot and the log's name; the
next append removes both.
"""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import Logbook, is_packaged
from cica_tracker.writing.files import (
    FULL,
    PATIENCE,
    ChangedError,
    WrittenError,
    create,
    extend,
    locked,
    reason,
    remove_leftovers,
    uninterrupted,
)


def append(
    logbook: Logbook,
    make: Callable[[bytes], bytes],
    *,
    waiting: Callable[[], None] = lambda: None,
    patience: float = PATIENCE,
    shield: Callable[[], AbstractContextManager[None]] = uninterrupted,
) -> tuple[bytes, bytes]:
    """Add what `make` makes of the log's bytes at its end, and give the old and the added bytes.

    `make` runs while nobody else can append; it refuses by raising LogError. `waiting` is called
    once if that takes more than a second; where another process holds the lock for `patience`
    seconds without writing, this one gives up. A Ctrl-C stops it until it begins to write; `shield`
    keeps it away from then on. Raises LogError with the file untouched, or saying that it is not.
    """
    target = writable(logbook)
    with (
        ExitStack() as at_last,
        _explained(logbook.name),
        locked(target, logbook.name, waiting, patience),
    ):
        remove_leftovers(target)
        old = target.read_bytes()
        added = make(old)
        at_last.enter_context(shield())
        if added:
            extend(target, old, added)
    return old, added


def create_log(logbook: Logbook, text: bytes) -> None:
    """Write a new log, whole or not at all. Raises LogError if there is a file, whatever it is."""
    path = logbook.path
    with _explained(logbook.name):
        refuse_existing(logbook)
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.parent.resolve() / path.name
        with locked(target, logbook.name), uninterrupted():
            try:
                create(target, text)
            except FileExistsError:
                refuse_existing(logbook)
                raise


def refuse_existing(logbook: Logbook) -> None:
    """Raise LogError where there is anything of that name, were it a link that leads nowhere."""
    if os.path.lexists(logbook.path):
        raise LogError(
            f"{logbook.name}: there is a file already, and it is never overwritten\n"
            "  give another name, or add to that log with: tracker add"
        )


def writable(logbook: Logbook) -> Path:
    """The file that an append writes to: the log's, or the one its symbolic link leads to.

    Raises LogError where it must not or cannot be written.
    """
    name = logbook.name
    refuse_shipped(logbook)
    try:
        target = logbook.path.resolve(strict=True)
        about = target.stat()
    except FileNotFoundError:
        raise LogError(
            f"{name}: no such file\n"
            "  name a log with --log FILE or TRACKER_LOG, or start one with: tracker init FILE"
        ) from None
    except (OSError, RuntimeError) as error:
        said = getattr(error, "strerror", None) or "the symbolic links lead nowhere"
        raise LogError(f"{name}: {said.lower()}\n  name the log's file itself") from None
    if not stat.S_ISREG(about.st_mode):
        raise LogError(f"{name}: this is no plain file\n  name the log's file itself")
    if about.st_nlink > 1:
        raise LogError(
            f"{name}: this file has {about.st_nlink} names (hard links): nothing was written\n"
            "  an entry would be added under one of them only: make a file of its own of it (cp), "
            "or use a symbolic link (ln -s)"
        )
    # Whoever took all write permission away meant it, even where root could write.
    if not about.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise LogError(
            f"{name}: the file is read-only: nothing was written\n"
            "  allow writing (chmod u+w), or copy it and name the copy with --log"
        )
    folder = target.parent
    if not folder.stat().st_mode & 0o222 or not os.access(folder, os.W_OK | os.X_OK):
        raise LogError(
            f"{name}: its folder {folder} is read-only: nothing was written\n"
            "  a safe append writes a new file beside the old one: allow writing in the folder"
        )
    return target


def refuse_shipped(logbook: Logbook) -> None:
    """Raise LogError for the log that came with the program."""
    if logbook.shipped or is_packaged(logbook.path):
        raise LogError(
            f"{logbook.name}: this log came with the program, and is never written\n"
            "  make a copy of your own: tracker init --copy-shipped\n"
            "  or begin a new log: tracker init"
        )


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """What the system refuses, as a message that says what to do."""
    try:
        yield
    except ChangedError:
        raise LogError(
            f"{name}: another program changed it just now: nothing was written\n"
            "  save and close it there, then run the command again"
        ) from None
    except WrittenError as error:
        raise LogError(f"{name}: the entry was appended, and {error}") from None
    except OSError as error:
        advice = "nothing was written; see whether the folder is there and can be written"
        if error.errno in FULL:
            advice = "nothing was written; free some space and run the command again"
        raise LogError(f"{name}: {reason(error)}\n  {advice}") from None
