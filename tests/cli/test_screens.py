"""Every answer in a narrow and a wide terminal, a pipe, an ASCII locale, without colour.

In a terminal no line is wider than the screen and every word of the piped answer is there; in a
pipe there are no escapes; and no stream is too poor for an answer.
"""

import re
import shlex
import shutil
import subprocess
import sys
import time
from itertools import pairwise

import pytest
from helpers.command import clean_environment, run_inside, run_process
from helpers.long import long

from cica_tracker import load
from cica_tracker.reading.logbook import shipped

pty = pytest.importorskip("pty", reason="terminals of this kind are of Unix")

CONTRADICTED = """schema = 1
[treaty]
title = "A treaty with contradictions"
[[source]]
id = "türkiye-basın"
title = "Şehir gazetesi: “Türkiye” — 国际条约"
[[event]]
id = "one"
type = "report"
date = 2020-05-01
contracting = 5
source = "türkiye-basın"
[[event]]
id = "two"
type = "report"
date = 2020-06-01
contracting = 4
source = "türkiye-basın"
[[event]]
id = "türkiye"
type = "ratification"
state = "Türkiye"
date = "[2020-01-01..2020-04-01]"
source = "türkiye-basın"
note = "İmzalandı → onaylandı"
[[event]]
id = "côte"
type = "domestic-approval"
state = "Côte d’Ivoire"
act = "Loi nº 5 « portant … »"
date = 2020-02-01
source = "türkiye-basın"
"""
ANSWERS = {
    "status": ("status", "--as-of", "2024-12-31", "--explain"),
    "status of today": ("status",),
    "reconcile": ("reconcile",),
    "force": ("force", "--as-of", "2026-01-01", "--explain"),
    "parties": ("parties", "--as-of", "2026-01-01"),
    "members": ("members",),
    "log": ("log",),
    "sources": ("sources",),
    "what if": ("status", "--as-of", "2026-12-31", "--assume", "Kuwait=2026-12-01"),
    "contradictions": ("--log", "contradicted.toml", "status", "--as-of", "2020-06-01"),
    "their reconciliation": ("--log", "contradicted.toml", "reconcile"),
}
# Where a table is too narrow its rows are lists: no heading for the first column or empty cells.
HEADINGS = {"Report", "Between", "Condition", "State", "Day", "Id", "Named", "Withdrawn", "Acts"}
ESCAPE = re.compile(r"\x1b|\x9b")
MARKED = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\")  # a colour, or a link


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("screens")
    (folder / "contradicted.toml").write_text(CONTRADICTED, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def piped(run, folder):
    return {name: run(*args, cwd=folder).stdout for name, args in ANSWERS.items()}


@pytest.fixture(scope="module", params=[60, 200])
def screens(request, folder):
    """What a real terminal of that width shows of each answer, and the width."""
    if not shutil.which("tmux"):
        pytest.skip("tmux is not installed here")
    width = request.param
    script = folder / f"show-{width}.sh"
    lines = []
    for name, args in ANSWERS.items():
        command = shlex.join([sys.executable, "-m", "cica_tracker", *args])
        lines.append(f"echo '== {name} =='; {command}")
    script.write_text("\n".join([*lines, "echo '== end =='", "sleep 60"]))
    tmux = ["tmux", "-L", f"tracker-test-{width}-{folder.parent.name}", "-f", "/dev/null"]
    env = clean_environment({"TERM": "xterm-256color"})

    def call(*args):
        done = subprocess.run(
            [*tmux, *args], cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False
        )
        return done.stdout

    try:
        size = ("-x", str(width), "-y", "50")
        call("set-option", "-g", "history-limit", "100000", ";", "new-session", "-d", *size,
             f"sh {shlex.quote(str(script))}")  # fmt: skip
        for _ in range(400):
            shown = call("capture-pane", "-p", "-J", "-S", "-")
            if "== end ==" in shown:
                break
            time.sleep(0.05)
    finally:
        call("kill-server")
    marks = [
        (found[1], found.span()) for found in re.finditer(r"^== (.*) ==[ ]*$", shown, re.MULTILINE)
    ]
    found = {name: shown[a[1] : b[0]] for (name, a), (_, b) in pairwise(marks)}
    assert list(found) == list(ANSWERS)
    return width, found


@long
@pytest.mark.parametrize("name", ANSWERS)
def test_no_line_is_wider_than_the_terminal(screens, name):
    width, shown = screens
    # tmux joins what it had to wrap itself, so such a line would be longer than the screen
    wide = [line.strip() for line in shown[name].splitlines() if len(line.rstrip()) > width]
    assert [
        line for line in wide if not re.fullmatch(r"https?://\S+", line)
    ] == []  # whole, to copy


def stands_in(word, tokens):
    """Whether a word is there, be it folded over several lines."""
    if word in tokens:
        return True
    ends = {0}
    for token in tokens:
        ends |= {end + len(token) for end in ends if token and word.startswith(token, end)}
    return len(word) in ends


@long
@pytest.mark.parametrize("name", ANSWERS)
def test_every_word_of_the_piped_answer_is_on_the_screen(screens, piped, name):
    width, shown = screens
    tokens = [form for token in shown[name].split() for form in (token, token.rstrip(":;"))]
    words = [word for word in piped[name].split() if not set(word) <= set("█▒░")]
    words = [word for word in words if word not in HEADINGS]
    if width < 80 and name in {"log", "sources"}:  # an entry is cut to two lines
        log = load(shipped().path)
        ids = {entry.id for entry in (*log.events, *log.sources)}
        words = [word for word in words if word in ids]  # by which `show` has the rest
    assert len(words) > 20
    assert [word for word in words if not stands_in(word, tokens)] == []


@long
@pytest.mark.parametrize("name", [name for name in ANSWERS if name not in {"log", "sources"}])
def test_a_wide_terminal_and_a_narrow_one_begin_with_the_same_sentence(screens, piped, name):
    _, shown = screens
    first = " ".join(piped[name].split("\n\n")[0].split("\n")[0].split())
    assert " ".join(shown[name].split()).startswith(first[:50])


# A pipe


@pytest.mark.parametrize("name", ANSWERS)
def test_a_pipe_has_no_escapes_no_blanks_at_ends_and_whole_addresses(piped, name):
    shown = piped[name]
    assert not ESCAPE.search(shown)
    if "<http" in shown:
        assert re.findall(r"<https?://\S+>", shown)
        assert len(re.findall(r"<https?://", shown)) == len(re.findall(r"<https?://\S+>", shown))


@pytest.mark.parametrize(
    "env",
    [
        {"FORCE_COLOR": "0", "TERM": "xterm-256color", "COLORTERM": "truecolor"},
        {"FORCE_COLOR": "1", "NO_COLOR": "1"},
        {"PY_COLORS": "1", "TTY_COMPATIBLE": "1", "TTY_INTERACTIVE": "1"},
        {"COLUMNS": "20", "LINES": "5"},
        {"JUPYTER_COLUMNS": "20", "DATABRICKS_RUNTIME_VERSION": "1"},
        {"TERM": "dumb"},
        {"TERM": "unknown", "NO_COLOR": "1"},
        {"TERM": ""},
    ],
    ids=str,
)
def test_nothing_in_the_environment_changes_what_a_pipe_gets(tracker, folder, piped, env):
    answer = tracker(*ANSWERS["status"], cwd=folder, env=env)
    assert answer == (piped["status"], "", 0)


@pytest.mark.parametrize("name", ["FORCE_COLOR", "CLICOLOR_FORCE"])
def test_who_asks_for_colours_in_a_pipe_gets_them_and_the_same_text(tracker, folder, piped, name):
    answer = tracker(*ANSWERS["status"], cwd=folder, env={name: "1"})
    assert COLOUR.search(answer.stdout)
    assert MARKED.sub("", answer.stdout) == piped["status"]


# Poor streams

OTHERS = ("latin-1", "cp1252", "koi8-r", "cp437", "shift_jis", "utf-8-sig", "utf-16")


@long
@pytest.mark.parametrize(
    "env",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONIOENCODING": "ascii:strict"},
    ],
    ids=str,
)
def test_an_ascii_locale_gets_every_answer_in_ascii(folder, env):
    for name in ("members", "their reconciliation"):
        done = run_process(ANSWERS[name], folder, env=env)
        assert "Traceback" not in done.stderr
        assert done.stdout.isascii()
        assert "Turkiye" in done.stdout


