"""What the site is made from: the options, a treaty's file, and what is kept of each treaty."""

from collections.abc import Callable, Mapping
from dataclasses import field
from datetime import date
from functools import cached_property
from urllib.parse import quote

from cica_tracker.answers.status import Status, status_of
from cica_tracker.model.events import Log
from cica_tracker.model.value import value
from cica_tracker.rules.contradictions import Settled, make_consistent
from cica_tracker.words.language import Language, language

File = tuple[str, bytes]
Later = tuple[str, Callable[[], bytes]]  # a file that is made when its bytes are asked for


@value
class Options:
    """What is asked of the site: its day, its title and language, and where it will stand.

    `base_url` ends in "/" and is "" where it is not known.
    """

    as_of: date
    title: str
    lang: str = "en"
    base_url: str = ""

    @property
    def words(self) -> Language:
        """The wording of the site."""
        return language(self.lang)

    def address(self, path: str) -> str:
        """The whole address of one of the site's files, or "" where it is not known."""
        return self.base_url + quoted(path) if self.base_url else ""


@value
class Treaty:
    """A treaty's log: `name` is its own in all addresses, `data` the bytes of its file."""

    options: Options
    name: str
    data: bytes
    log: Log

    @cached_property
    def settled(self) -> Settled:
        """Its record with all that is known."""
        return make_consistent(self.log)

    @cached_property
    def status(self) -> Status:
        """Its status on the day of the site."""
        return status_of(self.settled, self.options.as_of)

    @property
    def title(self) -> str:
        """What it is called in a list."""
        return self.options.words.title(self.log.treaty)

    @property
    def path(self) -> str:
        """Its page."""
        return page_of(self.name)


@value
class Told:
    """What the whole site keeps of one treaty; `error` says why its file cannot be read.

    `kept` has what each module of `build.PARTS` keeps, by the module's name.
    """

    name: str
    title: str
    error: str = ""
    kept: Mapping[str, object] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The treaty's page."""
        return page_of(self.name)


@value
class Site:
    """The whole: every treaty, in the order of their titles; `pages` are those made so far."""

    options: Options
    treaties: tuple[Told, ...]
    pages: list[str] = field(default_factory=list)


def page_of(name: str) -> str:
    """The page of the treaty of this name."""
    return f"treaty/{name}.html"


def quoted(path: str) -> str:
    """A path as part of an address."""
    return quote(path, safe="/", errors="surrogateescape")
