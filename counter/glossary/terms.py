"""What each state, role and choice of the records is called."""

from counter.domain.choices import OutHow, Source, WaitCause
from counter.domain.states import (
    CardStatus,
    Coverage,
    CustodyState,
    EstimateStatus,
    OldPartChoice,
    ParcelStatus,
    PaymentKind,
    ReceiptStatus,
    Role,
    SettlementStatus,
    TransferStatus,
)
from counter.language import N_

ROLES = {
    Role.FRONT_DESK: N_("Front desk"),
    Role.TECHNICIAN: N_("Technician"),
    Role.SUPERVISOR: N_("Supervisor"),
    Role.CASHIER: N_("Cashier"),
    Role.MANAGER: N_("Manager"),
    Role.AUDITOR: N_("Auditor"),
}
OLD_PARTS = {
    OldPartChoice.RETURN_TO_CUSTOMER: N_("Return"),
    OldPartChoice.RETURN_TO_MANUFACTURER: N_("Maker"),
    OldPartChoice.SCRAP_WITH_CONSENT: N_("Scrap"),
}
RECEIPTS = {
    ReceiptStatus.DRAFT: N_("Draft"),
    ReceiptStatus.ISSUED: N_("Valid"),
    ReceiptStatus.RECOVERED: N_("Recovered"),
    ReceiptStatus.LOST_REPORTED: N_("Reported lost"),
    ReceiptStatus.LOST_DECLARED: N_("Loss declared"),
    ReceiptStatus.VOIDED: N_("Void"),
    ReceiptStatus.VOIDED_ERROR: N_("Void, written in error"),
}
CUSTODY = {
    CustodyState.RECEIVED: N_("Received"),
    CustodyState.IN_STORE: N_("In store"),
    CustodyState.AT_BENCH: N_("At the bench"),
    CustodyState.SENT_OUT: N_("Sent out"),
    CustodyState.IN_TRANSIT: N_("On its way"),
    CustodyState.READY: N_("Ready"),
    CustodyState.NOTIFIED: N_("Customer notified"),
    CustodyState.UNCLAIMED: N_("Unclaimed"),
    CustodyState.LIEN_NOTICE: N_("Under notice"),
    CustodyState.LIEN_ENFORCEABLE: N_("Lien enforceable"),
    CustodyState.DEPOSITED: N_("Deposited"),
    CustodyState.DISPOSED: N_("Disposed of"),
    CustodyState.LOST_OR_DAMAGED: N_("Lost or damaged"),
    CustodyState.COMPENSATED: N_("Compensated"),
    CustodyState.HANDED_BACK: N_("Handed back"),
}
SETTLEMENTS = {
    SettlementStatus.OPEN: N_("To be paid"),
    SettlementStatus.PAID: N_("Paid"),
    SettlementStatus.ZERO_DUE: N_("Nothing due"),
    SettlementStatus.CREDIT: N_("On credit"),
    SettlementStatus.REPLACED: N_("Replaced"),
}
CARDS = {
    CardStatus.OPENED: N_("Not hung yet"),
    CardStatus.HUNG: N_("To diagnose"),
    CardStatus.DIAGNOSING: N_("Diagnosing"),
    CardStatus.AWAIT_APPROVAL: N_("To approve"),
    CardStatus.APPROVED: N_("May be repaired"),
    CardStatus.AWAIT_PARTS: N_("Waiting for parts"),
    CardStatus.REPAIRING: N_("In repair"),
    CardStatus.AWAIT_INSPECTION: N_("To inspect"),
    CardStatus.REWORK: N_("Rework"),
    CardStatus.PASSED: N_("Passed"),
    CardStatus.RETURN_UNREPAIRED: N_("Goes back unrepaired"),
    CardStatus.CLOSED: N_("Closed"),
}
COVERAGES = {
    Coverage.CUSTOMER: N_("Customer"),
    Coverage.CONTRACT: N_("Contract"),
    Coverage.WARRANTY_MANUFACTURER: N_("Manufacturer"),
    Coverage.GOODWILL: N_("Goodwill"),
    Coverage.OUTLET_REWORK: N_("Rework"),
}
ESTIMATES = {
    EstimateStatus.SENT: N_("Waits for the customer"),
    EstimateStatus.CONSENTED: N_("Customer agreed"),
    EstimateStatus.DECLINED: N_("Customer declined"),
    EstimateStatus.REPLACED: N_("Replaced"),
}
WAITS = {
    WaitCause.MANUFACTURER: N_("The maker sends them"),
    WaitCause.OUTLET: N_("We order them"),
    WaitCause.CUSTOMER: N_("The customer brings them"),
}
PAYMENTS = {
    PaymentKind.DEPOSIT: N_("Deposit"),
    PaymentKind.PAYMENT: N_("Payment"),
    PaymentKind.REFUND: N_("Paid back"),
    PaymentKind.REVERSAL: N_("Reversed"),
}
SOURCES = {
    Source.WALK_IN: N_("Brought in"),
    Source.COLLECTED: N_("Collected"),
    Source.MAILED: N_("By post"),
}
OUTS = {
    OutHow.SELF: N_("by the customer"),
    OutHow.DEPUTY: N_("by a deputy"),
    OutHow.NOT_TAKEN_IN: N_("check-in undone"),
}
TRANSFERS = {
    TransferStatus.PACKED: N_("Packed"),
    TransferStatus.ON_THE_WAY: N_("On its way"),
    TransferStatus.INCOMPLETE: N_("Not all there"),
    TransferStatus.ARRIVED: N_("Taken over"),
    TransferStatus.REFUSED: N_("Refused"),
    TransferStatus.RETURNED: N_("Back again"),
    TransferStatus.CANCELLED: N_("Given up"),
    TransferStatus.LOST: N_("Lost on the way"),
}
PARCELS = {
    ParcelStatus.PACKED: N_("Packed"),
    ParcelStatus.ON_THE_WAY: N_("Not scanned yet"),
    ParcelStatus.RECEIVED: N_("Taken over"),
    ParcelStatus.DAMAGED: N_("Damaged"),
    ParcelStatus.MISSING: N_("Missing"),
    ParcelStatus.REFUSED: N_("Refused"),
    ParcelStatus.RETURNED: N_("Back again"),
    ParcelStatus.CANCELLED: N_("Unpacked"),
    ParcelStatus.LOST: N_("Lost"),
}
