"""Which addresses may become links: those of the web, and nothing that runs or opens anything."""

import re
from urllib.parse import quote, urlsplit

_SAFE = "%/:?#[]@!$&'*+,;=~-._"
_BROKEN = re.compile(r"[\s\x00-\x20\x7f\\]")


def web_address(url: str | None) -> str | None:
    """The address with every character that could act in markup encoded; None if no link may be.

    Only http and https with a host pass: not `javascript:`, `data:`, `file:` or a relative path.
    """
    if not url or _BROKEN.search(url):
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not host or "@" in parts.netloc:
        return None
    try:
        return quote(url, safe=_SAFE)
    except UnicodeEncodeError:
        return None
