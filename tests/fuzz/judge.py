"""Whether a command took an input well: it answers, or it names what is wrong and where.

As a program it judges inputs of a kind in a process of its own, whose memory is limited:

    python tests/fuzz/judge.py KIND FIRST SEVERAL       prints a line of JSON for each fault
    python tests/fuzz/judge.py KIND NUMBER 1 --show     prints the input as well
"""

import json
import re
import resource
import signal
import sys
import tempfile
import traceback
import unicodedata
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from fuzz.generate import made
from helpers.command import run_inside

SECONDS = 10  # of processor time: twice what is promised, for machines that do much at once
MEGABYTES = 500
OR_ONE = {"changes", "check", "diff", "overview", "reconcile", "site"}  # 1: a log has problems
PLACE = re.compile(r"^log\.toml:\d+: .+", re.MULTILINE)
ACTS = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class TooLongError(BaseException):
    """The command has used up its processor time; no handler of errors catches this."""


@contextmanager
def processor_time(seconds):
    """Raise TooLong in what runs longer than so many seconds of this process's own time."""

    def stop(*_):
        raise TooLongError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def faults(one, folder):
    """What is wrong with how the commands of an input end: a sentence for each."""
    log = Path(folder) / "log.toml"
    log.write_bytes(one.log)
    found = []
    for command in one.commands:
        try:
            with processor_time(SECONDS):
                answer = run_inside(("--log", "log.toml", *command), folder, one.given)
        except TooLongError:
            found.append(f"{command}: over {SECONDS} s of processor time")
        except MemoryError:
            found.append(f"{command}: over {MEGABYTES} MB")
        except BaseException as error:  # noqa: BLE001  whatever it is, nobody may see it
            where = traceback.extract_tb(error.__traceback__)[-1]
            found.append(f"{command}: {error!r:.300} in {where.filename}:{where.lineno}")
        else:
            found += [f"{command}: {wrong}" for wrong in wrong_in(command, answer)]
        if log.exists() and log.read_bytes() != one.log:
            found.append(f"{command}: the log has changed")
            log.write_bytes(one.log)
    return found


def wrong_in(command, answer):
    """What is wrong with an answer, whatever was asked."""
    out, err, code = answer
    if code not in ({0, 1, 2} if command[0] in OR_ONE else {0, 2}):
        yield f"ends with {code!r}"
    if "Traceback" in err:
        yield "a traceback"
    if code == 2 and (out or not err.strip()):
        yield f"an error is said on standard error alone: {out[:200]!r}"
    yield from without_place(command, answer)
    as_csv = {"\r"} if "csv" in " ".join(command) else set()
    for text in (out, err):
        acting = {c for c in text if acts(c)} - {"\n", "\t"} - as_csv
        if acting:
            yield f"{acting!r} in {text[:200]!r}"
    if command[-2:] == ("--format", "json") and code in {0, 1}:
        yield from no_json(out)


def without_place(command, answer):
    """A problem of the log that does not say where."""
    out, err, code = answer
    if err.startswith("log.toml") and "problem" in err and not PLACE.search(err):
        yield f"a problem without a place: {err[:300]!r}"
    if command == ("check",) and code == 1 and not PLACE.search(out):
        yield f"a problem without a place: {out[:300]!r}"


def no_json(text):
    """Text that a strict reader of JSON refuses."""
    try:
        json.loads(text, parse_constant=lambda name: float("no" + name))
    except ValueError as error:
        yield f"no JSON: {error}"


def acts(character):
    """Whether it moves, colours, hides or reorders, or is no character at all."""
    return unicodedata.category(character) in ACTS or ord(character) & 0xFFFE == 0xFFFE


def main(kind, first, several, *, show=False):
    """Judge inputs, each fault a line on standard output; the last line says how many."""
    size = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit = size + MEGABYTES * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + several):
            one = made(kind, number)
            if show:
                sys.stdout.write(f"{one.log.decode('utf-8', 'backslashreplace')}\n{one[1:]}\n")
            for wrong in faults(one, folder):
                sys.stdout.write(json.dumps({"number": number, "wrong": wrong}) + "\n")
                sys.stdout.flush()
    sys.stdout.write(json.dumps({"judged": several}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), show="--show" in sys.argv)
