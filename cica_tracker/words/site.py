"""The words of the web site that are no answer themselves: its title, labels and controls."""

from cica_tracker.words.language import Language


def site_title(lang: Language) -> str:
    """What a site is called that was given no title."""
    return lang.t("Ratifications")
