"""The one sentence of an answer that a minister could read out."""

from cica_tracker.answers.status import Status
from cica_tracker.rules.evidence import leaves_out
from cica_tracker.words.facts import needed, number
from cica_tracker.words.language import Language


def headline(lang: Language, status: Status) -> str:
    """One sentence that a minister could read out."""
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
    if status.in_force == "yes":
        return _in_force(lang, status, day)
    if status.required is not None and status.remaining is not None:
        return _of_required(lang, status, day) + _conditions_met(lang, status)
    have = number(lang, status.contracting)
    if status.clause is None:
        text = lang.t(
            "As of {day}: {have} contracting States; the number required is not known.",
            day=day,
            have=have,
        )
    else:
        met = [one.met(status.as_of.toordinal()) for one in status.force.progress]
        text = lang.t(
            "As of {day}: {have} contracting States; {met} of {all} conditions met.",
            day=day,
            have=have,
            met=met.count("yes"),
            all=len(met),
        )
    return text


def _in_force(lang: Language, status: Status, day: str) -> str:
    """Once the treaty is in force nobody is lacking, whoever withdraws later (VCLT art. 55)."""
    have, force = number(lang, status.contracting), status.force
    if not force.day.exact or force.day.earliest is None:
        return lang.t("As of {day}: in force; {have} contracting States.", day=day, have=have)
    since = lang.day(force.day.earliest)
    if force.announcement:
        return lang.t(
            "As of {day}: in force since {since}, as announced; {have} contracting States.",
            day=day,
            since=since,
            have=have,
        )
    return lang.t(
        "As of {day}: in force since {since}, as computed; {have} contracting States.",
        day=day,
        since=since,
        have=have,
    )


def _of_required(lang: Language, status: Status, day: str) -> str:
    """The sentence on a plain count: how many of how many, and how many more."""
    assert status.required is not None
    assert status.remaining is not None
    needs = needed(lang, status.remaining)
    have = counted(lang, status)
    if not status.required.exact:
        return lang.t(
            "As of {day}: {have} contracting States; {needed}.", day=day, have=have, needed=needs
        )
    required = status.required.at_least
    if status.remaining.at_most == 0:
        if not status.contracting.exact:
            have = lang.t("at least {low}", low=status.contracting.at_least)
        return lang.t(
            "As of {day}: {have} contracting States, {required} required; {needed}.",
            day=day,
            have=have,
            required=required,
            needed=needs,
        )
    return lang.n(
        "As of {day}: {have} of the {n} required; {needed}.",
        "As of {day}: {have} of the {n} required; {needed}.",
        required,
        day=day,
        have=have,
        needed=needs,
    )


def _conditions_met(lang: Language, status: Status) -> str:
    """Where the clause has more than the count: how many conditions are met."""
    met = [one.met(status.as_of.toordinal()) for one in status.force.progress]
    if len(met) < 2:
        return ""
    return " " + lang.t("{met} of {all} conditions met.", met=met.count("yes"), all=len(met))


def counted(lang: Language, status: Status) -> str:
    """How many count towards the number required; past it the upper bound says nothing."""
    assert status.required is not None
    assert status.remaining is not None
    required = status.required.at_least
    low, high = status.contracting.at_least, status.contracting.at_most
    if status.clause and status.clause.plain and status.required.exact:
        most = status.remaining.at_most
        least_counted = required - most if most is not None and most > 0 else None
        if least_counted is not None and leaves_out(status.clause.plain):
            low = least_counted
            high = required - status.remaining.at_least if status.remaining.at_least else None
    if high is None or (low < required <= high and low != high):
        return lang.t("at least {low}", low=low)
    if low == high:
        return str(low)
    return lang.t("{low} to {high}", low=low, high=high)
