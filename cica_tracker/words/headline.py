"""The one sentence of an answer that a minister could read out, with what it leaves open."""

from cica_tracker.answers.last_word import last_word_of
from cica_tracker.answers.status import (
    Status,
    as_recorded,
    counting,
    required_and_remaining_if_adopted,
)
from cica_tracker.words.facts import needed, number, sentences
from cica_tracker.words.force import have
from cica_tracker.words.language import Language
from cica_tracker.words.last_word import last_said, left_then, open_since, unheard
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
    if status.in_force == "yes":
        return _in_force(lang, status, day)
    if status.met:
        return sentences(_met(lang, status, day), _entry(lang, status))
    word = last_word_of(status)
    if status.required is not None and status.remaining is not None:
        last_is_open = word.open and status.required.exact
        nothing_supposed = as_recorded(status.settled) is status.settled
        if last_is_open and nothing_supposed and word.when is None:
            return unheard(lang, status, day)
        since = bool(word.since) or not nothing_supposed
        if last_is_open and not since and word.report is not None and word.remaining is not None:
            text = left_then(lang, status, word, day, _count(lang, status))
            return text + _conditions_met(lang, status)
        more = open_since(lang, status, word) if last_is_open else why_uncertain(lang, status)
        return sentences(_of_required(lang, status, day) + _conditions_met(lang, status), more)
    contracting = number(lang, status.contracting)
    if status.clause is None:
        text = lang.t(
            "As of {day}: {have} contracting States; the number required is not known.",
            day=day,
            have=contracting,
        )
    else:
        text = lang.t("As of {day}: {have} contracting States.", day=day, have=contracting)
        text += _conditions_met(lang, status, always=True)
    return sentences(text, last_said(lang, status, word))


def told_of_report(status: Status) -> bool:
    """Whether the sentence itself says what was last reported, and when."""
    word = last_word_of(status)
    told = word.open and word.report is not None and word.remaining is not None
    return told and status.adopted and not status.met and status.target is not None


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
    if status.target is None:
        return lang.t("As of {day}: the conditions for entry into force are met.", day=day)
    required, remaining = status.target
    if remaining.at_most != 0:  # a withdrawal since does not undo it
        return lang.t(
            "As of {day}: the conditions for entry into force have been met; since a withdrawal "
            "{have} contracting States.",
            day=day,
            have=number(lang, status.contracting),
        )
    return lang.t(
        "As of {day}: {have} contracting States, {required} required; {needed}.",
        day=day,
        have=enough(lang, status),
        required=required,
        needed=_needed(lang, status),
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
    return lang.t(
        "As of {day}: {count}; {needed}.",
        day=day,
        count=_count(lang, status),
        needed=_needed(lang, status),
    )


def _needed(lang: Language, status: Status) -> str:
    """How many more; where something is supposed, also how many more without that."""
    assert status.remaining is not None
    now, recorded = needed(lang, status.remaining), as_recorded(status.settled)
    before = required_and_remaining_if_adopted(recorded, status.as_of)[1]
    if recorded is status.settled or before is None:
        return now
    if before == status.remaining:
        return lang.t("{needed}, as without what is supposed", needed=now)
    without = needed(lang, before)
    return lang.t("{needed} (without what is supposed: {before})", needed=now, before=without)


def _count(lang: Language, status: Status) -> str:
    """How many of how many, and of whom where the clause lists States."""
    assert status.required is not None
    if not status.required.exact:
        count = status.contracting
        only = count.exact and count.at_least == 1
        return lang.n(
            "{have} contracting State",
            "{have} contracting States",
            1 if only else count.at_most or count.at_least,
            have=number(lang, count),
        )
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
