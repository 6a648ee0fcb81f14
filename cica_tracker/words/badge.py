"""The answer in a few words, for a badge on another page: "13 of 14", "11–13 of 14", "in force"."""

from cica_tracker.answers.last_word import last_word_of
from cica_tracker.answers.status import Range, Status
from cica_tracker.model.value import value
from cica_tracker.words.facts import number
from cica_tracker.words.language import Language


@value
class Badge:
    """What a badge says: of which treaty, how it stands, and all of it in a sentence.

    `reached` is true where nothing is lacking any more.
    """

    label: str
    value: str
    text: str
    reached: bool


def badge_of(lang: Language, status: Status) -> Badge:
    """The badge of an answer."""
    label = lang.title(status.settled.record.log.treaty)
    value = standing(lang, status)
    text = lang.t("{treaty}: {value}, as of {day}", treaty=label, value=value,
                  day=lang.day(status.as_of))  # fmt: skip
    return Badge(label, value, text, status.met)


def standing(lang: Language, status: Status) -> str:
    """How it stands: in force, or how many of how many."""
    if not status.adopted:
        return lang.t("not yet adopted")
    if status.in_force == "yes":
        return lang.t("in force")
    count = _counted(status)
    if count is None or status.required is None:
        return lang.t("{n} contracting", n=number(lang, status.contracting))
    required = status.required.at_least
    if count == Range(0, None):
        return lang.n("{n} required", "{n} required", required)
    if count.exact:
        return lang.t("{have} of {required}", have=count.at_least, required=required)
    if count.at_most is None:
        return lang.t("at least {low} of {required}", low=count.at_least, required=required)
    return lang.t(
        "{low}–{high} of {required}", low=count.at_least, high=count.at_most, required=required
    )


def _counted(status: Status) -> Range | None:
    """How many of those required there are; no upper bound where nobody has counted since."""
    if status.target is None:
        return None
    required, left = status.target
    least = 0 if left.at_most is None else required - left.at_most
    if least < required and last_word_of(status).open:
        return Range(least, None)
    return Range(least, required - left.at_least)
