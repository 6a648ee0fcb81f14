"""Which languages there are: English, and one for each catalogue in `locale`."""

from functools import cache
from importlib import resources

from cica_tracker.words.language import Language


def languages() -> tuple[str, ...]:
    """The codes of all languages there are: English and one for each catalogue."""
    folder = resources.files("cica_tracker.words") / "locale"
    names = (entry.name for entry in folder.iterdir()) if folder.is_dir() else ()
    return ("en", *sorted(name[:-3] for name in names if name.endswith(".po")))


@cache
def language(code: str = "en") -> Language:
    """The language of a code of `languages()`."""
    if code == "en":
        return Language()
    # Only other languages need it, and English must be quick.
    from cica_tracker.words.translated import Translated  # noqa: PLC0415

    return Translated(code)
