"""The append itself: nothing lost, nothing twice, nothing spoilt, whatever happens meanwhile."""

import errno
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from helpers import writers
from helpers.command import ROOT

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import Logbook
from cica_tracker.reading.parse import read
from cica_tracker.writing import files
from cica_tracker.writing.append import append, create_log
from cica_tracker.writing.enter import enter
from cica_tracker.writing.files import locked

SMALL = """\
# a small log, with a comment

schema = 1

[treaty]
title = "A treaty"

[[source]]
id = "a"
title = "A source"
authority = "depositary"

[[event]]
id = "clause"
type = "clause"
date = 2020-01-01
source = "a"

[[event.condition]]
count = 14
"""
WRITERS = ROOT / "tests" / "helpers" / "writers.py"
AS_ROOT = hasattr(os, "getuid") and os.getuid() == 0


@pytest.fixture
def logbook(tmp_path):
    """A small log, alone in its folder."""
    path = tmp_path / "folder" / "log.toml"
    path.parent.mkdir()
    path.write_text(SMALL)
    return Logbook(path, "log.toml")


def write(what, logbook, *numbers):
    """Run one of the programs of `writers.py` on a log, and give what it found."""
    done = subprocess.run(
        [sys.executable, WRITERS, what, str(logbook.path.parent), *map(str, numbers)],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return json.loads(done.stdout)


def names(logbook):
    return sorted(entry.name for entry in logbook.path.parent.iterdir())


def refused(logbook, number=1):
    """The message with which an append is refused; the file is untouched, and alone."""
    before, beside = logbook.path.read_bytes(), names(logbook)
    with pytest.raises(LogError) as error:
        enter(logbook, writers.facts(number), writers.TODAY)
    assert logbook.path.read_bytes() == before
    assert names(logbook) == beside
    return str(error.value)


@pytest.mark.long
def test_forty_processes_append_several_events_each_and_none_is_lost(logbook):
    """Five each: all forty meet, as often as they can; that the log grows long adds cost alone."""
    each = 25 if os.environ.get("TRACKER_LONG_TESTS") else 5
    before = logbook.path.read_bytes()
    assert write("many", logbook, 40, each) == {"failed": 0}
    after = logbook.path.read_bytes()
    assert after.startswith(before)
    log, problems = read(after, "log.toml")
    assert not problems
    added = Counter(event.state for event in log.events[1:])
    assert added == Counter(f"State {number}" for number in range(40 * each))
    assert len({event.id for event in log.events}) == 40 * each + 1
    assert names(logbook) == ["log.toml"]


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
def test_an_append_killed_at_any_system_call_leaves_the_old_file_or_the_new(logbook):
    found = write("each_call", logbook)
    calls = len(found["killed"])
    # Memory and the like may be asked for once more or less from one time to the next.
    assert {"openat", "flock", "write", "fsync", "rename", "unlink"} <= set(found["killed"])
    assert not {"write", "fsync", "rename", "unlink"} & set(found["survived"])
    assert calls >= 50
    assert len(found["survived"]) < 10
    calls += len(found["survived"])
    assert found["old"] + found["new"] == calls
    assert found["old"] > 30
    assert found["new"] > 5
    assert found["next append is well"] == calls


@pytest.mark.long
def test_an_append_killed_at_any_moment_leaves_the_old_file_or_the_new(logbook):
    kills = 2_000 if os.environ.get("TRACKER_LONG_TESTS") else 200
    found = write("random_kills", logbook, kills, 1)
    assert found["killed"] == kills
    tried = kills + found.get("finished", 0)
    assert found["old"] + found["new"] == tried
    assert found["next append is well"] == tried


def test_what_dead_processes_left_is_removed_and_nothing_else(logbook):
    folder = logbook.path.parent
    left = folder / ".log.toml.tracker-0123456789abcdef.tmp"
    other = folder / ".other.toml.tracker-0123456789abcdef.tmp"
    for path in (left, other, folder / ".log.toml.lock"):
        path.write_text("left")
    enter(logbook, writers.facts(1), writers.TODAY)
    assert names(logbook) == [other.name, "log.toml"]


@pytest.mark.long
def test_the_lock_of_a_dead_process_is_free(logbook):
    with subprocess.Popen(
        [sys.executable, WRITERS, "hold", logbook.path.parent], stdout=subprocess.PIPE
    ) as holder:
        assert holder.stdout.readline() == b'"held"\n'
        before = logbook.path.read_bytes()
        waits = []
        with pytest.raises(LogError, match="another process has held its lock"):
            append(logbook, lambda _: b"", waiting=lambda: waits.append(1), patience=1.2)
        assert waits == [1]
        assert logbook.path.read_bytes() == before
        holder.send_signal(signal.SIGKILL)
        holder.wait()
    assert names(logbook) == [".log.toml.lock", "log.toml"]
    enter(logbook, writers.facts(1), writers.TODAY)
    assert names(logbook) == ["log.toml"]


def test_a_lock_that_was_removed_while_waiting_is_not_taken_for_one(logbook):
    target = logbook.path
    with locked(target, "log.toml"):
        target.with_name(".log.toml.lock").unlink()
        target.with_name(".log.toml.lock").write_text("")
        with locked(target, "log.toml", patience=0.2):
            pass  # another file of that name is another lock
    assert names(logbook) == ["log.toml"]


@pytest.mark.parametrize(
    ("change", "kept"),
    [
        (lambda text: text, SMALL),
        (lambda text: text.removesuffix("\n"), SMALL.removesuffix("\n") + "\n"),
        (lambda text: text.replace("\n", "\r\n"), SMALL.replace("\n", "\r\n")),
        (
            lambda text: text.replace("\n", "\r\n").removesuffix("\r\n"),
            SMALL.replace("\n", "\r\n"),
        ),
        (lambda text: "\ufeff" + text, "\ufeff" + SMALL),
        (lambda text: text + "# the end", SMALL + "# the end\n"),
        (lambda text: text + "\n\n", SMALL + "\n\n"),
    ],
    ids=["plain", "no last newline", "CRLF", "CRLF, no last newline", "BOM", "comment", "blank"],
)
def test_the_text_is_kept_byte_for_byte_and_a_missing_newline_is_added(logbook, change, kept):
    old = change(SMALL).encode()
    logbook.path.write_bytes(old)
    ready = enter(logbook, writers.facts(10), writers.TODAY)
    data = logbook.path.read_bytes()
    assert data == old + ready.added
    assert data.startswith(kept.encode())
    rest = data[len(kept.encode()) :]
    ends = b"\r\n" if b"\r\n" in old else b"\n"
    assert rest.count(b"\n") == rest.count(ends) > 10
    log, problems = read(data, "log.toml")
    assert not problems
    assert log.events[-1].state == "State 10"
    lines = data.decode("utf-8-sig").split("\n")
    assert lines[ready.line - 1].strip() == "[[source]]"
    assert lines[log.event_lines[-1] - 1].strip() == "[[event]]"
    assert ready.after.event_lines == log.event_lines
    assert ready.after.source_lines == log.source_lines
    assert ready.after.lines == log.lines


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o200])
def test_the_mode_is_kept(logbook, mode):
    logbook.path.chmod(mode)
    if mode == 0o200 and not AS_ROOT:
        pytest.skip("the file could not be read")
    enter(logbook, writers.facts(1), writers.TODAY)
    assert stat.S_IMODE(logbook.path.stat().st_mode) == mode


