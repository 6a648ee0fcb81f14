"""Inputs that nobody would write: logs, dates, JSON, command lines, each made from a number.

Logs are real ones, damaged, or drawn from the program's own description of its fields, so that a
new field or type of event is drawn as soon as there is one. The same number gives the same input.
"""

import json
import random
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import click
import tomli_w
from helpers.command import ROOT

from cica_tracker.cli import tracker
from cica_tracker.model.events import EVENT_TYPES
from cica_tracker.model.field_info import block_fields


class Input(NamedTuple):
    """Commands to run one after the other on a log, with bytes on standard input."""

    log: bytes
    commands: tuple[tuple[str, ...], ...]
    given: bytes = b""


DAYS = ("2024-12-31", "2024-12", "2024", "0001-01-01", "9999-12-31", "2020-02-29", "today")
TEXTS = (
    "Jordan", "Türkiye", "Côte d’Ivoire", "大韩民国", "Some text", "a b", "-", "0", "=1+1", "@x",
    '"', "'", "\\", "{}", "%s", "%(n)d", "[[event]]", "a\tb", "a\nb", "a\rb", "\x1b[31m", "\u202e",
    "\ufeff", "\u200b", "\ue000", "\ufffe", "\U0010ffff", "\x7f", "\x9b", "<script>", "| a |",
    "https://example.org/a?b=1#c", "javascript:alert(1)", "x" * 300, "e1", "e2", "s1", "", " ",
)  # fmt: skip
NUMBERS = (0, 1, 2, 3, 14, 99, 100_000, 100_001, -1, 2**31, 2**63, 10**40, True, False, 0.5, 1e300)
PIECES = (
    b"[[event]]", b"[[source]]", b"[[event.condition]]", b"[treaty]", b"[event]", b"{a = 1}",
    b"\n", b"\r", b"\r\n", b'"', b"'", b'"""', b"'''", b"=", b".", b",", b"[", b"]", b"{", b"}",
    b"#", b"\\", b"\\u0000", b"\0", b"\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\xe2\x80\xae",
    b"inf", b"nan", b"-", b"+", b"e999", b"0x", b"true", b"100000", b"[1, [2]]", b"07:32:00",
    b"1979-05-27T07:32:00Z", b"0001-01-01", b"9999-12-31", b'"[..]"', b'"[..2020]"',
    b'"[2020..]"', b'"2020/2021"', b'"P9999Y"', b'"P0D"',
)  # fmt: skip


@cache
def real_logs():
    """The shipped log, the examples, and the treaties with official days."""
    folders = (ROOT / "data", ROOT / "examples", ROOT / "tests" / "treaties" / "logs")
    return tuple(path.read_bytes() for folder in folders for path in sorted(folder.glob("*.toml")))


# Damaged logs


def damaged(chance):
    """A real log with one to six damages, and two commands on it."""
    data = chance.choice(real_logs())
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        data = chance.choice(DAMAGES)(chance, data)
    return Input(data, (("check",), chance.choice(answering())))


def _lines(chance, data, work):
    lines = data.split(b"\n")
    at, end = sorted((chance.randrange(len(lines)), chance.randrange(len(lines))))
    return b"\n".join(work(lines, at, min(end, at + chance.choice((1, 1, 3, 12)))))


def drop_lines(chance, data):
    return _lines(chance, data, lambda lines, at, end: lines[:at] + lines[end:])


def double_lines(chance, data):
    return _lines(chance, data, lambda lines, at, end: lines[:end] + lines[at:end] + lines[end:])


def move_lines(chance, data):
    return _lines(chance, data, lambda lines, at, end: lines[:at] + lines[end:] + lines[at:end])


def splice(chance, data):
    other = chance.choice(real_logs())
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other)) :]


def cut(chance, data):
    return data[: chance.randrange(len(data) + 1)]


def flip(chance, data):
    at = chance.randrange(len(data) + 1)
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def insert(chance, data):
    at, several = chance.randrange(len(data) + 1), chance.choice((1, 1, 1, 2, 40))
    return data[:at] + chance.choice(PIECES) * several + data[at:]


def other_value(chance, data):
    """Another value behind one of the equals signs."""
    places = [at for at in range(len(data)) if data[at : at + 3] == b" = "]
    if not places:
        return data
    at = chance.choice(places) + 3
    end = data.find(b"\n", at)
    fresh = chance.choice((b"", *PIECES, _toml(_any(chance)).encode("utf-8", "surrogatepass")))
    return data[:at] + fresh + data[end if end >= 0 else len(data) :]


DAMAGES = (drop_lines, double_lines, move_lines, splice, cut, flip, insert, other_value)


# Logs from the description of the fields


def drawn(chance):
    """A log of which most fields are right, and two commands on it."""
    return Input(_log(chance).encode(), (("check",), chance.choice(answering())))


