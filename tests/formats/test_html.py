"""The web page in a real browser: silent, whole, valid, accessible, one page where it says so."""

import base64
import re
import shutil
import subprocess
from datetime import date

import pytest
from helpers import browser as browsers
from helpers.command import ROOT
from helpers.papers import HOSTILE, sample

from cica_tracker.answers.status import status_of
from cica_tracker.answers.timeline import timeline_of
from cica_tracker.formats.html import html
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook, shipped
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.briefing import Origin, briefing_document
from cica_tracker.words.document import Document
from cica_tracker.words.language import Language, language
from cica_tracker.words.timeline import chart_of

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        bool(browsers.missing()), reason=f"not installed here: {browsers.missing()}"
    ),
]

EXAMPLES = ROOT / "examples"

# Which texts of a picture lie on one another or outside of it, by the browser's own measure.
CROWDED = """
const found = [];
for (const svg of document.querySelectorAll('svg.chart')) {
  if (!svg.getClientRects().length) continue;
  const view = svg.viewBox.baseVal;
  const texts = [...svg.querySelectorAll('text')];
  const boxes = texts.map(t => [t.getBBox(), t.textContent]).filter(([b]) => b.width);
  boxes.forEach(([a, one], i) => {
    if (a.x < -1 || a.x + a.width > view.width + 1 || a.y + a.height > view.height + 3)
      found.push(one + ' leaves the picture');
    for (const [b, other] of boxes.slice(0, i))
      if (a.x < b.x + b.width - 1 && b.x < a.x + a.width - 1
          && a.y + 3 < b.y + b.height - 3 && b.y + 3 < a.y + a.height - 3)
        found.push(one + ' lies on ' + other);
  });
}
return found;
"""


@pytest.fixture(scope="module")
def browser():
    window = browsers.Browser()
    yield window
    window.close()


