"""The nouns of the trade: typed events, and the log that holds them with its sources.

    Log ── treaty        title, day of adoption
        ├─ sources       who published what, when, with what authority
        └─ events        each with an id, a window of days and its sources
             consent     what counts: ratification, acceptance, approval, accession, ...
             clause      the final clause: conditions, and a delay once they are met
             report      a source's statement of a count: an assertion, never an act
             ...         signatures, domestic approvals, memberships, withdrawals, ...

Each field says how the text of a file becomes its value, and what people are told of it;
`field_info` gathers that, for `reading` and for all who ask for a field.
"""

from dataclasses import field
from functools import cached_property
from typing import Annotated, Literal, get_args

from cica_tracker.model.conditions import Condition, ConsentForm
from cica_tracker.model.dates import NO_TIME
from cica_tracker.model.fields import (
    About,
    Count,
    Day,
    EventId,
    EventTexts,
    Id,
    Name,
    Sources,
    Span,
    StartRule,
    Text,
    When,
)
from cica_tracker.model.sources import IN_LANGUAGES, RECORDED, Source, Treaty
from cica_tracker.model.value import value

Counting = Literal["exclusive", "inclusive", "day-after"]

# What people are told of the fields that several blocks have.
_ID = About("An id of your own instead of the one made from the facts.")
_STATE = About("The State, by any of its names.", "Which State")
_DATE = About(
    "The day; or a month, a year, or a window: [..2024-12-02], [2011-11-28..], "
    "[2024-12-03..2025-07-21].",
    "On which day",
)
_SOURCE = About("A source of the log, by its id.", "From which source")
_NOTE = About("A remark, in own words.", "Any note, in own words")


@value(kw_only=True)
class _Event:
    id: Annotated[Id, _ID]
    date: Annotated[When, _DATE]
    source: Annotated[Sources, _SOURCE]
    note: Annotated[Text | None, _NOTE] = None
    recorded: Annotated[Day | None, RECORDED] = None
    in_: Annotated[EventTexts | None, IN_LANGUAGES] = field(default=None, hash=False)


@value(kw_only=True)
class Consent(_Event):
    """The deposit of an instrument that counts (VCLT arts. 11-16). `state` None: not named."""

    type: ConsentForm
    state: Annotated[Name | None, _STATE] = None


@value(kw_only=True)
class _OfState(_Event):
    state: Annotated[Name, _STATE]


@value(kw_only=True)
class StateAct(_OfState):
    """An act that does not count: a signature, or application before entry into force."""

    type: Literal["signature", "provisional-application"]


@value(kw_only=True)
class DomesticApproval(_OfState):
    """A parliament's or head of state's act; it comes before the deposit and does not count."""

    type: Literal["domestic-approval"]
    act: Annotated[
        Text | None, About("The act: its name or number.", "What is its name or number")
    ] = None


@value(kw_only=True)
class Withdrawal(_OfState):
    """A withdrawal or denunciation; `date` is the day it takes effect (VCLT art. 54)."""

    type: Literal["withdrawal"]


@value(kw_only=True)
class Membership(_OfState):
    """A State becomes, or ceases to be, one of those who may consent."""

    type: Literal["membership", "membership-end"]


@value(kw_only=True)
class NotYet(_OfState):
    """At the end of that day the State had still not consented."""

    type: Literal["not-yet"]


@value(kw_only=True)
class Report(_Event):
    """A source's statement of a count at the end of a day: to be tested, never an act."""

    type: Literal["report"]
    contracting: Annotated[
        Count | None, About("How many have consented.", "How many had consented")
    ] = None
    remaining: Annotated[
        Count | None, About("How many are still needed.", "How many more were needed")
    ] = None
    contracting_min: Annotated[Count | None, About("At least so many.", "At least how many")] = None
    contracting_max: Annotated[Count | None, About("At most so many.", "At most how many")] = None
    basis: Annotated[
        Literal["deposits", "domestic"],
        About(
            "What the source counted: deposits, or domestic approvals.", "What did the source count"
        ),
    ] = "deposits"

    def __post_init__(self) -> None:
        low, high = self.contracting_min, self.contracting_max
        if self.contracting is self.remaining is low is high is None:
            raise ValueError(
                "a report says a number: contracting, remaining, contracting_min or contracting_max"
            )
        if low is not None and high is not None and low > high:
            raise ValueError(f"contracting_min {low} is above contracting_max {high}")


