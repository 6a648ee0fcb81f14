"""What an addition makes worse: the problems of a log after it that were not there before it.

A contradiction is new when answers set a statement aside that they did not set aside before.
"""

import re
from dataclasses import dataclass, replace

from cica_tracker.answers.check import conflicts, mistakes
from cica_tracker.model.events import Consent, Event, Log, Membership, Report, Retraction
from cica_tracker.model.problems import LogError, Problem
from cica_tracker.reading.positions import line_at
from cica_tracker.rules.contradictions import Contradiction, Settled

_VALUES = re.compile(r'"[^"]*"|\S+ \(line \d+\)')
_UNKNOWN_STATE = 'unknown State "'
_FIRST_MEMBERSHIP = (
    "this is the first membership of the log: from now on only recorded members may consent, and "
    "check says what does not fit until all of them are recorded"
)
_WITHOUT_MEMBERSHIP = (
    '"{state}" has no membership in this log, and check names it until it has: '
    'tracker add membership --new-state --state "{state}" ...'
)


@dataclass(frozen=True)
class Worse:
    """The new problems and the new contradictions. `notes` tell what is let pass."""

    problems: tuple[Problem, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    notes: tuple[str, ...] = ()


class Refused(LogError):  # noqa: N818  the writer may overrule it
    """An addition that nothing but a new contradiction stands against."""


def made_worse(
    log: Log,
    after: Log,
    new: Event | None,
    settled: tuple[Settled, Settled],
    new_states: frozenset[str],
) -> Worse:
    """What the last event `new` of `after` makes worse, or else the last source.

    `settled` is what the two logs say. A State of `new_states` may be unknown, and so may all
    others where nobody's membership was recorded before.
    """
    if new is not None and (there := _same_event(log, new)):
        return Worse((_twice(after, there),))
    found = mistakes(after)
    if found:
        before = {_kind(problem) for problem in mistakes(log)}
        found = tuple(problem for problem in found if _kind(problem) not in before)
    if new is None:
        return Worse(found)
    aside = {one.aside for one in settled[0].contradictions}
    contradictions = tuple(one for one in settled[1].contradictions if one.aside not in aside)
    unknown = [one for one in found if one.message.startswith(_UNKNOWN_STATE)]
    if _is_first_membership(log, new):
        rest = tuple(problem for problem in found if problem not in unknown)
        return Worse(rest, (), (_FIRST_MEMBERSHIP,) if unknown or contradictions else ())
    passed = [one for one in unknown if one.line >= after.event_lines[-1]]
    if passed and (state := getattr(new, "state", None)) in new_states:
        rest = tuple(problem for problem in found if problem not in passed)
        return Worse(rest, contradictions, (_WITHOUT_MEMBERSHIP.format(state=state),))
    return Worse(found, contradictions)


def _kind(problem: Problem) -> tuple[int, str]:
    """What makes a problem the same before and after: its line, and what is said without values."""
    return problem.line, _VALUES.sub("", problem.message)


def _same_event(log: Log, new: Event) -> Event | None:
    """The event in use that says what the new one says, perhaps from another source.

    What two sources report are two reports, and two States not named are two States.
    """
    if isinstance(new, Retraction):
        return None
    whole = isinstance(new, Consent) and new.state is None

    def said(event: Event) -> Event:
        plain = replace(event, id="", recorded=None)
        if not whole:
            plain = replace(plain, note=None)
        return plain if whole or isinstance(event, Report) else replace(plain, source=())

    wanted = said(new)
    state = getattr(new, "state", None)
    taken_back = {event.of for event in log.events if isinstance(event, Retraction)}
    for event in log.events:
        if event.type != new.type or event.date != new.date or event.id in taken_back:
            continue
        if getattr(event, "state", None) == state and said(event) == wanted:
            return event
    return None


def _twice(after: Log, there: Event) -> Problem:
    line = after.event_lines[after.events.index(there)]
    start = after.event_lines[-1]
    return Problem(
        after.name,
        start,
        f'this is recorded already: "{there.id}" (line {line})',
        "if it is another act, give what tells them apart; if the first is wrong, take it back: "
        f"tracker retract {there.id} --reason ...",
        line_at(after.lines, start),
    )


def _is_first_membership(log: Log, new: Event) -> bool:
    """Whether this is where a log begins to say who may consent, one State after another."""
    return isinstance(new, Membership) and not any(isinstance(e, Membership) for e in log.events)


def refusal(after: Log, worse: Worse, called: str, start: int) -> LogError:
    """Why nothing was written; lines of what is new count from `start`, the line it begins at."""
    contradicted = conflicts(after, worse.contradictions)
    found = tuple(_placed(problem, called, start) for problem in (*worse.problems, *contradicted))
    listed = "\n".join(map(str, found))
    if worse.problems:
        return LogError(f"{listed}\n{_number(found, 'problem')}: nothing was written", found)
    return Refused(
        f"{listed}\n{_number(found, 'contradiction')}: nothing was written\n"
        '  to record it all the same, say why: --accept-contradiction "..."',
        found,
    )


def _placed(problem: Problem, called: str, start: int) -> Problem:
    if problem.line < start:
        return problem
    return replace(problem, name=called, line=problem.line - start + 1)


def _number(found: tuple[Problem, ...], word: str) -> str:
    return f"{len(found)} {word}{'s' * (len(found) != 1)}"
