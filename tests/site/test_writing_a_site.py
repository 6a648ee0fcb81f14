"""A site in its folder: only what changed is written; what it did not make is left alone."""

import shutil

import pytest
from helpers.command import ROOT

from cica_tracker.reading.many import SITE_FILES
from cica_tracker.site.write import write
from cica_tracker.writing.output import OutputError

FILES = [("index.html", b"one"), ("treaty/a.html", b"two"), ("treaty/b.html", b"three")]


def tree(folder):
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_second_run_writes_nothing(tmp_path):
    assert write(FILES, tmp_path).changed == 3
    before = tree(tmp_path)
    done = write(FILES, tmp_path)
    assert (done.changed, done.same, done.removed) == (0, 3, 0)
    assert tree(tmp_path) == before


def test_only_what_changed_is_written_and_what_is_no_more_is_removed(tmp_path):
    write(FILES, tmp_path)
    before = tree(tmp_path)
    done = write([FILES[0], ("treaty/a.html", b"new")], tmp_path)
    assert (done.changed, done.same, done.removed) == (1, 1, 1)
    after = tree(tmp_path)
    assert after["index.html"] == before["index.html"]
    assert after["treaty/a.html"][0] == b"new"
    assert "treaty/b.html" not in after


def test_what_others_put_there_stays(tmp_path):
    (tmp_path / "CNAME").write_text("example.org")
    (tmp_path / "treaty").mkdir()
    (tmp_path / "treaty" / "mine.html").write_text("mine")
    before = tree(tmp_path)
    write(FILES, tmp_path)
    write(FILES[:1], tmp_path)
    after = tree(tmp_path)
    assert {name: after[name] for name in before} == before
    assert set(after) == {*before, "index.html", SITE_FILES}


def test_a_file_in_the_way_is_never_overwritten(tmp_path):
    (tmp_path / "index.html").write_text("mine")
    with pytest.raises(OutputError, match="not made by tracker site"):
        write(FILES, tmp_path)
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_page_that_somebody_changed_is_not_removed(tmp_path):
    write(FILES, tmp_path)
    (tmp_path / "treaty" / "b.html").write_text("changed by hand")
    assert write(FILES[:2], tmp_path).removed == 0
    assert (tmp_path / "treaty" / "b.html").read_text() == "changed by hand"


def test_a_link_leads_no_page_out_of_the_folder(tmp_path):
    outside, site = tmp_path / "outside", tmp_path / "site"
    outside.mkdir()
    site.mkdir()
    (site / "treaty").symlink_to(outside)
    with pytest.raises(OutputError, match="no folder of the site"):
        write(FILES, site)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": [1]}', '{"files": {"a": 1}}', "\0"])
def test_a_damaged_list_of_files_stops_it(tmp_path, text):
    (tmp_path / SITE_FILES).write_text(text)
    with pytest.raises(OutputError, match="no list of a site's files"):
        write(FILES, tmp_path)


@pytest.mark.parametrize("name", ["../out.html", "/out.html"])
def test_a_list_of_files_removes_nothing_outside(tmp_path, name):
    site, outside = tmp_path / "site", tmp_path / "out.html"
    write(FILES, site)
    outside.write_bytes(b"one")
    manifest = site / SITE_FILES
    text = manifest.read_text().replace('"index.html"', f'"{name}"')
    manifest.write_text(text)
    (site / "index.html").unlink()
    write(FILES, site)
    assert outside.read_bytes() == b"one"


def test_a_run_that_broke_off_can_be_taken_up_again(tmp_path):
    def broken():
        yield FILES[0]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(broken(), tmp_path)
    assert write(FILES, tmp_path).changed == 2


def test_the_command_makes_a_page_for_each_log_and_says_what_it_did(run, tmp_path):
    logs, site = tmp_path / "logs", tmp_path / "site"
    logs.mkdir()
    for name in ("CPTPP", "ACAP-2001"):
        shutil.copy(ROOT / "tests/treaties/logs" / f"{name}.toml", logs)
    (logs / "broken.toml").write_text("schema = 1\n[treaty]\n")
    args = ("site", logs, "--to", site, "--as-of", "2026-11-24")
    done = run(*args)
    assert (done.stdout, done.returncode) == ("", 1)  # for the broken one
    assert "0 removed" in done.stderr
    names = {path.stem for path in (site / "treaty").iterdir()}
    assert names == {path.stem for path in logs.glob("*.toml")} - {"broken"}
    assert "line 2" in (site / "index.html").read_text("utf-8")
    before = tree(site)
    assert "0 written" in run(*args).stderr
    assert tree(site) == before


def test_a_site_among_its_own_logs_is_none_of_them(run, tmp_path):
    shutil.copy(ROOT / "tests/treaties/logs/CPTPP.toml", tmp_path)
    args = ("site", tmp_path, "--to", tmp_path / "public", "--as-of", "2026-11-24")
    assert run(*args).returncode == 0
    before = tree(tmp_path)
    assert " 0 written" in run(*args).stderr
    assert tree(tmp_path) == before


@pytest.mark.long
def test_logs_of_one_name_have_pages_of_their_own(run, tmp_path):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        shutil.copy(ROOT / "examples" / "rome-statute.toml", tmp_path / name / "Rome.toml")
    shutil.copy(ROOT / "examples" / "ctbt.toml", tmp_path / "a")
    run("site", tmp_path, "--to", tmp_path / "site", "--as-of", "2026-11-24")
    names = {path.name for path in (tmp_path / "site" / "treaty").iterdir()}
    assert names == {"a-Rome.html", "b-Rome.html", "ctbt.html"}
