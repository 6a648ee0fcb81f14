"""Other languages: the catalogue is whole, its grammar right, its numbers the English ones."""

import ast
import json
import re
import runpy
import shutil
import string
import subprocess
import sys
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date
from io import BytesIO

import pytest
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.localedata import locale_identifiers
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po, write_po
from babel.numbers import get_decimal_symbol
from helpers.command import ROOT, clean_environment
from helpers.long import long, sampled

from cica_tracker.answers.status import Range, status_of
from cica_tracker.model.dates import Duration, parse_window
from cica_tracker.model.state_table import code_of
from cica_tracker.reading.load import load
from cica_tracker.reading.logbook import find
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.briefing import briefing_document
from cica_tracker.words.document import Tiles
from cica_tracker.words.facts import names, needed, statement
from cica_tracker.words.force import delay_words
from cica_tracker.words.language import STATES, Calendar, Language, language, languages

PACKAGE = ROOT / "cica_tracker"
LOG = ROOT / "data" / "ratifications.toml"
KEYWORDS = DEFAULT_KEYWORDS | {"t": None, "n": (1, 2), "remark": None, "_marked": None}
MAY_BE_EMPTY = {"State", "day format"}  # the contexts for which CLDR has an answer of its own
ENGLISH, RUSSIAN = language(), language("ru")
OTHERS = [code for code in languages() if code != "en"]
DAYS = ("2024-12-31", "2024-12-02", "2025-07-21", "2010-06-07", "2012", None)


def marked_in_the_code():
    found = Catalog()
    for _, _, message, _, context in extract_from_dir(PACKAGE, keywords=KEYWORDS):
        found.add(message, context=context)
    return {(one.context, key(one)): one for one in found if one.id}


def catalogue(code):
    return read_po(BytesIO((PACKAGE / "words" / "locale" / f"{code}.po").read_bytes()), locale=code)


def key(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def placeholders(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def texts(value):
    return [value] if isinstance(value, str) else list(value)


# ---- The catalogue


@pytest.mark.parametrize("code", OTHERS)
def test_a_catalogue_has_the_messages_of_the_code_and_no_others(code):
    wanted = marked_in_the_code()
    found = {(one.context, key(one)): one for one in catalogue(code) if one.id}
    assert sorted(found.keys() - wanted.keys(), key=str) == []
    assert sorted(wanted.keys() - found.keys(), key=str) == []
    # A message with a plural in the code has one in the catalogue too.
    assert {k for k in wanted if wanted[k].pluralizable != found[k].pluralizable} == set()
    assert list(catalogue(code).obsolete) == []


@pytest.mark.parametrize("code", OTHERS)
def test_every_message_is_translated_and_confirmed(code):
    po = catalogue(code)
    for message in po:
        if not message.id or message.context in MAY_BE_EMPTY:
            continue
        given = texts(message.string)
        assert not message.fuzzy, message.id
        assert all(given), message.id
        assert len(given) == (po.num_plurals if message.pluralizable else 1), message.id


@pytest.mark.parametrize("code", OTHERS)
def test_a_translation_keeps_the_places_for_values_and_the_edges(code):
    for message in catalogue(code):
        if not message.id or message.context:
            continue
        english = texts(message.id)[-1]
        for given in texts(message.string):
            assert placeholders(given) == placeholders(english), given
            # Some messages are put together: they begin with a space or a comma, none ends so.
            assert given[0] in " ," or english[0] not in " ,", given
            assert (given[0] == " ") == (english[0] == " "), given
            assert given == given.rstrip(), given


def test_no_message_is_hidden_from_the_catalogue():
    # What is not written out in the call itself cannot be found; `picture` marks its words apart.
    hidden = []
    for file in PACKAGE.rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            count = {"t": 1, "n": 2}.get(call.func.attr, 0)
            written = [isinstance(part, ast.Constant) for part in call.args[:count]]
            if count and (not all(written) or len(written) < count):
                hidden.append(file.relative_to(PACKAGE).as_posix())
    assert set(hidden) <= {"words/picture.py"}


# ---- The grammar


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (1, "нужна ещё 1 ратификация"),
        (2, "нужно ещё 2 ратификации"),
        (3, "нужно ещё 3 ратификации"),
        (4, "нужно ещё 4 ратификации"),
        (5, "нужно ещё 5 ратификаций"),
        (11, "нужно ещё 11 ратификаций"),
        (12, "нужно ещё 12 ратификаций"),
        (21, "нужна ещё 21 ратификация"),
        (22, "нужно ещё 22 ратификации"),
        (101, "нужна ещё 101 ратификация"),
        (111, "нужно ещё 111 ратификаций"),
    ],
)
def test_how_many_more_agrees_with_its_number(n, words):
    assert needed(RUSSIAN, Range(n, n)) == words


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (Range(0, 0), "больше ратификаций не требуется"),
        (Range(0, 1), "нужно ещё не более 1 ратификации"),
        (Range(0, 2), "нужно ещё не более 2 ратификаций"),
        (Range(1, 3), "нужно ещё от 1 до 3 ратификаций"),
        (Range(1, 21), "нужно ещё от 1 до 21 ратификации"),
        (Range(1, 111), "нужно ещё от 1 до 111 ратификаций"),
        (Range(1, None), "нужно ещё не менее 1 ратификации"),
        (Range(5, None), "нужно ещё не менее 5 ратификаций"),
    ],
)
def test_a_range_of_how_many_more_stands_in_the_genitive(count, words):
    assert needed(RUSSIAN, count) == words


