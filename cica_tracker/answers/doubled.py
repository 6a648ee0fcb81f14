"""Blocks that stand twice in a log: a merge of two branches, or two people, recorded one fact."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from cica_tracker.model.events import Consent, Event, Retraction
from cica_tracker.model.sources import Source

_ITS_OWN = {"id", "note", "recorded"}  # what may differ where two blocks say the same
_COUNTED = Consent | Retraction  # several unnamed consents are several; others are told elsewhere


def doubled_events(events: Iterable[Event]) -> Iterator[tuple[Event, Event]]:
    """Each event that says again what one before it says, with that one."""
    return _doubled(event for event in events if not isinstance(event, _COUNTED))


def doubled_sources(sources: Iterable[Source]) -> Iterator[tuple[Source, Source]]:
    """Each source, known by its date or address, that is described before, with that one."""
    return _doubled(source for source in sources if source.published or source.url)


_Block = TypeVar("_Block", Event, Source)


def _doubled(blocks: Iterable[_Block]) -> Iterator[tuple[_Block, _Block]]:
    before: dict[str, _Block] = {}
    for block in blocks:
        keys = [key for key in block.__dataclass_fields__ if key not in _ITS_OWN]
        said = repr([getattr(block, key) for key in keys])
        first = before.setdefault(said, block)
        if first is not block and first.id != block.id:
            yield block, first