@pytest.fixture(scope="module")
def axe():
    script = browsers.axe_script()
    if script is None:
        pytest.skip("axe-core could not be had from the npm registry")
    return script


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The pages under test by name."""
    folder = tmp_path_factory.mktemp("pages")
    log = load(shipped())
    documents = {"sample": sample(), "open": sample(high=None)}
    for lang in ("en", "ru"):
        documents[lang] = briefing_document(
            language(lang), status_of(make_consistent(log), date(2024, 12, 31))
        )
    for path in sorted(EXAMPLES.glob("*.toml")):
        chart = chart_of(Language(), timeline_of(make_consistent(load(Logbook(path, path.name)))))
        documents[path.stem] = Document(chart.title, (chart,))
    for number, (first, last) in enumerate(
        [((2024, 11, 28), (2024, 12, 20)), ((2024, 6, 1), (2025, 9, 1))]
    ):
        chart = chart_of(Language(), timeline_of(make_consistent(log), date(*first), date(*last)))
        documents[f"short-{number}"] = Document(chart.title, (chart,))
    for name, document in documents.items():
        (folder / f"{name}.html").write_text(html(document), "utf-8")
    return {name: folder / f"{name}.html" for name in documents}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("name", ["en", "ru", "sample"])
def test_a_page_asks_for_nothing_says_nothing_and_bars_nobody(
    browser,
    axe,
    pages,
    *,
    name,
    width,
    scheme,
):
    browser.open(pages[name], width, scheme=scheme)
    assert browser.requests() == [pages[name].as_uri()]
    assert browser.run("return document.documentElement.scrollWidth") <= width
    assert browser.violations(axe) == []
    assert browser.logged("browser") == []
    if name == "en":
        said = browser.run("return document.body.innerText")
        assert "11 to 13 of the 14 required" in said


def test_the_nu_checker_finds_no_error_in_any_page(pages, tmp_path):
    checker = browsers.nu_checker()
    if checker is None:
        pytest.skip("the Nu checker could not be had from the npm registry, or there is no java")
    for number, text in enumerate(HOSTILE):
        hostile = tmp_path / f"hostile-{number}.html"
        hostile.write_text(html(sample(text, "javascript:alert(1)")), "utf-8")
    command = [*checker, *pages.values(), *tmp_path.glob("*.html")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert (done.stderr, done.returncode) == ("", 0)


def test_no_label_of_any_picture_lies_on_another_or_outside(browser, pages):
    for name, path in pages.items():
        for width in (360, 1280):
            browser.open(path, width)
            assert browser.run(CROWDED) == [], (name, width)


def test_a_narrow_screen_shows_the_end_of_the_picture_first_and_scrolls_by_keyboard(browser, pages):
    browser.open(pages["en"], 360)
    ends = browser.run("""
      const box = document.querySelector('.picture .scroll');
      box.focus();
      const view = box.getBoundingClientRect();
      const end = [...box.querySelectorAll('text')].find(one => one.textContent === '31 Dec 2024');
      const place = end.getBoundingClientRect();
      return [document.activeElement === box, box.scrollWidth > box.clientWidth,
              place.left >= view.left && place.right <= view.right + 1];
    """)
    assert ends == [True, True, True]


def test_it_works_without_javascript(browser, pages):
    browser.open(pages["en"], scripts=False)
    assert browser.logged("browser") == []


def test_hostile_text_runs_nothing(browser, tmp_path):
    path = tmp_path / "hostile.html"
    for text in HOSTILE:
        path.write_text(html(sample(text, "javascript:alert(1)")), "utf-8")
        browser.open(path)
        assert browser.requests() == [path.as_uri()], text
        assert browser.logged("browser") == [], text
        assert browser.run("return document.scripts.length") == 0


LOGS = [shipped().path, *EXAMPLES.glob("*.toml"), *(ROOT / "tests/treaties/logs").glob("*.toml")]


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("log", LOGS, ids=lambda path: path.stem)
def test_the_one_page_is_one_page_of_paper_and_no_third_of_it_is_empty(
    browser, tmp_path, log, lang
):
    status = status_of(make_consistent(load(Logbook(log, log.name))), date(2026, 11, 21))
    origin = Origin(date(2026, 11, 21), log.name, "0" * 64, "A Person")
    document = briefing_document(language(lang), status, style="one-page", origin=origin)
    path, paper = tmp_path / "page.html", tmp_path / "page.pdf"
    path.write_text(html(document), "utf-8")
    browser.open(path)
    printed = browser.devtools("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    paper.write_bytes(base64.b64decode(printed["data"]))
    assert len(re.findall(rb"/Type ?/Page\b", paper.read_bytes())) == 1
    if shutil.which("pdftotext"):
        words = ["pdftotext", "-bbox", paper, "-"]
        said = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        ends = [float(end) for end in re.findall(r'yMax="([\d.]+)">', said)]
        height = float(re.search(r'<page .*height="([\d.]+)"', said)[1])
        assert max(end for end in ends if end < height * 0.95) > height * 2 / 3


def test_on_paper_there_is_nothing_to_scroll(browser, pages):
    browser.open(pages["ru"])
    browser.devtools("Emulation.setEmulatedMedia", media="print")
    script = (
        "return [...document.querySelectorAll('.scroll')].map(e => getComputedStyle(e).overflowX)"
    )
    found = browser.run(script)
    browser.devtools("Emulation.setEmulatedMedia", media="")
    assert found
    assert set(found) == {"visible"}


def test_it_prints_on_a4_with_no_row_cut_and_the_heads_repeated(browser, pages, tmp_path):
    if not shutil.which("pdftotext"):
        pytest.skip("pdftotext is not installed here")
    browser.open(pages["en"])
    printed = browser.devtools("Page.printToPDF", preferCSSPageSize=True, printBackground=True)
    path = tmp_path / "page.pdf"
    path.write_bytes(base64.b64decode(printed["data"]))
    info = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    assert "A4" in info
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages_of_states = [
        page for page in text.split("\f") if re.search("ratification, (on|between)", page)
    ]
    assert pages_of_states
    assert all("Standing" in page for page in pages_of_states)
    for row in ("Afghanistan", "Viet Nam"):
        assert row in text
