"""The bench: whose cards wait there, and everything a technician needs of the one he opens."""

import json
from dataclasses import dataclass, replace
from enum import StrEnum

from counter.domain import personal
from counter.domain.refusals import RuleBroken
from counter.domain.states import Category, OldPartChoice
from counter.storage.database import Connection
from counter.storage.questions import case_parts as parts
from counter.storage.questions import case_views as v
from counter.storage.questions.board import MOST_COUNTED, OpenState
from counter.storage.questions.customers import merged_customer
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.lists import Chip, UsualTest, usual_work
from counter.storage.questions.numbered import item_of
from counter.storage.questions.reading import (
    Page,
    Row,
    at_one_moment,
    made,
    page,
    page_size,
    places,
    row,
    row_after,
    rows,
    value,
)
from counter.storage.questions.unit_cases import unit_history

#: so many earlier visits are told at the bench; the case page knows them all
VISITS = 3


class Whose(StrEnum):
    """Which cards: one technician's, those nobody has begun, those that wait, or all."""

    MINE = "MINE"
    FREE = "FREE"
    WAITING = "WAITING"
    ALL = "ALL"


_WAITING = (OpenState.AWAIT_APPROVAL, OpenState.AWAIT_PARTS)
_BEGUN = (OpenState.DIAGNOSING, OpenState.APPROVED, OpenState.REPAIRING, OpenState.REWORK)
_NEW = (OpenState.OPENED, OpenState.HUNG)
STATES: dict[Whose, tuple[OpenState, ...]] = {
    Whose.MINE: (*_NEW, *_BEGUN, *_WAITING),
    Whose.FREE: (*_NEW, *_BEGUN),
    Whose.WAITING: _WAITING,
    Whose.ALL: (*_NEW, *_BEGUN, *_WAITING),
}
#: needs c = repair_card; the fact is the technician's code
_TESTS: dict[Whose, str] = {
    Whose.MINE: "c.technician_id = (SELECT id FROM person WHERE code = ?)",
    Whose.FREE: "c.technician_id IS NULL AND ? IS NOT NULL",
    Whose.WAITING: "? IS NOT NULL",
    Whose.ALL: "? IS NOT NULL",
}


@dataclass(frozen=True, kw_only=True)
class BenchRow:
    """A card of the queue; `running_since` is null where no clock runs."""

    case_number: str
    card_number: str
    state: OpenState
    kind_code: str
    product: str
    brand: str
    model: str
    fault: str
    promised_at: int
    technician_code: str
    technician_name: str
    is_rework: bool
    running_since: int | None


@dataclass(frozen=True, kw_only=True)
class WhoseCount:
    """How many cards a filter shows, up to `MOST_COUNTED`."""

    whose: Whose
    count: int


@dataclass(frozen=True, kw_only=True)
class RunningClock:
    """The card on which a technician's clock runs."""

    card_number: str
    started_at: int


@dataclass(frozen=True, kw_only=True)
class BenchQueue(Page[BenchRow]):
    """A page of cards, what each filter holds, and where the technician's own clock runs."""

    counts: list[WhoseCount]
    running: RunningClock | None


@dataclass(frozen=True, kw_only=True)
class Visit:
    """An earlier case of the same unit."""

    case_number: str
    received_at: int
    fault: str
    diagnosis: str
    parts: list[str]


@dataclass(frozen=True, kw_only=True)
class BenchCard:
    """A card as it lies on the bench; `visits` are the unit's earlier cases, the newest first.

    `usual_tests` and `usual_checks` are what items of its kind are measured and looked at for.

    Name and phone of the customer stand masked, here as on the paper card.
    """

    case_number: str
    state: OpenState | None
    customer_name: str
    phone: str
    unit: v.UnitView
    fault: str
    fault_codes: list[str]
    condition: list[str]
    condition_note: str
    accessories: list[v.AccessoryView]
    old_part_choice: OldPartChoice
    category_expected: Category
    diagnosis_fee_fen: int
    quoted_fen: int | None
    currency: str
    promised_at: int
    received_at: int
    shelf: str
    rework_of: str
    has_passcode: bool
    card: v.CardView
    steps: list[v.StepView]
    measurements: list[v.MeasurementView]
    parts: list[v.PartUsedView]
    estimates: list[v.EstimateView]
    visits: list[Visit]
    usual_tests: list[UsualTest]
    usual_checks: list[Chip]


