"""What came of a file that was brought in, as programs read it: `import --format json`."""

from typing import Any

from cica_tracker.answers.exchanged import ImportAnswer, Respelled, Totals, UnreadRow
from cica_tracker.answers.proposals import Proposals
from cica_tracker.exchange.found import Found
from cica_tracker.model.value import value


@value
class Outcome:
    """One treaty of one file: the log it went to, or the reason why it did not.

    `ids` are those of the events that were written, or would be; `proposals` what a log that was
    there already differs in.
    """

    file: str
    log: str | None = None
    found: Found | None = None
    ids: tuple[str, ...] = ()
    proposals: Proposals | None = None
    error: str | None = None

    def json_form(self) -> ImportAnswer:
        """What programs read of it: the same keys whatever came of it."""
        found, more = self.found, self.proposals
        gone = more.gone if more else ()
        return ImportAnswer(
            file=self.file,
            treaty=found.log.treaty.title if found else None,
            log=self.log,
            rows=found.rows if found else 0,
            acts=len(found.acts) - found.withdrawn if found else 0,
            withdrawn=found.withdrawn if found else 0,
            withdrawn_on_unknown_days=found.left_on_unknown_days if found else 0,
            organisations=found.organisations if found else (),
            stated=Totals(*found.stated) if found else Totals(),
            counted=Totals(*found.counted) if found else Totals(),
            new=self.ids,
            differs=more.differing if more else (),
            gone=tuple(getattr(event, "state", None) or event.id for event in gone),
            respelled=tuple(Respelled(*pair) for pair in more.respelled) if more else (),
            unread=tuple(UnreadRow(*one) for one in found.unread) if found else (),
            assumed=found.assumed if found else (),
            repaired=found.repaired if found else (),
            error=self.error,
        )

    def as_json(self) -> dict[str, Any]:
        """What `import --format json` prints of it."""
        return self.json_form().as_json()
