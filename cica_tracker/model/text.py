"""Text made safe: what could act on a screen is made visible, here and nowhere else."""

import json
import re
import unicodedata

_ACTING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def acts(character: str) -> bool:
    """Whether a character colours, moves, hides or reorders what is shown, or is none at all."""
    number = ord(character)
    return (
        unicodedata.category(character) in _ACTING
        or number & 0xFFFE == 0xFFFE
        or 0xFDD0 <= number <= 0xFDEF
    )


def clean(text: str) -> str:
    """The text on one line, with characters that colour, move or hide shown as escapes."""
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return " ".join(text.split())


def _visible(character: str) -> str:
    if character.isspace():
        return " "
    if acts(character):
        return character.encode("unicode_escape").decode("ascii")
    return character


def safe_lines(text: str) -> str:
    """The text with each line of it made safe and its indentation kept."""
    lines = []
    for line in text.removesuffix("\n").split("\n"):
        indent = len(line) - len(line.lstrip(" "))
        lines.append(" " * indent + clean(line))
    return "\n".join(lines)


def json_text(value: object, *, indent: int | None = 2, ascii_only: bool = False) -> str:
    """A value as JSON in which a character that acts on a screen is escaped."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    return re.sub("[^\x00-\x7e]", _escaped_if_acting, text)


def _escaped_if_acting(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if acts(found[0]) else found[0]
