"""What something costs in processor time, to be compared with what something else costs.

What else the machine does is not counted, and no test says a number of seconds: a law about cost
is a ratio of two of these, measured in turn, with room for a machine on which others work.
"""

import resource
import subprocess
import time

from helpers.command import clean_environment


def costs(*works, times=3):
    """The least processor time that each takes, of so many turns, its processes included."""
    taken = [[_cost(work) for work in works] for _ in range(times)]
    return [min(of_one) for of_one in zip(*taken, strict=True)]


def command(words, codes=(0,), env=None, **options):
    """A command as a process of its own, to be measured; it ends with one of the codes."""

    def run():
        done = subprocess.run(
            words, env=clean_environment(env), capture_output=True, check=False, **options
        )
        assert done.returncode in codes, done.stderr.decode()

    return run


def _cost(work):
    before = _spent()
    work()
    return _spent() - before


def _spent():
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
