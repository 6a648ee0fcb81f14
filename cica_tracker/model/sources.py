"""What a log is about, and the published texts that it rests on."""

from dataclasses import field
from typing import Annotated, Literal, get_args

from cica_tracker.model.fields import (
    About,
    Day,
    Id,
    LanguageCode,
    SourceTexts,
    Text,
    TreatyTexts,
    When,
)
from cica_tracker.model.value import value

Authority = Literal["depositary", "secretariat", "government", "press", "secondary"]
AUTHORITIES: tuple[str, ...] = get_args(Authority)

# What people are told of the fields that events have as well.
RECORDED = About("The day of recording, if not today.")
IN_LANGUAGES = About("These texts in other languages, by the language's code.")
_IN_LANGUAGES = About("The source's texts in other languages, by the language's code.")


@value(kw_only=True)
class Treaty:
    """What the log is about. Nothing can be deposited before the day of `adopted`."""

    title: Annotated[Text, About("The treaty's title.", "What is the title of the treaty")]
    short_title: Annotated[
        Text | None, About("What it is called in a sentence.", "What is its short title")
    ] = None
    adopted: Annotated[
        When | None, About("When it was adopted: no deposit is older.", "When was it adopted")
    ] = None
    place: Annotated[Text | None, About("Where it was adopted.", "Where was that")] = None
    depositary: Annotated[
        Text | None, About("Who receives the instruments.", "Who is the depositary")
    ] = None
    note: Annotated[Text | None, About("A remark on the treaty.")] = None
    language: Annotated[
        LanguageCode, About("The language of the log's own texts, by its code.")
    ] = "en"
    in_: Annotated[TreatyTexts | None, IN_LANGUAGES] = field(default=None, hash=False)


@value(kw_only=True)
class Source:
    """A published text that events rest on, or that was read and found silent."""

    id: Annotated[Id, About("An id for it instead of the one made.")]
    title: Annotated[Text, About("Title of the source.", "What is its title")]
    publisher: Annotated[Text | None, About("Who published it.", "Who published it")] = None
    authority: Annotated[
        Authority, About(f"Whose word it is: {', '.join(AUTHORITIES)}.", "Whose word is it")
    ] = "secondary"
    published: Annotated[
        When | None, About("When it was published; a date of any form.", "When was it published")
    ] = None
    url: Annotated[Text | None, About("Its address.", "What is its address (URL)")] = None
    locator: Annotated[
        Text | None, About("Where in it: page, paragraph.", "Where in it (page, paragraph)")
    ] = None
    note: Annotated[Text | None, About("A remark on it.", "Any note on it")] = None
    recorded: Annotated[Day | None, RECORDED] = None
    in_: Annotated[SourceTexts | None, _IN_LANGUAGES] = field(default=None, hash=False)