@pytest.mark.parametrize(
    ("n", "years", "months", "days"),
    [
        (1, "1 год", "1 месяц", "1 день"),
        (2, "2 года", "2 месяца", "2 дня"),
        (3, "3 года", "3 месяца", "3 дня"),
        (4, "4 года", "4 месяца", "4 дня"),
        (5, "5 лет", "5 месяцев", "5 дней"),
        (11, "11 лет", "11 месяцев", "11 дней"),
        (21, "21 год", "21 месяц", "21 день"),
        (101, "101 год", "101 месяц", "101 день"),
        (111, "111 лет", "111 месяцев", "111 дней"),
    ],
)
def test_a_delay_agrees_with_its_numbers(n, years, months, days):
    assert delay_words(RUSSIAN, Duration(n, n, n)) == f"{years} {months} {days}"
    assert delay_words(RUSSIAN, Duration()) == "без отсрочки"


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0 согласий на обязательность"),
        (1, "1 согласие на обязательность"),
        (3, "3 согласия на обязательность"),
        (14, "14 согласий на обязательность"),
        (21, "21 согласие на обязательность"),
    ],
)
def test_consents_agree_with_their_number(n, words):
    assert RUSSIAN.n("{n} consent", "{n} consents", n) == words


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2024-12-31", "в тот же день"),
        ("2024-12-30", "за 1 день до этого"),
        ("2024-12-02", "за 29 дней до этого"),
        ("2024-12-10", "за 21 день до этого"),
        ("2024-07-31", "за 5 месяцев до этого"),
        ("2023-03-31", "за 21 месяц до этого"),
        ("2019-12-31", "за 5 лет до этого"),
        ("2003-12-31", "за 21 год до этого"),
    ],
)
def test_how_long_ago_is_declined_by_its_number(since, words):
    assert RUSSIAN.age(date.fromisoformat(since), date(2024, 12, 31)) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2024-12-02", "2 декабря 2024 года"),
        ("[..2024-12-02]", "не позднее 2 декабря 2024 года"),
        ("[2011-11-28..]", "не ранее 28 ноября 2011 года"),
        (
            "[2024-12-03..2025-07-21]",
            "в период с 3 декабря 2024 года по 21 июля 2025 года",
        ),
        ("2023", "в 2023 году"),
        ("2024-12", "в декабре 2024 года"),
        ("2024-02", "в феврале 2024 года"),
    ],
)
def test_a_window_in_words(text, words):
    assert RUSSIAN.window(parse_window(text)) == words


