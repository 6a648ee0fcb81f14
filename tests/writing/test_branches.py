"""Two branches of git that both append: they conflict, and the README says how to keep both."""

import os
import re
import shutil
import subprocess

import pytest
from helpers.command import ROOT, clean_environment, on_path

from cica_tracker.reading.parse import read

pytestmark = pytest.mark.skipif(not shutil.which("git"), reason="git is not here")

LOG = "data/ratifications.toml"
PERSON = {
    f"GIT_{role}_{what}": "a@b" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
}
BLOCK = """
[[event]]
id = "{0}"
type = "{1}"
state = "{2}"
date = 2024-01-02
source = "digest-2024-q4"
recorded = 2026-01-03
"""
ONE = BLOCK.format("kuwait-ratification", "ratification", "Kuwait")
TWO = BLOCK.format("qatar-accession", "accession", "Qatar")


@pytest.fixture
def shell(tmp_path):
    """Run a line of shell in a new repository that holds the shipped log, `tracker` on the path."""
    folder = tmp_path / "repository"
    (folder / "data").mkdir(parents=True)
    shutil.copy(ROOT / LOG, folder / LOG)
    path = on_path(tmp_path)
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "HOME": str(tmp_path)}

    def run(line):
        return subprocess.run(
            ["sh", "-c", line],
            cwd=folder,
            env=clean_environment({**PERSON, **nothing, "PATH": path}),
            capture_output=True,
            text=True,
            check=False,
        )

    run.log = folder / LOG
    assert run("git init -q && git add . && git commit -qm start && git branch two").returncode == 0
    return run


def meet(shell, one=ONE, two=TWO):
    """Append on two branches and merge the second into the first."""
    for branch, block in (("HEAD", one), ("two", two)):
        assert shell(f"git checkout -q {branch}").returncode == 0
        with shell.log.open("a", encoding="utf-8") as file:
            file.write(block)
        assert shell("git commit -qam more").returncode == 0
        shell("git branch -f one" if branch == "HEAD" else "true")
    shell("git checkout -q one")
    return shell("git merge --no-edit two")


def test_two_appends_conflict_and_the_readme_keeps_both(shell):
    assert meet(shell).returncode == 1
    answer = shell("tracker check")
    assert answer.returncode == 1
    assert "a conflict of git is left open here" in answer.stdout
    blocks = re.findall(
        r"^```sh\n(.*?)^```$", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (commands,) = [block for block in blocks if "--conflict" in block]
    done = shell(commands)
    assert done.returncode == 0, done.stdout + done.stderr
    assert shell.log.read_text("utf-8") == (ROOT / LOG).read_text("utf-8") + ONE + TWO
    assert shell("git status --porcelain").stdout == ""
    assert [event.id for event in read(shell.log.read_bytes(), LOG).log.events[-2:]] == [
        "kuwait-ratification",
        "qatar-accession",
    ]


def test_a_union_of_two_blocks_is_named(shell):
    shell("echo '*.toml merge=union' > .git/info/attributes")
    assert meet(shell).returncode == 0
    answer = shell("tracker check")
    assert answer.returncode == 1
    assert "a second id in one block" in answer.stdout
    assert "two blocks have become one" in answer.stdout


@pytest.mark.parametrize(
    ("again", "said"),
    [
        (ONE, 'two events have the id "kuwait-ratification"\n'),
        (BLOCK.format("k2", "ratification", "Kuwait"), "Kuwait consents twice"),
        (BLOCK.format("k2", "signature", "Kuwait"), '"k2" says again what k1'),
        (BLOCK.format("k2", "withdrawal", "Kuwait"), '"k2" says again what k1'),
    ],
)
def test_a_block_that_stands_twice_is_named(shell, again, said):
    kind = re.search('type = "(.*)"', again)[1]
    first = ONE if kind == "ratification" else BLOCK.format("k1", kind, "Kuwait")
    with shell.log.open("a", encoding="utf-8") as file:
        file.write(first + again)
    answer = shell("tracker check")
    assert answer.returncode == 1
    assert said in answer.stdout
    assert "delete" in answer.stdout or "retract" in answer.stdout


def test_a_source_that_stands_twice_is_named(shell):
    source = '\n[[source]]\nid = "{0}"\ntitle = "T"\npublished = 2026-01-01\n'
    with shell.log.open("a", encoding="utf-8") as file:
        file.write(source.format("one") + source.format("two"))
    assert 'the source "two" is described before as "one"' in shell("tracker check").stdout


def test_two_consents_of_states_not_named_are_two(shell):
    unnamed = BLOCK.replace('state = "{2}"\n', "").replace("{1}", "ratification")
    with shell.log.open("a", encoding="utf-8") as file:
        file.write(unnamed.format("one") + unnamed.format("two"))
    assert "says again" not in shell("tracker check").stdout
