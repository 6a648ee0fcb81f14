"""The fields of every type of entry: each is a flag of `add`, and a question where one is asked.

One table serves both, so that what can be typed at a prompt can be given as a flag.
"""

from dataclasses import dataclass, replace
from typing import get_args

from cica_tracker.model.conditions import CONSENT_FORMS
from cica_tracker.model.events import AUTHORITIES, EVENT_TYPES, Counting

_METAVARS = {
    "state": "STATE",
    "date": "DATE",
    "day": "DAY",
    "text": "TEXT",
    "id": "ID",
    "source": "ID",
    "event": "ID",
    "count": "N",
    "threshold": "N",
    "span": "P30D",
    "start": "RULE",
    "part": "2/3",
    "weight": "N",
    "weights": "TABLE",
    "condition": "JSON",
    "choice": "NAME",
    "yes": "",
}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key in the file, its flags, what it holds, and the question that asks for it.

    `of` says where it belongs: "event", "condition" (of a clause), "source" or "treaty". An empty
    `question` means that nobody is asked for it.
    """

    key: str
    flags: tuple[str, ...]
    kind: str
    help: str
    question: str = ""
    choices: tuple[str, ...] = ()
    many: bool = False
    of: str = "event"

    @property
    def name(self) -> str:
        """The name of its option's value."""
        return f"{self.of}_{self.key}"

    @property
    def metavar(self) -> str:
        """What stands for the value in the help."""
        return "|".join(self.choices) if len(self.choices) in {2, 3} else _METAVARS[self.kind]


STATE = Field("state", ("--state",), "state", "The State, by any of its names.", "Which State")
DATE = Field(
    "date",
    ("--date",),
    "date",
    "The day; or a month, a year, or a window: [..2024-12-02], [2011-11-28..], "
    "[2024-12-03..2025-07-21].",
    "On which day",
)
NOTE = Field("note", ("--note",), "text", "A remark, in own words.", "Any note, in own words")
OWN = (
    NOTE,
    Field("id", ("--id",), "id", "An id of your own instead of the one made from the facts."),
    Field("recorded", ("--recorded",), "day", "The day of recording, if not today."),
)
CITED = Field(
    "source", ("--source",), "source", "A source of the log, by its id. May be repeated.", many=True
)
SOURCE = (
    Field(
        "title",
        ("--source-title",),
        "text",
        "Title of the source.",
        "What is its title",
        of="source",
    ),
    Field(
        "publisher", ("--publisher",), "text", "Who published it.", "Who published it", of="source"
    ),
    Field(
        "authority",
        ("--authority",),
        "choice",
        f"Whose word it is: {', '.join(AUTHORITIES)}.",
        "Whose word is it",
        AUTHORITIES,
        of="source",
    ),
    Field(
        "published",
        ("--published",),
        "date",
        "When it was published; a date of any form.",
        "When was it published",
        of="source",
    ),
    Field("url", ("--url",), "text", "Its address.", "What is its address (URL)", of="source"),
    Field(
        "locator",
        ("--locator",),
        "text",
        "Where in it: page, paragraph.",
        "Where in it (page, paragraph)",
        of="source",
    ),
    Field("note", ("--source-note",), "text", "A remark on it.", "Any note on it", of="source"),
    Field("id", ("--source-id",), "id", "An id for it instead of the one made.", of="source"),
)
REPORT = (
    Field(
        "contracting",
        ("--contracting",),
        "count",
        "How many have consented.",
        "How many had consented",
    ),
    Field(
        "remaining",
        ("--remaining",),
        "count",
        "How many are still needed.",
        "How many more were needed",
    ),
    Field(
        "contracting_min", ("--contracting-min",), "count", "At least so many.", "At least how many"
    ),
    Field(
        "contracting_max", ("--contracting-max",), "count", "At most so many.", "At most how many"
    ),
    Field(
        "basis",
        ("--basis",),
        "choice",
        "What the source counted: deposits, or domestic approvals.",
        "What did the source count",
        ("deposits", "domestic"),
    ),
)
CONDITION = (
    Field(
        "count",
        ("--required", "--count"),
        "threshold",
        "How many consents the clause asks for.",
        "How many consents does the clause ask for",
        of="condition",
    ),
    Field(
        "among",
        ("--among",),
        "state",
        "Only of this State. Repeat for each.",
        "Only of which States",
        many=True,
        of="condition",
    ),
    Field(
        "fraction",
        ("--fraction",),
        "part",
        "A part of the members or signatories instead of a number.",
        "Which part of a whole",
        of="condition",
    ),
    Field(
        "of",
        ("--of",),
        "choice",
        "What the fraction is of.",
        "A part of whom",
        ("members", "signatories"),
        of="condition",
    ),
    Field(
        "weight",
        ("--weight",),
        "weight",
        "A sum of weights instead of a number.",
        "Which sum of weights",
        of="condition",
    ),
    Field(
        "weights",
        ("--weights", "--weights-json"),
        "weights",
        'The weights: "China=20.09; Russia=7.5", or a JSON object.',
        "Which weights",
        of="condition",
    ),
    Field(
        "more_than",
        ("--more-than",),
        "yes",
        "More than the fraction or weight, not just as much.",
        "Must it be more than that",
        of="condition",
    ),
    Field(
        "forms",
        ("--forms", "--form"),
        "choice",
        "Only consents of this form. May be repeated.",
        "Only which forms of consent",
        CONSENT_FORMS,
        many=True,
        of="condition",
    ),
    Field(
        "not_counted",
        ("--not-counted",),
        "state",
        "A State that does not count. May be repeated.",
        "Which States do not count",
        many=True,
        of="condition",
    ),
    Field("label", ("--label",), "text", "A name for the condition.", of="condition"),
)
CLAUSE = (
    Field("delay", ("--delay",), "span", "The delay: P30D, P3M, P1Y.", "Which delay after that"),
    Field(
        "start",
        ("--start",),
        "start",
        "Then: first-of-next-month, first-of-month, first-of-next-year, or a day 07-22.",
        "And then from which day",
    ),
    Field(
        "counting",
        ("--counting",),
        "choice",
        "Whether the day of deposit is counted.",
        "How is the day of deposit counted",
        get_args(Counting),
    ),
    Field("not_before", ("--not-before",), "day", "Not before this day.", "Not before which day"),
    Field("on", ("--on",), "day", "A target day, if the conditions are met.", "Which target day"),
    Field("met_by", ("--met-by",), "day", "The deadline for it.", "Which deadline for it"),
    Field(
        "later_delay",
        ("--later-delay",),
        "span",
        "The delay for States that consent later.",
        "Which delay for States that consent later",
    ),
)
FURTHER = Field(
    "condition",
    ("--condition",),
    "condition",
    'A further condition: \'{"count": 7, "among": ["A", ...]}\'. May be repeated.',
    many=True,
)
_ACT = Field(
    "act", ("--act",), "text", "The act: its name or number.", "What is its name or number"
)
_OF = Field(
    "of", ("--of",), "event", "The id of the event to take back.", "Which event is taken back"
)
REASON = Field("reason", ("--reason",), "text", "Why.", "Why is it taken back")

