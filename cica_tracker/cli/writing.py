"""`add`, `retract` and `init`: the commands that write."""

from typing import Any

import click

from cica_tracker.cli.common import Format, log_option
from cica_tracker.cli.completion import from_log
from cica_tracker.cli.flags import CONSENT_TYPES, REASON, TYPES, fields_of
from cica_tracker.cli.gathering import UNNAMED
from cica_tracker.cli.options import HOW, how_of, option_of
from cica_tracker.cli.values import value_of
from cica_tracker.model.text import clean

_FROM = '\\\n    --source-title "..." --publisher "..." --published 2026-03-02'
_KINDS = {
    "clause": (
        "The final clause: what entry into force asks for, and the delay after it.",
        "--date 2010-06-08 --required 14 --delay P30D --source treaty-text",
    ),
    "ratification": (
        "The deposit of an instrument of ratification: it counts.",
        f"--state Kuwait --date 2026-03-01 {_FROM}",
    ),
    "acceptance": (
        "The deposit of an instrument of acceptance: it counts.",
        '--state Japan --date "[..2026-03-01]" --source gazette-2026',
    ),
    "approval": (
        "The deposit of an instrument of approval: it counts.",
        "--state China --date 2026-03 --source gazette-2026",
    ),
    "accession": (
        "The deposit of an instrument of accession: it counts.",
        "--state Qatar --date 2026-03-01 --source gazette-2026",
    ),
    "succession": (
        "A declaration of succession: it counts.",
        "--state Montenegro --date 2006-10-23 --source un-list",
    ),
    "formal-confirmation": (
        "An organisation's ratification: it counts.",
        '--state "European Union" --date 2026-03-01 --source un-list',
    ),
    "definitive-signature": (
        "A signature that binds without ratification: it counts.",
        "--state Jordan --date 2010-06-08 --source un-list",
    ),
    "signature": (
        "A signature. It does not count.",
        "--state Jordan --date 2010-06-08 --source un-list",
    ),
    "provisional-application": (
        "Application before entry into force. It does not count.",
        "--state Jordan --date 2011-01-01 --source un-list",
    ),
    "domestic-approval": (
        "A parliament's or head of state's act. It does not count; the deposit comes later.",
        '--state Kuwait --act "Law No. 7" --date 2026-01-15 --source gazette-2026',
    ),
    "withdrawal": (
        "A withdrawal or denunciation; the day is the one on which it takes effect.",
        "--state Jordan --date 2027-01-01 --source un-list",
    ),
    "membership": (
        "A State becomes one of those who may consent.",
        "--state Oman --new-state --date 2027-05-01 --source summit-2027",
    ),
    "membership-end": (
        "A State ceases to be one of those who may consent.",
        "--state Jordan --date 2027-05-01 --source summit-2027",
    ),
    "not-yet": (
        "On that day the State had still not consented.",
        "--state Kuwait --date 2025-12-31 --source un-list",
    ),
    "report": (
        "What a source says of the count: to be tested, never an act.",
        f"--contracting 13 --remaining 1 --date 2026-03-01 {_FROM}",
    ),
    "entry-into-force": (
        "The depositary's announcement; the day is the one in force.",
        "--date 2026-03-31 --source notification-2026",
    ),
    "retraction": (
        "Takes an event back, as `tracker retract` does.",
        '--of jordan --reason "the deposit was of another treaty"',
    ),
    "source": (
        "A published text, even one that was read and is silent.",
        '--title "Ratifications of 2026" --publisher KUNA --published 2026-03-02',
    ),
}


