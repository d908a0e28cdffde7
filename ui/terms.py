"""What a window calls states, roles and choices, and their tones: the glossary, and what a counter
alone says.
"""

from counter.domain.choices import (
    ConsentHow,
    LineKind,
    NoticeHow,
    NoticeOutcome,
    PaymentMethod,
    PhotoOf,
)
from counter.domain.states import (
    CardStatus,
    Category,
    Role,
)
from counter.glossary.terms import (
    CARDS,
    COVERAGES,
    CUSTODY,
    ESTIMATES,
    OLD_PARTS,
    OUTS,
    PAYMENTS,
    RECEIPTS,
    ROLES,
    SETTLEMENTS,
    SOURCES,
    WAITS,
)
from counter.language import N_

__all__ = [
    "CARDS",
    "CARD_TONES",
    "CATEGORIES",
    "CONSENTS",
    "COVERAGES",
    "CUSTODY",
    "ESTIMATES",
    "LINES",
    "METHODS",
    "NOTICES",
    "OLD_PARTS",
    "OUTCOMES",
    "OUTS",
    "PAYMENTS",
    "PHOTOS",
    "RECEIPTS",
    "ROLES",
    "ROLE_TONES",
    "SETTLEMENTS",
    "SOURCES",
    "WAITS",
]

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
METHODS = {
    PaymentMethod.CASH: N_("Cash"),
    PaymentMethod.WECHAT: N_("WeChat"),
    PaymentMethod.ALIPAY: N_("Alipay"),
    PaymentMethod.BANK_CARD: N_("Card"),
    PaymentMethod.TRANSFER: N_("Transfer"),
    PaymentMethod.OTHER: N_("Other"),
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
