"""What a site offers to machines, read back by the libraries of each field."""

import csv
import json
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from functools import cache
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import lxml.html
import pytest
from helpers.command import ROOT
from helpers.strategies import law
from hypothesis import given
from hypothesis import strategies as st

from cica_tracker.model.text import clean
from cica_tracker.site.build import build
from cica_tracker.site.feed import Entry, atom
from cica_tracker.site.ics import Appointment, calendar
from cica_tracker.site.values import Options
from cica_tracker.words.agenda import AgendaDay
from cica_tracker.words.news import Told

TODAY = date(2026, 11, 24)
SHIPPED = (ROOT / "data/ratifications.toml").read_bytes()
PARIS = (ROOT / "tests/treaties/logs/PARIS-2015.toml").read_bytes()
CPTPP = (ROOT / "tests/treaties/logs/CPTPP.toml").read_bytes()  # in force, of eleven States
HOSTILE = (
    "</script><script>alert(1)</script>",
    "]]> <![CDATA[ --> <b>&amp; \\u003c",
    "a\\r\\nBEGIN:VEVENT\\r\\nX:1;y,z\\\\n",
    "\\u0000\\u0001\\u001b[31m\\ufffe\\u2028\\u202e x",
    "'\\\"` onload=alert(1) {{ 7*7 }} {day} %s",
    "Ünïcödé 條約 договор 🇯🇴 👩\\u200d🚀" * 6,
)


@cache
def made(*given, lang="en", base="", as_of=TODAY, title="Ratifications"):
    return dict(build(given, Options(as_of, title, lang, base)))


def hostile(text):
    """A log with a text in each of its fields; the text is as TOML writes it."""
    blocks = ["schema = 1", "[treaty]", "adopted = 2019-01-01"]
    blocks += [f'{key} = "{text}"' for key in ("title", "short_title", "place", "note")]
    blocks += [
        "[[source]]",
        'id = "s"',
        "published = 2020-02-01",
        f'url = "https://x.example/{text}"',
    ]
    blocks += [f'{key} = "{text}"' for key in ("title", "publisher", "locator", "note")]
    clause = ['type = "clause"', "date = 2019-01-01", 'delay = "P30D"', "[[event.condition]]"]
    blocks += ["[[event]]", 'id = "c"', 'source = "s"', *clause, "count = 1"]
    state = "A State" if re.search(r"\\r|\\u0000", text) else text  # no name has a line break
    for kind in ("ratification", "domestic-approval"):
        blocks += ["[[event]]", f'id = "{kind}"', f'type = "{kind}"', "date = 2020-01-01"]
        blocks += ['source = "s"', f'state = "{state}"', f'note = "{text}"']
    blocks.append(f'act = "{text}"')
    return ("\n".join(blocks) + "\n").encode()


def events(files):
    return list(icalendar.Calendar.from_ical(files["calendar.ics"]).walk("VEVENT"))


def feed(files):
    found = feedparser.parse(files["feed.xml"])
    assert not found.bozo, found.get("bozo_exception")
    return found


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("base", ["", "https://example.org/x/"])
@pytest.mark.long
def test_the_feed_tells_of_every_change_with_the_answer_of_that_day(run, lang, base):
    found = feed(made(("cica", SHIPPED), ("paris", PARIS), lang=lang, base=base))
    assert found.feed.language == lang
    days = [entry.updated for entry in found.entries]
    assert days == sorted(days, reverse=True)
    assert len({entry.id for entry in found.entries}) == len(days) > 5
    entry = next(one for one in found.entries if one.updated == "2025-07-23T00:00:00Z")
    day = ("--as-of", "2025-07-23", "--known-on", "2025-07-23", "--lang", lang)
    changed, answer = entry.content[0].value.splitlines()
    assert answer in " ".join(run("status", *day).stdout.split())
    day = ("--since", "2025-07-22", "--until", "2025-07-23", "--lang", lang)
    assert changed == entry.summary
    assert changed in " ".join(run("changes", ROOT / "data", *day).stdout.split())
    assert entry.link == f"{base}treaty/cica.html?as-of=2025-07-23&known-on=2025-07-23"
    assert found.feed.updated == days[0] <= "2026-11-24T00:00:00Z"


@pytest.mark.long
def test_an_entry_keeps_its_id_when_more_becomes_known():
    later = SHIPPED + (
        b'\n[[source]]\nid = "new"\ntitle = "New"\npublished = 2026-12-01\n'
        b'[[event]]\nid = "kuwait"\ntype = "ratification"\nstate = "Kuwait"\n'
        b'date = 2026-11-30\nsource = "new"\n'
    )
    before = feed(made(("cica", SHIPPED), as_of=date(2026, 12, 24))).entries
    after = feed(made(("cica", later), as_of=date(2026, 12, 24))).entries
    assert [entry.id for entry in after[1:]] == [entry.id for entry in before]
    assert after[0].id not in {entry.id for entry in before}
    assert "Kuwait" in after[0].content[0].value
    assert after[0].title.endswith(": 14 of 14")


