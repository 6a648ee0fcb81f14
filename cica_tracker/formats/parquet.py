"""A table as Parquet: real days, and the meaning of each column in its metadata."""

from collections.abc import Iterable, Sequence
from datetime import date
from io import BytesIO

from cica_tracker.exchange.columns import TABLES
from cica_tracker.formats.missing import MissingError

Value = str | int | date | None


def to_parquet(name: str, rows: Iterable[Sequence[Value]]) -> bytes:
    """The bytes of a file with one table of `columns.TABLES`.

    Raises MissingError, saying what to install, without pyarrow.
    """
    try:
        import pyarrow as pa  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415
        from pyarrow import parquet  # type: ignore[import-not-found,unused-ignore] # noqa: PLC0415
    except ImportError:
        raise MissingError(
            'a .parquet needs pyarrow: pip install "cica-tracker[parquet]", or write a .csv'
        ) from None
    kinds = {"text": pa.string(), "day": pa.date32(), "number": pa.int64()}
    schema = pa.schema(
        [
            pa.field(one.name, kinds[one.kind], metadata={"meaning": one.meaning})
            for one in TABLES[name]
        ]
    )
    columns = [*zip(*rows, strict=True)] or [()] * len(schema)
    arrays = [pa.array(values, of.type) for values, of in zip(columns, schema, strict=True)]
    stream = BytesIO()
    parquet.write_table(pa.table(arrays, schema=schema), stream, compression="zstd")
    return stream.getvalue()
