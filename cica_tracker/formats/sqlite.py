"""Tables as a SQLite database: text stays text, days are ISO 8601, what is not known is NULL.

The same rows give the same bytes, as far as one version of SQLite goes.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date

from cica_tracker.exchange.columns import TABLES, Column

Value = str | int | date | None
_TYPES = {"text": "TEXT", "day": "TEXT", "number": "INTEGER"}
_KEYS = {
    "treaty": "treaty",
    "source": "treaty, source",
    "event": "treaty, event",
    "event_source": "treaty, event, source",
    "report": "treaty, event",
}
_INDEXES = {
    "event_by_type": "event (type, first_day)",
    "event_by_state": "event (iso, treaty)",
    "event_source_by_source": "event_source (treaty, source)",
    "participation_by_treaty": "participation (treaty, state)",
    "participation_by_state": "participation (iso, treaty)",
    "answer_by_day": "answer (treaty, first_day)",
}
_VIEWS = {
    # Where an amendment's day is not known, the number required is not either.
    "status_by_day": """
CREATE VIEW status_by_day AS
SELECT treaty, first_day, last_day, at_least, at_most,
  CASE WHEN required_at_least = required_at_most THEN required_at_least END AS required
FROM answer""",
    # A State has a row for each of its consents: the furthest it has come is what it is.
    "state_year": """
CREATE VIEW state_year AS
WITH RECURSIVE
  day (treaty, day) AS (
    SELECT treaty, first_day FROM event WHERE retracted_by IS NULL AND first_day IS NOT NULL
    UNION ALL
    SELECT treaty, last_day FROM event WHERE retracted_by IS NULL AND last_day IS NOT NULL
    UNION ALL
    SELECT treaty, adopted_first FROM treaty WHERE adopted_first IS NOT NULL
  ),
  span (treaty, first, last) AS (
    SELECT treaty, MIN(CAST(substr(day, 1, 4) AS INTEGER)),
      (SELECT MAX(CAST(substr(day, 1, 4) AS INTEGER)) FROM day)
    FROM day GROUP BY treaty
  ),
  year (treaty, year, last, ends) AS (
    SELECT treaty, first, last, printf('%04d-12-31', first) FROM span
    UNION ALL
    SELECT treaty, year + 1, last, printf('%04d-12-31', year + 1) FROM year WHERE year < last
  ),
  reached (treaty, state, iso, year, rank) AS (
    SELECT treaty, state, iso, year, MAX(CASE
      WHEN event IS NOT NULL AND consented_last <= ends
          AND (withdrawal IS NULL OR withdrawn_first > ends)
        THEN CASE WHEN bound_last <= ends THEN 5 ELSE 4 END
      WHEN event IS NOT NULL AND (consented_first IS NULL OR consented_first <= ends)
          AND (withdrawal IS NULL OR withdrawn_last IS NULL OR withdrawn_last > ends) THEN 3
      WHEN withdrawn_last <= ends THEN 2
      WHEN signed_last <= ends THEN 1
      ELSE 0 END)
    FROM participation JOIN year USING (treaty)
    WHERE kind IS NOT 'organisation'
    GROUP BY treaty, state, iso, year
  )
SELECT treaty, state, iso, year, CASE rank
  WHEN 5 THEN 'party' WHEN 4 THEN 'contracting' WHEN 3 THEN 'possibly contracting'
  WHEN 2 THEN 'withdrawn' WHEN 1 THEN 'signed' ELSE 'none' END AS status
FROM reached""",
}
_OF_VIEWS = {
    "status_by_day": {
        "treaty": "The treaty.",
        "first_day": "The first day with this answer; NULL: from the beginning.",
        "last_day": "The last day with it; NULL: from then on.",
        "at_least": "The least number of contracting States at the end of each of these days.",
        "at_most": "The most; NULL: no bound is known.",
        "required": "The number that the clause requires; NULL: it asks for none, or it is not "
        "known which.",
    },
    "state_year": {
        "treaty": "The treaty.",
        "state": "A State that the log names; organisations are no States.",
        "iso": "Its code.",
        "year": "From the first year of the treaty to the last year of any treaty.",
        "status": "On 31 December: party (bound by a treaty in force), contracting, possibly "
        "contracting, withdrawn, signed, or none (as far as is recorded).",
    },
}


def to_sqlite(tables: Mapping[str, Iterable[Sequence[Value]]]) -> bytes:
    """The bytes of a database with these tables of `columns.TABLES`, their views and indexes.

    The table `explained` says of each column what stands in it.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        for name, rows in tables.items():
            columns = TABLES[name]
            listed = ", ".join(f"{one.name} {_TYPES[one.kind]}" for one in columns)
            # Without row numbers of its own a table is kept once, in the order of its key.
            key = f", PRIMARY KEY ({_KEYS[name]})) WITHOUT ROWID" if name in _KEYS else ")"
            database.execute(f"CREATE TABLE {name} ({listed}{key}")
            marks = ", ".join("?" * len(columns))
            written = ([_plain(value) for value in row] for row in rows)
            database.executemany(f"INSERT INTO {name} VALUES ({marks})", written)  # noqa: S608
        for name, of in _INDEXES.items():
            database.execute(f"CREATE INDEX {name} ON {of}")
        for view in _VIEWS.values():
            database.execute(view)
        database.execute("CREATE TABLE explained (name TEXT, column_name TEXT, meaning TEXT)")
        database.executemany("INSERT INTO explained VALUES (?, ?, ?)", _meanings(tables))
        database.commit()
        return database.serialize()


def _plain(value: Value) -> str | int | None:
    if isinstance(value, date):
        return value.isoformat()
    return value


def _meanings(tables: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for name in tables:
        columns: tuple[Column, ...] = TABLES[name]
        yield from ((name, one.name, one.meaning) for one in columns)
    for name, meanings in _OF_VIEWS.items():
        yield from ((name, column, meaning) for column, meaning in meanings.items())
