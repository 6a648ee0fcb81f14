"""Frozen values: what `dataclass(frozen=True)` makes, its class defined in a twentieth of the time.

A dataclass writes and compiles six functions for each class, and a first answer needs fifty
classes; that would take a tenth of its time. Here all classes share one of each function.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from functools import partial
from inspect import Parameter, Signature
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, dataclass_transform, overload

T = TypeVar("T")


class _Plan(NamedTuple):
    """What the shared functions know of a class: its fields, and those that make it what it is."""

    names: frozenset[str]
    defaults: Mapping[str, Any]
    factories: Mapping[str, Callable[[], Any]]
    compared: Callable[[Any], Any]
    hashed: Callable[[Any], Any]
    shown: tuple[str, ...]
    tested: bool


@overload
def value(cls: type[T], /) -> type[T]: ...
@overload
def value(*, kw_only: bool = False) -> Callable[[type[T]], type[T]]: ...
@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(cls: Any = None, /, *, kw_only: bool = False) -> Any:
    """The class as a frozen dataclass: made, compared, hashed, shown and copied by its fields.

    What it or a base of it says of these itself stays. `fields`, `replace`, `match` know it.
    """
    if cls is None:
        return partial(value, kw_only=kw_only)
    made: Any = dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(cls)
    held = fields(made)
    made.__plan__ = _Plan(
        frozenset(one.name for one in held),
        {one.name: one.default for one in held if one.default is not MISSING},
        {one.name: one.default_factory for one in held if one.default_factory is not MISSING},
        attrgetter(*(one.name for one in held if one.compare)),
        attrgetter(*(one.name for one in held if one.compare and one.hash is not False)),
        tuple(one.name for one in held if one.repr),
        hasattr(made, "__post_init__"),
    )
    made.__signature__ = _Signature()
    for name, shared in _SHARED.items():
        if getattr(made, name) is getattr(object, name):
            setattr(made, name, shared)
    return made


class _Signature:
    """What a class takes, for whoever asks for help on it."""

    def __get__(self, _: object, kind: Any) -> Signature:
        return Signature(sorted(map(_parameter, fields(kind)), key=lambda one: one.kind))


def _parameter(one: Field[Any]) -> Parameter:
    defaults = (one.default, one.default_factory, Parameter.empty)
    return Parameter(
        one.name,
        Parameter.KEYWORD_ONLY if one.kw_only is True else Parameter.POSITIONAL_OR_KEYWORD,
        default=next(found for found in defaults if found is not MISSING),
        annotation=one.type,
    )


def _init(self: Any, /, *given: Any, **named: Any) -> None:
    plan, held, wrong = self.__plan__, self.__dict__, False
    if plan.defaults:
        held.update(plan.defaults)
    if given:
        places = self.__match_args__
        held.update(zip(places, given))  # noqa: B905  in this hot path `strict` costs a tenth
        wrong = len(given) > len(places)
        if named:
            wrong = wrong or not named.keys().isdisjoint(places[: len(given)])
    if named:
        held.update(named)
    if plan.factories:
        for name in plan.factories.keys() - held.keys():
            held[name] = plan.factories[name]()
    if wrong or held.keys() != plan.names:
        raise TypeError(_misfit(self, given, named))
    if plan.tested:
        self.__post_init__()


def _misfit(self: Any, given: tuple[Any, ...], named: Mapping[str, Any]) -> str:
    """What is wrong with the arguments of a value."""
    plan, places = self.__plan__, self.__match_args__
    told = {*places[: len(given)], *named, *plan.defaults, *plan.factories}
    wrong = [f"lacks {name}" for name in sorted(plan.names - told)]
    wrong += [f"has no {name}" for name in named if name not in plan.names]
    wrong += [f"is given {name} twice" for name in places[: len(given)] if name in named]
    if len(given) > len(places):
        wrong.append(f"takes {len(places)} values in order, not {len(given)}")
    return f"{type(self).__qualname__} {', '.join(wrong)}"


def _setattr(_: Any, name: str, __: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(_: Any, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


def _eq(self: Any, other: Any) -> Any:
    if other.__class__ is not self.__class__:
        return NotImplemented
    compared = self.__plan__.compared
    return compared(self) == compared(other)


def _hash(self: Any) -> int:
    return hash(self.__plan__.hashed(self))


def _repr(self: Any) -> str:
    shown = (f"{name}={getattr(self, name)!r}" for name in self.__plan__.shown)
    return f"{type(self).__qualname__}({', '.join(shown)})"


_SHARED = {
    "__init__": _init,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
}
