"""The states of receipt, card and item and the only ways between them (domain.md §6.2-§6.5)."""

from enum import StrEnum


class Role(StrEnum):
    """Who somebody is at the counter (domain.md §1)."""

    FRONT_DESK = "FRONT_DESK"
    TECHNICIAN = "TECHNICIAN"
    SUPERVISOR = "SUPERVISOR"
    CASHIER = "CASHIER"
    MANAGER = "MANAGER"
    AUDITOR = "AUDITOR"


class Category(StrEnum):
    """Service category A, B, C (domain.md §2.2); D work has no case."""

    PAID = "PAID"
    CONTRACT = "CONTRACT"
    FREE = "FREE"


class Coverage(StrEnum):
    """Who pays a line (domain.md §2.4)."""

    CUSTOMER = "CUSTOMER"
    CONTRACT = "CONTRACT"
    WARRANTY_MANUFACTURER = "WARRANTY_MANUFACTURER"
    GOODWILL = "GOODWILL"
    OUTLET_REWORK = "OUTLET_REWORK"


class OldPartChoice(StrEnum):
    """What happens to a replaced part (domain.md §7.9)."""

    RETURN_TO_CUSTOMER = "RETURN_TO_CUSTOMER"
    RETURN_TO_MANUFACTURER = "RETURN_TO_MANUFACTURER"
    SCRAP_WITH_CONSENT = "SCRAP_WITH_CONSENT"


class ReceiptStatus(StrEnum):
    """domain.md §6.3."""

    DRAFT = "DRAFT"
    ISSUED = "ISSUED"
    RECOVERED = "RECOVERED"
    LOST_REPORTED = "LOST_REPORTED"
    LOST_DECLARED = "LOST_DECLARED"
    VOIDED = "VOIDED"
    VOIDED_ERROR = "VOIDED_ERROR"


class SignedOn(StrEnum):
    """How the customer signed the receipt (decisions 31)."""

    PAPER = "PAPER"
    PAD = "PAD"
    NOT_YET = "NOT_YET"


class CardStatus(StrEnum):
    """domain.md §6.4."""

    OPENED = "OPENED"
    HUNG = "HUNG"
    DIAGNOSING = "DIAGNOSING"
    AWAIT_APPROVAL = "AWAIT_APPROVAL"
    APPROVED = "APPROVED"
    AWAIT_PARTS = "AWAIT_PARTS"
    REPAIRING = "REPAIRING"
    AWAIT_INSPECTION = "AWAIT_INSPECTION"
    REWORK = "REWORK"
    PASSED = "PASSED"
    RETURN_UNREPAIRED = "RETURN_UNREPAIRED"
    CLOSED = "CLOSED"


class CustodyState(StrEnum):
    """domain.md §6.5."""

    RECEIVED = "RECEIVED"
    IN_STORE = "IN_STORE"
    AT_BENCH = "AT_BENCH"
    SENT_OUT = "SENT_OUT"
    IN_TRANSIT = "IN_TRANSIT"
    READY = "READY"
    NOTIFIED = "NOTIFIED"
    UNCLAIMED = "UNCLAIMED"
    LIEN_NOTICE = "LIEN_NOTICE"
    LIEN_ENFORCEABLE = "LIEN_ENFORCEABLE"
    DEPOSITED = "DEPOSITED"
    DISPOSED = "DISPOSED"
    LOST_OR_DAMAGED = "LOST_OR_DAMAGED"
    COMPENSATED = "COMPENSATED"
    HANDED_BACK = "HANDED_BACK"


class TransferStatus(StrEnum):
    """A transfer is packed, on its way, there; there but for what was missing; refused there, back
    again, given up unsent; lost on the way, all of it or some.
    """

    PACKED = "PACKED"
    ON_THE_WAY = "ON_THE_WAY"
    INCOMPLETE = "INCOMPLETE"
    ARRIVED = "ARRIVED"
    REFUSED = "REFUSED"
    RETURNED = "RETURNED"
    CANCELLED = "CANCELLED"
    LOST = "LOST"


class ParcelStatus(StrEnum):
    """One item of a transfer; DAMAGED came damaged, MISSING was not in the bag, LOST will not
    come as far as anybody knows.
    """

    PACKED = "PACKED"
    ON_THE_WAY = "ON_THE_WAY"
    RECEIVED = "RECEIVED"
    DAMAGED = "DAMAGED"
    MISSING = "MISSING"
    REFUSED = "REFUSED"
    RETURNED = "RETURNED"
    CANCELLED = "CANCELLED"
    LOST = "LOST"


class EstimateStatus(StrEnum):
    """An estimate waits for the customer's word, has it, was declined, or was replaced."""

    SENT = "SENT"
    CONSENTED = "CONSENTED"
    DECLINED = "DECLINED"
    REPLACED = "REPLACED"


class SettlementStatus(StrEnum):
    """domain.md §5.3."""

    OPEN = "OPEN"
    PAID = "PAID"
    ZERO_DUE = "ZERO_DUE"
    CREDIT = "CREDIT"
    REPLACED = "REPLACED"


class PaymentKind(StrEnum):
    """What a payment line is."""

    DEPOSIT = "DEPOSIT"
    PAYMENT = "PAYMENT"
    REFUND = "REFUND"
    REVERSAL = "REVERSAL"


#: where an open item stands that another outlet holds: nothing waits to be done about it here
ELSEWHERE = "ELSEWHERE"


class PrintStatus(StrEnum):
    """What is known of a paper of the print queue; PRINTING = given to the printer and no more,
    UNSURE = it may have come out and a person has to look.
    """

    QUEUED = "QUEUED"
    PRINTING = "PRINTING"
    PRINTED = "PRINTED"
    FAILED = "FAILED"
    UNSURE = "UNSURE"
    CANCELLED = "CANCELLED"
