"""Where things stand in the text of a log: the lines of blocks and of their fields, from 1."""

import re
from collections.abc import Iterator, Sequence

_HEADER = re.compile(r"""^[ \t]*\[\[[ \t]*["']?(event|source)["']?[ \t]*\]\]""", re.MULTILINE)
_TABLE = re.compile(r"""\s*\[\[?\s*[A-Za-z_"'][^\[\],{}]*\]\]?\s*(#.*)?$""")
_TEXT = re.compile(
    r"""
      "{3} (?: \\. | [^\\] )*? "{3,5}  # the quotes that end it may follow quotes of its own
    | '{3} .*? '{3,5}
    | " (?: \\. | [^"\\\n] )* "
    | ' [^'\n]* '
    | \# [^\n]*
    """,
    re.DOTALL | re.VERBOSE,
)
_LONGEST_BLOCK = 2_000
_MOST_PARTS = 8
_PART = r"""(?:[\w-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+')"""
_LONG_KEY = rf"""(?sx)
      "{{3}} (?: \\. | [^\\] )*? "{{3,5}} | '{{3}} .*? '{{3,5}} | \# [^\n]*+
    | (?P<key> {_PART} (?: [ \t]*+ \. [ \t]*+ {_PART} ){{{_MOST_PARTS},}})
    | {_PART}
"""


def lines_of(text: str) -> list[str]:
    """The lines as TOML counts them; other characters that may break a line do not."""
    return [line.removesuffix("\r") for line in text.split("\n")]


def line_at(lines: Sequence[str], number: int) -> str:
    """The text of a line; empty where there is none."""
    return lines[number - 1] if 0 < number <= len(lines) else ""


def long_key_line(text: str, lines: Sequence[str]) -> int:
    """The line of the first key of many dotted parts, for which TOML's readers take much memory.

    0 where there is none.
    """
    if not any(line.count(".") >= _MOST_PARTS for line in lines):
        return 0
    for found in re.finditer(_LONG_KEY, text):
        if found["key"]:
            return text.count("\n", 0, found.start()) + 1
    return 0


def header_lines(text: str, key: str, blocks: object) -> list[int]:
    """The line of each `[[key]]` header, in order; a header inside a string is none."""
    wanted = len(blocks) if isinstance(blocks, list) else 0
    code = _without_long_texts(text)
    numbers: list[int] = []
    line, position = 1, 0
    for found in _HEADER.finditer(code):
        line += code.count("\n", position, found.start())
        position = found.start()
        if found[1] == key:
            numbers.append(line)
    if len(numbers) != wanted:  # written as `event = [...]`, all in one place
        numbers = [top_line(text.split("\n"), key)] * wanted
    return numbers


def _without_long_texts(text: str) -> str:
    """The same lines without the texts that go over several of them."""
    if '"""' not in text and "'''" not in text:
        return text
    return _TEXT.sub(lambda found: "\n" * found[0].count("\n") or found[0], text)


def field_line(lines: Sequence[str], start: int, field: str) -> int:
    """The line that sets `field` in the block that starts at `start`, else `start`."""
    wanted = _setting(field)
    for number, line in _code(lines, start):
        if number > start and _HEADER.match(line):
            break
        if wanted.match(line):
            return number
    return start


def table_line(lines: Sequence[str], start: int, table: str, index: int) -> int:
    """The line of a block's table number `index`, from 0; else of the first, else `start`."""
    found = []
    for number, line in _code(lines, start):
        if number > start and _HEADER.match(line):
            break
        if number > start and _TABLE.match(line) and _setting(table).match(line):
            found.append(number)
    return found[index] if index < len(found) else field_line(lines, start, table)


def top_line(lines: Sequence[str], key: str) -> int:
    """The line of a table or a key at the top of the file, else the first line."""
    wanted = _setting(key)
    inside = False
    for number, line in _code(lines, 1, len(lines)):
        header = bool(_TABLE.match(line))
        inside = inside or header
        if wanted.match(line) and inside == header:
            return number
    return 1


def _setting(field: str) -> re.Pattern[str]:
    """Matches `field = ...`, and the header of a table of that name."""
    name = rf"""["']?{re.escape(field)}["']?\s*"""
    return re.compile(rf"\s*{name}[=.]|\s*\[+\s*(?:\w+\s*\.\s*)?{name}(?:\.[^\]]*)?\]")


def _code(
    lines: Sequence[str], start: int, most: int = _LONGEST_BLOCK
) -> Iterator[tuple[int, str]]:
    """The lines from `start` on, with their numbers, without what stands inside a long text."""
    text = "\n".join(lines[start - 1 : start - 1 + most])
    yield from enumerate(_without_long_texts(text).split("\n"), start)
