"""Written files: whole or not at all, and nothing that is there is overwritten unasked."""

import os
import stat
from pathlib import Path

import pytest

from cica_tracker.writing import files
from cica_tracker.writing.output import OutputError, write


def alone(path):
    return [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.fixture(params=["nameless", "named"])
def _ways(request, monkeypatch):
    """With and without files that have no name until they are whole."""
    if request.param == "named":
        monkeypatch.setattr(files, "_NAMELESS", 0)


@pytest.mark.usefixtures("_ways")
def test_a_file_that_is_there_stays_unless_its_overwriting_is_asked_for(tmp_path):
    path = tmp_path / "brief.md"
    write(path, b"# one\n")
    with pytest.raises(OutputError, match="there is a file already, so it stays as it is"):
        write(path, b"# two\n")
    assert path.read_bytes() == b"# one\n"
    write(path, b"# two\n", force=True)
    assert path.read_bytes() == b"# two\n"
    assert alone(path)


@pytest.mark.usefixtures("_ways")
def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "brief.txt"
    write(path, b"old\n")

    def fail(_):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(files.os, "fsync", fail)
    with pytest.raises(OutputError, match="input/output error"):
        write(path, b"new\n", force=True)
    assert path.read_bytes() == b"old\n"
    assert alone(path)


@pytest.mark.usefixtures("_ways")
def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "brief.txt"
    real = os.fsync

    def race(handle):
        path.write_text("somebody else's")
        real(handle)

    monkeypatch.setattr(files.os, "fsync", race)
    with pytest.raises(OutputError, match="there is a file already"):
        write(path, b"ours\n")
    assert path.read_text() == "somebody else's"
    assert alone(path)


def test_where_there_are_no_hard_links_a_new_file_has_the_mode_of_any_other(tmp_path, monkeypatch):
    def no_links(*_args, **_options):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(files, "_NAMELESS", 0)
    monkeypatch.setattr(files.os, "link", no_links)
    path = tmp_path / "brief.txt"
    write(path, b"ours\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_umask()
    with pytest.raises(OutputError, match="there is a file already"):
        write(path, b"again\n")
    assert alone(path)


@pytest.mark.usefixtures("_ways")
@pytest.mark.skipif(os.name == "nt", reason="modes and links of files are POSIX")
def test_a_replaced_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "brief.html", tmp_path / "link.html"
    write(path, b"<p>one</p>\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_umask()
    path.chmod(0o640)
    link.symlink_to(path.name)
    write(link, b"<p>two</p>\n", force=True)
    assert link.is_symlink()
    assert path.read_bytes() == b"<p>two</p>\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_places_where_nothing_can_be_written_are_named(tmp_path):
    (tmp_path / "folder.md").mkdir()
    with pytest.raises(OutputError, match="this is a folder"):
        write(tmp_path / "folder.md", b"x")
    with pytest.raises(OutputError, match="no such folder"):
        write(tmp_path / "nowhere" / "x.md", b"x")
    loop = tmp_path / "loop.md"
    loop.symlink_to(loop)
    with pytest.raises(OutputError, match=r"loop\.md: .*\n  name another"):
        write(loop, b"x")
    write(Path(os.devnull), b"x")


def test_a_read_only_file_is_not_overwritten_even_if_that_is_asked_for(tmp_path):
    path = tmp_path / "brief.md"
    path.write_bytes(b"kept\n")
    path.chmod(0o444)
    with pytest.raises(OutputError, match="the file is read-only, so it stays as it is"):
        write(path, b"new\n", force=True)
    assert path.read_bytes() == b"kept\n"


def test_the_log_is_never_overwritten_by_an_answer(run, tmp_path):
    log = tmp_path / "log.txt"
    log.write_text('schema = 1\n[treaty]\ntitle = "T"\n')
    (tmp_path / "other.txt").symlink_to(log)
    for name in ("log.txt", "other.txt"):
        answer = run("brief", "--log", log, "-o", tmp_path / name, "--force")
        assert answer.returncode == 2
        assert "this is a log, and it is never overwritten" in answer.stderr
    assert log.read_text().startswith("schema = 1")
