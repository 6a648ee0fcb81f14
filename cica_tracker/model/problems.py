"""What is wrong in a log, as values with a place; shown all at once, each with what to do."""

from dataclasses import dataclass
from typing import ClassVar

from cica_tracker.model.text import clean

_MOST_SHOWN = 200


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong at one place: `line` counts from 1, `text` is the user's own line there."""

    JSON: ClassVar = {"file": "name", "line": "line", "message": "message", "advice": "advice"}

    name: str
    line: int
    message: str
    advice: str
    text: str = ""

    def __str__(self) -> str:
        name, message, advice, text = map(clean, (self.name, self.message, self.advice, self.text))
        text = text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}..."
        quoted = f"  {self.line} | {text.strip()}\n" if text.strip() else ""
        return f"{name}:{self.line}: {message}\n{quoted}  {advice}"


class LogError(Exception):
    """The log cannot be used: `problems` say where and why, or `message` what failed."""

    def __init__(self, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.problems = problems


def did_you_mean(word: str, known: list[str] | tuple[str, ...]) -> str:
    """Advice naming the nearest known words, or listing them when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415  only for a mistake

    near = get_close_matches(word.lower(), known, n=3, cutoff=0.6) or get_close_matches(
        word, known, n=3, cutoff=0.6
    )
    if near:
        return "did you mean " + " or ".join(f'"{name}"' for name in near) + "?"
    listed = ", ".join(sorted(known)[:20])
    return f"known: {listed}" + (", ..." if len(known) > 20 else "")


def or_else(advice: str, other: str) -> str:
    """Two pieces of advice in a row; a question stands before what follows it."""
    return f"{advice} {other}" if advice.endswith("?") else f"{advice}; {other}"
