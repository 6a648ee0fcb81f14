"""Real terminals of 60 and 200 columns, pipes, ASCII, no colour: nothing cut, nothing broken."""

import io
import json
import re
import shutil
import subprocess
import sys
import time

import pytest
from helpers.command import clean_environment, run_inside
from helpers.long import long, sampled
from helpers.papers import HOSTILE, sample

from cica_tracker.formats.terminal import write
from cica_tracker.reading.logbook import shipped

LOG = str(shipped().path)
COMMAND = f"{sys.executable} -m cica_tracker --log '{LOG}'"
needs_tmux = pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not installed here")


class Screen:
    """A real terminal of some size in tmux; `show` runs a command and gives what is seen."""

    def __init__(self, folder, width, height=400):
        self.socket = str(folder / f"tmux-{width}")
        self.folder, self.width, self.height = folder, width, height

    def tmux(self, *args):
        done = subprocess.run(
            ["tmux", "-S", self.socket, "-f", "/dev/null", *args],
            capture_output=True,
            encoding="utf-8",
            check=False,
            env=clean_environment({"TERM": "xterm-256color"}),
        )
        return done.stdout

    def show(self, command, *, escapes=False):
        done = self.folder / "done"
        done.unlink(missing_ok=True)
        shell = f"{command}; touch '{done}'; sleep 60"
        size = ("-x", str(self.width), "-y", str(self.height))
        self.tmux("new-session", "-d", *size, shell)
        for _ in range(300):
            if done.exists():
                break
            time.sleep(0.05)
        time.sleep(0.15)
        seen = self.tmux("capture-pane", "-p", *(("-e",) if escapes else ()))
        self.tmux("kill-server")
        return seen.rstrip()


def words_of_answer():
    """Every word of the briefing's statements and cells."""
    done = run_inside(("--log", LOG, "brief", "--as-of", "2024-12-31", "--format", "json"), ".")
    blocks = json.loads(done.stdout)["blocks"]
    texts = [block["text"] for block in blocks if block["type"] in {"paragraph", "heading"}]
    texts += [item["text"] for b in blocks if b["type"] == "bullets" for item in b["items"]]
    for block in blocks:
        if block["type"] == "table":
            texts += [cell["text"] for row in block["rows"] for cell in row.values()]
    return texts


@needs_tmux
@long
@pytest.mark.parametrize("width", [60, 200])
def test_a_terminal_shows_the_whole_briefing_within_its_width(tmp_path, width):
    seen = Screen(tmp_path, width).show(f"{COMMAND} brief --as-of 2024-12-31")
    lines = seen.splitlines()
    assert max(map(len, lines)) <= width
    assert "…" not in seen
    assert "Traceback" not in seen
    letters = re.sub(r"\W", "", seen)
    for text in words_of_answer():
        for word in re.findall(r"\w+", text):
            assert word in letters, text
    assert "14 required ╌" in seen
    assert lines[-1].strip()  # the whole of it fits the screen, so the first line was seen too
    assert "CICA Convention on Privileges and Immunities" in lines[0]


@needs_tmux
@long
def test_no_color_has_no_colour_and_a_dumb_terminal_no_escape_at_all(tmp_path):
    coloured = Screen(tmp_path, 90).show(f"{COMMAND} brief", escapes=True)
    assert re.search("\x1b\\[[0-9;]*3[1-7]m", coloured)
    plain = Screen(tmp_path, 91).show(f"NO_COLOR=1 {COMMAND} brief", escapes=True)
    assert not re.search("\x1b\\[[0-9;]*(3[1-7]|9[0-7]|4[1-7])m", plain)
    dumb = Screen(tmp_path, 92).show(
        f"TERM=dumb {COMMAND} brief | cat -v; TERM=dumb {COMMAND} timeline"
    )
    assert "^[" not in dumb
    assert max(map(len, dumb.splitlines())) <= 92 or "http" in dumb


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_ascii_stream_gets_the_nearest_letters(tmp_path, lang):
    done = run_inside(("--log", LOG, "brief", "--lang", lang), tmp_path, encoding="ascii")
    assert done.returncode == 0, done.stderr
    assert "####" in done.stdout
    assert "::::" in done.stdout


def test_a_pipe_gets_every_line_whole_and_no_escapes(tracker):
    done = tracker("--log", LOG, "brief", env={"COLUMNS": "40"})
    assert "\x1b" not in done.stdout
    urls = re.findall(r"^  (https?://\S+)$", done.stdout, re.MULTILINE)
    assert max(map(len, urls)) > 100
    answer = {text for text in words_of_answer() if len(text) > 80}
    assert len([text for text in answer if text in done.stdout]) > 3


@pytest.mark.parametrize("width", sampled([20, 40, 60, 200], 3))
def test_hostile_text_neither_colours_nor_moves(width):
    for text in HOSTILE:
        stream = io.StringIO()
        write(sample(text), stream, width=width)
        shown = stream.getvalue()
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)


def test_it_shows_on_a_stream_without_a_terminal_or_encoding(tmp_path):
    path = tmp_path / "out.txt"
    with path.open("w", encoding="latin-1") as stream:
        write(sample("Қазақстан – →"), stream)
    assert path.stat().st_size > 1_000
    assert path.read_bytes().isascii()
