"""The table of States: their codes, their names in many languages, and which State a name means.

`states.txt` beside this module is the table itself; `state_names.txt` holds the short names of
Unicode's CLDR by language. Both are read when first asked for.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import filterfalse
from pathlib import Path
from typing import NamedTuple

KINDS = ("State", "territory", "former State", "organisation")
_LETTERS, _DIGITS = 3, 3
_TURNED = re.compile(r"([^,()]+?)(?: *\(|, *)([^,()]+)\)?")
_BEHIND = re.compile(r"(.*[^\s(]) *\(([^\W\d_]{2,12})\)")
_ELIDED = ("'", "\u2019")
_NO_LETTERS = re.compile(r"(?:[^\w\n]|_)+")
_WORDS = re.compile(r"\b(?:the|ste?)\b")
_SAME = {"the": "", "st": "saint", "ste": "sainte"}


class State(NamedTuple):
    """A participant in treaties as the table has it.

    `code` is unique and stable: ISO 3166-1 alpha-2; of a former State the four letters of
    ISO 3166-3; of an organisation its acronym. `alpha3` and `m49` (three digits) are None where
    there is none; `codes` are all that find it, `also` the names besides `name` and `official`.
    `kind` is one of `KINDS`.
    """

    code: str
    alpha3: str | None
    m49: str | None
    name: str
    official: str
    also: tuple[str, ...]
    codes: tuple[str, ...]
    kind: str


def code_of(name: str) -> str | None:
    """The code of the State or organisation of this name, or of this code in capital letters.

    A name may be in any language of the table. Only case, accents, punctuation and the article
    may differ: a misspelt or an ambiguous name ("Korea") has no code.
    """
    state = state_called(name)
    return state.code if state else None


def state_called(name: str) -> State | None:
    """The State or organisation of a name, as `code_of` understands it."""
    keys = tuple(folds(name))
    for table in (_by_name, _by_other_name):
        found = next((table()[key] for key in keys if key in table()), None)
        if found:
            return found
    if name.isupper() and name in _by_code():
        return _by_code()[name]
    return _abbreviated(name)


def _abbreviated(name: str) -> State | None:
    """The State of a name with its own abbreviation behind: "European Union (EU)".

    The abbreviation is a name or a code of that State, or the initials of its name.
    """
    parts = _BEHIND.fullmatch(name)
    found = state_called(parts[1]) if parts else None
    if parts is None or found is None:
        return None
    initials = "".join(word[0] for word in parts[1].split() if word[0].isupper())
    return found if parts[2] == initials or state_called(parts[2]) == found else None


def state_coded(code: str) -> State | None:
    """The State of a code: alpha-2, alpha-3, M49 (4 and 004 are one), or one once in use."""
    code = code.strip().upper()
    return _by_code().get(code.zfill(_DIGITS) if code.isdecimal() else code)


def is_organisation(name: str) -> bool:
    """Whether a name is that of an organisation, which is no State; False for unknown names."""
    state = state_called(name)
    return state is not None and state.kind == "organisation"


def short_name(code: str, language: str = "en") -> str | None:
    """The short name of a code's State: the UN's in English, CLDR's in another language."""
    if language == "en":
        state = state_coded(code)
        return state.name if state else None
    return names_in(language).get(code)


@cache
def states() -> tuple[State, ...]:
    """All there are, in the order of the table."""
    return tuple(_read())


def languages() -> tuple[str, ...]:
    """The languages in which the table has CLDR's names."""
    return tuple(_names())


def names_in(language: str) -> Mapping[str, str]:
    """CLDR's short names in one language by the State's code; none for an unknown language."""
    return _names().get(language, {})


@cache
def _names() -> dict[str, dict[str, str]]:
    head, *lines = _rows("state_names.txt")
    columns = zip(*lines, strict=True)
    codes = next(columns)
    return {
        language: {code: name for code, name in zip(codes, names, strict=True) if name}
        for language, names in zip(head[1:], columns, strict=True)
    }


def folds(name: str) -> tuple[str, ...]:
    """The name without case, accents, punctuation and articles; then as it is read in order.

    "Korea (Republic of)" and "Korea, Republic of" are the "Republic of Korea".
    """
    return tuple(_fold_all(_readings(name.replace("\n", " "))))


def fold(name: str) -> str:
    """A name without case, accents, punctuation and articles."""
    return folds(name)[0]


def _readings(name: str) -> list[str]:
    if not ("," in name or "(" in name) or not (turned := _TURNED.fullmatch(name.strip())):
        return [name]
    first, last = turned[1], turned[2].strip()
    return [name, last + first if last.endswith(_ELIDED) else f"{last} {first}"]


def _fold_all(names: Iterable[str]) -> list[str]:
    """Many names folded in one go, a line each: that is what makes the first look-up quick."""
    text = "\n".join(names).casefold()
    if not text.isascii():
        text = "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
    text = text.replace("'", "").replace("\u2019", "").replace("&", " and ")
    text = _WORDS.sub(lambda word: _SAME[word[0]], _NO_LETTERS.sub(" ", text))
    return [" ".join(line.split()) for line in text.split("\n")]


def _read() -> Iterator[State]:
    kind = ""
    for row in _rows("states.txt"):
        if row[0].startswith("["):
            kind = row[0].strip("[]")
            continue
        codes, name, official, also = (*row, "", "")[:4]
        code, *more = codes.split()
        yield State(
            code=code,
            alpha3=next((one for one in more if len(one) == _LETTERS and one.isalpha()), None),
            m49=next((one for one in more if one.isdecimal()), None),
            name=name,
            official=official or name,
            also=tuple(also.split("; ")) if also else (),
            codes=(code, *more),
            kind=kind,
        )


def _rows(file: str) -> list[list[str]]:
    """The lines of a table, cut at its bars; neither empty ones nor comments."""
    text = Path(__file__).with_name(file).read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if line and not line.startswith("#"))
    return [[part.strip() for part in line.split("|")] for line in lines]


def keys_of(state: State) -> Iterator[str]:
    """All names of a State, folded: those of the table and those of CLDR."""
    names = [state.name, state.official, *state.also]
    names += [names_in(one)[state.code] for one in languages() if state.code in names_in(one)]
    return (key for name in names for key in folds(name))


@cache
def _by_name() -> dict[str, State]:
    named = [(state, (state.name, state.official, *state.also)) for state in states()]
    return _index((state, name) for state, names in named for name in names)


@cache
def _by_other_name() -> dict[str, State]:
    known = _by_code()
    names = (names_in(language) for language in languages())
    return _index((known[code], name) for one in names for code, name in one.items())


def _index(named: Iterable[tuple[State, str]]) -> dict[str, State]:
    read = [(state, reading) for state, name in named for reading in _readings(name)]
    keys = _fold_all(reading for _, reading in read)
    return {key: state for key, (state, _) in zip(keys, read, strict=True)}


@cache
def _by_code() -> dict[str, State]:
    return {code: state for state in states() for code in state.codes}
