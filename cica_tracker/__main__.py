"""`python -m cica_tracker` is the command `tracker`."""

from cica_tracker.cli import program

program()
