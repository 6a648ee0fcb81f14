"""The words around what a site offers besides its answers: citations, data, feed, calendar."""

from cica_tracker.words.language import Language


def offer(lang: Language) -> dict[str, str]:
    """The headings and the names of links, in one language."""
    return {
        "cite": lang.t("How to cite"),
        "answer": lang.t("This answer"),
        "treaty": lang.t("The treaty"),
        "data": lang.t("Data"),
        "log": lang.t("The log itself, with all sources (TOML)"),
        "csv": lang.t("What each State did, as a table (CSV)"),
        "json": lang.t("All of it for programs (JSON)"),
        "whole": lang.t("All treaties as a database (SQLite)"),
        "follow": lang.t("To follow it"),
        "feed": lang.t("Feed: every change of an answer (Atom)"),
        "calendar": lang.t("Calendar: days of entry into force (iCalendar)"),
        "badge": lang.t("Badge for another page (SVG)"),
        "embed": lang.t("To embed the badge"),
    }


def site_description(lang: Language) -> str:
    """What the whole site is, in a sentence."""
    return lang.t("How many ratifications each treaty has and needs, as of any day, with sources.")


def problem_count(lang: Language, count: int) -> str:
    """That a log cannot be read, and how many problems keep it from that."""
    return lang.n(
        "This log cannot be read yet: {n} problem.",
        "This log cannot be read yet: {n} problems.",
        count,
    )