@value(kw_only=True)
class EntryIntoForce(_Event):
    """The depositary's announcement; `date` is the day the treaty enters into force."""

    type: Literal["entry-into-force"]


@value(kw_only=True)
class Retraction:
    """Takes back the event `of`; the log itself is never edited. It may name a source."""

    type: Literal["retraction"]
    id: Annotated[Id, _ID]
    date: Annotated[When, _DATE]
    of: Annotated[EventId, About("The id of the event to take back.", "Which event is taken back")]
    reason: Annotated[Text, About("Why.", "Why is it taken back")]
    source: Annotated[Sources, _SOURCE] = ()
    note: Annotated[Text | None, _NOTE] = None
    recorded: Annotated[Day | None, RECORDED] = None
    in_: Annotated[EventTexts | None, IN_LANGUAGES] = field(default=None, hash=False)


@value(kw_only=True)
class Clause(_Event):
    """The final clause on entry into force: all conditions hold, then the delay runs."""

    type: Literal["clause"]
    condition: Annotated[
        tuple[Condition, ...], About('A further condition: \'{"count": 7, "among": ["A", ...]}\'.')
    ]
    delay: Annotated[Span, About("The delay: P30D, P3M, P1Y.", "Which delay after that")] = NO_TIME
    start: Annotated[
        StartRule | None,
        About(
            "Then: first-of-next-month, first-of-month, first-of-next-year, or a day 07-22.",
            "And then from which day",
        ),
    ] = None
    counting: Annotated[
        Counting,
        About("Whether the day of deposit is counted.", "How is the day of deposit counted"),
    ] = "exclusive"
    not_before: Annotated[Day | None, About("Not before this day.", "Not before which day")] = None
    on: Annotated[
        Day | None, About("A target day, if the conditions are met.", "Which target day")
    ] = None
    met_by: Annotated[Day | None, About("The deadline for it.", "Which deadline for it")] = None
    later_delay: Annotated[
        Span | None,
        About(
            "The delay for States that consent later.", "Which delay for States that consent later"
        ),
    ] = None

    def __post_init__(self) -> None:
        if not self.condition:
            raise ValueError("a clause has at least one [[event.condition]] with a count")
        if self.met_by is not None and self.on is None:
            raise ValueError("met_by goes with a target day: on = DATE")

    @property
    def plain(self) -> Condition | None:
        """The condition that counts consents of anyone, if there is one."""
        return next((condition for condition in self.condition if condition.plain), None)


Event = (
    Clause
    | Consent
    | StateAct
    | DomesticApproval
    | Withdrawal
    | Membership
    | NotYet
    | Report
    | EntryIntoForce
    | Retraction
)
MODEL_OF: dict[str, type[Event]] = {
    name: model for model in get_args(Event) for name in get_args(model.__annotations__["type"])
}
EVENT_TYPES: tuple[str, ...] = tuple(MODEL_OF)


@value
class Log:
    """One treaty's log: every fact, in the order of the file. `name` says where it was read."""

    treaty: Treaty
    sources: tuple[Source, ...]
    events: tuple[Event, ...]
    name: str = "log"
    source_lines: tuple[int, ...] = ()
    event_lines: tuple[int, ...] = ()
    lines: tuple[str, ...] = ()

    @cached_property
    def source_by_id(self) -> dict[str, Source]:
        """The first source of each id."""
        return {source.id: source for source in reversed(self.sources)}

    @cached_property
    def event_by_id(self) -> dict[str, Event]:
        """The first event of each id."""
        return {event.id: event for event in reversed(self.events)}

    @cached_property
    def taken_back(self) -> frozenset[str]:
        """The ids of the events that have been retracted."""
        return frozenset(event.of for event in self.events if isinstance(event, Retraction))

    @cached_property
    def in_use(self) -> tuple[Event, ...]:
        """The events that say something: neither retracted nor retractions."""
        return tuple(
            event
            for event in self.events
            if event.id not in self.taken_back and not isinstance(event, Retraction)
        )
