"""The values of the trade: days, events, States, problems, text made safe.

It knows what each kind of fact is, and the tables of States beside it. It knows no other file, no
clock, no screen and no arithmetic of counts.
"""
