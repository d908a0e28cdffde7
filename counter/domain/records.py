"""Every record the counter keeps, as flat, frozen values; its fields are its table's columns.

Fields that end in `_at` are milliseconds since 1970 UTC, in `_on` a date as YYYY-MM-DD, in `_fen`
minor units of `currency`, in `_json` a JSON text, in `_by` the id of a person. `id` is 16 bytes
with the time and the outlet inside (sync.md §3); a reference is the parent's id. Which fields are
personal, which merge as one group and which table travels is said once, in
`counter/storage/catalogue.py`.
"""

from dataclasses import dataclass
from typing import NewType

from counter.domain.states import (
    CardStatus,
    Category,
    Coverage,
    CustodyState,
    EstimateStatus,
    OldPartChoice,
    ParcelStatus,
    PaymentKind,
    ReceiptStatus,
    Role,
    SettlementStatus,
    SignedOn,
    TransferStatus,
)

Id = NewType("Id", bytes)
#: publisher of what holds for every outlet
HEAD_OFFICE = 0


# -- who and where (master)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """网点. `number` is 1-99999; 90000 and above chose their number themselves (decisions 9)."""

    id: Id
    publisher: int = 0
    number: int = 0
    tail: int = 0
    name: str = ""
    name_en: str = ""
    address: str = ""
    service_phone: str = ""
    complaint_phone: str = ""
    zone: str = "Asia/Shanghai"
    currency: str = "CNY"
    language: str = "zh_CN"
    opened_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One replica that may write; its digit stands in every number it issues."""

    id: Id
    publisher: int = 0
    outlet_id: Id = Id(b"")
    digit: int = 0
    name: str = ""
    since_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of staff. `code` is what people type, e.g. 1001."""

    id: Id
    publisher: int = 0
    outlet_id: Id = Id(b"")
    code: str = ""
    name: str = ""
    role: Role = Role.FRONT_DESK
    badge: str = ""
    active: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemKind:
    """A kind of item with its chips, its usual tests and the points of its inspection.

    `faults_json`, `conditions_json`, `accessories_json`, `checks_json` are lists of {"code", "zh",
    "en"}; `tests_json` of {"zh", "en", "unit", "low", "high"}, the limits decimals as text.
    """

    id: Id
    publisher: int = 0
    code: str = ""
    name_zh: str = ""
    name_en: str = ""
    icon: str = ""
    faults_json: str = "[]"
    conditions_json: str = "[]"
    accessories_json: str = "[]"
    tests_json: str = "[]"
    checks_json: str = "[]"
    place: int = 0
    active: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """A model of the catalogue, known by brand and name; `product` is what it is called where its
    kind is too wide a word. Maintenance falls due every `maintenance_months`, 0 = never.
    """

    id: Id
    publisher: int = 0
    brand: str = ""
    name: str = ""
    kind_code: str = ""
    product: str = ""
    maintenance_months: int = 0
    active: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the price list; `low_fen`..`high_fen` is the published range (domain.md §7.13)."""

    id: Id
    publisher: int = 0
    number: str = ""
    code: str = ""
    name: str = ""
    spec: str = ""
    unit: str = ""
    price_fen: int = 0
    low_fen: int = 0
    high_fen: int = 0
    currency: str = "CNY"
    active: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PartPrice:
    """The price of a part from a day on; the one that began last stands, in place of the part's."""

    id: Id
    publisher: int = 0
    part_id: Id = Id(b"")
    from_on: str = ""
    price_fen: int = 0
    low_fen: int = 0
    high_fen: int = 0
    currency: str = "CNY"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """What head office has published at once: its number, from which day on it holds, and why."""

    id: Id
    publisher: int = 0
    number: int = 0
    from_on: str = ""
    note: str = ""
    published_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """库位."""

    id: Id
    publisher: int = 0
    outlet_id: Id = Id(b"")
    number: str = ""
    name: str = ""
    active: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One travelling setting: opening hours, texts, tax rate, one-person inspection.

    Head office's hold from `from_on` on in place of the outlet's own, for all outlets where
    `outlet_id` is empty; `null` leaves it to the outlet again.
    """

    id: Id
    publisher: int = 0
    outlet_id: Id = Id(b"")
    name: str = ""
    value_json: str = "null"
    from_on: str = ""


# -- customers and their units (owned)


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """客户. Name, phones, address and e-mail are personal and can be erased."""

    id: Id
    number: str = ""
    outlet_id: Id = Id(b"")
    name: str = ""
    phone: str = ""
    phone_2: str = ""
    address: str = ""
    email: str = ""
    language: str = "zh_CN"
    note: str = ""
    created_at: int = 0
    merged_into: Id | None = None
    erased_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A sold unit: model and serial number of one owner; its history is the list of its cases."""

    id: Id
    customer_id: Id = Id(b"")
    kind_code: str = ""
    product: str = ""
    brand: str = ""
    model: str = ""
    serial: str = ""
    colour: str = ""
    bought_on: str = ""
    note: str = ""
    merged_into: Id | None = None


