"""The answers: each is a frozen value computed from a log and days.

They put the rules together to a question that somebody asks. They know no file, no clock and no
wording.
"""
