"""Which logs files and folders mean."""

import os

import pytest

from cica_tracker.reading.many import logs_in

LOG = 'schema = 1\n\n[treaty]\ntitle = "T"\n'


def folder(tmp_path):
    for name, text in {
        "b.toml": LOG,
        "a/z.toml": "\ufeff# a comment\n\n schema=1\n[treaty]\n",
        "a/broken.toml": "schema = 1\n[treaty\n",
        "a/pyproject.toml": '[tool]\nschema = 1\nname = "x"\n',
        "a/notes.txt": LOG,
        ".hidden/c.toml": LOG,
        "empty.toml": "",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def names(places, top):
    return [os.path.relpath(place.name, top) for place in places]


def test_a_folder_means_every_file_in_it_that_says_it_is_a_log(tmp_path):
    found = logs_in([folder(tmp_path)])
    assert names(found, tmp_path) == ["a/broken.toml", "a/z.toml", "b.toml"]
    assert all(place.logbook and place.problem is None for place in found)


def test_a_file_that_is_named_is_a_log_whatever_it_holds(tmp_path):
    top = folder(tmp_path)
    found = logs_in([top / "empty.toml", top / ".hidden" / "c.toml", top / "a" / "notes.txt"])
    assert names(found, top) == [".hidden/c.toml", "a/notes.txt", "empty.toml"]


def test_each_file_comes_once_in_the_order_of_names(tmp_path):
    top = folder(tmp_path)
    (top / "a" / "again.toml").symlink_to(top / "b.toml")
    found = logs_in([top / "b.toml", top, top / "a", top / "b.toml"])
    assert len(found) == 3
    assert names(found, top) == sorted(names(found, top))


def test_links_that_go_round_are_survived(tmp_path):
    top = folder(tmp_path)
    (top / "a" / "up").symlink_to(top)
    (top / "round.toml").symlink_to(top / "round.toml")
    (top / "nowhere.toml").symlink_to(top / "gone")
    assert names(logs_in([top]), top) == ["a/broken.toml", "a/z.toml", "b.toml"]


def test_a_path_without_a_log_says_why(tmp_path):
    (tmp_path / "none").mkdir()
    found = logs_in([tmp_path / "none", tmp_path / "gone", "", "nul\0"])
    said = {place.name: str(place.problem) for place in found}
    assert all(place.logbook is None for place in found)
    assert "there is no log in this folder" in said[str(tmp_path / "none")]
    assert "no such file" in said[str(tmp_path / "gone")]
    assert "no path" in said[""]
    assert "no path" in said["nul\0"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_a_folder_that_may_not_be_read_is_named(tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir(mode=0)
    (tmp_path / "b.toml").write_text(LOG, encoding="utf-8")
    first, second = logs_in([tmp_path])
    assert first.logbook
    assert "you may not read this" in str(second.problem)
