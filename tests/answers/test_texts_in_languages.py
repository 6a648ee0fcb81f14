"""Texts of a log in other languages: shown where there are any, else marked as what they are."""

import json
import re
import tomllib
from html.parser import HTMLParser

import pytest
from helpers.command import ROOT

from cica_tracker.model.plain import as_json
from cica_tracker.reading.parse import read
from cica_tracker.reading.values import log_of

LOG = """schema = 1
[treaty]
title = "Treaty on Lakes"
short_title = "Lakes"
adopted = 2010-06-08
place = "Riga"
note = "A note on the treaty."
[treaty.in.ru]
title = "Договор об озёрах"
[[source]]
id = "s"
title = "A gazette"
publisher = "The ministry"
published = 2012-01-01
note = "A note on the source."
[source.in.ru]
title = "Вестник"
[[event]]
id = "clause"
type = "clause"
date = 2010-06-08
source = "s"
note = "A note on the clause."
[[event.condition]]
count = 3
[event.in.ru]
note = "Примечание о статье."
[[event]]
id = "law"
type = "domestic-approval"
state = "Angola"
act = "Law No. 1"
date = 2011-01-01
source = "s"
[event.in.ru]
act = "Закон № 1"
[[event]]
id = "report"
type = "report"
date = 2011-06-01
contracting = 1
source = "s"
note = "A note on the report."
"""


class Spoken(HTMLParser):
    """The texts of a page, each with the language in which a screen reader says it."""

    def __init__(self, page):
        super().__init__()
        self.languages, self.open, self.said = [], [], []
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        if tag not in {"meta", "br", "link"}:
            self.open.append(tag)
            here = self.languages[-1] if self.languages else ""
            self.languages.append(dict(attributes).get("lang") or here)

    def handle_endtag(self, tag):
        while self.open and self.open.pop() != tag:
            self.languages.pop()
        self.languages.pop()

    def handle_data(self, data):
        if data.strip() and self.open[-1] not in {"style", "title"}:
            self.said.append((data, self.languages[-1]))


def test_an_answer_has_the_texts_of_its_language_and_else_the_logs_own(log, run):
    path = log(LOG)
    said = run("status", "--log", path, "--lang", "ru").stdout
    assert said.startswith("Договор об озёрах\n")
    assert "The ministry, 1 января 2012" in said
    said = run("show", "law", "--log", path, "--lang", "ru").stdout
    assert "(Закон № 1)" in said
    assert "The ministry: Вестник" in said
    assert "A note on the source." in said
    said = run("show", "law", "--log", path).stdout
    assert said.startswith("Lakes\n")
    assert "(Law No. 1)" in said
    assert not re.search("[а-я]", said)


def test_a_page_says_of_each_text_in_which_language_it_is(log, run, tmp_path):
    path, page = log(LOG), tmp_path / "page.html"
    assert run("brief", "--log", path, "--lang", "ru", "-o", page).returncode == 0
    said = Spoken(page.read_text()).said
    own = {text for text, language in said if language == "en"}
    assert own == {
        *("Riga", "A note on the treaty.", "A note on the report.", "The ministry"),
        "A note on the source.",
    }
    russian = " ".join(text for text, language in said if language == "ru")
    rest = re.sub(r"CICA Tracker|SHA-256 \w+|log\.toml", "", russian)
    assert not re.search("[A-Za-z]{2}", rest), rest
    assert run("brief", "--log", path, "-o", tmp_path / "own.html").returncode == 0
    assert {language for _, language in Spoken((tmp_path / "own.html").read_text()).said} == {"en"}


def test_a_log_may_be_written_in_another_language_than_english(log, run, tmp_path):
    path = log(LOG.replace("[treaty]", '[treaty]\nlanguage = "lv"', 1))
    assert run("brief", "--log", path, "-o", tmp_path / "x.html").returncode == 0
    said = Spoken((tmp_path / "x.html").read_text()).said
    assert ("Treaty on Lakes", "lv") in said
    assert {language for _, language in said} == {"en", "lv"}


def test_a_word_file_says_of_each_text_in_which_language_it_is(log, run, tmp_path):
    docx = pytest.importorskip("docx")
    out = tmp_path / "x.docx"
    assert run("brief", "--log", log(LOG), "--lang", "ru", "-o", out).returncode == 0
    key = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
    runs = [run for paragraph in docx.Document(out).paragraphs for run in paragraph.runs]
    marked = {
        run.text: language.get(key)
        for run in runs
        for language in run._r.iter(key.replace("val", "lang"))
    }
    assert marked["A note on the treaty."] == marked["Riga"] == "en-GB"
    assert "Договор об озёрах" not in marked


def test_what_a_log_says_in_other_languages_survives_json_and_back():
    found = read(LOG.encode(), "log").log
    values = as_json(found)
    assert values["treaty"]["in"] == {"ru": {"title": "Договор об озёрах"}}
    again = log_of(json.loads(json.dumps(values)), "log")
    assert (again.treaty, again.sources, again.events) == (
        found.treaty,
        found.sources,
        found.events,
    )


def test_what_is_given_in_another_language_is_appended_and_read_again(log, run):
    path = log(LOG)
    texts = {"ru": {"note": 'Подписано "в полдень".'}}
    flags = ("--state", "Benin", "--date", "2010-06-09", "--source", "s", "--new-state")
    done = run("add", "signature", *flags, "--in", json.dumps(texts), "--log", path)
    assert done.returncode == 0, done.stderr
    assert tomllib.loads(path.read_text())["event"][-1]["in"] == texts
    assert 'Подписано "в полдень".' in run("show", "benin-signature", "--lang", "ru", "--log", path
                                           ).stdout  # fmt: skip


def test_a_corrected_text_leaves_no_old_translation_behind(log, run):
    path = log(LOG)
    run("correct", "law", "--act", "Law No. 2", "--reason", "misread", "--log", path)
    last = tomllib.loads(path.read_text())["event"][-1]
    assert last["act"] == "Law No. 2"
    assert "in" not in last
    run("correct", "clause", "--delay", "P30D", "--reason", "left out", "--log", path)
    assert tomllib.loads(path.read_text())["event"][-1]["in"]["ru"]["note"].startswith("Примечание")


def test_the_shipped_log_says_in_russian_what_the_russian_acts_say():
    found = read((ROOT / "data" / "ratifications.toml").read_bytes(), "log").log
    assert found.treaty.in_["ru"]["title"].startswith("Конвенция о привилегиях и иммунитетах")
    titled = {s.id for s in found.sources if "title" in (s.in_ or {}).get("ru", {})}
    assert titled == {"order-922-r", "ru-law-368-fz"}
