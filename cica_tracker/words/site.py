"""The words of the web site that are no answer themselves: its title, labels and controls.

An answer on a page is that of `status`, for a day that is open: an `OpenLanguage` leaves the place
of the day and of the ages that depend on it, so that one text serves all days of a run.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from cica_tracker.answers.changing_days import Run
from cica_tracker.model.dates import OPEN_START
from cica_tracker.words.document import Cell, Table
from cica_tracker.words.facts import number
from cica_tracker.words.force import yes_no
from cica_tracker.words.language import DAYS_COUNTED, MONTHS_COUNTED, Language

# The places that are left open: for the day asked about, for the day by which all was published,
# and for the age of a day that stands between the last two. No text of a log has these letters:
# `model.text.clean` shows them as escapes.
AS_OF, KNOWN_ON, AGE, AGE_END = "\ue000", "\ue001", "\ue002", "\ue003"


class AsOf(date):
    """The day asked about, whose place stays open."""


class KnownOn(date):
    """The day by which all had been published, whose place stays open."""


class OpenLanguage(Language):
    """A language that leaves the days of the question open, and says all else as it does."""

    def __init__(self, lang: Language) -> None:
        super().__init__(lang.code, lang.catalogue, lang.calendar)
        self._own = lang

    def day(self, when: date) -> str:
        """A day in words."""
        if isinstance(when, AsOf):
            return AS_OF
        return KNOWN_ON if isinstance(when, KnownOn) else super().day(when)

    def age(self, since: date, until: date) -> str:
        """How long ago."""
        if isinstance(until, AsOf):
            return f"{AGE}{since.isoformat()}{AGE_END}"
        return super().age(since, until)

    def _name(self, name: str) -> str:
        return self._own._name(name)  # noqa: SLF001  the same language


def ages(lang: Language, years: int) -> tuple[list[str], list[str], list[str]]:
    """Every age in words, up to so many years: by its days, by its months, by its years.

    An age is told by its days, unless it has a word by its months, or else by its years.
    """
    since = date(2000, 7, 1)  # no three months have more days than those that begin here
    longest = (_after(since, DAYS_COUNTED) - since).days
    by_days = [lang.age(since, since + timedelta(days=n)) for n in range(longest)]
    by_months = [lang.age(since, _after(since, n)) for n in range(DAYS_COUNTED, MONTHS_COUNTED)]
    first = MONTHS_COUNTED // 12
    by_years = [lang.age(since, _after(since, 12 * n)) for n in range(first, years + 1)]
    return by_days, [""] * DAYS_COUNTED + by_months, [""] * first + by_years


def _after(since: date, months: int) -> date:
    years, month = divmod(since.month - 1 + months, 12)
    return since.replace(year=since.year + years, month=month + 1)


def labels(lang: Language) -> dict[str, str]:
    """The headings and the names of controls, in one language."""
    return {
        "as_of": lang.t("As of"),
        "known_on": lang.t("As known on"),
        "everything": lang.t("with all that is recorded"),
        "earlier": lang.t("Earlier change"),
        "later": lang.t("Later change"),
        "ahead": lang.t("That day lies ahead: the answer rests on what is recorded as of today."),
        "over_time": lang.t("The count over time"),
        "picture": lang.t("The picture shows all that is recorded."),
        "states": lang.t("The States"),
        "others": lang.t("The other States"),
        "reasons": lang.t("Reasons"),
        "changes": lang.t("Days on which the answer changed"),
        "search": lang.t("Search"),
        "state": lang.t("State"),
        "any_state": lang.t("any State"),
        "not_yet": lang.t("not yet in force"),
        "no_match": lang.t("No treaty fits."),
        "all_treaties": lang.t("All treaties"),
    }


def changes_table(lang: Language, runs: Sequence[Run]) -> Table:
    """The numbers of each run of days with equal answers."""
    rows = tuple(_change(lang, run) for run in runs)
    columns = (
        lang.t("From"),
        lang.t("Contracting"),
        lang.t("Required"),
        lang.t("More needed"),
        lang.t("In force"),
    )
    keys = ("from", "contracting", "required", "remaining", "in_force")
    return Table(keys, columns, rows, numeric=(1, 2, 3))


def _change(lang: Language, run: Run) -> tuple[Cell, ...]:
    """From when, and the numbers; the first run begins before all that is recorded."""
    begins = lang.short_day(run.first) if run.first > OPEN_START else lang.t("before that")
    asked = (run.required, run.remaining)
    counts = [Cell(number(lang, run.contracting))]
    counts += [Cell("–" if one is None else number(lang, one)) for one in asked]
    in_force = Cell(yes_no(lang, run.in_force), run.in_force)
    return (Cell(begins, run.first.isoformat()), *counts, in_force)


def site_title(lang: Language) -> str:
    """What a site is called that was given no title."""
    return lang.t("Ratifications")
