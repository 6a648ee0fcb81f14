"""Our own JSON as logs: all that a log's file says comes back as it went out."""

import json
import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NoReturn

from cica_tracker.answers.diff import acts_of
from cica_tracker.exchange.found import Act, Found
from cica_tracker.exchange.log_names import is_safe, log_name
from cica_tracker.model.events import EVENT_TYPES, Log
from cica_tracker.model.problems import LogError
from cica_tracker.model.sources import Source
from cica_tracker.reading.values import log_of

LARGEST = 128 * 1024 * 1024
_WHOLE, _NAME = "whole", "log"


def from_json(data: bytes, file: str, today: date) -> list[Found]:
    """The logs of a file: one object, or a list of them; `today` stands for the day retrieved.

    An object is a log as `json_out` writes it, with `schema`, `treaty`, `source`, `event` and the
    name of its file as `log`; or what `tracker log` prints as JSON, which has that as `whole`.
    Raises LogError saying where it is none.
    """
    try:
        found = json.loads(
            data.decode("utf-8-sig"),
            parse_float=Decimal,
            parse_constant=_no_number,
            object_pairs_hook=_without_repetition,
        )
    except json.JSONDecodeError as error:
        raise LogError(f"{file}:{error.lineno}: this is no JSON: {error.msg}") from None
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LogError(f"{file}:{line}: this is not UTF-8 text") from None
    except RecursionError:
        raise LogError(f"{file}: this is no log: its lists are nested too deeply") from None
    except ValueError as error:
        raise LogError(f"{file}: this JSON cannot be read: {error}") from None
    several = found if isinstance(found, list) else [found]
    return [_found(one, file, today, alone=len(several) == 1) for one in several]


def _found(values: Any, file: str, today: date, *, alone: bool) -> Found:
    whole = values.get(_WHOLE, values) if isinstance(values, Mapping) else values
    called = values.get(_NAME) if isinstance(values, Mapping) else None
    if not isinstance(whole, Mapping) or "schema" not in whole:
        raise LogError(
            f"{file}: this is no log: it has no schema, treaty, source and event\n"
            "  give what tracker export writes, or tracker log --format json without filters"
        )
    log = log_of({key: one for key, one in whole.items() if key != _NAME}, file)
    title = log.treaty.short_title or log.treaty.title
    name = log_name(file) if alone else re.sub(r"^treaty$", log_name(file), log_name(title))
    acts = acts_of(log)
    return Found(
        file=file,
        name=called if isinstance(called, str) and is_safe(called) else name,
        treaty=log.treaty,
        source=log.sources[0] if log.sources else Source(id="-", title=file),
        retrieved=today,
        rows=len(log.events),
        acts=tuple(_acts(log, acts)),
        covers=frozenset(EVENT_TYPES) - {"report", "clause", "retraction"},
        whole=log,
    )


def _acts(log: Log, acts: tuple[Any, ...]) -> list[Act]:
    rows = {event.id: row for row, event in enumerate(log.events, 1)}
    return [
        Act(rows[event.id], event.state, event.type, event.date)
        for event in acts
        if getattr(event, "state", None)
    ]


def _without_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise ValueError(f'"{twice}" is given twice')
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
