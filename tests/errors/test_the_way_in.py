"""What may stand where a log is looked for: anything. Each gets a message with a next step."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.command import clean_environment
from helpers.long import sampled
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import LARGEST, Logbook, find, read_bytes
from cica_tracker.reading.positions import lines_of, long_key_line

HEAD = 'schema = 1\n[treaty]\ntitle = "A"\n'


def refused(path, name="log"):
    with pytest.raises(LogError) as error:
        read_bytes(Logbook(path, name))
    said, advice = str(error.value).split("\n")
    assert advice.startswith("  ")
    return said


def test_what_is_no_file_is_refused_unread(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    assert refused(tmp_path / "pipe") == "log: this is a device or a pipe, and no file"
    (tmp_path / "zero").symlink_to("/dev/zero")
    assert refused(tmp_path / "zero") == "log: this is a device or a pipe, and no file"
    assert refused(tmp_path) == "log: this is a folder"


def test_links_in_a_circle_and_impossible_paths_are_told_by_name(tmp_path):
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    (tmp_path / "file").write_text("")
    assert refused(tmp_path / "a") == "log: its links lead round in a circle"
    assert refused(tmp_path / "file" / "x") == "log: a part of this path is a file, and no folder"
    assert refused(tmp_path / ("x" * 300)) == "log: this is too long for the name of a file"
    assert refused(tmp_path / "none") == "log: no such file"


@pytest.fixture
def closed(tmp_path, monkeypatch):
    """A folder `data` here that only the superuser can enter, and we are somebody else."""
    data = tmp_path / "data"
    data.mkdir()
    (data / "ratifications.toml").write_text(HEAD)
    tmp_path.chmod(0o755)
    data.chmod(0o600)
    monkeypatch.chdir(tmp_path)
    superuser = os.geteuid() == 0
    if superuser:
        os.seteuid(65534)
    yield
    if superuser:
        os.seteuid(0)
    data.chmod(0o700)


@pytest.mark.usefixtures("closed")
def test_a_folder_that_may_not_be_entered_is_not_passed_over():
    with pytest.raises(LogError, match="you may not read this, or a folder on the way"):
        find(None, {}, Path())
    assert "you may not read this" in refused(Path("data/ratifications.toml"))


def test_a_file_larger_than_any_log_is_refused(tmp_path):
    large = tmp_path / "large"
    with large.open("wb") as file:
        file.truncate(LARGEST + 1)
    assert refused(large) == "log: this file is larger than 16 MB"
    with large.open("wb") as file:
        file.truncate(LARGEST)
    assert len(read_bytes(Logbook(large, "log"))) == LARGEST


@pytest.mark.parametrize(
    "words",
    [("--log", "x" * 300, "status"), ("--log", "loop", "status"), ("--log", "/dev/zero", "log")],
)
def test_the_command_says_so_with_exit_code_2(tracker, tmp_path, words):
    (tmp_path / "loop").symlink_to("loop")
    answer = tracker(*words)
    assert (answer.returncode, answer.stdout, answer.stderr.count("\n")) == (2, "", 2)
    assert "the answer cannot be written" not in answer.stderr


@pytest.mark.parametrize(
    "line",
    sampled(
        [
            "{} = 1",
            "[{}]",
            "[[event]]\n{} = 1",
            "a = {{ {} = 1 }}",
            '"a" . {} = 1',
            "x = 'a' # \"\n{} = 2",
            'x = """\n"a"."b" """\n{} = 2',
        ],
        4,
    ),
)
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="no /proc to read it in")
def test_a_key_of_very_many_parts_costs_no_memory(tmp_path, line):
    text = HEAD + line.format(".".join(["a"] * 20_000)) + "\n"
    (tmp_path / "deep.toml").write_text(text)
    code = (
        "import sys\n"
        "sys.argv = ['tracker', '--log', 'deep.toml', 'check']\n"
        "from cica_tracker.cli import main\n"
        "try:\n    main()\n"
        "finally:\n"
        "    sys.stderr.write(open('/proc/self/status').read())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    at = 1 + next(i for i, one in enumerate(text.split("\n")) if "a.a.a" in one)
    assert done.stdout.startswith(f"deep.toml:{at}: this key has too many parts\n")
    assert int(re.search(r"VmHWM:\s*(\d+) kB", done.stderr)[1]) < 200 * 1024


DOTTED = ".".join("abcdefghij")


@pytest.mark.parametrize(
    "text",
    [
        f'x = "{DOTTED}"',
        f"x = '{DOTTED}'",
        f"# {DOTTED}",
        f'x = """\n{DOTTED} = 1\n"""',
        f"x = '''\n{DOTTED}\n'''",
        f'x = "\\"{DOTTED}"',
        f'x = ["{DOTTED}", "{DOTTED}"]',
        'x = "a.b". ' * 3,
        "a . b . c . d = 1.5",
    ],
)
def test_dots_in_texts_and_comments_are_no_keys(text):
    assert long_key_line(text, lines_of(text)) == 0


@given(
    st.lists(st.sampled_from(['"', "'", '"""', "'''", "\\", "a", ".", "#", "\n", " "]), max_size=60)
)
def test_looking_for_long_keys_never_fails_on_any_text(parts):
    text = "".join(parts)
    line = long_key_line(text, lines_of(text))
    assert line == 0 or lines_of(text)[line - 1].count(".") >= 1
