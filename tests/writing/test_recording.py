"""Recording without regret: corrections, several at once, days that cannot be, closed streams."""

import json
import shutil
import signal
import subprocess
import sys
import time
from datetime import date, timedelta

import pytest
from helpers.command import ROOT, clean_environment

from cica_tracker.reading.parse import read

SHIPPED = ROOT / "data" / "ratifications.toml"
TODAY = date.today()  # noqa: DTZ011  the same clock as the command's
LOG = """\
schema = 1
[treaty]
title = "A treaty"
adopted = 2010-01-01
[[source]]
id = "a"
title = "A source"
[[source]]
id = "old"
title = "Old news"
published = 2012-01-01
[[event]]
id = "clause"
type = "clause"
date = 2010-01-01
source = "a"
[[event.condition]]
count = 3
[[event]]
id = "iran"
type = "ratification"
state = "Iran"
date = 2011-02-02
source = ["a", "old"]
note = "own words"
[[event]]
id = "iraq"
type = "ratification"
state = "Iraq"
date = 2011-03-03
source = "old"
"""


@pytest.fixture
def log(tmp_path):
    path = tmp_path / "log.toml"
    path.write_text(LOG)
    return path


@pytest.fixture
def tell(tracker, log):
    """Run a command on the log: how it ended, what it said, and the log as it then is."""

    def run(*args, **how):
        before = log.read_bytes()
        answer = tracker(*args, "--log", log, **how)
        after = log.read_bytes()
        assert after.startswith(before)
        assert (answer.returncode == 0) == (after != before)
        assert "Traceback" not in answer.stderr
        found, problems = read(after, "log")
        assert not problems
        return answer, found

    return run


def test_a_correction_is_the_retraction_and_the_right_event_in_one_append(tell, tracker, log):
    answer, found = tell("correct", "iran", "--date", "2 Feb 2012", "--reason", "misread")
    assert answer.returncode == 0, answer.stderr
    assert "2 entries: retract-iran, iran-ratification" in answer.stdout
    retraction, right = found.events[-2:]
    assert (retraction.of, retraction.reason) == ("iran", "misread")
    assert (right.state, right.date.first) == ("Iran", date(2012, 2, 2))
    assert (right.note, right.source) == ("own words", ("a", "old"))
    assert tracker("check", "--log", log).returncode == 0
    known = ("--known-on", TODAY - timedelta(days=1), "--as-of", "2011-12-31", "--format", "json")
    before = json.loads(tracker("status", "--log", log, *known).stdout)
    now = json.loads(tracker("status", "--log", log, "--as-of", "2011-12-31", *known[-2:]).stdout)
    assert (before["named"]["certain"], now["named"]["certain"]) == (2, 1)


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["iran", "--date", "2011-02-02"], "missing: --reason TEXT"),
        (["iran", "--date", "2011-02-02", "--reason", "x"], 'nothing of "iran" is changed'),
        (["iran", "--reason", "x"], 'nothing of "iran" is changed'),
        (["irn", "--reason", "x"], 'no event "irn" in the log'),
        (["iran", "--state", "Iraq", "--reason", "x"], "Iraq consents twice"),
        (["iran", "--state", "Irann", "--reason", "x"], 'did you mean "Iran"'),
        (["old", "--published", "2012-01-01", "--reason", "x"], 'nothing of "old" is changed'),
    ],
)
def test_a_correction_that_is_none_is_refused(tell, args, said):
    answer, _ = tell("correct", *args)
    assert answer.returncode == 2
    assert said in answer.stderr


def test_a_correction_is_of_one_thing_that_is_named(tell):
    answer, _ = tell("correct", "iran", "--state", "Angola, Benin", "--reason", "x", "--new-state")
    assert answer.returncode == 2
    assert "a correction is of one State: nothing was written" in answer.stderr
    answer, _ = tell("correct", "--reason", "x")
    assert answer.returncode == 2
    assert "missing: ID" in answer.stderr


def test_a_corrected_source_takes_what_rests_on_it_along(tell):
    answer, found = tell("correct", "old", "--published", "2013-01-01", "--reason", "misread")
    assert answer.returncode == 0, answer.stderr
    assert found.sources[-1].id == "old-news-2013-01-01"
    assert found.sources[-1].title == "Old news"
    taken_back = [event.of for event in found.events if event.type == "retraction"]
    assert taken_back == ["iran", "iraq"]
    right = [event for event in found.events[3:] if event.type == "ratification"]
    assert [event.source for event in right] == [
        ("a", "old-news-2013-01-01"),
        ("old-news-2013-01-01",),
    ]


DOUBTFUL = """\
[[event]]
id = "iraq-left"
type = "withdrawal"
state = "Iraq"
date = 2013-03-03
source = "old"
"""


