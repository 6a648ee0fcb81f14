"""The way of a site into a folder: only what changed is written, and only what it made is touched.

`SITE_FILES` in the folder lists every file that was made, with its SHA-256.
"""

import json
import os
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from cica_tracker.model.value import value
from cica_tracker.reading.many import SITE_FILES
from cica_tracker.site.values import File
from cica_tracker.writing.files import create, reason, replace
from cica_tracker.writing.output import OutputError


@value
class Written:
    """How many files were new or changed, how many stayed as they were, how many are gone."""

    changed: int
    same: int
    removed: int


def write(files: Iterable[File], folder: Path) -> Written:
    """Write the files of a site into a folder, and remove those it made before and has no more.

    Raises OutputError where a file stands in the way that no site made, with nothing overwritten.
    """
    try:
        return _Folder(folder).write(files)
    except OSError as error:
        where = error.filename or folder
        raise OutputError(f"{where}: {reason(error)}\n  name another folder") from None


class _Folder:
    """A folder with a site in it, or with none yet."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.before = self._manifest()
        self.made: dict[str, str] = {}
        self.ready: set[Path] = set()

    def write(self, files: Iterable[File]) -> Written:
        changed = same = 0
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            for path, data in files:
                if self._put(path, data):
                    changed += 1
                else:
                    same += 1
        except BaseException:  # what is there now was made by this: the next run may go on
            self._remember(self.before | self.made)
            raise
        removed = sum(self._remove(path) for path in self.before.keys() - self.made.keys())
        self._remember(self.made)
        return Written(changed, same, removed)

    def _manifest(self) -> dict[str, str]:
        path = self.folder / SITE_FILES
        try:
            found = json.loads(path.read_bytes())["files"]
        except FileNotFoundError:
            return {}
        except (ValueError, KeyError, TypeError):
            found = None
        if not isinstance(found, dict) or not all(
            isinstance(name, str) and isinstance(digest, str) for name, digest in found.items()
        ):
            raise OutputError(
                f"{path}: this is no list of a site's files\n"
                "  name another folder, or remove this file and all that the site made"
            )
        return found

    def _put(self, path: str, data: bytes) -> bool:
        """Whether a file had to be written."""
        target = self._target(path)
        self.made[path] = sha256(data).hexdigest()
        if not os.path.lexists(target):
            create(target, data, durable=False)
            return True
        if target.is_symlink() or not target.is_file() or path not in self.before:
            del self.made[path]
            raise OutputError(
                f"{target}: this was not made by tracker site, so it stays as it is\n"
                "  name an empty folder, or move it away"
            )
        if target.read_bytes() == data:
            return False
        replace(target, data, durable=False)
        return True

    def _target(self, path: str) -> Path:
        """Where a file goes; its folders are made, and none of them may be a link."""
        target = self.folder / path
        for above in reversed([one for one in target.parents if one.is_relative_to(self.folder)]):
            if above in self.ready or above == self.folder:
                continue
            if above.is_symlink() or (above.exists() and not above.is_dir()):
                raise OutputError(
                    f"{above}: this is no folder of the site's own\n  name an empty folder"
                )
            above.mkdir(exist_ok=True)
            self.ready.add(above)
        return target

    def _remove(self, path: str) -> bool:
        """Whether a file of an earlier site was removed: one that somebody changed stays."""
        target = self.folder / path
        inside = ".." not in target.parts and not Path(path).is_absolute()
        if not inside or target.is_symlink() or not target.is_file():
            return False
        if sha256(target.read_bytes()).hexdigest() != self.before[path]:
            return False
        target.unlink()
        return True

    def _remember(self, files: dict[str, str]) -> None:
        text = json.dumps({"made by": "tracker site", "files": files}, indent=0, sort_keys=True)
        target, data = self.folder / SITE_FILES, text.encode() + b"\n"
        if not target.exists():
            create(target, data)
        elif target.read_bytes() != data:
            replace(target, data)
