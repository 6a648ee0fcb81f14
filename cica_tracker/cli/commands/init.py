"""`init`: a log for any treaty is started."""

from typing import Any

import click

from cica_tracker.cli.entry.flags import flags_of, option_of
from cica_tracker.cli.entry.new_log import start
from cica_tracker.cli.options import log_option


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
