"""What a condition of the clause still lacks at the end of a day: a number, and listed States."""

from cica_tracker.model.conditions import Condition
from cica_tracker.rules.bounds import Bounds
from cica_tracker.rules.conditions import Progress
from cica_tracker.rules.evidence import counted_by
from cica_tracker.rules.narrowing import spells_left
from cica_tracker.rules.record import Record
from cica_tracker.rules.spells import spells_of
from cica_tracker.rules.steps import Amount


def remaining_of(progress: Progress, day: int) -> tuple[Amount, Amount]:
    """The least and the most consents, or weight, that are lacking; never below 0."""
    fewest, most = (float(steps.at(day)) for steps in progress.have)
    least, utmost = (float(steps.at(day)) for steps in progress.need)
    return max(0.0, least - most), max(0.0, utmost - fewest)


def missing_of(
    record: Record, bounds: Bounds, condition: Condition, day: int
) -> tuple[str, ...] | None:
    """The States that a condition lists and that have not certainly consented; None: of anyone."""
    listed = condition.among if condition.among is not None else condition.weights
    if listed is None:
        return None
    key = "counted", id(condition)  # it lives as long as the record that has it
    counting = counted_by(condition)
    counted = record.once(
        key, lambda: {one.id for one in spells_of(record, counting)[0] if not one.implied}
    )
    certain = {
        spell.state
        for spell in spells_left(record, bounds)
        if spell.id in counted and spell.last <= day < spell.gone[0]
    }
    left_out = certain | set(condition.not_counted)
    return tuple(state for state in dict.fromkeys(listed) if state not in left_out)
