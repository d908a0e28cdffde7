"""The supervisor's desk: which repairs wait for inspection, and one of them with all it needs."""

from dataclasses import dataclass

from counter.domain.cards import who_worked
from counter.storage.database import Connection
from counter.storage.questions.bench import BenchCard, bench_card
from counter.storage.questions.board import MOST_COUNTED, OpenState
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.outlet import settings
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    page,
    page_size,
    row_after,
    rows,
    value,
)

_STATE = OpenState.AWAIT_INSPECTION.value


@dataclass(frozen=True, kw_only=True)
class InspectionRow:
    """A repair that waits; `is_second` = it has failed before."""

    case_number: str
    card_number: str
    kind_code: str
    product: str
    brand: str
    model: str
    fault: str
    promised_at: int
    finished_at: int
    technician_code: str
    technician_name: str
    is_second: bool


@dataclass(frozen=True, kw_only=True)
class InspectionQueue(Page[InspectionRow]):
    """A page of repairs that wait, and how many there are, up to `MOST_COUNTED`."""

    count: int


@dataclass(frozen=True, kw_only=True)
class InspectionView:
    """A repair on the supervisor's desk.

    `worker_codes` booked time on it since it last failed; `self_inspection` = the outlet lets them
    inspect it themselves.
    """

    work: BenchCard
    worker_codes: list[str]
    self_inspection: bool
    guarantee_days: int


_ROWS = """
SELECT o.promised_at AS _at, o.id AS _key, i.number AS case_number, c.number AS card_number,
  u.kind_code, u.product, u.brand, u.model, i.fault, i.fault_codes_json AS _fault_codes,
  o.promised_at, c.status_at AS finished_at,
  t.code AS technician_code, t.name AS technician_name,
  c.inspection_result = 'FAILED' AS is_second
FROM open_item o JOIN customer_item i ON i.id = o.id
  JOIN repair_card c ON c.item_id = i.id LEFT JOIN unit u ON u.id = i.unit_id
  LEFT JOIN person t ON t.id = c.technician_id
WHERE o.state = ? AND (o.promised_at, o.id) > (?, ?)
ORDER BY o.promised_at, o.id LIMIT ?
"""
_COUNT = f"SELECT count(*) FROM (SELECT 1 FROM open_item WHERE state = ? LIMIT {MOST_COUNTED})"


@at_one_moment
def inspection_queue(
    db: Connection, *, language: str | None = None, after: str | None = None, limit: int = 50
) -> InspectionQueue:
    """Repairs that wait for the supervisor, by promised time.

    `language` names the faults, None = the outlet's own.
    """
    faults = FaultWords(db, language)

    def inspection_row(found: Row) -> InspectionRow:
        return made(InspectionRow, found | {"fault": faults.of(found)})

    size = page_size(limit)
    given = (_STATE, *row_after(after or "0."), size + 1)
    shown = page(rows(db, _ROWS, given), size, inspection_row)
    return InspectionQueue(rows=shown.rows, next=shown.next, count=value(db, _COUNT, (_STATE,)))


@at_one_moment
def inspection_view(db: Connection, *, number: str, language: str | None = None) -> InspectionView:
    """A repair with all the supervisor judges it by, by the number of its card or case.

    Raises RuleBroken as `bench_card` does.
    """
    work, kept = bench_card(db, number=number, language=language), settings(db)
    card, counted = work.card, [step for step in work.steps if not step.is_corrected]
    workers = who_worked(
        ((step.technician_code, step.started_at, step.minutes) for step in counted),
        failed_at=card.inspected_at if card.inspection_result == "FAILED" else None,
    )
    return InspectionView(
        work=work,
        worker_codes=sorted(workers),
        self_inspection=bool(kept["self_inspection"]),
        guarantee_days=int(kept["guarantee_days"]),
    )
