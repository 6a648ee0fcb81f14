"""The web page printed to PDF by a browser that is already on the machine."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from cica_tracker.formats.html import html
from cica_tracker.formats.missing import MissingError
from cica_tracker.words.document import Document

_BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
)
_PLACES = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--no-pdf-header-footer",
)
_SECONDS = 60
_NULL = subprocess.DEVNULL


def browser() -> str | None:
    """A browser of the Chromium family on this machine."""
    found = (shutil.which(name) for name in _BROWSERS)
    places = (place for place in _PLACES if Path(place).is_file())
    return next((path for path in found if path), None) or next(places, None)


def pdf(document: Document) -> bytes:
    """The bytes of a PDF on A4, its text and tables tagged for readers of the screen.

    Raises MissingError, saying what to install, without a browser or when it fails.
    """
    program = browser()
    if program is None:
        raise MissingError(
            "a .pdf needs a browser to print with, and none was found: install Chromium, Chrome "
            "or Edge, or write an .html and print it from any browser"
        )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        page, printed = Path(folder) / "page.html", Path(folder) / "page.pdf"
        page.write_text(html(document), "utf-8")
        command = [
            program,
            *_FLAGS,
            *_as_root(),
            f"--user-data-dir={Path(folder) / 'profile'}",
            f"--print-to-pdf={printed}",
            page.as_uri(),
        ]
        try:
            with _watched(folder) as watcher:
                _print(command, folder, watcher)
            return printed.read_bytes()
        except (subprocess.SubprocessError, OSError):
            raise MissingError(
                f"{program} could not print the page: write an .html and print it from a browser"
            ) from None


# Reads the browser's process group; when this program is gone, however it went, ends that group.
_WATCHER = """
while read -r line; do group=$line; done
turn=0
while test "$turn" -lt 100 && { kill -9 "-$group" || test -e "$1"; }; do
  rm -rf -- "$1"
  sleep 0.1
  turn=$((turn + 1))
done
"""


@contextmanager
def _watched(folder: str) -> Iterator[IO[bytes] | None]:
    """A shell that outlives this program if it is killed, and then removes what it left.

    Where there is no such shell, nothing watches.
    """
    if os.name != "posix":
        yield None
        return
    command = ["/bin/sh", "-c", _WATCHER, "sh", folder]
    with subprocess.Popen(  # noqa: S603  our own few lines
        command, stdin=subprocess.PIPE, stdout=_NULL, stderr=_NULL, start_new_session=True
    ) as shell:
        try:
            yield shell.stdin
        finally:
            shell.kill()


def _print(command: list[str], folder: str, watcher: IO[bytes] | None) -> None:
    """Run the browser in a process group of its own, and leave nothing of it running.

    What it puts aside goes into the folder too. Raises SubprocessError when it fails or takes too
    long.
    """
    own = watcher is not None
    with subprocess.Popen(  # noqa: S603  a fixed program on a page made here
        command,
        env={**os.environ, "TMPDIR": folder},
        stdin=_NULL,
        stdout=_NULL,
        stderr=_NULL,
        start_new_session=own,
    ) as browsing:
        if watcher is not None:
            watcher.write(f"{browsing.pid}\n".encode())
            watcher.flush()
        try:
            code = browsing.wait(_SECONDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(browsing.pid, signal.SIGKILL) if own else browsing.kill()
    if code:
        raise subprocess.CalledProcessError(code, command)


def _as_root() -> tuple[str, ...]:
    """Chromium refuses its sandbox to the superuser, as in a container."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return ()
    return ("--no-sandbox",)
