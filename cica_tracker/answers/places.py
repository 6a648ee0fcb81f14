"""Where a problem stands: the line of a field of the n-th event or source."""

from typing import NamedTuple

from cica_tracker.model.events import Log
from cica_tracker.model.problems import Problem
from cica_tracker.reading.positions import field_line, line_at


class Places(NamedTuple):
    """Makes problems that point at a field of the n-th event or source."""

    log: Log

    def event(self, index: int, field: str, message: str, advice: str) -> Problem:
        """A problem of a field of an event."""
        return self._at(self.log.event_lines, index, field, message, advice)

    def source(self, index: int, field: str, message: str, advice: str) -> Problem:
        """A problem of a field of a source."""
        return self._at(self.log.source_lines, index, field, message, advice)

    def name(self, identifier: str) -> str:
        """An event and its line: `jordan (line 41)`."""
        index = next(i for i, event in enumerate(self.log.events) if event.id == identifier)
        return f"{identifier} (line {self.line(index)})"

    def line(self, index: int) -> int:
        """The line on which the n-th event begins."""
        lines = self.log.event_lines
        return lines[index] if index < len(lines) else 1

    def _at(
        self, lines: tuple[int, ...], index: int, field: str, message: str, advice: str
    ) -> Problem:
        start = lines[index] if index < len(lines) else 1
        line = field_line(self.log.lines, start, field)
        return Problem(self.log.name, line, message, advice, line_at(self.log.lines, line))
