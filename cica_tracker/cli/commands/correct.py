"""`correct`: an event or a source is put right in one go."""

from typing import Any

import click

from cica_tracker.cli.entry.correcting import correct
from cica_tracker.cli.entry.flags import TYPES, flags_of, option_of
from cica_tracker.cli.entry.how import how_of, how_options, taking_back


def _corrections() -> list[click.Option]:
    """The options of all that can be corrected; those of a clause are not listed in the help."""
    kinds = [kind for kind in TYPES if kind not in {"retraction", "source"}]
    flags = {flag.name: flag for kind in kinds for flag in flags_of(kind) if flag.key != "recorded"}
    clause = {flag.name for flag in flags_of("clause")} - {one.name for one in flags_of("report")}
    options = [option_of(flag) for flag in flags.values() if flag.key != "reason"]
    for option in options:
        option.hidden = option.name in clause
    return options


@click.command(
    params=[
        *taking_back("Why it is corrected."),
        *_corrections(),
        *how_options(),
    ],
    epilog='\b\nExample: tracker correct jordan --date 2024-11-30 --reason "misread"',
)
def correct_command(of: str | None, reason: str | None, **values: Any) -> None:
    """Put an event or a source right: take it back, and add it as it should be, in one go.

    Give only what changes; a clause takes the flags of tracker add clause. Without changes a
    terminal is asked on. What rests on a corrected source is taken back and added again with the
    new one.
    """
    correct(of, reason, values, how_of(values))
