"""What is said when a format needs something that is not installed."""


class MissingError(Exception):
    """A format cannot be made here; the message says what to install or to do instead."""
