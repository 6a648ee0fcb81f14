"""The tables of the data that others work with: their columns, and what stands in each."""

from collections.abc import Iterator
from typing import NamedTuple

# A column a line: its name, the kind of its values, what it means. An empty cell is "not recorded";
# of the first or last day of a window it is "no bound".
_TEXT = """
[treaty]
treaty text The treaty: the name of its log's file without the ending.
title text The treaty's title.
short_title text What it is called in a sentence.
adopted_first day The first day on which it may have been adopted.
adopted_last day The last such day.
place text Where it was adopted.
depositary text Who receives the instruments.
force_first day The earliest day of its entry into force: announced, else computed from the clause.
force_last day The latest such day; empty: it may never enter into force.
announced day The day in force that the depositary announced; empty: none, so those are projections.
problems number How many problems "tracker check" finds in the log.
note text The log's remark.

[source]
treaty text The treaty.
source text The source's id in the log.
title text Its title.
publisher text Who published it.
authority text Whose word it is: depositary, secretariat, government, press or secondary.
published_first day The first day on which it may have been published.
published_last day The last such day.
url text Its address.
locator text Where in it: page, paragraph.
note text The log's remark.
recorded day The day of recording.

[event]
treaty text The treaty.
event text The entry's id in the log.
place number Its place in the log, from 1.
type text What it records: ratification, report, clause, retraction and so on.
state text The State or organisation as the log names it.
iso text ISO 3166-1 alpha-2; of a former State ISO 3166-3; of an organisation its acronym.
first_day day The first day of its window.
last_day day The last day of its window, which is the first where the day is known.
note text The log's remark.
recorded day The day of recording.
retracted_by text The id of the entry that takes it back; empty: it stands.
details text All else that the entry says, as JSON.

[event_source]
treaty text The treaty.
event text The entry's id in the log.
source text The id of a source that it rests on.

[participation]
treaty text The treaty.
state text A State or organisation that the log names.
iso text ISO 3166-1 alpha-2; of a former State ISO 3166-3; of an organisation its acronym.
kind text State, territory, former State or organisation; empty: not known.
signed_first day The first day on which it may have signed.
signed_last day The last such day.
form text The form of its consent: ratification, accession and so on; empty: none is recorded.
event text The id of that entry.
consented_first day The first day on which it may have consented, as all that is recorded leaves it.
consented_last day The last such day.
bound_first day The earliest day from which it is bound.
bound_last day The latest such day.
withdrawal text The id of the entry that ends its consent; empty: none is recorded.
withdrawn_first day The first day on which that may have taken effect.
withdrawn_last day The last such day.

[report]
treaty text The treaty.
event text The entry's id in the log.
first_day day The first day of which the source may speak.
last_day day The last such day.
contracting number How many have consented, as the source says.
remaining number How many are still needed, as it says.
contracting_min number At least so many, as it says.
contracting_max number At most so many, as it says.
basis text What it counted: deposits, or domestic approvals.
set_aside number 1 where it contradicts what is more trusted, so that no answer rests on it; else 0.

[answer]
treaty text The treaty.
first_day day The first day with this answer; empty: from the beginning.
last_day day The last day with it; empty: from then on.
at_least number The least number of contracting States at the end of each of these days.
at_most number The most; empty: no bound is known.
required_at_least number The least number that the clause may require; empty: no number is asked.
required_at_most number The most; empty: no bound is known.
remaining_at_least number The least number still needed.
remaining_at_most number The most; empty: no bound is known.
in_force text Whether it is in force: yes, no or possibly.

[act]
treaty text The treaty.
title text The treaty's title.
event text The entry's id in the log.
act text What was done: ratification, accession, signature, withdrawal and so on.
state text The State or organisation as the log names it; empty: one that is not named.
iso text ISO 3166-1 alpha-2; of a former State ISO 3166-3; of an organisation its acronym.
kind text State, territory, former State or organisation; empty: not known.
first_day day The first day on which it may have been done.
last_day day The last such day, which is the first where the day is known.
source text The ids of the sources that say so, with "; " between them.
source_title text The title of the first of them.
url text The address of the first of them.
note text The log's remark.
"""


class Column(NamedTuple):
    """A column of a table: `kind` is "text", "day" or "number"."""

    name: str
    kind: str
    meaning: str


def _tables() -> Iterator[tuple[str, tuple[Column, ...]]]:
    for part in _TEXT.strip().split("\n\n"):
        head, *lines = part.splitlines()
        yield head.strip("[]"), tuple(Column(*line.split(maxsplit=2)) for line in lines)


TABLES: dict[str, tuple[Column, ...]] = dict(_tables())
