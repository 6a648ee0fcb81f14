"""Words, plurals, days and names of States in the reader's language.

English is written in the code. Any other language is one catalogue, `locale/CODE.po`, which a
translator edits in any gettext editor; Babel reads it and knows the calendar and the States.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO

from cica_tracker.dates import MONTHS, OPEN_END, OPEN_START, Window, day
from cica_tracker.document import clean


class Language:
    """The wording of one language. `code` is its ISO 639-1 code."""

    def __init__(
        self,
        code: str = "en",
        catalogue: NullTranslations | None = None,
        write_day: Callable[[date], str] | None = None,
        write_month: Callable[[date], str] | None = None,
        write_state: Callable[[str], str] | None = None,
    ) -> None:
        self.code = code
        self._catalogue = catalogue or NullTranslations()
        self.day = write_day or english_day
        self._month = write_month or (lambda when: f"{MONTHS[when.month - 1]} {when.year}")
        self._state = write_state or (lambda name: name)

    def t(self, message: str, **values: object) -> str:
        """A message in this language, with its values filled in."""
        return self._catalogue.gettext(message).format(**values)

    def n(self, one: str, many: str, n: int, **values: object) -> str:
        """A message that depends on a number, which it may show as {n}."""
        return self._catalogue.ngettext(one, many, n).format(n=n, **values)

    def state(self, name: str | None) -> str:
        """The name of a State as this language writes it; unknown names stay as they are."""
        return self.t("a State not named") if name is None else clean(self._state(name))

    def window(self, window: Window) -> str:
        """A window of days in words: "on or before 2 December 2024"."""
        first, last = window
        if first == last:
            return self.day(first)
        if first == OPEN_START:
            return self.t("on or before {day}", day=self.day(last))
        if last == OPEN_END:
            return self.t("on or after {day}", day=self.day(first))
        if day(f"{first.year:04d}") == window:
            return self.t("in {year}", year=first.year)
        if day(f"{first.year:04d}-{first.month:02d}") == window:
            return self.t("in {month}", month=self._month(first))
        return self.t("between {first} and {last}", first=self.day(first), last=self.day(last))

    def listed(self, words: tuple[str, ...] | list[str]) -> str:
        """Words in a row: "Bangladesh, Jordan and Pakistan"."""
        if len(words) < 2:
            return "".join(words)
        return self.t("{most} and {last}", most=", ".join(words[:-1]), last=words[-1])


def english_day(when: date) -> str:
    """A day in words: 2 December 2024."""
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def languages() -> tuple[str, ...]:
    """The codes of all languages there are: English and one for each catalogue."""
    folder = resources.files("cica_tracker") / "locale"
    names = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    return ("en", *sorted(name[:-3] for name in names if name.endswith(".po")))


@cache
def language(code: str = "en") -> Language:
    """The language of a code of `languages()`."""
    if code == "en":
        return Language()
    # Only other languages need these, and English must be quick.
    import countrynames  # noqa: PLC0415
    from babel import Locale  # noqa: PLC0415
    from babel.dates import format_date  # noqa: PLC0415
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    text = (resources.files("cica_tracker") / "locale" / f"{code}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text), locale=code))
    compiled.seek(0)
    locale = Locale.parse(code)

    def state(name: str) -> str:
        return str(locale.territories.get(countrynames.to_code(name) or "", name))

    return Language(
        code,
        GNUTranslations(compiled),
        lambda when: format_date(when, "d MMMM y", locale=locale),
        lambda when: format_date(when, "LLLL y", locale=locale),
        state,
    )
