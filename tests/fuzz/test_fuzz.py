"""Over a hundred thousand inputs: each gives an answer, or a problem with a place.

    python -m pytest -m fuzz                    all of them
    FUZZ_SHARE=0.05 python -m pytest -m fuzz    a twentieth of each kind, from its beginning

FUZZ_FIRST=200000 begins each kind at that number instead of 0, for inputs nobody has tried. What
was found stands as a test of its own in `test_found`.
"""

import importlib.util
import json
import os
import subprocess
import sys
from math import ceil
from pathlib import Path

import pytest

SEVERAL = {
    "damaged": 40_000,
    "drawn": 24_000,
    "dated": 20_000,
    "json_given": 10_000,
    "typed": 8_000,
}
GUIDED = 40_000
SHARE = float(os.environ.get("FUZZ_SHARE", "1"))
FIRST = int(os.environ.get("FUZZ_FIRST", "0"))
CHUNK = 500
HERE = Path(__file__).parent

pytestmark = pytest.mark.fuzz


def chunks():
    for kind, several in SEVERAL.items():
        wanted = ceil(several * SHARE)
        for first in range(0, wanted, CHUNK):
            yield pytest.param(kind, FIRST + first, min(CHUNK, wanted - first))


@pytest.mark.parametrize(("kind", "first", "several"), list(chunks()))
def test_every_input_gives_an_answer_or_a_problem_with_a_place(kind, first, several):
    command = [sys.executable, HERE / "judge.py", kind, str(first), str(several)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=3600)
    assert done.returncode == 0, done.stderr[-3000:]
    *found, last = map(json.loads, done.stdout.splitlines())
    assert last == {"judged": several}
    assert not found, "\n".join(f"{kind} {one['number']}: {one['wrong']}" for one in found)


def test_there_are_a_hundred_thousand_of_them():
    assert sum(SEVERAL.values()) >= 100_000


@pytest.mark.skipif(not importlib.util.find_spec("atheris"), reason="atheris is not installed here")
def test_inputs_led_by_coverage_find_nothing_either(tmp_path):
    runs = ceil(GUIDED * SHARE)
    command = [sys.executable, HERE / "guided.py", tmp_path, f"-runs={runs}", "-max_len=4096"]
    limits = ["-rss_limit_mb=800", f"-seed={FIRST + 1}"]
    done = subprocess.run(
        [*command, *limits], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"Done {runs} runs" in done.stderr
