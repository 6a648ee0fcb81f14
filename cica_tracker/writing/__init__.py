"""The way into a log: an entry made ready, tried against the log, and appended as one block.

It knows how a file is replaced without loss. It knows no question and no answer on a screen.
"""
