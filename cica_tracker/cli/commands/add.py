"""`add`: an event or a source, of any type."""

from typing import Any

import click

from cica_tracker.cli.entry.adding import add
from cica_tracker.cli.entry.examples import EXAMPLES, FROM
from cica_tracker.cli.entry.flags import CONSENT_TYPES, TYPES, UNNAMED, flags_of, option_of
from cica_tracker.cli.entry.how import how_of, how_options
from cica_tracker.model.problems import did_you_mean
from cica_tracker.model.text import clean


class Types(click.Group):
    """A subcommand for every type of entry, with the flags that it has."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The types: what counts first, then the rest."""
        return sorted(TYPES, key=lambda kind: kind not in CONSENT_TYPES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a type."""
        if cmd_name not in TYPES:
            ctx.fail(f'no type "{clean(cmd_name)}"; {did_you_mean(cmd_name, list(TYPES))}')
        return _command(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of types."""
        with formatter.section("Types"):
            formatter.write_dl([(kind, EXAMPLES[kind][0]) for kind in self.list_commands(ctx)])


def _names_states(kind: str) -> bool:
    return any(flag.kind in {"state", "weights"} for flag in flags_of(kind))


def _command(kind: str) -> click.Command:
    text, example = EXAMPLES[kind]
    params: list[click.Parameter] = [option_of(flag) for flag in flags_of(kind)]
    if kind in CONSENT_TYPES:
        unnamed = click.Option(
            ["--unnamed", UNNAMED], is_flag=True, help="The State is not named by the source."
        )
        params.insert(1, unnamed)

    if kind == "report":
        complete = click.Option(
            ["--complete"],
            is_flag=True,
            help="The source's list is complete: as many have consented as the log then names.",
        )
        params.insert(1, complete)

    def run(**values: Any) -> None:
        if values.get(UNNAMED) and values.get("event_state"):
            raise click.UsageError("--state names the State, and --unnamed says it is not named")
        parent = click.get_current_context().parent
        add(kind, values, how_of(parent.params if parent else {}, values))

    return click.Command(
        kind,
        params=[*params, *how_options(json=True, state=_names_states(kind))],
        callback=run,
        help=text,
        short_help=text,
        epilog=f"\b\nExample: tracker add {kind} {example}",
    )


@click.group(
    cls=Types,
    params=how_options(json=True),
    invoke_without_command=True,
    subcommand_metavar="TYPE [OPTIONS]",
    epilog=f"\b\nExample: tracker add ratification --state Kuwait --date 2026-03-01 {FROM}",
)
@click.pass_context
def add_command(ctx: click.Context, /, **values: Any) -> None:
    """Append an event or a source: from flags, from JSON, or by asking on a terminal.

    The log is never edited: what is added is checked against it, and refused if it makes anything
    worse. Each type has its own flags: tracker add TYPE --help
    """
    if ctx.invoked_subcommand is None:
        add(None, {}, how_of(values))
