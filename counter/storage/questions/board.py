"""The board: every item that is still here, the one promised first in front."""

from dataclasses import dataclass
from enum import StrEnum

from counter.domain import masking
from counter.domain.states import ELSEWHERE, CardStatus, Category, CustodyState
from counter.storage.database import Connection
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.parts_of_sql import CUSTOMER, OPEN_RECEIPT
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

#: no count reads further: a lane shows "999+"
MOST_COUNTED = 1000


class OpenState(StrEnum):
    """Where an item that is still here stands.

    Its card's status, or its custody where that says more.
    """

    OPENED = CardStatus.OPENED
    HUNG = CardStatus.HUNG
    DIAGNOSING = CardStatus.DIAGNOSING
    AWAIT_APPROVAL = CardStatus.AWAIT_APPROVAL
    APPROVED = CardStatus.APPROVED
    AWAIT_PARTS = CardStatus.AWAIT_PARTS
    REPAIRING = CardStatus.REPAIRING
    AWAIT_INSPECTION = CardStatus.AWAIT_INSPECTION
    REWORK = CardStatus.REWORK
    PASSED = CardStatus.PASSED
    RETURN_UNREPAIRED = CardStatus.RETURN_UNREPAIRED
    CLOSED = CardStatus.CLOSED
    SENT_OUT = CustodyState.SENT_OUT
    IN_TRANSIT = CustodyState.IN_TRANSIT
    READY = CustodyState.READY
    NOTIFIED = CustodyState.NOTIFIED
    UNCLAIMED = CustodyState.UNCLAIMED
    LOST_OR_DAMAGED = CustodyState.LOST_OR_DAMAGED
    ELSEWHERE = ELSEWHERE  # with another outlet: kept, but on no lane


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One item on the board."""

    case_number: str
    card_number: str
    receipt_number: str
    state: OpenState
    product: str
    brand: str
    model: str
    kind_code: str
    fault: str
    customer_name: str
    phone_tail: str
    promised_at: int
    received_at: int
    shelf: str
    technician_code: str
    technician_name: str
    category: Category
    is_rework: bool


@dataclass(frozen=True, kw_only=True)
class StateCount:
    """How many items stand somewhere, up to `MOST_COUNTED`."""

    state: OpenState
    count: int


@dataclass(frozen=True, kw_only=True)
class BoardPage(Page[BoardRow]):
    """A page of the board, what each lane holds, and how many promises have passed at `now_at`
    while the work goes on."""

    counts: list[StateCount]
    overdue: int


BOARD_ROWS = f"""
SELECT o.promised_at AS _at, o.id AS _key, cu.phone AS _phone,
  i.number AS case_number, c.number AS card_number, {OPEN_RECEIPT} AS receipt_number, o.state,
  u.product, u.brand, u.model, u.kind_code, i.fault,
  i.fault_codes_json AS _fault_codes, cu.name AS customer_name,
  o.promised_at, i.received_at, s.name AS shelf,
  t.code AS technician_code, t.name AS technician_name,
  coalesce(c.category, i.category_expected) AS category, i.rework_of IS NOT NULL AS is_rework
FROM open_item o JOIN customer_item i ON i.id = o.id
  LEFT JOIN repair_card c ON c.item_id = i.id
  LEFT JOIN unit u ON u.id = i.unit_id
  {CUSTOMER}
  LEFT JOIN shelf s ON s.id = i.shelf_id
  LEFT JOIN person t ON t.id = c.technician_id
"""
#: the work is over and the item waits for its customer: no promise of ours is overdue
WORK_OVER = frozenset(
    {
        OpenState.PASSED,
        OpenState.RETURN_UNREPAIRED,
        OpenState.CLOSED,
        OpenState.READY,
        OpenState.NOTIFIED,
        OpenState.UNCLAIMED,
    }
)
#: kept, but not among what is here: with another outlet, or not taken over yet
NOT_HERE = (OpenState.ELSEWHERE, OpenState.IN_TRANSIT, OpenState.LOST_OR_DAMAGED)
_IS_HERE = f"state NOT IN ('{NOT_HERE[0]}', '{NOT_HERE[1]}', '{NOT_HERE[2]}')"
LANE_COUNTS = f"""
SELECT state, count(*), total(promised_at < ?)
FROM (SELECT state, promised_at FROM open_item WHERE state > '' AND {_IS_HERE}
  LIMIT {MOST_COUNTED + 1})
GROUP BY state
"""
_COUNT = f"SELECT count(*) FROM (SELECT 1 FROM open_item WHERE state = ? LIMIT {MOST_COUNTED})"
_OVERDUE = (
    "SELECT count(*) FROM (SELECT 1 FROM open_item WHERE state = ? AND promised_at < ? "
    f"LIMIT {MOST_COUNTED})"
)


@at_one_moment
def board(
    db: Connection,
    *,
    now_at: int,
    state: OpenState | None = None,
    technician_code: str | None = None,
    promised_before_at: int | None = None,
    masked: bool = False,
    language: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> BoardPage:
    """Items that are still here, by promised time, with how many stand where and are overdue.

    `technician_code` shows the cards of one technician, `promised_before_at` what is due by then;
    `language` names the faults, None = the outlet's own.
    """
    tests, given = ["(o.promised_at, o.id) > (?, ?)"], list[object](row_after(after or "0."))
    for test, fact in (
        ("o.state = ?", state and state.value),
        ("o.promised_at < ?", promised_before_at),
        ("t.code = ?", technician_code),
    ):
        if fact is not None:
            tests.append(test)
            given.append(fact)
    if state is None:
        tests.append(f"o.{_IS_HERE}")
    order = f"WHERE {' AND '.join(tests)} ORDER BY o.promised_at, o.id LIMIT ?"
    size, faults = page_size(limit), FaultWords(db, language)

    def shown(found: Row) -> BoardRow:
        return board_row(found, faults, masked)

    first = page(rows(db, BOARD_ROWS + order, (*given, size + 1)), size, shown)
    counts, overdue = counted(db, now_at)
    return BoardPage(
        rows=first.rows,
        next=first.next,
        counts=[StateCount(state=one, count=counts[one]) for one in OpenState if counts.get(one)],
        overdue=overdue,
    )


def board_row(found: Row, faults: FaultWords, masked: bool) -> BoardRow:
    """One row of `BOARD_ROWS`."""
    if masked:
        found["customer_name"] = masking.masked_name(found["customer_name"] or "")
    tail = masking.phone_tail(found["_phone"] or "")
    return made(BoardRow, found, fault=faults.of(found), phone_tail=tail)


def counted(db: Connection, now_at: int) -> tuple[dict[OpenState, int], int]:
    """How many stand where and how many are overdue: at once where there are not too many."""
    found = db.execute(LANE_COUNTS, (now_at,)).fetchall()
    counts = {OpenState(state): count for state, count, _ in found}
    if sum(counts.values()) <= MOST_COUNTED:
        return counts, int(sum(late for state, _, late in found if state not in WORK_OVER))
    here = [one for one in OpenState if one not in NOT_HERE]
    counts = {one: value(db, _COUNT, (one.value,)) for one in here}
    at_work = [one for one in here if one not in WORK_OVER]
    return counts, sum(value(db, _OVERDUE, (one.value, now_at)) for one in at_work)
