"""What people are told of a field: the one description behind flags, prompts, TOML and messages.

A field of an event says beside its type what it is (`about`). `block_fields` gives the fields of a
block of the log in the order in which a file has them; what holds them, and how they are read,
comes from the field's own type.
"""

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from keyword import iskeyword
from types import NoneType
from typing import Any, Literal, NamedTuple, get_args, get_origin

from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import MODEL_OF
from cica_tracker.model.fields import About, Kind, shown
from cica_tracker.model.sources import Source, Treaty

# What a block is about stands first in a file, and on whose word last; the rest in between, as
# the types list it.
_FIRST = ("id", "type", "of", "state", "act", "date")
_LAST = ("source", "note", "recorded", "in")
_BLOCKS: Mapping[str, type[Any]] = {
    "treaty": Treaty,
    "source": Source,
    "condition": Condition,
    **MODEL_OF,
}


class FieldInfo(NamedTuple):
    """A field of a block: its key in the file, what it holds, and the words that ask for it.

    `help` is a sentence for a flag; `question`, without its mark, asks for it at a prompt, and is
    empty where nobody is asked. `choices` are the only texts it may hold. `default` is its value
    where the file leaves it out, and MISSING where the file cannot.
    """

    key: str
    kind: Kind
    help: str
    question: str
    choices: tuple[str, ...]
    default: Any

    @property
    def name(self) -> str:
        """What Python calls it, where its key is a word of Python's own."""
        return f"{self.key}_" if iskeyword(self.key) else self.key

    @property
    def required(self) -> bool:
        """Whether the file cannot do without it."""
        return self.default is MISSING

    @property
    def many(self) -> bool:
        """Whether the file holds a list of such values."""
        return self.kind.many


@cache
def block_fields(block: str) -> tuple[FieldInfo, ...]:
    """The fields of "treaty", "source", "condition" or a type of event, in the order of a file.

    None for what is no such block.
    """
    found = []
    for field in fields(_BLOCKS[block]) if block in _BLOCKS else ():
        kind, choices = _kind_of(field.type)
        told = (one for one in get_args(field.type) if isinstance(one, About))
        about = next(told, About(""))
        found.append(
            FieldInfo(
                key_of(field.name),
                kind,
                about.help,
                about.question,
                choices,
                field.default,
            )
        )
    if block == "condition":
        return tuple(found)
    return tuple(sorted(found, key=lambda one: _rank(one.key)))


def key_of(name: str) -> str:
    """The key in the file of what Python calls so."""
    return name.removesuffix("_")


def _rank(key: str) -> int:
    if key in _FIRST:
        return _FIRST.index(key) - len(_FIRST)
    return _LAST.index(key) + 1 if key in _LAST else 0


def _kind_of(annotation: Any) -> tuple[Kind, tuple[str, ...]]:
    """The kind that a field's type carries, and what it may be, if that is a choice."""
    found = next((one for one in get_args(annotation) if isinstance(one, Kind)), None)
    if found is not None:
        return found, ()
    if get_origin(annotation) is Literal:
        return _choice(get_args(annotation)), get_args(annotation)
    inner = [one for one in get_args(annotation) if one not in {NoneType, Ellipsis}]
    if get_origin(annotation) is tuple:
        kind, choices = _kind_of(inner[0])
        return Kind(kind.name, kind.read, kind.metavar, kind.hint, one=kind.read), choices
    if not inner:
        return Kind("condition", dict, "JSON"), ()
    return _kind_of(inner[0])


def _choice(choices: tuple[str, ...]) -> Kind:
    def read(value: object) -> str:
        if value not in choices:
            raise ValueError(f"{shown(value)} is not one of: {', '.join(choices)}")
        return str(value)

    return Kind("choice", read, "|".join(choices) if len(choices) <= 3 else "NAME")
