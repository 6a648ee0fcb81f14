"""`show`: one event or source, with all that is recorded of it."""

import click

from cica_tracker import words
from cica_tracker.answers.members import sources_of
from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked, answering
from cica_tracker.cli.completion import from_log
from cica_tracker.cli.options import answer_options, format_option
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.words.document import Document


@click.command(epilog="Example: tracker show pakistan")
@click.argument("identifier", metavar="ID", shell_complete=from_log("event"))
@format_option("text", "json")
@answer_options
@answering
def show_command(asked: Asked, identifier: str) -> None:
    """One event or source: all that is recorded of it, and all that rests on it.

    tracker log and tracker sources list the ids.
    """
    log, programs = asked.log, words.programs
    event = log.event_by_id.get(identifier)
    used = tuple(one for one in sources_of(log) if one.source.id == identifier)
    if event is None and not used:
        advice = did_you_mean(identifier, [*log.event_by_id, *log.source_by_id])
        raise LogError(f'there is no event or source "{identifier}"\n  {advice}')

    def document() -> Document:
        status = status_of(asked.settled, asked.as_of)
        if event is None:
            return words.show.source_document(asked.spoken, status, used[0])
        why = programs.status_answer(status).why
        rests = (*why.at_least, *(why.at_most or ()))
        return words.show.event_document(asked.spoken, status, event, rests)

    asked.answer(
        lambda: (
            programs.log_answer(asked.settled, (event,))
            if event
            else programs.sources_answer(asked.settled, used)
        ),
        document,
    )
