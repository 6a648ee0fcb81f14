"""`tracker brief` and `tracker timeline` as commands: files, formats, the same numbers in all."""

import csv
import io
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from helpers.cost import cost_of_command

from cica_tracker.reading.logbook import shipped

LOG = shipped().path
ASKED = ("--log", LOG, "brief", "--as-of", "2024-12-31")


class Words(HTMLParser):
    """The text of a page that a reader sees."""

    def __init__(self, page):
        super().__init__()
        self.words, self.hidden = [], 0
        self.feed(page)

    def handle_starttag(self, tag, _):
        self.hidden += tag in {"style", "title"}

    def handle_endtag(self, tag):
        self.hidden -= tag in {"style", "title"}

    def handle_data(self, data):
        if not self.hidden:
            self.words.append(data)


def words_of(form, data):
    """What a file of a format says, as one text."""
    if form == "docx":
        docx = pytest.importorskip("docx")
        word = docx.Document(io.BytesIO(data))
        texts = [paragraph.text for paragraph in word.paragraphs]
        texts += [cell.text for table in word.tables for row in table.rows for cell in row.cells]
        # The numbers of sources are links, which `text` includes.
        return " ".join(texts + [shape._inline.docPr.get("descr") for shape in word.inline_shapes])
    text = data.decode()
    if form == "html":
        return " ".join(Words(text).words)
    if form == "json":
        return " ".join(_leaves(json.loads(text)))
    return text.replace("\\", "") if form == "md" else text


def _leaves(value):
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [leaf for one in value for leaf in _leaves(one)]
    return [str(value)]


def plain(text):
    """Words and numbers in a row, without the numbers of sources and what stands between."""
    return re.sub(r"\W+", " ", re.sub(r"\[[\d, ]+\]", "", text)).strip()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_every_format_says_the_same_numbers(run, tmp_path, lang):
    as_json = json.loads(run(*ASKED, "--format", "json", "--lang", lang).stdout)
    blocks = as_json["blocks"]
    statements = [block["text"] for block in blocks if block["type"] in {"paragraph", "heading"}]
    statements += [item["text"] for b in blocks if b["type"] == "bullets" for item in b["items"]]
    cells = [
        cell["text"]
        for block in blocks
        if block["type"] == "table"
        for row in block["rows"]
        for cell in row.values()
    ]
    (drawn,) = [block for block in blocks if block["type"] == "chart"]
    (meter,) = [block for block in blocks if block["type"] == "meter"]
    assert (meter["certain"], meter["possible"], meter["required"]) == (11, 13, 14)
    assert (drawn["points"][-1]["at_least"], drawn["points"][-1]["at_most"]) == (11, 13)
    for form in ("txt", "md", "html", "docx"):
        path = tmp_path / f"brief-{lang}.{form}"
        done = run(*ASKED, "--lang", lang, "-o", path)
        assert (done.returncode, done.stdout) == (0, ""), done.stderr
        data = path.read_bytes()
        said = plain(words_of(form, data).replace("\n", " "))
        joined = said.replace(" ", "")
        for statement in [*statements, *cells]:
            # A line of plain text may break anywhere in a column; its words stay in order.
            wanted = plain(statement)
            assert wanted.replace(" ", "") in joined or form == "txt", (form, statement)
            for number in re.findall(r"\d+", wanted):
                assert re.search(rf"\b{number}\b", said), (form, number)


@pytest.mark.long
@pytest.mark.parametrize("form", ["txt", "html"])
def test_text_and_a_page_cost_little_more_than_the_libraries_they_need(tmp_path, form):
    python = [sys.executable, "-c"]
    libraries = cost_of_command([*python, "import click, rich.table, pydantic"], times=3)
    command = [sys.executable, "-m", "cica_tracker", *map(str, ASKED), "-o", f"b.{form}"]
    page = cost_of_command([*command, "--force"], times=3, cwd=tmp_path)
    assert page <= 4 * libraries


