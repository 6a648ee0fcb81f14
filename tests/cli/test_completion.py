"""Completion in bash, zsh and fish: commands, options, formats, and what the log knows."""

import os
import shutil
import subprocess
import time
import tomllib

import pytest
from helpers.command import ROOT, on_path, run_inside
from helpers.cost import command, costs

SHIPPED = ROOT / "data" / "ratifications.toml"


@pytest.fixture
def folder(tmp_path):
    """A folder with a log, and with `tracker` on the path."""
    path = tmp_path / "data" / "ratifications.toml"
    path.parent.mkdir()
    shutil.copy(SHIPPED, path)
    on_path(tmp_path)
    return tmp_path


def environment(folder, **more):
    return {
        "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "TERM": "xterm",
        **more,
    }


@pytest.fixture
def complete(folder):
    """What bash is given for a line of words, the last of which is being typed."""

    def completed(*words):
        typed = {"COMP_WORDS": "\n".join(["tracker", *words]), "COMP_CWORD": str(len(words))}
        done = run_inside((), folder, env={"_TRACKER_COMPLETE": "bash_complete", **typed})
        assert done.returncode == 0
        assert done.stderr == ""
        return [line for line in done.stdout.splitlines() if line]

    return completed


def plain(*names):
    return [f"plain,{name}" for name in names]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["ret"], ["retract"]),
        (["add", "rat"], ["ratification"]),
        (["add", "member"], ["membership", "membership-end"]),
        (["add", "ratification", "--pub"], ["--publisher", "--published"]),
        (["status", "--format", ""], ["text", "json"]),
        (["add", "report", "--basis", ""], ["deposits", "domestic"]),
        (["add", "report", "--authority", "p"], ["press"]),
        (["add", "ratification", "--state", "Rep"], [r"Republic\ of\ Korea"]),
        (["add", "ratification", "--state", '"Rep'], ["Republic of Korea"]),
        (["add", "ratification", "--state", "'Rep"], ["Republic of Korea"]),
        (["add", "ratification", "--state", "=", "uni"], [r"United\ Arab\ Emirates"]),
        (["add", "ratification", "--state", "emir"], [r"United\ Arab\ Emirates"]),
        (["add", "ratification", "--state", "Tü"], ["Türkiye"]),
        (["add", "clause", "--among", "Ira"], ["Iran", "Iraq"]),
        (["add", "ratification", "--source", "speech"], ["speech-mongolia", "speech-pakistan"]),
        (["add", "retraction", "--of", "jor"], ["jordan"]),
        (["retract", "jor"], ["jordan"]),
        (["retract", "jordan", "--source", "dig"], ["digest-2024-q4"]),
        (["log", "--state", "Kuw"], ["Kuwait"]),
        (["log", "--source", "dig"], ["digest-2024-q4"]),
        (["retract", "nothing-begins-so"], []),
    ],
)
def test_what_is_typed_is_completed(complete, words, found):
    assert complete(*words) == plain(*found)


def test_every_state_and_event_is_offered(complete):
    assert len(complete("add", "ratification", "--state", "")) == 28
    assert len(complete("retract", "member-")) == 28


def test_another_log_completes_its_own_names(complete, folder):
    other = folder / "other.toml"
    other.write_text(
        '[[event]]\nid = "own"\nstate = \'Côte d"Ivoire\'\n  [[ event ]]\n  id = "two"\n'
        'state = "T\\u00fcrkiye, in words"\n[[source]]\nid = "page"\n'
        'state = "\\u001b[31mred"\nbroken'
    )
    assert complete("--log", str(other), "retract", "") == plain("two", "own")
    assert complete("add", "report", "--log", str(other), "--source", "") == plain("page")
    states = complete("--log", str(other), "log", "--state", "")
    assert states == plain(r"Côte\ d\"Ivoire", r"Türkiye,\ in\ words")


@pytest.mark.parametrize("name", ["nothing.toml", "data", "bytes"])
def test_a_log_that_cannot_be_read_completes_nothing_and_says_nothing(complete, folder, name):
    (folder / "bytes").write_bytes(b"\xff\xfe\x00")
    assert complete("--log", name, "retract", "") == []


