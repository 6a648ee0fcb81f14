"""The last word on the count in the sentence of an answer: its age, and what is open since."""

from cica_tracker.answers.last_word import LastWord
from cica_tracker.answers.status import Range, Status
from cica_tracker.model.events import Consent
from cica_tracker.words.facts import names
from cica_tracker.words.language import Language


def left_then(lang: Language, status: Status, word: LastWord, day: str, count: str) -> str:
    """Nothing is recorded or supposed since the last report: what that left to be done."""
    assert word.when is not None
    assert word.remaining is not None
    return lang.t(
        "As of {day}: {count}; {then} when last reported ({when}, {age}); nothing is recorded "
        "since, so {open}.",
        day=day,
        count=count,
        then=_were_needed(lang, word.remaining),
        when=lang.window(word.when),
        age=lang.age(word.when.last, status.as_of),
        open=_open(lang, status),
    )


def unheard(lang: Language, status: Status, day: str) -> str:
    """Neither a deposit nor a count is recorded."""
    assert status.required is not None
    return lang.n(
        "As of {day}: {n} is required; no deposit and no count is recorded, so how many more "
        "are needed is not known.",
        "As of {day}: {n} are required; no deposit and no count is recorded, so how many more "
        "are needed is not known.",
        status.required.at_least,
        day=day,
    )


def open_since(lang: Language, status: Status, word: LastWord) -> str:
    """What the numbers of today rest on, what came since, and what that leaves open."""
    if word.when is None:
        return lang.t("No deposit and no count is recorded, so {open}.", open=_open(lang, status))
    values = {
        "day": lang.window(word.when),
        "age": lang.age(word.when.last, status.as_of),
        "open": _open(lang, status),
    }
    if word.report is None:
        return lang.t(
            "Last deposit recorded: {day} ({age}); no source says that all are recorded, "
            "so {open}.",
            **values,
        )
    if acts := _since(lang, word):
        return lang.t(
            "Last report of a count: {day} ({age}); since then {acts}, and nothing else, "
            "so {open}.",
            **values,
            acts=acts,
        )
    return lang.t(
        "Last report of a count: {day} ({age}); nothing is recorded since, so {open}.",
        **values,
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
    came = [one.state for one in word.since if isinstance(one, Consent) and one.source]
    went = [one.state for one in word.since if not isinstance(one, Consent)]
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
    if not word.open or word.when is None:
        return ""
    values = {"day": lang.window(word.when), "age": lang.age(word.when.last, status.as_of)}
    if word.since:
        return lang.t("Last report of a count: {day} ({age}).", **values)
    return lang.t("Last word on the count: {day} ({age}); nothing is recorded since.", **values)
