"""What changed on a day, in words: how it stands now, what became known, what that did to it."""

from datetime import date

from cica_tracker.answers.news import News
from cica_tracker.model.events import (
    Clause,
    Consent,
    EntryIntoForce,
    Event,
    Report,
    Retraction,
    Withdrawal,
)
from cica_tracker.model.value import value
from cica_tracker.rules.record import Record
from cica_tracker.words.badge import standing
from cica_tracker.words.change import changed
from cica_tracker.words.facts import capital, events, statement
from cica_tracker.words.headline import headline
from cica_tracker.words.language import Language

_MOST = 8
_FIRST = (EntryIntoForce, Retraction, Clause, Report, Withdrawal, Consent)


@value
class Told:
    """An entry of a feed: its day, a title, the answer of that day, and what it rests on.

    `key` names it among those of its treaty, whatever the words.
    """

    key: str
    day: date
    title: str
    text: str
    details: tuple[str, ...]


def told(lang: Language, news: News) -> Told | None:
    """The news in words; None where the sentence of that day would be the same without it."""
    answer = headline(lang, news.after)
    if news.learned and answer == headline(lang, news.before):
        return None
    record = news.after.settled.record
    title = lang.t(
        "{treaty}: {value}",
        treaty=lang.title(record.log.treaty),
        value=standing(lang, news.after),
    )
    details = []
    if news.learned:
        details.append(lang.t("Became known: {what}.", what=_learned(lang, record, news.learned)))
        what = changed(lang, news.before.settled, news.after.settled, news.day)
        details.append(capital(what) + ".")
    key = news.day.isoformat() + ("" if news.learned else "-by-itself")
    return Told(key, news.day, title, answer, tuple(details))


def _learned(lang: Language, record: Record, ids: tuple[str, ...]) -> str:
    """What became known, the weightiest first; of many the first few and their number."""
    found = sorted(events(record, ids), key=_weight)
    said = list(dict.fromkeys(statement(lang, event) for event in found))
    if len(said) > _MOST:
        rest = lang.n("{n} other", "{n} others", len(said) - _MOST)
        said = [*said[:_MOST], rest]
    return "; ".join(said)


def _weight(event: Event) -> int:
    return next((at for at, kind in enumerate(_FIRST) if isinstance(event, kind)), len(_FIRST))
