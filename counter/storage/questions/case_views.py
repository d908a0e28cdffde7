"""What a case is made of as people see it: numbers, codes and names, never ids."""

from dataclasses import dataclass

from counter.domain.choices import LineKind
from counter.domain.states import (
    CardStatus,
    Category,
    Coverage,
    CustodyState,
    EstimateStatus,
    OldPartChoice,
    PaymentKind,
    ReceiptStatus,
    SettlementStatus,
    SignedOn,
)


@dataclass(frozen=True, kw_only=True)
class CustomerView:
    """Whose item it is."""

    number: str
    name: str
    phone: str
    phone_2: str
    address: str
    email: str
    language: str
    note: str
    created_at: int
    is_erased: bool


@dataclass(frozen=True, kw_only=True)
class UnitView:
    """Which unit it is."""

    kind_code: str
    product: str
    brand: str
    model: str
    serial: str
    colour: str
    bought_on: str
    note: str


@dataclass(frozen=True, kw_only=True)
class AccessoryView:
    """Something that came with the item; `is_back` = the customer has it again."""

    n: int
    name: str
    qty: int
    is_back: bool


@dataclass(frozen=True, kw_only=True)
class ReceiptView:
    """A receipt the item stands on; `n` is its line there, open while `recovered_at` is null."""

    number: str
    status: ReceiptStatus
    status_at: int
    status_by_code: str
    status_by_name: str
    status_reason: str
    issued_at: int
    issued_by_code: str
    issued_by_name: str
    language: str
    wording: str
    replaces_number: str
    signed_on: SignedOn
    signed_at: int | None
    n: int
    recovered_at: int | None
    recovered_by_code: str
    recovered_by_name: str
    recovered_how: str


@dataclass(frozen=True, kw_only=True)
class LossView:
    """A declared loss of a receipt: who declared it, what was seen, who approved."""

    receipt_number: str
    declared_at: int
    declarant_name: str
    id_type: str
    id_tail: str
    item_knowledge: str
    phone_check: str
    is_signed: bool
    seen_by_code: str
    seen_by_name: str
    approved_by_code: str
    approved_by_name: str


@dataclass(frozen=True, kw_only=True)
class CardView:
    """The repair card; `minutes` are those of the steps that count."""

    number: str
    category: Category
    status: CardStatus
    status_at: int
    status_by_code: str
    status_by_name: str
    status_reason: str
    hung_at: int | None
    hung_by_code: str
    hung_by_name: str
    technician_code: str
    technician_name: str
    diagnosis: str
    fault_code: str
    cause: str
    no_fault_found: bool
    wait_cause: str
    no_parts_used: bool
    inspected_by_code: str
    inspected_by_name: str
    inspected_at: int | None
    inspection_result: str
    inspection_checks: list[str]
    self_inspected: bool
    guarantee_until_on: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class StepView:
    """Bench time. A corrected step no longer counts; `corrects_n` is the one this one replaces."""

    n: int
    technician_code: str
    technician_name: str
    work: str
    started_at: int
    ended_at: int | None
    minutes: int
    is_corrected: bool
    corrects_n: int | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class MeasurementView:
    """A measured value with its limits, decimals as text."""

    n: int
    name: str
    unit: str
    low: str
    high: str
    value: str
    verdict: str
    at: int
    by_code: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class PartUsedView:
    """A part put into the item; a line of negative `qty` takes line `corrects_n` back."""

    n: int
    part_number: str
    code: str
    name: str
    qty: int
    price_fen: int
    currency: str
    coverage: Coverage
    serial: str
    refurbished: bool
    old_part_disposition: OldPartChoice
    at: int
    by_code: str
    by_name: str
    corrects_n: int | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class EstimateLineView:
    """A line of an estimate; `amount_fen` is for the whole quantity, tax included."""

    n: int
    line: LineKind
    name: str
    qty: int
    amount_fen: int
    coverage: Coverage


@dataclass(frozen=True, kw_only=True)
class ConsentView:
    """The customer's word to an estimate; `lines` are the numbers of those agreed to."""

    lines: list[int]
    amount_fen: int
    currency: str
    given_by_name: str
    how: str
    called_phone: str
    conditions: str
    at: int
    by_code: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class EstimateView:
    """An estimate and what the customer said; `is_extra` = on top of what was agreed before."""

    number: str
    lines: list[EstimateLineView]
    total_fen: int
    currency: str
    sent_at: int
    sent_by_code: str
    sent_by_name: str
    note: str
    is_extra: bool
    status: EstimateStatus
    status_at: int
    status_by_code: str
    status_by_name: str
    status_reason: str
    consents: list[ConsentView]


@dataclass(frozen=True, kw_only=True)
class SettlementLineView:
    """A charged line; `list_fen` is the listed price, `gross_fen` what the customer pays of it."""

    n: int
    line: LineKind
    name: str
    qty: int
    list_fen: int
    gross_fen: int
    net_fen: int
    tax_fen: int
    coverage: Coverage


@dataclass(frozen=True, kw_only=True)
class SettlementView:
    """A settlement; all but the first of a case were replaced."""

    number: str
    category: Category
    lines: list[SettlementLineView]
    gross_fen: int
    net_fen: int
    tax_fen: int
    tax_permille: int
    deposit_fen: int
    currency: str
    guarantee_days: int
    made_at: int
    made_by_code: str
    made_by_name: str
    status: SettlementStatus
    status_at: int
    status_by_code: str
    status_by_name: str
    status_reason: str


@dataclass(frozen=True, kw_only=True)
class PaymentView:
    """Money in (+) or out (-); `n` is its place among the case's payments."""

    n: int
    settlement_number: str
    kind: PaymentKind
    method: str
    amount_fen: int
    tendered_fen: int | None
    currency: str
    reference: str
    at: int
    by_code: str
    by_name: str
    is_reversed: bool
    reverses_n: int | None
    reason: str


@dataclass(frozen=True, kw_only=True)
class CustodyView:
    """Where the item was from a moment on."""

    state: CustodyState
    shelf: str
    at: int
    by_code: str
    by_name: str
    note: str


@dataclass(frozen=True, kw_only=True)
class NoticeView:
    """The customer was told something."""

    how: str
    said: str
    outcome: str
    at: int
    by_code: str
    by_name: str


@dataclass(frozen=True, kw_only=True)
class PhotoView:
    """A picture by the SHA-256 of its bytes; `n` is its place among all that were ever taken."""

    n: int
    sha256: str
    size: int
    what: str
    at: int
    by_code: str
    by_name: str
