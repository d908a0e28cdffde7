"""Everything known of one case, from whichever of its numbers somebody holds."""

import json
from dataclasses import dataclass, replace

from counter.domain import personal
from counter.domain.states import Category, CustodyState, OldPartChoice
from counter.storage.database import Connection
from counter.storage.own_outlets import outlet_called, own_outlets
from counter.storage.questions import case_parts as parts
from counter.storage.questions import case_views as v
from counter.storage.questions.board import OpenState
from counter.storage.questions.customers import merged_customer
from counter.storage.questions.fault_words import FaultWords
from counter.storage.questions.lists import Chip, UsualTest, usual_work
from counter.storage.questions.numbered import item_of
from counter.storage.questions.parts_of_sql import who
from counter.storage.questions.reading import Row, at_one_moment, made, row, value


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """One case.

    `fault` is told whole, `fault_words` are the customer's own; `state` is where the item stands,
    null once it is out; `due_fen` the standing settlement less all money, negative where money goes
    back; `custodian` the number of the outlet that holds it,
    `held_by` its number and name where that is not this one; `usual_tests` and `usual_checks`
    are what items of its kind are measured and looked at for.
    """

    case_number: str
    state: OpenState | None
    customer: v.CustomerView
    unit: v.UnitView
    source: str
    fault: str
    fault_words: str
    fault_codes: list[str]
    condition: list[str]
    condition_note: str
    accessories: list[v.AccessoryView]
    declared_value_fen: int | None
    quoted_fen: int | None
    diagnosis_fee_fen: int
    currency: str
    category_expected: Category
    old_part_choice: OldPartChoice
    cover: str
    promised_at: int
    received_at: int
    received_by_code: str
    received_by_name: str
    rework_of: str
    custodian: int
    held_by: str
    custody_state: CustodyState
    custody_at: int
    custody_by_code: str
    custody_by_name: str
    custody_reason: str
    shelf: str
    out_at: int | None
    out_by_code: str
    out_by_name: str
    out_how: str
    collector_name: str
    collector_id_type: str
    collector_id_tail: str
    condition_changed: str
    receipts: list[v.ReceiptView]
    losses: list[v.LossView]
    card: v.CardView | None
    steps: list[v.StepView]
    measurements: list[v.MeasurementView]
    parts: list[v.PartUsedView]
    estimates: list[v.EstimateView]
    settlements: list[v.SettlementView]
    payments: list[v.PaymentView]
    due_fen: int
    custody: list[v.CustodyView]
    notices: list[v.NoticeView]
    photos: list[v.PhotoView]
    alarms: int
    has_passcode: bool
    usual_tests: list[UsualTest]
    usual_checks: list[Chip]


_ITEM = f"""
SELECT i.id AS _id, i.customer_id AS _customer, i.unit_id AS _unit,
  i.accessories_json AS _accessories, i.accessories_back_json AS _back,
  i.fault_codes_json AS _fault_codes, i.condition_json AS _condition,
  i.number AS case_number, o.state, i.source, i.fault, i.condition_note,
  i.declared_value_fen, i.quoted_fen, i.diagnosis_fee_fen, i.currency, i.category_expected,
  i.old_part_choice, i.cover, i.promised_at, i.received_at, {who("i.received_by", "received_by")},
  (SELECT number FROM customer_item earlier WHERE earlier.id = i.rework_of) AS rework_of,
  i.custodian, i.custody_state, i.custody_at, {who("i.custody_by", "custody_by")},
  i.custody_reason, s.name AS shelf, i.out_at, {who("i.out_by", "out_by")}, i.out_how,
  i.collector_name, i.collector_id_type, i.collector_id_tail, i.condition_changed,
  p.item_id IS NOT NULL AS has_passcode
FROM customer_item i LEFT JOIN open_item o ON o.id = i.id LEFT JOIN shelf s ON s.id = i.shelf_id
  LEFT JOIN passcode p ON p.item_id = i.id
WHERE i.id = ?
"""
#: receipts presented that were not good; a look at a phone is on record too, but alarms nobody
_ALARMS = """
SELECT (SELECT count(*) FROM alarm WHERE item_id = :item AND rule LIKE 'receipt.%')
  + (SELECT count(*) FROM receipt_line l CROSS JOIN item_receipt r ON r.id = l.receipt_id
    CROSS JOIN alarm a ON a.number = r.number AND a.item_id IS NOT :item
      AND a.rule LIKE 'receipt.%' WHERE l.item_id = :item)
"""