def test_the_one_page_is_part_of_the_whole(run):
    full = json.loads(run(*ASKED, "--format", "json").stdout)
    page = json.loads(run(*ASKED, "--format", "json", "--style", "one-page").stdout)
    assert len(page["blocks"]) < len(full["blocks"])
    kinds = [block["type"] for block in page["blocks"]]
    assert "chart" in kinds
    assert "table" not in kinds


def test_a_supposed_deposit_marks_every_statement(run):
    answer = json.loads(
        run("--log", LOG, "brief", "--assume", "next=2026-01-01", "--format", "json").stdout
    )
    (drawn,) = [block for block in answer["blocks"] if block["type"] == "chart"]
    assert drawn["text"].startswith("[hypothetical]")


def test_a_file_is_not_overwritten_unless_that_is_asked_for(run, tmp_path):
    path = tmp_path / "own.md"
    path.write_text("my own words\n")
    done = run(*ASKED, "-o", path)
    assert done.returncode == 2
    assert "stays as it is" in done.stderr
    assert path.read_text() == "my own words\n"
    assert run(*ASKED, "-o", path, "--force").returncode == 0
    assert path.read_text() != "my own words\n"
    assert run(*ASKED, "-o", path).returncode == 2


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (("brief", "-o", "x.xyz"), "ends in none of"),
        (("brief", "-o", "x.md", "--format", "html"), "leave one of them"),
        (("timeline", "-o", "x.html"), "ends in none of"),
        (("timeline", "--from", "2025", "--to", "2024"), "is not before"),
        (("brief", "-o", "nowhere/x.md"), "no such folder"),
    ],
)
def test_what_cannot_be_done_is_said_with_exit_code_2(run, tmp_path, args, said):
    done = run("--log", LOG, *args, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_missing_extra_is_named(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "cica_tracker.formats.word_parts", raising=False)
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    done = run(*ASKED, "-o", tmp_path / "x.docx")
    assert (done.returncode, "cica-tracker[docx]" in done.stderr) == (2, True)
    done = run("--log", LOG, "timeline", "-o", tmp_path / "x.png")
    assert (done.returncode, "cica-tracker[png]" in done.stderr) == (2, True)
    monkeypatch.setattr("cica_tracker.formats.pdf.browser", lambda: None)
    done = run(*ASKED, "-o", tmp_path / "x.pdf")
    assert (done.returncode, "none was found" in done.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_timeline_is_a_picture_a_table_and_a_drawing(run, tmp_path):
    pytest.importorskip("resvg_py")
    asked = ("--log", LOG, "timeline", "--to", "2026-11-21")
    for name in ("t.svg", "t.png"):
        assert run(*asked, "-o", tmp_path / name).returncode == 0
        assert run(*asked, "-o", tmp_path / name, "--force").returncode == 0
    assert (tmp_path / "t.png").read_bytes()[:8] == b"\x89PNG\r\n\x1a\n"
    rows = list(csv.DictReader(io.StringIO(run(*asked, "--format", "csv").stdout)))
    assert rows[-1] == {"from": "2025-07-22", "at_least": "13", "at_most": "28"}
    answer = json.loads(run(*asked, "--format", "json").stdout)
    assert answer["points"][-1] == {"from": "2025-07-22", "at_least": 13, "at_most": 28}
    drawn = run(*asked).stdout
    assert "14 required" in drawn
    assert max(map(len, drawn.splitlines())) <= 80


def test_the_program_and_its_help_do_not_load_the_heavy_libraries(tmp_path):
    script = tmp_path / "loaded.py"
    script.write_text(
        "import sys\n"
        f"sys.argv = ['tracker', '--log', {str(LOG)!r}, 'brief', '-o', 'x.html']\n"
        "try:\n    from cica_tracker.cli import main; main()\nexcept SystemExit: pass\n"
        "print(sorted({'docx', 'lxml', 'resvg_py', 'babel'} & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
    assert Path(tmp_path / "x.html").is_file()
