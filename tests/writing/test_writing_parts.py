"""The parts that writing is made of: blocks, ids, names of States."""

import tomllib
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.model.problems import LogError
from cica_tracker.model.states import find_state
from cica_tracker.writing.ids import event_id, slug, source_id, unique
from cica_tracker.writing.toml_writer import block

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
KEYS = TEXTS.filter(lambda key: key not in {"condition", "recorded"})
PLAIN = st.one_of(
    TEXTS,
    st.integers(-(2**40), 2**40),
    st.booleans(),
    st.dates(),
    st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-1e6, max_value=1e6),
)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=6))
@pytest.mark.long
def test_any_value_is_written_so_that_it_is_read_back(facts):
    facts = {f"x{key}": value for key, value in facts.items()}
    text = block("event", facts)
    document = tomllib.loads(f"a = 1\n\n{text}", parse_float=Decimal)
    assert document["event"] == [facts]
    assert all(
        letter.isprintable() or letter in "\n\u00a0 " or ord(letter) > 0xA0 for letter in text
    )
    assert not {"\u2028", "\u2029", "\x85", "\u202e", "\x1b"} & set(text)


@given(st.dictionaries(st.sampled_from(["count", "label", "weights"]), VALUES), TEXTS)
def test_conditions_are_tables_of_their_own(condition, note):
    text = block("event", {"type": "clause", "condition": [condition, condition], "note": note})
    event = tomllib.loads(text, parse_float=Decimal)["event"][0]
    assert event["condition"] == [condition, condition]
    assert event["note"] == note


def test_a_block_has_its_fields_in_the_usual_order():
    facts = {
        "recorded": date(2026, 1, 1),
        "source": "a",
        "state": "B",
        "type": "signature",
        "id": "i",
    }
    assert list(tomllib.loads(block("event", facts))["event"][0]) == [
        *("id", "type", "state", "source", "recorded")
    ]
    assert block("event", {"source": ["a", "b"], "note": None}) == (
        '[[event]]\nsource = ["a", "b"]\n'
    )
    long = block("event", {"x": [f"State number {number}" for number in range(9)]})
    assert long.count("\n") == 12
    assert all(len(line) <= 100 for line in long.splitlines())


def test_what_no_file_can_hold_is_refused():
    for value in ("half \ud800", ["half \udfff"], {"\ud800": 1}, [None], object()):
        with pytest.raises(LogError):
            block("event", {"x": value})


@given(TEXTS)
def test_a_slug_has_only_letters_digits_and_hyphens(text):
    found = slug(text)
    assert found == found.lower()
    assert set(found) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug(found) == found
    assert not found.startswith("-")


@given(st.lists(st.sampled_from("abc"), max_size=12))
def test_ids_are_made_unique_by_the_first_free_number(wanted):
    taken = []
    for one in wanted:
        taken.append(unique(one, taken.__contains__))
    assert len(set(taken)) == len(taken)
    assert set(taken) == {
        f"{one}-{number}" if number > 1 else one
        for one in set(wanted)
        for number in range(1, wanted.count(one) + 1)
    }


@pytest.mark.parametrize(
    ("event", "found"),
    [
        ({"type": "ratification", "state": "Türkiye"}, "turkiye-ratification"),
        ({"type": "ratification", "state": "Lao People's Democratic Republic"},
         "lao-peoples-democratic-republic-ratification"),
        ({"type": "ratification"}, "unnamed-ratification"),
        ({"type": "report", "date": "2024-12"}, "report-2024-12"),
        ({"type": "report", "date": "[..2024-12-02]"}, "report-by-2024-12-02"),
        ({"type": "report", "date": "[2024-12-02..]"}, "report-from-2024-12-02"),
        ({"type": "report", "date": "[2024-12-02..2025-01-03]"}, "report-by-2025-01-03"),
        ({"type": "clause", "date": date(2010, 6, 8)}, "clause-2010-06-08"),
        ({"type": "entry-into-force", "date": "2026"}, "entry-into-force"),
        ({"type": "retraction", "of": "a b"}, "retract-a b"),
    ],
)  # fmt: skip
def test_the_id_of_an_event_says_what_it_is(event, found):
    assert event_id(event) == found


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ({"publisher": "KUNA", "title": "T", "published": "2026-03-02"}, "kuna-2026-03-02"),
        ({"title": "Kuwait ratifies", "published": "2026"}, "kuwait-ratifies-2026"),
        ({"title": "Kuwait ratifies"}, "kuwait-ratifies"),
        ({"title": "***", "published": "nonsense"}, "source"),
        ({"title": "word " * 40}, "word-word-word-word-word-word-word-word-word"),
    ],
)
def test_the_id_of_a_source_says_who_and_when(source, found):
    assert source_id(source) == found


def test_names_of_states_are_found_or_only_offered():
    both = ("Republic of Korea", "Democratic People's Republic of Korea")
    assert find_state("South Korea", both).name == both[0]
    assert find_state("North Korea", both).name == both[1]
    assert find_state("Korea", both).name is None
    assert set(find_state("Korea", both).near) == set(both)
    assert find_state("Niger", ("Nigeria", "Chad")) == (None, (), ("Nigeria",))
    assert find_state("Nigerria", ("Nigeria", "Niger")).near[0] == "Nigeria"
    assert find_state("Congo", ("Congo", "Democratic Republic of the Congo")).name == "Congo"
    assert find_state("DR Congo", ("Congo", "Democratic Republic of the Congo")).name == (
        "Democratic Republic of the Congo"
    )
    assert find_state("türkiye", ("Türkiye", "TURKIYE")).near == ("Türkiye", "TURKIYE")
    assert find_state("anything", ()) == (None, (), ())


@given(st.lists(TEXTS, max_size=5), TEXTS)
def test_a_name_is_never_taken_for_another_without_a_reason(known, name):
    found = find_state(name, known)
    assert found.name is None or found.name in known
    assert set(found.near) | set(found.alike) <= set(known)
    if name in known:
        assert found.name is not None


def test_dates_are_written_in_their_shortest_form():
    for text, shown in (("2026-03-01", "2026-03-01"), ("[ 2026-01-01..2026-12-31]", '"2026"')):
        facts = {"type": "ratification", "date": text}
        assert block("event", facts) == f'[[event]]\ntype = "ratification"\ndate = {shown}\n'
