"""The first page: every treaty in a row, to be sorted and searched where there is a script."""

from collections.abc import Iterator
from typing import cast

from cica_tracker.answers.overview import Overview, OverviewRow, in_order, overview_row, unread
from cica_tracker.model.value import value
from cica_tracker.site.embedded import embedded
from cica_tracker.site.states import Deeds, names_of, state_path
from cica_tracker.site.templates import page
from cica_tracker.site.values import File, Site, Treaty
from cica_tracker.words.document import Cell, Paragraph, Table
from cica_tracker.words.overview import overview_document
from cica_tracker.words.site import labels

PATH = "index.html"


@value
class Row:
    """A treaty's row: its page, "" where its log cannot be read, and by what its cells are sorted.

    `open`: not certainly in force.
    """

    path: str
    cells: tuple[Cell, ...]
    keys: tuple[str, ...]
    open: bool


def kept(treaty: Treaty) -> OverviewRow:
    """The treaty's row."""
    return overview_row(treaty.log, treaty.settled, treaty.options.as_of)


def of_all(site: Site) -> Iterator[File]:
    """The page."""
    words = site.options.words
    rows: dict[str, OverviewRow] = {
        one.name: unread(OverviewRow, one.name, 1, one.error)
        if one.error
        else cast("OverviewRow", one.kept["index"])
        for one in site.treaties
    }
    path_of = {id(rows[one.name]): "" if one.error else one.path for one in site.treaties}
    order = in_order(rows.values())
    found = Overview(as_of=site.options.as_of, known_on=None, treaties=order)
    document = overview_document(words, found, advice=False)
    table = next(block for block in document.blocks if isinstance(block, Table))
    shown = [
        Row(path_of[id(row)], cells, _keys(place, row), row.in_force != "yes")
        for place, (row, cells) in enumerate(zip(order, table.rows, strict=True))
    ]
    yield (
        PATH,
        page(
            PATH,
            site.options,
            PATH,
            scripts=("index.js",),
            site=site,
            lead=document.title,
            heads=table.labels,
            rows=shown,
            notes=[b for b in document.blocks if isinstance(b, Paragraph)],
            say=labels(words),
            states=_states(site, [row.path for row in shown]),
        ),
    )


def _keys(place: int, row: OverviewRow) -> tuple[str, ...]:
    """By what each column is sorted: all but the name by a text that sorts as its value does."""
    force = row.day_in_force
    word = row.last_word.date if row.last_word else None
    return "", f"{place:04}", force.isoformat() if force else "z", word.isoformat() if word else "z"


def _states(site: Site, paths: list[str]) -> str:
    """The States with their pages and the rows of the treaties that they have joined, as JSON."""
    at = {path: place for place, path in enumerate(paths)}
    joined: dict[str, list[int]] = {}
    for one in site.treaties:
        for own, deeds in cast("dict[str, Deeds]", one.kept.get("states", {})).items():
            joined.setdefault(own, [])
            if deeds.joined:
                joined[own].append(at[one.path])
    names = names_of(site)
    words = site.options.words
    found = [
        [words.state(names[own]), state_path(names[own]), sum(1 << place for place in places)]
        for own, places in joined.items()
    ]
    listed = [[name, path, f"{rows:x}"] for name, path, rows in sorted(found)]
    return embedded(listed)
