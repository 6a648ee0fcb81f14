"""Names of States: whatever a person writes, the name that the log itself uses.

"Turkey" is the log's "Türkiye", "South Korea" its "Republic of Korea". A near miss is only
offered, never taken; a State that the log does not know is its reader's decision.
"""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from cica_tracker.model.events import Clause, Log
from cica_tracker.model.state_table import code_of, fold, keys_of, state_called, states

_NEAR = 0.8
_ALIKE = 0.5
_FEW = 3


class Match(NamedTuple):
    """What a name means: `name` as the log writes it, or else those it may have been meant for.

    `near` are misspellings of what was written, or several that it may mean; `alike` are only
    worth suggesting.
    """

    name: str | None
    near: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def states_of(log: Log) -> tuple[str, ...]:
    """The States that the log knows, each once, in the order of the log.

    An event that was retracted makes no State known: its name may have been the mistake.
    """
    found: dict[str, None] = {}
    for event in log.in_use:
        if state := getattr(event, "state", None):
            found[state] = None
        elif isinstance(event, Clause):
            for condition in event.condition:
                listed = (condition.among or (), condition.weights or (), condition.not_counted)
                found |= dict.fromkeys(name for names in listed for name in names)
    return tuple(found)


def find_state(name: str, known: Iterable[str]) -> Match:
    """The State of the log that a name means."""
    known = tuple(known)
    if name in known:
        return Match(name)
    folded: dict[str, list[str]] = {}
    for one in known:
        folded.setdefault(fold(one), []).append(one)
    written = fold(name)
    if written and written in folded:
        same = folded[written]
        return Match(same[0]) if len(same) == 1 else Match(None, tuple(same))
    code = code_of(name)
    if code:
        same = [one for one in known if code_of(one) == code]
        others = [one for one in known if one not in same and _within(written, fold(one))]
        if len(same) == 1 and not others:
            return Match(same[0])
        if same:
            return Match(None, (*same, *others))
    alike = _alike(written, folded, _ALIKE)
    near = [*_starting(written, folded), *_alike(written, folded, _NEAR)]
    # Another State altogether is no misspelling: Niger is not Nigeria.
    near = [one for one in dict.fromkeys(near) if not code or code_of(one) in {None, code}]
    if not near and not code:
        near = _alike(written, _other_names(known), _NEAR)
    return Match(None, tuple(dict.fromkeys(near))[:_FEW], tuple(alike[:_FEW]))


def nearest(name: str) -> tuple[str, ...]:
    """The UN's names of the States that a misspelt name may mean, the nearest first.

    None for a name that needs no guess, because it is some State's already.
    """
    if code_of(name):
        return ()
    every = _other_names(state.name for state in states())
    return tuple(dict.fromkeys(_alike(fold(name), every, _NEAR)))


def _other_names(known: Iterable[str]) -> dict[str, list[str]]:
    """These States by all the names that the table has for them."""
    found: dict[str, list[str]] = {}
    for one in known:
        state = state_called(one)
        for key in keys_of(state) if state else ():
            found.setdefault(key, []).append(one)
    return found


def _within(words: str, name: str) -> bool:
    """Whether a name has all of these words: "korea" is in "republic of korea"."""
    return bool(words) and set(words.split()) <= set(name.split())


def _starting(written: str, folded: dict[str, list[str]]) -> list[str]:
    """The names that begin as written, or have all its words."""
    if len(written) < _FEW:
        return []
    fits = (name for name in folded if name.startswith(written) or _within(written, name))
    return [one for name in fits for one in folded[name]]


def _alike(written: str, folded: dict[str, list[str]], cutoff: float) -> list[str]:
    close = get_close_matches(written, folded, n=_FEW, cutoff=cutoff)
    return [one for name in close for one in folded[name]]
