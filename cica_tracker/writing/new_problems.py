"""What an addition makes worse: the problems of a log after it that were not there before it.

A contradiction is new when answers set a statement aside that they did not set aside before.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from cica_tracker.answers.check import conflicts, doubts, mistakes
from cica_tracker.model.events import Consent, Event, Log, Membership, Report, Retraction
from cica_tracker.model.problems import LogError, Problem
from cica_tracker.model.value import value
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


@value
class NewProblems:
    """The new problems, contradictions, and days that can hardly be.

    `notes` tell what is let pass.
    """

    problems: tuple[Problem, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    doubts: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


class Refused(LogError):  # noqa: N818  the writer may overrule it
    """An addition that nothing but a contradiction or a doubtful day stands against."""


def new_problems(
    log: Log,
    after: Log,
    settled: tuple[Settled, Settled],
    new_states: frozenset[str],
    corrected: Mapping[str, str],
) -> NewProblems:
    """What makes the log `after` worse than `log`, of which it is a continuation.

    `settled` is what the two say. A State of `new_states` may be unknown, and so may all others
    where nobody's membership was recorded before. `corrected` has the id of what a new entry stands
    for: what was wrong with that is not new.
    """
    new = after.events[len(log.events) :]
    if twice := tuple(_twice(log, after)):
        return NewProblems(twice)
    found = mistakes(after)
    if found:
        starts = _starts(after, corrected)
        before = {_kind(problem, starts) for problem in mistakes(log)}
        found = tuple(problem for problem in found if _kind(problem, starts) not in before)
    doubted = doubts(after)
    doubtful = tuple(problem for problem in found if problem in doubted)
    found = tuple(problem for problem in found if problem not in doubted)
    if not new:
        return NewProblems(found, (), doubtful)
    aside = {one.set_aside for one in settled[0].contradictions}
    contradictions = tuple(
        one
        for one in settled[1].contradictions
        if corrected.get(one.set_aside, one.set_aside) not in aside
    )
    unknown = [one for one in found if one.message.startswith(_UNKNOWN_STATE)]
    if has_membership(new) and not has_membership(log.events):
        rest = tuple(problem for problem in found if problem not in unknown)
        noted = (_FIRST_MEMBERSHIP,) if unknown or contradictions else ()
        return NewProblems(rest, (), doubtful, noted)
    begins = after.event_lines[len(log.events)]
    passed = {
        one: state
        for one in unknown
        for state in new_states
        if one.line >= begins and one.message == f'{_UNKNOWN_STATE}{state}"'
    }
    rest = tuple(problem for problem in found if problem not in passed)
    notes = (_WITHOUT_MEMBERSHIP.format(state=state) for state in dict.fromkeys(passed.values()))
    return NewProblems(rest, contradictions, doubtful, tuple(notes))


def _starts(log: Log, corrected: Mapping[str, str]) -> list[tuple[int, int]]:
    """The line at which each block begins, and that of the block for which it stands."""
    lines, blocks = log.source_lines + log.event_lines, (*log.sources, *log.events)
    ids = [one.id for one in blocks]
    line_of = dict(zip(reversed(ids), reversed(lines), strict=True))
    return sorted((line, line_of[corrected.get(i, i)]) for line, i in zip(lines, ids, strict=True))


def _kind(problem: Problem, starts: Sequence[tuple[int, int]]) -> tuple[int, str]:
    """What makes a problem the same before and after: its block, what is said without values."""
    at = bisect_right(starts, (problem.line, problem.line)) - 1
    return starts[at][1] if at >= 0 else 0, _VALUES.sub("", problem.message)


def _twice(log: Log, after: Log) -> Iterator[Problem]:
    """The new events that say what another in use says, perhaps from another source."""
    wanted = {_outline(event) for event in after.events[len(log.events) :]}
    there: dict[object, list[Event]] = {}
    for at, event in enumerate(after.events):
        outline = _outline(event)
        if outline not in wanted or isinstance(event, Retraction) or event.id in after.taken_back:
            continue
        same = (one for one in there.get(outline, ()) if _said(one) == _said(event))
        if at >= len(log.events) and (before := next(same, None)):
            yield _recorded_already(after, at, before)
        there.setdefault(outline, []).append(event)


def _outline(event: Event) -> tuple[object, ...]:
    return event.type, event.date, getattr(event, "state", None)


def _said(event: Event) -> Event:
    """What an event says; two that say the same are one act.

    What two sources report are two reports, and two States not named are two States.
    """
    plain = replace(event, id="", recorded=None)
    whole = isinstance(event, Consent) and event.state is None
    if not whole:
        plain = replace(plain, note=None)
    return plain if whole or isinstance(event, Report) else replace(plain, source=())


def _recorded_already(after: Log, at: int, there: Event) -> Problem:
    line = after.event_lines[after.events.index(there)]
    start = after.event_lines[at]
    return Problem(
        after.name,
        start,
        f'this is recorded already: "{there.id}" (line {line})',
        "if it is another act, give what tells them apart; if the first is wrong, correct it: "
        f"tracker correct {there.id} ... --reason ...",
        line_at(after.lines, start),
    )


def has_membership(events: Iterable[Event]) -> bool:
    """Whether who may consent is recorded at all; else anybody may."""
    return any(isinstance(event, Membership) for event in events)


def refusal(after: Log, new: NewProblems, called: str, start: int) -> LogError:
    """Why nothing was written; lines of what is new count from `start`, the line it begins at."""
    against = conflicts(after, new.contradictions)
    every = (*new.problems, *against, *new.doubts)
    found = tuple(_placed(problem, called, start) for problem in every)
    listed = "\n".join(map(str, found))
    word = "problem" if new.problems or new.doubts else "contradiction"
    count = f"{listed}\n{_number(found, word)}: nothing was written"
    if new.problems:
        return LogError(count, found)
    flags = ['--accept-contradiction "why"'] * bool(against) + ["--insist"] * bool(new.doubts)
    return Refused(f"{count}\n  to record it all the same: {' '.join(flags)}", found)


def _placed(problem: Problem, called: str, start: int) -> Problem:
    if problem.line < start:
        return problem
    return replace(problem, name=called, line=problem.line - start + 1)


def _number(found: tuple[Problem, ...], word: str) -> str:
    return f"{len(found)} {word}{'s' * (len(found) != 1)}"
