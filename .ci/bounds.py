"""What pyproject.toml asks for, as pip wants it, and what pip took.

`lowest` names the lowest version declared of each library that the program may use, as constraints;
`tests` what the tests themselves need, without the tools that look at the source (ruff, mypy,
build); `sources REPORT` what an installation took other than wheels, by pip's report of it.
"""

import json
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


def sources(report: dict[str, object]) -> Iterator[str]:
    """What had to be built, the project's own folder apart."""
    taken = [one["download_info"] for one in report["install"]]
    return (
        one["url"] for one in taken if "dir_info" not in one and not one["url"].endswith(".whl")
    )


if __name__ == "__main__":
    what, *files = sys.argv[1:]
    if what == "sources":
        said = sources(json.loads(Path(*files).read_text("utf-8")))
    else:
        file = Path(__file__).parent.parent / "pyproject.toml"
        said = {"lowest": lowest, "tests": tests}[what](
            tomllib.loads(file.read_text("utf-8"))["project"]
        )
    sys.stdout.writelines(f"{line}\n" for line in dict.fromkeys(said))
