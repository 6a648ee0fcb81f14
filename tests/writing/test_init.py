"""`tracker init`: a log for any treaty, which teaches its own format and passes `check`."""

import io
import stat
from datetime import date

import pytest
from helpers.command import ROOT

from cica_tracker.model.events import Clause
from cica_tracker.reading.parse import read

SHIPPED = ROOT / "data" / "ratifications.toml"
TODAY = date.today()  # noqa: DTZ011  the same clock as the command's


@pytest.fixture(autouse=True)
def _no_terminal(monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO())


@pytest.fixture
def init(run, tmp_path):
    return lambda *args: run("init", *args, cwd=tmp_path)


def test_a_log_is_started_in_the_usual_place_and_passes_check(init, run, tmp_path):
    answer = init("--title", "Convention on X", "--adopted", "2010-06-08", "--required", "14")
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout == "started data/ratifications.toml\n"
    path = tmp_path / "data" / "ratifications.toml"
    log = read(path.read_bytes(), "log").log
    assert log.treaty.title == "Convention on X"
    assert log.treaty.adopted.first == date(2010, 6, 8)
    clause = log.events[0]
    assert isinstance(clause, Clause)
    assert clause.plain.count == 14
    assert clause.date.first == date(2010, 6, 8)
    assert clause.source == ("treaty-text",)
    assert clause.recorded == TODAY
    assert run("check", cwd=tmp_path).returncode == 0
    assert "14 are required" in run("status", "--as-of", "2011", cwd=tmp_path).stdout
    known = run("status", "--as-of", "2011", "--known-on", TODAY, cwd=tmp_path)
    assert "14 are required" in known.stdout
    assert [entry.name for entry in path.parent.iterdir()] == ["ratifications.toml"]
    assert not stat.S_IMODE(path.stat().st_mode) & 0o111


def test_the_new_log_can_be_added_to_at_once(init, run, tmp_path):
    init("--title", "Convention on X", "--required", "2", "--delay", "P30D")
    flags = ("--date", "2026-03-01", "--source-title", "Notice")
    for state in ("Kuwait", "Iran"):
        answer = run("add", "ratification", "--state", state, *flags, cwd=tmp_path)
        assert answer.returncode == 0, answer.stderr
    assert "→ 0; would enter into force " in answer.stdout
    assert run("check", cwd=tmp_path).returncode == 0
    for name in ("Kuwayt", "Atlantis"):  # near to a State, and no State that is known
        refused = run("add", "ratification", "--state", name, *flags, cwd=tmp_path)
        assert refused.returncode == 2
        assert "--new-state" in refused.stderr


def test_every_field_of_the_treaty_and_its_clause_can_be_given(init, tmp_path):
    init(
        *("law/x.toml", "--title", "T", "--short-title", "S", "--adopted", "2010", "--place", "P"),
        *("--depositary", "D", "--note", "N", "--fraction", "2/3", "--of", "members"),
        *("--delay", "P6M", "--start", "first-of-month", "--counting", "day-after"),
        *("--source-title", "The text", "--publisher", "UN", "--published", "2010-07"),
        *("--authority", "depositary", "--url", "https://un.example", "--locator", "art. 9"),
        *("--condition", '{"count": 3, "among": ["A", "B", "C"]}'),
    )
    log = read((tmp_path / "law" / "x.toml").read_bytes(), "log").log
    treaty = log.treaty
    assert (treaty.short_title, treaty.place, treaty.depositary, treaty.note) == tuple("SPDN")
    clause = log.events[0]
    assert [condition.count for condition in clause.condition] == [None, 3]
    assert (str(clause.delay), clause.start, clause.counting) == (
        "P6M",
        "first-of-month",
        "day-after",
    )
    source = log.sources[0]
    assert (source.publisher, source.authority, source.locator) == ("UN", "depositary", "art. 9")


