"""Whole logs as JSON that `import json` takes back as it went out."""

from collections.abc import Mapping

from cica_tracker.model.events import Log
from cica_tracker.model.json_text import json_text
from cica_tracker.model.plain import as_json


def to_json(logs: Mapping[str, Log]) -> bytes:
    """All that logs say, in the order of the names under which they are given.

    A list with an object each: `log` (its name), `schema`, `treaty`, `source` and `event`. What is
    in a file besides, such as its comments, is not in it.
    """
    listed = [{"log": name, **as_json(logs[name])} for name in sorted(logs)]
    return (json_text(listed, indent=1) + "\n").encode()
