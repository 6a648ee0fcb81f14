"""The whole way of an entry into the log: made ready, appended under the lock, read again."""

from collections.abc import Callable
from datetime import date

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import Logbook
from cica_tracker.writing.admit import Basis, Ready, make_ready
from cica_tracker.writing.append import append
from cica_tracker.writing.entry import Facts


def enter(
    logbook: Logbook,
    facts: Facts,
    today: date,
    *,
    seen: Ready | None = None,
    waiting: Callable[[], None] = lambda: None,
) -> Ready:
    """Append what the facts make, and give what was appended.

    `seen` is what was made ready, and perhaps shown, before. It is appended if the log is still
    the same, and made anew if only something was added to the log since. Raises LogError with the
    file untouched.
    """
    found = seen

    def make(old: bytes) -> bytes:
        nonlocal found
        if found is not None and not old.startswith(found.basis.data):
            raise LogError(
                f"{logbook.name}: another program changed it since it was read: "
                "nothing was written\n  look at the change, then run the command again"
            )
        if found is None or old != found.basis.data:
            found = make_ready(Basis(old, logbook.name), facts, today)
        return found.added

    append(logbook, make, waiting=waiting)
    assert found is not None
    return found
