"""What pydantic's engine is told of a log, made from the one description of its fields.

The engine alone is used (pydantic_core): pydantic itself would spend longer on working this schema
out from the types than a command has for its whole answer.
"""

from typing import Any

from pydantic_core import SchemaValidator, core_schema

from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import MODEL_OF
from cica_tracker.model.field_info import FieldInfo, block_fields
from cica_tracker.model.sources import Source, Treaty

TOP_FIELDS = ("schema", "treaty", "source", "event")
_NOTHING_MORE = core_schema.CoreConfig(extra_fields_behavior="forbid")


def _block(model: type[Any], block: str) -> core_schema.CoreSchema:
    fields = block_fields(block)
    parts = [
        core_schema.dataclass_field(
            name=field.name, schema=_value(field), kw_only=True, validation_alias=field.key
        )
        for field in fields
    ]
    return core_schema.dataclass_schema(
        model,
        core_schema.dataclass_args_schema(model.__name__, parts),
        [field.name for field in fields],
        post_init=hasattr(model, "__post_init__"),
        config=_NOTHING_MORE,
    )


def _value(field: FieldInfo) -> core_schema.CoreSchema:
    """How a value of a field is read: by its kind, but for choices and for conditions."""
    schema: core_schema.CoreSchema
    if field.choices:
        schema = core_schema.literal_schema(list(field.choices))
    elif field.kind.name == "condition":
        schema = _block(Condition, "condition")
    else:
        schema = core_schema.no_info_plain_validator_function(field.kind.read)
    if field.many and (field.choices or field.kind.name == "condition"):
        schema = core_schema.tuple_variable_schema(schema)
    if field.required:
        return schema
    return core_schema.with_default_schema(schema, default=field.default)


def _whole() -> core_schema.CoreSchema:
    events = core_schema.tagged_union_schema(
        {kind: _block(model, kind) for kind, model in MODEL_OF.items()}, discriminator="type"
    )
    parts: dict[str, core_schema.CoreSchema] = {
        "schema": core_schema.literal_schema([1]),
        "treaty": _block(Treaty, "treaty"),
        "source": core_schema.tuple_variable_schema(_block(Source, "source")),
        "event": core_schema.tuple_variable_schema(events),
    }
    return core_schema.typed_dict_schema(
        {
            name: core_schema.typed_dict_field(parts[name], required=name in {"schema", "treaty"})
            for name in TOP_FIELDS
        },
        config=_NOTHING_MORE,
    )


LOG = SchemaValidator(_whole())
