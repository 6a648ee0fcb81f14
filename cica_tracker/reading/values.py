"""Plain values to a log, and a clause from a file of its own: what is a log in another dress."""

import tomllib
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, cast

from pydantic_core import ValidationError

from cica_tracker.model.events import Clause, Log
from cica_tracker.model.problems import LogError
from cica_tracker.reading.messages import explained
from cica_tracker.reading.schema import LOG

_ALONE = "-"


def log_of(values: Mapping[str, Any], name: str) -> Log:
    """The log of plain values with the keys of a log's file. Raises LogError with what is wrong."""
    try:
        found = LOG.validate_python(dict(values))
    except ValidationError as error:
        said = []
        for item in error.errors(include_url=False):
            loc = item["loc"]
            block = " ".join(str(part + 1 if isinstance(part, int) else part) for part in loc[:2])
            problem = explained(cast("dict[str, Any]", item), name, (), {})
            said.append(f"{name}: {block}: {problem.message}\n  {problem.advice}")
        shown = "\n".join(dict.fromkeys(said[:10]))
        more = f"\n... and {len(said) - 10} more" if len(said) > 10 else ""
        raise LogError(f"{shown}{more}\nthis cannot be read as a log") from None
    return Log(found["treaty"], tuple(found["source"]), tuple(found["event"]), name)


def plain_clause(required: int, delay: str | None, when: date) -> Clause:
    """The clause that asks for a number of consents. Raises LogError for a delay that is none."""
    facts: dict[str, Any] = {"condition": [{"count": required}]}
    if delay is not None:
        facts["delay"] = delay
    return _clause(facts, when, "the clause")


def clause_in(data: bytes, name: str, when: date) -> Clause:
    """The clause of a TOML file: that of a log, an [[event]] alone, or its fields alone.

    What it leaves out (id, day, source) is filled in. Raises LogError where it has none.
    """
    document = table_of(data, name)
    events = document.get("event", [document])
    found = [
        one
        for one in (events if isinstance(events, list) else [])
        if isinstance(one, dict) and one.get("type", "clause") == "clause" and "condition" in one
    ]
    if not found:
        raise LogError(
            f"{name}: there is no clause in it\n"
            '  write delay = "P30D" and, below, [[condition]] with count = 14'
        )
    return _clause({key: one for key, one in found[-1].items() if key != "source"}, when, name)


def table_of(data: bytes, name: str) -> dict[str, Any]:
    """The values of a small TOML file. Raises LogError where it is none."""
    try:
        return tomllib.loads(data.decode("utf-8-sig"), parse_float=Decimal)
    except (ValueError, RecursionError) as error:
        raise LogError(f"{name}: this cannot be read as TOML: {error}") from None


def _clause(facts: Mapping[str, Any], when: date, name: str) -> Clause:
    whole = {"id": "clause", "type": "clause", "date": when, "source": [_ALONE], **facts}
    log = log_of({"schema": 1, "treaty": {"title": _ALONE}, "source": [], "event": [whole]}, name)
    clause = log.events[0]
    assert isinstance(clause, Clause)
    return clause