# -- the case: work on one item from check-in to hand-back


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerItem:
    """客户商品, the case (个案).

    `number` is the case number; `custodian` the outlet number that holds the item.

    `accessories_json`: [{"n", "name", "qty"}]; `accessories_back_json`: list of the n handed back.
    `quoted_fen` None = to be quoted after diagnosis; `declared_value_fen` None = not declared.
    """

    id: Id
    number: str = ""
    outlet_id: Id = Id(b"")
    custodian: int = 0
    customer_id: Id = Id(b"")
    unit_id: Id = Id(b"")
    source: str = "WALK_IN"
    fault: str = ""
    fault_codes_json: str = "[]"
    condition_json: str = "[]"
    condition_note: str = ""
    accessories_json: str = "[]"
    declared_value_fen: int | None = None
    quoted_fen: int | None = None
    diagnosis_fee_fen: int = 0
    currency: str = "CNY"
    category_expected: Category = Category.PAID
    old_part_choice: OldPartChoice = OldPartChoice.RETURN_TO_CUSTOMER
    cover: str = ""
    promised_at: int = 0
    received_at: int = 0
    received_by: Id = Id(b"")
    rework_of: Id | None = None
    custody_state: CustodyState = CustodyState.RECEIVED
    custody_at: int = 0
    custody_by: Id | None = None
    custody_reason: str = ""
    shelf_id: Id | None = None
    out_at: int | None = None
    out_by: Id | None = None
    out_how: str = ""
    collector_name: str = ""
    collector_id_type: str = ""
    collector_id_tail: str = ""
    accessories_back_json: str = "[]"
    condition_changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemReceipt:
    """客户商品领取收据.

    `token` is 128 random bits in hex for the customer's page; `replaces_number` the paper it stands
    for.
    """

    id: Id
    number: str = ""
    outlet_id: Id = Id(b"")
    customer_id: Id = Id(b"")
    issued_at: int = 0
    issued_by: Id = Id(b"")
    language: str = "zh_CN"
    wording: str = ""
    token: str = ""
    replaces_number: str = ""
    status: ReceiptStatus = ReceiptStatus.ISSUED
    status_at: int = 0
    status_by: Id | None = None
    status_reason: str = ""
    signed_on: SignedOn = SignedOn.NOT_YET
    signed_at: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptLine:
    """One item on a receipt; travels with its item (decisions 8).

    `recovered_at` None = still open.
    """

    id: Id
    receipt_id: Id = Id(b"")
    item_id: Id = Id(b"")
    n: int = 1
    recovered_at: int | None = None
    recovered_by: Id | None = None
    recovered_how: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LossDeclaration:
    """收据挂失声明.

    Who declared, how the phone was verified (`phone_check`: CODE or CALL_BACK), what identity paper
    was seen (type and last four only), whether the declaration is `signed`, who approved
    (domain.md §9.1).
    """

    id: Id
    receipt_id: Id = Id(b"")
    declared_at: int = 0
    declarant_name: str = ""
    id_type: str = ""
    id_tail: str = ""
    item_knowledge: str = ""
    phone_check: str = ""
    signed: int = 0
    seen_by: Id = Id(b"")
    approved_by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairCard:
    """修护卡."""

    id: Id
    number: str = ""
    item_id: Id = Id(b"")
    category: Category = Category.PAID
    status: CardStatus = CardStatus.OPENED
    status_at: int = 0
    status_by: Id | None = None
    status_reason: str = ""
    hung_at: int | None = None
    hung_by: Id | None = None
    technician_id: Id | None = None
    diagnosis: str = ""
    fault_code: str = ""
    cause: str = ""
    no_fault_found: int = 0
    wait_cause: str = ""
    no_parts_used: int = 0
    inspected_by: Id | None = None
    inspected_at: int | None = None
    inspection_result: str = ""
    inspection_checks_json: str = "[]"
    self_inspected: int = 0
    guarantee_until_on: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkStep:
    """One stretch of bench time; open while `ended_at` is None.

    `corrects` names the step it replaces, `corrected_by` the one that replaced it: a corrected step
    no longer counts.
    """

    id: Id
    card_id: Id = Id(b"")
    technician_id: Id = Id(b"")
    work: str = ""
    started_at: int = 0
    ended_at: int | None = None
    minutes: int = 0
    corrects: Id | None = None
    corrected_by: Id | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A measured value of the safety or function test; decimals as text.

    The verdict is computed, never chosen.
    """

    id: Id
    card_id: Id = Id(b"")
    name: str = ""
    unit: str = ""
    low: str = ""
    high: str = ""
    value: str = ""
    verdict: str = ""
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class PartUsed:
    """A part put into the item.

    A correction is a new line with the opposite `qty` and `corrects`.
    """

    id: Id
    card_id: Id = Id(b"")
    part_id: Id = Id(b"")
    code: str = ""
    name: str = ""
    qty: int = 1
    price_fen: int = 0
    currency: str = "CNY"
    coverage: Coverage = Coverage.CUSTOMER
    serial: str = ""
    refurbished: int = 0
    old_part_disposition: OldPartChoice = OldPartChoice.RETURN_TO_CUSTOMER
    at: int = 0
    by: Id = Id(b"")
    corrects: Id | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StockEntry:
    """A line of the parts ledger; the balance is the sum of `qty`."""

    id: Id
    outlet_id: Id = Id(b"")
    part_id: Id = Id(b"")
    qty: int = 0
    why: str = ""
    card_id: Id | None = None
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """报价单, written once.

    `lines_json`: [{"line", "name", "amount_fen", "qty", "coverage"}] in their order, the last two
    left out where they are 1 and CUSTOMER. `extra` 1 = its lines
    come on top of what the customer agreed to before; else it stands for the whole repair.
    """

    id: Id
    number: str = ""
    item_id: Id = Id(b"")
    lines_json: str = "[]"
    total_fen: int = 0
    currency: str = "CNY"
    sent_at: int = 0
    sent_by: Id = Id(b"")
    note: str = ""
    extra: int = 0
    status: EstimateStatus = EstimateStatus.SENT
    status_at: int = 0
    status_by: Id | None = None
    status_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The customer's word to an estimate.

    Which lines, how much, who, how, taken by whom (domain.md §7.8).

    `lines_json` is the list of line numbers agreed to; `amount_fen` their sum that the CUSTOMER
    pays.
    """

    id: Id
    estimate_id: Id = Id(b"")
    lines_json: str = "[]"
    amount_fen: int = 0
    currency: str = "CNY"
    given_by_name: str = ""
    how: str = ""
    called_phone: str = ""
    conditions: str = ""
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """维修结算单.

    `tax_permille` is the rate in thousandths (13 % = 130); totals are sums of the lines.
    """

    id: Id
    number: str = ""
    item_id: Id = Id(b"")
    category: Category = Category.PAID
    gross_fen: int = 0
    net_fen: int = 0
    tax_fen: int = 0
    tax_permille: int = 130
    deposit_fen: int = 0
    currency: str = "CNY"
    guarantee_days: int = 30
    made_at: int = 0
    made_by: Id = Id(b"")
    status: SettlementStatus = SettlementStatus.OPEN
    status_at: int = 0
    status_by: Id | None = None
    status_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementLine:
    """One charged line.

    `line` is labour_line, part_line, travel_line, other_line or rounding_line (domain.md §2.4).

    `list_fen` is the listed price with tax; `gross_fen` what the customer is charged of it (0 when
    somebody else pays by `coverage`); `net_fen + tax_fen = gross_fen`.
    """

    id: Id
    settlement_id: Id = Id(b"")
    n: int = 1
    line: str = "labour_line"
    name: str = ""
    qty: int = 1
    list_fen: int = 0
    gross_fen: int = 0
    net_fen: int = 0
    tax_fen: int = 0
    coverage: Coverage = Coverage.CUSTOMER


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """Money in (+) or out (-).

    A reversal is a line of the opposite amount that names what it `reverses`.
    """

    id: Id
    item_id: Id = Id(b"")
    settlement_id: Id | None = None
    kind: PaymentKind = PaymentKind.PAYMENT
    method: str = ""
    amount_fen: int = 0
    tendered_fen: int | None = None
    currency: str = "CNY"
    reference: str = ""
    at: int = 0
    by: Id = Id(b"")
    reverses: Id | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustodyEvent:
    """保管流转记录: one line of the append-only custody log."""

    id: Id
    item_id: Id = Id(b"")
    state: CustodyState = CustodyState.RECEIVED
    shelf_id: Id | None = None
    at: int = 0
    by: Id = Id(b"")
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """调拨单: items that go to another outlet together, with their cases and parts.

    Outlets are named by number, and by what they were called when it was packed. `seal` is the
    number on the bag, `seal_found` what was read on it where it came; `arrived_note` says what was
    in it that does not stand on the paper. Only the sender writes `status`, and no more of it than
    PACKED, ON_THE_WAY and CANCELLED: what became of it then stand its lines for.
    """

    id: Id
    number: str = ""
    from_outlet: int = 0
    from_name: str = ""
    to_outlet: int = 0
    to_name: str = ""
    seal: str = ""
    carrier: str = ""
    note: str = ""
    packed_at: int = 0
    packed_by: Id = Id(b"")
    sent_at: int | None = None
    sent_by: Id | None = None
    arrived_at: int | None = None
    arrived_by: Id | None = None
    seal_found: str = ""
    arrived_note: str = ""
    status: TransferStatus = TransferStatus.PACKED
    status_at: int = 0
    status_by: Id | None = None
    status_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferLine:
    """One item of a transfer; travels with its item."""

    id: Id
    transfer_id: Id = Id(b"")
    item_id: Id = Id(b"")
    n: int = 1
    status: ParcelStatus = ParcelStatus.PACKED
    status_at: int = 0
    status_by: Id | None = None
    status_reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferPart:
    """Parts from stock that go with an item, for its repair there."""

    id: Id
    transfer_id: Id = Id(b"")
    item_id: Id = Id(b"")
    part_id: Id = Id(b"")
    code: str = ""
    name: str = ""
    qty: int = 1
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferArrival:
    """A transfer that came before its cases did: what was scanned of it.

    `scanned_json` is the list of the numbers on the items' labels.
    """

    id: Id
    outlet_id: Id = Id(b"")
    transfer_number: str = ""
    scanned_json: str = "[]"
    seal_found: str = ""
    note: str = ""
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """The customer was told something: how, what was said, what came of it."""

    id: Id
    item_id: Id = Id(b"")
    how: str = ""
    said: str = ""
    outcome: str = ""
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture by the SHA-256 (hex) of its bytes; the bytes lie in the shop's blob folder."""

    id: Id
    item_id: Id = Id(b"")
    sha256: str = ""
    size: int = 0
    what: str = ""
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """A name signed on the pad, bound to what was signed.

    `number` is the paper's; `what` CHECK_IN, HAND_BACK or LOSS; `signer` CUSTOMER or DEPUTY.
    `strokes_json` is a list of strokes, each a list of [x, y, t]: hundredths of the pad's height
    and milliseconds since the first touch. `signed_sha256` is the hash in hex of the canonical JSON
    of the facts that were signed for.
    """

    id: Id
    item_id: Id = Id(b"")
    number: str = ""
    what: str = ""
    signer: str = ""
    strokes_json: str = ""
    signed_sha256: str = ""
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShelfCount:
    """A stock-take of one shelf: the case numbers found, missing and extra."""

    id: Id
    shelf_id: Id = Id(b"")
    found_json: str = "[]"
    missing_json: str = "[]"
    extra_json: str = "[]"
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class TillCount:
    """The cash of a local day counted in the drawer; the newest count of a day stands.

    `float_fen` lay in the drawer before the day, `book_fen` is what the payments of the day came to
    when it was counted; more or less than both together in `counted_fen` is the difference.
    """

    id: Id
    outlet_id: Id = Id(b"")
    day_on: str = ""
    method: str = "CASH"
    float_fen: int = 0
    book_fen: int = 0
    counted_fen: int = 0
    currency: str = "CNY"
    note: str = ""
    at: int = 0
    by: Id = Id(b"")


