"""The values of the trade: days, events, States, problems, text made safe.

It knows what each kind of fact is. It knows no file, no clock, no screen and no arithmetic of
counts.
"""
