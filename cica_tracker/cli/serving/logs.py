"""What `site` and `serve` share: the options of a site, and its logs under their names."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import click

from cica_tracker.cli.many import paths_argument, spread
from cica_tracker.cli.options import day_option, today, which_log
from cica_tracker.exchange.log_names import keys_of
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import read_bytes
from cica_tracker.reading.many import logs_in
from cica_tracker.reading.parse import read
from cica_tracker.site.build import Given
from cica_tracker.site.values import File, Options, page_of
from cica_tracker.words.language import language
from cica_tracker.words.site import site_title


def site_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`[PATH]... --title --as-of`: the logs of the site, its title, and its day."""
    title = click.option("--title", metavar="TEXT", help="The title of the site.")
    day = day_option("--as-of", help="The day that the pages show first. Without it: today.")
    return paths_argument(title(day(command)))


def options_of(title: str | None, as_of: Window | None, lang: str, base_url: str = "") -> Options:
    """What is asked of the site, as of now."""
    day = as_of.last if as_of else today()
    return Options(day, title or site_title(language(lang)), lang, base_url)


def paths_or_log(paths: tuple[str, ...], log_file: str | None) -> tuple[str, ...]:
    """The paths; without any, the log that the other commands answer from."""
    return paths or (str(which_log(log_file).path),)


def pages_spread(count: int) -> AbstractContextManager[Callable[..., Any]]:
    """A `map` over several processes for the pages of so many treaties."""
    return spread(count, worth=4, at_once=2)


def logs_given(paths: tuple[str, ...]) -> tuple[list[Given], list[str]]:
    """The logs, each under a name of its own, and what could not be read."""
    found, unread = {}, []
    for place in logs_in(paths):
        if place.logbook is None:
            unread.append(str(place.problem))
            continue
        try:
            found[place.logbook.path] = read_bytes(place.logbook)
        except LogError as error:
            unread.append(str(error))
    return list(zip(keys_of(map(str, found)), found.values(), strict=True)), unread


class Broken:
    """The logs of a site that cannot be read: those for which no page passes by."""

    def __init__(self, given: list[Given]) -> None:
        self.names = {page_of(name): (f"{name}.toml", data) for name, data in given}

    def noted(self, files: Iterable[File]) -> Iterator[File]:
        """The same files; a log whose page is among them can be read."""
        for file in files:
            self.names.pop(file[0], None)
            yield file

    def messages(self) -> Iterator[str]:
        """Every problem of each of them."""
        for name, data in self.names.values():
            yield from map(str, read(data, name).problems)
