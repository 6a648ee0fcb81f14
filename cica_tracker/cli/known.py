"""Completion from the log, for the options and arguments that take something of it."""

from collections.abc import Callable
from typing import Any

import click


def from_log(kind: str) -> Callable[[click.Context, click.Parameter, str], list[Any]]:
    """Completes what the shell asks for from the log: "state", "source" or "event" (an id)."""

    def completions(ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[Any]:
        from cica_tracker.cli.completion import complete

        return list(complete(ctx, kind, incomplete))

    return completions