def test_what_was_wrong_before_does_not_stand_in_the_way_of_a_correction(tracker, log):
    log.write_text(LOG + DOUBTFUL.replace("withdrawal", "signature"))
    before = tracker("check", "--log", log)
    assert "1 problem" in before.stdout
    right = ("correct", "old", "--url", "example.org/news", "--reason", "found", "--log", log)
    answer = tracker(*right)
    assert answer.returncode == 0, answer.stderr
    after = tracker("check", "--log", log)
    assert after.stdout.count("when its last source was published") == 1


def test_a_correction_that_makes_a_day_doubtful_names_the_flag_that_insists(tracker, log):
    wrong = ("correct", "old", "--published", "2011-01-01", "--reason", "x", "--log", log)
    refused = tracker(*wrong)
    assert refused.returncode == 2
    assert "to record it all the same: --insist" in refused.stderr
    assert log.read_text() == LOG
    assert tracker(*wrong, "--insist").returncode == 0


def test_a_clause_is_corrected_by_its_flags(tell):
    answer, found = tell("correct", "clause", "--required", "4", "--reason", "a slip")
    assert answer.returncode == 0, answer.stderr
    assert found.events[-1].plain.count == 4


def test_what_is_wrong_with_a_state_is_its_newest_entry_and_not_its_membership(tell, log):
    log.write_text(
        LOG + '[[event]]\nid = "m-iraq"\ntype = "membership"\nstate = "Iraq"\ndate = 2009-01-01\n'
        'source = "a"\n[[event]]\nid = "m-iran"\ntype = "membership"\nstate = "Iran"\n'
        'date = 2009-01-01\nsource = "a"\n'
    )
    answer, _ = tell("retract", "Iraq", "--reason", "x")
    other = "There is 1 other of that State: tracker log --state Iraq"
    assert f'did you mean "iraq"? {other}' in answer.stderr
    assert "m-iraq" not in answer.stderr


LINES = [
    {"type": "signature", "state": "Oman", "date": "2011-01-01", "source": {"title": "T"}},
    {"type": "signature", "state": "Qatar", "date": "2011-01-01", "source": {"title": "T"}},
    {"type": "source", "title": "Silent"},
]


@pytest.mark.parametrize(
    "text", [json.dumps(LINES), "\n".join(map(json.dumps, LINES)), json.dumps(LINES, indent=1)]
)
def test_a_list_or_lines_of_json_are_appended_in_one_go(tell, text):
    answer, found = tell("add", "--json", "-", "--new-state", input=text)
    assert answer.returncode == 0, answer.stderr
    assert [event.state for event in found.events[-2:]] == ["Oman", "Qatar"]
    assert [source.title for source in found.sources[-2:]] == ["T", "Silent"]
    assert {event.source for event in found.events[-2:]} == {(found.sources[-2].id,)}


@pytest.mark.parametrize(
    "wrong",
    [
        {**LINES[1], "date": "soon"},
        {**LINES[1], "source": 1},
        {**LINES[1], "source": [1]},
        {**LINES[1], "note": [None]},
        {**LINES[1], "": 1},
        {**LINES[1], "unknown": None},
        {**LINES[1], "source": {"title": "T", "unknown": None}},
        {"type": "source", "title": "Another", "unknown": None},
        LINES[0],
        7,
    ],
)
def test_one_wrong_entry_of_several_keeps_all_of_them_out(tell, wrong):
    answer, _ = tell("add", "--json", "-", "--new-state", input=json.dumps([LINES[0], wrong]))
    assert answer.returncode == 2
    assert "nothing was written" in answer.stderr


TYPES = [1, 1.5, True, [], [1], {}, {"a": 1}, "x", "2011-01-01", [["a"]], {"a": {"b": [1]}}]


@pytest.mark.parametrize("value", TYPES, ids=repr)
@pytest.mark.parametrize(
    "key", ["type", "state", "date", "source", "note", "id", "recorded", "of", "condition", "act"]
)
def test_a_wrong_type_in_json_is_told_with_its_key(run, log, tmp_path, key, value):
    facts = {"type": "domestic-approval", "state": "Iran", "date": "2011-01-01", "source": "a"}
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({**facts, key: value}))
    before = log.read_bytes()
    answer = run("add", "--json", path, "--log", log, "--new-state")
    assert answer.returncode in {0, 2}
    if answer.returncode:
        assert log.read_bytes() == before
        assert key in answer.stderr or f'"{value}"' in answer.stderr


def test_several_states_are_several_acts(tell):
    flags = ("--date", "2011-05-05", "--source", "a", "--new-state")
    answer, found = tell("add", "signature", "--state", "Angola, Benin, Korea, Republic of", *flags)
    assert answer.returncode == 0, answer.stderr
    assert [event.state for event in found.events[-3:]] == ["Angola", "Benin", "Korea, Republic of"]


