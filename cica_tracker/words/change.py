"""What an addition does to the answer, in words: "remaining: 1 → 0; would enter into force ..."."""

from datetime import date

from cica_tracker.answers.force import Force, force_of
from cica_tracker.answers.status import Range, required_and_remaining, to_range
from cica_tracker.model.events import Event
from cica_tracker.rules.contradictions import Settled
from cica_tracker.words.facts import number
from cica_tracker.words.language import Language


def change(lang: Language, before: Settled, after: Settled, event: Event | None, now: date) -> str:
    """The change in the answer as of `now`, or as of the event's own day if that lies ahead."""
    if event is None:
        return lang.t("the answer does not change: no event rests on this source yet")
    day = max(now, event.date.first)
    sooner, later = (force_of(settled) for settled in (before, after))
    parts = [_count(lang, before, after, day)]
    force = _force(lang, later, day)
    same = sooner.day == later.day and sooner.announced == later.announced
    parts.append(lang.t("{force}, as before", force=force) if same else force)
    return lang.t("as of {day}: {changes}", day=lang.day(day), changes="; ".join(parts))


def _count(lang: Language, before: Settled, after: Settled, day: date) -> str:
    """How many remain or, where no number is asked for, how many contract."""
    at = day.toordinal()
    remaining = [required_and_remaining(settled, at)[1] for settled in (before, after)]
    contracting = [to_range(*settled.bounds.at(at)) for settled in (before, after)]
    if remaining[1] is not None:
        return _from_to(lang, lang.t("remaining"), remaining[0], remaining[1])
    return _from_to(lang, lang.t("contracting"), contracting[0], contracting[1])


def _from_to(lang: Language, label: str, before: Range | None, after: Range) -> str:
    new = number(lang, after)
    if before is None:
        return lang.t("{label}: {new}", label=label, new=new)
    if before == after:
        return lang.t("{label}: {new}, as before", label=label, new=new)
    return lang.t("{label}: {old} → {new}", label=label, old=number(lang, before), new=new)


def _force(lang: Language, force: Force, day: date) -> str:
    span = force.day
    if force.announced:
        if force.announced <= day:
            return lang.t("in force since {day}, as announced", day=lang.day(force.announced))
        return lang.t("enters into force on {day}, as announced", day=lang.day(force.announced))
    if span.earliest is None:
        return lang.t("no day of entry into force follows from what is known")
    if span.exact:
        return lang.t("would enter into force on {day}", day=lang.day(span.earliest))
    if span.latest is None:
        return lang.t(
            "would enter into force on {day} at the earliest", day=lang.day(span.earliest)
        )
    first, last = lang.day(span.earliest), lang.day(span.latest)
    return lang.t("would enter into force between {first} and {last}", first=first, last=last)
