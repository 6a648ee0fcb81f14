"""The page of a State: what it did under each treaty."""

from cica_tracker.model.state_table import code_of, fold, state_coded

_LONGEST = 80


def state_path(name: str) -> str:
    """The page of a State: under its ISO code, else under its name in plain letters."""
    if code := code_of(name):
        return f"state/{code}.html"
    slug = "-".join(fold(name).split())[:_LONGEST] or "state"
    return f"state/{slug}{'-' if state_coded(slug) else ''}.html"
