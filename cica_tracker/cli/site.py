"""`site`: many logs as a static web site."""

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cica_tracker.cli.common import LastDay, lang_option, log_option, today, which_log
from cica_tracker.cli.streams import say
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import LogError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cica_tracker.site.build import Given


@click.command(epilog="Example: tracker site --to site --as-of 2026-11-24")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path())
@click.option(
    "--to",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write; files in it that no site made are left alone.",
)
@click.option("--title", metavar="TEXT", help="The title of the site.")
@click.option("--base-url", metavar="URL", help="Where it will stand, for feeds and citations.")
@click.option(
    "--as-of",
    type=LastDay(),
    metavar="DATE",
    help="The day that the pages show first.  Without it: today.",
)
@lang_option
@log_option
def site_command(
    paths: tuple[str, ...],
    folder: Path,
    title: str | None,
    base_url: str | None,
    as_of: Window | None,
    lang: str,
    log_file: str | None,
) -> None:
    """A static web site: all treaties, a page for each, an answer for any day.

    It needs no network, works from a file or any web server, and without JavaScript. A second run
    writes only what changed.
    """
    from cica_tracker.site.build import build
    from cica_tracker.site.values import Options
    from cica_tracker.site.write import write
    from cica_tracker.words.languages import language
    from cica_tracker.words.site import site_title
    from cica_tracker.writing.output import OutputError

    given, unread = _given(paths or (str(which_log(log_file).path),))
    day = as_of.last if as_of else today()
    options = Options(day, title or site_title(language(lang)), lang, _base(base_url))
    try:
        with _spread(len(given)) as spread:
            done = write(build(given, options, spread), folder)
    except OutputError as error:
        raise LogError(str(error)) from None
    for message in unread:
        say(message)
    say(
        f"{folder / 'index.html'}: {done.changed} written, {done.same} as before, "
        f"{done.removed} removed"
    )
    if unread:
        sys.exit(2)


def _base(url: str | None) -> str:
    if url is None:
        return ""
    if not url.startswith(("https://", "http://")):
        raise click.BadParameter("it begins with https://", param_hint="--base-url")
    return url if url.endswith("/") else f"{url}/"


def _given(paths: tuple[str, ...]) -> "tuple[list[Given], list[str]]":
    """The logs, each under a name of its own, and what could not be read."""
    from cica_tracker.reading.logbook import read_bytes
    from cica_tracker.reading.many import logs_in

    found, unread = {}, []
    for place in logs_in(paths):
        if place.logbook is None:
            unread.append(str(place.problem))
            continue
        try:
            found[place.logbook.path] = read_bytes(place.logbook)
        except LogError as error:
            unread.append(str(error))
    return list(zip(_names(list(found)), found.values(), strict=True)), unread


def _names(paths: list[Path]) -> list[str]:
    """A name for each log: its file's; with its folder's before it where two are called alike."""
    names = [path.stem for path in paths]
    for depth in range(1, 4):
        alike = {name.casefold() for name in names if _count(names, name) > 1}
        names = [
            "-".join(path.parts[-1 - depth : -1]) + f"-{path.stem}"
            if name.casefold() in alike and len(path.parts) > depth
            else name
            for name, path in zip(names, paths, strict=True)
        ]
    for at, name in enumerate(names):
        if _count(names[:at], name):
            names[at] = f"{name}-{at}"
    return names


def _count(names: list[str], name: str) -> int:
    return sum(one.casefold() == name.casefold() for one in names)


@contextmanager
def _spread(count: int) -> "Iterator[Callable[..., Any]]":
    """A `map` over several processes where there is enough to do."""
    import os

    workers = min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2, 8)
    if count < 4 or workers < 2:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor
    from functools import partial

    with ProcessPoolExecutor(workers) as pool:
        yield partial(pool.map, chunksize=2)
