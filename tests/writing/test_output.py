"""Files: only what was made here and is as it was made is overwritten, and never by halves."""

import os
import stat
import struct
import zlib
from pathlib import Path

import pytest
from helpers.papers import chart, sample
from hypothesis import given, settings
from hypothesis import strategies as st

from cica_tracker.formats import FORMATS, rendered
from cica_tracker.formats.svg import svg
from cica_tracker.writing import output
from cica_tracker.writing.output import OutputError, seal, sealed, write

SUFFIXES = [".md", ".html", ".txt", ".csv", ".json", ".svg"]


def made(suffix):
    if suffix == ".svg":
        return svg(chart()).encode()
    return rendered(sample(), suffix[1:])


def tiny_png():
    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(b"\0\0")
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_is_written_here_holds_its_seal_until_a_byte_changes(suffix):
    data = seal(made(suffix), suffix)
    assert sealed(data, suffix)
    assert not sealed(made(suffix), suffix)
    for at in (0, len(data) // 2, len(data) - 30):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        assert not sealed(changed, suffix)
    assert not sealed(data + b" ", suffix)


def test_a_picture_keeps_its_seal_in_a_chunk_that_every_reader_accepts():
    data = seal(tiny_png(), ".png")
    assert sealed(data, ".png")
    assert not sealed(data.replace(b"IDAT", b"IDAU"), ".png")
    assert not sealed(tiny_png(), ".png")
    at, kinds = 8, []
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        (crc,) = struct.unpack(">I", data[at + 8 + length : at + 12 + length])
        assert crc == zlib.crc32(kind + body)
        kinds.append(kind)
        at += 12 + length
    assert kinds == [b"IHDR", b"IDAT", b"tEXt", b"IEND"]


@settings(max_examples=200)
@given(st.binary(max_size=200), st.sampled_from([*SUFFIXES, ".png", ".docx", ".pdf", ".xyz"]))
def test_no_other_bytes_hold_a_seal(data, suffix):
    assert not sealed(data, suffix)
    assert not sealed(data + b"CICA Tracker 0123456789abcdef", suffix)


def test_a_file_made_here_is_replaced_and_any_other_stays(tmp_path):
    path = tmp_path / "brief.md"
    write(path, b"# one\n")
    write(path, b"# two\n")
    assert path.read_bytes().startswith(b"# two\n")
    path.write_bytes(path.read_bytes() + b"a word of the reader's own\n")
    before = path.read_bytes()
    with pytest.raises(OutputError, match="was changed since"):
        write(path, b"# three\n")
    assert path.read_bytes() == before
    write(path, b"# three\n", force=True)
    assert path.read_bytes().startswith(b"# three\n")
    assert [one.name for one in tmp_path.iterdir()] == ["brief.md"]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "brief.txt"
    write(path, b"old\n")
    before = path.read_bytes()

    def fail(_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(output.os, "fsync", fail)
    with pytest.raises(OutputError, match="no space left on device"):
        write(path, b"new\n")
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["brief.txt"]


def test_a_file_that_appears_meanwhile_is_not_overwritten(tmp_path, monkeypatch):
    path = tmp_path / "brief.txt"
    real = os.fsync

    def race(handle):
        path.write_text("somebody else's")
        real(handle)

    monkeypatch.setattr(output.os, "fsync", race)
    with pytest.raises(OutputError, match="just made this file"):
        write(path, b"ours\n")
    assert path.read_text() == "somebody else's"
    assert [one.name for one in tmp_path.iterdir()] == ["brief.txt"]


@pytest.mark.skipif(os.name == "nt", reason="modes and links of files are POSIX")
def test_a_replaced_file_keeps_its_mode_and_a_link_stays_a_link(tmp_path):
    path, link = tmp_path / "brief.html", tmp_path / "link.html"
    write(path, b"<p>one</p>\n")
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_umask()
    path.chmod(0o640)
    link.symlink_to(path.name)
    write(link, b"<p>two</p>\n")
    assert link.is_symlink()
    assert path.read_bytes().startswith(b"<p>two</p>")
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
    write(Path(os.devnull), b"x")


def test_every_format_can_be_sealed():
    assert {f".{form}" for form in FORMATS} <= {*output._SEALS, ".json", ".docx"}