def test_without_a_number_the_clause_is_left_to_be_added(init, run, tmp_path):
    assert init("--title", "T").returncode == 0
    path = tmp_path / "data" / "ratifications.toml"
    assert "tracker add clause" in path.read_text()
    assert run("check", cwd=tmp_path).returncode == 0
    added = run(
        "add", "clause", "--required", "3", "--date", "2020", "--source-title", "X", cwd=tmp_path
    )
    assert added.returncode == 0, added.stderr


def test_the_comments_teach_what_the_reader_reads(init, tmp_path):
    init("--title", 'A "treaty"\nof \x1b[31mtwo lines', "--required", "14")
    text = (tmp_path / "data" / "ratifications.toml").read_text()
    assert "\x1b" not in text
    comments = [line for line in text.splitlines() if line.startswith("#     ")]
    taught = "\n".join(line[6:].split("   ")[0] for line in comments)
    event = taught[taught.index("[[event]]") : taught.index("note =")]
    sample = f'{text}\n{event}\n[[source]]\nid = "digest-2024"\ntitle = "D"\n'
    log, problems = read(sample.encode(), "log")
    assert not problems
    assert log.events[-1].state == "Jordan"
    assert log.treaty.title == 'A "treaty"\nof \x1b[31mtwo lines'


def test_a_file_is_never_overwritten(init, tmp_path):
    path = tmp_path / "mine.toml"
    for content in (b"", b"something"):
        path.write_bytes(content)
        answer = init("mine.toml", "--title", "T")
        assert answer.returncode == 2
        assert "never overwritten" in answer.stderr
        assert path.read_bytes() == content
    path.unlink()
    path.mkdir()
    assert init("mine.toml", "--title", "T").returncode == 2
    path.rmdir()
    path.symlink_to(tmp_path / "gone")
    assert init("mine.toml", "--title", "T").returncode == 2
    assert not (tmp_path / "gone").exists()


def test_the_file_may_be_named_as_the_log_is(init, run, tmp_path):
    assert init("--log", "a.toml", "--title", "T").returncode == 0
    assert run("--log", "b.toml", "init", "--title", "T", cwd=tmp_path).returncode == 0
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a.toml", "b.toml"]


def test_a_copy_of_the_shipped_log_is_ones_own(init, run, tmp_path):
    assert init("--copy-shipped").returncode == 0
    path = tmp_path / "data" / "ratifications.toml"
    assert path.read_bytes() == SHIPPED.read_bytes()
    flags = ("--state", "Kuwait", "--date", "2026-03-01", "--source-title", "T")
    assert run("add", "ratification", *flags, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ([], "missing: --title TEXT"),
        (["--required", "14"], "missing: --title TEXT"),
        (["--title", ""], "empty"),
        (["--title", "T", "--required", "0"], "asks for nothing"),
        (["--title", "T", "--adopted", "someday"], "is not a date"),
        (["--title", "T", "--met-by", "2026-01-01", "--required", "1"], "met_by"),
        (["--title", "T", "--required", "3", "--among", "A"], "cannot be met"),
    ],
)
def test_what_is_missing_or_wrong_is_named_and_nothing_is_written(init, tmp_path, args, said):
    answer = init(*args)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert not list(tmp_path.iterdir())


def test_a_dry_run_prints_the_file_and_writes_none(init, tmp_path):
    answer = init("--title", "T", "--required", "14", "--dry-run")
    assert not list(tmp_path.iterdir())
    init("--title", "T", "--required", "14")
    assert (tmp_path / "data" / "ratifications.toml").read_text() == answer.stdout


def test_a_folder_that_cannot_be_written_is_named(init, tmp_path):
    (tmp_path / "file").write_text("")
    answer = init("file/log.toml", "--title", "T")
    assert answer.returncode == 2
    assert "nothing was written" in answer.stderr


def test_a_new_log_has_no_source_that_could_be_named(init, tmp_path):
    answer = init("--title", "T", "--required", "3", "--source", "elsewhere")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert "--source" in answer.stderr
    assert list(tmp_path.iterdir()) == []
