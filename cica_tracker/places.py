"""Where things stand in the text of a log: the lines of blocks and of their fields, from 1."""

import re
import tomllib
from collections.abc import Sequence

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*(event|source)[ \t]*\]\]", re.MULTILINE)


def line_at(lines: Sequence[str], number: int) -> str:
    """The text of a line; empty where there is none."""
    return lines[number - 1] if 0 < number <= len(lines) else ""


def header_lines(text: str, key: str, blocks: object) -> list[int]:
    """The line of each `[[key]]` header, in order; a header inside a string is none."""
    starts = [found.start() for found in _HEADER.finditer(text) if found[1] == key]
    wanted = len(blocks) if isinstance(blocks, list) else 0
    if len(starts) > wanted:
        starts = [start for start in starts if _is_document(text[:start])]
    numbers: list[int] = []
    line, position = 1, 0
    for start in starts:
        line += text.count("\n", position, start)
        position = start
        numbers.append(line)
    return numbers + [1] * (wanted - len(numbers))


def _is_document(text: str) -> bool:
    try:
        tomllib.loads(text)
    except ValueError:
        return False
    return True


def field_line(lines: Sequence[str], start: int, field: str) -> int:
    """The line that sets `field` in the block that starts at `start`, else `start`."""
    pattern = re.compile(rf"""^\s*["']?{re.escape(field)}["']?\s*[=.]|^\s*\[+\s*{field}\s*\]""")
    for number in range(start, len(lines) + 1):
        if number > start and re.match(r"\s*\[\[\s*(event|source)\s*\]\]", lines[number - 1]):
            break
        if pattern.match(lines[number - 1]):
            return number
    return start
