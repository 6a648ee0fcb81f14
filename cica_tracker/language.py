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
from typing import TYPE_CHECKING

from cica_tracker.dates import MONTHS, OPEN_END, OPEN_START, Window, day
from cica_tracker.document import clean

if TYPE_CHECKING:
    from babel import Locale


def pgettext(context: str, message: str) -> tuple[str, str]:
    """A message that a catalogue may hold; the name tells the catalogue's tools that it is one."""
    return context, message


# How a day is written: a name of CLDR's, or in a catalogue a pattern such as "d MMMM y 'года'".
_DAY = pgettext("day format", "long")

# Where the names of CLDR often differ from those in use among States. A catalogue may leave them
# empty: then CLDR's stand, and a name that nobody knows stays as the log writes it. The keys are
# the codes of `countrynames`.
STATES = {
    "BS": pgettext("State", "Bahamas"),
    "BN": pgettext("State", "Brunei Darussalam"),
    "CF": pgettext("State", "Central African Republic"),
    "KM": pgettext("State", "Comoros"),
    "CG": pgettext("State", "Congo"),
    "CK": pgettext("State", "Cook Islands"),
    "CSHH": pgettext("State", "Czechoslovakia"),
    "KP": pgettext("State", "Democratic People's Republic of Korea"),
    "CD": pgettext("State", "Democratic Republic of the Congo"),
    "Euratom": pgettext("State", "European Atomic Energy Community"),
    "DD": pgettext("State", "German Democratic Republic"),
    "VA": pgettext("State", "Holy See"),
    "KG": pgettext("State", "Kyrgyzstan"),
    "MH": pgettext("State", "Marshall Islands"),
    "MM": pgettext("State", "Myanmar"),
    "PS": pgettext("State", "Palestine"),
    "KR": pgettext("State", "Republic of Korea"),
    "SC": pgettext("State", "Seychelles"),
    "SB": pgettext("State", "Solomon Islands"),
    "SUHH": pgettext("State", "Soviet Union"),
    "TL": pgettext("State", "Timor-Leste"),
    "AE": pgettext("State", "United Arab Emirates"),
    "GB": pgettext("State", "United Kingdom"),
    "US": pgettext("State", "United States of America"),
    "VN": pgettext("State", "Viet Nam"),
    "YUCS": pgettext("State", "Yugoslavia"),
}


class Language:
    """The wording of one language. `code` is its ISO 639-1 code."""

    def __init__(
        self,
        code: str = "en",
        catalogue: NullTranslations | None = None,
        write_day: Callable[[date], str] | None = None,
        write_day_of_year: Callable[[date], str] | None = None,
        write_state: Callable[[str], str] | None = None,
    ) -> None:
        self.code = code
        self._catalogue = catalogue or NullTranslations()
        self.day = write_day or english_day
        self._day_of_year = write_day_of_year or (lambda when: f"{when.day} {_month(when)}")
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

    def day_of_year(self, text: str) -> str:
        """A day of any year, "07-22", in words: 22 July."""
        return self._day_of_year(date.fromisoformat(f"2000-{text}"))

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
            return self._in_month(first)
        return self.t("between {first} and {last}", first=self.day(first), last=self.day(last))

    def _in_month(self, when: date) -> str:
        # Whole, because in many languages the name of a month has another ending here.
        months = (
            self.t("in January {year}", year=when.year),
            self.t("in February {year}", year=when.year),
            self.t("in March {year}", year=when.year),
            self.t("in April {year}", year=when.year),
            self.t("in May {year}", year=when.year),
            self.t("in June {year}", year=when.year),
            self.t("in July {year}", year=when.year),
            self.t("in August {year}", year=when.year),
            self.t("in September {year}", year=when.year),
            self.t("in October {year}", year=when.year),
            self.t("in November {year}", year=when.year),
            self.t("in December {year}", year=when.year),
        )
        return months[when.month - 1]

    def listed(self, words: tuple[str, ...] | list[str]) -> str:
        """Words in a row: "Bangladesh, Jordan and Pakistan"."""
        if len(words) < 2:
            return "".join(words)
        return self.t("{most} and {last}", most=", ".join(words[:-1]), last=words[-1])


def english_day(when: date) -> str:
    """A day in words: 2 December 2024."""
    return f"{when.day} {_month(when)} {when.year}"


def _month(when: date) -> str:
    return MONTHS[when.month - 1]


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
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415
    from babel.dates import format_date, format_skeleton  # noqa: PLC0415
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    text = (resources.files("cica_tracker") / "locale" / f"{code}.po").read_bytes()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(text), locale=code))
    compiled.seek(0)
    catalogue = GNUTranslations(compiled)
    try:
        locale = Locale.parse(code)
    except UnknownLocaleError:  # a language without a calendar of its own in CLDR
        locale = Locale("en")
    day_format = catalogue.pgettext(*_DAY)
    return Language(
        code,
        catalogue,
        lambda when: format_date(when, day_format, locale),
        lambda when: format_skeleton("MMMMd", when, locale=locale),
        _names(catalogue, locale),
    )


def _names(catalogue: NullTranslations, locale: "Locale") -> Callable[[str], str]:
    """The names of States: the catalogue's own, else CLDR's, however the log spells them."""
    from babel import Locale  # noqa: PLC0415

    codes = {name: code for code, name in Locale("en").territories.items() if code.isalpha()}
    codes |= {name: code for code, (_, name) in STATES.items()}

    @cache
    def name_of(name: str) -> str:
        code = codes.get(name) or _code(name)
        if code in STATES:
            context, english = STATES[code]
            own = catalogue.pgettext(context, english)
            if own != english:
                return own
        return str(locale.territories.get(code, name))

    return name_of


def _code(name: str) -> str:
    # Its many names of States take a tenth of a second to load: only where they must be.
    import countrynames  # noqa: PLC0415

    return countrynames.to_code(name) or ""
