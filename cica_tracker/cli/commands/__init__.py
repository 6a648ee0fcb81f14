"""A module for each command, by its name: its options, and which answer in which words.

It reads no file and words nothing itself; it is loaded when its command is called.
"""
