"""What leaves the default run, so that this ends in a minute on two cores; see `-m long`."""

import pytest

long = pytest.mark.long


def sampled(cases, every=4, *, spread=False):
    """Parameters: the first of every so many is in the default run, the others are long.

    `spread`: each case is a tuple of several parameters.
    """
    return [
        pytest.param(*(case if spread else (case,)), marks=[long] if place % every else [])
        for place, case in enumerate(cases)
    ]
