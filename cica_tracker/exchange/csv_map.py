"""Which column is what: the pairs of `--map`, or a small TOML file that keeps them."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from typing import Any, get_args

from cica_tracker.exchange.csv_dates import Order
from cica_tracker.exchange.csv_file import Told
from cica_tracker.exchange.titles import CONFIRMATION, NOTE, USUAL, kind_of
from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.model.value import value

OF_ITS_OWN = (*CONSENT_FORMS, "signature", "provisional-application", "withdrawal")
_KEYS = ("state", "code", "treaty", "date", "type", "note", *OF_ITS_OWN)
_SETTINGS = ("map", "types", "dates", "delimiter", "encoding", "header", "split", "title")


@value
class Map:
    """Which column is what (`columns`: `state`, `date`, `type`, a type of act, ...).

    `types` are the words of a table for types of acts, by their letters in lower case. `split` is
    what stands between several States in one cell.
    """

    columns: Mapping[str, str]
    types: Mapping[str, str] = field(default_factory=dict)
    dates: Order | None = None
    told: Told = Told()
    split: str | None = None
    title: str | None = None

    def type_of(self, words: str) -> str | None:
        """The type of act that a cell names; None: it is not known."""
        words = " ".join(words.split())
        if words.casefold() in self.types:
            return self.types[words.casefold()]
        if words in USUAL:
            return USUAL[words]
        if words.casefold() in OF_ITS_OWN:
            return words.casefold()
        kind = kind_of(words)
        return None if kind in {NOTE, CONFIRMATION} else kind


def map_of(pairs: Iterable[str], kept: Mapping[str, Any] | None, name: str = "") -> Map:
    """The map that `--map` and the values of a map's file make; `--map` goes before.

    Raises LogError for a key that is none, and where no column has States or days.
    """
    found = _kept(kept or {}, name)
    columns = {**found.columns, **dict(_pairs(pairs))}
    for key in columns:
        if key not in _KEYS:
            raise LogError(f'"{key}" is nothing that a column can be\n  {did_you_mean(key, _KEYS)}')
    if not columns.keys() & {"state", "code"}:
        raise LogError("no column has the States\n  name it: --map state=COLUMN")
    if not columns.keys() & {"date", *OF_ITS_OWN}:
        raise LogError(
            "no column has days\n"
            "  name it: --map date=COLUMN,type=COLUMN, or --map accession=COLUMN"
        )
    if "date" in columns and "type" not in columns:
        raise LogError(
            "no column says what happened on the day\n  name it: --map type=COLUMN, or name the "
            "column of days by the act: --map accession=COLUMN"
        )
    return replace(found, columns=columns)


def _pairs(given: Iterable[str]) -> Iterable[tuple[str, str]]:
    for text in given:
        for pair in next(csv.reader([text], skipinitialspace=True), []):
            key, sign, column = pair.partition("=")
            if not sign or not column.strip():
                raise LogError(
                    f'"{pair}" is no pair: write --map state=COLUMN,date=COLUMN,type=COLUMN'
                )
            yield key.strip().lower(), column.strip()


def _kept(values: Mapping[str, Any], name: str) -> Map:
    for key in values:
        if key not in _SETTINGS:
            raise LogError(f'{name}: unknown field "{key}"\n  {did_you_mean(key, _SETTINGS)}')
    for key in ("map", "types"):
        table = values.get(key, {})
        if not isinstance(table, dict) or not all(isinstance(one, str) for one in table.values()):
            raise LogError(f"{name}: [{key}] is a table of texts")
    types = {words.casefold(): kind for words, kind in values.get("types", {}).items()}
    for words, kind in types.items():
        if kind not in OF_ITS_OWN:
            raise LogError(f'{name}: "{words}" is no "{kind}"\n  {did_you_mean(kind, OF_ITS_OWN)}')
    for key in ("delimiter", "encoding", "split", "title", "dates"):
        if key in values and not isinstance(values[key], str):
            raise LogError(f"{name}: {key} is a text")
    dates = values.get("dates", "auto")
    if dates not in {"auto", *get_args(Order)}:
        raise LogError(f'{name}: dates is "auto", "ymd", "dmy" or "mdy"')
    told = Told(values.get("delimiter"), values.get("encoding"), bool(values.get("header", True)))
    order: Order | None = None if dates == "auto" else dates
    return Map(values.get("map", {}), types, order, told, values.get("split"), values.get("title"))