@pytest.mark.long
def test_a_large_log_is_completed_at_once(complete, folder):
    """As a new process it costs twice what parsing the TOML does; to load the log, 22 times."""
    block = '[[event]]\nid = "e{0}"\ntype = "signature"\nstate = "State {0}"\n'
    text = "".join(block.format(number) for number in range(10_000))
    (folder / "data" / "ratifications.toml").write_text(text)
    assert complete("retract", "e999") == plain("e9999", *_tens())
    words = {"COMP_WORDS": "tracker retract e999", "COMP_CWORD": "2"}
    environ = environment(folder, _TRACKER_COMPLETE="bash_complete", **words)
    completing = command(["tracker"], cwd=folder, env=environ)
    ours, parsing = costs(completing, lambda: tomllib.loads(text), times=2)
    assert ours <= 5 * parsing


def _tens():
    return [f"e999{digit}" for digit in range(8, -1, -1)] + ["e999"]


def shell_source(folder, shell):
    done = subprocess.run(
        ["tracker"],
        env=environment(folder, _TRACKER_COMPLETE=f"{shell}_source"),
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not here")
@pytest.mark.long
def test_fish_completes(folder):
    script = """
        _TRACKER_COMPLETE=fish_source tracker | source
        complete -C "tracker add ratification --state Rep"
        complete -C "tracker retract jor"
        complete -C "tracker --log other.toml log --state Kor"
    """
    (folder / "other.toml").write_text('[[event]]\nstate = "Korea, Republic of"\n')
    done = subprocess.run(
        ["fish", "--no-config", "-c", script],
        env=environment(folder),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines() == ["Republic of Korea", "jordan", "Korea, Republic of"]


class Shell:
    """An interactive shell in tmux, with completion switched on."""

    def __init__(self, folder, socket, *command):
        self.socket = str(socket)
        variables = [f"{key}={value}" for key, value in environment(folder, PS1="> ").items()]
        self.tmux("new-session", "-d", "-x", "120", "-y", "30", "-c", str(folder), "-s", "t",
                  "env", "-i", *variables, *command)  # fmt: skip

    def tmux(self, *args):
        command = ["tmux", "-u", "-f", "/dev/null", "-S", self.socket, *args]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def shows(self, text):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            shown = self.tmux("capture-pane", "-p", "-J", "-t", "t")
            if text in shown:
                return
            time.sleep(0.05)
        raise AssertionError(f"{text!r} was not shown:\n{shown}")

    def type(self, text, key):
        self.tmux("send-keys", "-t", "t", "-l", "--", text)
        self.tmux("send-keys", "-t", "t", key)


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here")
@pytest.mark.parametrize(
    ("command", "switch_on"),
    [
        (["bash", "--norc", "-i"], 'eval "$(_TRACKER_COMPLETE=bash_source tracker)"'),
        (
            ["zsh", "-f", "-i"],
            'autoload -Uz compinit; compinit -u -D; eval "$(_TRACKER_COMPLETE=zsh_source tracker)"',
        ),
    ],
    ids=["bash", "zsh"],
)
def test_a_tab_completes_in_a_real_shell(folder, tmp_path_factory, command, switch_on):
    if not shutil.which(command[0]):
        pytest.skip(f"{command[0]} is not here")
    shell = Shell(folder, tmp_path_factory.mktemp("tmux") / "s", *command)
    try:
        shell.type(f"{switch_on}; echo on", "Enter")
        shell.shows("\non")
        shell.type("tracker add rati", "Tab")
        shell.shows("tracker add ratification ")
        shell.type("--state Rep", "Tab")
        shell.shows(r"--state Republic\ of\ Korea ")
        shell.type("--source speech-p", "Tab")
        shell.shows("--source speech-pakistan ")
        shell.type("--date 2022-09-01 --dry-run", "Enter")
        shell.shows('state = "Republic of Korea"')
    finally:
        shell.tmux("kill-server")
