"""A remark in English that can be said in another language too."""


class Remark(str):
    """The remark in English, with the message and the values that it was made of.

    A value may be a remark itself.
    """

    __slots__ = ("message", "values")
    message: str
    values: dict[str, object]


def remark(message: str, **values: object) -> Remark:
    """A message with its values filled in; the catalogues find it by this function's name."""
    found = Remark(message.format(**values))
    found.message, found.values = message, values
    return found