TREATY = (
    Field(
        "title",
        ("--title",),
        "text",
        "The treaty's title.",
        "What is the title of the treaty",
        of="treaty",
    ),
    Field(
        "short_title",
        ("--short-title",),
        "text",
        "What it is called in a sentence.",
        "What is its short title",
        of="treaty",
    ),
    Field(
        "adopted",
        ("--adopted",),
        "date",
        "When it was adopted: no deposit is older.",
        "When was it adopted",
        of="treaty",
    ),
    Field("place", ("--place",), "text", "Where it was adopted.", "Where was that", of="treaty"),
    Field(
        "depositary",
        ("--depositary",),
        "text",
        "Who receives the instruments.",
        "Who is the depositary",
        of="treaty",
    ),
    Field("note", ("--note",), "text", "A remark on the treaty.", of="treaty"),
)

CONSENT_TYPES = frozenset(CONSENT_FORMS)


def fields_of(kind: str) -> tuple[Field, ...]:
    """The fields of a type of event, of a `source` or a `treaty`, in the order of asking."""
    if kind == "treaty":
        return (*TREATY, *CONDITION, FURTHER, *CLAUSE, *SOURCE)
    if kind == "source":
        recorded = replace(OWN[-1], of="source")
        return (*(replace(f, flags=_short(f)) for f in SOURCE), recorded)
    if kind == "clause":
        return (DATE, *CONDITION, FURTHER, *CLAUSE, CITED, *SOURCE, *OWN)
    if kind == "report":
        return (DATE, *REPORT, CITED, *SOURCE, *OWN)
    if kind == "entry-into-force":
        return (DATE, CITED, *SOURCE, *OWN)
    if kind == "retraction":
        return (_OF, REASON, DATE, CITED, *SOURCE, *OWN)
    if kind == "domestic-approval":
        return (STATE, _ACT, DATE, CITED, *SOURCE, *OWN)
    return (STATE, DATE, CITED, *SOURCE, *OWN)


def _short(field: Field) -> tuple[str, ...]:
    """The flags of a source's field where nothing but the source is given."""
    return tuple(dict.fromkeys((f"--{field.key}", *field.flags)))


TYPES = (*EVENT_TYPES, "source")
