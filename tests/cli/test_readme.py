"""The README is a test: every command in it runs, and prints what stands there.

    TRACKER_WRITE_README=1 python -m pytest tests/cli/test_readme.py -n 0

rewrites the answers; read the difference before you commit it.
"""

import os
import re
import shlex
import shutil
import subprocess

import pytest
from helpers.command import ROOT, on_path, run_inside

README = ROOT / "README.md"
# Nothing that a shell would have to do, but for the first lines of an answer.
_NO_SHELL = re.compile(r"tracker (?P<args>[^|&;<>$`\\]*)( \| head -n (?P<lines>\d+))?")
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)


def _commands(block):
    """Each command of a block with the lines that follow it."""
    found = []
    for line in block.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return [(command, "\n".join(lines).rstrip("\n")) for command, lines in found]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder like a fresh clone, in which `tracker` is the command of this environment."""
    place = tmp_path_factory.mktemp("clone")
    for name in ("data", "examples"):
        shutil.copytree(ROOT / name, place / name)
    (place / "docs").mkdir()
    on_path(place)
    return place


def _run(command, folder):
    environ = {
        "PATH": f"{folder / 'bin'}:{os.environ['PATH']}",
        "HOME": str(folder),
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }
    if plain := _NO_SHELL.fullmatch(command):
        done = run_inside(shlex.split(plain["args"]), folder)
        if plain["lines"]:
            head = done.stdout.splitlines(keepends=True)[: int(plain["lines"])]
            done = done._replace(stdout="".join(head))
    else:
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env=environ,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
    shown = done.stdout + done.stderr
    return "\n".join(line.rstrip() for line in shown.splitlines()).rstrip("\n")


def test_every_console_command_prints_what_stands_in_the_readme(folder):
    wrong = _run_all(README, folder)
    picture = folder / "docs" / "timeline.svg"
    if os.environ.get("TRACKER_WRITE_README"):
        shutil.copy(picture, ROOT / "docs" / "timeline.svg")
    else:
        assert not wrong, "\n\n".join(wrong)
        assert picture.read_bytes() == (ROOT / "docs" / "timeline.svg").read_bytes()


@pytest.mark.parametrize("guide", ["many"])
def test_every_console_command_prints_what_stands_in_the_guide(folder, guide):
    wrong = _run_all(ROOT / "docs" / f"{guide}.md", folder)
    assert os.environ.get("TRACKER_WRITE_README") or not wrong, "\n\n".join(wrong)


def _run_all(page, folder):
    """Run each command of a page; what it printed otherwise than it stands there, or write it."""
    text = page.read_text(encoding="utf-8")
    wrong = []
    for block in _BLOCK.findall(text):
        written = []
        for command, expected in _commands(block):
            shown = _run(command, folder)
            written.append(f"$ {command}\n{shown}\n" if shown else f"$ {command}\n")
            if shown != expected:
                wrong.append(f"$ {command}\n--- stands there\n{expected}\n--- printed\n{shown}")
        text = text.replace(block, "".join(written))
    if os.environ.get("TRACKER_WRITE_README"):
        page.write_text(text, encoding="utf-8")
    return wrong


def test_the_example_log_of_the_readme_is_well_formed(folder):
    text = README.read_text(encoding="utf-8")
    example = re.search(r"^```toml\n(schema = 1.*?)^```$", text, re.MULTILINE | re.DOTALL)[1]
    (folder / "example.toml").write_text(example, encoding="utf-8")
    assert not _run("tracker --log example.toml check", folder)


def test_ci_runs_the_test_command_of_the_readme():
    commands = re.findall(r"^```sh\n(.*?)\n```$", README.read_text("utf-8"), re.MULTILINE)
    test_command = next(command for command in commands if "pytest" in command)
    assert test_command in (ROOT / ".ci" / "run").read_text("utf-8").splitlines()


def test_the_first_command_of_the_readme_is_complete_in_itself():
    first = re.search(r"^```sh\n(.*?)\n```$", README.read_text("utf-8"), re.MULTILINE)[1]
    assert "venv" in first
    assert "install" in first
    assert first.endswith("tracker status --as-of 2024-12-31")
