"""Files that are always the old one or the new one, whole, whenever a process is killed.

The bytes are brought to the disk under no name at all where the system can (Linux), else under one
that begins with a dot; then the file gets its name in one step.

A log has a lock besides: one writer at a time. It is the operating system's own, on `.NAME.lock`
beside the log, and ends with the process that holds it. The lock's file is removed while it is
still locked; whoever waited for it finds it gone and begins anew.
"""

import errno
import os
import secrets
import shutil
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from cica_tracker.model.problems import LogError

PATIENCE = 60.0
_SAY_SO_AFTER = 1.0
_NO_LOCKS = {errno.ENOSYS, errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP}
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_OPEN_FILES = Path("/proc/self/fd")
_NAMELESS = getattr(os, "O_TMPFILE", 0) if _OPEN_FILES.is_dir() else 0


class ChangedError(Exception):
    """Another program changed a file that was to be replaced; nothing was written."""


class WrittenError(Exception):
    """What was to be written is written, and then something went wrong, as the message says."""


def create(target: Path, data: bytes, *, durable: bool = True) -> None:
    """A new file, its mode as the umask wants it. Raises FileExistsError if there is one.

    Where not `durable` a power cut may lose it: for what the next run makes again.
    """
    with _made(target, data, 0o666, durable=durable) as (handle, path):
        _name(handle, path, target)
    if durable:
        _sync_folder(target.parent)


def replace(target: Path, data: bytes, *, durable: bool = True) -> None:
    """The file with other bytes; its mode, and where possible its owner, are kept."""
    with _beside(target, data, durable=durable) as path:
        path.replace(target)
    if durable:
        _sync_folder(target.parent)


def extend(target: Path, old: bytes, added: bytes) -> None:
    """The file that holds `old` with bytes added at its end; mode and owner are kept.

    Raises ChangedError if it holds anything else, OSError with the file as it was, and
    WrittenError once the bytes are added. What an editor writes in the very moment of the change
    is kept beside the file; only a file that it puts in the place of this one between two system
    calls would be lost.
    """
    with _beside(target, old + added) as path, target.open("rb") as before:
        if before.read() != old or not os.path.samestat(target.stat(), os.fstat(before.fileno())):
            raise ChangedError
        if os.name == "nt":
            before.close()  # Windows replaces no file that is open
        path.replace(target)
        try:
            late = old if before.closed or before.seek(0) else before.read()
            if late != old:
                saved = target.with_name(f"{target.name}.saved-{secrets.token_hex(4)}")
                create(saved, late)
                raise WrittenError(
                    f"another program saved it in the same moment\n  what it saved is in {saved}: "
                    "put both together"
                )
            _sync_folder(target.parent)
            if not target.read_bytes().startswith(old + added):
                raise WrittenError(
                    "another program then changed the file\n"
                    "  look at the end of the file, and add the entry again if it is missing"
                )
        except OSError as error:
            raise WrittenError(
                f"the disk reports: {reason(error)}\n  look at the end of the file"
            ) from None


def reason(error: OSError) -> str:
    """What the system says, as part of a sentence."""
    if error.errno in FULL:
        return "the disk is full"
    return (error.strerror or str(error)).lower()


def remove_leftovers(target: Path) -> None:
    """Remove the hidden files of processes that died; only while holding the lock."""
    with os.scandir(target.parent) as entries:
        for entry in entries:
            if entry.name.startswith(_prefix(target)) and entry.name.endswith(".tmp"):
                with suppress(OSError):  # another user's, in a folder where that is not allowed
                    Path(entry.path).unlink()