def test_states_of_a_list_are_parted_by_commas_and_a_short_list_names_its_flag(tell):
    flags = ("add", "clause", "--date", "2020", "--source", "a", "--new-state", "--required", "3")
    answer, _ = tell(*flags, "--among", "Angola, Benin")
    assert answer.returncode == 2
    assert "3 of 2 listed States cannot be met: correct --required" in answer.stderr
    answer, found = tell(*flags, "--among", "Angola, Benin", "--among", "Cameroon")
    assert found.events[-1].condition[0].among == ("Angola", "Benin", "Cameroon")


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--date", "2013-01-01", "--source", "old"], "when its last source was published"),
        (["--date", TODAY + timedelta(days=9), "--source", "a"], "when it was recorded"),
        (
            ["--date", "2013", "--source-title", "T", "--published", TODAY + timedelta(days=9)],
            "published after",
        ),
    ],
)
def test_days_that_can_hardly_be_are_asked_to_be_insisted_on(tell, tracker, log, args, said):
    flags = ("add", "signature", "--state", "Iran", *args)
    answer, _ = tell(*flags)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "to record it all the same: --insist" in answer.stderr
    assert tell(*flags, "--insist")[0].returncode == 0
    checked = tracker("check", "--log", log)
    assert checked.returncode == 1
    assert said in checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("www.un.org/x?y=1", "https://www.un.org/x?y=1"),
        ("un.org", "https://un.org"),
        ("http://un.org/x", "http://un.org/x"),
        ("page 3", None),
        ("javascript:alert(1)", None),
        ("ftp://un.org", None),
    ],
)
def test_an_address_is_completed_or_refused(tell, url, kept):
    answer, found = tell("add", "source", "--title", "T", "--url", url)
    assert (answer.returncode == 0) == (kept is not None)
    if kept:
        assert found.sources[-1].url == kept
    else:
        assert "is no address of the web" in answer.stderr


def test_a_complete_list_counts_the_states_that_the_log_names(tell, tracker, log):
    flags = ("add", "report", "--complete", "--source", "a")
    answer, found = tell(*flags, "--date", "2011-12-31")
    assert answer.returncode == 0, answer.stderr
    assert found.events[-1].contracting == 2
    status = json.loads(tracker("status", "2011-12-31", "--log", log, "--format", "json").stdout)
    assert status["contracting"] == {"at_least": 2, "at_most": 2}
    assert "goes with --date" in tell(*flags)[0].stderr
    tell("correct", "iraq", "--date", "2011", "--reason", "the day is not known")
    assert 'whether "Iraq" had consented by' in tell(*flags, "--date", "2011-06-01")[0].stderr


def test_a_new_log_knows_its_members_and_what_comes_next_works(tracker, tmp_path):
    (tmp_path / "members.txt").write_text("Angola\n# a remark\nCameroon  # late\n")
    new = ("init", "my log.toml", "--title", "T", "--required", "2", "--among", "Angola, Benin")
    refused = tracker(*new, "--member", "Beniin")
    assert refused.returncode == 2
    assert 'did you mean "Benin"?' in refused.stderr
    answer = tracker(*new, "--member", "Benin", "--members", tmp_path / "members.txt")
    assert answer.returncode == 0, answer.stderr
    log, problems = read((tmp_path / "my log.toml").read_bytes(), "log")
    assert not problems
    members = [event.state for event in log.events if event.type == "membership"]
    assert members == ["Benin", "Angola", "Cameroon"]
    (following,) = [line for line in answer.stderr.splitlines() if line.startswith("next: ")]
    done = subprocess.run(
        ["sh", "-c", following.replace("next: tracker", f"{sys.executable} -m cica_tracker")],
        cwd=tmp_path,
        env=clean_environment(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.long
def test_ctrl_c_just_after_an_append_never_hides_that_it_was_written(tmp_path, log):
    before = log.read_bytes()
    told = []
    for number in range(20):
        log.write_bytes(before)
        running = subprocess.Popen(
            [sys.executable, "-m", "cica_tracker", "add", "signature", "--state", "Iran",
             "--date", "2011-01-01", "--source", "a", "--log", "log.toml"],
            cwd=tmp_path, env=clean_environment(),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        until = time.monotonic() + 20
        while log.stat().st_size == len(before) and time.monotonic() < until:
            time.sleep(0.0005)
        time.sleep(number / 4000)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=20)
        told.append(("iran-signature" in out, "stopped" in err))
        assert running.returncode in {0, -signal.SIGINT}, err
    assert set(told) == {(True, False)}


@pytest.mark.long
@pytest.mark.skipif(not shutil.which("strace"), reason="strace is not here")
@pytest.mark.usefixtures("log")
def test_a_killed_answer_leaves_no_hidden_file(tmp_path):
    for call in ("write", "fsync", "linkat"):
        subprocess.run(
            ["strace", "-f", "-o", "/dev/null", "-e", f"trace={call}",
             "-e", f"inject={call}:signal=KILL:when=1", sys.executable, "-m", "cica_tracker",
             "brief", "--log", "log.toml", "-o", "out.md"],
            cwd=tmp_path, env=clean_environment(), capture_output=True, check=False,
        )  # fmt: skip
        assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
