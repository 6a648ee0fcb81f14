"""What is wrong in a log, as values with a place; shown all at once, each with what to do."""

from collections.abc import Sequence
from typing import ClassVar

from cica_tracker.model.text import clean
from cica_tracker.model.value import value

_MOST_SHOWN = 200
_NEAR = 0.6


@value
class Problem:
    """One thing wrong at one place: `line` counts from 1, `text` is the user's own line there."""

    JSON: ClassVar = {"file": "name", "line": "line", "message": "message", "advice": "advice"}

    name: str
    line: int
    message: str
    advice: str
    text: str = ""

    def __lt__(self, other: "Problem") -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, str, str, str]:
        return self.name, self.line, self.message, self.advice, self.text

    def __str__(self) -> str:
        name, message, advice, text = map(clean, (self.name, self.message, self.advice, self.text))
        text = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}..."
        quoted = f"  {self.line} | {text.strip()}\n" if text.strip() else ""
        return f"{name}:{self.line}: {message}\n{quoted}  {advice}"

    @property
    def in_line(self) -> str:
        """The line and what is wrong, for where one line must do."""
        return f"line {self.line}: {self.message}"


class LogError(Exception):
    """What was asked for cannot be done: `problems` say where and why, or `message` what failed."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


def refused(problems: Sequence[Problem], so: str) -> LogError:
    """All problems, how many there are, and what follows from them."""
    listed = "\n".join(map(str, problems))
    count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
    return LogError(f"{listed}\n{count}{so}", tuple(problems))


def near(word: str, known: Sequence[str]) -> list[str]:
    """The known words that are near a word, the nearest first; three at most."""
    from difflib import get_close_matches  # noqa: PLC0415  only for a mistake

    return get_close_matches(word.lower(), known, cutoff=_NEAR) or get_close_matches(
        word, known, cutoff=_NEAR
    )


def did_you_mean(word: str, known: Sequence[str]) -> str:
    """Advice naming the nearest known words, or listing them when none is near."""
    if found := near(word, known):
        return "did you mean " + " or ".join(f'"{name}"' for name in found) + "?"
    listed = ", ".join(sorted(known)[:20])
    return f"known: {listed}" + (", ..." if len(known) > 20 else "")


def or_else(advice: str, other: str) -> str:
    """Two pieces of advice in a row; a question stands before what follows it."""
    return f"{advice} {other}" if advice.endswith("?") else f"{advice}; {other}"
