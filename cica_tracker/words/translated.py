"""A language read from its catalogue; CLDR's calendar of it stands beside, in `CODE.json`."""

import json
from importlib import resources

from cica_tracker.model.state_table import code_of, short_name
from cica_tracker.words.catalogue import catalogue
from cica_tracker.words.language import ENGLISH_CALENDAR, Calendar, Language


def pgettext(context: str, message: str) -> tuple[str, str]:
    """A message with its context; the name tells the catalogue's tools that it is one."""
    return context, message


# What a catalogue may leave empty. A day is then written as CLDR's "long" (else by a pattern of
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
    """The language of a catalogue; its calendar is English where `tools/languages.py` made none."""

    def __init__(self, code: str) -> None:
        folder = resources.files("cica_tracker.words") / "locale"
        made = folder / f"{code}.json"
        calendar = Calendar(**json.loads(made.read_bytes())) if made.is_file() else ENGLISH_CALENDAR
        po = (folder / f"{code}.po").read_text(encoding="utf-8")
        super().__init__(code, catalogue(po), calendar)

    def _name(self, name: str) -> str:
        code = code_of(name) or ""
        if code in STATES:
            own = self.catalogue.pgettext(*STATES[code])
            if own != STATES[code][1]:
                return own
        return short_name(code, self.code) or name
