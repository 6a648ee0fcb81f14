"""The one sentence of an answer that a minister could read out, with what it leaves open."""

from cica_tracker.answers.last_word import LastWord, last_word_of
from cica_tracker.answers.status import Range, Status, counting
from cica_tracker.model.events import Consent
from cica_tracker.words.facts import age, names, needed, number, sentences
from cica_tracker.words.force import have
from cica_tracker.words.language import Language
from cica_tracker.words.uncertain import why_uncertain


def headline(lang: Language, status: Status) -> str:
    """The count, what is lacking, how old the last word is, and what may have come since."""
    day = lang.day(status.as_of)
    treaty = status.settled.record.log.treaty
    if not status.adopted and treaty.adopted:
        adopted = lang.window(treaty.adopted)
        return lang.t(
            "As of {day}: the treaty was not yet adopted (adoption: {adopted}), "
            "so no State could have consented.",
            day=day,
            adopted=adopted,
        )
    return sentences(_answer(lang, status, day), _contradicted(lang, status))


def _answer(lang: Language, status: Status, day: str) -> str:
    met = status.force.met.latest
    if status.in_force == "yes":
        return _in_force(lang, status, day)
    if met is not None and met <= status.as_of:
        return sentences(_met(lang, status, day), _entry(lang, status))
    word = last_word_of(status)
    if status.required is not None and status.remaining is not None:
        if word.open and status.required.exact:
            return _silence(lang, status, word, day) + _conditions_met(lang, status)
        text = _of_required(lang, status, day) + _conditions_met(lang, status)
        return sentences(text, why_uncertain(lang, status))
    contracting = number(lang, status.contracting)
    if status.clause is None:
        text = lang.t(
            "As of {day}: {have} contracting States; the number required is not known.",
            day=day,
            have=contracting,
        )
    else:
        text = lang.t("As of {day}: {have} contracting States;", day=day, have=contracting)
        text += _conditions_met(lang, status, always=True)
    return sentences(text, _age(lang, status, word))


def told_of_report(status: Status) -> bool:
    """Whether the sentence itself says what was last reported, and when."""
    met = status.force.met.latest
    over = status.in_force == "yes" or (met is not None and met <= status.as_of)
    counts = status.required is not None and status.required.exact and status.remaining is not None
    word = last_word_of(status)
    told = word.report is not None and word.remaining is not None and word.open
    return status.adopted and not over and counts and told


def _in_force(lang: Language, status: Status, day: str) -> str:
    """Once the treaty is in force nobody is lacking, whoever withdraws later (VCLT art. 55)."""
    contracting, force = number(lang, status.contracting), status.force
    if force.announcement:
        return lang.t(
            "As of {day}: in force since {since}, as announced; {have} contracting States.",
            day=day,
            since=lang.window(force.announcement.date),
            have=contracting,
        )
    first, last = force.day.earliest, force.day.latest
    assert first is not None
    assert last is not None
    since = lang.day(first) if first == last else lang.t("{day} at the latest", day=lang.day(last))
    return lang.t(
        "As of {day}: {have} contracting States, enough for entry into force; by computation in "
        "force since {since}, but no announcement by the depositary is recorded.",
        day=day,
        have=contracting,
        since=since,
    )


def _met(lang: Language, status: Status, day: str) -> str:
    """The conditions are met, and the delay is still running."""
    if status.required is None or not status.required.exact or status.remaining is None:
        return lang.t("As of {day}: the conditions for entry into force are met.", day=day)
    if status.remaining.at_most != 0:  # a withdrawal since does not undo it
        return lang.t(
            "As of {day}: the conditions for entry into force have been met; since a withdrawal "
            "{have} contracting States.",
            day=day,
            have=number(lang, status.contracting),
        )
    return lang.t(
        "As of {day}: {have} contracting States, {required} required; no more needed.",
        day=day,
        have=enough(lang, status),
        required=status.required.at_least,
    )


def enough(lang: Language, status: Status) -> str:
    """How many contract where the number is reached: past it the upper bound says nothing."""
    if status.contracting.exact:
        return str(status.contracting.at_least)
    return lang.t("at least {low}", low=status.contracting.at_least)


