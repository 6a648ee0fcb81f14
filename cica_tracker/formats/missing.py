"""What is said when a format needs something that is not installed."""

from cica_tracker.model.problems import LogError


class MissingError(LogError):
    """A format cannot be made here; the message says what to install or to do instead."""