@pytest.mark.skipif(not AS_ROOT, reason="only root gives files away")
def test_the_owner_is_kept(logbook):
    os.chown(logbook.path, 65534, 65534)
    enter(logbook, writers.facts(1), writers.TODAY)
    about = logbook.path.stat()
    assert (about.st_uid, about.st_gid) == (65534, 65534)


def test_a_symbolic_link_stays_one_and_its_target_is_written(logbook, tmp_path):
    (tmp_path / "there").mkdir()
    middle, link = tmp_path / "there" / "middle.toml", tmp_path / "link.toml"
    middle.symlink_to(logbook.path)
    link.symlink_to("there/middle.toml")
    enter(Logbook(link, "link.toml"), writers.facts(1), writers.TODAY)
    assert link.is_symlink()
    assert middle.is_symlink()
    assert b"State 1" in logbook.path.read_bytes()
    assert names(logbook) == ["log.toml"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["folder", "link.toml", "there"]


def test_a_link_that_leads_nowhere_is_no_file(tmp_path):
    link = tmp_path / "link.toml"
    link.symlink_to(tmp_path / "gone")
    with pytest.raises(LogError, match="no such file"):
        enter(Logbook(link, "link.toml"), writers.facts(1), writers.TODAY)
    link.unlink()
    link.symlink_to(link)
    with pytest.raises(LogError, match=r"link\.toml: "):
        enter(Logbook(link, "link.toml"), writers.facts(1), writers.TODAY)
    with pytest.raises(LogError, match="no plain file"):
        enter(Logbook(tmp_path, "folder"), writers.facts(1), writers.TODAY)


def test_a_read_only_file_is_refused_even_where_renaming_would_do(logbook):
    logbook.path.chmod(0o444)
    assert "the file is read-only: nothing was written" in refused(logbook)


def test_a_read_only_folder_is_refused(logbook):
    logbook.path.parent.chmod(0o555)
    try:
        assert "is read-only: nothing was written" in refused(logbook)
    finally:
        logbook.path.parent.chmod(0o755)


@pytest.mark.skipif(not AS_ROOT or not shutil.which("chattr"), reason="root may forbid itself")
def test_an_immutable_file_is_refused(logbook):
    done = subprocess.run(["chattr", "+i", logbook.path], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this file system has no such files")
    try:
        assert "nothing was written" in refused(logbook)
    finally:
        subprocess.run(["chattr", "-i", logbook.path], check=True)


def test_a_log_changed_by_an_editor_meanwhile_is_left_as_the_editor_left_it(logbook):
    edited = SMALL.replace("A treaty", "Another treaty")

    def make(_old):
        logbook.path.write_text(edited)
        return b"# added\n"

    with pytest.raises(LogError, match="another program changed it just now: nothing was written"):
        append(logbook, make)
    assert logbook.path.read_text() == edited
    assert names(logbook) == ["log.toml"]


def test_a_log_changed_since_it_was_shown_is_refused_but_one_that_grew_is_not(logbook):
    seen = enter(logbook, writers.facts(1), writers.TODAY)
    logbook.path.write_text(SMALL.replace("A treaty", "Another treaty"))
    with pytest.raises(LogError, match="changed it since it was read: nothing was written"):
        enter(logbook, writers.facts(3), writers.TODAY, seen=seen)
    logbook.path.write_bytes(seen.basis.data + b"\n# a remark\n")
    done = enter(logbook, writers.facts(1), writers.TODAY, seen=seen)
    assert done.basis.data.endswith(b"# a remark\n")
    assert logbook.path.read_bytes() == done.basis.data + done.added


def test_a_change_made_after_the_append_is_noticed(logbook, monkeypatch):
    monkeypatch.setattr(files, "_sync_folder", lambda _: logbook.path.write_text(SMALL))
    with pytest.raises(LogError, match="was appended, and another program then changed the file"):
        enter(logbook, writers.facts(1), writers.TODAY)


def test_what_an_editor_saves_in_the_moment_of_the_append_is_kept_beside_it(logbook, monkeypatch):
    edited = SMALL.replace("A treaty", "Another treaty")
    rename = Path.replace

    def late(path, target):
        target.write_text(edited)  # after the last look at the log
        return rename(path, target)

    monkeypatch.setattr(Path, "replace", late)
    with pytest.raises(LogError, match="was appended, and another program saved it in the same"):
        enter(logbook, writers.facts(1), writers.TODAY)
    monkeypatch.undo()
    (saved,) = (name for name in names(logbook) if name.startswith("log.toml.saved-"))
    assert names(logbook) == ["log.toml", saved]
    assert logbook.path.with_name(saved).read_text() == edited
    assert b"State 1" in logbook.path.read_bytes()


def test_a_log_that_was_saved_anew_with_the_very_same_text_is_added_to(logbook):
    def make(old):
        logbook.path.with_name("new").write_bytes(old)
        logbook.path.with_name("new").replace(logbook.path)
        return b"# added\n"

    append(logbook, make)  # the very same text: nothing is lost
    assert logbook.path.read_bytes() == SMALL.encode() + b"# added\n"


def test_a_log_with_two_names_is_refused_since_one_would_be_left_behind(logbook, tmp_path):
    os.link(logbook.path, tmp_path / "other.toml")
    assert "this file has 2 names (hard links): nothing was written" in refused(logbook)


@pytest.mark.parametrize("number", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_without_locks_is_named_and_no_lock_is_left(logbook, monkeypatch, number):
    def no_locks(*_args):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("fcntl.flock", no_locks)
    assert "the disk it is on cannot lock files: nothing was written" in refused(logbook)


def test_a_disk_that_fails_after_the_append_is_told_of_with_the_append(logbook, monkeypatch):
    def fail(_):
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(files, "_sync_folder", fail)
    with pytest.raises(LogError, match="the entry was appended, and the disk reports: input"):
        enter(logbook, writers.facts(1), writers.TODAY)
    assert b"State 1" in logbook.path.read_bytes()


def test_without_nameless_files_the_same_is_written(logbook, monkeypatch):
    monkeypatch.setattr(files, "_NAMELESS", 0)
    ready = enter(logbook, writers.facts(1), writers.TODAY)
    assert logbook.path.read_bytes() == SMALL.encode() + ready.added
    assert names(logbook) == ["log.toml"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (b"[project]\nname = 'x'\n", "no log of the tracker"),
        (b"", "no log of the tracker"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no log of the tracker"),
        (b"schema = 2\n[treaty]\ntitle = 'x'\n", "this program reads schema = 1"),
        (b"schema = 1\n[treaty]\ntitle = 'x\n", "TOML syntax"),
        (SMALL.encode() + b'note = """\nnever ended\n', "TOML syntax"),
        (SMALL.encode() + b"# \xff\n", "not UTF-8"),
    ],
)
def test_a_file_that_is_no_log_or_cannot_be_read_is_left_alone(logbook, text, said):
    logbook.path.write_bytes(text)
    message = refused(logbook)
    assert said in message
    assert "nothing" in message


@pytest.mark.parametrize(
    "text",
    [
        'schema = 1\nevent = []\n[treaty]\ntitle = "x"\n[[source]]\nid = "a"\ntitle = "A"\n',
        'schema = 1\nsource = [{id = "a", title = "A"}]\n[treaty]\ntitle = "x"\n',
    ],
)
def test_a_log_whose_lists_cannot_grow_at_its_end_is_left_alone(logbook, text):
    logbook.path.write_text(text)
    assert "nothing can be added at the end of this text" in refused(logbook, 10)


def test_mistakes_that_were_there_before_never_stand_in_the_way(logbook):
    wrong = (
        '\n[[event]]\nid = "bad"\ntype = "ratification"\nstate = "Bad"\nsource = "a"\n'
        '\n[[event]]\nid = "odd"\ntype = "ratifcation"\n'
        '\n[[source]]\nid = "b"\n'
        '\n[[event]]\nid = "twice"\ntype = "signature"\nstate = "X"\ndate = 2020-02-02\n'
        'source = "nowhere"\n'
        '\n[[event]]\nid = "twice"\ntype = "signature"\nstate = "Y"\ndate = 2020-02-02\n'
        'source = "a"\n'
    )
    logbook.path.write_text(SMALL.replace('title = "A treaty"', 'title = "T"\nadoptd = 1') + wrong)
    before = read(logbook.path.read_bytes(), "log.toml").problems
    ready = enter(logbook, writers.facts(10), writers.TODAY)
    assert logbook.path.read_bytes() == ready.basis.data + ready.added
    after = read(logbook.path.read_bytes(), "log.toml").problems
    assert len(before) == 4
    assert set(after) == set(before)


def test_an_id_in_a_block_that_cannot_be_read_is_taken(logbook):
    wrong = '\n[[event]]\nid = "state-1-signature"\ntype = "signature"\nsource = "a"\n'
    logbook.path.write_text(SMALL + wrong)
    assert enter(logbook, writers.facts(1), writers.TODAY).events[0].id == "state-1-signature-2"


def test_a_full_disk_leaves_the_log_as_it_was(logbook, tmp_path):
    # No file of this process may be larger than a kilobyte, which a full disk looks like.
    logbook.path.write_text(SMALL + "#\n" * 1000)
    before = logbook.path.read_bytes()
    command = [sys.executable, "-m", "cica_tracker", "--log", str(logbook.path)]
    command += [
        "add",
        "signature",
        "--state",
        "X",
        "--new-state",
        "--date",
        "2026",
        "--source",
        "a",
    ]
    done = subprocess.run(
        ["sh", "-c", 'ulimit -f 1; exec "$@"', "sh", *command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 2
    assert "the disk is full" in done.stderr
    assert "nothing was written; free some space" in done.stderr
    assert logbook.path.read_bytes() == before
    assert names(logbook) == ["log.toml"]


@pytest.mark.skipif(not AS_ROOT or not shutil.which("unshare"), reason="only root mounts")
def test_a_disk_that_is_really_full_leaves_the_log_as_it_was(tmp_path):
    script = """
        mount -t tmpfs -o size=64k none "$1" || exit 77
        cp "$2" "$1/log.toml"
        head -c 100000 /dev/zero > "$1/filler" 2>/dev/null
        shift 2
        sum=$(cksum < "$LOG")
        "$@"
        echo "$? $([ "$(cksum < "$LOG")" = "$sum" ] && echo same) $(ls -A "$(dirname "$LOG")")"
    """
    original = tmp_path / "log.toml"
    original.write_text(SMALL + "#\n" * 9000)
    disk = tmp_path / "disk"
    disk.mkdir()
    command = [sys.executable, "-m", "cica_tracker", "add", "signature", "--state", "X"]
    command += ["--new-state", "--date", "2026", "--source", "a", "--log", str(disk / "log.toml")]
    done = subprocess.run(
        ["unshare", "-m", "sh", "-c", script, "sh", str(disk), str(original), *command],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "LOG": str(disk / "log.toml")},
        check=False,
    )
    if done.returncode == 77 or "unshare" in done.stderr:
        pytest.skip("no file system can be mounted here")
    assert done.stdout.split() == ["2", "same", "filler", "log.toml"]
    assert "the disk is full" in done.stderr


def test_the_log_inside_the_package_is_never_written(tmp_path, monkeypatch):
    from cica_tracker.reading import logbook as module  # noqa: PLC0415

    packaged = tmp_path / "package" / "data" / "ratifications.toml"
    packaged.parent.mkdir(parents=True)
    packaged.write_text(SMALL)
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "package")
    link = tmp_path / "mine.toml"
    link.symlink_to(packaged)
    found = [
        module.find(None, {}, Path("/")),
        module.find(str(packaged), {}, tmp_path),
        module.find(None, {"TRACKER_LOG": str(link)}, tmp_path),
        module.find(None, {}, tmp_path / "package"),
    ]
    for book in found:
        with pytest.raises(LogError) as error:
            enter(book, writers.facts(1), writers.TODAY)
        assert "is never written" in str(error.value)
        assert "tracker init --copy-shipped" in str(error.value)
    assert packaged.read_text() == SMALL


def test_a_new_file_never_takes_the_place_of_another(tmp_path):
    path = tmp_path / "new" / "log.toml"
    book = Logbook(path, "log.toml")
    create_log(book, b"one\n")
    assert path.read_bytes() == b"one\n"
    assert stat.S_IMODE(path.stat().st_mode) == 0o666 & ~_umask()
    with pytest.raises(LogError, match="never overwritten"):
        create_log(book, b"two\n")
    path.unlink()
    path.symlink_to(tmp_path / "gone")
    with pytest.raises(LogError, match="never overwritten"):
        create_log(book, b"two\n")
    assert [p.name for p in path.parent.iterdir()] == ["log.toml"]
    assert not (tmp_path / "gone").exists()


def _umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask
