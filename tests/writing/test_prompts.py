"""Every answer that can be typed at the prompts, typed in a real terminal (tmux)."""

import re
import shlex
import shutil
import subprocess
import sys
import time

import pytest
from helpers.command import ROOT, run_inside

from cica_tracker.reading.parse import read

SHIPPED = ROOT / "data" / "ratifications.toml"
PATIENCE = 20

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not shutil.which("tmux"), reason="tmux is not here"),
]


class Terminal:
    """A shell in a terminal of 100 columns: type into it, and wait for what it shows."""

    def __init__(self, folder, socket):
        self.socket = socket
        environment = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(folder)}
        environment |= {"LC_ALL": "C.UTF-8", "TERM": "xterm"}
        self.tmux("new-session", "-d", "-x", "100", "-y", "50", "-c", str(folder), "-s", "t",
                  "env", "-i", *(f"{k}={v}" for k, v in environment.items()),
                  "sh", "-c", "PS1='$ ' exec sh")  # fmt: skip
        self.tmux("set-option", "-g", "history-limit", "5000")
        self.wait("$ ")

    def tmux(self, *args):
        command = ["tmux", "-u", "-f", "/dev/null", "-S", self.socket, *args]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def shown(self):
        return self.tmux("capture-pane", "-p", "-J", "-t", "t", "-S", "-")

    def wait(self, text, ends=("",)):
        """What is shown, once a text is in it, or a pattern fits it, and it has such an end."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            shown = self.shown()
            found = text in shown if isinstance(text, str) else text.search(shown)
            if found and shown.rstrip().endswith(ends):
                return shown
            time.sleep(0.03)
        raise AssertionError(f"{text!r} was not shown:\n{self.shown()}")

    def keys(self, *keys):
        self.tmux("send-keys", "-t", "t", *keys)

    def type(self, text):
        if text:
            self.tmux("send-keys", "-t", "t", "-l", "--", text)
        self.keys("Enter")

    def answer(self, *answers):
        """For each question in turn, recognised by some words of it, type an answer."""
        for question, text in answers:
            self.wait(question, ends="\n>")
            self.tmux("clear-history", "-t", "t")
            self.tmux("send-keys", "-t", "t", "-R")
            self.type(text)

    def tracker(self, *args, to=""):
        self.type(
            f'{shlex.join([sys.executable, "-m", "cica_tracker", *args])}{to}; echo "code <$?>"'
        )

    def ended(self):
        """The exit code of the command, and all that it showed since the last answer."""
        shown = self.wait(re.compile(r"code <(\d+)>"))
        return int(re.search(r"code <(\d+)>", shown)[1]), shown


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "data" / "ratifications.toml"
    path.parent.mkdir()
    shutil.copy(SHIPPED, path)
    return path


@pytest.fixture
def terminal(tmp_path, tmp_path_factory):
    socket = str(tmp_path_factory.mktemp("tmux") / "s")
    one = Terminal(tmp_path, socket)
    yield one
    one.tmux("kill-server")


ENTRY = (
    ("Which type of entry", "accession"),
    ("Which State", "Turkey"),
    ("On which day", "2026-03-01"),
    ("From which source", "n"),
    ("What is its title", "Notice"),
    ("Who published it", ""),
    ("Whose word is it", "press"),
    ("When was it published", "2026-03"),
    ("What is its address", ""),
    ("Where in it", ""),
    ("Any note on it", ""),
    ("Any note, in own words", "Own words"),
)


def test_an_entry_is_asked_for_shown_and_appended(terminal, log):
    before = log.read_bytes()
    terminal.tracker("add")
    terminal.answer(*ENTRY)
    shown = terminal.wait("a appends it; c changes a field; l leaves")
    assert 'state = "Türkiye"' in shown
    assert "This would be appended at line" in shown
    assert "remaining: 0 to 1 → 0; would enter into force between" in shown
    assert log.read_bytes() == before
    terminal.type("a")
    code, shown = terminal.ended()
    assert code == 0
    assert "turkiye-accession" in shown
    data = log.read_bytes()
    assert data.startswith(before)
    found = read(data, "log").log
    assert found.events[-1].state == "Türkiye"
    assert found.events[-1].note == "Own words"
    assert found.sources[-1].authority == "press"
    assert found.sources[-1].title == "Notice"


@pytest.mark.parametrize(("answer", "code"), [("l", 1), ("leave", 1), ("C-c", 1), ("C-d", 1)])
def test_nothing_is_written_unless_it_is_asked_for(terminal, log, answer, code):
    before = log.read_bytes()
    terminal.tracker("add", "not-yet", "--state", "Egypt", "--date", "2022-09-01")
    terminal.answer(("From which source", "1"))
    terminal.wait("What now", ends="\n>")
    if answer.startswith("C-"):
        terminal.keys(answer)
    else:
        terminal.type(answer)
    ended, shown = terminal.ended()
    assert ended == code
    assert "stopped: nothing was written" in shown
    assert log.read_bytes() == before
    assert [entry.name for entry in log.parent.iterdir()] == [log.name]


@pytest.mark.parametrize("key", ["C-c", "C-d"])
@pytest.mark.parametrize("questions", [1, 3, 5])
def test_a_dialogue_can_be_stopped_at_any_question(terminal, log, key, questions):
    before = log.read_bytes()
    terminal.tracker("add")
    terminal.answer(*ENTRY[: questions - 1])
    terminal.wait(ENTRY[questions - 1][0], ends="\n>")
    terminal.keys(key)
    code, shown = terminal.ended()
    assert code == 1
    assert "stopped: nothing was written" in shown
    assert "Traceback" not in shown
    assert log.read_bytes() == before


def test_a_bad_answer_is_asked_for_again_and_one_can_go_back(terminal, log):
    terminal.tracker("add")
    terminal.answer(
        ("Which type of entry", "ratfication"),
        ('did you mean "ratification"', ""),
        ("Which type of entry", "?"),
        ("its name, or how it begins", "rat"),
        ("Which State", "<"),
        ("this is the first question", "?"),
        ("known: Afghanistan; ", "Kuwiat"),
        ('did you mean "Kuwait"? (y yes; n no)', "perhaps"),
        ('did you mean "Kuwait"?', "n"),
        ("Is it new to it?", "n"),
        ("tracker members lists them", "Kuwiat"),
        ('did you mean "Kuwait"? (y yes; n no)', "y"),
        ("On which day", "2026-02-30"),
        ("there is no date", "?"),
        ("[2024-12-03..2025-07-21]", "2026-02-01"),
        ("From which source", "<"),
        ('Enter keeps "2026-02-01"', "2023-09-01"),
        ("From which source", "99"),
        ('no source "99"', "digest-2024-q4"),
        ("Any note", "one"),
        ("What now", ""),
    )
    terminal.type("c")
    terminal.answer(
        ("5 note: one", "note"),
        ('Enter keeps "one"; - removes it', "-"),
        ("What now", "a"),
    )
    assert terminal.ended()[0] == 0
    event = read(log.read_bytes(), "log").log.events[-1]
    assert event.id == "kuwait-ratification"
    assert event.source == ("digest-2024-q4",)
    assert event.date.first.isoformat() == "2023-09-01"
    assert event.note is None


def test_one_enter_too_many_throws_nothing_away(terminal, log):
    terminal.tracker("add")
    terminal.answer(*ENTRY, *[("What now", "")] * 5, ("What now", "a"))
    assert terminal.ended()[0] == 0
    assert read(log.read_bytes(), "log").log.events[-1].state == "Türkiye"


def test_every_field_can_be_changed_in_the_end_the_type_and_the_source_too(terminal, log):
    terminal.tracker("add")
    terminal.answer(
        *ENTRY,
        ("What now", "change"),
        ("2 state: Türkiye", "1"),
        ("Which type of entry", "ratification"),
        ('type = "ratification"', "c"),
        ("Which one", "source"),
        ("From which source", "1"),
        ("What now", "c"),
        ("Which one", "no such field"),
        ("is none of them", "c"),
        ("Which one", "state"),
        ('Enter keeps "Türkiye"', "Iran, Egypt"),
        ("r records it all the same", "r"),
        ("Why should it be recorded", "told by the depositary"),
        ("a appends it", "a"),
    )
    assert terminal.ended()[0] == 0
    events = read(log.read_bytes(), "log").log.events[-2:]
    assert [(one.type, one.state) for one in events] == [
        ("ratification", "Iran"),
        ("ratification", "Egypt"),
    ]
    assert {one.source for one in events} == {("kazinform-2022-10",)}


def test_a_state_not_named_and_one_that_is_new(terminal, log):
    terminal.tracker("add", "ratification", "--date", "2022-09-01")
    terminal.answer(("Which State", ""), ("From which source", "1"), ("What now", "a"))
    assert terminal.ended()[0] == 0
    assert read(log.read_bytes(), "log").log.events[-1].state is None
    terminal.tracker("add", "membership", "--date", "2022-09-01", "--source", "digest-2024-q4")
    terminal.answer(("Which State", "Oman"), ("Is it new to it?", "y"), ("What now", "a"))
    assert terminal.ended()[0] == 0
    assert read(log.read_bytes(), "log").log.events[-1].state == "Oman"


def test_a_near_miss_in_a_flag_is_asked_about(terminal, log):
    before = log.read_bytes()
    flags = ("--date", "2022-09-01", "--source", "digest-2024-q4")
    terminal.tracker("add", "signature", "--state", "Egyppt", *flags)
    terminal.answer(('did you mean "Egypt"?', "n"), ("Is it new to it?", "n"))
    code, shown = terminal.ended()
    assert code == 2
    assert 'the log knows no State "Egyppt"' in shown
    assert log.read_bytes() == before
    terminal.tmux("send-keys", "-t", "t", "-R")
    terminal.tracker("add", "signature", "--state", "Egyppt", *flags)
    terminal.answer(('did you mean "Egypt"?', "y"))
    terminal.wait("egypt-signature")
    assert read(log.read_bytes(), "log").log.events[-1].state == "Egypt"


def test_a_report_a_contradiction_and_its_reason(terminal, log):
    terminal.tracker("add", "report")
    terminal.answer(
        ("On which day", "2026-03-01"),
        ("How many had consented", "three"),
        ("a whole number is wanted", "3"),
        ("How many more were needed", ""),
        ("What did the source count", "dep"),
        ("From which source", "2"),
        ("Any note", "Own words."),
        ("contradicts", "r"),
        ("Why should it be recorded all the same", ""),
        ("contradicts", "record"),
        ("Why should it be recorded all the same", "the minister said so"),
        ("Accepted although it contradicts", "a"),
    )
    assert terminal.ended()[0] == 0
    event = read(log.read_bytes(), "log").log.events[-1]
    assert event.contracting == 3
    assert event.basis == "deposits"
    assert event.note.startswith("Own words. Accepted although it contradicts ")


def test_what_is_refused_leads_back_to_a_question(terminal, log):
    terminal.tracker("add", "accession", "--source", "digest-2024-q4", "--date", "2022-09-01")
    terminal.answer(
        ("Which State", "Jordan"),
        ("Jordan consents twice", "c"),
        ("Which one", "2"),
        ('Enter keeps "Jordan"', "Qatar"),
        ("What now", "a"),
    )
    assert terminal.ended()[0] == 0
    assert read(log.read_bytes(), "log").log.events[-1].state == "Qatar"


def test_a_clause_with_a_fraction_a_target_and_more(terminal, log):
    terminal.tracker("add", "clause")
    terminal.answer(
        ("On which day", "today"),
        ("How many consents does the clause ask for", "0"),
        ("asks for nothing", ""),
        ("Which part of a whole", "half"),
        ("is not a fraction", "1/2"),
        ("A part of whom", "members"),
        ("Must it be more than that", "perhaps"),
        ("type y or n", "y"),
        ("Only which forms of consent", "ratification, accession"),
        ("Which States do not count", "Turkey, Iran"),
        ("Which delay after that", "soon"),
        ("is not a duration", "P30D"),
        ("And then from which day", "07-22"),
        ("How is the day of deposit counted", "incl"),
        ("Not before which day", ""),
        ("Which target day", "2027-01-01"),
        ("Which deadline for it", ""),
        ("Which delay for States that consent later", "P90D"),
        ("From which source", "order-922-r"),
        ("Any note", ""),
        ("What now", "a"),
    )
    assert terminal.ended()[0] == 0
    clause = read(log.read_bytes(), "log").log.events[-1]
    condition = clause.condition[0]
    assert condition.more_than
    assert condition.forms == ("ratification", "accession")
    assert condition.not_counted == ("Türkiye", "Iran")
    assert (str(clause.delay), clause.start, clause.counting) == ("P30D", "07-22", "inclusive")
    assert str(clause.on) == "2027-01-01"
    assert str(clause.later_delay) == "P90D"


def test_weights_and_listed_states(terminal, log):
    terminal.tracker("add", "clause")
    terminal.answer(
        ("On which day", "2022-09-01"),
        ("How many consents does the clause ask for", "2"),
        ("Only of which States", "Turkey; Iran; Atlantis"),
        ("Is it new to it?", "n"),
        ("the log knows no State", "Turkey, Iran, Jordan"),
        ("Only which forms", "<"),
        ("Only of which States", "<"),
        ("How many consents does the clause ask for", "-"),
        ("Which part of a whole", ""),
        ("Which sum of weights", "21"),
        ("Which weights", "China"),
        ("weight", "China=20.09; Turkey=1"),
        ("Must it be more than that", "n"),
        ("Only which forms", ""),
        ("Which States do not count", ""),
        ("Which delay after that", ""),
        ("And then from which day", ""),
        ("How is the day of deposit counted", ""),
        ("Not before which day", "2027-01-01"),
        ("Which target day", ""),
        ("Which delay for States that consent later", ""),
        ("From which source", "order-922-r"),
        ("Any note", ""),
        ("What now", "a"),
    )
    assert terminal.ended()[0] == 0
    condition = read(log.read_bytes(), "log").log.events[-1].condition[0]
    assert condition.among is None
    assert {name: float(weight) for name, weight in condition.weights.items()} == {
        "China": 20.09,
        "Türkiye": 1,
    }


def test_a_source_alone_and_then_an_act_that_rests_on_it(terminal, log):
    terminal.tracker("add", "source")
    terminal.answer(
        ("What is its title", "Gazette No. 7"),
        ("Who published it", "Kuwait"),
        ("Whose word is it", "g"),
        ("When was it published", "[2022-09-01..2026-03-20]"),
        ("What is its address", "https://kuwait.example"),
        ("Where in it", "page 3"),
        ("Any note on it", "in Arabic"),
        ("What now", "a"),
    )
    assert terminal.ended()[0] == 0
    source = read(log.read_bytes(), "log").log.sources[-1]
    assert (source.id, source.authority) == ("kuwait-by-2026-03-20", "government")
    terminal.tmux("send-keys", "-t", "t", "-R")
    terminal.tracker("add", "domestic-approval")
    terminal.answer(
        ("Which State", "Kuwait"),
        ("What is its name or number", "Law No. 7"),
        ("On which day", "[..2022-09-01]"),
        ("1 kuwait-by-2026-03-20 Kuwait: Gazette No. 7", "1"),
        ("Any note", ""),
        ("What now", "a"),
    )
    assert terminal.ended()[0] == 0
    event = read(log.read_bytes(), "log").log.events[-1]
    assert (event.act, event.source) == ("Law No. 7", ("kuwait-by-2026-03-20",))


def test_a_retraction_by_question_and_answer(terminal, log):
    terminal.tracker("retract")
    terminal.answer(
        ("Which event is taken back", "jordn"),
        ('did you mean "jordan"', "jordan"),
        ("On which day", ""),
        ("Why is it taken back", ""),
        ("an answer is needed here", "of another treaty"),
        ("From which source", ""),
        ("Any note", ""),
        ("What now", "a"),
    )
    assert terminal.ended()[0] == 0
    event = read(log.read_bytes(), "log").log.events[-1]
    assert (event.of, event.reason) == ("jordan", "of another treaty")


def test_an_editor_that_saves_meanwhile_is_noticed(terminal, log):
    terminal.tracker("add", "not-yet", "--state", "Egypt", "--date", "2022-09-01")
    terminal.answer(("From which source", "1"))
    terminal.wait("What now", ends="\n>")
    edited = log.read_text(encoding="utf-8").replace("Istanbul", "Constantinople", 1)
    log.write_text(edited, encoding="utf-8")
    terminal.type("a")
    code, shown = terminal.ended()
    assert code == 2
    assert "another program changed it since it was read: nothing was written" in shown
    assert log.read_text(encoding="utf-8") == edited


def test_keys_that_are_no_letters_do_no_harm(terminal, log):
    before = log.read_bytes()
    terminal.tracker("add", "report", "--date", "2022-09-01")
    terminal.wait("How many had consented", ends="\n>")
    for key in ("Left", "Up", "Escape", "F5", "Tab", "BSpace", "C-l"):
        terminal.keys(key)
    terminal.keys("C-c")
    assert terminal.ended()[0] == 1
    assert log.read_bytes() == before


def test_a_dry_run_to_a_file_holds_only_the_bytes(terminal, log, tmp_path):
    before = log.read_bytes()
    terminal.tracker("add", "not-yet", "--dry-run", to=" > out")
    terminal.answer(
        ("Which State", "Egypt"),
        ("On which day", "2022-09-01"),
        ("From which source", "1"),
        ("Any note", ""),
        ("What now", "a"),
    )
    assert terminal.ended()[0] == 0
    assert log.read_bytes() == before
    printed = (tmp_path / "out").read_bytes()
    assert printed.startswith(b"\n[[event]]\n")
    found = read(before + printed, "log")
    assert found.log.events[-1].state == "Egypt"


def test_a_log_is_started_by_question_and_answer(terminal, tmp_path):
    terminal.tracker("init", "mine.toml")
    terminal.answer(
        ("What is the title of the treaty", ""),
        ("an answer is needed here", "Convention on X"),
        ("What is its short title", "X"),
        ("When was it adopted", "some day"),
        ("is not a date", "2010-06-08"),
        ("Where was that", "Istanbul"),
        ("Who is the depositary", ""),
        ("How many consents does the clause ask for", "14"),
        ("Only of which States", ""),
        ("Only which forms of consent", ""),
        ("Which States do not count", ""),
        ("Which delay after that", "P30D"),
        ("And then from which day", ""),
        ("How is the day of deposit counted", ""),
        ("Not before which day", ""),
        ("Which target day", ""),
        ("Which delay for States that consent later", ""),
        ("What is its title", ""),
        ("Who published it", ""),
        ("Whose word is it", ""),
        ("When was it published", ""),
        ("What is its address", ""),
        ("Where in it", "article 9"),
        ("Any note on it", ""),
        ("Which States may consent", "Angola, Beniin"),
        ('did you mean "Benin"?', "y"),
        ("What now", "w"),
    )
    assert terminal.ended()[0] == 0
    log, problems = read((tmp_path / "mine.toml").read_bytes(), "mine.toml")
    assert not problems
    assert log.treaty.place == "Istanbul"
    assert log.events[0].condition[0].count == 14
    assert log.sources[0].locator == "article 9"
    assert [event.state for event in log.events[1:]] == ["Angola", "Benin"]


@pytest.mark.parametrize("key", ["C-c", "C-d"])
def test_a_new_log_that_is_given_up_is_not_written(terminal, tmp_path, key):
    terminal.tracker("init", "mine.toml")
    terminal.answer(("What is the title of the treaty", "T"))
    terminal.wait("What is its short title", ends="\n>")
    terminal.keys(key)
    code, shown = terminal.ended()
    assert code == 1
    assert "stopped: nothing was written" in shown
    assert not (tmp_path / "mine.toml").exists()


def test_a_correction_asks_for_each_field_and_enter_keeps_it(terminal, log):
    before = log.read_bytes()
    terminal.tracker("correct")
    terminal.answer(
        ("Which event or source is corrected", "jordn"),
        ('did you mean "jordan"', "jordan"),
        ("Why is it corrected", "misread"),
        ("Which State", ""),
        ("On which day", "2024-11-30"),
        ("From which source", ""),
        ("Any note, in own words", "-"),
        ("a appends it; c changes a field; l leaves", "a"),
    )
    code, shown = terminal.ended()
    assert code == 0, shown
    assert log.read_bytes().startswith(before)
    back, right = read(log.read_bytes(), "log").log.events[-2:]
    assert (back.of, back.reason) == ("jordan", "misread")
    assert (right.state, str(right.date.first), right.note) == ("Jordan", "2024-11-30", None)
    assert right.source == ("digest-2024-q4",)


def test_what_a_file_proposes_is_asked_in_the_language_of_the_answer(terminal, tmp_path):
    page = str(ROOT / "examples" / "tables" / "II-1.en.xml")
    made = ("import", "untc", page, "--retrieved", "2018-01-15")
    run_inside((*made, "--to", "logs"), tmp_path)
    log = tmp_path / "logs" / "ii-1.toml"
    head, *events = log.read_text().split("[[event]]\n")
    gone = [one for one in events if "Estonia" in one or "Netherlands" in one]
    log.write_text("[[event]]\n".join([head, *(one for one in events if one not in gone)]))
    terminal.tracker(*made, "--log", "logs/ii-1.toml", "--lang", "ru")
    terminal.answer(("Что внести? (a всё (2); o по одной записи; q ничего)", "x"))
    terminal.answer(("Что внести", "o"), ("Эстония", ""), ("Эстония", "y"), ("Нидерланды", "n"))
    code, shown = terminal.ended()
    assert code == 0
    assert "внесена 1 запись" in shown
    assert len(read(log.read_bytes(), "log").log.events) == len(events) - 1
