"""What came of a file that was brought in, as programs read it: `import --format json`."""

from dataclasses import dataclass
from typing import Any

from cica_tracker.answers.proposals import Proposals
from cica_tracker.exchange.found import Found


@dataclass(frozen=True)
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

    def as_json(self) -> dict[str, Any]:
        """The same keys whatever came of it."""
        found = self.found
        stated, counted = (found.stated, found.counted) if found else (None, None)
        more = self.proposals.as_json() if self.proposals else {}
        return {
            "file": self.file,
            "treaty": found.log.treaty.title if found else None,
            "log": self.log,
            "rows": found.rows if found else 0,
            "acts": len(found.acts) - found.withdrawn if found else 0,
            "withdrawn": found.withdrawn if found else 0,
            "withdrawn_on_unknown_days": found.left_on_unknown_days if found else 0,
            "organisations": list(found.organisations) if found else [],
            "stated": stated._asdict() if stated else {"parties": None, "signatories": None},
            "counted": counted._asdict() if counted else {"parties": None, "signatories": None},
            "new": list(self.ids),
            "differs": more.get("differs", []),
            "gone": more.get("gone", []),
            "respelled": more.get("respelled", []),
            "unread": [one._asdict() for one in found.unread] if found else [],
            "assumed": list(found.assumed) if found else [],
            "repaired": list(found.repaired) if found else [],
            "error": self.error,
        }
