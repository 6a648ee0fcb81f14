"""What-if: consents that are assumed for one question and never written."""

from difflib import get_close_matches
from typing import cast

from cica_tracker.dates import parse_window
from cica_tracker.document import clean
from cica_tracker.events import CONSENT_FORMS, Consent, ConsentForm, Log
from cica_tracker.problems import LogError

NEXT = "next"


def assumed_events(log: Log, texts: tuple[str, ...]) -> tuple[Consent, ...]:
    """The consents that "Kuwait=2026-12-01" or "next=2026-12-01:accession" stand for.

    `next` is a State not named. Raises LogError for a text that says nothing, a State that the
    log does not know, or one that has consented and not withdrawn.
    """
    return tuple(_assumed(log, text, number) for number, text in enumerate(texts, 1))


def _assumed(log: Log, text: str, number: int) -> Consent:
    name, equals, rest = text.partition("=")
    when, colon, form = rest.strip().partition(":")
    form = form.strip() or "ratification"
    if not (name.strip() and equals and when.strip()) or (colon and form not in CONSENT_FORMS):
        raise LogError(
            f'--assume "{text}" is not understood\n'
            "  write STATE=DATE or STATE=DATE:FORM, such as Kuwait=2026-12-01:accession; "
            "next=2026-12-01 is a State not named"
        )
    try:
        window = parse_window(when)
    except ValueError as error:
        raise LogError(f'--assume "{text}": {error}') from None
    state = None if name.strip().lower() == NEXT else _known_state(log, name.strip())
    kind = cast("ConsentForm", form)
    return Consent(id=f"assumed-{number}", date=window, source=(), type=kind, state=state)


def _known_state(log: Log, name: str) -> str:
    """The log's own spelling of a State."""
    states: set[str] = {s for event in log.events if (s := getattr(event, "state", None))}
    if name in states:
        return name
    folded = {state.casefold(): state for state in states}
    if name.casefold() in folded:
        return folded[name.casefold()]
    import countrynames  # noqa: PLC0415  only for a name that the log spells otherwise

    code = countrynames.to_code(name)
    same = [state for state in sorted(states) if code and countrynames.to_code(state) == code]
    if same:
        return same[0]
    if not any(event.type == "membership" for event in log.events):
        return name
    near = get_close_matches(name, sorted(states), n=3)
    advice = " or ".join(f'"{one}"' for one in near) if near else "a State of tracker members"
    raise LogError(f'--assume: the log knows no State "{clean(name)}"\n  did you mean {advice}?')
