"""JSON in which nothing acts on a screen. A module of its own: what prints words needs no JSON."""

import json
import re

from cica_tracker.model.text import acts


def json_text(value: object, *, indent: int | None = 2, ascii_only: bool = False) -> str:
    """A value as JSON in which a character that acts on a screen is escaped."""
    text = json.dumps(value, indent=indent, ensure_ascii=ascii_only)
    return re.sub("[^\x00-\x7e]", _escaped_if_acting, text)


def _escaped_if_acting(found: re.Match[str]) -> str:
    return json.dumps(found[0])[1:-1] if acts(found[0]) else found[0]