MONTHS = (
    ("января", "январе"),
    ("февраля", "феврале"),
    ("марта", "марте"),
    ("апреля", "апреле"),
    ("мая", "мае"),
    ("июня", "июне"),
    ("июля", "июле"),
    ("августа", "августе"),
    ("сентября", "сентябре"),
    ("октября", "октябре"),
    ("ноября", "ноябре"),
    ("декабря", "декабре"),
)


def test_each_month_after_a_day_and_after_in():
    for number, (of, within) in enumerate(MONTHS, 1):
        assert RUSSIAN.day(date(2024, number, 1)) == f"1 {of} 2024 года"
        assert RUSSIAN.day_of_year(f"{number:02d}-22") == f"22 {of}"
        assert RUSSIAN.window(parse_window(f"2024-{number:02d}")) == f"в {within} 2024 года"
        assert "января" not in ENGLISH.window(parse_window(f"2024-{number:02d}"))
    assert ENGLISH.day_of_year("07-22") == "22 July"
    assert ENGLISH.window(parse_window("2024-12")) == "in December 2024"


def test_lists_and_numbers():
    assert RUSSIAN.listed(["Бангладеш", "Иордания", "Пакистан"]) == "Бангладеш, Иордания и Пакистан"
    assert RUSSIAN.listed(["Иордания"]) == "Иордания"
    assert RUSSIAN.listed([]) == ""
    ten = [f"S{number}" for number in range(10)]
    assert names(RUSSIAN, ten) == "S0, S1, S2, S3, S4, S5, S6, S7 и ещё 2"
    assert RUSSIAN.decimal("44.2") == "44,2"
    assert ENGLISH.decimal("44.2") == "44.2"


def test_a_report_whose_day_is_not_known_still_makes_a_sentence():
    one = load(find(str(LOG), {}, ROOT)).event_by_id["digest-count"]
    for text in ("2024-12-02", "2024-12", "[..2024-12-02]"):
        when = RUSSIAN.window(parse_window(text))
        written = statement(RUSSIAN, replace(one, date=parse_window(text)))
        assert written == f"сообщение ({when}): договаривающихся государств — 11, недостаёт 3"


# ---- The names of States

MEMBERS = {
    "Afghanistan": "Афганистан",
    "Azerbaijan": "Азербайджан",
    "Bahrain": "Бахрейн",
    "Bangladesh": "Бангладеш",
    "Cambodia": "Камбоджа",
    "China": "Китай",
    "Egypt": "Египет",
    "India": "Индия",
    "Iran": "Иран",
    "Iraq": "Ирак",
    "Israel": "Израиль",
    "Jordan": "Иордания",
    "Kazakhstan": "Казахстан",
    "Kuwait": "Кувейт",
    "Kyrgyzstan": "Кыргызстан",
    "Mongolia": "Монголия",
    "Pakistan": "Пакистан",
    "Palestine": "Палестина",
    "Qatar": "Катар",
    "Republic of Korea": "Республика Корея",
    "Russia": "Россия",
    "Sri Lanka": "Шри-Ланка",
    "Tajikistan": "Таджикистан",
    "Thailand": "Таиланд",
    "Türkiye": "Турция",
    "United Arab Emirates": "Объединённые Арабские Эмираты",
    "Uzbekistan": "Узбекистан",
    "Viet Nam": "Вьетнам",
}


def test_the_member_states_of_cica():
    log = load(find(str(LOG), {}, ROOT))
    recorded = {event.state for event in log.events if event.type == "membership"}
    assert recorded == set(MEMBERS)
    assert {name: RUSSIAN.state(name) for name in recorded} == MEMBERS


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Vietnam", "Вьетнам"),
        ("State of Palestine", "Палестина"),
        ("Brunei", "Бруней-Даруссалам"),
        ("Russian Federation", "Россия"),
        ("Turkey", "Турция"),
        ("Kyrgyz Republic", "Кыргызстан"),
        ("Yugoslavia", "Югославия"),
        ("European Union", "Европейский союз"),
        ("European Atomic Energy Community", "Европейское сообщество по атомной энергии"),
        ("World Health Organization", "World Health Organization"),
        ("Nowhere \x1b[31m", "Nowhere \\x1b[31m"),
        ("", ""),
        (None, "неназванное государство"),
    ],
)
def test_a_state_however_it_is_spelt(name, words):
    assert RUSSIAN.state(name) == words


