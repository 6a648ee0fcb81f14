"""`add`, `retract`, `correct` and `init`: the commands that write.

What they do is loaded when they run: their help needs no reader of logs.
"""

from typing import Any

import click

from cica_tracker.cli.adding import add
from cica_tracker.cli.completion import from_log
from cica_tracker.cli.correcting import correct
from cica_tracker.cli.entries import how_of
from cica_tracker.cli.examples import EXAMPLES, FROM
from cica_tracker.cli.flags import (
    CONSENT_TYPES,
    TYPES,
    UNNAMED,
    Typed,
    flag_called,
    flags_of,
    option_of,
)
from cica_tracker.cli.options import Format, log_option
from cica_tracker.cli.starting import start
from cica_tracker.model.problems import did_you_mean
from cica_tracker.model.text import clean

_REASON = flag_called("retraction", "reason")


def _how(*, json: bool = False, state: bool = True) -> list[click.Option]:
    """How an entry is to be added: where, and whether for real."""
    options = [
        click.Option(["--dry-run"], is_flag=True, help="Only print what would be appended."),
        click.Option(
            ["--accept-contradiction"],
            metavar="REASON",
            help="Record it although it contradicts the log; the reason goes into its note.",
        ),
        click.Option(
            ["--insist"], is_flag=True, help="Record it although its day can hardly be right."
        ),
        click.Option(
            ["--format", "form"],
            type=Format(("text", "json")),
            default="text",
            show_default=True,
            help="How to say what was appended.",
        ),
        click.Option(
            ["--log", "log_file"], type=click.Path(), metavar="FILE", help="The log to use."
        ),
    ]
    if state:
        options.insert(
            1, click.Option(["--new-state"], is_flag=True, help="Let the State be new to the log.")
        )
    if json:
        options.insert(
            0,
            click.Option(
                ["--json", "json_file"],
                metavar="FILE",
                help="Take the entries from JSON with the keys of the file: an object, a list, or "
                'one object to a line; "-" is standard input.',
            ),
        )
    return options


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
        params=[*params, *_how(json=True)],
        callback=run,
        help=text,
        short_help=text,
        epilog=f"\b\nExample: tracker add {kind} {example}",
    )


@click.group(
    cls=Types,
    params=_how(json=True),
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


@click.command(
    params=[
        click.Argument(["of"], metavar="ID", required=False, shell_complete=from_log("event")),
        click.Option(
            ["--reason"], type=Typed(_REASON), metavar="TEXT", help="Why it is taken back."
        ),
        click.Option(
            ["--source"],
            type=Typed(flag_called("retraction", "source")),
            multiple=True,
            metavar="ID",
            help="A source of the log that shows the mistake. May be repeated.",
        ),
        *_how(state=False),
    ],
    epilog='Example: tracker retract jordan --reason "the deposit was of another treaty"',
)
def retract_command(of: str | None, reason: str | None, source: Any, **how: Any) -> None:
    """Take an event back. It stays in the log, and a retraction is appended.

    What was known before stays known: status --known-on with a day before the retraction still
    sees the event. To put something right instead, see: tracker correct --help
    """
    values = {"event_of": of, "event_reason": reason, "event_source": source}
    add("retraction", values, how_of(how, {"command": "retract"}))


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
        click.Argument(["of"], metavar="ID", required=False, shell_complete=from_log("event")),
        click.Option(
            ["--reason"], type=Typed(_REASON), metavar="TEXT", help="Why it is corrected."
        ),
        *_corrections(),
        *_how(),
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


@click.command(
    params=[option_of(flag) for flag in flags_of("treaty")],
    epilog='Example: tracker init --title "Convention on ..." --adopted 2010-06-08 --required 14',
)
@click.argument("file", required=False, type=click.Path())
@click.option(
    "--member",
    "member",
    multiple=True,
    metavar="STATE",
    help="A State that may consent; several are parted by commas. May be repeated.",
)
@click.option(
    "--members",
    metavar="FILE",
    help="A file of the States that may consent, one to a line.",
)
@click.option("--new-state", is_flag=True, help="Take a name that is near to a known one as new.")
@click.option("--copy-shipped", is_flag=True, help="Copy the log that comes with the program.")
@click.option("--dry-run", is_flag=True, help="Only print what would be written.")
@log_option
def init_command(
    file: str | None,
    members: str | None,
    *,
    copy_shipped: bool,
    new_state: bool,
    dry_run: bool,
    log_file: str | None,
    **values: Any,
) -> None:
    """Start a log for any treaty, with comments that teach its format.

    FILE is data/ratifications.toml if it is not named. No file is ever overwritten. Without
    --title a terminal is asked on.
    """
    start(
        file or log_file,
        values,
        members,
        copy_shipped=copy_shipped,
        new_state=new_state,
        dry_run=dry_run,
    )
