"""A log from disk as typed facts, or every problem of its text at once."""

from cica_tracker.model.events import Log
from cica_tracker.model.problems import refused
from cica_tracker.reading.logbook import Logbook, read_bytes
from cica_tracker.reading.parse import read


def load(logbook: Logbook) -> Log:
    """The log in a file. Raises LogError with every problem of a text that is no log."""
    reading = read(read_bytes(logbook), logbook.name)
    if reading.log is None:
        raise refused(reading.problems, ": the log cannot be read")
    return reading.log
