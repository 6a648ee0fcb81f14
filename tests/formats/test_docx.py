"""The Word file: real styles and heads, links both ways, and LibreOffice opens it."""

import io
import re
import shutil
import subprocess
from datetime import date

import pytest
from helpers.papers import HOSTILE, sample

from cica_tracker.model.text import clean

library = pytest.importorskip("docx", reason="python-docx is not installed here")
pytest.importorskip("resvg_py", reason="resvg-py is not installed here")

from docx.oxml.ns import qn  # noqa: E402  only where there is the library

from cica_tracker.formats import png  # noqa: E402
from cica_tracker.formats.docx import docx  # noqa: E402


@pytest.fixture(autouse=True)
def small(monkeypatch):
    """Pictures of a hundred dots across: in Word they are as wide as ever, and quickly drawn."""
    drawn = png.png
    monkeypatch.setattr("cica_tracker.formats.docx.png", lambda drawing, _: drawn(drawing, 100))


def opened(document):
    return library.Document(io.BytesIO(docx(document)))


def test_headings_captions_and_tables_have_their_own_styles():
    word = opened(sample())
    styles = {paragraph.style.name for paragraph in word.paragraphs}
    assert {"Title", "Subtitle", "Heading 1", "Heading 2", "Caption", "Lead", "Source"} <= styles
    numbers, table = word.tables
    assert [cell.text for cell in numbers.rows[0].cells] == ["From", "At least Jordan", "At most"]
    assert table.style.name == "Tracker Table"
    first, *rest = table.rows
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in (first, *rest))
    assert [cell.paragraphs[0].style.name for cell in first.cells] == ["Table Head"] * 2


def test_the_file_says_its_title_and_its_language():
    word = opened(sample())
    assert word.core_properties.title == "Briefing Jordan"
    assert word.core_properties.language == "en"
    assert word.core_properties.created.date() == date(2026, 11, 21)
    assert word.core_properties.modified.date() == date(2026, 11, 21)
    langs = {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))}
    assert langs == {"en-GB"}


def test_pictures_have_words_for_those_who_cannot_see_them():
    shapes = opened(sample()).inline_shapes
    about = [shape._inline.docPr.get("descr") for shape in shapes]
    assert about[0] == "11 of 14 certain Jordan"
    assert about[1] == "What the picture shows: Jordan"


def test_each_number_leads_to_its_source_and_each_source_back():
    word = opened(sample())
    body = word.element.body
    places = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    inside = {anchor for anchor in links if anchor}
    assert len(places) == len(set(places))
    assert inside == set(places)
    numbers = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
    assert len(numbers) == len(set(numbers))
    addresses = {rel.target_ref for rel in word.part.rels.values() if rel.is_external}
    assert addresses == {"https://example.org/a?b=1&c=2"}


@pytest.mark.long
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(text):
    word = opened(sample(text, "javascript:alert(1)"))
    assert clean(text) in "".join(paragraph.text for paragraph in word.paragraphs)
    assert not [rel for rel in word.part.rels.values() if rel.is_external]
    body = word.element.body
    assert not list(body.iter(qn("w:instrText"), qn("w:fldSimple"), qn("w:fldChar")))
    codes = [f.get(qn("w:instr")) for f in word.sections[0].footer._element.iter(qn("w:fldSimple"))]
    assert codes == ["PAGE", "NUMPAGES"]


@pytest.mark.long
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or pdftotext is not installed here",
)
def test_libreoffice_opens_it_and_shows_every_number(tmp_path):
    path = tmp_path / "brief.docx"
    path.write_bytes(docx(sample()))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", tmp_path, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = subprocess.run(
        ["pdftotext", "-layout", tmp_path / "brief.pdf", "-"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for words in ("11 to 13 of the 14 required", "Two deposits fall between", "Oman"):
        assert words in text
    assert re.search(r"1 ?/ ?2", text)
