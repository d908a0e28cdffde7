"""One English source text for each state, role and choice of the records; catalogues give the other
language.
"""

from counter.domain.states import (
    Category,
    CustodyState,
    OldPartChoice,
    ReceiptStatus,
    Role,
    SettlementStatus,
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
ROLE_TONES = {
    Role.FRONT_DESK: "accent",
    Role.TECHNICIAN: "cyan",
    Role.SUPERVISOR: "ok",
    Role.CASHIER: "warn",
    Role.MANAGER: "violet",
    Role.AUDITOR: "grey",
}
CATEGORIES = {
    Category.PAID: N_("A paid"),
    Category.CONTRACT: N_("B contract"),
    Category.FREE: N_("C free"),
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
