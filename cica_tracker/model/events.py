"""The nouns of the trade: sources, typed events, and the log that holds them.

    Log ── treaty        title, day of adoption
        ├─ sources       who published what, when, with what authority
        └─ events        each with an id, a window of days and its sources
             consent     what counts: ratification, acceptance, approval, accession, ...
             clause      the final clause: conditions, and a delay once they are met
             report      a source's statement of a count: an assertion, never an act
             ...         signatures, domestic approvals, memberships, withdrawals, ...

Each field says how the text of a file becomes its value; `reading` hands these types to pydantic,
which is not loaded here: a log that was checked before needs no checker.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Literal, get_args

from cica_tracker.model.dates import NO_TIME
from cica_tracker.model.fields import (
    Count,
    Day,
    Flag,
    Id,
    Name,
    Names,
    Part,
    Sources,
    Span,
    StartRule,
    Text,
    Threshold,
    Weight,
    Weights,
    When,
)

ConsentForm = Literal[
    "ratification",
    "acceptance",
    "approval",
    "accession",
    "succession",
    "formal-confirmation",
    "definitive-signature",
]
CONSENT_FORMS: tuple[str, ...] = get_args(ConsentForm)
Authority = Literal["depositary", "secretariat", "government", "press", "secondary"]
AUTHORITIES: tuple[str, ...] = get_args(Authority)
Counting = Literal["exclusive", "inclusive", "day-after"]


class _Fact:
    __slots__ = ()
    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Treaty(_Fact):
    """What the log is about. Nothing can be deposited before the day of `adopted`."""

    title: Text
    short_title: Text | None = None
    adopted: When | None = None
    place: Text | None = None
    depositary: Text | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source(_Fact):
    """A published text that events rest on, or that was read and found silent."""

    id: Id
    title: Text
    publisher: Text | None = None
    authority: Authority = "secondary"
    published: When | None = None
    url: Text | None = None
    locator: Text | None = None
    note: Text | None = None
    recorded: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Event(_Fact):
    id: Id
    date: When
    source: Sources
    note: Text | None = None
    recorded: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(_Event):
    """The deposit of an instrument that counts (VCLT arts. 11-16). `state` None: not named."""

    type: ConsentForm
    state: Name | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StateAct(_Event):
    """An act that does not count: a signature, or application before entry into force."""

    type: Literal["signature", "provisional-application"]
    state: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class DomesticApproval(_Event):
    """A parliament's or head of state's act; it comes before the deposit and does not count."""

    type: Literal["domestic-approval"]
    state: Name
    act: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawal(_Event):
    """A withdrawal or denunciation; `date` is the day it takes effect (VCLT art. 54)."""

    type: Literal["withdrawal"]
    state: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership(_Event):
    """A State becomes, or ceases to be, one of those who may consent."""

    type: Literal["membership", "membership-end"]
    state: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class NotYet(_Event):
    """At the end of that day the State had still not consented."""

    type: Literal["not-yet"]
    state: Name


@dataclass(frozen=True, slots=True, kw_only=True)
class Report(_Event):
    """A source's statement of a count at the end of a day: to be tested, never an act."""

    type: Literal["report"]
    contracting: Count | None = None
    remaining: Count | None = None
    contracting_min: Count | None = None
    contracting_max: Count | None = None
    basis: Literal["deposits", "domestic"] = "deposits"

    def __post_init__(self) -> None:
        low, high = self.contracting_min, self.contracting_max
        if self.contracting is self.remaining is low is high is None:
            raise ValueError(
                "a report says a number: contracting, remaining, contracting_min or contracting_max"
            )
        if low is not None and high is not None and low > high:
            raise ValueError(f"contracting_min {low} is above contracting_max {high}")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryIntoForce(_Event):
    """The depositary's announcement; `date` is the day the treaty enters into force."""

    type: Literal["entry-into-force"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retraction(_Fact):
    """Takes back the event `of`; the log itself is never edited. It may name a source."""

    type: Literal["retraction"]
    id: Id
    date: When
    of: Id
    reason: Text
    source: Sources = ()
    note: Text | None = None
    recorded: Day | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition(_Fact):
    """One condition of a final clause: a count, a fraction, or a sum of weights."""

    count: Threshold | None = None
    among: Names | None = None
    fraction: Part | None = None
    of: Literal["members", "signatories"] | None = None
    more_than: Flag = False
    weight: Weight | None = None
    weights: Weights | None = None
    forms: tuple[ConsentForm, ...] | None = None
    not_counted: Names = ()
    label: Text | None = None

    def __post_init__(self) -> None:
        kinds = [self.count is not None, self.fraction is not None, self.weight is not None]
        if sum(kinds) != 1:
            raise ValueError("a condition has exactly one of count, fraction and weight")
        if (self.fraction is None) != (self.of is None):
            raise ValueError('a fraction says of what: of = "members" or "signatories"')
        if (self.weight is None) != (self.weights is None):
            raise ValueError("a weight goes with a table of weights")
        if self.among is not None and self.count is None:
            raise ValueError("among goes with a count")
        if self.among is not None and (self.count or 0) > len(set(self.among)):
            raise ValueError(f"{self.count} of {len(set(self.among))} listed States cannot be met")
        if self.more_than and self.count is not None:
            raise ValueError("more_than goes with a fraction or a weight: write the next count")

    @property
    def plain(self) -> bool:
        """A number of consents of anyone: the condition that `required` speaks of."""
        return self.count is not None and self.among is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(_Event):
    """The final clause on entry into force: all conditions hold, then the delay runs."""

    type: Literal["clause"]
    condition: tuple[Condition, ...]
    delay: Span = NO_TIME
    start: StartRule | None = None
    counting: Counting = "exclusive"
    not_before: Day | None = None
    on: Day | None = None
    met_by: Day | None = None
    later_delay: Span | None = None

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


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFile(_Fact):
    """The file as a whole; `reading` gives `event` its tag."""

    schema: Literal[1]
    treaty: Treaty
    source: tuple[Source, ...] = ()
    event: tuple[Event, ...] = ()


@dataclass(frozen=True)
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
