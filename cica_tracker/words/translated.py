"""A language read from its catalogue, `CODE.po`, and from CLDR's calendar of it in `CODE.json`.

The catalogue becomes what the standard library's gettext has of a compiled one.
"""

import json
import re
import struct
from collections.abc import Iterator, Mapping
from gettext import GNUTranslations
from importlib import resources
from io import BytesIO
from itertools import chain

from cica_tracker.model.state_table import code_of, short_name
from cica_tracker.words.language import ENGLISH_CALENDAR, Calendar, Language

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s+)?"(.*)"\s*')
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r"}


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


def catalogue(po: str) -> GNUTranslations:
    """The confirmed translations of a .po file; what is empty or marked fuzzy stays English.

    Raises ValueError, with the number of the line, for what is no line of a catalogue.
    """
    messages: dict[str, str] = {}
    for fields in _entries(po):
        one, several = fields["msgid"], fields.get("msgid_plural")
        if several is None:
            key, translation = one, fields.get("msgstr", "")
        else:
            key = f"{one}\0{several}"
            forms = [text for field, text in fields.items() if field.startswith("msgstr[")]
            english = (one, *[several] * len(forms))
            translation = "\0".join(form or own for form, own in zip(forms, english, strict=False))
        if "msgctxt" in fields:
            key = f"{fields['msgctxt']}\x04{key}"
        if translation:
            messages[key] = translation
    return GNUTranslations(BytesIO(_compiled(messages)))


def _entries(po: str) -> Iterator[dict[str, str]]:
    """Each entry that is not marked fuzzy: its fields, put together from their lines."""
    fields: dict[str, str] = {}
    fuzzy, field = False, ""
    for number, line in enumerate([*po.split("\n"), "#"], 1):
        if not line.strip():
            continue
        comment = line.startswith("#")
        found = None if comment else _LINE.fullmatch(line)
        if not comment and not found:
            raise ValueError(f"line {number}: not a line of a catalogue")
        begins = comment or (found and found[1] in {"msgctxt", "msgid"})
        if begins and any(name.startswith("msgstr") for name in fields):
            if not fuzzy or not fields.get("msgid"):  # the head counts, confirmed or not
                yield fields
            fields, fuzzy = {}, False
        if found:
            field = found[1] or field
            text = _ESCAPED.sub(lambda one: _LETTERS.get(one[1], one[1]), found[2])
            fields[field] = fields.get(field, "") + text
        else:
            fuzzy |= line.startswith("#,") and "fuzzy" in line


def _compiled(messages: Mapping[str, str]) -> bytes:
    """The form in which gettext reads catalogues: a head, two tables of places, and the texts."""
    texts = [text.encode() for pair in sorted(messages.items()) for text in pair]
    at = 28 + 8 * len(texts)
    places = []
    for text in texts:
        places.append((len(text), at))
        at += len(text) + 1
    head = (0x950412DE, 0, len(messages), 28, 28 + 8 * len(messages), 0, 0)
    numbers = (*head, *chain(*places[::2]), *chain(*places[1::2]))
    return struct.pack(f"<{len(numbers)}I", *numbers) + b"".join(text + b"\0" for text in texts)
