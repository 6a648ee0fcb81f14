"""Logs in a repository: the hook, the action and its page, run in a real one."""

import json
import re
import shutil
import subprocess

import pytest
import yaml
from helpers.command import ROOT, clean_environment, on_path

ACTION = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
PAGE = (ROOT / "docs" / "publishing.md").read_text("utf-8")
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"] if "name" in step}
NEWS = """
[[source]]
id = "note-of-2026"
title = "Depositary notification"
authority = "depositary"
published = 2026-03-02

[[event]]
id = "news"
type = "ratification"
state = "India"
date = 2026-03-01
source = "{source}"
recorded = 2026-03-03
"""


class Repository:
    """A repository with two logs, an origin, and what the steps of a workflow find around them."""

    def __init__(self, folder):
        self.folder = folder / "work"
        self.temp = folder / "temp"
        self.temp.mkdir(parents=True)
        path = on_path(folder)
        gh = folder / "bin" / "gh"
        gh.write_text(
            '#!/bin/sh\necho "$@" >> "$RUNNER_TEMP/gh-said"\n'
            'case "$*" in *--paginate*) cat "$RUNNER_TEMP/gh-finds" ;; esac\n'
        )
        gh.chmod(0o755)
        identity = {
            f"GIT_{who}_{what}": text
            for who in ("AUTHOR", "COMMITTER")
            for what, text in (("NAME", "Clerk"), ("EMAIL", "clerk@example.org"))
        }
        self.environment = clean_environment(
            {
                **identity,
                "PATH": path,
                "HOME": str(folder),
                "PYTHONPATH": str(ROOT),
                "RUNNER_TEMP": str(self.temp),
                "GITHUB_STEP_SUMMARY": str(self.temp / "summary.md"),
                "GITHUB_OUTPUT": str(self.temp / "output"),
                "GITHUB_REPOSITORY": "clerk/treaties",
            }
        )
        self.folder.mkdir()
        shutil.copytree(ROOT / "examples", self.folder / "data" / "more logs")
        shutil.copy(ROOT / "data" / "ratifications.toml", self.folder / "data")
        self.do("git init -q -b main && git add . && git commit -q -m one")
        self.do(f"git clone -q --bare . {folder / 'origin'} && git remote add origin ../origin")

    def do(self, script, **environment):
        """Run a script as a workflow does; its output."""
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=self.folder,
            env={**self.environment, **environment},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        self.code, self.said = done.returncode, done.stdout + done.stderr
        return done.stdout

    def step(self, name, **environment):
        """Run a step of the action."""
        missing = set(STEPS[name].get("env", {})) - set(environment)
        assert not missing, missing
        return self.do(STEPS[name]["run"], **environment)


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


def _blocks(kind):
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_the_action_is_a_composite_whose_every_input_is_used_and_described():
    text = (ROOT / "action.yml").read_text("utf-8")
    assert ACTION["runs"]["using"] == "composite"
    for name, given in ACTION["inputs"].items():
        assert given["description"]
        assert f"inputs.{name}" in text
    used = set(re.findall(r"inputs\.([a-z-]+)", text))
    assert used == set(ACTION["inputs"])
    for step in ACTION["runs"]["steps"]:
        assert ("uses" in step) != ("run" in step)
        assert "run" not in step or step["shell"] == "bash"
        assert "${{" not in step.get("run", "")  # what strangers write reaches no script


def test_the_hook_is_what_pre_commit_reads():
    [hook] = HOOKS
    assert hook["id"] == "tracker-check"
    assert {"name", "entry", "language"} <= set(hook)
    assert hook["language"] == "python"


