"""States as people write them: found in the log, asked about where that is possible, or refused."""

from collections.abc import Callable

from cica_tracker.cli.streams import say
from cica_tracker.model.events import Log
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.states import Match, find_state, states_of
from cica_tracker.model.text import clean


class StateFinder:
    """Gives the log's own name of a State; `new` gathers those that may be new to it.

    `allow_new` lets any name pass that the log does not know. `ask` puts a question that is
    answered by yes or no; without it a doubtful name is refused.
    """

    def __init__(
        self, log: Log, *, allow_new: bool = False, ask: Callable[[str], bool] | None = None
    ) -> None:
        self.known = states_of(log)
        self.allow_new = allow_new
        self.ask = ask
        self.new: set[str] = set()

    def __call__(self, name: str) -> str:
        """The State's name in the log. Raises LogError with suggestions."""
        name = " ".join(name.split())
        if not name or name in self.new or name in self.known:
            return name  # that a name is empty is for the log's reader to say
        match = find_state(name, self.known)
        found = match.name or (name if self.allow_new else self._asked(name, match))
        if found is None:
            raise LogError(refusal(name, match, self.known))
        if found not in self.known:
            self.new.add(found)
        elif found != name:
            say(f'"{clean(name)}" is "{clean(found)}" in this log')
        return found

    def _asked(self, name: str, match: Match) -> str | None:
        if self.ask is None:
            return None
        for near in match.near:
            if self.ask(f'did you mean "{clean(near)}"?'):
                return near
        alike = "" if match.near or not match.alike else f"; the nearest: {_named(match.alike)}"
        if self.ask(f'the log knows no State "{clean(name)}"{alike}. Is it new to the log?'):
            return name
        return None


def refusal(name: str, match: Match, known: tuple[str, ...]) -> str:
    """Why a name is refused, and what was perhaps meant."""
    if match.near:
        advice = f"did you mean {_named(match.near, ' or ')}?"
    elif match.alike:
        advice = f"the nearest that it knows: {_named(match.alike)}"
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
