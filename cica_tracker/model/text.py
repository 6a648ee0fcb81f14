"""Text made safe: what could act on a screen is made visible, here and nowhere else."""

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
