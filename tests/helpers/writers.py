"""Programs that append, many at once or until they are killed; run as `python writers.py WHAT ...`.

They are processes of their own, so that a test run with threads need not be forked, and each
forks its writers after everything is loaded, so that a writer costs a few milliseconds.
"""

import json
import os
import random
import re
import select
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from pathlib import Path

from cica_tracker.model.problems import LogError
from cica_tracker.reading.logbook import Logbook
from cica_tracker.writing.admit import Basis, admit
from cica_tracker.writing.enter import enter
from cica_tracker.writing.entry import Addition, Entry
from cica_tracker.writing.files import locked

TODAY = date(2026, 11, 21)


def facts(number):
    """The facts of an event that no other number has, with a source of its own for every tenth."""
    event = {"type": "signature", "state": f"State {number}", "date": "2026-03-01"}
    if number % 10:
        return Addition((Entry({**event, "source": "a"}),))
    source = {"title": f"Notice {number}", "published": "2026-03-02"}
    return Addition((Entry(event, source),))


def say(found):
    """Tell the test what was found."""
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def many(folder, processes, each):
    """Let so many processes append so many different events each, all at the same time."""
    logbook = Logbook(Path(folder) / "log.toml", "log.toml")
    start_read, start_write = os.pipe()
    children = []
    for number in range(processes):
        child = os.fork()
        if child == 0:
            os.close(start_write)
            os.read(start_read, 1)  # all begin when the other end is closed
            code = 0
            for at in range(each):
                try:
                    enter(logbook, facts(number * each + at), TODAY)
                except BaseException as error:  # noqa: BLE001  whatever it was, it is a failure
                    sys.stderr.write(f"{type(error).__name__}: {error}\n")
                    code = 1
            os._exit(code)
        children.append(child)
    os.close(start_write)
    failed = sum(os.waitpid(child, 0)[1] != 0 for child in children)
    say({"failed": failed})


def random_kills(folder, times, seed):
    """Kill appends at random moments, so many before they end, and see what each has left."""
    chance = random.Random(seed)
    logbook = Logbook(Path(folder) / "log.toml", "log.toml")
    original = logbook.path.read_bytes()
    took = _time_of(logbook)
    found = Counter()
    for number in range(3 * times):
        if found["killed"] == times:
            break
        logbook.path.write_bytes(original)  # so that each turn takes the same time
        old, new = _old_and_new(logbook, facts(number))
        child = os.fork()
        if child == 0:
            _append_and_end(logbook, facts(number))
        time.sleep(chance.uniform(0, took * 1.5))
        os.kill(child, signal.SIGKILL)
        ended = os.waitpid(child, 0)[1]
        found["killed" if os.WIFSIGNALED(ended) else "finished"] += 1
        found[_what_is_left(logbook, old, new)] += 1
        found[_next_one(logbook, number)] += 1
    say(found)


def each_call(folder):
    """Kill an append at each of its system calls in turn (strace's fault injection)."""
    logbook = Logbook(Path(folder) / "log.toml", "log.toml")
    trace = Path(folder).parent / "trace"
    original = logbook.path.read_bytes()
    _time_of(logbook)  # what is loaded only once is loaded now
    _traced(logbook, 0, ["-o", str(trace)])
    calls = re.findall(r"^(\w+)\(", trace.read_text(), re.MULTILINE)
    seen, found, killed, survived = Counter(), Counter(), [], []
    for number, call in enumerate(calls, 1):
        seen[call] += 1
        if call in {"exit_group", "restart_syscall"}:
            continue
        logbook.path.write_bytes(original)
        old, new = _old_and_new(logbook, facts(number))
        inject = f"inject={call}:signal=KILL:when={seen[call]}"
        ended = _traced(logbook, number, ["-e", inject, "-o", "/dev/null"])
        (killed if os.WIFSIGNALED(ended) else survived).append(call)
        found[_what_is_left(logbook, old, new)] += 1
        found[_next_one(logbook, number)] += 1
    say({**found, "killed": killed, "survived": survived})


def _traced(logbook, number, options):
    """Append in a child that strace watches from just before, and how the child ended."""
    go_read, go_write = os.pipe()
    child = os.fork()
    if child == 0:
        os.read(go_read, 1)
        _append_and_end(logbook, facts(number))
    watcher = subprocess.Popen(
        ["strace", "-p", str(child), *options], stderr=subprocess.PIPE, text=True
    )
    ready, _, _ = select.select([watcher.stderr], [], [], 20)
    line = watcher.stderr.readline() if ready else "strace said nothing"
    os.write(go_write, b"!")
    ended = os.waitpid(child, 0)[1]
    rest = watcher.stderr.read()
    watcher.wait(20)
    os.close(go_read)
    os.close(go_write)
    if "attached" not in line:
        raise SystemExit(f"strace: {line}{rest}")
    return ended


def _append_and_end(logbook, what):
    try:
        enter(logbook, what, TODAY)
    except LogError:
        os._exit(1)
    os._exit(0)


def _time_of(logbook):
    began = time.perf_counter()
    enter(logbook, facts(-1), TODAY)
    return time.perf_counter() - began


def _old_and_new(logbook, what):
    old = logbook.path.read_bytes()
    return old, old + admit(Basis(old, logbook.name), what, TODAY).added


def _what_is_left(logbook, old, new):
    """Whether the file is the old or the new one, byte for byte."""
    data = logbook.path.read_bytes()
    return "old" if data == old else "new" if data == new else "spoilt"


def _next_one(logbook, number):
    """Whether the next append works, and leaves nothing beside the log."""
    before = logbook.path.read_bytes()
    enter(logbook, facts(10_000 + number), TODAY)
    alone = [entry.name for entry in logbook.path.parent.iterdir()] == [logbook.path.name]
    grown = logbook.path.read_bytes().startswith(before)
    return "next append is well" if alone and grown else "next append is not well"


def hold(folder):
    """Take the lock, say so, and never give it back."""
    with locked(Path(folder) / "log.toml", "log.toml"):
        say("held")
        time.sleep(600)


if __name__ == "__main__":
    what, folder, *numbers = sys.argv[1:]
    {"many": many, "random_kills": random_kills, "each_call": each_call, "hold": hold}[what](
        folder, *map(int, numbers)
    )