def test_a_feed_without_news_is_still_a_feed():
    assert feed(made(("cptpp", CPTPP), as_of=date(1999, 1, 1))).entries == []


def test_an_announced_day_is_confirmed_and_a_computed_one_is_marked():
    (day,) = events(made(("cptpp", CPTPP)))
    assert (day["DTSTART"].dt, day["STATUS"]) == (date(2018, 12, 30), "CONFIRMED")
    assert day["DTEND"].dt == date(2018, 12, 31)
    (day,) = events(made(("cica", SHIPPED)))
    assert (day["DTSTART"].dt, day["STATUS"]) == (date(2025, 8, 21), "TENTATIVE")
    assert "computed" in day["SUMMARY"]


def test_a_computed_day_that_is_announced_stays_the_same_appointment():
    before, announced = re.split(rb"(?=\n\[\[event\]\]\nid = \"entry-into-force\")", CPTPP)
    assert announced
    known, announced = events(made(("cptpp", before))), events(made(("cptpp", CPTPP)))
    assert [one["STATUS"] for one in known] == ["TENTATIVE"] * len(known)
    assert known[0]["UID"] == announced[0]["UID"]


def test_no_line_of_the_calendar_is_wider_than_75_octets_or_parts_a_letter():
    data = made(("h", hostile(HOSTILE[-1])), title="Ratifikationen – Übersicht " * 5)[
        "calendar.ics"
    ]
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        line.decode()


@given(st.text(max_size=200))
@law(200)
def test_any_text_comes_back_from_the_calendar_and_the_feed_as_it_is_shown(text):
    day = AgendaDay("in-force", TODAY, f"x{text}", f"y{text}", announced=True)
    told = Told("2026-11-24", TODAY, f"x{text}", f"y{text}", f"z{text}")
    options = Options(TODAY, f"t{text}")
    data = calendar(options, [Appointment("T", "treaty/t.html", TODAY, day)])
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert (found["SUMMARY"], found["DESCRIPTION"]) == (clean(day.title), clean(day.text))
    tree = ET.fromstring(atom(options, [Entry("T", "treaty/t.html", told)]))
    name = "{http://www.w3.org/2005/Atom}"
    entry = tree.find(f"{name}entry")
    shown = [entry.find(f"{name}{tag}").text for tag in ("title", "summary", "content")]
    assert shown[:2] == [clean(told.title), clean(told.text)]
    assert shown[2] == f"{clean(told.text)}\n{clean(told.answer)}"


@pytest.mark.long
def test_the_map_names_every_page_by_its_whole_address():
    base = "https://example.org/"
    files = made(("cica", SHIPPED), ("päris &", PARIS), base=base)
    tree = ET.fromstring(files["sitemap.xml"])
    named = [loc.text for loc in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    pages = [path for path in files if path.endswith(".html")]
    assert len(named) == len(pages) == len(set(named))
    assert f"{base}treaty/p%C3%A4ris%20%26.html" in named
    assert b"Sitemap: https://example.org/sitemap.xml" in files["robots.txt"]
    assert "robots.txt" not in made(("cica", SHIPPED), base="https://example.org/x/")
    assert "sitemap.xml" not in made(("cica", SHIPPED))


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2010-01-01", "not yet adopted"),
        ("2024-12-02", "11 of 14"),
        ("2024-12-31", "11–13 of 14"),
        ("2025-07-21", "13 of 14"),
        ("2026-11-24", "at least 13 of 14"),
    ],
)
@pytest.mark.long
def test_the_badge_says_how_it_stands(day, said):
    badge = made(("cica", SHIPPED), as_of=date.fromisoformat(day))["badge/cica.svg"]
    tree = ET.fromstring(badge)
    name, value = (one.text for one in tree.iter("{http://www.w3.org/2000/svg}text"))
    assert (name, value) == ("CICA Convention on Privileges and Immunities", said)
    assert said in tree.find("{http://www.w3.org/2000/svg}title").text
    assert not re.search(rb"href|url\((?!#)|<style|<script|font-face", badge)


def test_the_badge_of_a_treaty_in_force_says_so():
    assert b">in force</text>" in made(("cptpp", CPTPP))["badge/cptpp.svg"]


@pytest.mark.long
def test_the_picture_to_share_is_made_only_where_the_address_is_known():
    pytest.importorskip("resvg_py")
    files = made(("cica", SHIPPED), base="https://example.org/x/")
    assert files["og/cica.png"].startswith(b"\x89PNG\r\n\x1a\n")
    page = files["treaty/cica.html"].decode()
    assert '<meta property="og:image" content="https://example.org/x/og/cica.png">' in page
    files = made(("cica", SHIPPED))
    assert not any(path.startswith("og/") for path in files)
    assert "og:image" not in files["treaty/cica.html"].decode()


def metadata(page):
    (text,) = re.findall(r'<script type="application/ld\+json">([^<]*)</script>', page.decode())
    return json.loads(text)


