"""How long the common commands take in a fresh process, as a ratio to importing what they use.

    python benchmarks/startup.py [--runs 15] [--limit]

The baseline `import click, rich.table, rich.console, pydantic; pydantic.BaseModel` runs in turn
with the commands, so that a slow or busy machine slows all alike. With --limit the exit code is 1
where a command takes more than its share: `status` 1.4 times the baseline, `--help` half of it.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time

IMPORTS = "import click, rich.table, rich.console, pydantic; pydantic.BaseModel"
BASELINE = [sys.executable, "-c", IMPORTS]
TRACKER = [sys.executable, "-c", "from cica_tracker.cli import program; program()"]
COMMANDS = {
    "status": ([*TRACKER, "status"], 1.4),
    "status --format json": ([*TRACKER, "status", "--format", "json"], 1.4),
    "--help": ([*TRACKER, "--help"], 0.5),
}


def seconds(command: list[str], environ: dict[str, str]) -> float:
    """How long a command takes as a whole process."""
    start = time.perf_counter()
    subprocess.run(command, env=environ, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
    return time.perf_counter() - start


def main() -> int:
    """Print each command's median and its ratio to the baseline, taken pair by pair."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--limit", action="store_true", help="fail above the promised ratios")
    options = parser.parse_args()
    slow = 0
    # As installed: an installer compiles what it puts in place.
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    for name, (command, limit) in COMMANDS.items():
        seconds(command, environ)
        pairs = [
            (seconds(command, environ), seconds(BASELINE, environ)) for _ in range(options.runs)
        ]
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        taken = statistics.median(ours for ours, _ in pairs)
        print(f"{name:30} {taken * 1000:6.0f} ms  ratio {ratio:4.2f}  (promised {limit})")
        slow += ratio > limit
    return 1 if slow and options.limit else 0


if __name__ == "__main__":
    sys.exit(main())
