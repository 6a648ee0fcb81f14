"""Writing a rendered file: nothing that somebody else made or changed is ever overwritten.

Each file carries a seal: the name of the program and a sum over all else that is in it. A file
whose seal holds is exactly as it was written here and may be replaced; any other may not. A file
appears whole or not at all.
"""

import errno
import os
import re
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from zlib import crc32

_NAME = b"CICA Tracker "
_DIGITS = 16
_SUM = rb"([0-9a-f]{16})"
_SEALS = {
    ".md": (b"<!-- ", b" -->\n"),
    ".html": (b"<!-- ", b" -->\n"),
    ".svg": (b"<!-- ", b" -->\n"),
    ".txt": (b"[", b"]\n"),
    ".csv": (b'0,"seal","",,"","","', b'",""\r\n'),
    ".pdf": (b"%", b"\n"),
    ".docx": (b"", b""),
}
_JSON = (b',\n  "made_with": "', b'"\n}\n')
_PNG_END = b"\x00\x00\x00\x00IEND"
_CHUNK = re.compile(rb"\x00\x00\x00.tEXtSoftware\x00" + _NAME + _SUM + rb".{4}", re.DOTALL)


class OutputError(Exception):
    """A file could not be written; the message says why and what to do."""


def seal(data: bytes, suffix: str) -> bytes:
    """The same file with its seal, in the way its format allows (.csv: the long form)."""
    if suffix == ".json":
        bare = data.rstrip()[:-1].rstrip()
        return bare + _JSON[0] + _mark(bare + b"\n}\n") + _JSON[1]
    if suffix == ".png":
        return _with_chunk(data)
    if suffix == ".docx":
        # A zip file may end in a comment, whose length stands before it.
        bare = data[:-2] + struct.pack("<H", len(_NAME) + _DIGITS)
        return bare + _mark(bare)
    before, after = _SEALS[suffix]
    return data + before + _mark(data) + after


def sealed(data: bytes, suffix: str) -> bool:
    """Whether a file is exactly as it was written here."""
    if suffix == ".json":
        before, after = _JSON
    elif suffix == ".png":
        chunk = _CHUNK.search(data)
        bare = data[: chunk.start()] + data[chunk.end() :] if chunk else b""
        return _PNG_END in bare and data == _with_chunk(bare)
    else:
        before, after = _SEALS.get(suffix, (b"\0", b"\0"))
    pattern = re.escape(before + _NAME) + _SUM + re.escape(after) + rb"\Z"
    found = re.search(pattern, data[-200:])
    if not found:
        return False
    bare = data[: len(data) - len(found[0])] + (b"\n}\n" if suffix == ".json" else b"")
    return _mark(bare) == _NAME + found[1]


def _mark(bare: bytes) -> bytes:
    return _NAME + sha256(bare).hexdigest()[:_DIGITS].encode()


def _with_chunk(data: bytes) -> bytes:
    """A PNG with a text chunk, as its format has them, before its end."""
    end = data.rindex(_PNG_END)
    body = b"tEXtSoftware\x00" + _mark(data)
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", crc32(body))
    return data[:end] + chunk + data[end:]


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a file, whole or not at all; its ending says how it is sealed.

    Without `force` a file already there is replaced only if its own seal holds. Raises
    OutputError.
    """
    suffix = path.suffix.lower()
    with _told(path):
        target = path.resolve()
        if target.exists() and not target.is_file():
            if target.is_dir():
                raise OutputError(f"{path}: this is a folder\n  name a file in it")
            target.write_bytes(data)  # a device or a pipe
            return
        made_here = target.exists() and sealed(target.read_bytes(), suffix)
        if target.exists() and not force and not made_here:
            raise OutputError(
                f"{path}: this file was not made here, or was changed since, so it stays as it is\n"
                "  name another file, or overwrite it with --force"
            )
        _replace(target, seal(data, suffix), new=not force and not made_here)


def _replace(target: Path, data: bytes, *, new: bool) -> None:
    """The file with new content in one step, its mode kept; `new`: only if there is none."""
    try:
        mode = target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        if new:
            try:
                os.link(name, target)  # fails where another has just made that file
            except FileExistsError:
                raise
            except OSError:
                Path(name).replace(target)  # a disk without links
        else:
            Path(name).replace(target)
    finally:
        with suppress(FileNotFoundError):
            Path(name).unlink()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn what the system says into words with advice."""
    try:
        yield
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        advice = "name another place"
        if error.errno == errno.ENOENT:
            reason, advice = "there is no such folder", "make it first, or name another"
        elif isinstance(error, FileExistsError):
            reason, advice = "another program has just made this file", "try again"
        raise OutputError(f"{path}: {reason}\n  {advice}") from None
