"""What became known between two days, and what it did to each answer, in a sentence a treaty."""

from collections.abc import Iterator, Sequence
from datetime import date

from cica_tracker.answers.changes import ChangesAnswer, Standing, TreatyChanges, Turn
from cica_tracker.answers.status import Range
from cica_tracker.model.events import (
    Clause,
    Consent,
    EntryIntoForce,
    Event,
    Report,
    Withdrawal,
)
from cica_tracker.model.text import clean
from cica_tracker.words.answer import shortened
from cica_tracker.words.document import Block, Bullets, Document, Paragraph
from cica_tracker.words.facts import capital, needed, number, on_day, row, statement
from cica_tracker.words.language import Language
from cica_tracker.words.overview import force_words
from cica_tracker.words.picture import page_words

_TOLD = 3  # events in a sentence; a list has them all
_LISTED = 20
_WEIGHTIEST = (EntryIntoForce, Consent, Withdrawal, Clause, Report)


def changes_document(lang: Language, found: ChangesAnswer, notes: tuple[str, ...] = ()) -> Document:
    """What changed in each treaty; where there is but one, also what became known, in a list."""
    rows = [one for one in found.treaties if not one.error]
    turned = [(one, turn) for one in rows if (turn := one.turn) and turn.changed]
    same = [one for one in rows if not one.changed]
    unread = [one for one in found.treaties if one.error]
    blocks: list[Block] = [Paragraph(note, tone="dim") for note in notes]
    if len(found.treaties) == 1 and turned:
        ((_, turn),) = turned
        blocks += [Paragraph(sentence(lang, turn), tone="lead"), *news(lang, turn)]
    elif turned:
        items = (f"{_name(lang, one)}: {sentence(lang, turn)}" for one, turn in turned)
        blocks.append(Bullets(tuple(map(Paragraph, items))))
    if same and turned:
        names = row(lang, [_name(lang, one) for one in same], _LISTED)
        blocks.append(Paragraph(lang.t("Nothing changed: {names}.", names=names), tone="dim"))
    blocks += [
        Paragraph(
            lang.t("{log} cannot be read: {why}", log=clean(one.log), why=clean(one.error or "")),
            tone="warn",
        )
        for one in unread
    ]
    blocks += [Paragraph(text, tone="dim") for text in _limits(lang, found)]
    title = _title(lang, found, len(rows), len(turned))
    return Document(title, tuple(blocks), lang.code, words=page_words(lang))


def _name(lang: Language, one: TreatyChanges) -> str:
    return shortened(lang.title(one.about) if one.about else clean(one.log), 60)


def _title(lang: Language, found: ChangesAnswer, read: int, changed: int) -> str:
    first, last = lang.day(found.since), lang.day(found.until)
    name = _name(lang, found.treaties[0]) if len(found.treaties) == 1 else ""
    if found.by == "files":
        if changed and name:
            return lang.t("{treaty}: what changed", treaty=name)
        if not changed:
            return lang.n(
                "Nothing changed in {n} treaty.", "Nothing changed in {n} treaties.", read
            )
        return lang.n(
            "{changed} of {n} treaty changed.",
            "{changed} of {n} treaties changed.",
            read,
            changed=changed,
        )
    if not changed:
        return lang.n(
            "From {first} to {last} nothing changed in {n} treaty.",
            "From {first} to {last} nothing changed in {n} treaties.",
            read,
            first=first,
            last=last,
        )
    if name:
        return lang.t(
            "{treaty}: what changed from {first} to {last}", treaty=name, first=first, last=last
        )
    return lang.n(
        "From {first} to {last} {changed} of {n} treaty changed.",
        "From {first} to {last} {changed} of {n} treaties changed.",
        read,
        changed=changed,
        first=first,
        last=last,
    )


