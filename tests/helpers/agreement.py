"""The numbers and days that a document says, and those that JSON has."""

import re
from collections import Counter
from contextlib import suppress
from datetime import date

from cica_tracker.model.dates import MONTHS, parse_window
from cica_tracker.words.document import Bullets, Chart, Meter, Paragraph, Table, Tiles

_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{1,4}})")
_MONTH = re.compile(rf"\b({'|'.join(MONTHS)}) (\d{{4}})")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"\bin \d{4}\b")
_CALENDAR = re.compile(
    r"\d+ (day|month|year)s? (before|later|earlier|apart|after|ago|old)"  # ages and differences
    r"|(\d+ (day|month|year)s? ?)+, (the day of deposit|in force the day after)"  # delays
    r"|and \d+ others?|art\. \d+\(\d\)|the next \d+ \w+"  # long rows, other texts
)


def said_by(document):
    """Every text of a document that says something, the list of sources left out."""
    texts = []
    for block in document.blocks:
        match block:
            case Paragraph() | Meter():
                texts.append(block.text)
            case Bullets():
                texts += [item.text for item in block.items]
            case Table():
                texts += [cell.text for row in block.rows for cell in row]
            case Tiles():
                texts += [text for group in block.groups for text in (group.label, group.text)]
            case Chart():
                raise AssertionError("no answer of one question has a picture")
    return texts


def days_and_numbers(texts, log):
    """The days and the numbers in texts; what the log itself says in words is left out."""
    said = "\n".join(texts)
    if re.search(r"\d", said):
        said = re.sub("|".join(own_words(log)), "", said)
    days = {date(int(y), MONTHS.index(m) + 1, int(d)) for d, m, y in _DAY.findall(said)}
    for dated in (_DAY, _MONTH, _YEAR, _CALENDAR):
        said = dated.sub("", said)
    return days, {float(found) for found in re.findall(r"\d+(?:\.\d+)?", said)}


def own_words(log):
    """The names, ids, acts and notes of a log that hold a number, the longest first."""
    found = set()
    for event in log.events:
        fields = (getattr(event, field, None) for field in ("state", "act", "note", "reason"))
        labels = (condition.label for condition in getattr(event, "condition", ()))
        found |= {text for text in (event.id, *fields, *labels) if text and re.search(r"\d", text)}
    return [re.escape(text) for text in sorted(found, key=len, reverse=True)] or ["(?!)"]


def known_numbers(value, log, as_of):
    """The days and numbers of JSON, and how many entries of its lists are alike.

    What the log itself says in numbers and days is known from it.
    """
    days = {as_of, *(log.treaty.adopted or ()), *(day for e in log.events for day in e.date)}
    reports = [event for event in log.events if event.type == "report"]
    numbers = {float(n) for e in reports for n in numbers_of(e) if n is not None}
    for part in parts_of(value):
        match part:
            case bool() | None:
                pass
            case int() | float():
                numbers.add(float(part))
            case list():
                numbers.update(map(float, alike(part, as_of)))
            case str() if " " in part and re.search(r"\d", part):
                found = days_and_numbers([_ISO.sub("", part)], log)
                days |= found[0]
                numbers |= found[1]
            case str():
                with suppress(ValueError):
                    days.update(parse_window(part))
    return days, numbers


def numbers_of(report):
    return report.contracting, report.contracting_min, report.contracting_max, report.remaining


def parts_of(value):
    """Everything in JSON, at any depth."""
    yield value
    inside = value.values() if isinstance(value, dict) else value
    for one in inside if isinstance(value, dict | list) else ():
        yield from parts_of(one)


def alike(entries, as_of):
    """How many entries there are, have each value of each key, and had consented by the day."""
    yield len(entries)
    facts = [one for one in entries if isinstance(one, dict)]
    yield from Counter((k, v) for one in facts for k, v in one.items() if type(v) is str).values()
    ends = [parse_window(one["consented"]).last for one in facts if "consented" in one]
    yield from (sum(end <= as_of for end in ends), sum(end > as_of for end in ends))
