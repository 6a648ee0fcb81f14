"""One question in a terminal.

Everything is said on standard error, so that standard output holds nothing but what was asked for.
"""

import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from textwrap import wrap

import click

from cica_tracker.cli.streams import columns, say
from cica_tracker.model.text import clean

with suppress(ImportError):
    import readline  # noqa: F401  what is typed can be edited where the system has it


class BackError(Exception):
    """The person wants to go back from a question of yes or no to the one before."""


def ask(question: str, hint: str = "", explain: Callable[[], None] | None = None) -> str:
    """What is typed in answer, without blanks around it; "?" explains and asks again.

    Raises click.Abort on Ctrl-C and Ctrl-D.
    """
    while True:
        said(f"{question}?{f'  ({hint})' if hint else ''}", indent="")
        try:
            typed = str(
                click.prompt(
                    "> ",
                    default="",
                    prompt_suffix="",
                    show_default=False,
                    err=not sys.stdout.isatty(),
                )
            )
        except UnicodeDecodeError:
            said("that is not UTF-8 text: type it again")
            continue
        typed = typed.replace("\t", " ").replace("\u00a0", " ").strip()
        if typed == "?":
            (explain or (lambda: said(hint)))()
        elif typed.isprintable():
            return typed
        else:
            said(f"that has a key in it that is no letter ({clean(typed)}): type it again")


def choose(
    question: str,
    ways: Mapping[str, str],
    names: Mapping[str, str] | None = None,
    *,
    back: bool = False,
) -> str:
    """One of several ways, by its name, its first letter, or what `names` takes for it.

    Where one can go `back`, "<" raises BackError.
    """
    hint = "; ".join(f"{name[0]} {text}" for name, text in ways.items())
    also = {name.casefold(): way for name, way in (names or {}).items()}
    while True:
        typed = ask(question, hint).casefold()
        found = [name for name in ways if typed and name.startswith(typed)]
        if typed in also or len(found) == 1:
            return also.get(typed) or found[0]
        if typed == "<" and back:
            raise BackError
        said(f"answer {' or '.join(name[0] for name in ways)}")


def yes(question: str, name: str = "") -> bool:
    """Whether the answer is yes; where a name is asked about, the name itself says so as well.

    Raises click.Abort on Ctrl-C and Ctrl-D, BackError for "<".
    """
    names = {name: "yes"} if name else {}
    return choose(question, {"yes": "yes", "no": "no"}, names, back=True) == "yes"


def said(text: str, indent: str = "  ", *, err: bool = True) -> None:
    """A text in the width of the terminal."""
    width = max(min(columns() or 80, 100), 40) - 1
    for part in text.splitlines():
        for line in wrap(
            clean(part),
            width,
            initial_indent=indent,
            subsequent_indent="  ",
            break_long_words=False,
            break_on_hyphens=False,
        ):
            say(line, err=err)
