"""Logs that were read before: a text checked once need not be checked again.

The typed events of a log are kept beside the very bytes they were read from, in the user's cache
folder, and used only while the file still has those bytes. Nothing depends on it: without the
folder, or with TRACKER_CACHE=off, every text is simply read anew. `tracker check` always does.
"""

import os
import pickle
import sys
import zlib
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from cica_tracker import __version__
from cica_tracker.events import Log

_MOST_KEPT = 20
_CODE = ("dates.py", "events.py", "fields.py", "reading.py")


def recall(path: Path, data: bytes, environ: Mapping[str, str]) -> Log | None:
    """The log that these bytes were read as before, or None."""
    place = _place(path, environ)
    if place is None:
        return None
    try:
        if not _is_ours(place):
            return None
        kept = place.read_bytes()
    except OSError:
        return None  # nothing kept, or not readable: the text itself is there
    head = _head(data)
    if not kept.startswith(head):
        return None
    try:
        found = pickle.loads(kept[len(head) :])  # noqa: S301  a file of ours, see _is_ours
    except (pickle.UnpicklingError, EOFError, AttributeError, ImportError, TypeError, ValueError):
        return None  # cut off by a full disk: the text itself is there
    return found if isinstance(found, Log) else None


def remember(path: Path, data: bytes, log: Log, environ: Mapping[str, str]) -> None:
    """Keep a log beside its bytes; when that cannot be done nothing is lost."""
    place = _place(path, environ)
    if place is None:
        return
    beside = place.with_suffix(f".{os.getpid()}")
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with open(beside, "xb", opener=_private) as file:
            file.write(_head(data) + pickle.dumps(log, pickle.HIGHEST_PROTOCOL))
        beside.replace(place)
        kept = sorted(place.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns)
        for old in kept[:-_MOST_KEPT]:
            old.unlink()
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)


def _place(path: Path, environ: Mapping[str, str]) -> Path | None:
    """Where a log is kept; None when it is not to be."""
    if environ.get("TRACKER_CACHE", "").lower() in {"off", "0", "no"}:
        return None
    folder = environ.get("XDG_CACHE_HOME") or environ.get("LOCALAPPDATA")
    if not folder:
        home = environ.get("HOME")
        if not home:
            return None
        folder = f"{home}/.cache"
    if not Path(folder).is_absolute():
        return None
    name = f"{zlib.crc32(os.fsencode(path.absolute())):08x}"
    return Path(folder, "cica-tracker", name)


def _is_ours(place: Path) -> bool:
    """Whether nobody else can have written the file."""
    if not hasattr(os, "getuid"):
        return True  # Windows keeps the folder to its user
    about = place.lstat()
    return about.st_uid == os.getuid() and not about.st_mode & 0o022


def _head(data: bytes) -> bytes:
    """The bytes of a log, after what else the events depend on: the program that read them."""
    code = [(Path(__file__).parent / name).stat().st_mtime_ns for name in _CODE]
    return repr((__version__, sys.version, code, len(data))).encode() + b"\n" + data
