"""Keep the languages up to date: catalogues, calendars, names of States.

    python tools/languages.py         # after the wording changed, or with a newer Babel
    python tools/languages.py kk      # a new language, by its code in Unicode's CLDR

The messages in the code go to each catalogue `words/locale/CODE.po`, where a translator finds what
is new. What Unicode's CLDR knows goes to `words/locale/CODE.json` (days and numbers) and to
`model/state_names.txt`. Needs Babel, which the extra `test` brings.
"""

import json
import re
import sys
from pathlib import Path

import babel
from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, get_date_format, parse_pattern
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.numbers import get_decimal_symbol

from cica_tracker.model.state_table import State, folds, states

PACKAGE = Path(__file__).parent.parent / "cica_tracker"
LOCALE = PACKAGE / "words" / "locale"
NAMES = PACKAGE / "model" / "state_names.txt"
KEYWORDS = DEFAULT_KEYWORDS | {"t": None, "n": (1, 2), "remark": None, "_marked": None}
WIDTH = 100
# Names of States are understood in the six languages of the UN, and shown in all there are here.
UN = ("en", "ar", "es", "fr", "ru", "zh")
HEAD = """\
# Short names of States by language: Unicode CLDR, as Babel {version} has it; made by
# tools/languages.py, which leaves out a name that means another State. Do not edit it: names of
# one's own stand in states.txt, and those to show in another language in its catalogue.
# Copyright Unicode, Inc., and others; Unicode License v3, https://www.unicode.org/license.txt
"""


def messages() -> Catalog:
    """The messages of the code."""
    found = Catalog()
    for file, _, message, comments, context in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        found.add(
            message,
            locations=[(f"cica_tracker/{file}", 0)],
            auto_comments=comments,
            context=context,
        )
    return found


def update(code: str) -> Catalog:
    """The catalogue of a language, with the messages of the code; a new one where there is none."""
    file = LOCALE / f"{code}.po"
    template = messages()
    if file.exists():
        with file.open("rb") as stream:
            catalogue = read_po(stream, locale=code)
    else:
        known = locale(code)
        catalogue = Catalog(
            locale=known, project="CICA Tracker", version="", fuzzy=False, charset="utf-8"
        )
    # The day on which it was last done says nothing, and two branches would differ in it.
    template.creation_date = catalogue.creation_date
    catalogue.update(template)
    with file.open("wb") as stream:
        write_po(stream, catalogue, width=WIDTH, include_lineno=False)
    return catalogue


def locale(code: str) -> Locale | None:
    """What CLDR knows of a language; None where it knows nothing."""
    try:
        return Locale.parse(code)
    except UnknownLocaleError:
        return None


def calendar(known: Locale, pattern: str) -> dict[str, object]:
    """How a language writes days and numbers; `pattern` is "long" or one of CLDR's letters."""
    day = get_date_format("long", known) if pattern == "long" else parse_pattern(pattern)
    skeleton = known.datetime_skeletons.get("MMMMd") or parse_pattern("d MMMM")
    short = known.months["stand-alone"]["abbreviated"]
    return {
        "day": by_month(day, known),
        "short_day": by_month(parse_pattern("d MMM y"), known),
        "day_of_year": by_month(skeleton, known),
        "months": [short[month] for month in range(1, 13)],
        "decimal": get_decimal_symbol(known),
    }


def by_month(pattern: DateTimePattern, known: Locale) -> list[str]:
    """A pattern of CLDR's letters for each month, the day and the year left open as {d} and {y}."""
    form = str(pattern.format)  # Babel has it as "%(d)s %(MMMM)s %(y)s"
    texts = []
    for month in range(1, 13):
        values = {
            "d": "{d}",
            "dd": "{d:02}",
            "y": "{y}",
            "yyyy": "{y:04}",
            "G": known.eras["abbreviated"][1],
        }
        values |= {"M": str(month), "MM": f"{month:02}"}
        for letter, context in (("M", "format"), ("L", "stand-alone")):
            values[letter * 3] = known.months[context]["abbreviated"][month]
            values[letter * 4] = known.months[context]["wide"][month]
        texts.append(form % values)
    return texts


def state_names(languages: list[str]) -> str:
    """The table of names, a line for each State and a column for each language."""
    taken = {key: state.code for state in states() for name in own(state) for key in folds(name)}
    columns: dict[str, dict[str, str]] = {}
    for language in languages:
        names = Locale.parse(language).territories
        columns[language] = {
            state.code: name
            for state in states()
            if (name := names.get(state.code))
            and all(taken.setdefault(key, state.code) == state.code for key in folds(name))
        }
    rows = [["code", *languages]]
    rows += [[s.code, *(columns[one].get(s.code, "") for one in languages)] for s in states()]
    lines = (" | ".join(row).rstrip() for row in rows if any(row[1:]))
    return HEAD.format(version=babel.__version__) + "\n".join(lines) + "\n"


def own(state: State) -> tuple[str, ...]:
    """The names that the table itself has for a State."""
    return (state.name, state.official, *state.also)


def main(new: list[str]) -> None:
    """Make or renew everything."""
    codes = sorted({*(file.stem for file in LOCALE.glob("*.po")), *new})
    shown = list(UN)
    for code in codes:
        if not re.fullmatch("[A-Za-z]{2,3}(_[A-Za-z0-9]+)*", code):
            sys.exit(f"{code}: not the code of a language, such as kk or zh_Hans")
        catalogue = update(code)
        if known := locale(code):
            message = catalogue.get("long", "day format")
            made = calendar(known, str((message and message.string) or "long"))
            text = json.dumps(made, ensure_ascii=False, indent=1)
            (LOCALE / f"{code}.json").write_text(text + "\n", encoding="utf-8")
            shown += [code] if code not in shown else []
        else:
            print(f"{code}: CLDR does not know it; days and States stay English")
        empty = sum(not any(m.string or ()) for m in catalogue if m.id)
        fuzzy = sum(m.fuzzy for m in catalogue if m.id)
        print(
            f"{code}: {empty} empty, {fuzzy} to be confirmed, {len(catalogue.obsolete)} to delete"
        )
    NAMES.write_text(state_names(shown), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
