"""The words of pictures and pages: what a chart or a file format adds to the answer itself."""

from collections.abc import Sequence
from datetime import date

from cica_tracker.answers.status import Range
from cica_tracker.words.facts import capital, number
from cica_tracker.words.language import Language
from cica_tracker.words.marks import Mark


def _marked(message: str) -> str:
    """The message itself; the name tells the catalogue's tools that it is one (`-k _marked`)."""
    return message


_WORDS = (
    _marked("contracting States"),
    _marked("consents that count"),
    _marked("certain"),
    _marked("possible"),
    _marked("no upper bound"),
    _marked("report of a count"),
    _marked("report set aside"),
    _marked("deposit"),
    _marked("deposit on one of these days"),
    _marked("withdrawal"),
    _marked("entry into force"),
    _marked("source {n}"),
    _marked("back to where source {n} is cited"),
    _marked("made with CICA Tracker"),
)


def page_words(lang: Language) -> dict[str, str]:
    """What a picture or a format adds, by its English; its places are still open."""
    return {} if lang.code == "en" else {word: lang.t(word, n="{n}") for word in _WORDS}


def step(lang: Language, when: str, count: Range) -> str:
    """A step of the band: "from 22 July 2025: 13 to 28"."""
    return lang.t("from {day}: {count}", day=when, count=number(lang, count))


def summary(  # noqa: PLR0913  the parts of a picture
    lang: Language,
    final: str,
    marks: Sequence[Mark],
    span: tuple[date, date],
    required: int | None,
    *,
    counted: str | None,
) -> str:
    """What the picture shows, for those who cannot see it."""
    first, last = lang.day(span[0]), lang.day(span[1])
    if counted:
        text = lang.t(
            "Number of consents that count ({condition}) from {first} to {last}, as a band between "
            "what is certain and what is possible.",
            condition=counted,
            first=first,
            last=last,
        )
    else:
        text = lang.t(
            "Number of contracting States from {first} to {last}, as a band between what is "
            "certain and what is possible.",
            first=first,
            last=last,
        )
    parts = [text]
    if final:
        parts.append(lang.t("At the end: {count}.", count=final))
    if required is not None:
        parts.append(lang.n("{n} is required.", "{n} are required.", required))
    reports = [mark.text for mark in marks if mark.kind in {"report", "aside"}]
    if reports:
        shown = "; ".join(reports[:6]) + (" ..." if len(reports) > 6 else "")
        parts.append(capital(shown) + ".")
    return " ".join(parts)
