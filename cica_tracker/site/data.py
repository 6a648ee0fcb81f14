"""`data/`: each log as it is, and as CSV and JSON."""

from collections.abc import Iterator

from cica_tracker.formats.csv import rows_csv
from cica_tracker.model.text import json_text
from cica_tracker.site.values import File, Treaty
from cica_tracker.words.programs import log_answer

_KINDS = {"toml": "application/toml", "csv": "text/csv", "json": "application/json"}


def data_files(name: str) -> dict[str, str]:
    """The files of one treaty by their paths, with their media types."""
    return {f"data/{name}.{ending}": kind for ending, kind in _KINDS.items()}


def of_treaty(treaty: Treaty) -> Iterator[File]:
    """The log, its events as a table, and all of it as JSON that can be brought in again."""
    answer = log_answer(treaty.log, treaty.log.events)
    made = (treaty.data, rows_csv(answer, "events").encode(),
            (json_text(answer.as_json()) + "\n").encode())  # fmt: skip
    yield from zip(data_files(treaty.name), made, strict=True)
