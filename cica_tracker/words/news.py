"""What changed on a day, in words: how it stands now, and what `changes` says of that day."""

from datetime import date

from cica_tracker.answers.news import News
from cica_tracker.model.value import value
from cica_tracker.words.badge import standing
from cica_tracker.words.changes import sentence
from cica_tracker.words.headline import headline
from cica_tracker.words.language import Language


@value
class Told:
    """An entry of a feed: its day, a title, what changed, and the answer of that day.

    `key` names it among those of its treaty, whatever the words.
    """

    key: str
    day: date
    title: str
    text: str
    answer: str


def told(lang: Language, news: News) -> Told | None:
    """The news in words; None where the sentence of that day would be the same without it."""
    answer = headline(lang, news.after)
    if news.learned and answer == headline(lang, news.before):
        return None
    title = lang.t(
        "{treaty}: {value}",
        treaty=lang.title(news.after.settled.record.log.treaty),
        value=standing(lang, news.after),
    )
    key = news.day.isoformat() + ("" if news.learned else "-by-itself")
    return Told(key, news.day, title, sentence(lang, news.turn), answer)
