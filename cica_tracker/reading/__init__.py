"""The way in from disk: which log is meant, its text to typed events, each problem at its line.

It knows TOML and the places of a text. It knows nothing of what the events amount to, and it writes
nothing anywhere.
"""
