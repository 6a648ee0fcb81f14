"""Make what the program needs of Unicode's CLDR, by Babel.

python tools/languages.py         # all languages that are there, again
"""

from pathlib import Path

import babel
from babel import Locale

from cica_tracker.model.state_table import folds, states

HERE = Path(__file__).parent.parent / "cica_tracker"
NAMES = HERE / "model" / "state_names.txt"
UN = ("ar", "es", "fr", "ru", "zh")
HEAD = """\
# Short names of States by language: Unicode CLDR, as Babel {version} has it; made by
# tools/languages.py, which leaves out a name that means another State. Do not edit it: names of
# one's own stand in states.txt, and those to show in another language in its catalogue.
# Copyright Unicode, Inc., and others; Unicode License v3, https://www.unicode.org/license.txt
"""


def state_names(languages: list[str]) -> str:
    """The table of names, a line for each State and a column for each language."""
    taken = {
        key: state.code
        for state in states()
        for name in (state.name, state.official, *state.also)
        for key in folds(name)
    }
    columns = {}
    for language in languages:
        names = Locale.parse(language).territories
        columns[language] = {state.code: names.get(state.code, "") for state in states()}
        for code, name in columns[language].items():
            if not name:
                continue
            for key in folds(name):
                if taken.setdefault(key, code) != code:
                    print(language, code, name, "means", taken[key])
                    columns[language][code] = ""
    rows = [["code", *languages]]
    rows += [[state.code, *(columns[one][state.code] for one in languages)] for state in states()]
    lines = (" | ".join(row) for row in rows if any(row[1:]))
    return HEAD.format(version=babel.__version__) + "\n".join(lines) + "\n"


if __name__ == "__main__":
    NAMES.write_text(state_names(["en", *UN]), encoding="utf-8")
