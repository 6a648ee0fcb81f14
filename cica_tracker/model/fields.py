"""The kinds of fields: how a value of a file becomes the value of an event, and what to type.

A `Kind` hangs on a field's type: the function that reads its values, and the words by which flags
and prompts show what to type.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any, Literal, NamedTuple, get_args

from cica_tracker.model.dates import Duration, Window, parse_duration, parse_window

Start = Literal["first-of-next-month", "first-of-month", "first-of-next-year"]
LARGEST_COUNT = 100_000
LONGEST_ID = 200
_MOST_DECIMALS = 9
_MOST_SHOWN = 60
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Kind(NamedTuple):
    """What a field holds, and how people write it.

    `read` turns the value of a file into the field's value, and `read_one` one value of a list;
    both raise ValueError saying what to write instead. `metavar` stands for the value in help,
    `hint` says at a prompt what may be typed. Where `many`, the file holds a list.
    """

    name: str
    read: Callable[[Any], Any]
    metavar: str
    hint: str = ""
    one: Callable[[Any], Any] | None = None

    @property
    def many(self) -> bool:
        """Whether the file holds a list of such values."""
        return self.one is not None

    def read_one(self, value: object) -> Any:
        """One value, also where the file holds a list of them."""
        return (self.one or self.read)(value)


class About(NamedTuple):
    """What people are told of a field: a sentence, and the question that asks for it at a prompt.

    Nobody is asked for a field without a question.
    """

    help: str
    question: str = ""


def shown(value: object) -> str:
    """A value of a file as messages quote it: short, and the way TOML writes it."""
    match value:
        case bool():
            text = str(value).lower()
        case dict():
            text = "a table"
        case list() | tuple():
            text = "a list"
        case str():
            text = f'"{value}"'
        case int() if abs(value) >= 10**_MOST_SHOWN:
            text = "a number of very many digits"
        case _:
            text = str(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[: _MOST_SHOWN - 3]}..."


def _short(text: str) -> str:
    if len(text) > _MOST_SHOWN:
        raise ValueError(f"{shown(text)} is too long")
    return text


def window_of(value: object) -> Window:
    """The window of a TOML date or of an EDTF text."""
    if isinstance(value, datetime):
        raise ValueError("a day is wanted here, without an hour")
    if isinstance(value, date):
        return Window(value, value)
    if isinstance(value, str):
        return parse_window(_short(value))
    raise ValueError(f'a date is wanted, not {shown(value)}: write 2024-12-02 or "[..2024-12-02]"')


def day_of(value: object) -> date:
    """The day of a TOML date or of a text, where one exact day is wanted."""
    window = window_of(value)
    if not window.exact:
        raise ValueError(f'one day is wanted here, and "{value}" is a window')
    return window.first


def _duration(value: object) -> Duration:
    if not isinstance(value, str):
        raise ValueError(f'a duration is wanted, not {shown(value)}: write "P30D" or "P3M"')
    return parse_duration(_short(value))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"a text is wanted, not {shown(value)}")
    if not value.strip():
        raise ValueError("the text is empty: write something or leave the field out")
    return value


def _name(value: object) -> str:
    name = _text(value)
    if name != name.strip() or name.splitlines() != [name]:
        raise ValueError(f"{shown(name)} has blanks around it or a line break in it")
    return name


def _id(value: object) -> str:
    identifier = _name(value)
    if not identifier.isprintable() or len(identifier) > LONGEST_ID:
        raise ValueError(
            f"{shown(identifier)} is not an id: use one short line of letters, digits and hyphens"
        )
    return identifier


def _list_of(one: Callable[[object], str]) -> Callable[[object], tuple[str, ...]]:
    def several(value: object) -> tuple[str, ...]:
        if not isinstance(value, list | tuple):
            raise ValueError(f"a list is wanted, not {shown(value)}")
        return tuple(one(item) for item in value)

    return several


def _sources(value: object) -> tuple[str, ...]:
    sources = (_id(value),) if isinstance(value, str) else _list_of(_id)(value)
    if not sources:
        raise ValueError("at least one source is wanted")
    return sources


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"true or false is wanted, not {shown(value)}")
    return value


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"a whole number is wanted, not {shown(value)}")
    if not 0 <= value <= LARGEST_COUNT:
        raise ValueError(f"{shown(value)} is not a count from 0 to {LARGEST_COUNT}")
    return value


def _threshold(value: object) -> int:
    number = _count(value)
    if number == 0:
        raise ValueError("a threshold of 0 asks for nothing: write 1 or more")
    return number


def _fraction(value: object) -> Fraction:
    top, _, bottom = value.partition("/") if isinstance(value, str) else ("", "", "")
    if not (top.isascii() and top.isdigit() and bottom.isascii() and bottom.isdigit()):
        raise ValueError(f'{shown(value)} is not a fraction: write "2/3"')
    if not 0 < int(top[:9]) <= int(bottom[:9]) or len(bottom) > len(str(LARGEST_COUNT)):
        raise ValueError(f"{shown(value)} is not a part of a whole: write a fraction up to 1")
    return Fraction(int(top), int(bottom))


def _weight(value: object) -> Decimal:
    try:
        weight = Decimal(str(value)) if isinstance(value, int | float | Decimal) else None
    except InvalidOperation:
        weight = None
    if weight is None or not weight.is_finite() or not 0 <= weight <= LARGEST_COUNT:
        raise ValueError(f"{shown(value)} is not a weight: write a number such as 20.09")
    if int(weight.as_tuple().exponent) < -_MOST_DECIMALS:
        raise ValueError(f"{shown(value)} has more than {_MOST_DECIMALS} decimals")
    return weight


def _weights(value: object) -> Mapping[str, Decimal]:
    if not isinstance(value, dict) or not value:
        raise ValueError("a table of weights is wanted: weights = {China = 20.09, ...}")
    return {_name(name): _weight(weight) for name, weight in value.items()}


def _texts_of(*fields: str) -> Callable[[Any], Mapping[str, Mapping[str, str]]]:
    """Reads the same texts in other languages: a table for each language's code."""

    def read(value: object) -> Mapping[str, Mapping[str, str]]:
        if not isinstance(value, dict) or not value:
            raise ValueError('a table for each language is wanted, as {ru = {note = "..."}}')
        for code, texts in value.items():
            if not _LANGUAGE.fullmatch(code):
                raise ValueError(f"{shown(code)} is no code of a language: write ru, kk or zh")
            if not isinstance(texts, dict) or not texts:
                raise ValueError(f'the texts in {code} are wanted, as {code} = {{note = "..."}}')
            if wrong := [field for field in texts if field not in fields]:
                raise ValueError(
                    f"{shown(wrong[0])} has no other language here; these have: {', '.join(fields)}"
                )
        return {code: {k: _text(v) for k, v in texts.items()} for code, texts in value.items()}

    return read