def _log(chance):
    wild = chance.choice((0, 0, 0, 0.02, 0.2))
    blocks = ["schema = 1", "[treaty]", *_fields(chance, "treaty", wild)]
    for number in range(chance.choice((1, 2, 4))):
        blocks += ["[[source]]", *_fields(chance, "source", wild, id=f"s{number}")]
    for number in range(chance.choice((0, 2, 5, 9, 20))):
        kind = chance.choice((*EVENT_TYPES, "report", "ratification", "accession", "withdrawal"))
        blocks += ["[[event]]", *_fields(chance, kind, wild, id=f"e{number}", type=kind)]
        for _ in range(chance.choice((1, 1, 2)) if kind == "clause" else 0):
            blocks += ["[[event.condition]]", *_fields(chance, "condition", wild)]
    return "\n".join(blocks) + "\n"


CONDITIONS = (
    ("count",),
    ("count", "among"),
    ("count", "not_counted", "forms"),
    ("fraction", "of"),
    ("fraction", "of", "more_than"),
    ("weight", "weights"),
)


def _values(chance, block, wild, **given):
    """The keys and values of a block."""
    keys = chance.choice(CONDITIONS) if block == "condition" else ()
    found = {}
    for field in block_fields(block):
        if field.kind.name == "condition":
            continue
        wanted = field.required or field.key in keys
        if wanted or (block != "condition" and chance.random() < 0.4) or chance.random() < wild:
            found[field.key] = _value(chance, field) if chance.random() >= wild else _any(chance)
    if block == "report" and not {"contracting", "remaining"} & found.keys():
        found["contracting"] = chance.randrange(6)
    return found | given


def _fields(chance, block, wild, **given):
    values = _values(chance, block, wild, **given)
    return [f"{key} = {_toml(value)}" for key, value in values.items()]


def _value(chance, field):
    """A value that the field most likely takes."""
    if field.choices:
        one = chance.choice(field.choices)
    elif field.kind.name in KINDS:
        one = KINDS[field.kind.name](chance)
    else:
        one = _any(chance)
    several = field.many and field.kind.name != "source"
    if several:
        return [one, *(_value(chance, field)[0] for _ in range(chance.choice((0, 0, 1))))]
    return one


def _day(chance):
    return date(2020, 1, 1) + timedelta(days=chance.randrange(400))


def _window(chance):
    first, last = sorted((_day(chance), _day(chance)))
    forms = (first, f"[..{last}]", f"[{first}..]", f"[{first}..{last}]", f"{first:%Y-%m}", "2020")
    return chance.choice((first, first, *forms))


KINDS = {
    "day": _day,
    "date": _window,
    "span": lambda chance: chance.choice(("P30D", "P3M", "P1Y", "P0D", "P1Y2M3D", "P90D")),
    "id": lambda chance: chance.choice(("x1", "x2", "x3")),
    "event": lambda chance: f"e{chance.randrange(9)}",
    "source": lambda chance: f"s{chance.randrange(2)}",
    "text": lambda chance: chance.choice(TEXTS[:12]),
    "state": lambda chance: chance.choice("ABCDE"),
    "yes": lambda chance: chance.random() < 0.5,
    "count": lambda chance: chance.randrange(6),
    "threshold": lambda chance: chance.randrange(1, 5),
    "part": lambda chance: chance.choice(("2/3", "1/2", "1/1", "3/4")),
    "weight": lambda chance: chance.choice((55, 0.5, 20)),
    "weights": lambda chance: {state: chance.choice((30, 20.5, 1)) for state in "ABC"},
    "start": lambda chance: chance.choice(("first-of-month", "first-of-next-month", "07-22")),
}


def _any(chance, deep=2):
    """Any value that TOML or JSON can hold."""
    kinds = [
        lambda: chance.choice(TEXTS),
        lambda: chance.choice(NUMBERS),
        lambda: chance.choice(("2020-13-01", "[2020..2019]", "[..]", "2020/2021", "P1W", "2/0")),
        lambda: chance.choice(("report", "clause", "ratification", "depositary", "members")),
        lambda: _window(chance),
    ]
    if deep:
        kinds += [
            lambda: [_any(chance, deep - 1) for _ in range(chance.randrange(3))],
            lambda: {chance.choice(TEXTS): _any(chance, deep - 1) for _ in range(2)},
        ]
    return chance.choice(kinds)()


def _toml(value):
    """The value as TOML writes it on one line."""
    text = tomli_w.dumps({"x": [[value]]}, indent=0)
    return text.removeprefix("x = [\n[\n").removesuffix(",\n],\n]\n").replace("\n", " ")


# Dates and durations


POINTS = (
    "2020",
    "2020-02",
    "2020-02-29",
    "0000",
    "9999-12",
    "2020-13",
    "20",
    "2020-2-1",
    "٢٠٢٠",
    "",
)
EDTF = (*POINTS, "[", "]", "..", "/", "?", "~", "%", "X", " ", "T00:00", "Z", "{", ",", "-", "+1")
ISO = ("P", "T", "Y", "M", "D", "W", "H", "1", "30", "0", "-", ".", ",", "999999", "10000", "P30D")


