"""All wording: each answer becomes the neutral document, in the language of the reader.

It knows languages. It computes no number, and it knows no format.
"""
