"""Which languages there are: English, and one for each catalogue in `locale`."""

from functools import cache
from pathlib import Path

from cica_tracker.words.language import Language

_LOCALE = Path(__file__).with_name("locale")


def languages() -> tuple[str, ...]:
    """The codes of all languages there are: English and one for each catalogue."""
    return ("en", *sorted(file.stem for file in _LOCALE.glob("*.po")))


@cache
def language(code: str = "en") -> Language:
    """The language of a code of `languages()`."""
    if code == "en":
        return Language()
    # Only other languages need it, and English must be quick.
    from cica_tracker.words.translated import Translated  # noqa: PLC0415

    return Translated(code)
