"""`serve`: the site of some logs on this machine, for the one who edits them."""

import errno

import click

from cica_tracker.cli.options import lang_option, log_option
from cica_tracker.cli.serving.followed import Followed
from cica_tracker.cli.serving.logs import options_of, paths_or_log, site_options
from cica_tracker.cli.serving.web import Server, tell
from cica_tracker.cli.streams import say
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import LogError

_SAID = {
    errno.EADDRINUSE: ("another program has this port", "name another with --port, or 0 for any"),
    errno.EACCES: ("you may not use this port", "name one above 1023 with --port"),
    errno.EADDRNOTAVAIL: ("this machine has no such address", "leave out --host"),
}


@click.command(epilog="Example: tracker serve --port 8000")
@site_options
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8000,
    show_default=True,
    help="The port; 0 for any that is free.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    metavar="ADDRESS",
    help="The address; whoever can reach it can read the logs.",
)
@lang_option
@log_option
def serve_command(
    paths: tuple[str, ...],
    port: int,
    host: str,
    title: str | None,
    as_of: Window | None,
    lang: str,
    log_file: str | None,
) -> None:
    """Show the web site of some logs in a browser, and follow them as they change.

    Only this machine can read it, unless --host says otherwise, and nothing is written. A page is
    shown anew when its log has changed; a log that cannot be read shows its problems until it can.
    """
    # Asked again each time: a site that is followed past midnight is of the next day.
    site = Followed(paths_or_log(paths, log_file), lambda: options_of(title, as_of, lang))
    try:
        server = Server(host, port, site)
    except OSError as error:
        raise LogError(f"{host}, port {port}: {_reason(error)}") from None
    with server:
        try:
            site.refresh()
            if not site.any_log:
                raise LogError("\n".join(site.unread))
            tell(site)
            say(f"{server.url} (Ctrl-C ends it)")
            server.serve_forever(poll_interval=0.2)
        except KeyboardInterrupt:
            say("stopped")


def _reason(error: OSError) -> str:
    said, advice = _SAID.get(
        error.errno or 0, (str(error.strerror or error).lower(), "leave out --host")
    )
    return f"{said}\n  {advice}"
