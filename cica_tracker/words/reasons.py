"""The chain of reasons behind a status: for each bound the statements that it rests on."""

from cica_tracker.answers.status import Status
from cica_tracker.rules.reasons import Chain
from cica_tracker.rules.record import Record
from cica_tracker.rules.spells import opportunities
from cica_tracker.words.document import Block, Bullets, Heading, Paragraph
from cica_tracker.words.facts import capital, events, noted, statement, supposed_or_stated
from cica_tracker.words.language import Language


def reasons(lang: Language, status: Status) -> list[Block]:
    """The chain of reasons for each bound, each with its source."""
    if not status.adopted:
        return []
    day = status.as_of.toordinal()
    settled = status.settled
    record = settled.record
    heading = lang.t("Why at least {n}", n=status.contracting.at_least)
    blocks: list[Block] = [
        Heading(heading),
        _chain(lang, status, settled.why_low(day), upper=False),
    ]
    high = settled.why_high(day)
    if status.contracting.at_most is None or high is None:
        blocks.append(Heading(lang.t("Why no upper bound")))
        text = lang.t("No later report and no record of members limits the count.")
        blocks.append(Bullets((Paragraph(text),)))
    else:
        blocks.append(Heading(lang.t("Why at most {n}", n=status.contracting.at_most)))
        blocks.append(_chain(lang, status, high, upper=True))
    if status.clause:
        text = capital(statement(lang, status.clause))
        blocks.append(Heading(lang.t("Why that many are required")))
        blocks.append(
            Bullets((Paragraph(noted(lang, status.clause, f"{text}."), status.clause.source),))
        )
    elif status.required:
        blocks.append(Heading(lang.t("Why that many are required")))
        items = [_step(lang, record, i) for one in settled.why_required() for i in one.statements]
        blocks.append(Bullets(tuple(dict.fromkeys(items))))
    return blocks


def _chain(lang: Language, status: Status, chain: Chain, *, upper: bool) -> Bullets:
    record = status.settled.record
    items = [_step(lang, record, identifier) for identifier in chain.ids]
    if not chain.ids:
        items.append(Paragraph(_beginning(lang, status, chain, upper=upper)))
    acts = (*chain.consents, *chain.departures)
    if acts:
        words = lang.t("Less those that came only later:") if upper else lang.t("Since then:")
        items.append(Paragraph(words, tone="dim"))
        items += [_step(lang, record, identifier) for identifier in acts[:12]]
        if len(acts) > 12:
            items.append(Paragraph(lang.n("and {n} more", "and {n} more", len(acts) - 12)))
    elif upper and chain.ids and chain.day > status.as_of.toordinal():
        items.append(Paragraph(lang.t("Before that day there were no more: consents only add up.")))
    elif not upper and chain.ids and chain.day < status.as_of.toordinal():
        text = lang.t("After that day there were no fewer: no withdrawal is recorded.")
        items.append(Paragraph(text))
    for via in chain.via:
        items += [_step(lang, record, identifier) for identifier in via.statements]
    return Bullets(tuple(items))


def _beginning(lang: Language, status: Status, chain: Chain, *, upper: bool) -> str:
    """What a bound starts from when it is no statement of the log."""
    record = status.settled.record
    if not upper:
        return lang.t("Before the adoption nobody had consented.")
    if not chain.members:
        return lang.t("Before the adoption nobody can have consented.")
    able = sum(first <= chain.day for _, first, _ in opportunities(record) or ())
    return lang.n(
        "At most {n} member State can have consented by then.",
        "At most {n} member States can have consented by then.",
        able,
    )


def _step(lang: Language, record: Record, identifier: str) -> Paragraph:
    def make() -> Paragraph:
        (event,) = events(record, (identifier,))
        text = f"{capital(supposed_or_stated(lang, event))}."
        return Paragraph(noted(lang, event, text), event.source)

    return record.once(("step", lang, identifier), make)
