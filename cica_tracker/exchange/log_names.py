"""What a log is called outside its file: a name that can be a file's again, wherever."""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import PurePath

from cica_tracker.model.text import acts

_ENDING = re.compile(r"(\.[a-z]{2})?\.(xml|csv|tsv|txt|json)$", re.IGNORECASE)
_UNSAFE = set('/\\:*?"<>|')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)  # of Windows
_LONGEST = 200  # bytes; most file systems have 255


def log_name(file: str) -> str:
    """The name of the log for a file, without its ending: xxvii-7-d for XXVII-7-d.en.xml."""
    name = _ENDING.sub("", re.split(r"[/\\]", file)[-1])
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "treaty"


def is_safe(name: str) -> bool:
    """Whether a name can be that of a file in any folder of any system, and of none elsewhere."""
    return (
        0 < len(name.encode("utf-8", "replace")) <= _LONGEST
        and not any(letter in _UNSAFE or acts(letter) for letter in name)
        and not name.startswith((".", " ", "-"))
        and not name.endswith((".", " "))
        and not _RESERVED.fullmatch(name)
    )


def keys_of(paths: Iterable[str]) -> list[str]:
    """A name for each log, no two alike: its file's without the ending, and no more than needed.

    Where two files have one name, the folders above are put before it: un-xxvii-7-d.
    """
    parts = [PurePath(path).with_suffix("").parts for path in paths]
    folded = [tuple(part.casefold() for part in one) for one in parts]
    found = [one[-1] if one else "" for one in parts]
    for depth in range(2, max(map(len, parts), default=0) + 1):
        # Two that differ in case alone are told apart by no folder: a number does that.
        apart = set(zip((name.casefold() for name in found), folded, strict=True))
        times = Counter(name for name, _ in apart)
        found = [
            "-".join(one[-depth:]) if times[name.casefold()] > 1 else name
            for one, name in zip(parts, found, strict=True)
        ]
    return _numbered([name if is_safe(name) else log_name(f"log {name}") for name in found])


def _numbered(names: list[str]) -> list[str]:
    """The same names; one that was there before, in whatever case, has a number behind it."""
    taken = {name.casefold() for name in names}
    given: set[str] = set()
    found = []
    for name in names:
        number, one = 1, name
        while one.casefold() in given or (number > 1 and one.casefold() in taken):
            number += 1
            one = f"{name}-{number}"
        given.add(one.casefold())
        found.append(one)
    return found
