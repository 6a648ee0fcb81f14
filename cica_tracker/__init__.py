"""A plain-text ledger of treaty ratifications, and the arithmetic of how many more are needed."""

__version__ = "0.1.0"
