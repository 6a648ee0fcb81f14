"""`show`: one event or source, with all that is recorded of it."""

import click

from cica_tracker import words
from cica_tracker.answers.members import sources_of
from cica_tracker.answers.status import status_of
from cica_tracker.cli.asked import Asked
from cica_tracker.cli.common import format_option, lang_option, log_option, show_json
from cica_tracker.cli.completion import from_log
from cica_tracker.model.problems import LogError, did_you_mean
from cica_tracker.words.language import language


@click.command(epilog="Example: tracker show pakistan")
@click.argument("identifier", metavar="ID", shell_complete=from_log("event"))
@format_option("text", "json")
@lang_option
@log_option
def show_command(identifier: str, form: str, lang: str, log_file: str | None) -> None:
    """One event or source: all that is recorded of it, and all that rests on it.

    tracker log and tracker sources list the ids.
    """
    asked = Asked(log_file, None, None)
    log = asked.log
    event = log.event_by_id.get(identifier)
    used = next((one for one in sources_of(log) if one.source.id == identifier), None)
    if event is None and used is None:
        advice = did_you_mean(identifier, [*log.event_by_id, *log.source_by_id])
        raise LogError(f'there is no event or source "{identifier}"\n  {advice}')
    programs = words.programs
    if form == "json":
        found = programs.log_answer(log, (event,)) if event else None
        show_json((found or programs.sources_answer(log, (used,) if used else ())).as_json())
        return
    spoken = language(lang)
    status = status_of(asked.settled(), asked.as_of)
    if event is not None:
        why = programs.status_answer(status).why
        rests = (*why.at_least, *(why.at_most or ()))
        asked.shown(spoken, words.show.event_document(spoken, status, event, rests))
    elif used is not None:
        asked.shown(spoken, words.show.source_document(spoken, status, used))
