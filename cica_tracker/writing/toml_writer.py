"""From facts to the text of one block: what is appended to a log, and nothing more.

Facts are a mapping with the keys of the file and plain values: texts, numbers, days, lists; None
is left out. Values are written as they are: whether they are right is for `reading` to say.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import tomli_w

from cica_tracker.model.dates import edtf
from cica_tracker.model.fields import window_of
from cica_tracker.model.problems import LogError

_TREATY = ("title", "short_title", "adopted", "place", "depositary", "note")
_SOURCE = ("id", "title", "publisher", "authority", "published", "url", "locator", "note")
_EVENT = (
    *("id", "type", "of", "state", "act", "date", "contracting", "remaining"),
    *("contracting_min", "contracting_max", "basis", "reason", "source"),
    *("delay", "start", "counting", "not_before", "on", "met_by", "later_delay", "note"),
)
_DATES = frozenset({"adopted", "date", "published", "recorded", "not_before", "on", "met_by"})
_ACTING = frozenset({"Cc", "Cf", "Zl", "Zp"})
_WIDTH = 100


def block(kind: str, facts: Mapping[str, Any]) -> str:
    """The text of a `[[source]]` or `[[event]]` block, conditions below it.

    Raises LogError for a text that no file can hold.
    """
    order = _SOURCE if kind == "source" else _EVENT
    conditions = facts.get("condition") if kind == "event" else None
    parts = [f"[[{kind}]]\n" + _body(facts, order, leave="condition" if conditions else "")]
    if isinstance(conditions, Sequence) and not isinstance(conditions, str):
        for one in conditions:
            fields = one if isinstance(one, Mapping) else {"count": one}
            parts.append("[[event.condition]]\n" + _body(fields, ()))
    elif conditions:
        parts[0] += _line("condition", conditions)
    return _visible("\n".join(parts))


def treaty_table(facts: Mapping[str, Any]) -> str:
    """The text of the `[treaty]` table. Raises LogError for a text that no file can hold."""
    return _visible("[treaty]\n" + _body(facts, _TREATY))


def _body(facts: Mapping[str, Any], order: Sequence[str], leave: str = "") -> str:
    """The fields, the known ones in the usual order, `recorded` last."""
    keys = [key for key in order if key in facts]
    keys += [key for key in facts if key not in order and key != "recorded"]
    keys += ["recorded"] if "recorded" in facts else []
    return "".join(
        _line(key, facts[key]) for key in keys if key != leave and facts[key] is not None
    )


def _line(key: str, value: Any) -> str:
    if key in _DATES:
        value = _shortest(value)
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
    if isinstance(value, date | bool | int | float | str) or type(value).__name__ == "Decimal":
        return tomli_w.dumps({"x": value}).removeprefix("x = ").rstrip("\n")
    raise LogError(f"{value!r} has no place in a log")


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
        acts = letter != "\n" and unicodedata.category(letter) in _ACTING
        shown.append(f"\\U{ord(letter):08X}" if acts else letter)
    return "".join(shown)
