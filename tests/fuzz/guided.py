"""Inputs led by coverage: bytes that reach new lines of the program are kept and changed further.

    python tests/fuzz/guided.py FOLDER -runs=20000 -seed=1

`FOLDER` keeps what was found to reach further. It ends with an error at the first fault.
"""

import sys
import tempfile
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1]))

with atheris.instrument_imports(include=["cica_tracker", "tomllib"]):
    from fuzz.generate import Input, drawn, made, real_logs
    from fuzz.judge import faults
    from helpers.command import run_inside

    run_inside(("check",), ".")  # loads what is loaded only when it is used


def main():
    """Start from the smallest real logs and some drawn ones."""
    corpus = Path(sys.argv[1])
    starts = sorted(real_logs(), key=len)[:12]
    starts += [made(drawn.__name__, number).log for number in range(40)]
    for number, data in enumerate(starts):
        (corpus / f"start-{number}").write_bytes(data)
    with tempfile.TemporaryDirectory() as folder:

        def judge(data):
            found = faults(Input(data, (("check",),)), folder)
            if found:
                raise AssertionError(found)

        atheris.Setup(sys.argv, judge)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
