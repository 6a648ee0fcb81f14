"""The whole way of an addition into the log: admitted, appended under the lock, read again."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import Logbook
from cica_tracker.writing.admit import Admitted, Basis, admit
from cica_tracker.writing.append import append
from cica_tracker.writing.entry import Addition
from cica_tracker.writing.files import uninterrupted


def enter(  # noqa: PLR0913  each but the first three may be left out
    logbook: Logbook,
    addition: Addition,
    today: date,
    *,
    seen: Admitted | None = None,
    waiting: Callable[[], None] = lambda: None,
    shield: Callable[[], AbstractContextManager[None]] = uninterrupted,
) -> Admitted:
    """Append an addition as it is admitted, in the way of `enter_made`."""

    def make(basis: Basis) -> Admitted:
        return admit(basis, addition, today)

    return enter_made(logbook, make, seen=seen, waiting=waiting, shield=shield)


def enter_made(
    logbook: Logbook,
    make: Callable[[Basis], Admitted],
    *,
    seen: Admitted | None = None,
    waiting: Callable[[], None] = lambda: None,
    shield: Callable[[], AbstractContextManager[None]] = uninterrupted,
) -> Admitted:
    """Append what `make` makes of the log as it stands then, and give what was appended.

    `seen` is what was made, and perhaps shown, before. It is appended if the log is still the
    same, and made anew if only something was added to the log since. Raises LogError with the
    file untouched, or saying that it is not.
    """
    found = seen

    def added(old: bytes) -> bytes:
        nonlocal found
        if found is not None and not old.startswith(found.basis.data):
            raise LogError(
                f"{logbook.name}: another program changed it since it was read: "
                "nothing was written\n  look at the change, then run the command again"
            )
        if found is None or old != found.basis.data:
            found = make(Basis(old, logbook.name))
        return found.added

    append(logbook, added, waiting=waiting, shield=shield)
    assert found is not None
    return found
