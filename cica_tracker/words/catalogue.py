"""A catalogue, `CODE.po`, as what the standard library's gettext has of a compiled one."""

import re
import struct
from collections.abc import Iterator, Mapping
from gettext import GNUTranslations
from io import BytesIO
from itertools import chain

_LINE = re.compile(r'(?:(msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s+)?"(.*)"\s*')
_ESCAPED = re.compile(r"\\(.)")
_LETTERS = {"n": "\n", "t": "\t", "r": "\r"}


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