def dated(chance):
    """Two dates and a duration in a log and on the command line, of pieces in any order."""
    first, second = (_joined(chance, EDTF) for _ in range(2))
    delay = chance.choice(("P30D", _joined(chance, ISO)))
    log = f"""schema = 1
[treaty]
title = "T"
adopted = {_toml(first)}
[[source]]
id = "s"
title = "S"
published = {_toml(second)}
[[event]]
id = "c"
type = "clause"
date = 2020-01-01
source = "s"
delay = {_toml(delay)}
[[event.condition]]
count = 1
[[event]]
id = "a"
type = "accession"
state = "A"
date = {_toml(chance.choice((first, second, "2020-05-05")))}
source = "s"
"""
    asked = (f"--as-of={first}", f"--known-on={second}")
    return Input(log.encode(), (("check",), ("force", *asked)))


def _joined(chance, pieces):
    forms = ("{0}", "[..{0}]", "[{0}..]", "[{0}..{1}]", "{0}{1}", "{0}{1}{2}{3}")
    return chance.choice(forms).format(*(chance.choice(pieces) for _ in range(4)))


# JSON on standard input


def json_given(chance):
    """An event or a source as JSON, most of it right, on standard input of a dry run."""
    wild = chance.choice((0, 0.05, 0.3))
    kind = chance.choice((*EVENT_TYPES, "source"))
    event = _values(chance, kind, wild)
    if kind == "clause":
        event["condition"] = [_values(chance, "condition", wild)]
    shapes = (
        lambda: {"type": kind, **event},
        lambda: {"type": kind, **event},
        lambda: {"event": {"type": kind, **event}, "source": _values(chance, "source", wild)},
        lambda: {"type": kind, **event, "source": _values(chance, "source", wild)},
        lambda: _any(chance),
    )
    text = json.dumps(chance.choice(shapes)(), default=str, ensure_ascii=chance.random() < 0.5)
    given = text.encode("utf-8", "surrogatepass")
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        given = chance.choice((cut, flip, insert))(chance, given)
    words = chance.choice((("add",), ("add",), ("add", chance.choice(EVENT_TYPES))))
    command = (*words, "--json", "-", "--dry-run")
    return Input(_log(random.Random(chance.randrange(9))).encode(), (command,), given)


# Command lines


NO_TEXT = {"docx", "pdf", "png", "xlsx", "parquet", "sqlite"}  # read by their own tests
ANSWERING = ("status", "reconcile", "force", "parties", "members", "log", "sources", "check")


@cache
def answering():
    """Each command that answers from a log, in each of its formats."""
    found = []
    for name in (*ANSWERING, "brief", "timeline"):
        command, context = _command(name)
        options = {option.name: option for option in command.get_params(context)}
        found += [(name,), (name, "--explain")] if "explain" in options else [(name,)]
        found += [
            (name, "--format", form) for form in options["form"].type.choices if form not in NO_TEXT
        ]
    return tuple(found)


def _command(*names):
    found = context = None
    for name in (None, *names):
        found = tracker if name is None else found.get_command(context, name)
        context = click.Context(found, info_name=name or "tracker", parent=context)
    return found, context


def _names_of(*names):
    found, context = _command(*names)
    return tuple(
        name
        for one in found.get_params(context)
        for name in (*one.opts, *one.secondary_opts)
        if name.startswith("--")
    )


@cache
def _known_commands():
    found = []
    _, root = _command()
    for name in tracker.list_commands(root):
        if name == "serve":
            continue  # it answers until it is stopped
        found.append((name,))
        command, context = _command(name)
        if isinstance(command, click.Group):
            found += [(name, inner) for inner in command.list_commands(context)]
    return tuple(found)


def typed(chance):
    """A command of the program with options in any order and any values; nothing asks back."""
    command = chance.choice(_known_commands())
    names = [name for name in _names_of(*command) if name not in {"--log", "--output"}]
    words = [*command, "--dry-run"] if "--dry-run" in names else [*command]
    for _ in range(chance.choice((0, 1, 1, 2, 3, 6))):
        if names:
            name = chance.choice(names)
            words += chance.choice(((name,), (name, _word(chance)), (f"{name}={_word(chance)}",)))
        if chance.random() < 0.2:
            words.append(_word(chance))
    return Input(_log(random.Random(chance.randrange(9))).encode(), (tuple(words),))


def _word(chance):
    """A word without a null, which no command line can hold; no path leads out of the folder."""
    words = (
        *DAYS, "A", "B", "e1", "s1", "en", "ru", "json", "rich", "html", "csv", "next=2026-01-01",
        "A=2020", "A=2020-01-01:accession", "=", "A=", "1", "-1", "2/3", "P30D", "out.md",
        "no/out.md", ".", "--", "-", '{"count": 1}', "07-22", "first-of-month",
        _joined(chance, EDTF),
    )  # fmt: skip
    return chance.choice((*words, *TEXTS)).replace("\0", "").lstrip("/")


KINDS_OF_INPUT = {
    "damaged": damaged,
    "drawn": drawn,
    "dated": dated,
    "json_given": json_given,
    "typed": typed,
}


def made(kind, number):
    """The input of a kind and a number."""
    return KINDS_OF_INPUT[kind](random.Random(f"{kind} {number}"))
