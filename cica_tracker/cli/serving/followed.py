"""The site of some files as they are now: looked at again whenever somebody asks."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from threading import Lock
from typing import Any

from cica_tracker.cli.serving.logs import logs_given, pages_spread
from cica_tracker.model.text import clean
from cica_tracker.reading.parse import read
from cica_tracker.site.build import Given, planned
from cica_tracker.site.problems import problem_page
from cica_tracker.site.values import File, Options, page_of

Task = tuple[str, bytes, Options]


class Followed:
    """The site, `version` another text whenever it changed; `problems` are paths of pages.

    A treaty whose log is as it was is not computed again, and a file that speaks of all treaties
    not before it is asked for. A log that cannot be read has a page with
    its problems, and so has the site where there is none; `unread` says of which files not even
    the bytes could be read.
    """

    def __init__(self, paths: tuple[str, ...], options: Callable[[], Options]) -> None:
        self._files: dict[str, bytes | Callable[[], bytes]] = {}
        self.problems: set[str] = set()
        self.unread: tuple[str, ...] = ()
        self.any_log = False
        self.version = ""
        self._paths = paths
        self._options = options
        self._seen: object = None
        self._made: dict[Task, Any] = {}
        self._lock = Lock()

    def refresh(self) -> bool:
        """Whether anything was different from the last time; then the site has been made anew."""
        with self._lock:
            options = self._options()
            given, unread = logs_given(self._paths)
            seen = options, given, unread
            if seen == self._seen:
                return False
            files: dict[str, Any] = dict(planned(given, options, self._remembered))
            broken = [(name, data) for name, data in given if page_of(name) not in files]
            problems = dict(_problem_pages(broken, options))
            if not given:
                problems["index.html"] = problem_page(options, "index.html", options.title, unread)
            self._files, self.problems = files | problems, set(problems)
            self.unread, self.any_log = tuple(unread), bool(given)
            self._seen = seen
            self.version = sha256(repr(seen).encode()).hexdigest()[:16]
            return True

    def file(self, path: str) -> bytes | None:
        """The bytes of a file of the site; None: there is none at this path."""
        with self._lock:
            data = self._files.get(path)
            if data is not None and not isinstance(data, bytes):
                data = self._files[path] = data()
            return data

    def _remembered(self, make: Callable[[Task], Any], tasks: Iterable[Task]) -> list[Any]:
        """What `make` gives for each task, those done the last time as they were."""
        wanted = list(tasks)
        new = [task for task in wanted if task not in self._made]
        with pages_spread(len(new) if not self.version else 0) as each:
            found = self._made | dict(zip(new, each(make, new), strict=True))
        self._made = {task: found[task] for task in wanted}
        return list(self._made.values())


def _problem_pages(broken: list[Given], options: Options) -> Iterator[File]:
    """A page for each log that cannot be read, with all its problems."""
    for name, data in broken:
        path, file = page_of(name), f"{name}.toml"
        texts = [str(problem) for problem in read(data, file).problems]
        yield path, problem_page(options, path, clean(name), texts)