@at_one_moment
def case(
    db: Connection, *, number: str, masked: bool = False, language: str | None = None
) -> CaseView:
    """Everything known of one case, by any number of its papers: receipt, card, statement …

    A receipt leads to the first item that is still out on it. `fault` is told whole, chips and
    words; `language` names its chips, None = the outlet's own.
    """
    item = item_of(db, number)
    found = row(db, _ITEM, (item,)) or {}
    view = _case(db, item, found, FaultWords(db, language))
    return _masked(view) if masked else view


def case_photos(db: Connection, *, number: str) -> list[v.PhotoView]:
    """The pictures of a case that stand, by any number of its papers."""
    return parts.photo_views(db, item_of(db, number))


def _case(db: Connection, item: bytes, found: Row, faults: FaultWords) -> CaseView:
    unit = parts.unit_view(db, found["_unit"])
    card = parts.card_view(db, item)
    tests, checks = usual_work(db, unit.kind_code)
    settlements, payments = parts.settlement_views(db, item), parts.payment_views(db, item)
    return made(
        CaseView,
        found,
        customer=parts.customer_view(db, merged_customer(db, found["_customer"])),
        unit=unit,
        fault=faults.of(found, unit.kind_code),
        held_by=_holder(db, found),
        fault_words=found["fault"],
        fault_codes=json.loads(found["_fault_codes"]),
        condition=json.loads(found["_condition"]),
        accessories=parts.accessory_views(found["_accessories"], found["_back"]),
        receipts=parts.receipt_views(db, item),
        losses=parts.loss_views(db, item),
        card=card[1] if card else None,
        steps=parts.step_views(db, card[0]) if card else [],
        measurements=parts.measurement_views(db, card[0]) if card else [],
        parts=parts.part_views(db, card[0]) if card else [],
        estimates=parts.estimate_views(db, item),
        settlements=settlements,
        payments=payments,
        due_fen=parts.due_fen(settlements, payments),
        custody=parts.custody_views(db, item),
        notices=parts.notice_views(db, item),
        photos=parts.photo_views(db, item),
        alarms=value(db, _ALARMS, {"item": item}),
        usual_tests=tests,
        usual_checks=checks,
    )


def _holder(db: Connection, found: Row) -> str:
    """Number and name of the outlet that has the item, or that it is on its way to; "" where this
    one has it in its hands.
    """
    whose = found["custodian"]
    is_ours = whose in own_outlets(db)
    if is_ours and found["custody_state"] != CustodyState.IN_TRANSIT:
        return ""
    return f"{whose} {outlet_called(db, whose)}".strip()


def masked_customer(customer: v.CustomerView) -> v.CustomerView:
    """A customer as strangers may see him: masked name and phone, no address."""
    return replace(
        customer,
        name=personal.masked_name(customer.name),
        phone=personal.masked_phone(customer.phone),
        phone_2=personal.masked_phone(customer.phone_2),
        address="",
        email="",
        note="",
    )


def _masked(view: CaseView) -> CaseView:
    return replace(
        view,
        customer=masked_customer(view.customer),
        collector_name=personal.masked_name(view.collector_name),
        losses=[
            replace(one, declarant_name=personal.masked_name(one.declarant_name))
            for one in view.losses
        ],
        estimates=[
            replace(one, consents=[_masked_consent(given) for given in one.consents])
            for one in view.estimates
        ],
    )


def _masked_consent(given: v.ConsentView) -> v.ConsentView:
    return replace(
        given,
        given_by_name=personal.masked_name(given.given_by_name),
        called_phone=personal.masked_phone(given.called_phone),
    )
