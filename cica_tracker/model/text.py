"""Text made safe: what could act on a screen is made visible, here and nowhere else."""

import re
import unicodedata

_ACTING = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
_SUSPECT = re.compile(r"[^\x21-\x7e\xa1-\xac\xae-\u02af]")


def acts(character: str) -> bool:
    """Whether a character colours, moves, hides or reorders what is shown, or is none at all."""
    return unicodedata.category(character) in _ACTING or ord(character) & 0xFFFE == 0xFFFE


def clean(text: str) -> str:
    """The text on one line, with characters that colour, move or hide shown as escapes."""
    if not _SUSPECT.search(text):
        return text
    shown = []
    for character in text:
        if character.isspace():
            shown.append(" ")
        elif acts(character):
            shown.append(character.encode("unicode_escape").decode("ascii"))
        else:
            shown.append(character)
    return " ".join("".join(shown).split())
