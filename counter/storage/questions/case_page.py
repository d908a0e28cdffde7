"""All that a case's page shows at once: one question, one answer, one paint."""

from dataclasses import dataclass

from counter.storage.database import Connection
from counter.storage.questions.cases import CaseView, case
from counter.storage.questions.history import TimelineEntry, timeline
from counter.storage.questions.reading import Page
from counter.storage.questions.unit_cases import UnitHistory, unit_history


@dataclass(frozen=True, slots=True)
class CasePage:
    """The case, the newest entries of its log, and the cases of its unit."""

    case: CaseView
    log: Page[TimelineEntry]
    unit: UnitHistory


def case_page(
    db: Connection,
    *,
    number: str,
    masked: bool = False,
    language: str | None = None,
    limit: int = 50,
) -> CasePage:
    """A case by any number of its papers, as `case`, `timeline` and `unit_history` tell it.

    `masked` hides the customer in the case and in the unit's cases; the log tells all, its reader
    masks what is shown of it. At most `limit` entries.
    """
    found = case(db, number=number, masked=masked, language=language)
    of = found.case_number
    log = timeline(db, number=of, masked=False, limit=limit)
    return CasePage(found, log, unit_history(db, number=of, masked=masked, language=language))
