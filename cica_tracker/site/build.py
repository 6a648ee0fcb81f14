"""The site from its logs: pure, a treaty at a time, then what speaks of them all."""

from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

from cica_tracker.model.text import clean
from cica_tracker.reading.parse import read
from cica_tracker.site import badges, data, feed, ics, index, page, sitemap, states
from cica_tracker.site.values import File, Later, Options, Site, Told, Treaty

# The modules that make files, in the order in which they are asked; what maps the pages is last.
PARTS: tuple[ModuleType, ...] = (page, badges, data, index, states, feed, ics, sitemap)

Given = tuple[str, bytes]  # the name of a treaty in addresses, and its log
Made = tuple[Told, list[File]]


def build(
    given: Iterable[Given], options: Options, spread: Callable[..., Iterable[Made]] = map
) -> Iterator[File]:
    """Every file of the site. `spread` may be the `map` of several processes."""
    for path, made_of in planned(given, options, spread):
        yield path, made_of if isinstance(made_of, bytes) else made_of()


def planned(
    given: Iterable[Given], options: Options, spread: Callable[..., Iterable[Made]] = map
) -> Iterator[File | Later]:
    """Every file of the site; those that take long and speak of all treaties are made later."""
    told: list[Told] = []
    pages: list[str] = []
    for one, files in spread(made, [(*each, options) for each in given]):
        told.append(one)
        yield from _noted(files, pages)
    told.sort(key=lambda one: (one.title.casefold(), one.name))
    site = Site(options, tuple(told), pages)
    for part in PARTS:
        if of_all := getattr(part, "of_all", None):
            yield from _noted(of_all(site), pages)


def _noted(files: Iterable[File | Later], pages: list[str]) -> Iterator[File | Later]:
    """The files, those that are pages noted as they pass."""
    for file in files:
        if file[0].endswith(".html"):
            pages.append(file[0])
        yield file


def made(task: tuple[str, bytes, Options]) -> Made:
    """The files of one treaty, and what the whole site keeps of it."""
    name, data, options = task
    reading = read(data, name)
    if reading.log is None:
        return Told(name, clean(name), min(reading.problems).in_line), []
    treaty = Treaty(options, name, data, reading.log)
    files = [
        file
        for part in PARTS
        if (of_treaty := getattr(part, "of_treaty", None))
        for file in of_treaty(treaty)
    ]
    kept = {
        part.__name__.rpartition(".")[2]: keep(treaty)
        for part in PARTS
        if (keep := getattr(part, "kept", None))
    }
    return Told(name, treaty.title, kept=kept), files
