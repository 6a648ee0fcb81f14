"""What the title of a column says: which kind of act a day in it is, and what a letter means.

"Ratification, Acceptance(A), Accession(a)": a day alone is a ratification, "9 Nov 2016 A" an
acceptance. The words are those of the UN Treaty Collection, in English and in French.
"""

import re
from typing import NamedTuple

NOTE = "note"
CONFIRMATION = "confirmation"

# The first of these words in a title is its kind. What the log has no form of its own for is a
# form of acceptance: to take part in, to apply, to be bound by a simplified procedure.
_KINDS = (
    ("provisional-application", r"provisional(?:ly)? (?:application|acceptance|apply)"),
    ("provisional-application", r"application (?:à titre )?provisoire|acceptation provisoire"),
    ("provisional-application", r"undertaking of provisional application"),
    ("signature", r"succession to (?:the )?signature|succession à la signature"),
    ("definitive-signature", r"definitive signature|signature définitive"),
    ("definitive-signature", r"signature (?:without|not subject to)|signature sans réserve"),
    ("definitive-signature", r"final signature"),
    ("formal-confirmation", r"formal confirmation|(?:act of )?confirmation formelle"),
    ("confirmation", r"confirmation"),
    ("succession", r"notification of succession|notification de succession|succession"),
    ("ratification", r"notification of ratification|ratification"),
    ("accession", r"notification of accession|accession|adhésion"),
    ("acceptance", r"notification of acceptance|definitive acceptance|acceptance"),
    ("acceptance", r"acceptation définitive|acceptation"),
    ("approval", r"notification of approval|approval|approbation"),
    ("acceptance", r"consent to be bound|consentement à être lié"),
    ("acceptance", r"simplified procedure|procédure simplifiée"),
    ("acceptance", r"participation"),
    ("acceptance", r"application"),
    ("signature", r"signature"),
    (NOTE, r"(?:territorial )?extension|notification|entry into force|entrée en vigueur"),
    (NOTE, r"territorial application|declaration|déclaration|registration"),
)
_ANY = re.compile(
    "|".join(f"(?P<k{at}>{words})" for at, (_, words) in enumerate(_KINDS)), re.IGNORECASE
)
_PLAIN = {"ratification", "accession", "approval", "succession", "signature"}
_LETTER = re.compile(r"(?<![\d)\s])\s*\(\s*([A-Za-z]{1,2})\s*\)\s*$")
USUAL = {
    "a": "accession",
    "A": "acceptance",
    "AA": "approval",
    "d": "succession",
    "s": "definitive-signature",
}


class Part(NamedTuple):
    """One kind of act that a title names. `words` are given where the kind says less than they."""

    kind: str | None
    letter: str
    words: str


class Title(NamedTuple):
    """A column's title, and the kinds of acts that stand under it."""

    text: str
    parts: tuple[Part, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """All kinds that the title names."""
        return frozenset(part.kind for part in self.parts if part.kind)

    def part(self, letter: str) -> Part | None:
        """What a day with this letter ("": none) is; None: the title does not explain it."""
        if letter:
            named = [part for part in self.parts if part.letter == letter and part.kind]
            if named:
                return named[0]
            return Part(USUAL[letter], letter, "") if letter in USUAL else None
        known = [part for part in self.parts if part.kind]
        return next((part for part in known if not part.letter), known[0] if known else None)


def title(text: str) -> Title:
    """The title of a column, read."""
    pieces: list[str] = []
    for piece in filter(None, map(str.strip, text.split(","))):
        if pieces and piece[0].islower() and not _LETTER.search(piece):
            pieces[-1] += f", {piece}"
        else:
            pieces.append(piece)
    return Title(text, tuple(map(_part, pieces)))


def kind_of(words: str) -> str | None:
    """The kind of act that words name, by the first that is known; None: none is."""
    found = _ANY.search(words)
    return _KINDS[int((found.lastgroup or "k0")[1:])][0] if found else None


def _part(piece: str) -> Part:
    found = _LETTER.search(piece)
    letter = found[1] if found else ""
    words = piece[: found.start()].strip() if found else piece.strip()
    kind = kind_of(words)
    # A joint notification in respect of a former territory's obligations is a succession.
    if kind == NOTE and letter == "d" and words.lower().startswith("notification"):
        kind = "succession"
    says_more = kind is not None and words.lower().replace(" ", "-") not in {kind, *_PLAIN}
    return Part(kind, letter, words if says_more else "")
