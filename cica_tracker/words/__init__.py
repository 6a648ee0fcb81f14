"""All wording: each answer becomes the neutral document, in the reader's language."""
