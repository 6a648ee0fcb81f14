"""The site in a real browser: any day by slider, by keys and by address; silent, accessible."""

import shutil

import pytest
from helpers import browser as browsers
from helpers.command import ROOT, run_inside

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(
        bool(browsers.missing()), reason=f"not installed here: {browsers.missing()}"
    ),
]

PAGES = ("index.html", "treaty/ratifications.html", "treaty/ctbt.html", "state/KZ.html")


@pytest.fixture(scope="module")
def browser():
    window = browsers.Browser()
    yield window
    window.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    logs = folder / "logs"
    shutil.copytree(ROOT / "examples", logs)
    shutil.copy(ROOT / "data" / "ratifications.toml", logs)
    for lang in ("en", "ru"):
        args = ("site", logs, "--to", folder / lang, "--as-of", "2026-11-24", "--lang", lang)
        assert run_inside(args, folder).returncode == 0
    return folder


def said_by_the_command(site, name, *args):
    log = site / "logs" / f"{name}.toml"
    return run_inside(("--log", log, "status", *args), site).stdout.splitlines()[1]


ANSWER = """
const copy = document.getElementById('answer').cloneNode(true);
copy.querySelectorAll('sup').forEach(one => one.remove());
return copy.textContent;
"""


def answer(browser):
    return browser.run(ANSWER)


def said(line):
    return line.rpartition(" [")[0] if line.endswith("]") else line


def settle_down(browser):
    script = "setTimeout(() => arguments[arguments.length - 1](location.search), 450)"
    return browser.say("POST", "/execute/async", {"script": script, "args": []})


def test_the_address_holds_both_days_and_the_answer_is_the_command_s(browser, site):
    page = site / "en" / "treaty" / "ratifications.html"
    for query, *args in (
        ("?as-of=2024-12-31", "--as-of", "2024-12-31"),
        (
            "?as-of=2025-07-21&known-on=2025-02-01",
            *("--as-of", "2025-07-21", "--known-on", "2025-02-01"),
        ),
        ("?as-of=2009-01-01", "--as-of", "2009-01-01"),
        ("?as-of=2031-05-31", "--as-of", "2031-05-31"),
        ("?known-on=1999-01-01", *("--as-of", "2026-11-24", "--known-on", "1999-01-01")),
    ):
        browser.open(page, query=query)
        assert answer(browser) == said(said_by_the_command(site, "ratifications", *args))
        assert browser.logged("browser") == []


@pytest.mark.parametrize("query", ["?as-of=", "?as-of=2024-02-30", "?as-of=<b>&known-on=x", "?%00"])
def test_an_address_that_names_no_day_shows_the_day_of_the_site(browser, site, query):
    browser.open(site / "en" / "treaty" / "ratifications.html", query=query)
    wanted = said_by_the_command(site, "ratifications", "--as-of", "2026-11-24")
    assert answer(browser) == said(wanted)
    assert browser.logged("browser") == []


