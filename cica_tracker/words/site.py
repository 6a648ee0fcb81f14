"""The words of the web site that are no answer themselves: its title, labels and controls.

An answer on a page is that of `status`, for a day that is open: an `OpenLanguage` leaves the place
of the day and of the ages that depend on it, so that one text serves all days of a run.
"""

from datetime import date, timedelta

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


def site_title(lang: Language) -> str:
    """What a site is called that was given no title."""
    return lang.t("Ratifications")
