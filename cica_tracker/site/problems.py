"""The page of a log that cannot be read, for the one who is editing it: all its problems."""

from collections.abc import Sequence

from cica_tracker.site.templates import page
from cica_tracker.site.values import Options


def problem_page(options: Options, path: str, title: str, problems: Sequence[str]) -> bytes:
    """The page; each problem is its place, what is wrong, and what to do, on lines of its own."""
    lines = [problem.splitlines() for problem in problems]
    return page("problems.html", options, path, scripts=(), title=title, problems=lines)
