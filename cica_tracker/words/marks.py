"""What stands on a chart: the steps of the count, and what is marked on its days."""

from datetime import date

from cica_tracker.model.value import value


@value
class Point:
    """A step of a chart: from `day` on, the count lies from `low` to `high` (None: no bound).

    `when` is that day in words, and `text` the whole step: "from 22 July 2025: 13 to 28".
    """

    day: date
    low: int
    high: int | None
    when: str = ""
    text: str = ""


@value
class Mark:
    """Something marked on a chart, on a day from `first` to `last`.

    `kind` is "report" or "aside" (a report set aside), both at `low`..`high`; "consent" or
    "withdrawal" (of the State that `label` names); or "force" (the entry into force). `label` is
    short; `text` is the whole of it in words.
    """

    kind: str
    first: date
    last: date
    label: str
    low: int | None = None
    high: int | None = None
    text: str = ""
    cites: tuple[str, ...] = ()
