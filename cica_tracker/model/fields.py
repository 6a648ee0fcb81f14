"""How the values of a file become the values of the events: one function for each kind of field.

Each raises ValueError saying what to write instead. `Reads` hangs the function on a field's type,
where pydantic finds it; pydantic itself is loaded only by `reading`, when a text is checked.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Annotated, Any, Literal, get_args

from cica_tracker.model.dates import Duration, Window, parse_duration, parse_window

Start = Literal["first-of-next-month", "first-of-month", "first-of-next-year"]
LARGEST_COUNT = 100_000
LONGEST_ID = 200
_MOST_DECIMALS = 9
_MOST_SHOWN = 60


class Reads:
    """Marks a field with the function that turns a value of the file into the field's value.

    The function raises ValueError, saying what to write instead. pydantic finds the mark by the
    method below and calls it only when it builds its validator.
    """

    def __init__(self, function: Callable[[Any], Any]) -> None:
        self.function = function

    def __get_pydantic_core_schema__(self, _source: object, _handler: object) -> Any:
        from pydantic_core import core_schema  # noqa: PLC0415  only when a validator is built

        return core_schema.no_info_plain_validator_function(self.function)


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


def _start(value: object) -> str:
    if isinstance(value, str) and value in get_args(Start):
        return value
    if isinstance(value, str) and len(value) == len("07-22") and value != "02-29":
        parse_window(f"2000-{value}")
        return value
    raise ValueError(
        f'{shown(value)} is no start: write {", ".join(get_args(Start))} or a day "07-22"'
    )


Day = Annotated[date, Reads(day_of)]
When = Annotated[Window, Reads(window_of)]
Span = Annotated[Duration, Reads(_duration)]
Id = Annotated[str, Reads(_id)]
Text = Annotated[str, Reads(_text)]
Name = Annotated[str, Reads(_name)]
Names = Annotated[tuple[str, ...], Reads(_list_of(_name))]
Flag = Annotated[bool, Reads(_flag)]
Count = Annotated[int, Reads(_count)]
Threshold = Annotated[int, Reads(_threshold)]
Sources = Annotated[tuple[str, ...], Reads(_sources)]
Part = Annotated[Fraction, Reads(_fraction)]
Weight = Annotated[Decimal, Reads(_weight)]
Weights = Annotated[Mapping[str, Decimal], Reads(_weights)]
StartRule = Annotated[str, Reads(_start)]
