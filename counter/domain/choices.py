"""What can be chosen on a form: the codes kept in text fields of the records."""

from enum import StrEnum

#: the version of the receipt's terms, kept with each one issued: new wording, new version
RECEIPT_WORDING = "2026-11"


class Source(StrEnum):
    """How the item came: 送修 over the counter, 携回 brought back from a visit, 寄修 by post."""

    WALK_IN = "WALK_IN"
    COLLECTED = "COLLECTED"
    MAILED = "MAILED"


class NameDiffers(StrEnum):
    """What to do when a known phone comes with another name."""

    ASK = "ASK"
    CORRECT = "CORRECT"
    NEW_CUSTOMER = "NEW_CUSTOMER"


class Finding(StrEnum):
    """What the diagnosis leads to (domain.md §6.4)."""

    NEEDS_ESTIMATE = "NEEDS_ESTIMATE"
    COVERED = "COVERED"
    NO_FAULT_FOUND = "NO_FAULT_FOUND"
    NOT_REPAIRABLE = "NOT_REPAIRABLE"


class WaitCause(StrEnum):
    """Who is waited for while parts are missing (domain.md §6.4)."""

    MANUFACTURER = "MANUFACTURER"
    OUTLET = "OUTLET"
    CUSTOMER = "CUSTOMER"


class Destination(StrEnum):
    """Where an item is moved."""

    SHELF = "SHELF"
    BENCH = "BENCH"
    SENT_OUT = "SENT_OUT"


class ConsentHow(StrEnum):
    """How the customer agreed to an estimate."""

    IN_PERSON = "IN_PERSON"
    PHONE = "PHONE"
    MESSAGE = "MESSAGE"
    SIGNED = "SIGNED"
    ONLINE = "ONLINE"


class AnswerWhat(StrEnum):
    """What a customer says on his page."""

    APPROVE = "APPROVE"
    DECLINE = "DECLINE"
    RATING = "RATING"
    COMPLAINT = "COMPLAINT"


class AnswerOutcome(StrEnum):
    """What became of it at the outlet."""

    RECEIVED = "RECEIVED"
    APPLIED = "APPLIED"
    LATE = "LATE"
    SEEN = "SEEN"


class LineKind(StrEnum):
    """What a line of an estimate or a statement is (domain.md §2.4)."""

    LABOUR = "labour_line"
    PART = "part_line"
    TRAVEL = "travel_line"
    OTHER = "other_line"
    ROUNDING = "rounding_line"


class PaymentMethod(StrEnum):
    """How money changes hands."""

    CASH = "CASH"
    WECHAT = "WECHAT"
    ALIPAY = "ALIPAY"
    BANK_CARD = "BANK_CARD"
    TRANSFER = "TRANSFER"
    OTHER = "OTHER"


class NoticeHow(StrEnum):
    """How the customer was told."""

    PHONE = "PHONE"
    SMS = "SMS"
    WECHAT = "WECHAT"
    IN_PERSON = "IN_PERSON"
    LETTER = "LETTER"


class NoticeOutcome(StrEnum):
    """What came of telling."""

    REACHED = "REACHED"
    MESSAGE_LEFT = "MESSAGE_LEFT"
    NO_ANSWER = "NO_ANSWER"
    WRONG_NUMBER = "WRONG_NUMBER"


class PhoneCheck(StrEnum):
    """How the phone of somebody without a receipt was verified (domain.md §9.1)."""

    CODE = "CODE"
    CALL_BACK = "CALL_BACK"


class Collector(StrEnum):
    """Who takes the item: 本人 or 代领."""

    SELF = "SELF"
    DEPUTY = "DEPUTY"


class SignedFor(StrEnum):
    """What a name on the pad stands under."""

    CHECK_IN = "CHECK_IN"
    HAND_BACK = "HAND_BACK"
    LOSS = "LOSS"


class PhotoOf(StrEnum):
    """When a picture of the item was taken."""

    CHECK_IN = "CHECK_IN"
    BENCH = "BENCH"
    INSPECTION = "INSPECTION"
    HAND_BACK = "HAND_BACK"


class Signer(StrEnum):
    """Who signed on the pad."""

    CUSTOMER = "CUSTOMER"
    DEPUTY = "DEPUTY"


class OutHow(StrEnum):
    """How the item left custody; NOT_TAKEN_IN is a check-in made by mistake."""

    SELF = "SELF"
    DEPUTY = "DEPUTY"
    NOT_TAKEN_IN = "NOT_TAKEN_IN"


class RecoveredHow(StrEnum):
    """Why a line of a receipt is no longer open."""

    PRESENTED = "PRESENTED"
    LOST_DECLARED = "LOST_DECLARED"
    REISSUED = "REISSUED"
    VOIDED_ERROR = "VOIDED_ERROR"


class PaperCopy(StrEnum):
    """Whose sheet this is: 客户联, 存根联, 随货联 (receipt) or 记账联 (statement)."""

    CUSTOMER = "CUSTOMER"
    FILE = "FILE"
    ITEM = "ITEM"
    ACCOUNTS = "ACCOUNTS"
