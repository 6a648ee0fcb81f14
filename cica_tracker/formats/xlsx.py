"""Lists of answers as a workbook: a tidy sheet each, with real days and numbers, and no formula."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any

from cica_tracker.formats.missing import MissingError
from cica_tracker.formats.tidy import Value, rows_of
from cica_tracker.model.text import clean

# A spreadsheet counts its days from here on; an earlier one stands as text.
_FIRST_DAY = date(1900, 3, 1)
_WIDEST, _MOST_LETTERS = 60, 32_000
_MOST_ROWS = 1 << 20  # of Excel, LibreOffice and the rest
_DAY = "yyyy-mm-dd"


def xlsx(sheets: Mapping[str, tuple[Any, str]], day: date | None = None) -> bytes:
    """The bytes of an .xlsx: under each name of a sheet a list of an answer (see `rows_of`).

    Its properties are of `day`. Raises MissingError, saying what to install, without xlsxwriter.
    """
    return workbook({name: rows_of(*listed) for name, listed in sheets.items()}, day)


def workbook(sheets: Mapping[str, Sequence[Sequence[Value]]], day: date | None = None) -> bytes:
    """The bytes of an .xlsx: under each name of a sheet its rows, the first being the head.

    Its properties are of `day`, else of no day that changes. Raises MissingError, saying what to
    install, without xlsxwriter, and where a sheet has no room for the rows.
    """
    try:
        # An extra, only where it is needed; it comes without types.
        from xlsxwriter import Workbook  # type: ignore[import-untyped] # noqa: PLC0415
    except ImportError:
        raise MissingError(
            'an .xlsx needs xlsxwriter: pip install "cica-tracker[xlsx]", or print --format csv'
        ) from None
    stream = BytesIO()
    with Workbook(stream, {"in_memory": True, "default_date_format": _DAY}) as book:
        made_on = datetime.combine(day or _FIRST_DAY, time(), UTC)
        book.set_properties({"author": "CICA Tracker", "created": made_on})
        head = book.add_format({"bold": True, "bottom": 1})
        for name, rows in sheets.items():
            if len(rows) > _MOST_ROWS:
                raise MissingError(
                    f"a sheet has no room for {len(rows)} rows ({name}): write .sqlite or .parquet"
                )
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    _write(sheet, at, column, value, None if at else head)
            for column, values in enumerate(zip(*rows, strict=True)):
                widest = max(len(str(value or "")) for value in values)
                sheet.set_column(column, column, min(widest + 2, _WIDEST))
            sheet.freeze_panes(1, 1)
            sheet.autofilter(0, 0, len(rows) - 1, len(rows[0]) - 1)
    return stream.getvalue()


def _write(sheet: Any, at: int, column: int, value: Value, look: Any) -> None:
    """A value as what it is; text stays text, whatever it looks like."""
    match value:
        case None:
            pass
        case date() if value >= _FIRST_DAY:
            sheet.write_datetime(at, column, value)
        case date():
            sheet.write_string(at, column, value.isoformat())
        case str():
            sheet.write_string(at, column, clean(value)[:_MOST_LETTERS], look)
        case _:
            sheet.write_number(at, column, value)
