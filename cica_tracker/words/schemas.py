"""The JSON Schema of each command's answer, by the command's name."""

from typing import Any

from cica_tracker.answers import values
from cica_tracker.answers.as_json import schema_of
from cica_tracker.answers.timeline import TimelineAnswer
from cica_tracker.words.document import Document

ANSWERS: dict[str, type] = {
    "status": values.StatusAnswer,
    "reconcile": values.ReconcileAnswer,
    "force": values.ForceAnswer,
    "parties": values.PartiesAnswer,
    "members": values.MembersAnswer,
    "log": values.LogAnswer,
    "sources": values.SourcesAnswer,
    "check": values.CheckAnswer,
    "timeline": TimelineAnswer,
    "brief": Document,
}


def schema_of_command(command: str) -> dict[str, Any]:
    """The JSON Schema (2020-12) of what a command prints with `--format json`."""
    return schema_of(ANSWERS[command])