@pytest.mark.long
def test_the_metadata_says_only_what_is_recorded():
    files = made(("cica", SHIPPED), ("paris", PARIS), base="https://example.org/x/")
    cica, paris = (metadata(files[f"treaty/{name}.html"]) for name in ("cica", "paris"))
    assert cica["@type"] == paris["@type"] == metadata(files["index.html"])["@type"] == "Dataset"
    assert cica["about"]["legislationDate"] == "2010-06-08"
    assert "legislationLegalForce" not in cica["about"]  # it may be in force
    assert paris["about"]["legislationLegalForce"] == "InForce"
    assert paris["about"]["legislationDateOfApplicability"] == "2016-11-04"
    for one in cica["distribution"]:
        assert one["contentUrl"].removeprefix("https://example.org/x/") in files


def test_the_citation_is_of_the_treaty_and_of_the_day():
    page = made(("cptpp", CPTPP), base="https://example.org/x/")["treaty/cptpp.html"].decode()
    assert "(adopted at Santiago on 8 March 2018, entered into force on 30 December 2018)" in page
    address = "https://example.org/x/treaty/cptpp.html?as-of=2026-11-24"
    assert f"as of 24 November 2026, {address}" in page
    page = made(("cptpp", CPTPP), lang="ru")["treaty/cptpp.html"].decode()
    assert "вступление в силу: 30 декабря 2018" in page


def test_a_citation_of_a_bare_log_says_nothing_that_is_not_recorded():
    page = made(("t", b'schema = 1\n[treaty]\ntitle = "Treaty T"\n'))["treaty/t.html"].decode()
    assert "<dd>Treaty T</dd>" in page


def test_the_data_are_the_log_itself_and_can_be_brought_in_again(run, tmp_path):
    files = made(("cica", SHIPPED))
    assert files["data/cica.toml"] == SHIPPED
    (tmp_path / "cica.json").write_bytes(files["data/cica.json"])
    done = run("import", "json", "cica.json", "--to", "out.toml", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(files["data/cica.csv"].decode().splitlines()))
    assert {"Jordan", "Pakistan", "Bangladesh"} <= {row["state"] for row in rows}


@pytest.mark.long
def test_the_database_has_every_treaty_and_answers_as_status_does(run, tmp_path):
    path = tmp_path / "treaties.sqlite"
    path.write_bytes(made(("paris", PARIS), ("cica", SHIPPED))["data/treaties.sqlite"])
    with closing(sqlite3.connect(path)) as database:
        names = database.execute("SELECT treaty FROM treaty ORDER BY treaty").fetchall()
        (low, high), = database.execute(
            "SELECT at_least, at_most FROM status_by_day WHERE treaty = 'cica' "
            "AND (first_day IS NULL OR first_day <= '2024-12-31') "
            "AND (last_day IS NULL OR last_day >= '2024-12-31')"
        ).fetchall()  # fmt: skip
    assert names == [("cica",), ("paris",)]
    asked = json.loads(run("status", "--as-of", "2024-12-31", "--format", "json").stdout)
    assert asked["contracting"] == {"at_least": low, "at_most": high}


NAMES = {
    "http://www.w3.org/2005/Atom": "feed title id updated author name link entry summary content",
    "http://www.w3.org/2000/svg": "svg title clipPath rect g text",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "urlset url loc lastmod",
}
ELEMENTS = {f"{{{space}}}{name}" for space, names in NAMES.items() for name in names.split()}
ACTING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202e\u2028\ufffe]")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("base", ["", "https://example.org/"])
@pytest.mark.long
def test_hostile_text_stays_text_in_every_file(text, base):
    files = made(("h", hostile(text)), ("cica", SHIPPED), base=base, title=json.loads(f'"{text}"'))
    assert metadata(files["treaty/h.html"])["about"]["name"]
    assert metadata(files["index.html"])["name"]
    for name, data in files.items():
        if name.endswith((".xml", ".svg")):
            assert {one.tag for one in ET.fromstring(data).iter()} <= ELEMENTS, name
        if name.endswith((".xml", ".svg", ".html", ".ics")):
            assert not ACTING.search(data.decode()), name
        if name.endswith(".html"):
            tags = list(lxml.html.fromstring(data).iter())
            assert not any(key.startswith("on") for tag in tags for key in tag.attrib), name
            assert all(tag.get("src") is None for tag in tags), name
    assert len(events(files)) == 3  # the earliest and the latest day, and that of the other log
    assert any(entry.link.startswith(f"{base}treaty/h.html") for entry in feed(files).entries)


@pytest.mark.long
def test_the_same_input_gives_the_same_bytes_in_any_order():
    base = "https://example.org/x/"
    one = made(("cica", SHIPPED), ("paris", PARIS), base=base)
    assert made(("paris", PARIS), ("cica", SHIPPED), base=base) == one


@pytest.mark.parametrize("day", [date.min, date.max, date.max - timedelta(days=1)])
@pytest.mark.long
def test_a_site_of_any_day_can_be_made(day):
    files = made(("cica", SHIPPED), ("paris", PARIS), as_of=day)
    feed(files)
    events(files)
