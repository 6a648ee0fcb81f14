"""The fields of every type of entry as flags of the command line, and what is typed as values.

What a field holds, its help and its question stand beside the field in the model; here are only
the names of the flags.
"""

import json
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

import click

from cica_tracker.cli.completion import from_log
from cica_tracker.cli.options import today
from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.dates import edtf
from cica_tracker.model.events import EVENT_TYPES
from cica_tracker.model.field_info import FieldInfo, block_fields
from cica_tracker.model.state_table import code_of
from cica_tracker.model.text import clean
from cica_tracker.model.value import value
from cica_tracker.model.written import written_duration, written_window

CONSENT_TYPES = frozenset(CONSENT_FORMS)
TYPES = (*EVENT_TYPES, "source")
UNNAMED = "unnamed"
NEW = "new"  # a source that is new to the log

# The names of flags that are not simply those of their fields.
_NAMES = {
    ("condition", "count"): ("--required", "--count"),
    ("condition", "weights"): ("--weights", "--weights-json"),
    ("condition", "forms"): ("--forms", "--form"),
    ("source", "title"): ("--source-title",),
    ("source", "note"): ("--source-note",),
    ("source", "id"): ("--source-id",),
    ("source", "in"): ("--source-in",),
}
# What to give where a key is missing, if it is not simply the key's own flag.
_INSTEAD = {
    "contracting": "--contracting N, --remaining N, --contracting-min N or --contracting-max N",
    "condition": "--required N (or --fraction, or --weight with --weights)",
    "source": "--source ID or --source-title TEXT",
}


@value
class Flag:
    """A field of an entry, as it is given: by flags of these names, or at a prompt.

    `block` is where the field belongs: "event", "condition" (of a clause), "source" or "treaty".
    """

    block: str
    field: FieldInfo
    names: tuple[str, ...]

    @property
    def key(self) -> str:
        """The field's key in the file."""
        return self.field.key

    @property
    def name(self) -> str:
        """The name of its option's value."""
        return f"{self.block}_{self.key}"

    @property
    def kind(self) -> str:
        """What it holds."""
        return self.field.kind.name

    def read(self, text: str) -> Any:
        """The value for the file, of one of several if there are; ValueError says what to write."""
        text = text.strip()
        value = _READERS.get(self.kind, _same)(text)
        if self.kind == "choice":
            begun = [one for one in self.field.choices if text and one.startswith(text.lower())]
            value = begun[0] if text not in self.field.choices and len(begun) == 1 else text
        if self.kind != "condition":
            self.field.kind.read_one(value)
        return value

    def read_all(self, text: str) -> Any:
        """The value for the file: a list where it may hold several, parted by commas."""
        if not self.field.many:
            return self.read(text)
        return [self.read(one) for one in parted(text, self.kind)]


def parted(text: str, kind: str) -> list[str]:
    """The values in a list as people write it; "Korea, Republic of" is the name of one State."""
    if kind == "condition":
        return [text]
    parts = [part.strip() for part in text.split(";" if ";" in text else ",")]
    found = []
    while parts:
        whole = (n for n in range(len(parts), 1, -1) if code_of(", ".join(parts[:n])))
        length = next(whole, 1)
        found.append(", ".join(parts[:length]))
        del parts[:length]
    return [name for name in found if name] or [text]


@cache
def flags_of(kind: str) -> tuple[Flag, ...]:
    """The flags of a type of event, of a "source" or a "treaty", in the order of asking."""
    if kind == "source":
        return tuple(
            Flag("source", one, tuple(dict.fromkeys((_plain(one), *_names("source", one)))))
            for one in block_fields("source")
        )
    found = []
    for block, fields in _blocks(kind):
        for one in fields:
            if one.key == "condition":
                found += [
                    Flag("condition", c, _names("condition", c)) for c in _fields("condition")
                ]
            cites = kind == "treaty" and one.key == "source"  # a new log has none to be named
            if one.key not in {"id", "type", "recorded"} and not cites:
                found.append(Flag(block, one, _names(block, one)))
            if one.key == "source":
                found += [Flag("source", s, _names("source", s)) for s in _fields("source")]
    last = [one for one in block_fields(kind) if one.key in {"id", "recorded"}]
    return (*found, *(Flag("event", one, _names("event", one)) for one in last))


