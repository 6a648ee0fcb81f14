"""What each command answers, by the command's name: its JSON Schema is that of the value."""

from typing import Any

from cica_tracker.answers import lists, values
from cica_tracker.answers.changes import ChangesAnswer
from cica_tracker.answers.exchanged import DiffAnswer, ImportAnswer
from cica_tracker.answers.overview import Overview, StateOverview
from cica_tracker.answers.timeline import TimelineAnswer
from cica_tracker.words.document import Document

ANSWERS: dict[str, Any] = {
    "status": values.StatusAnswer,
    "reconcile": values.ReconcileAnswer,
    "force": values.ForceAnswer,
    "parties": values.PartiesAnswer,
    "members": lists.MembersAnswer,
    "log": lists.LogAnswer,
    "sources": lists.SourcesAnswer,
    "check": values.CheckAnswer,
    "timeline": TimelineAnswer,
    "changes": ChangesAnswer,
    "overview": Overview,
    "overview-state": StateOverview,
    "diff": DiffAnswer,
    "import": tuple[ImportAnswer, ...],
    "brief": Document,
}