@contextmanager
def locked(
    target: Path,
    name: str,
    waiting: Callable[[], None] = lambda: None,
    patience: float = PATIENCE,
) -> Iterator[None]:
    """Hold the lock of a log; a lock whose holder died is free.

    `waiting` is called once after a second. Patience is with one holder: as long as the log
    changes, others are getting their turn. Raises LogError.
    """
    path = target.with_name(f".{target.name}.lock")
    lock = FileLock(path, fallback_to_soft=False, thread_local=False)
    there = path.exists()
    began = since = time.monotonic()
    said, state = False, _state(target)
    while not lock.is_locked:
        try:
            lock.acquire(timeout=min(_SAY_SO_AFTER, patience), poll_interval=0.02)
        except Timeout:
            now = time.monotonic()
            if (found := _state(target)) != state:
                state, since = found, now
            if now - since >= patience:
                raise LogError(
                    f"{name}: another process has held its lock for {patience:.0f} seconds: "
                    "nothing was written\n  run the command again; "
                    f"to see which it is: fuser {path}"
                ) from None
            if now - began >= _SAY_SO_AFTER and not said:
                said = True
                waiting()
        except OSError as error:
            if not there:
                path.unlink(missing_ok=True)
            raise _no_lock(error, name, path) from None
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        with suppress(OSError):  # the lock ends with the process at the latest
            lock.release()


def _no_lock(error: OSError, name: str, path: Path) -> Exception:
    if error.errno in _NO_LOCKS:
        return LogError(
            f"{name}: the disk it is on cannot lock files: nothing was written\n"
            "  without locks two writers could lose an entry: keep the log on another disk"
        )
    if isinstance(error, PermissionError) and path.exists():
        return LogError(
            f"{name}: its lock {path} belongs to another user: nothing was written\n"
            "  if nobody is writing to the log, remove that file and run the command again"
        )
    return error


@contextmanager
def uninterrupted() -> Iterator[None]:
    """A Ctrl-C within is forgotten: what was begun is finished, and said to be finished."""
    if not hasattr(signal, "pthread_sigmask") or threading.current_thread() is not (
        threading.main_thread()
    ):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        if signal.SIGINT in signal.sigpending() and signal.SIGINT not in before:
            signal.sigwait({signal.SIGINT})
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def _made(
    target: Path, data: bytes, mode: int, *, durable: bool = True
) -> Iterator[tuple[int, Path | None]]:
    """An open file with these bytes, and its hidden name beside `target`, if any.

    Where `durable` the bytes are on the disk.
    """
    handle, path = _opened(target, mode)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(handle, left) :]
        if durable:
            os.fsync(handle)
        yield handle, path
    finally:
        with suppress(OSError):  # its bytes are on the disk, or it is given up
            os.close(handle)
        if path is not None:
            path.unlink(missing_ok=True)


def _opened(target: Path, mode: int) -> tuple[int, Path | None]:
    if _NAMELESS:
        with suppress(OSError):  # a file system without nameless files
            return os.open(target.parent, _NAMELESS | os.O_RDWR, mode), None
    path = _hidden(target)
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, mode), path


@contextmanager
def _beside(target: Path, data: bytes, *, durable: bool = True) -> Iterator[Path]:
    """A file with these bytes under a hidden name, as `target` in all else; gone in the end."""
    with _made(target, data, 0o600, durable=durable) as (handle, path):
        hidden = path or _hidden(target)
        if path is None:
            _name(handle, path, hidden)
        try:
            _copy_owner(target, hidden)
            shutil.copystat(target, hidden)
            os.utime(hidden)
            yield hidden
        finally:
            hidden.unlink(missing_ok=True)


def _name(handle: int, path: Path | None, target: Path) -> None:
    """Give a file its name in one step; unlike a renaming this never replaces another."""
    if path is None:
        folder = os.open(target.parent, os.O_RDONLY)
        try:  # with a folder the system call is the one that follows /proc to the file
            os.link(_OPEN_FILES / str(handle), target.name, dst_dir_fd=folder)
        finally:
            os.close(folder)
        return
    try:
        os.link(path, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
        path.replace(target)


def _prefix(target: Path) -> str:
    return f".{target.name[:100]}.tracker-"


def _hidden(target: Path) -> Path:
    return target.with_name(f"{_prefix(target)}{secrets.token_hex(8)}.tmp")


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
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:  # file systems without it
            raise
    finally:
        with suppress(OSError):
            os.close(handle)


def _state(target: Path) -> tuple[int, int, int] | None:
    """What changes whenever the log is written."""
    try:
        about = target.stat()
    except OSError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns
