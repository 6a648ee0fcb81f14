"""What pydantic found wrong in a log, in the project's words and at the line of its field."""

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from cica_tracker.model.events import EVENT_TYPES, MODEL_OF
from cica_tracker.model.field_info import block_fields
from cica_tracker.model.fields import shown
from cica_tracker.model.problems import Problem, did_you_mean
from cica_tracker.reading.positions import field_line, line_at, table_line, top_line
from cica_tracker.reading.schema import TOP_FIELDS

_WANTED = {"tuple": "a list is wanted", "bool": "true or false is wanted"}


class _Where(NamedTuple):
    """Where pydantic found an error: in which block, in which kind of event, in which field."""

    block: str
    number: int | None
    tag: str | None
    path: tuple[str | int, ...]

    @property
    def keys(self) -> list[str]:
        """The names of the fields that lead there, without the block."""
        return [part for part in self.path if isinstance(part, str)]

    @property
    def label(self) -> str:
        """The block and the fields, as messages name them."""
        return " ".join([self.block, *self.keys])

    @property
    def header(self) -> str:
        """The header of a table there: `[treaty]`, `[[event]]`, `[[event.condition]]`."""
        table = ".".join([self.block, *self.keys])
        return f"[{table}]" if table == "treaty" else f"[[{table}]]"


def _where(found: Sequence[str | int]) -> _Where:
    block, *rest = found
    number = rest.pop(0) if rest and isinstance(rest[0], int) else None
    tag = str(rest.pop(0)) if block == "event" and rest and rest[0] in MODEL_OF else None
    assert not isinstance(number, str)
    return _Where(str(block), number, tag, tuple(rest))


def explained(
    error: dict[str, Any], name: str, lines: Sequence[str], places: dict[str, list[int]]
) -> Problem:
    """One pydantic error in the project's words, at the line of its field."""
    where = _where(error["loc"])
    starts = places.get(where.block, [])
    if where.number is not None and where.number < len(starts):
        line = starts[where.number]
    else:
        line = top_line(lines, where.block)
    inner = where.path[1] if len(where.path) > 1 else None
    if where.path[:1] == ("condition",) and isinstance(inner, int):
        line = table_line(lines, line, "condition", inner)
    field = "type" if "tag" in error["type"] else where.keys[-1] if where.keys else None
    if field is not None:
        line = field_line(lines, line, field)
    message, advice = _wording(error, where, field)
    return Problem(name, line, message, advice, line_at(lines, line))


def _wording(error: dict[str, Any], where: _Where, field: str | None) -> tuple[str, str]:
    kind, given = error["type"], error.get("input")
    if kind == "union_tag_invalid":
        tag = str(error["ctx"]["tag"])
        return f"unknown type {shown(tag)}", did_you_mean(tag, EVENT_TYPES)
    if kind == "union_tag_not_found":
        return "an event has no type", f"write type = one of: {', '.join(EVENT_TYPES)}"
    if kind in {"extra_forbidden", "unexpected_keyword_argument"}:
        holder, known = _known_fields(where)
        name = where.block if field is None else field
        return f"unknown field {shown(name)} {holder}", did_you_mean(name, known)
    if kind == "value_error":
        said = str(error["ctx"]["error"])
        return (said if field is None else f"{where.label}: {said}"), _advice(field)
    if kind == "literal_error":
        if where.block == "schema":
            return f"schema {shown(given)} is not known", "this program reads schema = 1"
        known = tuple(re.findall(r"'([^']*)'", str(error["ctx"]["expected"])))
        return f"{where.label}: {shown(given)} is not known", did_you_mean(str(given), known)
    if kind == "missing":
        wanted = f"{field or where.block} = {'1' if where.block == 'schema' else '...'}"
        if (field or where.block) in {"treaty", "condition"}:
            wanted = f"{where.header} and its fields below it"
        return f"{where.label} is missing", f"write {wanted}"
    if field != "forms" and kind in {"dataclass_type", "model_attributes_type", "tuple_type"}:
        what = "a list of tables" if kind == "tuple_type" else "a table"
        return f"{where.label} is not {what}", f"write {where.header} and its fields below it"
    wanted = _WANTED.get(kind.partition("_")[0], error["msg"].lower())
    return f"{where.label}: {wanted}, not {shown(given)}", _advice(field)


def _known_fields(where: _Where) -> tuple[str, tuple[str, ...]]:
    if where.tag and len(where.keys) > 1:
        block, holder = "condition", "of a condition"
    elif where.tag:
        article = "an" if where.tag[0] in "ae" else "a"
        block, holder = where.tag, f"of {article} {where.tag}"
    elif where.path:
        block = where.block
        holder = f"of {'the' if block == 'treaty' else 'a'} {block}"
    else:
        return "at the top of the file", TOP_FIELDS
    return holder, tuple(field.key for field in block_fields(block))


def _advice(field: str | None) -> str:
    return f"correct {field or 'the block'} and run check again"
