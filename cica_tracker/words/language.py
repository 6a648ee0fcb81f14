"""Words, plurals, days and names of States in the reader's language.

English is written in the code. Any other language is one catalogue, `locale/CODE.po`, which a
translator edits in any gettext editor, and its calendar, `locale/CODE.json`.
"""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from typing import NamedTuple

from cica_tracker.model.dates import MONTHS, OPEN_END, OPEN_START, Window, day
from cica_tracker.model.events import Event
from cica_tracker.model.remark import Remark
from cica_tracker.model.sources import Source, Treaty
from cica_tracker.model.state_table import code_of, short_name
from cica_tracker.model.text import clean

_LOCALE = Path(__file__).with_name("locale")
# How many months an age is counted in days, and how many in months.
DAYS_COUNTED, MONTHS_COUNTED = 3, 36


class Calendar(NamedTuple):
    """How a language writes days and numbers: a text for each month, with {d} and {y} open.

    `months` are their short names as they stand alone.
    """

    day: Sequence[str]
    short_day: Sequence[str]
    day_of_year: Sequence[str]
    months: Sequence[str]
    decimal: str


ENGLISH_CALENDAR = Calendar(
    day=[f"{{d}} {month} {{y}}" for month in MONTHS],
    short_day=[f"{{d}} {month[:3]} {{y}}" for month in MONTHS],
    day_of_year=[f"{{d}} {month}" for month in MONTHS],
    months=[month[:3] for month in MONTHS],
    decimal=".",
)


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


class Language:
    """The wording of one language; of English, where no other is given.

    `code` is that of `languages()`: ISO 639-1, with a script or a country where it needs one.
    """

    def __init__(
        self,
        code: str = "en",
        catalogue: NullTranslations | None = None,
        calendar: Calendar = ENGLISH_CALENDAR,
    ) -> None:
        self.code = code
        self.catalogue = catalogue or NullTranslations()
        self.calendar = calendar

    def t(self, message: str, **values: object) -> str:
        """A message in this language, with its values filled in."""
        return self.catalogue.gettext(message).format(**values)

    def remark(self, text: str) -> str:
        """What was remarked on, in this language; a text that is no remark stays as it is."""
        if not isinstance(text, Remark):
            return text
        values = {
            key: self.remark(value) if isinstance(value, str) else value
            for key, value in text.values.items()
        }
        return self.catalogue.gettext(text.message).format(**values)

    def n(self, one: str, many: str, n: int, **values: object) -> str:
        """A message that depends on a number, which it may show as {n}."""
        return self.catalogue.ngettext(one, many, n).format(n=n, **values)

    def day(self, when: date) -> str:
        """A day in words: 2 December 2024."""
        return self.calendar.day[when.month - 1].format(d=when.day, y=when.year)

    def short_day(self, when: date) -> str:
        """A day in few letters: 2 Dec 2024."""
        return self.calendar.short_day[when.month - 1].format(d=when.day, y=when.year)

    def day_of_year(self, text: str) -> str:
        """A day of every year, "07-22", in words: 22 July."""
        month, number = text.split("-")
        return self.calendar.day_of_year[int(month) - 1].format(d=int(number))

    def decimal(self, text: str) -> str:
        """A number written with a decimal point, "44.2", as this language writes it."""
        return text.replace(".", self.calendar.decimal)

    def told(self, block: Treaty | Source | Event, field: str) -> str:
        """A text of the log, in this language where the log has it so; empty where it has none."""
        texts = (block.in_ or {}).get(self.code, {})
        return clean(texts.get(field) or getattr(block, field, None) or "")

    def title(self, treaty: Treaty) -> str:
        """What the treaty is called, in short where there is a short title in this language."""
        own = (treaty.in_ or {}).get(self.code, {})
        called = own.get("short_title") or own.get("title")
        return clean(called or treaty.short_title or treaty.title)

    def state(self, name: str | None) -> str:
        """The name of a State as this language writes it; unknown names stay as they are."""
        return self.t("a State not named") if name is None else clean(self._name(name))

    def _name(self, name: str) -> str:
        if self.code == "en":
            return name
        code = code_of(name) or ""
        if code in STATES:
            own = self.catalogue.pgettext(*STATES[code])
            if own != STATES[code][1]:
                return own
        return short_name(code, self.code) or name

    def window(self, window: Window) -> str:
        """A window of days in words: "on or before 2 December 2024".

        The first two days of the calendar stand for no earliest day, as the rules begin with them.
        """
        first, last = window
        if first == last:
            return self.day(first)
        if first <= OPEN_START + timedelta(days=1) and last == OPEN_END:
            return self.t("on a day not known")
        if first <= OPEN_START + timedelta(days=1):
            return self.t("on or before {day}", day=self.day(last))
        if last == OPEN_END:
            return self.t("on or after {day}", day=self.day(first))
        if day(f"{first.year:04d}") == window:
            return self.t("in {year}", year=first.year)
        if day(f"{first.year:04d}-{first.month:02d}") == window:
            return self._in_month(first)
        return self.t("between {first} and {last}", first=self.day(first), last=self.day(last))

    def _in_month(self, when: date) -> str:
        # Twelve whole messages: after "in" many languages change the name of the month.
        return (
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
        )[when.month - 1]

    def age(self, since: date, until: date) -> str:
        """How long ago: "29 days before", "16 months before"."""
        days = (until - since).days
        months = (until.year - since.year) * 12 + until.month - since.month
        months -= until.day < since.day
        if days == 0:
            return self.t("that same day")
        if months < DAYS_COUNTED:
            return self.n("{n} day before", "{n} days before", days)
        if months < MONTHS_COUNTED:
            return self.n("{n} month before", "{n} months before", months)
        return self.n("{n} year before", "{n} years before", months // 12)

    def listed(self, words: tuple[str, ...] | list[str]) -> str:
        """Words in a row: "Bangladesh, Jordan and Pakistan"."""
        if len(words) < 2:
            return "".join(words)
        return self.t("{most} and {last}", most=", ".join(words[:-1]), last=words[-1])


def languages() -> tuple[str, ...]:
    """The codes of all languages there are: English and one for each catalogue."""
    return ("en", *sorted(file.stem for file in _LOCALE.glob("*.po")))


@cache
def language(code: str = "en") -> Language:
    """The language of a code of `languages()`; without a calendar of its own it has the English."""
    if code == "en":
        return Language()
    # Only other languages need it, and English must be quick.
    from cica_tracker.words.catalogue import catalogue  # noqa: PLC0415

    made = _LOCALE / f"{code}.json"
    calendar = Calendar(**json.loads(made.read_bytes())) if made.is_file() else ENGLISH_CALENDAR
    texts = catalogue((_LOCALE / f"{code}.po").read_text(encoding="utf-8"))
    return Language(code, texts, calendar)