def sentence(lang: Language, one: Turn) -> str:
    """What became known, and what it did: "Kuwait deposited on ...: 1 → 0 more needed; ..."."""
    if not one.changed:
        return lang.t("Nothing changed.")
    told = _told(lang, one) or lang.t("nothing new became known")
    effect = "; ".join(_effect(lang, one))
    if len(one.learned) + len(one.retracted) > 1:
        return f"{capital(told)}. {capital(effect)}."
    return f"{capital(told)}: {effect}."


def news(lang: Language, one: Turn) -> list[Block]:
    """Every event that became known, and every one that was taken back, with their sources."""
    items = [
        Paragraph(f"{capital(statement(lang, event))}.", event.source)
        for event in _in_order(one.learned)
    ]
    items += [
        Paragraph(lang.t("Taken back: {event}.", event=statement(lang, event)), event.source)
        for event in _in_order(one.retracted)
    ]
    return [Bullets(tuple(items))] if items else []


def _told(lang: Language, one: Turn) -> str:
    """The weightiest of what became known, and of what was taken back."""
    events = [_event(lang, event) for event in _in_order(one.learned)]
    events += [
        lang.t("taken back: {event}", event=statement(lang, event))
        for event in _in_order(one.retracted)
    ]
    told = "; ".join(events[:_TOLD])
    if (rest := len(events) - _TOLD) > 0:
        told += "; " + lang.n("{n} entry more", "{n} entries more", rest)
    return told


def _in_order(events: Sequence[Event]) -> list[Event]:
    """Events by their weight for the answer, then by their days."""

    def weight(event: Event) -> int:
        kinds = (n for n, kind in enumerate(_WEIGHTIEST) if isinstance(event, kind))
        return next(kinds, len(_WEIGHTIEST))

    return sorted(events, key=lambda event: (weight(event), event.date.last, event.id))


def _event(lang: Language, event: Event) -> str:
    if isinstance(event, Consent) and event.type != "definitive-signature":
        when = on_day(lang, event.date)
        return lang.t("{state} deposited {when}", state=lang.state(event.state), when=when)
    return statement(lang, event)


def _effect(lang: Language, one: Turn) -> Iterator[str]:
    """How many more are needed, and the entry into force, before and after."""
    before, after = one.before, one.after
    if after.remaining is not None and before.in_force != "yes":
        yield _needed(lang, before.remaining, after.remaining)
    else:
        yield _contracting(lang, before.contracting, after.contracting)
    if (before.entry_into_force, before.in_force) != (after.entry_into_force, after.in_force):
        yield _force(lang, after, one.day)


def _needed(lang: Language, before: Range | None, after: Range) -> str:
    if before is None:
        return needed(lang, after)
    if before == after:
        return lang.t("still {needed}", needed=needed(lang, after))
    old, new = number(lang, before), number(lang, after)
    return lang.t("{old} → {new} more needed", old=old, new=new)


def _contracting(lang: Language, before: Range, after: Range) -> str:
    new = number(lang, after)
    if before == after:
        return lang.t("still {n} contracting States", n=new)
    return lang.t("{old} → {new} contracting States", old=number(lang, before), new=new)


def _force(lang: Language, after: Standing, as_of: date) -> str:
    words = force_words(lang, after.entry_into_force, after.in_force, as_of, lang.day)
    if words is None:
        return lang.t("no day of entry into force follows any more")
    return lang.t("in force {when}", when=words)


def _limits(lang: Language, found: ChangesAnswer) -> Iterator[str]:
    """What the clock that was asked for cannot tell."""
    undated = sum(one.undated for one in found.treaties)
    if not undated:
        return
    if found.by == "recorded":
        yield lang.n(
            "{n} entry does not say when it was recorded: it counts as there from the start.",
            "{n} entries do not say when they were recorded: they count as there from the start.",
            undated,
        )
    else:
        yield lang.n(
            "{n} entry rests on no source with a day of publication: it never became known. "
            "--by recorded goes by the day of recording.",
            "{n} entries rest on no source with a day of publication: they never became known. "
            "--by recorded goes by the day of recording.",
            undated,
        )
