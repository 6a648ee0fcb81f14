"""`site`: what it says, how it ends, and what it refuses."""

import pytest
from helpers.command import ROOT

LOG = ROOT / "tests/treaties/logs/CPTPP.toml"  # of eleven States: what it says is tested elsewhere
TODAY = ("--as-of", "2026-11-24")


def test_a_second_run_changes_nothing_and_says_so(run, tmp_path):
    for said in (" written, 0 as before, 0 removed", "0 written, "):
        done = run("site", LOG, "--to", tmp_path / "out", *TODAY)
        assert (done.stdout, done.returncode) == ("", 0)
        assert said in done.stderr


def test_a_log_that_cannot_be_read_is_listed_and_told_and_the_others_are_made(run, tmp_path):
    (tmp_path / "broken.toml").write_text("schema = 1\n[treaty]\n")
    (tmp_path / "good.toml").write_bytes(LOG.read_bytes())
    done = run("site", tmp_path, "--to", tmp_path / "out", *TODAY)
    assert done.returncode == 1
    assert "broken.toml:2: treaty title is missing" in done.stderr
    assert "title is missing" in (tmp_path / "out/index.html").read_text("utf-8")
    assert (tmp_path / "out/treaty/good.html").is_file()


def test_without_any_log_nothing_is_written_and_nothing_taken_away(run, tmp_path):
    out = tmp_path / "out"
    assert run("site", LOG, "--to", out, *TODAY).returncode == 0
    before = sorted(out.rglob("*"))
    done = run("site", tmp_path / "nowhere", "--to", out, *TODAY)
    assert done.returncode == 2
    assert "no such file" in done.stderr
    assert sorted(out.rglob("*")) == before


@pytest.mark.parametrize(
    "url",
    ["example.org", "javascript:alert(1)", "https://", "https://a b/", "https://x/\r\nX:1",
     "https://u:p@x.example/", "https://x.example/?q=1", "https://x.example/#a", "file:///x"],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(run, tmp_path, url):
    done = run("site", LOG, "--to", tmp_path / "out", "--base-url", url)
    assert done.returncode == 2
    assert "--base-url" in done.stderr
    assert not (tmp_path / "out").exists()


def test_names_that_are_alike_or_lead_elsewhere_are_pages_of_their_own(run, tmp_path):
    logs, out = tmp_path / "logs", tmp_path / "deep" / "out"
    names = ("a/same", "b/same", "index", "..x", "договор №1", "%2e%2e", "a#b", "treaties")
    for name in names:
        path = logs / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text('schema = 1\n[treaty]\ntitle = "T"\n', encoding="utf-8")
    done = run("site", logs, "--to", out, "--base-url", "https://example.org", *TODAY)
    assert done.returncode == 0, done.stderr
    assert len(list((out / "treaty").glob("*.html"))) == len(names)
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["out"]
    assert {path.name for path in tmp_path.iterdir()} == {"logs", "deep"}
    page = (out / "index.html").read_text("utf-8")
    assert 'href="treaty/a%23b.html"' in page
    assert 'href="treaty/%252e%252e.html"' in page
