"""Each field is described once, and everything that speaks of fields can be made from that."""

import inspect
from dataclasses import fields

import pytest

from cica_tracker.model.conditions import Condition
from cica_tracker.model.events import EVENT_TYPES, MODEL_OF
from cica_tracker.model.field_info import block_fields
from cica_tracker.model.sources import Source, Treaty

MODELS = {"treaty": Treaty, "source": Source, "condition": Condition, **MODEL_OF}


@pytest.mark.parametrize("block", MODELS)
def test_every_field_of_a_block_is_described(block):
    assert {field.name for field in block_fields(block)} == {f.name for f in fields(MODELS[block])}
    for field in block_fields(block):
        if field.key != "type":
            assert field.help.endswith("."), (block, field.key)
            assert field.kind.metavar or field.kind.name == "yes", (block, field.key)
        assert not field.question.endswith("?")


@pytest.mark.parametrize("block", MODELS)
def test_required_is_what_the_constructor_cannot_do_without(block):
    parameters = inspect.signature(MODELS[block]).parameters
    wanted = {name for name, one in parameters.items() if one.default is inspect.Parameter.empty}
    assert {field.key for field in block_fields(block) if field.required} == wanted


@pytest.mark.parametrize("kind", EVENT_TYPES)
def test_an_event_says_first_what_it_is_and_last_on_whose_word(kind):
    keys = [field.key for field in block_fields(kind)]
    assert keys[:2] == ["id", "type"]
    assert keys[-4:] == ["source", "note", "recorded", "in"]


def test_what_may_be_chosen_is_what_the_reader_takes():
    for block in MODELS:
        for field in block_fields(block):
            for choice in field.choices:
                assert field.kind.read_one(choice) == choice
            if field.choices:
                with pytest.raises(ValueError, match="is not one of"):
                    field.kind.read_one("nothing of the kind")


def test_lists_are_known_as_such():
    many = {(block, f.key) for block in MODELS for f in block_fields(block) if f.many}
    assert many == {
        *(("condition", key) for key in ("among", "forms", "not_counted")),
        ("clause", "condition"),
        *((kind, "source") for kind in EVENT_TYPES),
    }


def test_there_is_no_field_of_what_is_no_block():
    assert block_fields("x") == ()
