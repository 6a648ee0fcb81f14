"""States as people write them: found in the log, asked about where that is possible, or refused."""

from collections.abc import Callable

from cica_tracker.cli.entry.flags import parted
from cica_tracker.cli.streams import say
from cica_tracker.model.events import Log
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.state_table import code_of
from cica_tracker.model.states import Match, find_state, nearest, states_of
from cica_tracker.model.text import clean
from cica_tracker.writing.new_problems import has_membership


class StateFinder:
    """Gives the log's own name of a State; `new` gathers those that may be new to it.

    Where no membership is recorded anybody may consent: a State by a name that all know passes.
    `allow_new` lets any name pass that the log does not know, and `open_list` those that are not
    nearly written as a State that is known, as where a log begins. `ask` puts a question, and
    perhaps the name that it is about, that is answered by yes or no, and not twice of one name;
    without it a doubtful name is refused.
    """

    def __init__(
        self,
        log: Log,
        *,
        allow_new: bool = False,
        open_list: bool = False,
        ask: Callable[[str, str], bool] | None = None,
    ) -> None:
        self.known = states_of(log)
        self.anybody = not has_membership(log.events)
        self.allow_new = allow_new
        self.open_list = open_list
        self.ask = ask
        self.new: set[str] = set()
        self._meant: dict[str, str] = {}

    def all(self, names: str | list[str]) -> list[str]:
        """The States of a list as people write it: "Angola, Benin, Cameroon"."""
        several = [names] if isinstance(names, str) else names
        return [self(one) for text in several for one in parted(text, "state")]

    def __call__(self, name: str) -> str:
        """The State's name in the log. Raises LogError with suggestions."""
        name = " ".join(name.split())
        if not name or name in self.new or name in self.known:
            return name  # that a name is empty is for the log's reader to say
        if name in self._meant:
            return self._meant[name]
        match = find_state(name, self.known)
        found = self._meant[name] = match.name or self._new(name, match)
        if found not in self.known:
            self.new.add(found)
        elif found != name:
            say(f'"{clean(name)}" is "{clean(found)}" in this log')
        return found

    def _new(self, name: str, match: Match) -> str:
        """The name of a State that the log does not know, or of the one that was meant."""
        near = match.near or nearest(name)
        if self.anybody and code_of(name) and not near:
            return name
        for one in near:
            if self.ask and self.ask(f'did you mean "{clean(one)}"', one):
                return one
        if self.ask and self.open_list and not (self.allow_new or near or code_of(name)):
            if self.ask(f'no State is known as "{clean(name)}". Is that its name', name):
                return name
            raise LogError(f'"{clean(name)}" is left out: type the name of a State')
        if self.allow_new or (self.open_list and (self.ask or not near)):
            if near and not self.ask:
                say(f'note: "{clean(name)}" is taken for a new State; {_named(near)} is near')
            return name
        alike = "" if near or not match.alike else f"; the nearest: {_named(match.alike)}"
        if self.ask:
            if self.ask(f'the log knows no State "{clean(name)}"{alike}. Is it new to it', name):
                return name
            raise LogError(
                f'the log knows no State "{clean(name)}": type one that it knows; '
                "tracker members lists them"
            )
        raise LogError(refusal(name, near, match.alike, self.known))


def refusal(
    name: str, near: tuple[str, ...], alike: tuple[str, ...], known: tuple[str, ...]
) -> str:
    """Why a name is refused, and what was perhaps meant."""
    if near:
        advice = f"did you mean {_named(near, ' or ')}?"
    elif alike:
        advice = f"the nearest that it knows: {_named(alike)}"
    elif known:
        advice = did_you_mean("", known)
    else:
        advice = "no event of it names a State yet"
    return (
        f'the log knows no State "{clean(name)}": {advice}\n'
        "  if it is another State, new to this log, say so with --new-state"
    )


def _named(names: tuple[str, ...], between: str = ", ") -> str:
    return between.join(f'"{clean(name)}"' for name in names)