@pytest.mark.parametrize(
    "args",
    [
        *ANSWERS.values(),
        ("force", "--explain"),
        ("members", "--format", "json"),
        ("check", "--log", "contradicted.toml"),
        ("check", "--log", "contradicted.toml", "--format", "json"),
        ("check", "--log", "nothing-türkiye.toml"),
        ("log", "--state", "Türkije"),
        ("--help",),
        ("status", "--help"),
    ],
    ids=" ".join,
)
def test_no_answer_and_no_message_is_too_much_for_an_ascii_stream(folder, args):
    done = run_inside(args, folder, encoding="ascii")
    assert done.stdout or done.stderr
    assert done.returncode in {0, 1, 2}


@pytest.mark.parametrize("encoding", OTHERS)
def test_no_encoding_is_too_poor_for_an_answer(folder, piped, encoding):
    shown = run_inside(ANSWERS["members"], folder, encoding=encoding).stdout
    assert "rkiye" in shown
    assert shown.count("?") == piped["members"].count("?")


# Colour


def on_a_terminal(folder, args, env):
    """The very bytes that a terminal of 80 columns gets."""
    import fcntl  # noqa: PLC0415  only of Unix
    import os  # noqa: PLC0415
    import struct  # noqa: PLC0415
    import termios  # noqa: PLC0415

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "cica_tracker", *args],
        cwd=folder,
        env=clean_environment(env),
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            part = os.read(ours, 65_536)
        except OSError:  # Linux: the other end is closed
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.wait(30) == 0
    return shown.decode("utf-8").replace("\r\n", "\n")


