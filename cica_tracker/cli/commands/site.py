"""`site`: many logs as a static web site."""

import sys
from pathlib import Path

import click

from cica_tracker.cli.options import lang_option, log_option
from cica_tracker.cli.serving.logs import (
    Broken,
    logs_given,
    options_of,
    pages_spread,
    paths_or_log,
    site_options,
)
from cica_tracker.cli.streams import say
from cica_tracker.formats.links import web_address
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import LogError
from cica_tracker.site.build import build
from cica_tracker.site.write import write


@click.command(epilog="Example: tracker site --to site --as-of 2026-11-24")
@site_options
@click.option(
    "--to",
    "folder",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write; files in it that no site made are left alone.",
)
@click.option("--base-url", metavar="URL", help="Where it will stand, for feeds and citations.")
@lang_option
@log_option
def site_command(
    paths: tuple[str, ...],
    folder: Path,
    title: str | None,
    base_url: str | None,
    as_of: Window | None,
    lang: str,
    log_file: str | None,
) -> None:
    """A static web site: all treaties, a page for each, an answer for any day.

    It needs no network, works from a file or any web server, and without JavaScript. A second run
    writes only what changed. A log that cannot be read is in the list with the reason, and makes
    the exit code 1.
    """
    given, unread = logs_given(paths_or_log(paths, log_file))
    if not given:  # nothing is made of nothing, and no site of before is taken away
        raise LogError("\n".join(unread))
    options = options_of(title, as_of, lang, _base(base_url))
    broken = Broken(given)
    with pages_spread(len(given)) as each:
        done = write(broken.noted(build(given, options, each)), folder)
    for message in (*broken.messages(), *unread):
        say(message)
    say(
        f"{folder / 'index.html'}: {done.changed} written, {done.same} as before, "
        f"{done.removed} removed"
    )
    if unread or broken.names:
        sys.exit(2 if unread else 1)


def _base(url: str | None) -> str:
    if url is None:
        return ""
    found = web_address(url)
    if found is None or "?" in found or "#" in found:
        raise click.BadParameter(
            "this is no address of a site, such as https://example.org/treaties/",
            param_hint="--base-url",
        )
    return found if found.endswith("/") else f"{found}/"