def _entry(lang: Language, status: Status) -> str:
    """When it enters into force now that the conditions are met."""
    force = status.force
    if force.announcement:
        when = lang.window(force.announcement.date)
        return lang.t("Entry into force, as announced: {when}.", when=when)
    first, last = force.day.earliest, force.day.latest
    if first is None or last is None:
        return ""
    if first == last:
        return lang.t(
            "By computation it enters into force on {day}; that is not announced.",
            day=lang.day(first),
        )
    if first <= status.as_of:
        return lang.t(
            "By computation it enters into force by {last}, and may have done so from {first} on; "
            "that is not announced.",
            first=lang.day(first),
            last=lang.day(last),
        )
    return lang.t(
        "By computation it enters into force between {first} and {last}; that is not announced.",
        first=lang.day(first),
        last=lang.day(last),
    )


def _of_required(lang: Language, status: Status, day: str) -> str:
    """How many of how many, and how many more."""
    assert status.remaining is not None
    return lang.t(
        "As of {day}: {count}; {needed}.",
        day=day,
        count=_count(lang, status),
        needed=needed(lang, status.remaining),
    )


def _count(lang: Language, status: Status) -> str:
    """How many of how many, and of whom where the clause lists States."""
    assert status.required is not None
    if not status.required.exact:
        return lang.t("{have} contracting States", have=number(lang, status.contracting))
    condition = counting(status.clause) if status.clause else None
    if condition and condition.among:
        return lang.t(
            "{have} of the {n} required of {whole} listed States",
            have=counted(lang, status),
            n=status.required.at_least,
            whole=len(set(condition.among)),
        )
    return lang.n(
        "{have} of the {n} required",
        "{have} of the {n} required",
        status.required.at_least,
        have=counted(lang, status),
    )


def _silence(lang: Language, status: Status, word: LastWord, day: str) -> str:
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
        "count": _count(lang, status),
        "then": _were_needed(lang, word.remaining),
        "when": lang.window(word.report.date) if word.report else lang.day(word.day),
        "age": age(lang, word.day, status.as_of),
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
    if supposed:
        text = lang.n("{n} deposit is supposed ({names})", "{n} deposits are supposed ({names})",
                      len(supposed), names=names(lang, supposed))  # fmt: skip
        parts.append(text)
    if went:
        text = lang.n("{n} withdrawal ({names})", "{n} withdrawals ({names})",
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


def _age(lang: Language, status: Status, word: LastWord) -> str:
    """How old the last word is, where the number required says nothing."""
    if not word.open or word.day is None:
        return ""
    values = {
        "day": lang.window(word.report.date) if word.report else lang.day(word.day),
        "age": age(lang, word.day, status.as_of),
    }
    if word.since:
        return lang.t("The last report of a count is of {day} ({age}).", **values)
    return lang.t(
        "The last word on the count is of {day} ({age}); nothing is recorded since.", **values
    )


def _conditions_met(lang: Language, status: Status, *, always: bool = False) -> str:
    """Where the clause has more than the count: how many conditions are met."""
    progress = status.force.progress_on(status.as_of)
    met = [one.met(status.as_of.toordinal()) for one in progress]
    if len(met) < 2 and not always:
        return ""
    return " " + lang.t("{met} of {all} conditions met.", met=met.count("yes"), all=len(met))


def _contradicted(lang: Language, status: Status) -> str:
    if not status.set_aside:
        return ""
    return lang.n(
        "The record contradicts itself: {n} statement is set aside.",
        "The record contradicts itself: {n} statements are set aside.",
        len(status.set_aside),
    )


def counted(lang: Language, status: Status) -> str:
    """How many count towards the number required; past it the upper bound says nothing."""
    condition = counting(status.clause) if status.clause else None
    progress = status.force.of_clause[status.clause.id] if status.clause else ()
    one = next((one for one in progress if one.condition == condition), None)
    if one is not None:
        return have(lang, one, status.as_of.toordinal())
    assert status.required is not None
    low, high = status.contracting.at_least, status.contracting.at_most
    if high is None or (low < status.required.at_least <= high and low != high):
        return lang.t("at least {low}", low=low)
    return number(lang, status.contracting)
