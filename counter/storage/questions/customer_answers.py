"""What customers said on their page: what waits to be done, and what nobody has read yet."""

from dataclasses import dataclass

from counter.domain.choices import AnswerWhat
from counter.domain.records import Id
from counter.storage.database import Connection
from counter.storage.questions.reading import many, page_size, row

#: what nobody has taken or read for so long is only in the log of its case
KEPT_NEW_MS = 90 * 86_400_000


@dataclass(frozen=True, kw_only=True)
class WaitingAnswer:
    """An answer that this outlet has not taken yet; `at` is when it was given."""

    item_id: Id
    answer_id: Id
    case_number: str
    at: int


@dataclass(frozen=True, kw_only=True)
class SeatTurn:
    """This seat, and the lowest digit of the outlet's seats."""

    outlet: int
    seat: int
    first: int


@dataclass(frozen=True, kw_only=True)
class NewAnswer:
    """An answer that nobody has read. `outcome` "" = it waits to be taken; `estimate_number` of
    what was approved or declined.
    """

    case_number: str
    what: AnswerWhat
    stars: int
    said: str
    at: int
    estimate_number: str
    outcome: str


_WAITING = """
SELECT a.item_id, a.id AS answer_id, i.number AS case_number, a.at
FROM customer_answer a CROSS JOIN customer_item i ON i.id = a.item_id
WHERE a.at > ? AND i.custodian = (SELECT outlet FROM sync_gate)
  AND NOT EXISTS (SELECT 1 FROM answer_taken t WHERE t.item_id = a.item_id
    AND t.answer_id = a.id AND t.outcome <> 'SEEN')
ORDER BY a.at, a.k LIMIT ?
"""
_TURN = """
SELECT g.outlet, s.digit AS seat,
  (SELECT min(digit) FROM seat one WHERE one.outlet_id = s.outlet_id) AS first
FROM sync_gate g JOIN sync_state st ON st.name = 'seat' JOIN seat s ON s.id = st.value
"""
_NEW = """
SELECT i.number AS case_number, a.what, a.stars, a.said, a.at, e.number AS estimate_number,
  (SELECT outcome FROM answer_taken t WHERE t.item_id = a.item_id AND t.answer_id = a.id
    ORDER BY t.k LIMIT 1) AS outcome
FROM customer_answer a CROSS JOIN customer_item i ON i.id = a.item_id
  LEFT JOIN estimate e ON e.id = a.estimate_id
WHERE a.at > :since AND NOT EXISTS (SELECT 1 FROM answer_taken t WHERE t.item_id = a.item_id
  AND t.answer_id = a.id AND t.outcome = 'SEEN') AND (:number IS NULL OR i.number = :number)
ORDER BY a.what <> 'COMPLAINT', a.at, a.k LIMIT :limit
"""


def waiting_answers(db: Connection, *, now_at: int, limit: int = 50) -> list[WaitingAnswer]:
    """Answers about items in this outlet's custody that are still to be taken, the oldest first."""
    return many(db, WaitingAnswer, _WAITING, (now_at - KEPT_NEW_MS, page_size(limit)))


def seat_turn(db: Connection) -> SeatTurn:
    """Which seat this is among its neighbours."""
    found = row(db, _TURN) or {}
    return SeatTurn(**found)


def new_answers(
    db: Connection, *, now_at: int, case_number: str | None = None, limit: int = 50
) -> list[NewAnswer]:
    """What customers said, of all cases or one, that nobody has read: complaints, then oldest."""
    since, size = now_at - KEPT_NEW_MS, page_size(limit)
    given = {"since": since, "number": case_number, "limit": size}
    return many(db, NewAnswer, _NEW, given)
