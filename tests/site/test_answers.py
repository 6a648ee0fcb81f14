"""What a treaty's page says of any day is what the command says, in each language."""

import random
from datetime import date, timedelta

import pytest
from helpers.command import ROOT
from helpers.long import sampled
from helpers.pages import Answers, Page

from cica_tracker.answers.changing_days import changing_days, learning_days, runs_of
from cica_tracker.answers.members import members_of
from cica_tracker.answers.status import status_of
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import Logbook
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.site import page
from cica_tracker.site.values import Options, Treaty
from cica_tracker.words.document import Bullets, Heading, Meter, Paragraph
from cica_tracker.words.facts import number
from cica_tracker.words.language import language
from cica_tracker.words.lists import member_row
from cica_tracker.words.notes import day_notes, problems_note, undated_note
from cica_tracker.words.site import ages
from cica_tracker.words.status import status_document

DAY = date(2026, 11, 24)
LOGS = [
    ROOT / "data" / "ratifications.toml",
    *sorted((ROOT / "examples").glob("*.toml")),
    *sorted((ROOT / "tests" / "treaties" / "logs").glob("*.toml")),
]
LARGEST = sorted(LOGS, key=lambda path: path.stat().st_size)[-10:]  # so are their pages
FEW = [path for path in LOGS if path.stem in {"ratifications", "ctbt", "CPTPP", "ACAP-2001"}]


def treaty_of(path, lang="en"):
    log = load(Logbook(path, path.name))
    return Treaty(Options(DAY, "Treaties", lang), path.stem, path.read_bytes(), log)


def page_of(treaty):
    ((_, made),) = page.of_treaty(treaty)
    return made.decode()


def expected(lang, settled, as_of):
    for block in status_document(lang, status_of(settled, as_of), explain=True).blocks:
        if isinstance(block, Paragraph) and "tracker add" in block.text:
            continue  # advice to the one who keeps the log
        match block:
            case Heading():
                yield 2, block.text
            case Bullets():
                yield 1, *(item.text for item in block.items)
            case Meter():
                yield 3, block.text, block.certain, block.possible, block.required
            case _:
                yield 0, block.text


def days_to_try(settled, count, seed):
    draw = random.Random(seed)
    found = {DAY, date(1700, 1, 1), DAY + timedelta(days=15_000)}
    turns = changing_days(settled)[1:]
    for day in draw.sample(turns, min(count, len(turns))):
        found |= {day - timedelta(days=1), day, day + timedelta(days=1)}
        found.add(day + timedelta(days=draw.randint(2, 2_000)))
    return sorted(found)


def agrees(path, lang, count):
    treaty, words = treaty_of(path, lang), language(lang)
    text = page_of(treaty)
    is_short(text)
    answers = Answers(text, words)
    log = treaty.log
    for known_on in (None, date(1800, 1, 1), *learning_days(log)[-count:]):
        settled = make_consistent(log, known_on)
        for as_of in days_to_try(settled, count, f"{path.stem}{known_on}"):
            told = answers.blocks_on(as_of, known_on)
            assert told == list(expected(words, settled, as_of)), (path.stem, as_of, known_on)
            if known_on:
                notes = problems_note(words, settled, advice=False) + day_notes(
                    words, as_of, None, known_on, as_of
                )
                notes += undated_note(words, log)
                assert answers.notes_on(as_of, known_on) == list(notes)


@pytest.mark.parametrize("lang", ["en", "ru"])
@pytest.mark.parametrize("path", sampled(FEW, 2), ids=lambda path: path.stem)
@pytest.mark.long
def test_a_page_says_of_any_day_what_the_command_says(path, lang):
    agrees(path, lang, 4)


@pytest.mark.long
@pytest.mark.parametrize("path", LOGS, ids=lambda path: path.stem)
def test_every_page_is_short_and_says_of_many_days_what_the_command_says(path):
    """Some 170 answers a treaty, 9,000 in all: around six changes, as known on six days."""
    agrees(path, "en", 6)


@pytest.mark.parametrize("path", sampled(FEW, 2), ids=lambda path: path.stem)
def test_the_states_of_a_page_stand_on_any_day_as_in_members(path):
    treaty, words = treaty_of(path), language()
    text = page_of(treaty)
    answers, rows = Answers(text, words), Page(text).tables["states"][1:]
    for known_on in (None, *learning_days(treaty.log)[-3:]):
        settled = make_consistent(treaty.log, known_on)
        for as_of in days_to_try(settled, 6, path.stem):
            acted = [one for one in members_of(settled, as_of) if one.events]
            wanted = {words.state(one.state): member_row(words, one) for one in acted}
            shown = {row[0]: answers.state_on(at, as_of, known_on) for at, row in enumerate(rows)}
            assert {name: cells for name, cells in shown.items() if cells} == {
                name: (row[1].text, row[2].text, row[1].tone) for name, row in wanted.items()
            }


@pytest.mark.parametrize("path", sampled(FEW, 2), ids=lambda path: path.stem)
def test_without_a_script_the_page_has_the_answer_and_every_day_on_which_it_changed(path):
    treaty = treaty_of(path)
    words, settled = language(), treaty.settled
    read = Page(page_of(treaty))
    (_, said), *_ = expected(words, settled, DAY)
    assert read.by_id["answer"].startswith(said)
    rows = read.tables["changes"][:0:-1]
    runs = runs_of(settled)
    assert len(rows) == len(runs)
    for row, run in zip(rows, runs, strict=True):
        as_of = max(run.first, date(1000, 1, 1))
        status = status_of(settled, as_of)
        assert row[1] == number(words, status.contracting)
        for cell, value in zip(row[2:4], (status.required, status.remaining), strict=True):
            assert cell == ("–" if value is None else number(words, value))
        assert row[4] == status.in_force


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_an_age_is_told_as_the_command_tells_it(lang):
    words = language(lang)
    days, months, years = ages(words, 40)
    draw = random.Random(1)
    told = Answers.__new__(Answers)
    told.ages = [days, months, years]
    for _ in range(3_000):
        since = date(1980, 1, 1) + timedelta(days=draw.randrange(3_000))
        until = since + timedelta(days=draw.choice([1, 10, 100, 1_000, 14_000]) * draw.random())
        assert told.age(since.isoformat(), until) == words.age(since, until)


@pytest.mark.long
@pytest.mark.parametrize("path", LARGEST, ids=lambda path: path.stem)
def test_a_page_in_a_language_of_longer_words_is_short(path):
    is_short(page_of(treaty_of(path, "ru")))


def is_short(text):
    start, end = text.find("<svg xmlns"), text.find("</svg>", text.find("<svg xmlns"))
    picture = len(text[start:end].encode()) if start >= 0 else 0
    assert len(text.encode()) - picture < 130_000
