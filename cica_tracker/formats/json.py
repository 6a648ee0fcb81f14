"""The document as JSON: its blocks with typed cells, and its sources."""

from typing import Any

from cica_tracker.model.text import json_text
from cica_tracker.words.document import (
    Block,
    Bullets,
    Cell,
    Chart,
    Document,
    Heading,
    Meter,
    Paragraph,
    Table,
    Tiles,
)


def json(document: Document) -> str:
    """The document as text, indented; the same keys whatever it says."""
    return json_text(structure(document)) + "\n"


def structure(document: Document) -> dict[str, Any]:
    """The document as plain values."""
    supposed = {"hypothetical": list(document.assumed)} if document.assumed else {}
    return {
        "title": document.title,
        "subtitle": document.subtitle,
        "about": document.about,
        "made": document.made,
        "language": document.language,
        "blocks": [block(one) for one in document.blocks],
        "sources": [
            {"number": one.number, "id": one.id, "text": one.text, "url": one.url}
            for one in document.references
        ],
        **supposed,
    }


def block(one: Block) -> dict[str, Any]:
    """A block as plain values; `type` says which it is."""
    match one:
        case Heading():
            return {"type": "heading", "level": one.level, "text": one.text}
        case Paragraph():
            return {"type": "paragraph", **_said(one)}
        case Bullets():
            return {"type": "bullets", "items": [_said(item) for item in one.items]}
        case Table():
            return {
                "type": "table",
                "caption": one.caption,
                "columns": [
                    {"key": key, "label": label, "numeric": number in one.numeric}
                    for number, (key, label) in enumerate(zip(one.keys, one.labels, strict=True))
                ],
                "rows": [dict(zip(one.keys, map(_cell, row), strict=True)) for row in one.rows],
            }
        case Tiles():
            return {
                "type": "tiles",
                "key": one.key,
                "caption": one.caption,
                "groups": [
                    {
                        "label": group.label,
                        "text": group.text,
                        "tone": group.tone,
                        "tiles": [_cell(cell) for cell in group.tiles],
                    }
                    for group in one.groups
                ],
            }
        case Meter():
            return {
                "type": "meter",
                "certain": one.certain,
                "possible": one.possible,
                "required": one.required,
                "text": one.text,
            }
        case Chart():
            return chart(one)


def chart(one: Chart) -> dict[str, Any]:
    """A chart as plain values; days as in ISO 8601, `null` for no bound."""
    return {
        "type": "chart",
        "title": one.title,
        "text": one.text,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "required": one.required,
        "points": [
            {"from": point.day.isoformat(), "at_least": point.low, "at_most": point.high}
            for point in one.points
        ],
        "marks": [
            {
                "kind": mark.kind,
                "first": mark.first.isoformat(),
                "last": mark.last.isoformat(),
                "at_least": mark.low,
                "at_most": mark.high,
                "text": mark.text or mark.label,
                "sources": list(mark.cites),
            }
            for mark in one.marks
        ],
    }


def _said(paragraph: Paragraph) -> dict[str, Any]:
    return {"text": paragraph.text, "tone": paragraph.tone, "sources": list(paragraph.cites)}


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "value": cell.value,
        "text": cell.text,
        "tone": cell.tone,
        "url": cell.url,
        "sources": list(cell.cites),
    }