def test_the_codes_of_states_are_right():
    known = {name: code for code, (_, name) in STATES.items()}
    assert {name: code_of(name) for name in known} == known


# ---- The answers


def numbers(text):
    return Counter(found.replace(",", ".") for found in re.findall(r"\d+(?:[.,]\d+)?", text))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    "command", [("status",), ("status", "--explain"), ("force", "--explain"), ("parties",)]
)
def test_the_numbers_are_those_of_the_english_answer(run, command, day):
    asked = (*command, "--log", LOG, *(("--as-of", day) if day else ()))
    english, russian = run(*asked), run(*asked, "--lang", "ru")
    assert english.returncode == russian.returncode == 0
    assert numbers(english.stdout) == numbers(russian.stdout)
    assert len(english.stdout.splitlines()) == len(russian.stdout.splitlines())


@pytest.mark.parametrize("known", [(), ("--known-on", "2025-01-01")])
def test_the_numbers_of_the_reconciliation_are_the_english_ones(run, known):
    asked = ("reconcile", "--log", LOG, *known)
    english, russian = run(*asked), run(*asked, "--lang", "ru")
    assert english.returncode == russian.returncode == 0
    assert numbers(english.stdout) == numbers(russian.stdout)


@pytest.mark.parametrize(
    "example", sampled(sorted((ROOT / "examples").glob("*.toml"))), ids=lambda p: p.stem
)
@pytest.mark.parametrize("command", ["status", "force"])
def test_the_numbers_of_the_examples_are_the_english_ones(run, example, command):
    for year in ("1999", "2002", "2004", "2010"):
        asked = (command, "--log", example, "--as-of", year, "--explain")
        english, russian = run(*asked), run(*asked, "--lang", "ru")
        assert numbers(english.stdout) == numbers(russian.stdout)
        assert english.returncode == russian.returncode == 0


FOR_PROGRAMS = {"cites", "key", "keys", "kind", "months", "tone", "value"}


