"""The site from its logs: pure, a treaty at a time, then what speaks of them all."""

from collections.abc import Callable, Iterable, Iterator
from types import ModuleType

from cica_tracker.model.text import clean
from cica_tracker.reading.parse import read
from cica_tracker.site import index, page
from cica_tracker.site.values import File, Options, Site, Told, Treaty

# The modules that make files, in the order in which they are asked.
PARTS: tuple[ModuleType, ...] = (page, index)

Given = tuple[str, bytes]  # the name of a treaty in addresses, and its log
Made = tuple[Told, list[File]]


def build(
    given: Iterable[Given], options: Options, spread: Callable[..., Iterable[Made]] = map
) -> Iterator[File]:
    """Every file of the site. `spread` may be the `map` of several processes."""
    told: list[Told] = []
    for one, files in spread(made, [(*each, options) for each in given]):
        told.append(one)
        yield from files
    told.sort(key=lambda one: (one.title.casefold(), one.name))
    site = Site(options, tuple(told))
    for part in PARTS:
        if of_all := getattr(part, "of_all", None):
            yield from of_all(site)


def made(task: tuple[str, bytes, Options]) -> Made:
    """The files of one treaty, and what the whole site keeps of it."""
    name, data, options = task
    reading = read(data, name)
    if reading.log is None:
        first = min(reading.problems)
        return Told(name, clean(name), f"line {first.line}: {first.message}"), []
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
