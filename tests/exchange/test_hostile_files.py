"""Broken and hostile files: a clear error with a place, nothing written, little memory."""

import subprocess
import sys
import tracemalloc

import pytest
from helpers.command import clean_environment
from helpers.tables import HEAD, page

GOOD = page([("Fiji", "9 Nov 2016"), ("Chad", "9 Nov 2017")], parties="2")
DECLARED = HEAD.replace("utf-8", "iso-8859-1")
CHAD = GOOD.replace("Chad", "Côte")
BROKEN = {
    "nothing at all": (b"", "the file is empty"),
    "an HTML page": (
        b"<!DOCTYPE html>\n<html><body>Not found</body></html>",
        ":1: this is an HTML page",
    ),
    "HTML without a type": (b"\n<HTML lang='en'>gone</HTML>", "this is an HTML page"),
    "another root": (b"<Other/>", "its root is <Other>"),
    "no table": (b"<Document><Treaty><Header/></Treaty></Document>", "no table of participants"),
    "two treaties": (b"<Document><Treaty/><Treaty/></Document>", "it holds 2 treaties"),
    "cut off": (GOOD[:-200].encode(), "the XML breaks off"),
    "a table without rows": (page([]).encode(), "has no rows"),
    "a ragged row": (
        page([("Fiji",)]).encode(),
        "row 1 (Fiji) has 1 cells, and the table 2 columns",
    ),
    "billion laughs": (
        b'<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><Document>&b;</Document>',
        ":1: the file declares a document type or entities",
    ),
    "an external thing": (
        b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><Document/>',
        "the file declares a document type or entities",
    ),
    "a control character": (
        GOOD.replace("Chad", "Ch\x13ad").encode(),
        "the XML is damaged at column",
    ),
    "a NUL": (GOOD.replace("Chad", "Ch\0ad").encode(), "the XML is damaged at column"),
    "a bare ampersand": (GOOD.replace("Chad", "A & B").encode(), "the XML is damaged at column"),
    "Latin-1 that says UTF-8": (CHAD.encode("latin-1"), "the XML is damaged at column"),
    "UTF-8 that says Latin-1": (CHAD.replace(HEAD, DECLARED).encode(), "names would be garbled"),
    "an encoding nobody knows": (GOOD.replace("utf-8", "klingon").encode(), "unknown encoding"),
    "far too deep": (b"<a>" * 200_000, "too deeply nested"),
    "a State twice": (
        page([("Turkey", "9 Nov 2016"), ("Türkiye", "9 Nov 2017")]).encode(),
        'row 2: "Türkiye" is the State that row 1 calls "Turkey"',
    ),
    "a day in the future": (page([("Fiji", "9 Nov 2019")]).encode(), "lies after 2018-01-15"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_what_is_broken_is_refused_with_its_place_and_nothing_is_written(run, tmp_path, what):
    data, message = BROKEN[what]
    file = tmp_path / "page.xml"
    file.write_bytes(data)
    answer = run("import", "untc", file, "--retrieved", "2018-01-15", "--to", tmp_path / "logs")
    assert answer.returncode == 2
    assert answer.stderr.startswith(str(file))
    assert message in answer.stderr
    assert not (tmp_path / "logs").exists()
    assert "Traceback" not in answer.stderr


def test_the_line_of_what_is_damaged_is_named(run, tmp_path):
    file = tmp_path / "page.xml"
    file.write_text(GOOD.replace("Chad", "Ch\x13ad"))
    line = GOOD.split("Chad")[0].count("\n") + 1
    assert (
        f"{file}:{line}:"
        in run("import", "untc", file, "--retrieved", "2018-01-15", "--to", tmp_path).stderr
    )


@pytest.mark.parametrize("bad", ["Ch\x13ad", "Chad\x14", "A & B"])
def test_recover_reads_what_is_damaged_and_says_what_it_mended(run, tmp_path, bad):
    pytest.importorskip("lxml")
    file = tmp_path / "page.xml"
    file.write_text(GOOD.replace("Chad", bad))
    how = ("import", "untc", file, "--retrieved", "2018-01-15", "--to", tmp_path)
    assert run(*how).returncode == 2
    answer = run(*how, "--recover")
    assert answer.returncode == 0
    assert "repaired: line" in answer.stdout
    assert "contracting = 2" in (tmp_path / "page.toml").read_text()


@pytest.mark.parametrize(
    "what", ["cut off", "billion laughs", "UTF-8 that says Latin-1", "no table"]
)
def test_recover_makes_no_table_of_what_has_none(run, tmp_path, what):
    pytest.importorskip("lxml")
    file = tmp_path / "page.xml"
    file.write_bytes(BROKEN[what][0])
    answer = run(
        "import", "untc", file, "--recover", "--retrieved", "2018-01-15", "--to", tmp_path / "logs"
    )
    assert answer.returncode == 2
    assert not (tmp_path / "logs").exists()


@pytest.mark.long
@pytest.mark.parametrize("rows", [100_000, 1_000_000])
def test_a_table_of_a_million_rows_is_refused_in_little_memory(tmp_path, rows):
    file = tmp_path / "page.xml"
    file.write_text(page([("A", "9 Nov 2016")] * rows))
    # What getrusage tells begins with the memory of the process that started this one.
    code = (
        "import re, resource, sys; from pathlib import Path; from cica_tracker.cli import main\n"
        "how = ['--retrieved', '2018-01-15', '--to', 'x']\n"
        "sys.argv = ['tracker', 'import', 'untc', sys.argv[1], *how]\n"
        "try:\n    main()\nexcept SystemExit as end:\n"
        "    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "    status = Path('/proc/self/status')\n"
        "    if status.exists():\n"
        "        peak = re.search(r'VmHWM:\\s+(\\d+)', status.read_text())[1]\n"
        "    print(end.code, peak)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    ended, memory = map(int, done.stdout.split()[-2:])
    assert ended == 2
    assert memory * (1 if sys.platform == "darwin" else 1024) < 500 * 1024 * 1024


@pytest.mark.long
def test_hundreds_of_pages_come_in_without_growing_in_memory(run, tmp_path):
    """Each page is let go before the next is read; what is kept of it is a line of the answer."""
    states = [(f"State {n}", "9 Nov 2016") for n in range(30)]
    data = page(states, parties="30")
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(60):
        (pages / f"XXVII-{n}.en.xml").write_text(data)
    files = sorted(pages.iterdir())

    def peak(some):
        tracemalloc.start()
        try:
            done = run(
                *("import", "untc", *some, "--retrieved", "2020-01-01"),
                *("--to", tmp_path / f"logs{len(some)}"),
            )
            assert done.returncode == 0
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(files[:1])
    few, many = peak(files[:10]), peak(files)
    assert len(list((tmp_path / "logs60").iterdir())) == 60
    assert many < few * 3
