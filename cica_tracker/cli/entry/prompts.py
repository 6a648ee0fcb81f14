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


def choose(question: str, ways: Mapping[str, str]) -> str:
    """One of several ways, by its name or its first letter; Enter alone chooses none of them."""
    hint = "; ".join(f"{name[0]} {text}" for name, text in ways.items())
    while True:
        typed = ask(question, hint).lower()
        found = [name for name in ways if typed and name.startswith(typed)]
        if len(found) == 1:
            return found[0]


def yes(question: str) -> bool:
    """Whether the answer is yes. Raises click.Abort on Ctrl-C and Ctrl-D."""
    return choose(question, {"yes": "yes", "no": "no"}) == "yes"


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