_ROWS = """
SELECT o.promised_at AS _at, o.id AS _key, i.number AS case_number, c.number AS card_number,
  o.state, u.kind_code, u.product, u.brand, u.model, i.fault, o.promised_at,
  i.fault_codes_json AS _fault_codes,
  t.code AS technician_code, t.name AS technician_name, i.rework_of IS NOT NULL AS is_rework,
  (SELECT w.started_at FROM work_step w WHERE w.card_id = c.id AND w.ended_at IS NULL
    ORDER BY w.k LIMIT 1) AS running_since
FROM open_item o JOIN customer_item i ON i.id = o.id
  JOIN repair_card c ON c.item_id = i.id LEFT JOIN unit u ON u.id = i.unit_id
  LEFT JOIN person t ON t.id = c.technician_id
WHERE (o.promised_at, o.id) > (?, ?) AND o.state IN ({states}) AND {test}
ORDER BY o.promised_at, o.id LIMIT ?
"""
_COUNT = f"""
SELECT count(*) FROM (SELECT 1 FROM open_item o JOIN repair_card c ON c.item_id = o.id
  WHERE o.state IN ({{states}}) AND {{test}} LIMIT {MOST_COUNTED})
"""
_RUNNING = """
SELECT c.number AS card_number, w.started_at
FROM work_step w JOIN repair_card c ON c.id = w.card_id
WHERE w.technician_id = (SELECT id FROM person WHERE code = ?) AND w.ended_at IS NULL
ORDER BY w.k DESC LIMIT 1
"""
_ITEM = """
SELECT i.customer_id AS _customer, i.unit_id AS _unit, i.accessories_json AS _accessories,
  i.accessories_back_json AS _back, i.fault_codes_json AS _fault_codes,
  i.condition_json AS _condition, i.number AS case_number, o.state, i.fault, i.condition_note,
  i.old_part_choice, i.category_expected, i.diagnosis_fee_fen, i.quoted_fen, i.currency,
  i.promised_at, i.received_at, s.name AS shelf,
  (SELECT number FROM customer_item earlier WHERE earlier.id = i.rework_of) AS rework_of,
  p.item_id IS NOT NULL AS has_passcode
FROM customer_item i LEFT JOIN open_item o ON o.id = i.id LEFT JOIN shelf s ON s.id = i.shelf_id
  LEFT JOIN passcode p ON p.item_id = i.id
WHERE i.id = ?
"""


@at_one_moment
def bench_queue(
    db: Connection,
    *,
    technician_code: str = "",
    whose: Whose = Whose.MINE,
    language: str | None = None,
    after: str | None = None,
    limit: int = 50,
) -> BenchQueue:
    """Cards for the bench by promised time, so that the overdue ones come first.

    `technician_code` is who MINE means, and whose running clock is told; `language` names the
    faults, None = the outlet's own.
    """
    faults = FaultWords(db, language)

    def bench_row(found: Row) -> BenchRow:
        return made(BenchRow, found | {"fault": faults.of(found)})

    size = page_size(limit)
    states = [state.value for state in STATES[whose]]
    sql = _ROWS.format(states=places(states), test=_TESTS[whose])
    given = (*row_after(after or "0."), *states, technician_code, size + 1)
    shown = page(rows(db, sql, given), size, bench_row)
    running = row(db, _RUNNING, (technician_code,))
    return BenchQueue(
        rows=shown.rows,
        next=shown.next,
        counts=[_count(db, one, technician_code) for one in Whose],
        running=made(RunningClock, running) if running else None,
    )


def _count(db: Connection, whose: Whose, technician_code: str) -> WhoseCount:
    states = [state.value for state in STATES[whose]]
    sql = _COUNT.format(states=places(states), test=_TESTS[whose])
    return WhoseCount(whose=whose, count=value(db, sql, (*states, technician_code)))


@at_one_moment
def bench_card(db: Connection, *, number: str, language: str | None = None) -> BenchCard:
    """Everything a technician needs of a card, by the number of the card or of its case.

    `language` names the faults of earlier visits, None = the outlet's own. Raises
    RuleBroken "number.…", "card.unknown" and the like.
    """
    item = item_of(db, number)
    card = parts.card_view(db, item)
    if card is None:
        raise RuleBroken("record.unknown", kind="repair_card", sought=number)
    found = row(db, _ITEM, (item,)) or {}
    customer = parts.customer_view(db, merged_customer(db, found["_customer"]))
    unit = parts.unit_view(db, found["_unit"])
    tests, checks = usual_work(db, unit.kind_code)
    return made(
        BenchCard,
        found,
        customer_name=personal.masked_name(customer.name),
        phone=personal.masked_phone(customer.phone),
        unit=unit,
        fault_codes=json.loads(found["_fault_codes"]),
        condition=json.loads(found["_condition"]),
        accessories=parts.accessory_views(found["_accessories"], found["_back"]),
        card=card[1],
        steps=parts.step_views(db, card[0]),
        measurements=parts.measurement_views(db, card[0]),
        parts=parts.part_views(db, card[0]),
        estimates=[_masked(one) for one in parts.estimate_views(db, item)],
        visits=_visits(db, found["case_number"], language),
        usual_tests=tests,
        usual_checks=checks,
    )


def _masked(estimate: v.EstimateView) -> v.EstimateView:
    consents = [
        replace(
            one,
            given_by_name=personal.masked_name(one.given_by_name),
            called_phone=personal.masked_phone(one.called_phone),
        )
        for one in estimate.consents
    ]
    return replace(estimate, consents=consents)


def _visits(db: Connection, case_number: str, language: str | None) -> list[Visit]:
    history = unit_history(db, number=case_number, masked=True, language=language, limit=VISITS + 1)
    earlier = [one for one in history.rows if one.case_number != case_number]
    return [
        Visit(
            case_number=one.case_number,
            received_at=one.received_at,
            fault=one.fault,
            diagnosis=one.diagnosis,
            parts=one.parts,
        )
        for one in earlier[:VISITS]
    ]
