"""Markdown, HTML, CSV, JSON and plain text: hostile text stays text, and links lead to the web."""

import csv
import io
import json
import re
from html import unescape
from html.parser import HTMLParser

import pytest
from helpers.papers import HOSTILE, sample
from helpers.strategies import law
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.cells import cell_len

from cica_tracker.formats import csv as csv_format
from cica_tracker.formats import json as json_format
from cica_tracker.formats import rendered
from cica_tracker.formats.html import html
from cica_tracker.formats.links import web_address
from cica_tracker.formats.markdown import escaped, markdown
from cica_tracker.formats.plain_text import plain_text
from cica_tracker.model.text import acts, clean
from cica_tracker.words.document import Cell, Document, Paragraph, Table

LINES = st.text(max_size=60) | st.sampled_from(HOSTILE) | st.text("<>&\"'`*_[]()|\\#=+-@:/!~$w.1 ")
DRAWN = {"text", "rect", "path", "g", "circle", "title"}


class Reader(HTMLParser):
    """Tags, attributes and text of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.words = [], [], []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value) for name, value in attrs]

    def handle_data(self, data):
        self.words.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def test_an_address_becomes_a_link_only_when_it_is_of_the_web():
    for bad in (
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "ftp://x.org",
        "http://",
        "http:///x",
        "https://a b.org",
        "http://user@x.org",
        None,
        "",
        "JaVaScRiPt:x",
        "http://x.org/\n",
        "java\nscript:x",
        "http://[::1",
        "mailto:a@b.c",
    ):
        assert web_address(bad) is None, bad
    assert web_address("https://example.org/a?b=1&c=(2)") == "https://example.org/a?b=1&c=%282%29"
    assert web_address('http://x.org/"<>') == "http://x.org/%22%3C%3E"


@given(LINES)
def test_text_in_markdown_starts_no_markup(text):
    parsed = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    tokens = parsed.parse(f"x\n\n{escaped(text)}\n\ny")
    inline = [token for token in tokens if token.type == "inline"]
    assert [token.type for token in tokens if token.nesting == 1] == ["paragraph_open"] * len(
        inline
    )
    middle = [child for token in inline[1:-1] for child in token.children]
    assert {child.type for child in middle} <= {"text"}
    # Blanks at the ends of a paragraph are no text in Markdown.
    assert "".join(child.content for child in middle) == clean(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_whole_document_of_hostile_text_has_the_same_markdown_structure_as_a_harmless_one(text):
    parsed = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

    def shape(source):
        tokens = [t for t in parsed.parse(source) if t.type != "inline"]
        return [token.type for token in tokens]

    url = "javascript:alert(1)"
    ours, plain = markdown(sample(text, url)), markdown(sample("Jordan", url))
    assert shape(ours) == shape(plain)
    links = [
        child.attrs["href"]
        for token in parsed.parse(ours)
        for child in token.children or ()
        if child.type == "link_open"
    ]
    assert links
    assert all(re.fullmatch(r"#source-\d", link) for link in links)


@law(60)
@given(LINES)
def test_text_in_html_stays_text(text):
    page = html(sample(text, "javascript:alert(1)"))
    reader, harmless = Reader(page), Reader(html(sample("Jordan", None)))
    assert set(reader.tags) <= set(harmless.tags)
    if clean(text):
        # How many labels the picture has depends on how long they are.
        outside, usual = ([t for t in one.tags if t not in DRAWN] for one in (reader, harmless))
        assert outside == usual
    for tag, name, value in reader.attributes:
        assert not name.startswith("on")
        assert name not in {"src", "action", "formaction", "style", "srcdoc"}, tag
        if name == "href":
            assert re.fullmatch(r"#(source|cite)-[\d-]+", value)
    if clean(text):
        assert clean(text) in "".join(reader.words)


def test_a_page_needs_nothing_and_allows_nothing_else():
    page = html(sample())
    assert "default-src 'none'" in unescape(page)
    assert "<script" not in page
    assert "@import" not in page
    assert re.findall(r"url\((?!#)", page) == []
    links = {value for _, name, value in Reader(page).attributes if name == "href"}
    assert {link for link in links if not link.startswith("#")} == {"https://example.org/a?b=1&c=2"}


def test_each_number_leads_to_its_source_and_each_source_back():
    reader = Reader(html(sample()))
    ids = [value for _, name, value in reader.attributes if name == "id"]
    links = [
        value[1:] for _, name, value in reader.attributes if name == "href" and value[0] == "#"
    ]
    assert len(ids) == len(set(ids))
    assert set(links) <= set(ids)
    cites = [identifier for identifier in ids if identifier.startswith("cite-")]
    assert cites
    assert set(cites) <= set(links)
    assert {"source-1", "source-2"} <= set(links)


@given(st.lists(st.lists(LINES | st.integers() | st.none(), min_size=2, max_size=2)))
def test_a_spreadsheet_reads_back_what_was_written_and_runs_none_of_it(rows):
    text = csv_format.lines([("a", "b"), *rows])
    read = list(csv.reader(io.StringIO(text, newline="")))
    assert len(read) == len(rows) + 1
    for row, back in zip(rows, read[1:], strict=True):
        for value, field in zip(row, back, strict=True):
            if isinstance(value, str):
                assert field.removeprefix("'") == clean(value).removeprefix("'")
                assert not re.match(r"\s*[=+\-@]", field)
            else:
                assert field == ("" if value is None else str(value))


def test_the_one_table_of_a_listing_stands_under_its_keys():
    table = Table(("state", "n"), ("State", "Number"), ((Cell("=x"), Cell("eleven", -11)),))
    assert csv_format.render(Document("t", (Paragraph("p"), table))) == (
        '"state","n"\r\n"\'=x",-11\r\n'
    )


@law(100)
@given(LINES)
def test_json_gives_every_text_back(text):
    document = sample(text)
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "\\"
    encoded = json_format.json(document)
    assert not [letter for letter in encoded if acts(letter) and letter != "\n"]
    if text != "\\":
        assert json.loads(encoded.encode())["blocks"][2]["text"] == text


@law(60)
@given(LINES)
def test_plain_text_has_no_escapes_and_no_line_is_wider_than_the_page(text):
    page = plain_text(sample(text))
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page)
    assert max(cell_len(line) for line in page.splitlines()) <= 88


@pytest.mark.parametrize("form", ["txt", "md", "html", "json"])
def test_every_text_format_is_utf_8_and_ends_in_a_newline(form):
    data = rendered(sample("Türkiye, Қазақстан"), form)
    assert "Қазақстан" in data.decode()
    assert data.endswith(b"\n")
