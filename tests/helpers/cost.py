"""What something costs in processor time, to be compared with what something else costs.

What else the machine does is not counted, and no test says a number of seconds: a law about cost
is a ratio of two of these.
"""

import resource
import subprocess
import time


def cost(work, times=3):
    """The least processor time of this process that a call takes, of so many."""

    def once():
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(times))


def cost_of_command(command, times=1, codes=(0,), **options):
    """The least processor time of a command as a process of its own, its children included."""

    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run(command, capture_output=True, check=False, **options)
        assert done.returncode in codes, done.stderr.decode()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return min(once() for _ in range(times))
