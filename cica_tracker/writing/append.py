"""The safe append: a log's file is always the old one or the new one, whole.

The order is: lock, read, let the caller make what to add and check it, write old and new bytes to a
file beside the log, bring it to the disk, make sure that nobody changed the log meanwhile, put the
new file in its place in one step, bring the folder to the disk, read again. A process that dies
at any of these steps leaves the old file or the new one, and at most a lock file and a temporary
file whose names begin with a dot and the log's name; the next append removes both.
"""

import errno
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import Logbook, is_packaged
from cica_tracker.writing.interrupts import uninterrupted
from cica_tracker.writing.locking import PATIENCE, locked

_NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def append(
    logbook: Logbook,
    make: Callable[[bytes], bytes],
    *,
    waiting: Callable[[], None] = lambda: None,
    patience: float = PATIENCE,
) -> tuple[bytes, bytes]:
    """Add what `make` makes of the log's bytes at its end, and give the old and the added bytes.

    `make` runs while nobody else can append; it refuses by raising LogError. `waiting` is called
    once if that takes more than a second; where another process holds the lock for `patience`
    seconds without writing, this one gives up. A Ctrl-C stops it until it begins to write, and
    not after. Raises LogError with the file untouched, or saying that it is not.
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
        at_last.enter_context(uninterrupted())
        _replace(target, logbook.name, old, old + added)
    return old, added


def create(logbook: Logbook, text: bytes) -> None:
    """Write a new file, whole or not at all. Raises LogError if there is one, whatever it is."""
    path = logbook.path
    with _explained(logbook.name):
        refuse_existing(logbook)
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.parent.resolve() / path.name
        with locked(target, logbook.name), uninterrupted(), _temporary(target) as temporary:
            _write(temporary, text)
            temporary.chmod(0o666 & ~_umask())
            try:
                _name(temporary, target)
            except FileExistsError:
                refuse_existing(logbook)
                raise
            _sync_folder(target.parent)


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
        reason = getattr(error, "strerror", None) or "the symbolic links lead nowhere"
        raise LogError(f"{name}: {reason.lower()}") from None
    if not stat.S_ISREG(about.st_mode):
        raise LogError(f"{name}: this is no plain file\n  name the log's file itself")
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


def remove_leftovers(target: Path) -> None:
    """Remove the temporary files of processes that died; only while holding the lock."""
    with os.scandir(target.parent) as entries:
        for entry in entries:
            if entry.name.startswith(_prefix(target)) and entry.name.endswith(".tmp"):
                with suppress(OSError):  # another user's, in a folder where that is not allowed
                    Path(entry.path).unlink()


def _prefix(target: Path) -> str:
    return f".{target.name}.tracker-"


@contextmanager
def _temporary(target: Path) -> Iterator[Path]:
    """A name beside the log for a file that is gone in the end, whatever happens."""
    path = target.with_name(f"{_prefix(target)}{secrets.token_hex(8)}.tmp")
    try:
        yield path
    finally:
        with suppress(OSError):
            path.unlink()


def _replace(target: Path, name: str, old: bytes, new: bytes) -> None:
    """Put `new` in the place of `old` in one step, and read it again."""
    with _temporary(target) as temporary:
        _write(temporary, new, like=target)
        if target.read_bytes() != old:
            raise LogError(
                f"{name}: another program changed it just now: nothing was written\n"
                "  save and close it there, then run the command again"
            )
        temporary.replace(target)
    try:
        _sync_folder(target.parent)
        found = target.read_bytes()
    except OSError as error:
        raise LogError(
            f"{name}: the entry was appended, but the disk reports: "
            f"{(error.strerror or str(error)).lower()}\n  look at the end of the file"
        ) from None
    if not found.startswith(new):
        raise LogError(
            f"{name}: the entry was appended, and another program then changed the file\n"
            "  look at the end of the file, and add the entry again if it is missing"
        )


def _write(path: Path, data: bytes, like: Path | None = None) -> None:
    """A new file with these bytes, on the disk; with the owner and mode of `like` if possible."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_FOLLOW, 0o600)
    try:
        if like is not None:
            _copy_owner(like, path)
            shutil.copystat(like, path)
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _name(temporary: Path, target: Path) -> None:
    """Give a file its name in one step; unlike a renaming this never replaces another."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        _write(target, temporary.read_bytes())


def _copy_owner(like: Path, path: Path) -> None:
    if not hasattr(os, "chown"):
        return  # Windows
    wanted, found = like.stat(), path.stat()
    if (wanted.st_uid, wanted.st_gid) == (found.st_uid, found.st_gid):
        return
    try:
        os.chown(path, wanted.st_uid, wanted.st_gid)
    except OSError:
        with suppress(OSError):  # only root gives files away; the group can often be kept
            os.chown(path, -1, wanted.st_gid)


def _sync_folder(folder: Path) -> None:
    """Bring the folder's entries to the disk, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return  # Windows
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # file systems without it
            raise
    finally:
        os.close(descriptor)


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


@contextmanager
def _explained(name: str) -> Iterator[None]:
    """What the system refuses, as a message that says what to do."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        advice = "nothing was written; see whether the folder is there and can be written"
        if error.errno in _FULL:
            reason = "the disk is full"
            advice = "nothing was written; free some space and run the command again"
        raise LogError(f"{name}: {reason}\n  {advice}") from None