@pytest.mark.long
def test_the_hook_passes_a_sound_repository_and_stops_a_broken_log(repository):
    [hook] = HOOKS
    command = " ".join([hook["entry"], *hook["args"]])
    (repository.folder / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    repository.do(command)
    assert (repository.code, repository.said) == (0, "")
    path = repository.folder / "data" / "ratifications.toml"
    path.write_text(path.read_text("utf-8") + NEWS.format(source="nobody"), "utf-8")
    repository.do(command)
    assert repository.code == 1
    assert 'unknown source "nobody"' in repository.said


@pytest.mark.long
def test_the_steps_of_the_action_check_say_comment_and_write_the_site(repository):
    sha = repository.do("git rev-parse HEAD").strip()
    log = repository.folder / "data" / "more logs" / "rome-statute.toml"
    log.write_text(log.read_text("utf-8") + NEWS.format(source="note-of-2026"), "utf-8")
    repository.do("git commit -q -a -m two")
    repository.step("Check the logs", PATHS="data")
    assert (repository.code, repository.said) == (0, "")
    repository.step("Say what the pull request changes", PATHS="data", BASE=sha)
    assert repository.code == 0, repository.said
    said = (repository.temp / "tracker-changes.md").read_text("utf-8")
    assert "1 of 4 treaties changed" in said
    assert "Rome Statute" in said
    assert "India deposited on 1 March 2026" in said
    assert said in (repository.temp / "summary.md").read_text("utf-8")
    file = (repository.temp / "output").read_text("utf-8").partition("=")[2].strip()
    for found in ("", "41\n42\n"):
        (repository.temp / "gh-finds").write_text(found, "utf-8")
        repository.step("Comment on the pull request", GH_TOKEN="x", NUMBER="7", FILE=file)
        assert (repository.code, repository.said) == (0, "")
    _, new, _, changed = (repository.temp / "gh-said").read_text("utf-8").splitlines()
    body = f"-F body=@{file}.comment"
    assert new.endswith(f"--method POST repos/clerk/treaties/issues/7/comments {body}")
    assert changed.endswith(f"--method PATCH repos/clerk/treaties/issues/comments/42 {body}")
    text = (repository.temp / f"{file}.comment").read_text("utf-8")
    assert text == f"<!-- cica-tracker -->\n{said}"
    repository.step(
        "Write the site", PATHS="data", SITE="public", TITLE="Ours & theirs", BASE_URL=""
    )
    assert repository.code == 0, repository.said
    assert "Ours &amp; theirs" in (repository.folder / "public" / "index.html").read_text("utf-8")
    assert repository.do("git worktree list").count("\n") == 1


@pytest.mark.long
def test_the_check_of_the_action_fails_with_a_broken_log(repository):
    path = repository.folder / "data" / "ratifications.toml"
    path.write_text(path.read_text("utf-8") + NEWS.format(source="nobody"), "utf-8")
    repository.step("Check the logs", PATHS="data")
    assert repository.code == 1
    assert 'unknown source "nobody"' in repository.said


def test_every_block_of_the_page_is_valid_and_names_what_there_is():
    blocks = [
        yaml.safe_load(b)
        for b in re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    ]
    assert len(blocks) == 3
    hooks = [
        hook["id"] for block in blocks for repo in block.get("repos", ()) for hook in repo["hooks"]
    ]
    assert set(hooks) == {HOOKS[0]["id"]}
    [job] = blocks[-1]["jobs"].values()
    given = job["steps"][-1]["with"]
    assert set(given) <= set(ACTION["inputs"])


@pytest.mark.long
def test_the_commands_of_the_page_run_in_an_empty_folder(tmp_path):
    repository = Repository(tmp_path)
    (repository.folder / "empty").mkdir()
    [script] = _blocks("sh")
    repository.do(f"cd empty\n{script}")
    assert repository.code == 0, repository.said
    by_hand = re.findall(r"^\| .* \| `(tracker .+?)` \|$", PAGE, re.MULTILINE)
    assert len(by_hand) == 3
    repository.do("git worktree add -q ../base HEAD")
    for command in by_hand:
        repository.do(command)
        assert repository.code == 0, (command, repository.said)


def test_two_states_of_a_file_are_compared_whatever_their_dates(run, tmp_path):
    new, old = tmp_path / "new", tmp_path / "old"
    for folder in (new, old):
        shutil.copytree(ROOT / "examples", folder, ignore=shutil.ignore_patterns("tables"))
    log = new / "kyoto-protocol.toml"
    text = log.read_text("utf-8")
    log.write_text(text + NEWS.format(source="note-of-2026"), "utf-8")
    (old / "ctbt.toml").unlink()
    answer = run("changes", ".", "--before", old, "--format", "json", cwd=new)
    rows = {row["log"]: row for row in json.loads(answer.stdout)["treaties"]}
    assert rows["kyoto-protocol.toml"]["learned"] == ["news"]
    assert rows["rome-statute.toml"]["learned"] == []
    assert len(rows["ctbt.toml"]["learned"]) > 100  # the file is new
    edited = text.replace("date = 2002-05-31", "date = 2002-05-30", 1)
    assert edited != text
    log.write_text(edited, "utf-8")
    answer = run("changes", "kyoto-protocol.toml", "--before", old, "--format", "json", cwd=new)
    [row] = json.loads(answer.stdout)["treaties"]
    assert row["learned"] == row["retracted"] != []


def test_check_takes_files_and_folders_and_names_what_cannot_be_opened(run, tmp_path):
    broken = ROOT / "tests" / "errors" / "catalogue" / "field-unknown.toml"
    assert run("check", ROOT / "examples", ROOT / "data") == ("", "", 0)
    answer = run("check", ROOT / "examples", broken)
    assert answer.returncode == 1
    assert 'unknown field "stat"' in answer.stdout
    assert answer.stdout.endswith("1 problem\n")
    answer = run("check", broken, tmp_path / "none.toml")
    assert answer.returncode == 2
    assert "none.toml: no such file" in answer.stderr
    assert 'unknown field "stat"' in answer.stdout
    found = json.loads(run("check", broken, ROOT / "data", "--format", "json").stdout)
    assert [one["line"] for one in found["problems"]] == [19]
