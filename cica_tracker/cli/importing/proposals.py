"""What a file says beyond a log: shown, and appended where that is wanted."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from cica_tracker.answers.diff import Pair
from cica_tracker.answers.proposals import Proposals, propose
from cica_tracker.cli.entry.prompts import choose
from cica_tracker.cli.importing.options import Destination, Read, only_one
from cica_tracker.cli.options import today, which_log
from cica_tracker.cli.screen import show, show_json
from cica_tracker.cli.streams import say
from cica_tracker.exchange.outcome import Outcome
from cica_tracker.model.events import Event
from cica_tracker.model.plain import values_of
from cica_tracker.reading.logbook import Logbook, read_bytes
from cica_tracker.rules.contradictions import make_consistent
from cica_tracker.words.change import change
from cica_tracker.words.diff import entry_words
from cica_tracker.words.exchange import proposals_document
from cica_tracker.words.facts import capital
from cica_tracker.words.language import language
from cica_tracker.writing.admit import Admitted, Basis
from cica_tracker.writing.append import refuse_shipped, writable
from cica_tracker.writing.batch import admit_batch, batch
from cica_tracker.writing.enter import enter_made

if TYPE_CHECKING:
    from cica_tracker.exchange.found import Found

Chosen = tuple[Sequence[Event], Sequence[Pair]]


def compare(file: str, read: "Read", to: Destination) -> None:
    """Show what a file says beyond the log, and append what is accepted, all or nothing."""
    found = only_one(read(file), file)
    logbook = which_log(to.log_file)
    basis = Basis(read_bytes(logbook), logbook.name)
    proposals = _proposals(basis, found)
    if to.accept or to.dry_run:
        (refuse_shipped if to.dry_run else writable)(logbook)
    if to.dry_run:
        made = _made(basis, proposals, _wanted(proposals, to.accept or "all"))
        sys.stdout.buffer.write(made.added)
        sys.stdout.buffer.flush()
        return
    ids: tuple[str, ...] = ()
    if to.accept:
        ids = _append(logbook, found, to, _chooser(to.accept))
        _tell(basis, proposals, found, logbook, to, ids)
        if to.form != "json":
            _appended(logbook, ids, to)
        return
    _tell(basis, proposals, found, logbook, to, ids)
    if not proposals.any or to.form == "json":
        return
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        say(
            language(to.lang).t(
                "nothing was written; append it with --accept new, or with corrections: "
                "--accept all"
            )
        )
        return
    chosen = _asked(proposals, to)
    if not chosen[0] and not chosen[1]:
        say(language(to.lang).t("nothing was written"))
        return
    writable(logbook)
    _appended(logbook, _append(logbook, found, to, lambda one: _still(one, chosen)), to)


def _proposals(basis: "Basis", found: "Found") -> "Proposals":
    return propose(basis.log, found.log, found.covers)


def _wanted(proposals: "Proposals", accept: str) -> "Chosen":
    return proposals.new, proposals.differs if accept == "all" else ()


def _chooser(accept: str) -> "Callable[[Proposals], Chosen]":
    return lambda proposals: _wanted(proposals, accept)


def _still(proposals: "Proposals", chosen: "Chosen") -> "Chosen":
    """What was chosen, as far as the log still lacks it."""
    return (
        [event for event in proposals.new if event in chosen[0]],
        [pair for pair in proposals.differs if pair in chosen[1]],
    )


def _append(
    logbook: "Logbook", found: "Found", to: Destination, chosen: "Callable[[Proposals], Chosen]"
) -> tuple[str, ...]:
    """Append what is chosen of what the log, locked, then lacks; the ids of the new events."""

    def make(basis: Basis) -> Admitted:
        proposals = _proposals(basis, found)
        return _made(basis, proposals, chosen(proposals))

    def waiting() -> None:
        say(language(to.lang).t("another process is writing to the log: waiting for it"))

    return _ids(enter_made(logbook, make, waiting=waiting))


def _ids(made: Admitted) -> tuple[str, ...]:
    return tuple(event.id for event in made.events)


def _made(basis: Basis, proposals: "Proposals", chosen: "Chosen") -> Admitted:
    """What would be added, of what is chosen."""
    entries = list(proposals.entries(*chosen, today()))
    sources = [values_of(source) for source in proposals.sources(entries)]
    blocks = batch(basis.taken, sources, entries, today(), proposals.known)
    return admit_batch(basis, blocks if entries else ())


def _tell(
    basis: "Basis",
    proposals: "Proposals",
    found: "Found",
    logbook: "Logbook",
    to: Destination,
    ids: tuple[str, ...],
) -> None:
    if to.form == "json":
        if not to.accept:
            ids = _ids(_made(basis, proposals, (proposals.new, ())))
        result = Outcome(found.file, logbook.name, found, ids, proposals).as_json()
        show_json([result])
        return
    lang = language(to.lang)
    result = Outcome(found.file, logbook.name, found, ids, proposals).as_json()
    show(
        proposals_document(lang, proposals, result, _effect(basis, proposals, found, to)),
        long=False,
    )


def _effect(basis: "Basis", proposals: "Proposals", found: "Found", to: Destination) -> str:
    """What appending it all would do to the answer; "" where nothing is to be appended."""
    if not proposals.any:
        return ""
    made = _made(basis, proposals, _wanted(proposals, "all"))
    event = next(iter((*proposals.new, *(pair.b for pair in proposals.differs))))
    settled = basis.settled, make_consistent(made.after)
    return change(language(to.lang), *settled, event, found.retrieved)


def _appended(logbook: "Logbook", ids: tuple[str, ...], to: Destination) -> None:
    lang = language(to.lang)
    if not ids:
        say(lang.t("nothing was appended: there is nothing new"))
        return
    said = lang.n(
        "appended {n} event to {log}", "appended {n} events to {log}", len(ids), log=logbook.name
    )
    say(said, err=False)


def _asked(proposals: "Proposals", to: Destination) -> "Chosen":
    """What somebody at the terminal wants of it."""
    lang = language(to.lang)
    new, corrections = len(proposals.new), len(proposals.differs)
    ways = {
        "all": lang.t("all ({n})", n=new + corrections),
        "new": lang.t("only what is new ({n})", n=new),
        "one": lang.t("one by one"),
        "quit": lang.t("nothing"),
    }
    if not new or not corrections:
        del ways["new"]
    answers = {"yes": lang.t("yes"), "no": lang.t("no")}

    def wanted(text: str) -> bool:
        return choose(capital(text), answers) == "yes"

    try:
        way = choose(lang.t("What is to be appended"), ways)
        if way == "one":
            return (
                [event for event in proposals.new if wanted(entry_words(lang, event))],
                [
                    pair
                    for pair in proposals.differs
                    if wanted(f"{entry_words(lang, pair.a)} → {entry_words(lang, pair.b)}")
                ],
            )
        return _wanted(proposals, way) if way in {"all", "new"} else ((), ())
    except click.Abort:
        say(lang.t("stopped: nothing was written"))
        raise click.exceptions.Exit(1) from None
