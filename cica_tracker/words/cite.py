"""How to cite: the treaty in a legal form, and the answer with its day. Only what is recorded."""

from datetime import date

from cica_tracker.model.events import Log
from cica_tracker.model.text import clean
from cica_tracker.rules.record import Record
from cica_tracker.words.facts import on_day
from cica_tracker.words.language import Language


def treaty_citation(lang: Language, record: Record) -> str:
    """The treaty's title; where it was adopted and when; the day in force that was announced."""
    said = [_adopted(lang, record.log)]
    if record.announcement:
        when = on_day(lang, record.announcement.date)
        said.append(lang.t("entered into force {when}", when=when))
    title, known = lang.told(record.log.treaty, "title"), ", ".join(filter(None, said))
    return f"{title} ({known})" if known else title


def _adopted(lang: Language, log: Log) -> str:
    place = lang.told(log.treaty, "place")
    when = on_day(lang, log.treaty.adopted) if log.treaty.adopted else ""
    if place and when:
        return lang.t("adopted at {place} {when}", place=place, when=when)
    if place:
        return lang.t("adopted at {place}", place=place)
    return lang.t("adopted {when}", when=when) if when else ""


def page_citation(
    lang: Language, record: Record, site: str, as_of: date, url: str | None = None
) -> str:
    """The answer of a page: what it is on, in which site, as of which day, and its address."""
    name = lang.title(record.log.treaty)
    days = lang.t("as of {day}", day=lang.day(as_of))
    if record.known_on:
        days += ", " + lang.t("as known on {day}", day=lang.day(record.known_on))
    parts = [lang.t("“{title}”", title=name), clean(site), days, url or ""]
    return ", ".join(filter(None, parts))
