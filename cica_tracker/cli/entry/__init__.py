"""The way of an entry into a log: flags, JSON and questions in, an `Entry` of `writing` out.

It knows who may be asked and how. What an entry must have, and what it would make worse, it does
not know: `model` and `writing` say so.
"""