def _language(value: object) -> str:
    code = _text(value)
    if not _LANGUAGE.fullmatch(code):
        raise ValueError(f"{shown(code)} is no code of a language: write en, ru, kk or zh")
    return code


def _start(value: object) -> str:
    if isinstance(value, str) and value in get_args(Start):
        return value
    if isinstance(value, str) and len(value) == len("07-22") and value != "02-29":
        parse_window(f"2000-{value}")
        return value
    raise ValueError(
        f'{shown(value)} is no start: write {", ".join(get_args(Start))} or a day "07-22"'
    )


_ONE_DAY = "2026-03-01 or today"
_WINDOW = (
    f"{_ONE_DAY}; 2026-03, 2026, [..2026-03-01] on or before, [2026-03-01..] on or after, "
    "[2026-03-01..2026-03-20] within"
)
_NAMED = "any of its names"
_STARTS = "first-of-next-month, first-of-month, first-of-next-year, or a day: 07-22"

Day = Annotated[date, Kind("day", day_of, "DAY", _ONE_DAY)]
When = Annotated[Window, Kind("date", window_of, "DATE", _WINDOW)]
Span = Annotated[Duration, Kind("span", _duration, "P30D", "P30D, P3M, P1Y or P0D")]
Id = Annotated[str, Kind("id", _id, "ID")]
EventId = Annotated[str, Kind("event", _id, "ID")]
Text = Annotated[str, Kind("text", _text, "TEXT")]
Name = Annotated[str, Kind("state", _name, "STATE", _NAMED)]
Names = Annotated[tuple[str, ...], Kind("state", _list_of(_name), "STATE", _NAMED, one=_name)]
Flag = Annotated[bool, Kind("yes", _flag, "", "y or n")]
Count = Annotated[int, Kind("count", _count, "N", "a whole number")]
Threshold = Annotated[int, Kind("threshold", _threshold, "N", "a whole number")]
Sources = Annotated[tuple[str, ...], Kind("source", _sources, "ID", one=_id)]
Part = Annotated[Fraction, Kind("part", _fraction, "2/3", "2/3")]
Weight = Annotated[Decimal, Kind("weight", _weight, "N", "a number: 55")]
Weights = Annotated[
    Mapping[str, Decimal], Kind("weights", _weights, "TABLE", "China=20.09; Russia=7.5")
]
_TEXTS = '\'{"ru": {"note": "..."}}\''
LanguageCode = Annotated[str, Kind("language", _language, "CODE", "en, ru, kk, zh ...")]
Texts = Mapping[str, Mapping[str, str]]
TreatyTexts = Annotated[
    Texts,
    Kind("texts", _texts_of("title", "short_title", "place", "depositary", "note"), "JSON", _TEXTS),
]
SourceTexts = Annotated[
    Texts, Kind("texts", _texts_of("title", "publisher", "locator", "note"), "JSON", _TEXTS)
]
EventTexts = Annotated[Texts, Kind("texts", _texts_of("note", "act", "reason"), "JSON", _TEXTS)]
StartRule = Annotated[str, Kind("start", _start, "RULE", _STARTS)]
