"""The last word on the count in the sentence of an answer: its age, and what is open since."""

from cica_tracker.answers.last_word import LastWord
from cica_tracker.answers.status import Range, Status
from cica_tracker.model.events import Consent
from cica_tracker.words.facts import names
from cica_tracker.words.language import Language


def silence(lang: Language, status: Status, word: LastWord, day: str, count: str) -> str:
    """Nothing bounds the count since the last word: what it left to be done, and what is open."""
    assert status.required is not None
    assert status.remaining is not None
    if word.day is None or word.remaining is None:
        return lang.n(
            "As of {day}: {n} is required; no deposit and no count is recorded, so how many more "
            "are needed is not known.",
            "As of {day}: {n} are required; no deposit and no count is recorded, so how many more "
            "are needed is not known.",
            status.required.at_least,
            day=day,
        )
    values = {
        "day": day,
        "count": count,
        "then": _were_needed(lang, word.remaining),
        "when": lang.window(word.report.date) if word.report else lang.day(word.day),
        "age": lang.age(word.day, status.as_of),
        "open": _open(lang, status),
    }
    if word.report is None:
        return lang.t(
            "As of {day}: {count}; {then} after the last deposit recorded ({when}, {age}); no "
            "source says that all are recorded, so {open}.",
            **values,
        )
    if not word.since:
        return lang.t(
            "As of {day}: {count}; {then} when last reported ({when}, {age}); nothing is recorded "
            "since, so {open}.",
            **values,
        )
    return lang.t(
        "As of {day}: {count}; {then} when last reported ({when}, {age}); since then {acts}, and "
        "nothing else, so {open}.",
        **values,
        acts=_since(lang, word),
    )


def _were_needed(lang: Language, count: Range) -> str:
    low, high = count.at_least, count.at_most
    if high is None:
        return lang.n("at least {n} more was needed", "at least {n} more were needed", low)
    if low == high:
        return lang.n("{n} more was needed", "{n} more were needed", high)
    if low == 0:
        return lang.n("at most {n} more was needed", "at most {n} more were needed", high)
    return lang.n(
        "between {low} and {n} more were needed",
        "between {low} and {n} more were needed",
        high,
        low=low,
    )


def _since(lang: Language, word: LastWord) -> str:
    """The deposits and withdrawals recorded since the last report, by name."""
    acts = [event for event in word.since if isinstance(event, Consent)]
    came = [event.state for event in acts if event.source]
    supposed = [event.state for event in acts if not event.source]
    went = [event.state for event in word.since if not isinstance(event, Consent)]
    parts = []
    if came:
        text = lang.n("{n} deposit is recorded ({names})", "{n} deposits are recorded ({names})",
                      len(came), names=names(lang, came))  # fmt: skip
        parts.append(text)
    if went:
        text = lang.n("{n} withdrawal is recorded ({names})",
                      "{n} withdrawals are recorded ({names})",
                      len(went), names=names(lang, went))  # fmt: skip
        parts.append(text)
    if supposed:
        text = lang.n("{n} deposit is supposed ({names})", "{n} deposits are supposed ({names})",
                      len(supposed), names=names(lang, supposed))  # fmt: skip
        parts.append(text)
    return lang.listed(parts)


def _open(lang: Language, status: Status) -> str:
    assert status.remaining is not None
    if status.remaining.at_least:
        return lang.t("more may have consented")
    if status.in_force == "possibly":
        return lang.t("it may be complete, or in force")
    return lang.t("it may be complete")


def last_said(lang: Language, status: Status, word: LastWord) -> str:
    """How old the last word is, where the number required says nothing."""
    if not word.open or word.day is None:
        return ""
    values = {
        "day": lang.window(word.report.date) if word.report else lang.day(word.day),
        "age": lang.age(word.day, status.as_of),
    }
    if word.since:
        return lang.t("The last report of a count is of {day} ({age}).", **values)
    return lang.t(
        "The last word on the count is of {day} ({age}); nothing is recorded since.", **values
    )
