"""`data/`: each log as it is, and as CSV and JSON; and all of them as one SQLite."""

from collections.abc import Iterator
from functools import partial
from typing import cast

from cica_tracker.exchange.columns import TABLES
from cica_tracker.exchange.json_out import to_json
from cica_tracker.exchange.tables import Row, acts_of, tables_of
from cica_tracker.formats.csv import table_csv
from cica_tracker.formats.sqlite import to_sqlite
from cica_tracker.site.values import File, Later, Site, Treaty

WHOLE = "data/treaties.sqlite"
WHOLE_KIND = "application/vnd.sqlite3"
_KINDS = {"toml": "application/toml", "csv": "text/csv", "json": "application/json"}

Tables = dict[str, list[Row]]


def data_files(name: str) -> dict[str, str]:
    """The files of one treaty by their paths, with their media types."""
    return {f"data/{name}.{ending}": kind for ending, kind in _KINDS.items()}


def of_treaty(treaty: Treaty) -> Iterator[File]:
    """The log, what each State did as a table, and all of it as JSON that can be brought in."""
    head = tuple(column.name for column in TABLES["act"])
    table = table_csv([head, *acts_of(treaty.name, treaty.log)]).encode()
    made = treaty.data, table, to_json({treaty.name: treaty.log})
    yield from zip(data_files(treaty.name), made, strict=True)


def kept(treaty: Treaty) -> Tables:
    """The rows of the treaty in each table."""
    return tables_of(treaty.name, treaty.log, treaty.settled)


def of_all(site: Site) -> Iterator[Later]:
    """The database of all treaties."""
    yield WHOLE, partial(_whole, site)


def _whole(site: Site) -> bytes:
    tables: Tables = {name: [] for name in TABLES if name != "act"}
    for one in sorted(site.treaties, key=lambda one: one.name):
        for name, rows in cast("Tables", one.kept.get("data", {})).items():
            tables[name] += rows
    return to_sqlite(tables)
