"""The page of a State: what it did under each treaty, and where no consent of it is recorded."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from functools import partial
from typing import Any, cast

from cica_tracker.answers.members import NOTHING
from cica_tracker.answers.overview import (
    OverviewRow,
    StateOverview,
    StateRow,
    in_order,
    joined,
    state_rows,
    unread,
)
from cica_tracker.model.state_table import code_of, fold, state_called, state_coded
from cica_tracker.model.value import value
from cica_tracker.site.templates import page
from cica_tracker.site.values import Later, Site, Treaty
from cica_tracker.words.document import Heading, Paragraph, Table
from cica_tracker.words.overview import state_document
from cica_tracker.words.site import labels

_LONGEST = 80
_COMMON = tuple(one.name for one in fields(OverviewRow))
_OWN = tuple(one.name for one in fields(StateRow) if one.name not in _COMMON)


@value
class Deeds:
    """What a State did under one treaty: the values of a `StateRow` that are its own."""

    name: str
    joined: bool
    own: tuple[Any, ...]


# What each did under one treaty, the facts of its row, and its page.
_Common = tuple[dict[str, Deeds], dict[str, Any], str]


def state_path(name: str) -> str:
    """The page of a State: under its ISO code, else under its name in plain letters."""
    if code := code_of(name):
        return f"state/{code}.html"
    slug = "-".join(fold(name).split())[:_LONGEST] or "state"
    return f"state/{slug}{'-' if state_coded(slug) else ''}.html"


def kept(treaty: Treaty) -> dict[str, Deeds]:
    """What each State did, by its identity."""
    rows = state_rows(treaty.log, treaty.settled, treaty.options.as_of)
    return {
        own: Deeds(name, joined(row), tuple(getattr(row, field) for field in _OWN))
        for own, (name, row) in rows.items()
    }


def names_of(site: Site) -> dict[str, str]:
    """The name of each State by its identity: as the table of States has it, else as a log does."""
    found: dict[str, str] = {}
    for one in site.treaties:
        for own, deeds in _kept(one.kept).items():
            if own not in found:
                state = state_called(deeds.name)
                found[own] = state.name if state else deeds.name
    return found


def _kept(several: Any) -> dict[str, Deeds]:
    return cast("dict[str, Deeds]", several.get("states", {}))


def of_all(site: Site) -> Iterator[Later]:
    """A page for each State of any treaty."""
    common = [
        (_kept(one.kept), {name: getattr(row, name) for name in _COMMON}, one.path)
        for one in site.treaties
        if isinstance(row := one.kept.get("index"), OverviewRow)
    ]
    made: set[str] = set()
    for own, name in sorted(names_of(site).items()):
        path = state_path(name)
        if path not in made:  # two names in other letters may be the same in plain ones
            made.add(path)
            yield path, partial(_page, site, common, own, name)


def _page(site: Site, common: Sequence[_Common], own: str, name: str) -> bytes:
    rows, paths = [], {}
    for deeds, facts, treaty in common:
        mine = deeds.get(own)
        did = dict(zip(_OWN, mine.own, strict=True)) if mine else {"standing": NOTHING}
        rows.append(StateRow(**facts, **did))
        paths[id(rows[-1])] = treaty
    rows += [unread(StateRow, one.name, 1, one.error) for one in site.treaties if one.error]
    ordered = in_order(rows)
    options = site.options
    found = StateOverview(as_of=options.as_of, known_on=None, state=name, treaties=ordered)
    document = state_document(options.words, found, advice=False)
    inside = [row for row in ordered if not row.error and row.consented is not None]
    outside = [row for row in ordered if not row.error and row.consented is None]
    unread_rows = [row for row in ordered if row.error]
    several = iter([one for one in (inside, outside, unread_rows) if one])
    tables = []
    heading = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            heading = block.text
        elif isinstance(block, Table):
            linked = [paths.get(id(row), "") for row in next(several)]
            tables.append((heading, block, list(zip(linked, block.rows, strict=True))))
    return page(
        "state.html",
        options,
        state_path(name),
        scripts=(),
        name=options.words.state(name),
        lead=document.title,
        notes=[b for b in document.blocks if isinstance(b, Paragraph)],
        tables=tables,
        say=labels(options.words),
    )
