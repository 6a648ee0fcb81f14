"""`tracker text`: a sentence of one's own stays true, and reaches nothing but the answer."""

import json
import re
from datetime import date

import pytest
from helpers.command import ROOT
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker import LogError, load, status
from cica_tracker.words.language import Language, language
from cica_tracker.words.template import filled, placeholders

SHIPPED = load(ROOT / "data" / "ratifications.toml")
ANSWER = status(SHIPPED, as_of=date(2024, 12, 31))
SENTENCE = "As of {as_of:long}, {contracting} of {required}; {remaining:needed}. {named_states}"


def test_the_places_are_filled_in_words(run):
    answer = run("text", "--as-of", "2024-12-31", "--template", SENTENCE)
    assert answer.stdout == (
        "As of 31 December 2024, 11 to 13 of 14; between 1 and 3 more needed. "
        "Bangladesh and Jordan\n"
    )


def test_numbers_days_and_names_are_in_the_language_asked_for(run):
    answer = run("text", "--as-of", "2024-12-31", "--lang", "ru", "--template", SENTENCE)
    assert "31 декабря 2024 года, от 11 до 13" in answer.stdout
    assert "Бангладеш и Иордания" in answer.stdout
    answer = run("text", "--lang", "ru", "--template", "{conditions}")
    assert "consent" not in answer.stdout


def test_every_number_and_day_of_the_json_has_its_place():
    found = {name: filled(Language(), f"{{{name}}}", ANSWER) for name in placeholders(ANSWER)}
    leaves = dict(_leaves("", json.loads(json.dumps(ANSWER.as_json()))))
    assert leaves
    for name, value in leaves.items():
        assert found[name] == str(value), name


def _leaves(start, value):
    if isinstance(value, dict):
        for key, one in value.items():
            yield from _leaves(f"{start}.{key}" if start else key, one)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            if isinstance(one, dict):
                yield from _leaves(f"{start}.{at}", one)
    elif value is not None and not isinstance(value, bool):
        yield start, value


@pytest.mark.parametrize(
    "place",
    [
        "contractin",
        "contracting.__class__",
        "contracting.__class__.__init__.__globals__",
        "contracting!r",
        "contracting[0]",
        "conditions.9.text",
        "",
        "as_json",
        "0",
    ],
)
def test_what_is_no_key_is_refused_with_those_that_are(run, place):
    answer = run("text", "--template", f"{{{place}}}")
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert re.search(r"there is no place|known:", answer.stderr)
    assert "--keys" in answer.stderr


def test_a_near_miss_names_what_was_meant(run):
    answer = run("text", "--template", "{contractin}")
    assert 'did you mean "contracting"' in answer.stderr


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{as_of:%Y}", 'no format "%Y"'),
        ("{contracting:long}", "long is for a day"),
        ("{as_of:needed}", "needed is for a count"),
        ("one\n{ two", 'line 2: a lone "{"'),
    ],
)
def test_a_wrong_format_or_brace_is_refused(run, template, said):
    answer = run("text", "--template", template)
    assert answer.returncode == 2
    assert said in answer.stderr


@given(st.text(st.sampled_from("{}:.!_[]()abcontracting%0 \n"), max_size=30))
def test_a_hostile_template_gives_text_or_a_clear_error(template):
    try:
        text = filled(Language(), template, ANSWER)
    except LogError as error:
        assert str(error).startswith("template")  # noqa: PT017  the text may be fine as well
    else:
        assert "<" not in text
        assert "object at" not in text


def test_a_file_is_read_whole_and_braces_can_be_written(run, tmp_path):
    page = tmp_path / "page.html"
    page.write_text("<p>{{{required}}}</p>\n", "utf-8")
    answer = run("text", "--template-file", page)
    assert answer.stdout == "<p>{14}</p>\n"
    page.write_bytes(b"\xff")
    assert "not UTF-8" in run("text", "--template-file", page).stderr
    assert run("text", "--template-file", tmp_path / "none").returncode == 2


def test_html_escapes_what_the_log_says(run, log):
    evil = "<script>alert(1)</script> \\u001b[31m"
    path = log(f'schema = 1\n[treaty]\ntitle = "{evil}"\n')
    plain = run("text", "--template", "<b>{treaty}</b>", "--html", "--log", path).stdout
    assert plain == "<b>&lt;script&gt;alert(1)&lt;/script&gt; \\x1b[31m</b>\n"
    assert "\x1b" not in run("text", "--template", "\x1b{treaty}", "--log", path).stdout


def test_the_places_are_listed_with_their_values(run):
    answer = run("text", "2024-12-31", "--keys")
    assert "{remaining}: 1 to 3\n" in answer.stdout
    assert set(re.findall(r"^\{(.+?)\}", answer.stdout, re.MULTILINE)) == set(placeholders(ANSWER))


def test_one_source_of_the_text_is_wanted(run):
    assert run("text").returncode == 2
    assert run("text", "--keys", "--template", "x").returncode == 2


def test_nothing_known_is_worded_in_both_languages():
    for lang in (Language(), language("ru")):
        for name in placeholders(ANSWER):
            assert "None" not in filled(lang, f"{{{name}}}", ANSWER)
