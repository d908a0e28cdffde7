"""One English source text for each state, role and choice of the records; catalogues give the other
language.
"""

from counter.domain.choices import (
    ConsentHow,
    LineKind,
    NoticeHow,
    NoticeOutcome,
    OutHow,
    PaymentMethod,
    PhotoOf,
    Source,
    WaitCause,
)
from counter.domain.states import (
    CardStatus,
    Category,
    Coverage,
    CustodyState,
    EstimateStatus,
    OldPartChoice,
    PaymentKind,
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
PHOTOS = {
    PhotoOf.CHECK_IN: N_("When taken in"),
    PhotoOf.BENCH: N_("During repair"),
    PhotoOf.INSPECTION: N_("At inspection"),
    PhotoOf.HAND_BACK: N_("At hand-back"),
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
CARD_TONES = {
    CardStatus.OPENED: "grey",
    CardStatus.HUNG: "cyan",
    CardStatus.DIAGNOSING: "cyan",
    CardStatus.AWAIT_APPROVAL: "violet",
    CardStatus.APPROVED: "ok",
    CardStatus.AWAIT_PARTS: "warn",
    CardStatus.REPAIRING: "accent",
    CardStatus.AWAIT_INSPECTION: "accent",
    CardStatus.REWORK: "danger",
    CardStatus.PASSED: "ok",
    CardStatus.RETURN_UNREPAIRED: "warn",
    CardStatus.CLOSED: "grey",
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
METHODS = {
    PaymentMethod.CASH: N_("Cash"),
    PaymentMethod.WECHAT: N_("WeChat"),
    PaymentMethod.ALIPAY: N_("Alipay"),
    PaymentMethod.BANK_CARD: N_("Card"),
    PaymentMethod.TRANSFER: N_("Transfer"),
    PaymentMethod.OTHER: N_("Other"),
}
PAYMENTS = {
    PaymentKind.DEPOSIT: N_("Deposit"),
    PaymentKind.PAYMENT: N_("Payment"),
    PaymentKind.REFUND: N_("Paid back"),
    PaymentKind.REVERSAL: N_("Reversed"),
}
LINES = {
    LineKind.LABOUR: N_("Labour"),
    LineKind.PART: N_("Part"),
    LineKind.TRAVEL: N_("Travel"),
    LineKind.OTHER: N_("Other"),
    LineKind.ROUNDING: N_("Rounding off"),
}
NOTICES = {
    NoticeHow.PHONE: N_("By phone"),
    NoticeHow.SMS: N_("Text message"),
    NoticeHow.WECHAT: N_("WeChat"),
    NoticeHow.IN_PERSON: N_("In person"),
    NoticeHow.LETTER: N_("By letter"),
}
OUTCOMES = {
    NoticeOutcome.REACHED: N_("Reached"),
    NoticeOutcome.MESSAGE_LEFT: N_("Message left"),
    NoticeOutcome.NO_ANSWER: N_("No answer"),
    NoticeOutcome.WRONG_NUMBER: N_("Wrong number"),
}
CONSENTS = {
    ConsentHow.IN_PERSON: N_("In person"),
    ConsentHow.PHONE: N_("By phone"),
    ConsentHow.MESSAGE: N_("By message"),
    ConsentHow.SIGNED: N_("Signed"),
    ConsentHow.ONLINE: N_("On the customer's page"),
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
