"""A plain-text ledger of treaty ratifications, and the arithmetic of how many more are needed.

    log = load("data/ratifications.toml")
    answer = status(log, as_of=date(2024, 12, 31))
    answer.remaining             Range(at_least=1, at_most=3)
    answer.as_json()             what the command prints with --format json

Each name is loaded when it is first used. `docs/python.md` is the guide.
"""

__version__ = "0.1.0"

TYPE_CHECKING = False  # type checkers take it for true; importing it would load `typing`
if TYPE_CHECKING:
    from cica_tracker.answers.changes import ChangesAnswer
    from cica_tracker.answers.diff import Diff, diff
    from cica_tracker.answers.force import Span
    from cica_tracker.answers.lists import (
        LogAnswer,
        MembersAnswer,
        SourcesAnswer,
    )
    from cica_tracker.answers.overview import Overview, StateOverview
    from cica_tracker.answers.status import Range
    from cica_tracker.answers.timeline import TimelineAnswer
    from cica_tracker.answers.values import (
        CheckAnswer,
        ForceAnswer,
        PartiesAnswer,
        ReconcileAnswer,
        StatusAnswer,
    )
    from cica_tracker.model.dates import Window
    from cica_tracker.model.events import Log
    from cica_tracker.model.problems import LogError, Problem
    from cica_tracker.words.ask import (
        changes,
        check,
        events,
        force,
        load,
        members,
        overview,
        parties,
        reconcile,
        sources,
        status,
        timeline,
    )
else:
    _NAMES_OF = {
        "words.ask": "changes check events force load members overview parties reconcile sources "
        "status timeline",
        "answers.lists": "LogAnswer MembersAnswer SourcesAnswer",
        "answers.values": "CheckAnswer ForceAnswer PartiesAnswer ReconcileAnswer StatusAnswer",
        "answers.changes": "ChangesAnswer",
        "answers.diff": "Diff diff",
        "answers.overview": "Overview StateOverview",
        "answers.status": "Range",
        "answers.force": "Span",
        "answers.timeline": "TimelineAnswer",
        "model.dates": "Window",
        "model.events": "Log",
        "model.problems": "LogError Problem",
    }
    _MODULE_OF = {name: module for module, names in _NAMES_OF.items() for name in names.split()}

    def __getattr__(name: str) -> object:
        """A public name, from its module."""
        if name not in _MODULE_OF:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module  # noqa: PLC0415  the first use pays for it

        found = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
        globals()[name] = found
        return found

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})


__all__ = [
    "ChangesAnswer",
    "CheckAnswer",
    "Diff",
    "ForceAnswer",
    "Log",
    "LogAnswer",
    "LogError",
    "MembersAnswer",
    "Overview",
    "PartiesAnswer",
    "Problem",
    "Range",
    "ReconcileAnswer",
    "SourcesAnswer",
    "Span",
    "StateOverview",
    "StatusAnswer",
    "TimelineAnswer",
    "Window",
    "changes",
    "check",
    "diff",
    "events",
    "force",
    "load",
    "members",
    "overview",
    "parties",
    "reconcile",
    "sources",
    "status",
    "timeline",
]
