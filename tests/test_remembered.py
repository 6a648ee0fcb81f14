"""A recalled log is the log of the very same bytes, or it is not used at all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cica_tracker.logbook import Logbook, load, shipped
from cica_tracker.problems import LogError
from cica_tracker.remembered import recall, remember

LOG = b"""schema = 1
[treaty]
title = "A"
[[source]]
id = "s"
title = "S"
[[event]]
id = "e"
type = "ratification"
state = "A"
date = "[2020-01-01..2020-02-01]"
source = "s"
"""


@pytest.fixture
def environ(tmp_path):
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "log.toml"
    path.write_bytes(LOG)
    return Logbook(path, "log.toml")


def _kept(environ):
    folder = Path(environ["XDG_CACHE_HOME"], "cica-tracker")
    return sorted(folder.iterdir()) if folder.is_dir() else []


def test_a_recalled_log_equals_the_one_that_was_read(environ):
    first = load(shipped(), environ)
    second = load(shipped(), environ)
    assert _kept(environ)
    assert second == first
    assert second is not first


def test_other_bytes_are_read_anew(book, environ):
    load(book, environ)
    book.path.write_bytes(LOG.replace(b'title = "A"', b'title = "B"'))
    assert load(book, environ).treaty.title == "B"
    book.path.write_bytes(LOG + b"[[event]]\n")
    with pytest.raises(LogError):
        load(book, environ)


def test_the_name_shown_is_the_one_given_this_time(book, environ):
    load(book, environ)
    assert load(Logbook(book.path, "./log.toml"), environ).name == "./log.toml"


@pytest.mark.parametrize(
    "spoil", [lambda kept: kept[:-7], lambda kept: kept + b"x" * 9, lambda _: b""]
)
def test_a_spoilt_memory_is_not_used(book, environ, spoil):
    log = load(book, environ)
    (kept,) = _kept(environ)
    kept.write_bytes(spoil(kept.read_bytes()))
    assert load(book, environ) == log


def test_a_memory_that_others_may_write_is_not_used(book, environ):
    log = load(book, environ)
    (kept,) = _kept(environ)
    assert recall(book.path, LOG, environ) == log
    kept.chmod(0o666)
    assert recall(book.path, LOG, environ) is None


def test_it_can_be_turned_off_and_never_stands_in_the_way(book, environ, tmp_path):
    load(book, {**environ, "TRACKER_CACHE": "off"})
    assert not _kept(environ)
    assert load(book, {}).treaty.title == "A"
    (tmp_path / "file").write_text("")
    assert load(book, {"XDG_CACHE_HOME": str(tmp_path / "file")}).treaty.title == "A"


def test_only_so_many_are_kept_and_only_for_their_owner(environ, tmp_path):
    for number in range(30):
        path = tmp_path / f"{number}.toml"
        path.write_bytes(LOG)
        load(Logbook(path, path.name), environ)
    kept = _kept(environ)
    assert len(kept) == 20
    assert all(one.stat().st_mode & 0o777 == 0o600 for one in kept)


def test_writers_at_once_leave_a_whole_memory(book, environ):
    log = load(book, environ)
    children = []
    for _ in range(8):
        child = os.fork()
        if child == 0:
            for _ in range(20):
                remember(book.path, LOG, log, environ)
            os._exit(0)
        children.append(child)
    assert all(os.waitpid(child, 0)[1] == 0 for child in children)
    assert recall(book.path, LOG, environ) == log
    assert len(_kept(environ)) == 1


LOADED = """
import sys
from cica_tracker.cli import tracker
tracker(["status", "--as-of", "2024-12-31"], prog_name="tracker", standalone_mode=False)
print(sorted({"pydantic", "tomllib", "babel", "countrynames", "difflib"} & set(sys.modules)))
"""


def test_a_status_of_a_log_seen_before_loads_no_reader(environ):
    shown = [
        subprocess.run(
            [sys.executable, "-c", LOADED],
            env={**os.environ, **environ},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        for _ in range(2)
    ]
    assert "'pydantic', 'tomllib'" in shown[0][-1]
    assert shown[1][-1] == "[]"
    assert shown[0][:-1] == shown[1][:-1]
