"""Completion in the shell from what the log knows: its States, source ids and event ids.

The log's text is only searched, never read as a whole, so that a key press is answered at once
and a log with a mistake in it completes as well.
"""

import os
import re
import tomllib
from collections.abc import Callable
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    add_completion_class,
)

from cica_tracker.cli.options import which_log
from cica_tracker.model.problems import LogError
from cica_tracker.model.text import clean
from cica_tracker.reading.logbook import read_bytes

_LINE = re.compile(
    r"""^[ \t]*(?:
        \[\[[ \t]*(?P<block>event|source)[ \t]*\]\]
      | (?P<key>id|state)[ \t]*=[ \t]*(?P<value>"(?:[^"\\\n]|\\.)*"|'[^'\n]*')
    )""",
    re.MULTILINE | re.VERBOSE,
)


def known(ctx: click.Context, kind: str) -> list[str]:
    """The names of a kind ("state", "source" or "event") that the log has, the latest first.

    None where no log can be read: completion never complains.
    """
    try:
        with ctx:
            data = read_bytes(which_log(_log_file(ctx)))
        text = data.decode("utf-8-sig")
    except (LogError, OSError, ValueError):
        return []
    wanted = ("id", kind) if kind in {"source", "event"} else ("state", None)
    found: dict[str, None] = {}
    block = ""
    for match in _LINE.finditer(text):
        block = match["block"] or block
        if match["key"] == wanted[0] and wanted[1] in {None, block}:
            found[match["value"]] = None
    values = [name for literal in reversed(found) if (name := _plain(literal))]
    return sorted(values) if kind == "state" else values


def _log_file(ctx: click.Context) -> str | None:
    """The value of `--log`, on the command or on one above it."""
    for context in (ctx, ctx.parent, ctx.find_root()):
        value = context.params.get("log_file") if context else None
        if isinstance(value, str):
            return value
    return None


def _plain(literal: str) -> str:
    """The text of a TOML string; empty where it could act on a screen."""
    try:
        name = tomllib.loads(f"x = {literal}")["x"]
    except ValueError:
        return ""
    return name if isinstance(name, str) and clean(name) == name else ""


def complete(ctx: click.Context, kind: str, incomplete: str) -> list[CompletionItem[Any]]:
    """The names of a kind that begin as typed; else the only one with a word that does."""
    typed = incomplete.casefold()
    names = known(ctx, kind)
    begun = [name for name in names if name.casefold().startswith(typed)]
    if not begun:
        begun = [name for name in names if f" {typed}" in f" {name}".casefold()]
        begun = begun if len(begun) == 1 else []
    return [CompletionItem(name) for name in begun]


def from_log(
    kind: str,
) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem[Any]]]:
    """Completes an option or argument from the log: "state", "source" or "event" (an id)."""

    def completions(
        ctx: click.Context, _param: click.Parameter, incomplete: str
    ) -> list[CompletionItem[Any]]:
        return complete(ctx, kind, incomplete)

    return completions


_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' line
    COMPREPLY=()
    while IFS= read -r line; do
        case "$line" in
            plain,*) COMPREPLY+=("${line#plain,}") ;;
            dir,*) compopt -o dirnames ;;
            file,*) compopt -o default ;;
        esac
    done < <(COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD=$COMP_CWORD \
%(complete_var)s=bash_complete "$1" 2>/dev/null)
}

complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class QuotingBash(BashComplete):
    """Completion for bash, where a name of several words is written as one."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor and the one at it; bash cuts `--state=Ku` in three."""
        args, incomplete = super().get_completion_args()
        return [arg for arg in args if arg != "="], incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """The name as bash is to type it, in the quotes that were begun."""
        value = str(item.value)
        words = os.environ.get("COMP_WORDS", "").split("\n")
        number = int(os.environ.get("COMP_CWORD") or 0)
        begun = words[number][:1] if number < len(words) else ""
        if item.type != "plain":
            return super().format_completion(item)
        if begun == '"':
            value = re.sub(r'(["\\$`])', r"\\\1", value)
        elif begun == "'":
            value = value.replace("'", "'\\''")
        else:
            value = re.sub(r"([^\w@%+=:,./-])", r"\\\1", value)
        return f"{item.type},{value}"


class CommaFish(FishComplete):
    """Completion for fish, where a name may have a comma in it."""

    source_template = FishComplete.source_template.replace(
        'string split ","', 'string split -m 1 ","'
    )


def install() -> None:
    """Let the shells use the completions above instead of click's own."""
    add_completion_class(QuotingBash)
    add_completion_class(CommaFish)
