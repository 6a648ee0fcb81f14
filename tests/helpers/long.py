"""What leaves the default run, so that this ends in a minute on two cores; see `-m long`."""

import os

import pytest

long = pytest.mark.long

# The part of the examples of a law that is tried: .ci/run tries them all (LAW_EXAMPLES=1).
SHARE = float(os.environ.get("LAW_EXAMPLES", "0.1"))


def sampled(cases, every=4, *, spread=False):
    """Parameters: the first of every so many is in the default run, the others are long.

    `spread`: each case is a tuple of several parameters.
    """
    return [
        pytest.param(*(case if spread else (case,)), marks=[long] if place % every else [])
        for place, case in enumerate(cases)
    ]
