"""The whole dialogue: questions, the entry and the change in the answer, and a last yes or no."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import click

from cica_tracker.cli.asking import Conversation
from cica_tracker.cli.common import today
from cica_tracker.cli.finding import StateFinder
from cica_tracker.cli.gathering import facts_of
from cica_tracker.cli.options import How
from cica_tracker.cli.prompts import Back, Question, ask, confirm, line
from cica_tracker.cli.streams import say
from cica_tracker.model.problems import LogError
from cica_tracker.words.change import change
from cica_tracker.words.languages import language
from cica_tracker.writing.admit import Basis, Ready, make_ready
from cica_tracker.writing.entry import Facts
from cica_tracker.writing.from_json import with_states
from cica_tracker.writing.new_problems import Refused

if TYPE_CHECKING:
    from cica_tracker.reading.logbook import Logbook


def converse(
    basis: Basis,
    logbook: "Logbook",
    kind: str | None,
    given: Mapping[str, Any],
    how: How,
    find: StateFinder,
) -> tuple[Facts, Ready]:
    """The facts that were asked for, shown and agreed to, and what they make.

    Raises click.Abort when the person stops, or says no.
    """
    conversation = Conversation(basis.log, find, kind, given)
    say(f"to {logbook.name}; ? lists what is known, < goes back, Ctrl-C stops")
    accepted = how.accept_contradiction
    while True:
        conversation.ask_all()
        event, source = facts_of(conversation.kind, conversation.values)
        if event is not None:
            event = with_states(event, find)
        facts = Facts(event, source, accepted, frozenset(find.new))
        ready = _ready(basis, facts)
        if isinstance(ready, str):
            accepted = ready
            if not accepted:
                conversation.go_back()
            continue
        _show(ready, logbook.name)
        agreed = confirm("Print it?" if how.dry_run else "Append it?")
        if isinstance(agreed, Back):
            accepted = how.accept_contradiction
            conversation.go_back()
            continue
        if not agreed:
            raise click.Abort
        return facts, ready


def _ready(basis: Basis, facts: Facts) -> Ready | str:
    """What the facts make; or, where they are refused, the reason to record them all the same.

    An empty reason means that an answer is to be changed.
    """
    try:
        return make_ready(basis, facts, today())
    except Refused as refused:
        say(str(refused.args[0]).rpartition("\n")[0])
        why = Question(
            "Why should it be recorded all the same",
            str,
            "a reason, which goes into its note",
            optional=True,
            skip="go back",
        )
        answer = ask(why)
        return "" if isinstance(answer, Back) else answer.value or ""
    except LogError as refused:
        say(str(refused))
        line("Enter goes back to the last question; Ctrl-C stops ")
        return ""


def _show(ready: Ready, name: str) -> None:
    say("")
    say(f"This would be appended at line {ready.line} of {name}:")
    say("")
    for text in ready.text.splitlines():
        say(f"  {text}")
    say("")
    for note in ready.notes:
        say(f"note: {note}")
    say(change(language(), ready.basis.settled, ready.settled, ready.event, today()))
