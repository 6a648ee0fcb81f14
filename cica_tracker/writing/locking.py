"""The lock of a log: one writer at a time, also after a crash.

It is the operating system's own, on `.NAME.lock` beside the log, so that it ends with the process
that holds it, whoever that is and however it ends. The file is removed while it is still locked:
it does not lie about, and whoever waited for it finds it gone and begins anew.
"""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import lock_descriptor

from cica_tracker.model.problems import LogError

PATIENCE = 60.0
_SAY_SO_AFTER = 1.0
_PAUSE = 0.05
_LEAST_PAUSE = 0.02
_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


@contextmanager
def locked(
    target: Path,
    name: str,
    waiting: Callable[[], None] = lambda: None,
    patience: float = PATIENCE,
) -> Iterator[None]:
    """Hold the lock of a log; a lock whose holder died is free."""
    descriptor = _acquire(target, name, waiting, patience)
    try:
        yield
    finally:
        with suppress(OSError):
            _beside(target).unlink()
        os.close(descriptor)


def _acquire(target: Path, name: str, waiting: Callable[[], None], patience: float) -> int:
    """The descriptor of the locked file.

    Patience is with one holder: as long as the log changes, others are getting their turn.
    """
    path = _beside(target)
    began = since = time.monotonic()
    said, state = False, _state(target)
    while True:
        descriptor = _open_lock(path)
        try:
            if lock_descriptor(descriptor, blocking=False) and _still_there(path, descriptor):
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
        now = time.monotonic()
        if (found := _state(target)) != state:
            state, since = found, now
        if now - since > patience:
            raise LogError(
                f"{name}: another process has held its lock for {patience:.0f} seconds: "
                f"nothing was written\n  run the command again; to see which it is: fuser {path}"
            )
        if now - began > _SAY_SO_AFTER and not said:
            said = True
            waiting()
        # Whoever has waited long looks more often, and so gets its turn.
        time.sleep(max(_PAUSE / (1 + now - began), _LEAST_PAUSE))


def _beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _state(target: Path) -> tuple[int, int, int] | None:
    """What changes whenever the log is written."""
    try:
        about = target.stat()
    except OSError:
        return None
    return about.st_ino, about.st_size, about.st_mtime_ns


def _open_lock(path: Path) -> int:
    try:
        return os.open(path, os.O_RDWR | os.O_CREAT | _FLAGS, 0o666)
    except PermissionError:
        # Left by another user's process that died: it can be locked without being written.
        return os.open(path, os.O_RDONLY | _FLAGS)


def _still_there(path: Path, descriptor: int) -> bool:
    """Whether the file that was locked is still the one of that name."""
    try:
        return os.path.samestat(path.lstat(), os.fstat(descriptor))
    except FileNotFoundError:
        return False
