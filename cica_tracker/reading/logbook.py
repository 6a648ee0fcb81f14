"""The door to the disk: which log is meant, and what it holds."""

import errno
import os
import stat
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from cica_tracker.model.problems import LogError
from cica_tracker.model.value import value

USUAL_PLACE = Path("data") / "ratifications.toml"
LARGEST = 16 << 20  # bytes: a hundred thousand events
_PACKAGE = Path(__file__).parent.parent
_SAID = {
    errno.ENOENT: (
        "no such file",
        "name a file that is there, or start a log with: tracker init FILE",
    ),
    errno.EACCES: (
        "you may not read this, or a folder on the way to it",
        "ask its owner for the right, or name another with --log FILE",
    ),
    errno.ENAMETOOLONG: (
        "this is too long for the name of a file",
        "name a file that is there with --log FILE",
    ),
    errno.ELOOP: ("its links lead round in a circle", "name the file itself with --log FILE"),
    errno.ENOTDIR: (
        "a part of this path is a file, and no folder",
        "see where the log is, and name it with --log FILE",
    ),
}


@value
class Logbook:
    """A log's file. `name` is how messages call it; the shipped one is never written.

    `unasked`: it is the shipped one, for want of another.
    """

    path: Path
    name: str
    shipped: bool = False
    unasked: bool = False


def shipped() -> Logbook:
    """The log that comes with the program: in the package, or beside it in a checkout."""
    packaged = _PACKAGE / USUAL_PLACE
    path = packaged if packaged.is_file() else _PACKAGE.parent / USUAL_PLACE
    return Logbook(path, str(path), shipped=True)


def is_packaged(path: Path) -> bool:
    """Whether a path leads to the log inside the installed package."""
    packaged = _PACKAGE / USUAL_PLACE
    try:
        return packaged.is_file() and packaged.samefile(path)
    except OSError:  # what is wrong with the path is said when it is read
        return False


def find(option: str | None, environ: Mapping[str, str], folder: Path) -> Logbook:
    """The log that is meant: the option's, else TRACKER_LOG, else the nearest, else the shipped.

    The nearest is `data/ratifications.toml` in the folder or in one above it.
    """
    if option is not None and not option.strip():
        raise LogError("--log names no file\n  write --log FILE, or leave it out")
    named = option or environ.get("TRACKER_LOG")
    if named:
        path = Path(named)
        return Logbook(path, named, shipped=is_packaged(path))
    for above in (folder, *folder.parents):
        path = above / USUAL_PLACE
        if _is_file(path):
            try:
                return Logbook(path, os.path.relpath(path, folder))
            except ValueError:  # another drive of Windows
                return Logbook(path, str(path))
    return replace(shipped(), unasked=True)


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError as error:  # it may be there: another log must not be taken for it
        raise unreadable(str(path), error) from None


def read_bytes(logbook: Logbook) -> bytes:
    """The bytes of the file. Raises LogError saying what is wrong and what to do."""
    name = logbook.name
    try:
        if not stat.S_ISREG(logbook.path.stat().st_mode):
            kind = "a folder" if logbook.path.is_dir() else "a device or a pipe, and no file"
            raise LogError(f"{name}: this is {kind}\n  name the log's file itself")
        with logbook.path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise unreadable(name, error) from None
    if len(data) > LARGEST:
        raise LogError(
            f"{name}: this file is larger than {LARGEST >> 20} MB\n"
            "  a log of a hundred thousand events is smaller: see whether it is one"
        )
    return data


def unreadable(name: str, error: OSError) -> LogError:
    """What the system says, in words with a next step."""
    said, advice = _SAID.get(
        error.errno or 0, ((error.strerror or str(error)).lower(), "name another with --log FILE")
    )
    return LogError(f"{name}: {said}\n  {advice}")
