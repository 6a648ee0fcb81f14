"""A language read from its catalogue. Babel knows its calendar and the names of States."""

from datetime import date
from gettext import GNUTranslations
from io import BytesIO

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import get_decimal_symbol

from cica_tracker.model.state_table import code_of, short_name
from cica_tracker.words.language import Language


def pgettext(context: str, message: str) -> tuple[str, str]:
    """A message with its context; the name tells the catalogue's tools that it is one."""
    return context, message


# What a catalogue may leave empty. Then a day is written as CLDR's "long" (else by a pattern of
# CLDR's letters), and a State has CLDR's name: these are the States whose name there is often not
# the one in use among States. The keys are the codes of `model.state_table`.
DAY = pgettext("day format", "long")
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
    "EURATOM": pgettext("State", "European Atomic Energy Community"),
    "DDDE": pgettext("State", "German Democratic Republic"),
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


class Translated(Language):
    """The language of a catalogue: the bytes of a .po file."""

    def __init__(self, code: str, po: bytes) -> None:
        compiled = BytesIO()
        write_mo(compiled, read_po(BytesIO(po), locale=code))
        compiled.seek(0)
        super().__init__(code, GNUTranslations(compiled))
        try:
            self._locale = Locale.parse(code)
        except UnknownLocaleError:  # CLDR has no calendar and no States for it
            self._locale = Locale("en")
        self._day_format = self.catalogue.pgettext(*DAY)

    def day(self, when: date) -> str:
        """A day in words, by the catalogue's pattern or CLDR's long one."""
        return format_date(when, self._day_format, self._locale)

    def day_of_year(self, text: str) -> str:
        """A day of every year, in the order of this language."""
        when = date.fromisoformat(f"2000-{text}")
        return format_skeleton("MMMMd", when, locale=self._locale)

    def decimal(self, text: str) -> str:
        """A number with the decimal sign of this language."""
        return text.replace(".", get_decimal_symbol(self._locale))

    def _name(self, name: str) -> str:
        code = code_of(name) or ""
        if code in STATES:
            own = self.catalogue.pgettext(*STATES[code])
            if own != STATES[code][1]:
                return own
        return short_name(code, self.code) or str(self._locale.territories.get(code, name))
