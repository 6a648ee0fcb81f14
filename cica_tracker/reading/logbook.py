"""The door to the disk: which log is meant, and what it holds."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cica_tracker.model.problems import LogError

USUAL_PLACE = Path("data") / "ratifications.toml"
_PACKAGE = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Logbook:
    """A log's file. `name` is how messages call it; the shipped one is never written."""

    path: Path
    name: str
    shipped: bool = False


def shipped() -> Logbook:
    """The log that comes with the program: in the package, or beside it in a checkout."""
    packaged = _PACKAGE / USUAL_PLACE
    path = packaged if packaged.is_file() else _PACKAGE.parent / USUAL_PLACE
    return Logbook(path, str(path), shipped=True)


def is_packaged(path: Path) -> bool:
    """Whether a path leads to the log inside the installed package."""
    packaged = _PACKAGE / USUAL_PLACE
    return packaged.is_file() and path.exists() and packaged.samefile(path)


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
        if path.is_file():
            try:
                return Logbook(path, os.path.relpath(path, folder))
            except ValueError:  # another drive of Windows
                return Logbook(path, str(path))
    return shipped()


def read_bytes(logbook: Logbook) -> bytes:
    """The bytes of the file. Raises LogError saying what is wrong and what to do."""
    name = logbook.name
    try:
        return logbook.path.read_bytes()
    except FileNotFoundError:
        raise LogError(
            f"{name}: no such file\n"
            "  name a file that is there, or start a log with: tracker init FILE"
        ) from None
    except IsADirectoryError:
        raise LogError(f"{name}: this is a folder\n  name the log's file itself") from None
    except OSError as error:
        raise LogError(f"{name}: {(error.strerror or str(error)).lower()}") from None
