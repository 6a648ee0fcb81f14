"""Why a count is a range: consents that came between two days on which it is known."""

from datetime import date

from cica_tracker.answers.status import Status
from cica_tracker.words.language import Language


def why_uncertain(lang: Language, status: Status) -> str:
    """The consents whose day is not known, and between which days they came."""
    contracting = status.contracting
    if contracting.exact or contracting.at_most is None:
        return ""
    day = status.as_of.toordinal()
    bounds = status.settled.bounds
    low, high = status.settled.path_low(day), status.settled.path_high(day)
    if high is None or not high.ids or high.day <= day or not low.ids:
        return ""
    first, last = bounds.at(low.day), bounds.at(high.day)
    if first[0] != first[1] or last[0] != last[1] or last[0] <= first[0]:
        return ""
    return lang.n(
        "The day of {n} consent is not known: it came after {first} and by {last}.",
        "The days of {n} consents are not known: they came after {first} and by {last}.",
        contracting.at_most - contracting.at_least,
        first=lang.day(date.fromordinal(low.day)),
        last=lang.day(date.fromordinal(high.day)),
    )


def loosely(lang: Language) -> str:
    """That the bounds of a log with too many uncertain days may be wider than need be."""
    return lang.t(
        "Too many days are uncertain to weigh every order of them: the bounds are true, "
        "and may be wider than need be."
    )
