"""One question in a terminal: what is expected, what is known, again after a bad answer, or back.

Everything is said on standard error, so that standard output holds nothing but what was asked for.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, NamedTuple

import click

from cica_tracker.cli.streams import say
from cica_tracker.model.text import clean

_MOST_SHOWN = 40


class Back:
    """The answer that asks for the question before."""


BACK = Back()


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for, and how an answer is read.

    `read` gives the value of an answer or raises ValueError saying what to write. An `optional`
    one may be left out; `skip` says what that means. `offer` are answers that may be typed, and
    `listed` how they are shown, if not as they are.
    """

    text: str
    read: Callable[[str], Any]
    hint: str = ""
    optional: bool = False
    skip: str = "leave it out"
    offer: Sequence[str] = ()
    listed: Sequence[str] = ()
    title: str = ""


class Answer(NamedTuple):
    """The value of an answer, None if it is left out, and the text that was typed."""

    value: Any
    text: str = ""


def ask(question: Question, before: str = "", *, first: bool = False) -> Answer | Back:
    """The answer, or BACK.

    `before` is what was answered the last time. Raises click.Abort on Ctrl-C and Ctrl-D.
    """
    _offered(question)
    _wrapped(f"{question.text}?{_how(question, before, first=first)}", indent="")
    while True:
        answer = line("> ", question.offer)
        if answer == "<" and first:
            say("  this is the first question; Ctrl-C stops")
            continue
        if answer == "<":
            return BACK
        if answer == "?" and question.offer:
            _wrapped("; ".join(question.offer))
            continue
        if not answer and before:
            answer = before
        if answer == "-" and before and question.optional:
            return Answer(None)
        if not answer and question.optional:
            return Answer(None)
        if not answer:
            say("  an answer is needed here; < goes back, Ctrl-C stops")
            continue
        try:
            return Answer(question.read(answer), answer)
        except ValueError as error:
            _wrapped(str(error))


def _how(question: Question, before: str, *, first: bool) -> str:
    """What may be typed, in brackets."""
    ways = [question.hint] if question.hint else []
    if len(question.offer) > _MOST_SHOWN:
        ways.append(f"? lists all {len(question.offer)} known")
    if before:
        ways.append(f'Enter keeps "{clean(before)}"')
        ways += [f"- to {question.skip}"] if question.optional else []
    elif question.optional:
        ways.append(f"Enter to {question.skip}")
    ways += [] if first else ["< goes back"]
    return f"  ({'; '.join(ways)})" if ways else ""


def _offered(question: Question) -> None:
    shown = question.listed or question.offer
    if not shown or (len(shown) > _MOST_SHOWN and not question.listed):
        return
    if question.title:
        say(question.title)
    if question.listed:
        for one in question.listed:
            say(f"  {one}")
    else:
        _wrapped("; ".join(shown))


def _wrapped(text: str, indent: str = "  ") -> None:
    """A text in the width of the terminal."""
    from shutil import get_terminal_size
    from textwrap import wrap

    width = max(min(get_terminal_size().columns, 100), 40)
    for part in wrap(
        clean(text),
        width - 1,
        initial_indent=indent,
        subsequent_indent="  ",
        break_long_words=False,
        break_on_hyphens=False,
    ):
        say(part)


def confirm(question: str) -> bool | Back:
    """Yes, no (also when nothing is typed), or BACK. Raises click.Abort on Ctrl-C and Ctrl-D."""
    while True:
        answer = line(f"{question} [y/N, < goes back] ").lower()
        if answer == "<":
            return BACK
        if answer in {"y", "yes"}:
            return True
        if answer in {"", "n", "no"}:
            return False
        say("  type y for yes, n for no, or < to go back")


def yes(question: str) -> bool:
    """Whether the answer is yes. Raises click.Abort on Ctrl-C and Ctrl-D."""
    while True:
        answer = line(f"  {question} [y/N] ").lower()
        if answer in {"y", "yes"}:
            return True
        if answer in {"", "n", "no", "<"}:
            return False
        say("  type y for yes or n for no")


def line(prompt: str, offer: Sequence[str] = ()) -> str:
    """One line from the terminal, without blanks around it; a Tab completes what is offered.

    Raises click.Abort on Ctrl-C and Ctrl-D.
    """
    while True:
        try:
            typed = _typed(prompt, offer)
        except (KeyboardInterrupt, EOFError):
            say("")
            raise click.Abort from None
        except UnicodeDecodeError:
            say("  that is not UTF-8 text: type it again")
            continue
        typed = typed.replace("\t", " ").replace("\u00a0", " ").strip()
        if typed.isprintable():
            return typed
        say(f"  that has a key in it that is no letter ({clean(typed)}): type it again")


def _typed(prompt: str, offer: Sequence[str]) -> str:
    if sys.stdout.isatty():
        _complete(offer)
        return input(prompt)
    click.echo(prompt, nl=False, err=True)  # standard output is for what is asked for
    typed = sys.stdin.readline()
    if not typed:
        raise EOFError
    return typed.rstrip("\r\n")


def _complete(offer: Sequence[str]) -> None:
    """Let the line be edited, and Tab complete what is offered, where the system can."""
    with suppress(ImportError):
        import readline

        def one(begun: str, number: int) -> str | None:
            fits = [name for name in offer if name.casefold().startswith(begun.casefold())]
            fits = [name for name in fits if clean(name) == name]
            return fits[number] if number < len(fits) else None

        readline.set_completer(one)
        readline.set_completer_delims("")
        readline.parse_and_bind("tab: complete")
        readline.set_auto_history(False)
