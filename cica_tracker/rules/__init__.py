"""The arithmetic of a record: who may have consented when, bounds, contradictions, delays.

It knows the law and the numbers. It knows no file, no clock, no wording and no format.
"""
