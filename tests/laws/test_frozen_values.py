"""A value is what the standard library's frozen dataclass is: the oracle of each of these."""

import copy
import pickle
from dataclasses import FrozenInstanceError, field, fields, make_dataclass, replace
from inspect import signature
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cica_tracker
from cica_tracker.model.value import value


@value
class Point:
    x: int
    y: int = 2
    names: dict = field(default_factory=dict, hash=False)
    made: str = field(default="", compare=False, repr=False)


Theirs = make_dataclass(
    "Point",
    [
        ("x", int),
        ("y", int, 2),
        ("names", dict, field(default_factory=dict, hash=False)),
        ("made", str, field(default="", compare=False, repr=False)),
    ],
    frozen=True,
)

ARGUMENTS = st.tuples(
    st.lists(st.integers(0, 2), max_size=5),
    st.dictionaries(st.sampled_from(["x", "y", "made", "z", "self"]), st.integers(0, 2)),
)


def made(kind, arguments):
    given, named = arguments
    try:
        return kind(*given, **named)
    except TypeError:
        return None


@given(ARGUMENTS)
def test_what_makes_a_dataclass_makes_a_value(arguments):
    ours, theirs = made(Point, arguments), made(Theirs, arguments)
    assert (ours is None) == (theirs is None)
    if ours is not None:
        assert {f.name: getattr(ours, f.name) for f in fields(ours)} == {
            f.name: getattr(theirs, f.name) for f in fields(theirs)
        }
        assert repr(ours) == repr(theirs)
        assert hash(ours) == hash(theirs)
        assert copy.copy(ours) == ours == pickle.loads(pickle.dumps(ours))


def test_no_frozen_class_is_compiled_function_by_function():
    for path in Path(cica_tracker.__file__).parent.rglob("*.py"):
        assert "@dataclass(frozen" not in path.read_text(encoding="utf-8"), path


def test_help_shows_what_a_value_takes():
    @value(kw_only=True)
    class Named:
        name: str
        shown: bool = False

    assert str(signature(Named)) == "(*, name: str, shown: bool = False)"
    assert list(signature(Point).parameters) == list(signature(Theirs).parameters)


@given(ARGUMENTS, ARGUMENTS)
def test_values_are_equal_as_dataclasses_are(one, other):
    ours = made(Point, one), made(Point, other)
    theirs = made(Theirs, one), made(Theirs, other)
    assert (ours[0] == ours[1]) == (theirs[0] == theirs[1])
    assert ours[0] != theirs[0] or ours[0] is None


@given(ARGUMENTS, st.integers())
def test_a_value_never_changes_and_a_copy_may_differ(arguments, x):
    if (ours := made(Point, arguments)) is None:
        return
    assert replace(ours, x=x) == Point(x, ours.y, ours.names)
    with pytest.raises(FrozenInstanceError):
        ours.x = x
    with pytest.raises(FrozenInstanceError):
        del ours.x
    with pytest.raises(FrozenInstanceError):
        ours.another = x
    match ours:
        case Point(first, second):
            assert (first, second) == (ours.x, ours.y)


@pytest.mark.parametrize(
    ("given", "named", "said"),
    [
        ((), {}, "Point lacks x"),
        ((1,), {"z": 1}, "Point has no z"),
        ((1,), {"x": 1}, "Point is given x twice"),
        ((1, 2, {}, "", 5), {}, "Point takes 4 values in order, not 5"),
    ],
)
def test_what_does_not_make_a_value_is_named(given, named, said):
    with pytest.raises(TypeError, match=f"^{said}$"):
        Point(*given, **named)


def test_a_class_keeps_what_it_or_its_base_says_of_itself():
    class Short:
        def __repr__(self):
            return "short"

    @value(kw_only=True)
    class Named(Short):
        name: str

        def __post_init__(self):
            if not self.name:
                raise ValueError("a name is wanted")

    assert repr(Named(name="a")) == "short"
    with pytest.raises(ValueError, match="wanted"):
        Named(name="")
    with pytest.raises(TypeError, match="takes 0"):
        Named("a")
