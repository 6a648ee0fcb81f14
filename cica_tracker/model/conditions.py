"""One condition of a final clause, and the forms of consent that it may count."""

from dataclasses import field
from typing import Annotated, Literal, get_args

from cica_tracker.model.fields import About, Flag, Names, Part, Text, Threshold, Weight, Weights
from cica_tracker.model.value import value

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


@value(kw_only=True)
class Condition:
    """One condition of a final clause: a count, a fraction, or a sum of weights."""

    count: Annotated[
        Threshold | None,
        About(
            "How many consents the clause asks for.", "How many consents does the clause ask for"
        ),
    ] = None
    among: Annotated[Names | None, About("Only of this State.", "Only of which States")] = None
    fraction: Annotated[
        Part | None,
        About("A part of the members or signatories instead of a number.", "Which part of a whole"),
    ] = None
    of: Annotated[
        Literal["members", "signatories"] | None,
        About("What the fraction is of.", "A part of whom"),
    ] = None
    weight: Annotated[
        Weight | None, About("A sum of weights instead of a number.", "Which sum of weights")
    ] = None
    weights: Annotated[
        Weights | None,
        About('The weights: "China=20.09; Russia=7.5", or a JSON object.', "Which weights"),
    ] = field(default=None, hash=False)  # a table; what else a condition says is hash enough
    more_than: Annotated[
        Flag,
        About("More than the fraction or weight, not just as much.", "Must it be more than that"),
    ] = False
    forms: Annotated[
        tuple[ConsentForm, ...] | None,
        About("Only consents of this form.", "Only which forms of consent"),
    ] = None
    not_counted: Annotated[
        Names, About("A State that does not count.", "Which States do not count")
    ] = ()
    label: Annotated[Text | None, About("A name for the condition.")] = None

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