class Types(click.Group):
    """A subcommand for every type of entry, with the flags that it has."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """The types: what counts first, then the rest."""
        return sorted(TYPES, key=lambda kind: kind not in CONSENT_TYPES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a type."""
        if cmd_name not in TYPES:
            from cica_tracker.model.problems import did_you_mean

            ctx.fail(f'no type "{clean(cmd_name)}"; {did_you_mean(cmd_name, list(TYPES))}')
        return _command(cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of types."""
        with formatter.section("Types"):
            formatter.write_dl([(kind, _KINDS[kind][0]) for kind in self.list_commands(ctx)])


def _command(kind: str) -> click.Command:
    text, example = _KINDS[kind]
    params: list[click.Parameter] = [option_of(field) for field in fields_of(kind)]
    if kind in CONSENT_TYPES:
        unnamed = click.Option(
            ["--unnamed", UNNAMED], is_flag=True, help="The State is not named by the source."
        )
        params.insert(1, unnamed)

    def run(**values: Any) -> None:
        from cica_tracker.cli.adding import add

        if values.get(UNNAMED) and values.get("event_state"):
            raise click.UsageError("--state names the State, and --unnamed says it is not named")
        parent = click.get_current_context().parent
        add(kind, values, how_of(parent.params if parent else {}, values))

    return click.Command(
        kind,
        params=[*params, *HOW],
        callback=run,
        help=text,
        short_help=text,
        epilog=f"\b\nExample: tracker add {kind} {example}",
    )


@click.group(
    cls=Types,
    params=list(HOW),
    invoke_without_command=True,
    subcommand_metavar="TYPE [OPTIONS]",
    epilog=f"\b\nExample: tracker add ratification --state Kuwait --date 2026-03-01 {_FROM}",
)
@click.pass_context
def add_command(ctx: click.Context, /, **values: Any) -> None:
    """Append an event or a source: from flags, from JSON, or by asking on a terminal.

    The log is never edited: what is added is checked against it, and refused if it makes anything
    worse. Each type has its own flags: tracker add TYPE --help
    """
    if ctx.invoked_subcommand is None:
        from cica_tracker.cli.adding import add

        add(None, {}, how_of(values))


@click.command(
    epilog='Example: tracker retract jordan --reason "the deposit was of another treaty"'
)
@click.argument("of", metavar="ID", required=False, shell_complete=from_log("event"))
@click.option("--reason", metavar="TEXT", help="Why it is taken back.")
@click.option(
    "--source",
    multiple=True,
    metavar="ID",
    shell_complete=from_log("source"),
    help="A source of the log that shows the mistake. May be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Only print what would be appended.")
@click.option(
    "--accept-contradiction",
    metavar="REASON",
    help="Retract it although what is left then contradicts itself.",
)
@click.option(
    "--format",
    "form",
    type=Format(("text", "json")),
    default="text",
    show_default=True,
    help="How to say what was appended.",
)
@log_option
def retract_command(
    of: str | None, reason: str | None, source: tuple[str, ...], **how: Any
) -> None:
    """Take an event back. It stays in the log, and a retraction is appended.

    What was known before stays known: status --known-on with a day before the retraction still
    sees the event.
    """
    from cica_tracker.cli.adding import add

    try:
        text = value_of(REASON, reason) if reason is not None else None
    except ValueError as error:
        raise click.BadParameter(clean(str(error)), param_hint="--reason") from None
    values = {"event_of": of, "event_reason": text, "event_source": list(source)}
    add("retraction", values, how_of(how, {"command": "retract"}))


@click.command(
    params=[option_of(field) for field in fields_of("treaty")],
    epilog='Example: tracker init --title "Convention on ..." --adopted 2010-06-08 --required 14',
)
@click.argument("file", required=False, type=click.Path())
@click.option("--copy-shipped", is_flag=True, help="Copy the log that comes with the program.")
@click.option("--dry-run", is_flag=True, help="Only print what would be written.")
@log_option
def init_command(
    file: str | None, *, copy_shipped: bool, dry_run: bool, log_file: str | None, **values: Any
) -> None:
    """Start a log for any treaty, with comments that teach its format.

    FILE is data/ratifications.toml if it is not named. No file is ever overwritten. Without
    --title a terminal is asked on.
    """
    from cica_tracker.cli.starting import start

    start(file or log_file, values, copy_shipped=copy_shipped, dry_run=dry_run)