@dataclass(frozen=True, slots=True, kw_only=True)
class Alarm:
    """Something that must not pass unseen.

    A lost or void receipt was presented, a passcode was shown.
    """

    id: Id
    rule: str = ""
    number: str = ""
    item_id: Id | None = None
    at: int = 0
    by: Id = Id(b"")
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAnswer:
    """What a customer said on his page; sealed by the hub, never changed.

    `what` APPROVE or DECLINE to an estimate, RATING with `stars` 1 to 5, or COMPLAINT.
    """

    id: Id
    item_id: Id = Id(b"")
    what: str = ""
    estimate_id: Id | None = None
    stars: int = 0
    said: str = ""
    at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTaken:
    """What became of a customer's answer at the outlet.

    `outcome` RECEIVED (it came), APPLIED (the estimate stands as he said), LATE (it no longer
    waited), or SEEN (somebody has read it).
    """

    id: Id
    answer_id: Id = Id(b"")
    item_id: Id = Id(b"")
    outcome: str = ""
    at: int = 0
    by: Id = Id(b"")


# -- of this seat alone (local, never in the log)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a form held when it was last typed in, so that a crash loses nothing."""

    id: Id
    form: str = ""
    person_id: Id = Id(b"")
    body_json: str = "{}"
    saved_at: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintJob:
    """A paper that waits for a printer, or did; `status` is a `PrintStatus`.

    `printer` is the one it was sent to instead of the one set for its form. `tries` counts how
    often nothing of it went out; `next_at` is when it is tried again by itself, None where nobody
    let it go yet.
    """

    id: Id
    form: str = ""
    number: str = ""
    copies: int = 1
    reprint: int = 0
    status: str = "QUEUED"
    queued_at: int = 0
    printed_at: int | None = None
    reason: str = ""
    printer: str = ""
    tries: int = 0
    next_at: int | None = None
