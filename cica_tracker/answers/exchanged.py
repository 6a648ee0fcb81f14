"""What programs read of two records side by side, and of a file that was brought in."""

from datetime import date

from cica_tracker.answers.as_json import Answer
from cica_tracker.answers.status import Range
from cica_tracker.model.dates import Window
from cica_tracker.model.value import value


@value
class Side:
    """One of two records: the log or file, and its treaty's title."""

    log: str
    treaty: str


@value
class ActOfOne:
    """An act that only one of two records has."""

    id: str
    state: str | None
    type: str
    date: Window


@value
class Changed:
    """A field, `date` or `type`, that two records of one act fill differently; a date as EDTF."""

    state: str | None
    field: str
    a: str
    b: str


@value
class Spelled:
    """One State as either record calls it."""

    a: str
    b: str


@value
class Counts:
    """The contracting States by either record."""

    a: Range
    b: Range


@value(kw_only=True)
class DiffAnswer(Answer):
    """Two records side by side; `counts_part_on` is the first day on which their counts differ."""

    equal: bool
    a: Side
    b: Side
    only_in_a: tuple[ActOfOne, ...]
    only_in_b: tuple[ActOfOne, ...]
    changed: tuple[Changed, ...]
    respelled: tuple[Spelled, ...]
    counts_part_on: date | None
    counts: Counts | None

    _in_short = ("equal", "only_in_a", "only_in_b", "changed", "counts_part_on")


@value
class Differing:
    """A field of the log's event `id` that a file fills differently; a date as EDTF."""

    state: str | None
    field: str
    recorded: str
    found: str
    id: str


@value
class Respelled:
    """One State as the log calls it, and as the file does."""

    recorded: str
    found: str


@value
class Totals:
    """Numbers of parties and of signatories; null: none is printed."""

    parties: int | None = None
    signatories: int | None = None


@value
class UnreadRow:
    """A row, or a part of one, that is not understood, and why; `state` is "" without a name."""

    row: int
    state: str
    why: str


@value(kw_only=True)
class ImportAnswer(Answer):
    """What came of one treaty of one file.

    `log` is the log it went to; `new` has the ids of what was written, or would be. The totals that
    the file prints are `stated`, those of its rows `counted`. `differs`, `gone` and `respelled` are
    of a log that was there already.
    """

    file: str
    treaty: str | None
    log: str | None
    rows: int
    acts: int
    withdrawn: int
    withdrawn_on_unknown_days: int
    organisations: tuple[str, ...]
    stated: Totals
    counted: Totals
    new: tuple[str, ...]
    differs: tuple[Differing, ...]
    gone: tuple[str, ...]
    respelled: tuple[Respelled, ...]
    unread: tuple[UnreadRow, ...]
    assumed: tuple[str, ...]
    repaired: tuple[str, ...]
    error: str | None

    _in_short = ("file", "log", "acts", "new", "unread", "error")
