"""From facts to the text of one block: what is appended to a log, and nothing more.

Facts are a mapping with the keys of the file and plain values: texts, numbers, days, lists; None
is left out. Values are written as they are: whether they are right is for `reading` to say.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

import tomli_w

from cica_tracker.model.dates import edtf
from cica_tracker.model.field_info import block_fields
from cica_tracker.model.fields import window_of
from cica_tracker.model.problems import LogError
from cica_tracker.model.text import acts

_ESCAPED = {'"', "\\"}
_WIDTH = 100


def block(kind: str, facts: Mapping[str, Any]) -> str:
    """The text of a `[[source]]` or `[[event]]` block, conditions below it.

    Raises LogError for a text that no file can hold.
    """
    conditions = facts.get("condition") if kind == "event" else None
    block = str(facts.get("type")) if kind == "event" else kind
    parts = [f"[[{kind}]]\n" + _body(facts, block, leave="condition" if conditions else None)]
    if isinstance(conditions, Sequence) and not isinstance(conditions, str):
        for one in conditions:
            fields = one if isinstance(one, Mapping) else {"count": one}
            parts.append("[[event.condition]]\n" + _body(fields, "condition"))
    elif conditions:
        parts[0] += _line("condition", conditions)
    return _visible("\n".join(parts))


def treaty_table(facts: Mapping[str, Any]) -> str:
    """The text of the `[treaty]` table. Raises LogError for a text that no file can hold."""
    return _visible("[treaty]\n" + _body(facts, "treaty"))


def _body(facts: Mapping[str, Any], block: str, leave: str | None = None) -> str:
    """The fields of a block, the known ones in the order of a file, then the others."""
    known = {field.key: field.kind.name in {"date", "day"} for field in block_fields(block)}
    keys = [key for key in known if key in facts] + [key for key in facts if key not in known]
    return "".join(
        _line(key, _shortest(facts[key]) if known.get(key) else facts[key])
        for key in keys
        if key != leave and facts[key] is not None
    )


def _line(key: str, value: Any) -> str:
    try:
        return _written(key, value)
    except LogError as error:
        raise LogError(f"{key}: {error}: nothing was written") from None


def _written(key: str, value: Any) -> str:
    if isinstance(value, list | tuple) and all(isinstance(item, str) for item in value):
        return _strings(key, value)
    return f"{_key(key)} = {_inline(value)}\n"


def _shortest(value: Any) -> Any:
    """A date in the form the file prefers: a TOML day, or the shortest text for a window."""
    try:
        window = window_of(value)
    except ValueError:
        return value
    return window.first if window.exact else edtf(window)


def _strings(key: str, values: Sequence[str]) -> str:
    """A list of texts: on one line if it fits there, else one text on a line."""
    line = f"{_key(key)} = {_inline(values)}\n"
    if len(line) <= _WIDTH:
        return line
    return tomli_w.dumps({key: list(values)})


def _inline(value: Any) -> str:
    """A value on one line; tables too, since a condition's weights are one."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(k)} = {_inline(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_inline, value)) + "]"
    if value is None:
        raise LogError("null stands for nothing in a log: leave the field out")
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, str) and value.isprintable() and not _ESCAPED & {*value}:
        return f'"{value}"'
    if isinstance(value, date | bool | int | float | str) or type(value).__name__ == "Decimal":
        return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")
    raise LogError(f"{value!r} has no place in a log")


@cache
def _key(name: str) -> str:
    return tomli_w.dumps({str(name): 0}).removesuffix(" = 0\n")


def _visible(text: str) -> str:
    """The same TOML with characters that act unseen, or break lines, as escapes of its strings.

    Raises LogError for half a character, which UTF-8 cannot hold.
    """
    if text.isascii() and "\t" not in text:
        return text
    shown = []
    for letter in text:
        if unicodedata.category(letter) == "Cs":
            raise LogError("the text holds half a character (a lone surrogate): type it again")
        shown.append(f"\\U{ord(letter):08X}" if letter != "\n" and acts(letter) else letter)
    return "".join(shown)
