"""A table in a text file: its encoding, its delimiter, its cells; what was assumed is said."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple, NoReturn

from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.remark import remark
from cica_tracker.model.value import value

LARGEST = 32 * 1024 * 1024
_MOST_ROWS = 200_000
_LONGEST_CELL = 100_000
_TRIED = 50
_DELIMITERS = {
    ",": remark("the delimiter is a comma"),
    ";": remark("the delimiter is a semicolon"),
    "\t": remark("the delimiter is a tab"),
    "|": remark("the delimiter is a bar"),
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MARK = re.compile(r"#?(\d{1,4})")


class Told(NamedTuple):
    """What the user said of a table; None: find it."""

    delimiter: str | None = None
    encoding: str | None = None
    header: bool = True


class TableRow(NamedTuple):
    """A row: the line of the file at which it begins, and its cells."""

    line: int
    cells: tuple[str, ...]


@value
class CsvTable:
    """A table with the names of its columns; `assumed` says what was found and not told."""

    file: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    assumed: tuple[str, ...]

    def column(self, name: str) -> int:
        """The index of a column by its name or by its number from 1 (`#3`). Raises LogError."""
        wanted = name.strip().casefold()
        for at, column in enumerate(self.columns):
            if column.strip().casefold() == wanted:
                return at
        found = _MARK.fullmatch(name.strip())
        if found and 1 <= int(found[1]) <= len(self.columns):
            return int(found[1]) - 1
        if len(self.columns) == 1:
            advice = "the table has one column alone: tell its delimiter with --delimiter"
        else:
            advice = did_you_mean(name, list(self.columns))
        raise LogError(f'{self.file}:1: there is no column "{name}"\n  {advice}')


def read_table(data: bytes, file: str, told: Told) -> CsvTable:
    """The table of a file's bytes. Raises LogError with the line of what is wrong."""
    assumed = []
    encoding, why = (told.encoding, "") if told.encoding else _encoding(data)
    if why:
        assumed.append(why)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise LogError(
            f"{file}:{line}: byte 0x{data[error.start]:02x} is no {encoding}\n"
            "  tell the encoding with --encoding"
        ) from None
    except LookupError:
        raise LogError(
            f'"{encoding}" is no encoding that is known\n  write utf-8, cp1252'
        ) from None
    if (at := text.find("\0")) >= 0:
        _refuse(file, text.count("\n", 0, at) + 1, "a NUL stands here", "is it a text file?")
    delimiter = told.delimiter or _delimiter(text)
    if delimiter is None:
        _refuse(file, 1, "no delimiter is found", "tell it with --delimiter")
    if not told.delimiter:
        assumed.append(_DELIMITERS[delimiter])
    rows = list(islice(_rows(text, delimiter, file), _MOST_ROWS + 2))
    if not rows:
        raise LogError(f"{file}: the file is empty")
    if len(rows) > _MOST_ROWS + 1:
        _refuse(file, rows[-1].line, f"more than {_MOST_ROWS} rows", "is it the right file?")
    if told.header:
        columns, rows = tuple(cell.strip() for cell in rows[0].cells), rows[1:]
        assumed.append(remark("the first row has the names of the columns"))
    else:
        columns = tuple(str(number) for number in range(1, len(rows[0].cells) + 1))
    return CsvTable(file, columns, tuple(_even(rows, len(columns), file)), tuple(assumed))


def _encoding(data: bytes) -> tuple[str, str]:
    """The encoding, and in words why it was taken; "" where the file itself says it."""
    for mark, name in _BOMS:
        if data.startswith(mark):
            return name, ""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return "cp1252", remark(
            "the encoding is cp1252, since byte {byte} in line {line} is no UTF-8",
            byte=f"0x{data[error.start]:02x}",
            line=line,
        )
    return "utf-8", ""


def _delimiter(text: str) -> str | None:
    """The delimiter that cuts the first rows into most cells, as evenly as can be."""
    best: tuple[float, int, str] | None = None
    for one in _DELIMITERS:
        try:
            rows = csv.reader(io.StringIO(text, newline=""), delimiter=one)
            counts = Counter(len(row) for row in islice(rows, _TRIED) if row)
        except csv.Error:
            continue
        width, even = counts.most_common(1)[0] if counts else (0, 0)
        if width > 1:
            best = max(best or (0.0, 0, ""), (even / sum(counts.values()), width, one))
    return best[2] if best else None


def _rows(text: str, delimiter: str, file: str) -> Iterator[TableRow]:
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            said, advice = str(error), "correct the quotes of this row"
            if "unexpected end" in said or "field larger" in said:
                said = "a quote is opened in this row and never closed"
            elif "expected after" in said:
                said = "something stands behind a closed quote: is the delimiter another one?"
            _refuse(file, line, said, advice)
        if any(cell.strip() for cell in cells):
            yield TableRow(line, tuple(cells))
        line = reader.line_num + 1


def _even(rows: list[TableRow], width: int, file: str) -> Iterator[TableRow]:
    """The rows, each as wide as the header; empty cells at the end may be too many."""
    for number, row in enumerate(rows):
        extra = row.cells[width:]
        if len(row.cells) < width or any(cell.strip() for cell in extra):
            advice = "a delimiter or a quote is missing, or one too many"
            if not number:
                advice = (
                    "does the first row stand on the line of the header, or is one of them cut?"
                )
            said = f"this row has {len(row.cells)} cells, and the table {width} columns"
            _refuse(file, row.line, said, advice)
        yield row._replace(cells=row.cells[:width])


def _refuse(file: str, line: int, why: str, advice: str) -> NoReturn:
    raise LogError(f"{file}:{line}: {why}\n  {advice}")
