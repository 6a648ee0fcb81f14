"""JSON that stands in a page: nothing in it ends its element, and nothing acts on a screen."""

import json

from cica_tracker.model.text import acts


def embedded(value: object) -> str:
    """The value as JSON in a script element."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    special = {one for one in set(text) if one == "<" or acts(one)}
    return text.translate({ord(one): _escaped(one) for one in special})


def _escaped(character: str) -> str:
    return "\\u003c" if character == "<" else json.dumps(character)[1:-1]
