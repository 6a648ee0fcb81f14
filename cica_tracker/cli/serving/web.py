"""The web server of `serve`: some files in memory, for browsers on this machine.

It answers GET and HEAD for paths that it has, and nothing else: no path leads to the disk. A page
of another site cannot read it by a name of its own that leads here (DNS rebinding): a request names
an address in numbers, localhost, or the host that was asked for.
"""

import socket
import sys
from base64 import b64encode
from hashlib import sha256
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from socketserver import TCPServer
from urllib.parse import unquote, urlsplit

from cica_tracker.cli.serving.followed import Followed
from cica_tracker.cli.streams import say

VERSION = "/.version"
_KINDS = {
    "html": "text/html; charset=utf-8",
    "xml": "application/xml; charset=utf-8",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "ics": "text/calendar; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "toml": "text/plain; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "sqlite": "application/vnd.sqlite3",
}
# Asks every second whether the files have changed, and shows the page anew when they have.
_SCRIPT = (
    "const seen=document.currentScript.dataset.version;setInterval(async()=>{try{"
    f"if((await(await fetch('{VERSION}')).text()).trim()!==seen)location.reload()"
    "}catch{}},1000)"
)
_ALLOWED = f"'sha256-{b64encode(sha256(_SCRIPT.encode()).digest()).decode()}'"


class Server(ThreadingHTTPServer):
    """A server of a site that is followed, at `host` and `port` (0: any that is free)."""

    def __init__(self, host: str, port: int, site: Followed) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.host, self.site = host, site
        super().__init__((host, port), Handler)

    def server_bind(self) -> None:
        """As a server of TCP does: that of HTTP asks the network for this machine's name."""
        TCPServer.server_bind(self)
        self.server_name, self.server_port = self.host, self.server_address[1]

    @property
    def url(self) -> str:
        """The address to open."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.server_port}/"

    def knows(self, host: str) -> bool:
        """Whether a request may name this host."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in {"localhost", self.host.lower()} or _in_numbers(name)

    def handle_error(self, request: object, client_address: object) -> None:  # noqa: ARG002
        """A browser that has gone is no mistake of ours."""
        error = sys.exc_info()[1]
        if not isinstance(error, OSError):
            say(f"a page could not be shown: {type(error).__name__}: {error}")


class Handler(BaseHTTPRequestHandler):
    """A request, and what there is at its path."""

    server: Server
    timeout = 30  # seconds for a browser that says nothing
    server_version, sys_version = "tracker", ""
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """The file at the path, as it is now."""
        if not self.server.knows(self.headers.get("Host", "")):
            self._text(HTTPStatus.FORBIDDEN, f"this is not served here; open {self.server.url}")
            return
        site = self.server.site
        if site.refresh():
            tell(site)
        path = unquote(urlsplit(self.path).path, errors="surrogateescape")
        if path == VERSION:
            self._text(HTTPStatus.OK, str(site.version))
            return
        name = "index.html" if path == "/" else path.removeprefix("/")
        data = site.file(name)
        if data is None:
            self._text(HTTPStatus.NOT_FOUND, f"there is no such page; begin at {self.server.url}")
            return
        wrong = name in site.problems
        status = HTTPStatus.SERVICE_UNAVAILABLE if wrong else HTTPStatus.OK
        ending = name.rpartition(".")[2]
        self._send(
            status, _KINDS[ending], _following(data, site.version) if ending == "html" else data
        )

    def do_HEAD(self) -> None:
        """What GET answers, without the file."""
        self.do_GET()

    def parse_request(self) -> bool:
        """Whether the request is one that is answered further; another has its answer then."""
        if not super().parse_request():
            return False
        if self.command in {"GET", "HEAD"}:
            return True
        self.close_connection = True
        self._text(HTTPStatus.METHOD_NOT_ALLOWED, "only GET and HEAD are answered here")
        return False

    def _text(self, status: HTTPStatus, text: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{text}\n".encode())

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        self.send_response(status)
        headers = {
            "Content-Type": kind,
            "Content-Length": str(len(data)),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
            "Cross-Origin-Resource-Policy": "same-origin",
            "X-Frame-Options": "DENY",
        }
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = "GET, HEAD"
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing: who edits looks at the page."""


def tell(site: Followed) -> None:
    """What could not be read, and the problems of each log, on standard error."""
    for message in site.unread:
        say(message)


def _in_numbers(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _following(page: bytes, version: str) -> bytes:
    """The page with the script that follows the files; its policy allows that one as well."""
    text = page.decode()
    text = text.replace("script-src &#39;none&#39;", "script-src", 1)
    text = text.replace("script-src", f"connect-src 'self'; script-src {_ALLOWED}", 1)
    script = f'<script data-version="{version}">{_SCRIPT}</script>'
    return text.replace("</body>", f"{script}\n</body>", 1).encode()