COLOUR = re.compile(r"\x1b\[[0-9;]*?(?:3[0-9]|4[0-9]|9[0-7]|10[0-7])(?:;[0-9;]*)?m")


def test_a_terminal_gets_colour_and_the_same_words(folder, piped):
    shown = on_a_terminal(folder, ANSWERS["status"], {"TERM": "xterm-256color"})
    assert COLOUR.search(shown)
    plain = MARKED.sub("", shown)
    assert not ESCAPE.search(plain)  # nothing else: no cursor, no title
    tokens = plain.split()
    assert [word for word in piped["status"].split() if not stands_in(word, tokens)] == []


@long
def test_no_color_means_none(folder):
    env = {"TERM": "xterm-256color", "NO_COLOR": "1"}
    assert not COLOUR.search(on_a_terminal(folder, ANSWERS["status"], env))
    assert not COLOUR.search(on_a_terminal(folder, ANSWERS["members"], env))


def test_a_dumb_terminal_gets_no_escape_at_all(folder):
    assert not ESCAPE.search(on_a_terminal(folder, ANSWERS["status"], {"TERM": "dumb"}))


@long
@pytest.mark.parametrize("env", [{"TERM": "xterm"}, {"TERM": "xterm", "NO_COLOR": "1"}], ids=str)
def test_without_its_colours_an_answer_says_the_same(folder, env):
    shown = MARKED.sub("", on_a_terminal(folder, ANSWERS["reconcile"], env))
    for word in ("agree", "not named", "confirm the clause's 14"):
        assert word in " ".join(shown.split())


def test_the_pictures_of_the_bar_differ_without_colour(piped):
    bar = next(line for line in piped["status"].splitlines() if "█" in line)
    assert set(bar) == set("█▒░")
