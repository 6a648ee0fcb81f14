"""Writing a rendered file: whole or not at all, and over no other file unless that is asked for."""

import errno
import os
from collections.abc import Iterable
from pathlib import Path

from cica_tracker.model.problems import LogError
from cica_tracker.writing.files import create, reason, replace


class OutputError(LogError):
    """A file could not be written; the message says why and what to do."""


def write(path: Path, data: bytes, *, force: bool = False, logs: Iterable[Path] = ()) -> None:
    """Write a file; with `force` in the place of one that is there, but never of one of the `logs`.

    Raises OutputError.
    """
    try:
        _write(path, data, force=force, logs=logs)
    except FileExistsError:
        raise OutputError(
            f"{path}: there is a file already, so it stays as it is\n"
            "  name another file, or overwrite it with --force"
        ) from None
    except (OSError, RuntimeError) as error:
        advice = "name another place"
        said = "the symbolic links lead nowhere"
        if isinstance(error, OSError):
            said = reason(error)
            if error.errno == errno.ENOENT:
                said, advice = "there is no such folder", "make it first, or name another"
        raise OutputError(f"{path}: {said}\n  {advice}") from None


def _write(path: Path, data: bytes, *, force: bool, logs: Iterable[Path]) -> None:
    target = path.resolve()
    if target.is_dir():
        raise OutputError(f"{path}: this is a folder\n  name a file in it")
    if not target.exists():
        create(target, data)
    elif not target.is_file():
        target.write_bytes(data)  # a device or a pipe
    elif any(log.exists() and target.samefile(log) for log in logs):
        raise OutputError(f"{path}: this is a log, and it is never overwritten\n  name another")
    elif not force:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))
    elif not target.stat().st_mode & 0o222 or not os.access(target, os.W_OK):
        raise OutputError(
            f"{path}: the file is read-only, so it stays as it is\n"
            "  allow writing (chmod u+w), or name another file"
        )
    else:
        replace(target, data)
