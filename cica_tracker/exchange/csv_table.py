"""A researcher's table as treaties: each act of each row, one log a treaty.

What is no day is not believed, a State that is not known is told, and what was assumed is said.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from cica_tracker.answers.diff import identity
from cica_tracker.exchange.csv_dates import NOTHING, Cell, NoDay, Reader, reader_of
from cica_tracker.exchange.csv_file import CsvTable, TableRow, read_table
from cica_tracker.exchange.csv_map import OF_ITS_OWN, Map
from cica_tracker.exchange.found import Act, Found, Unread, refuse_later
from cica_tracker.exchange.log_names import log_name
from cica_tracker.exchange.names import refuse_two_names
from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.dates import Window
from cica_tracker.model.problems import LogError
from cica_tracker.model.remark import remark
from cica_tracker.model.sources import Source, Treaty
from cica_tracker.model.state_table import short_name, state_called, state_coded
from cica_tracker.model.value import value

_SEVERAL = re.compile(r"\s*[,;/|]\s*")
_AND = re.compile(r"^and\s+", re.IGNORECASE)
_FEW = 5


@value
class About:
    """What is told of the table itself: the day retrieved, and how its source is called."""

    retrieved: date
    title: str | None = None
    publisher: str | None = None
    url: str | None = None


@dataclass
class _Treaty:
    rows: int = 0
    acts: list[Act] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)


def from_table(data: bytes, file: str, how: Map, about: About) -> list[Found]:
    """The treaties of a table. Raises LogError with the line of what is wrong."""
    table = read_table(data, file, how.told)
    reading = _Reading(table, how)
    treaties = reading.treaties()
    source = _source(data, file, about)
    found = []
    for title, one in treaties.items():
        refuse_two_names(
            [(act.row, act.state) for act in one.acts],
            lambda line: f"{file}:{line}",
            once=False,
        )
        for act in one.acts:
            refuse_later(act, about.retrieved, f"{file}:{act.row}")
        name = title or how.title or log_name(file)
        acts, twice = _counted(one.acts)
        found.append(
            Found(
                file=file,
                name=log_name(title) if title else log_name(file),
                treaty=Treaty(title=name),
                source=source,
                retrieved=about.retrieved,
                rows=one.rows,
                acts=tuple(acts),
                covers=reading.covers,
                unread=tuple(sorted([*one.unread, *twice])),
                assumed=(*table.assumed, *reading.assumed()),
            )
        )
    if not found:
        raise LogError(f"{file}: the table has no rows\n  is it the right file?")
    return found


class _Reading:
    """A table, read row by row."""

    def __init__(self, table: CsvTable, how: Map) -> None:
        self.table, self.how = table, how
        self.at = {
            key: table.column(name)
            for key, name in how.columns.items()
            if key != "type" or how.type_of(name) is None or name in table.columns
        }
        self.fixed = None if "type" in self.at else how.type_of(how.columns.get("type", ""))
        self.dated = [key for key in ("date", *OF_ITS_OWN) if key in self.at]
        self.readers = {key: self._reader(key) for key in self.dated}
        self.believed_not: Counter[tuple[str, str]] = Counter()
        self.unknown: dict[str, None] = {}
        self.types: set[str] = set(self.dated) - {"date"}
        self.of_codes = self._has_codes()

    def _reader(self, key: str) -> Reader:
        at = self.at[key]
        cells = [Cell(row.line, row.cells[at]) for row in self.table.rows]
        return reader_of(self.table.file, self.table.columns[at], cells, self.how.dates)

    def _has_codes(self) -> bool:
        """Whether the column of States has codes: then NA is Namibia, and not a gap."""
        if "state" not in self.at:
            return True
        cells = [row.cells[self.at["state"]].strip() for row in self.table.rows]
        return sum(len(cell) <= 3 and cell != "NA" for cell in cells) * 2 > len(cells)

    @property
    def covers(self) -> frozenset[str]:
        """The types of acts that the table has a place for; one consent stands for all."""
        consents = set(CONSENT_FORMS) if self.types & set(CONSENT_FORMS) else set()
        return frozenset(self.types | consents)

    def treaties(self) -> dict[str, _Treaty]:
        """The rows of each treaty, by its title ("" where no column has one), acts with lines."""
        found: dict[str, _Treaty] = defaultdict(_Treaty)
        for row in self.table.rows:
            title = " ".join(self._cell(row, "treaty").split())
            one = found[title]
            one.rows += 1
            self._row(row, one)
        return found

    def _cell(self, row: TableRow, key: str) -> str:
        return row.cells[self.at[key]].strip() if key in self.at else ""

    def _row(self, row: TableRow, treaty: _Treaty) -> None:
        names = self._names(row)
        if not names:
            treaty.unread.append(Unread(row.line, "", remark("no State stands in this row")))
            return
        shown = ", ".join(names[:_FEW])
        acts: list[tuple[str, Window]] = []
        whys: list[str] = []
        for key in self.dated:
            text = self._cell(row, key)
            column = self.table.columns[self.at[key]]
            try:
                window = self.readers[key].window(text)
                if window is None:
                    continue
                kind = self._type(row) if key == "date" else key
            except NoDay:
                self.believed_not[column, text] += 1
            except ValueError as error:
                whys.append(remark("{column}: {why}", column=column, why=error.args[0]))
            else:
                self.types.add(kind)
                acts.append((kind, window))
        if not acts and not whys:
            whys.append(remark("no day stands in this row"))
        treaty.unread += [Unread(row.line, shown, why) for why in whys]
        note = self._cell(row, "note")
        treaty.acts += [
            Act(row.line, name, kind, window, note) for name in names for kind, window in acts
        ]

    def _type(self, row: TableRow) -> str:
        if self.fixed:
            return self.fixed
        words = self._cell(row, "type")
        kind = self.how.type_of(words)
        if kind is None:
            raise ValueError(
                remark(
                    '"{words}" is no act that is known: name it in [types] of a map file',
                    words=words,
                )
            )
        return kind

    def _names(self, row: TableRow) -> list[str]:
        """The names of the States of a row, codes turned into names."""
        text = self._cell(row, "state")
        if text.casefold() in NOTHING and not (text == "NA" and self.of_codes):
            text = ""
        if not text:
            text = self._cell(row, "code")
        if self.how.split:
            parts = [_AND.sub("", part.strip()) for part in text.split(self.how.split)]
            return [self._name(part) for part in dict.fromkeys(parts) if part]
        parts = _SEVERAL.split(text) if state_called(text) is None else []
        if sum(state_called(part) is not None for part in parts) > 1:
            raise LogError(
                f'{self.table.file}:{row.line}: "{text[:60]}" names several States\n'
                '  tell what stands between them: --split ","'
            )
        return [self._name(text)] if text else []

    def _name(self, text: str) -> str:
        """The name as printed, or that of the code that is printed."""
        name = " ".join(text.split())
        coded = state_coded(name) if len(name) <= 3 and not name.islower() else None
        if coded is not None:
            return short_name(coded.code) or name
        if state_called(name) is None:
            self.unknown[name] = None
        return name

    def assumed(self) -> list[str]:
        """What was found rather than told, in words."""
        said = [reader.assumed for reader in self.readers.values() if reader.assumed]
        for (column, text), number in self.believed_not.items():
            said.append(
                remark(
                    '{column}: "{text}" stands for no day, and is not believed (rows: {n})',
                    column=column,
                    text=text,
                    n=number,
                )
            )
        if self.unknown:
            listed = ", ".join(f'"{name}"' for name in list(self.unknown)[:_FEW])
            more = len(self.unknown) - _FEW
            said.append(
                remark("not known as States, and taken as they stand: {listed}", listed=listed)
                if more <= 0
                else remark(
                    "not known as States, and taken as they stand: {listed} and {n} more",
                    listed=listed,
                    n=more,
                )
            )
        return said


def _counted(acts: Iterable[Act]) -> tuple[list[Act], list[Unread]]:
    """The acts, each once, and those that the law does not count beside them.

    A State consents once until it has withdrawn: the first consent is taken, a second one told.
    """
    once = dict.fromkeys(acts)
    found: list[Act] = []
    unread: list[Unread] = []
    seen: set[tuple[str, str, Window]] = set()
    standing: set[str] = set()
    for act in sorted(once, key=lambda one: (one.date.last, one.date.first, one.row)):
        who = identity(act.state)
        if (who, act.type, act.date) in seen:
            continue
        seen.add((who, act.type, act.date))
        if act.type == "withdrawal":
            standing.discard(who)
        elif act.type in CONSENT_FORMS:
            if who in standing:
                why = remark("a second consent of the State, which counts once")
                unread.append(Unread(act.row, act.state, why))
                continue
            standing.add(who)
        found.append(act)
    found.sort(key=lambda one: (one.row, one.date))
    return found, unread


def _source(data: bytes, file: str, about: About) -> Source:
    name = re.split(r"[/\\]", file)[-1]
    return Source(
        id=f"{log_name(file)[:60]}-{about.retrieved}",
        title=about.title or f"Table {name}",
        publisher=about.publisher,
        authority="secondary",
        published=Window(about.retrieved, about.retrieved),
        url=about.url,
        note=f"File {name}, SHA-256 {sha256(data).hexdigest()}.",
    )