def strings(value):
    """Every text that a document shows; the rest is for programs."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings(tuple(value.values()))
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from strings(one)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in FOR_PROGRAMS:
                yield from strings(getattr(value, field.name))


@pytest.mark.parametrize("style", ["one-page", "full"])
@pytest.mark.parametrize("day", ["2024-12-31", "2024-12-02", "2025-07-21", "2026-11-21"])
def test_the_numbers_of_the_briefing_are_the_english_ones(day, style):
    settled = make_consistent(load(find(str(LOG), {}, ROOT)))
    english, russian = (
        briefing_document(lang, status_of(settled, date.fromisoformat(day)), style=style)
        for lang in (ENGLISH, RUSSIAN)
    )
    assert (english.language, russian.language) == ("en", "ru")
    both = [Counter(), Counter()]
    for count, document in zip(both, (english, russian), strict=True):
        for text in strings(document.blocks):
            count.update(numbers(text))
    assert both[0] == both[1]


@pytest.mark.parametrize(
    ("day", "headline"),
    [
        (
            "2024-12-31",
            "31 декабря 2024 года: от 11 до 13 из 14 требуемых; нужно ещё от 1 до 3 ратификаций.",
        ),
        (
            "2024-12-02",
            "2 декабря 2024 года: 11 из 14 требуемых; нужно ещё 3 ратификации.",
        ),
        (
            "2025-07-21",
            "21 июля 2025 года: 13 из 14 требуемых; нужна ещё 1 ратификация.",
        ),
        (
            "2025-07-22",
            (
                "22 июля 2025 года: не менее 13 из 14 требуемых; по последнему сообщению (21 июля "
                "2025 года, за 1 день до этого) была нужна ещё 1 ратификация; более поздних "
                "сведений нет; не исключено, что нужное число уже достигнуто."
            ),
        ),
    ],
)
def test_the_headline(run, day, headline):
    answer = run("status", "--log", LOG, "--as-of", day, "--lang", "ru")
    assert answer.stdout.splitlines()[1].startswith(f"На {headline}")
    assert answer.returncode == 0


def test_the_headline_before_the_adoption(run):
    answer = run("status", "--log", LOG, "--as-of", "2010-06-07", "--lang", "ru")
    assert answer.stdout.splitlines()[1] == (
        "На 7 июня 2010 года: договор ещё не был принят (принятие: "
        "8 июня 2010 года), поэтому ни одно государство не могло выразить согласие."
    )


def test_the_english_headline_stays(run):
    answer = run("status", "--log", LOG, "--as-of", "2024-12-31")
    assert answer.stdout.splitlines()[1].startswith(
        "As of 31 December 2024: 11 to 13 of the 14 required; between 1 and 3 more needed."
    )


def test_nothing_of_the_answer_stays_english(run):
    """Every word in Latin letters comes from the log."""
    of_the_log = set(re.findall("[A-Za-z]{2,}", LOG.read_text(encoding="utf-8")))
    for command in (
        "status --explain",
        "reconcile --sources",
        "force --explain",
        "parties --sources",
    ):
        answer = run(*command.split(), "--log", LOG, "--lang", "ru")
        text = answer.stdout.partition("\nИсточники\n")
        assert text[2], command
        assert set(re.findall("[A-Za-z]{2,}", text[0])) <= of_the_log, command
    settled = make_consistent(load(find(str(LOG), {}, ROOT)))
    for text in strings(briefing_document(RUSSIAN, status_of(settled, date(2024, 12, 31))).blocks):
        assert set(re.findall("[A-Za-z]{2,}", text)) <= of_the_log | {"CICA", "Tracker"}, text


def test_states_stand_in_the_order_of_their_russian_names():
    settled = make_consistent(load(find(str(LOG), {}, ROOT)))
    document = briefing_document(RUSSIAN, status_of(settled, date(2024, 12, 31)))
    (tiles,) = [block for block in document.blocks if isinstance(block, Tiles)]
    silent = [cell.text for cell in tiles.groups[-1].tiles]
    assert silent == sorted(silent)
    assert silent[:2] == ["Азербайджан", "Афганистан"]


def test_programs_get_the_same_answer_in_every_language(run):
    for command in ("status", "reconcile", "force", "parties"):
        asked = (command, "--log", LOG, "--format", "json")
        assert run(*asked).stdout == run(*asked, "--lang", "ru").stdout


def test_letters_that_a_screen_cannot_show_are_spelt_in_latin(process):
    answer = process(
        "status", "--log", LOG, "--as-of", "2024-12-31", "--lang", "ru",
        env={"PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert answer.returncode == 0
    assert answer.stdout.isascii()
    assert answer.stdout.splitlines()[1].startswith("Na 31 dekabrya 2024 goda: ot 11 do 13 iz 14")


# ---- Which languages there are


@pytest.mark.parametrize("code", ["xx", "RU", "ru.po", "../ru", "", "en_GB"])
@pytest.mark.parametrize("command", ["status", "reconcile", "force", "parties", "brief"])
def test_an_unknown_language_is_refused(run, command, code):
    answer = run(command, "--log", LOG, "--lang", code)
    assert answer.returncode == 2
    assert answer.stdout == ""
    assert "en, ru" in answer.stderr


@pytest.fixture
def workplace(tmp_path):
    """A copy of the program, in which Python is run: its arguments in, the lines it prints out."""
    for part in ("cica_tracker", "tools"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / part, tmp_path / part, ignore=ignored)
    environment = clean_environment({"PYTHONPATH": str(tmp_path)})

    def python(*args):
        done = subprocess.run(
            [sys.executable, *args],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.splitlines()

    python.folder = tmp_path / "cica_tracker" / "words" / "locale"
    return python


def translate(file, words):
    """A translator fills one message, and leaves another to be confirmed."""
    with file.open("rb") as stream:
        po = read_po(stream)
    po.get("As of {day}: {count}; {needed}.").string = words
    po.get("Sources, in full with --sources:").string = "not confirmed"
    po.get("Sources, in full with --sources:").flags.add("fuzzy")
    with file.open("wb") as stream:
        write_po(stream, po)


@long
@pytest.mark.parametrize(
    ("code", "words", "day", "state"),
    [
        ("kk", "{day}: {count}; {needed} қажет", "2024 ж. 31 желтоқсан", "Иордания"),
        ("zh_Hans", "{day}：{count}，{needed}", "2024年12月31日", "约旦"),
        ("xx", "{day}, {count}, {needed}", "31 December 2024", "Jordan"),  # CLDR does not know it
    ],
)
def test_another_language_is_one_step(workplace, code, words, day, state):
    said = workplace("tools/languages.py", code)
    count = len(marked_in_the_code())
    assert f"{code}: {count} empty, 0 to be confirmed, 0 to delete" in said
    translate(workplace.folder / f"{code}.po", words)
    lines = workplace(
        *("-m", "cica_tracker", "status"),
        *("--as-of", "2024-12-31", "--log", str(LOG), "--lang", code),
    )
    said = {"count": "11 to 13 of the 14 required", "needed": "between 1 and 3 more needed"}
    assert lines[1].startswith(words.format(day=day, **said))
    # What has no translation yet, or none that was confirmed, stays English.
    assert lines[3] == "11 of 14 certain, up to 13 possible"
    assert "Sources, in full with --sources:" in lines
    assert state in "".join(lines)


@long
def test_the_same_step_keeps_what_a_translator_did_and_again_changes_nothing(workplace):
    workplace("tools/languages.py", "kk")
    file = workplace.folder / "kk.po"
    fresh = file.read_text(encoding="utf-8")
    words = "{day}: {count}; {needed} қажет"
    translate(file, words)
    workplace("tools/languages.py")
    kept = file.read_text(encoding="utf-8")
    assert words in kept
    assert kept != fresh
    workplace("tools/languages.py")
    assert file.read_text(encoding="utf-8") == kept


def test_what_the_languages_tool_makes_of_cldr_is_up_to_date():
    """The calendars and the names of States are those that Babel gives today."""
    tool = runpy.run_path(str(ROOT / "tools" / "languages.py"))
    for code in OTHERS:
        made = tool["calendar"](
            Locale.parse(code), catalogue(code).get("long", "day format").string
        )
        file = PACKAGE / "words" / "locale" / f"{code}.json"
        assert json.loads(file.read_text(encoding="utf-8")) == made
    shown = list(dict.fromkeys((*tool["UN"], *OTHERS)))
    file = PACKAGE / "model" / "state_names.txt"
    lines = tool["state_names"](shown).splitlines()
    assert [line for line in file.read_text("utf-8").splitlines() if line[0] != "#"] == [
        line for line in lines if line[0] != "#"
    ]


@pytest.mark.parametrize("letter", sampled(sorted({name[0] for name in locale_identifiers()})))
def test_every_calendar_writes_days_as_cldr_does(letter):
    tool = runpy.run_path(str(ROOT / "tools" / "languages.py"))
    for identifier in locale_identifiers():
        if identifier[0] != letter:
            continue
        known = Locale.parse(identifier)
        lang = Language(identifier, calendar=Calendar(**tool["calendar"](known, "long")))
        for month in range(1, 13):
            when = date(2024, month, month + 4)
            assert lang.day(when) == format_date(when, "long", known)
            assert lang.short_day(when) == format_date(when, "d MMM y", known)
            assert lang.calendar.months[month - 1] == format_date(when, "LLL", known)
            if "MMMMd" in known.datetime_skeletons:
                written = format_skeleton("MMMMd", when, locale=known)
                assert lang.day_of_year(when.isoformat()[5:]) == written
        assert lang.decimal("44.2") == f"44{get_decimal_symbol(known)}2"


def test_the_languages_there_are():
    assert languages()[0] == "en"
    assert "ru" in languages()
    assert {file.stem for file in (PACKAGE / "words" / "locale").glob("*.po")} == set(OTHERS)
    assert language("ru") is language("ru")
    assert isinstance(language(), Language)
