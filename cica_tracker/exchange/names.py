"""Who is who in a file: no State or organisation stands in it under two names."""

from collections.abc import Callable, Iterable

from cica_tracker.answers.diff import identity
from cica_tracker.model.problems import LogError


def refuse_two_names(
    names: Iterable[tuple[int, str]], where: Callable[[int], str], *, once: bool
) -> None:
    """Raise LogError where two rows name one State differently; `where` says where a row stands.

    Where each State has one row (`once`), two rows of one name are refused as well.
    """
    seen: dict[str, tuple[int, str]] = {}
    for row, name in names:
        before, said = seen.setdefault(identity(name), (row, name))
        if said != name or (once and before != row):
            raise LogError(
                f'{where(row)}: "{name}" is the State that row {before} calls "{said}"\n'
                "  correct or remove one of the two rows"
            )