def flag_called(kind: str, key: str) -> Flag:
    """The flag of the field of that key. Raises StopIteration where there is none."""
    return next(one for one in flags_of(kind) if one.key == key)


def _blocks(kind: str) -> list[tuple[str, tuple[FieldInfo, ...]]]:
    if kind == "treaty":
        clause = tuple(
            one for one in block_fields("clause") if one.key not in {"date", "note", "in"}
        )
        return [("treaty", block_fields("treaty")), ("event", clause)]
    return [("event", block_fields(kind))]


def _fields(block: str) -> tuple[FieldInfo, ...]:
    return tuple(one for one in block_fields(block) if one.key != "recorded")


def _names(block: str, field: FieldInfo) -> tuple[str, ...]:
    return _NAMES.get((block, field.key), (_plain(field),))


def _plain(field: FieldInfo) -> str:
    return f"--{field.key.replace('_', '-')}"


class Typed(click.ParamType[Any]):
    """The value of a field as it is typed, checked as the log's reader would."""

    def __init__(self, flag: Flag) -> None:
        self.flag = flag
        self.name = flag.kind

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value for the file; a list where the flag may hold several."""
        try:
            return self.flag.read_all(value)
        except ValueError as error:
            self.fail(clean(str(error)), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """What the field can hold: its choices, or what the log knows."""
        if self.flag.field.choices:
            choice: click.Choice[str] = click.Choice(self.flag.field.choices)
            return choice.shell_complete(ctx, param, incomplete)
        if self.flag.kind in {"state", "source", "event"}:
            return from_log(self.flag.kind)(ctx, param, incomplete)
        return []


def option_of(flag: Flag) -> click.Option:
    """The option that gives a field."""
    if flag.kind == "yes":
        return click.Option([*flag.names, flag.name], is_flag=True, help=flag.field.help)
    return click.Option(
        [*flag.names, flag.name],
        type=Typed(flag),
        multiple=flag.field.many,
        metavar=flag.field.kind.metavar,
        help=f"{flag.field.help}{' May be repeated.' if flag.field.many else ''}",
    )


def flag_for(kind: str, key: str) -> str:
    """How to give what is missing: `--date DATE`."""
    if key == "state" and kind in CONSENT_TYPES:
        return "--state STATE (or --unnamed)"
    flag = flag_called(kind, key)
    return _INSTEAD.get(key, f"{flag.names[0]} {flag.field.kind.metavar}")


def is_given(value: object) -> bool:
    """Whether there is a value; 0 is one."""
    return value is not None and value is not False and value not in ((), [])


def _same(text: str) -> Any:
    return text


def _whole(text: str) -> Any:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else text


def _number(text: str) -> Any:
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    return int(number) if number.is_finite() and number == number.to_integral() else number


def _day(text: str) -> str:
    return edtf(written_window(text, today()))


def _span(text: str) -> str:
    return str(written_duration(text))


def _yes(text: str) -> bool:
    if text.lower() not in {"y", "yes", "n", "no"}:
        raise ValueError("type y or n")
    return text.lower().startswith("y")


def _weights(text: str) -> Any:
    """A table of weights: JSON, or "China=20.09; Russia=7.5"."""
    if text.startswith("{"):
        return _json(text)
    pairs = [part.rpartition("=") for part in text.split(";") if part.strip()]
    return {name.strip(): _number(weight.strip()) for name, _, weight in pairs}


def _condition(text: str) -> Any:
    found = _json(text)
    if not isinstance(found, dict):
        raise ValueError('a condition is a JSON object: {"count": 14}')
    return found


def _texts(text: str) -> Any:
    found = _json(text)
    if not isinstance(found, dict):
        raise ValueError('the texts are a JSON object: {"ru": {"note": "..."}}')
    return found


def _json(text: str) -> Any:
    try:
        return json.loads(text, parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"this is no JSON: {error}") from None


_READERS = {
    "count": _whole,
    "threshold": _whole,
    "weight": _number,
    "weights": _weights,
    "condition": _condition,
    "texts": _texts,
    "yes": _yes,
    "date": _day,
    "day": _day,
    "span": _span,
}
