"""What pyproject.toml asks for, as pip wants it: `lowest` as constraints, `tests` as requirements.

`lowest` names the lowest version declared of each library that the program may use; `tests` what
the tests themselves need, without the tools that look at the source (ruff, mypy, build).
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

TOOLS = ("build", "mypy", "ruff", "types-")


def lowest(project: dict[str, object]) -> Iterator[str]:
    """Each library of the program and its extras at the lowest version declared."""
    extras = dict(project["optional-dependencies"])
    extras.pop("test")
    for text in (*project["dependencies"], *(one for extra in extras.values() for one in extra)):
        found = re.fullmatch(r"([\w.-]+) *>= *([\w.]+)(?:,[^;]*)?(?:;.*)?", text)
        if not found:
            raise SystemExit(f"pyproject.toml: no lowest version in {text!r}")
        yield f"{found[1]}=={found[2]}"


def tests(project: dict[str, object]) -> Iterator[str]:
    """The requirements of the tests."""
    return (text for text in project["optional-dependencies"]["test"] if not text.startswith(TOOLS))


if __name__ == "__main__":
    file = Path(__file__).parent.parent / "pyproject.toml"
    asked = {"lowest": lowest, "tests": tests}[sys.argv[1]]
    print(*dict.fromkeys(asked(tomllib.loads(file.read_text("utf-8"))["project"])), sep="\n")
