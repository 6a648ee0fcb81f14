"""A reader's own sentence with an answer's values in its places: {contracting}, {as_of:long}.

A place is a key of the JSON, its parts joined by dots. Only the keys that are listed can be named,
so a template reaches nothing else of the program.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from cica_tracker.answers.as_json import keys_of
from cica_tracker.answers.force import Span
from cica_tracker.answers.status import Range
from cica_tracker.answers.values import ForceDays, Quantity, StatusAnswer
from cica_tracker.model.problems import LogError, did_you_mean, or_else
from cica_tracker.model.text import acts, clean
from cica_tracker.words.facts import between, needed, number
from cica_tracker.words.force import span, yes_no
from cica_tracker.words.language import Language

_PART = re.compile(r"(\{\{|\}\})|\{([^{}\n]*)\}|([{}])")
_STATES = {"named_states", "possibly_named_states", "candidates", "missing"}
_YES_NO = {"in_force", "met"}
_WORDED = Range | Quantity | Span | ForceDays
_FORMATS = {
    "long": "a day in words",
    "short": "a day in few letters",
    "needed": "how many more are needed",
}


def filled(
    lang: Language, template: str, answer: StatusAnswer, protect: Callable[[str], str] = str
) -> str:
    """The template with its places filled; `{{` and `}}` are braces, `protect` escapes a value.

    Raises LogError for a place that there is not, with the nearest, and for a lone brace.
    """
    places = placeholders(answer)

    def value(found: re.Match[str]) -> str:
        if found[1]:
            return found[1][0]
        if found[3]:
            line = template.count("\n", 0, found.start()) + 1
            advice = f"write {found[3] * 2} for a brace, or {{contracting}} for a place"
            raise LogError(f'template, line {line}: a lone "{found[3]}"\n  {advice}')
        name, _, form = (part.strip() for part in found[2].partition(":"))
        if name not in places:
            shown = f'template: there is no place "{clean(name)}"'
            advice = or_else(did_you_mean(name, tuple(places)), "--keys lists them all")
            raise LogError(f"{shown}\n  {advice}")
        return protect(_worded(lang, name, places[name], form))

    return "".join(
        character if character in "\n\t\r" or not acts(character) else repr(character)[1:-1]
        for character in _PART.sub(value, template)
    )


def placeholders(answer: StatusAnswer) -> dict[str, Any]:
    """Every place, by its key, with the value that stands there."""
    return dict(_places("", answer))


def worded(lang: Language, name: str, value: object) -> str:
    """A value as it stands in the place of a key."""
    return _worded(lang, name, value, "")


def _places(start: str, value: Any) -> Iterator[tuple[str, Any]]:
    inside: Mapping[str, Any] = {}
    compound = is_dataclass(value) and not isinstance(value, type)
    if compound:
        inside = {key: getattr(value, field) for key, field in keys_of(type(value)).items()}
    elif isinstance(value, tuple):
        inside = {str(at): one for at, one in enumerate(value) if is_dataclass(one)}
    if start and (not compound or isinstance(value, _WORDED)):
        yield start, value
    for key, one in inside.items():
        yield from _places(f"{start}.{key}" if start else key, one)


def _worded(lang: Language, name: str, value: Any, form: str) -> str:
    if form:
        return _formed(lang, name, value, form)
    last = name.rsplit(".", 1)[-1]
    match value:
        case Range():
            return number(lang, value)
        case Quantity():
            return _quantity(lang, value)
        case Span():
            return span(lang, value)
        case ForceDays():
            return lang.day(value.announced) if value.announced else _computed(lang, value)
        case tuple():
            return _listed(lang, value, states=last in _STATES)
    return _plain(lang, last, value)


def _plain(lang: Language, key: str, value: Any) -> str:
    """A value of JSON's own kinds."""
    match value:
        case None if key == "at_most":
            return lang.t("no bound")
        case None if key in {"missing", "known_on"}:
            return lang.t("none")
        case None:
            return lang.t("not known")
        case bool():
            return yes_no(lang, "yes" if value else "no")
        case date():
            return value.isoformat()
        case str():
            return yes_no(lang, value) if key in _YES_NO else clean(value)
    return _weight(lang, value)


def _formed(lang: Language, name: str, value: Any, form: str) -> str:
    """A value in the format that the template asks for."""
    match form, value:
        case "long" | "short", None:
            return lang.t("not known")
        case "long", date():
            return lang.day(value)
        case "short", date():
            return lang.short_day(value)
        case "long", Span() | ForceDays():
            return _worded(lang, name, value, "")
        case "needed", None:
            return lang.t("not known")
        case "needed", Range():
            return needed(lang, value)
    if form not in _FORMATS:
        said = ", ".join(f"{one} ({what})" for one, what in _FORMATS.items())
        raise LogError(f'template: there is no format "{clean(form)}"\n  there are: {said}')
    what = "a day, such as {as_of:long}"
    if form == "needed":
        what = "a count, such as {remaining:needed}"
    raise LogError(f'template: "{name}" has no format "{form}"\n  {form} is for {what}')


def _quantity(lang: Language, value: Quantity) -> str:
    low, high = value.at_least or 0, value.at_most
    return between(lang, _weight(lang, low), None if high is None else _weight(lang, high))


def _weight(lang: Language, value: float) -> str:
    return str(value) if isinstance(value, int) else lang.decimal(f"{value:g}")


def _computed(lang: Language, days: ForceDays) -> str:
    """A computed day, said to be one: the depositary has announced none."""
    when = span(lang, Span(days.earliest, days.latest))
    return when if days.earliest is None else lang.t("{when} (computed)", when=when)


def _listed(lang: Language, value: tuple[Any, ...], *, states: bool) -> str:
    if not value:
        return lang.t("none")
    texts = [getattr(one, "text", None) or getattr(one, "id", one) for one in value]
    return lang.listed([lang.state(one) if states else clean(str(one)) for one in texts])