def test_the_slider_is_dragged_and_typed_and_back_and_forward_return(browser, site):
    page = site / "en" / "treaty" / "ratifications.html"
    browser.open(page)
    today = answer(browser)
    marker = "return document.querySelector('svg.chart .marker').getAttribute('x1')"
    first_marker = browser.run(marker)
    box = browser.run(
        "const s = document.getElementById('slider'); s.scrollIntoView({block: 'center'});"
        "const b = s.getBoundingClientRect(); return [b.left, b.top + b.height / 2, b.width]"
    )
    left, top, width = (round(one) for one in box)
    moves = [
        {"type": "pointerMove", "x": left + width - 10, "y": top},
        {"type": "pointerDown", "button": 0},
        {"type": "pointerMove", "x": left + width // 2, "y": top, "duration": 200},
        {"type": "pointerUp", "button": 0},
    ]
    browser.say("POST", "/actions", {"actions": [{"type": "pointer", "id": "m", "actions": moves}]})
    address = settle_down(browser)
    day = browser.run("return document.getElementById('as-of').value")
    assert address == f"?as-of={day}"
    assert "2010" < day < "2026"
    dragged = answer(browser)
    assert dragged == said(said_by_the_command(site, "ratifications", "--as-of", day))
    assert browser.run(marker) != first_marker
    type_a_day = """
      const day = document.getElementById('as-of');
      day.value = arguments[0]; day.dispatchEvent(new Event('input', {bubbles: true}));
    """
    browser.run(type_a_day, "2024-12-31")
    assert settle_down(browser) == "?as-of=2024-12-31"
    typed = answer(browser)
    assert typed == said(said_by_the_command(site, "ratifications", "--as-of", "2024-12-31"))
    assert "Why at least 11" in browser.run("return document.getElementById('reasons').innerText")
    browser.say("POST", "/back", {})
    assert answer(browser) == dragged
    browser.say("POST", "/back", {})
    assert answer(browser) == today
    browser.say("POST", "/forward", {})
    assert answer(browser) == dragged
    assert browser.logged("browser") == []


def test_the_slider_moves_by_the_keyboard_a_day_at_a_time(browser, site):
    browser.open(site / "en" / "treaty" / "ratifications.html", query="?as-of=2024-12-31")
    browser.run("document.getElementById('slider').focus()")
    browser.press("\ue014")  # the arrow to the right
    assert settle_down(browser) == "?as-of=2025-01-01"
    spoken = "return document.getElementById('slider').getAttribute('aria-valuetext')"
    assert browser.run(spoken) == "1 January 2025"
    browser.run("document.getElementById('earlier').click()")
    assert settle_down(browser) != "?as-of=2025-01-01"


def test_the_first_page_is_searched_by_text_by_state_and_by_what_is_open(browser, site):
    browser.open(site / "en" / "index.html")
    shown = "return document.querySelectorAll('#treaties tbody tr:not([hidden])').length"
    ask = """
      const [id, value] = arguments, one = document.getElementById(id);
      if (one.type === 'checkbox') one.checked = value === 'on'; else one.value = value;
      one.dispatchEvent(new Event('input', {bubbles: true}));
    """
    assert browser.run(shown) == 4
    browser.run(ask, "search", "rome")
    assert browser.run(shown) == 1
    browser.run(ask, "search", "")
    browser.run(ask, "open", "on")
    assert browser.run(shown) == 2
    browser.run(ask, "open", "")
    place = (
        "const all = [...document.getElementById('state').options];"
        "return all.find(one => one.text === arguments[0]).value"
    )
    browser.run(ask, "state", browser.run(place, "Jordan"))
    assert browser.run(shown) == 4
    browser.run(ask, "state", browser.run(place, "United States of America"))
    assert browser.run(shown) == 0
    assert browser.run("return document.getElementById('none').hidden") is False
    browser.run(ask, "state", "")
    names = "return [...document.querySelectorAll('#treaties tbody th')].map(one => one.innerText)"
    browser.run("document.querySelector('#treaties thead button').click()")
    assert browser.run(names) == sorted(browser.run(names), key=str.casefold)
    browser.run("document.querySelector('#treaties thead button').click()")
    assert browser.run(names) == sorted(browser.run(names), key=str.casefold, reverse=True)
    assert browser.logged("browser") == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 800, 1600])
@pytest.mark.parametrize("lang", ["en", "ru"])
def test_no_page_asks_for_anything_says_anything_overflows_or_bars_anybody(
    browser, site, lang, width, scheme
):
    axe = browsers.axe_script()
    for name in PAGES:
        page = site / lang / name
        browser.open(page, width, scheme=scheme)
        asked = [one for one in browser.requests() if not one.startswith("data:")]
        assert asked == [page.as_uri()], name
        assert browser.run("return document.documentElement.scrollWidth") <= width, name
        assert browser.violations(axe) == [] if axe else True, name
        assert browser.logged("browser") == [], name


def test_without_a_script_there_is_today_s_answer_and_no_control(browser, site):
    browser.open(site / "en" / "treaty" / "ratifications.html", scripts=False)
    wanted = said_by_the_command(site, "ratifications", "--as-of", "2026-11-24")
    assert answer(browser) == said(wanted)
    assert browser.run("return document.getElementById('ask').hidden") is True


def test_hostile_text_runs_nothing(browser, site):
    folder = site / "hostile"
    folder.mkdir()
    text = "</script><img src=x onerror=console.log(1)><script>console.log(2)</script>"
    log = (ROOT / "examples" / "ctbt.toml").read_text("utf-8").replace('"Egypt"', f'"{text}"')
    (folder / "h.toml").write_text(log.replace('title = "', f'title = "{text}'), "utf-8")
    assert run_inside(("site", folder, "--to", folder / "out"), folder).returncode == 0
    for page in (folder / "out" / "index.html", folder / "out" / "treaty" / "h.html"):
        browser.open(page, query="?as-of=1999-01-01&known-on=<script>alert(1)</script>")
        assert browser.logged("browser") == []
        assert browser.run("return document.images.length") == 0
    assert answer(browser).startswith("As of 1 January 1999: ")
