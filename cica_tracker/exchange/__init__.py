"""Data that others made: depositaries' pages, researchers' tables, JSON; each becomes a log.

It knows the shapes of these files, how they write States, days and kinds of acts, and how what
they say compares with a log. It writes nothing and shows nothing: what it finds are values.
Nothing in a file is trusted: what is not understood is named, never guessed.
"""
