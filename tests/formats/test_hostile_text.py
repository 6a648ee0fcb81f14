"""Text that would colour, move, hide or forge the output is shown, and does nothing."""

import json
import re
import unicodedata

import pytest
from helpers.long import sampled
from helpers.strategies import law
from hypothesis import given
from hypothesis import strategies as st

FORGED = "As of 1 January 2030: 14 of the 14 required; no more needed."
HOSTILE = {
    "markup": "[red]x[/red] [bold on blue]y[/] [link=https://evil.example]z[/link] \\[a] [/]",
    "colour": "\x1b[31mred\x1b[0m and \x9b31mred",
    "cursor": "\x1b[2J\x1b[H\x1b[1A\x1b[2K gone",
    "title of the window": "\x1b]0;owned\x07",
    "link": "\x1b]8;;https://evil.example\x1b\\click\x1b]8;;\x1b\\",
    "line break": f"a\n{FORGED}",
    "line break of Windows": f"a\r\n{FORGED}",
    "carriage return": f"a\r{FORGED}",
    "other line breaks": "".join(f"a{b}{FORGED}" for b in "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
    "tabs": f"a\tb\t\t{FORGED}",
    "backspaces": "14\x08\x0813\x7f\x7f",
    "bell and null": "a\x07b\x01c\x1a",
    "right to left": "\u202e\u202d\u2066\u2067\u2068\u2069\u202a\u202b\u202c\u200f\u061c 41 fo 31",
    "zero width": "a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg\u180eh\u2063i",
    "tags": "a\U000e0041\U000e007fb\ufff9c\ufffbd",
    "noncharacters": "a\ufdd0b\uffffc\U0010fffed\ue000e",
    "emoji": "🇯🇴 👩‍🚀 ✅ 1\ufe0f\u20e3",
    "combining": "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324" * 20,
    "Arabic and Hebrew": "الأردن وירדן 14",
    "long": "word " * 2_000 + "x" * 5_000,
    "placeholders": "{day} {0} {} {n.__class__} {state!r} %s %(x)d ${HOME} `id` $(id)",
    "quotes": '"\'\\" \\n \\x1b[31m </script><b>&amp;',
}
ANSWERS = {
    "status": ("status", "--as-of", "2020-06-01"),
    "status --explain": ("status", "--as-of", "2020-06-01", "--explain"),
    "status --known-on": ("status", "--as-of", "2020-06-01", "--known-on", "2021-06-01"),
    "status --assume": ("status", "--as-of", "2020-06-01", "--assume", "next=2020-05-30"),
    "reconcile": ("reconcile",),
    "force": ("force", "--as-of", "2020-06-01", "--explain"),
    "parties": ("parties", "--as-of", "2020-06-01"),
    "members": ("members",),
    "log": ("log",),
    "sources": ("sources",),
    "check": ("check",),
}
ACTING = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def toml(text):
    """A TOML string of any text; what is not a letter or a digit stands as an escape."""
    plain = (x if x.isascii() and x.isalnum() else f"\\U{ord(x):08x}" for x in text)
    return '"' + "".join(plain) + '"'


def log_of(text, *, contradicted=True):
    """A log with the text in every field that takes any, and in the names of States."""
    name = " ".join(text.split()).strip() or "x"  # a name is one line
    name = "".join(letter for letter in name if letter.splitlines() == [letter])[:400].strip()
    identifier = "".join(letter for letter in name if letter.isprintable())[:40].strip() or "x"
    any_text, state, event = toml(text), toml(name), toml(f"e {identifier}")
    second = toml(f"{name} II")
    report = f"""
[[event]]
id = {toml(f"r {identifier}")}
type = "report"
date = 2020-05-02
contracting = 1
remaining = 7
source = {toml(f"s {identifier}")}
note = {any_text}
"""
    return f"""schema = 1

[treaty]
title = {any_text}
short_title = {any_text}
adopted = 2020-01-01
place = {any_text}
depositary = {any_text}
note = {any_text}

[[source]]
id = {toml(f"s {identifier}")}
title = {any_text}
publisher = {any_text}
authority = "press"
published = 2021-01-01
url = {any_text}
locator = {any_text}
note = {any_text}

[[source]]
id = "silent"
title = {any_text}
note = {any_text}

[[event]]
id = "clause"
type = "clause"
date = 2020-01-01
source = {toml(f"s {identifier}")}
delay = "P30D"
note = {any_text}

[[event.condition]]
count = 3
label = {any_text}
not_counted = [{toml(f"{name} III")}]

[[event]]
id = {event}
type = "ratification"
state = {state}
date = 2020-05-01
source = {toml(f"s {identifier}")}
note = {any_text}

[[event]]
id = "approval"
type = "domestic-approval"
state = {second}
act = {any_text}
date = 2020-05-01
source = {toml(f"s {identifier}")}

[[event]]
id = "wrong"
type = "accession"
state = {second}
date = 2020-05-01
source = {toml(f"s {identifier}")}

[[event]]
id = "back"
type = "retraction"
of = "wrong"
reason = {any_text}
date = 2020-05-01
source = {toml(f"s {identifier}")}
{report if contradicted else ""}"""


def wrong_log(text):
    """A log that is wrong wherever a message quotes what it says."""
    any_text = toml(text)
    broken = "".join(
        f'\n[[event]]\nid = {any_text}\ntype = "ratification"\n{line}\n'
        for line in (
            f"date = {any_text}",
            f"state = {any_text}\nsource = {any_text}",
            f"{any_text} = 1",
            f'type_ = {any_text}\nsource = "s"\ndate = 2020-01-01\nrecorded = {any_text}',
        )
    )
    return f"""schema = 1
[treaty]
title = {any_text}
{any_text} = 1
[[source]]
id = "s"
title = "S"
authority = {any_text}
{broken}
[[event]]
id = "type"
type = {any_text}
[[event]]
id = "c"
type = "clause"
date = 2020-01-01
source = "s"
delay = {any_text}
start = {any_text}
counting = {any_text}
[[event.condition]]
fraction = {any_text}
of = {any_text}
forms = [{any_text}]
weights = {{{any_text} = {any_text}}}
"""


def harmless(shown):
    """No character that acts on a screen; line breaks are the program's own."""
    bad = {x for x in set(shown) - {"\n"} if unicodedata.category(x) in ACTING}
    assert not bad, [f"U+{ord(letter):04X}" for letter in bad]
    assert not re.search("\x1b|\r", shown)


def lines_of(run, path, args):
    answer = run(*args, "--log", path)
    assert "Traceback" not in answer.stderr
    for shown in (answer.stdout, answer.stderr):
        harmless(shown)
    return answer.stdout.split("\n"), answer


@pytest.fixture(scope="module")
def plain_lines(run, tmp_path_factory):
    """How many lines each answer has where the text is harmless."""
    path = tmp_path_factory.mktemp("plain") / "log.toml"
    path.write_text(log_of("plain"), encoding="utf-8")
    return {name: len(lines_of(run, path, args)[0]) for name, args in ANSWERS.items()}


@pytest.mark.parametrize("text", sampled(HOSTILE.values()), ids=HOSTILE)
@pytest.mark.parametrize("name", ANSWERS)
def test_no_text_of_a_log_acts_on_the_screen_or_forges_a_line(
    run, tmp_path, plain_lines, name, text
):
    path = tmp_path / "log.toml"
    path.write_text(log_of(text), encoding="utf-8")
    lines, answer = lines_of(run, path, ANSWERS[name])
    assert answer.returncode in {0, 1}
    assert len(lines) == plain_lines[name]
    assert not [line for line in lines if line.startswith(FORGED)]


@pytest.mark.parametrize("text", sampled(HOSTILE.values()), ids=HOSTILE)
def test_json_gives_the_very_text_back_and_acts_on_nothing(run, tmp_path, text):
    path = tmp_path / "log.toml"
    path.write_text(log_of(text), encoding="utf-8")
    for name, args in ANSWERS.items():
        answer = run(*args, "--format", "json", "--log", path)
        harmless(answer.stdout)
        found = json.loads(answer.stdout)
        if name != "check":
            assert found["treaty"] == text, name


@pytest.mark.parametrize("text", sampled(HOSTILE.values()), ids=HOSTILE)
def test_no_message_about_a_wrong_log_acts_on_the_screen_or_forges_a_line(run, tmp_path, text):
    path = tmp_path / "log.toml"
    path.write_text(wrong_log(text), encoding="utf-8")
    answer = run("check", "--log", path)
    harmless(answer.stdout)
    assert (answer.stderr, answer.returncode) == ("", 1)
    lines = answer.stdout.splitlines()
    count = int(re.match(r"\d+", lines[-1])[0])
    assert sum(not line.startswith("  ") for line in lines[:-1]) == count
    assert all(line.startswith(("  ", f"{path}:")) for line in lines[:-1])
    refused = run("status", "--log", path)
    harmless(refused.stderr)
    assert refused.stderr.splitlines()[:-1] == lines[:-1]
    problems = run("check", "--log", path, "--format", "json").stdout
    harmless(problems)
    assert len(json.loads(problems)["problems"]) == count


@pytest.mark.parametrize("text", [HOSTILE["markup"], HOSTILE["placeholders"], HOSTILE["quotes"]])
def test_what_only_looks_like_markup_is_shown_as_it_is(run, tmp_path, text):
    path = tmp_path / "log.toml"
    path.write_text(log_of(text), encoding="utf-8")
    for name in ("log", "members", "sources", "status --explain"):
        assert text[:60] in run(*ANSWERS[name], "--log", path).stdout


def test_what_acts_is_shown_as_an_escape_not_dropped(run, tmp_path):
    path = tmp_path / "log.toml"
    path.write_text(log_of("a\x1b[31mb\u202ec\u200bd"), encoding="utf-8")
    assert r"a\x1b[31mb\u202ec\u200bd" in run("log", "--log", path).stdout


@pytest.mark.parametrize(
    "text", sampled([x for x in HOSTILE.values() if "\0" not in x]), ids=HOSTILE
)
def test_what_a_user_writes_on_the_command_line_is_quoted_safely(run, text):
    for args in (
        ("status", f"--as-of={text}"),
        ("status", f"--assume={text}"),
        ("status", f"--assume={text}=2026-01-01"),
        ("status", f"--lang={text}"),
        ("log", f"--state={text}"),
        ("log", f"--source={text}"),
        ("status", f"--log={text}.toml"),
    ):
        answer = run(*args)
        assert "Traceback" not in answer.stderr
        assert answer.returncode == 2, args
        harmless(answer.stderr)


@law(40)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12))
def test_no_text_at_all_acts_on_the_screen(run, tmp_path_factory, text):
    path = tmp_path_factory.getbasetemp() / "any.toml"
    path.write_text(log_of(text), encoding="utf-8")
    for args in ANSWERS.values():
        lines_of(run, path, args)
    path.write_text(wrong_log(text), encoding="utf-8")
    lines_of(run, path, ("check",))
