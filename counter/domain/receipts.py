"""The item receipt's ways (domain.md §6.3) and what a presented one allows."""

from enum import StrEnum

from counter.domain.refusals import RuleBroken
from counter.domain.states import ReceiptStatus as Status


class ReceiptEvent(StrEnum):
    """What happens to a receipt."""

    ISSUE = "issue"
    RECOVER = "recover"
    REPORT_LOST = "report_lost"
    FOUND = "found"
    DECLARE_LOST = "declare_lost"
    VOID = "void"
    REISSUE = "reissue"
    VOID_ERROR = "void_error"


WAYS: dict[Status, dict[ReceiptEvent, Status]] = {
    Status.DRAFT: {
        ReceiptEvent.ISSUE: Status.ISSUED,
        ReceiptEvent.VOID_ERROR: Status.VOIDED_ERROR,
    },
    Status.ISSUED: {
        ReceiptEvent.RECOVER: Status.RECOVERED,
        ReceiptEvent.REPORT_LOST: Status.LOST_REPORTED,
        ReceiptEvent.VOID_ERROR: Status.VOIDED_ERROR,
    },
    Status.RECOVERED: {ReceiptEvent.VOID: Status.VOIDED},
    Status.LOST_REPORTED: {
        ReceiptEvent.FOUND: Status.ISSUED,
        ReceiptEvent.DECLARE_LOST: Status.LOST_DECLARED,
    },
    Status.LOST_DECLARED: {
        ReceiptEvent.VOID: Status.VOIDED,
        ReceiptEvent.REISSUE: Status.VOIDED,
    },
    Status.VOIDED: {},
    Status.VOIDED_ERROR: {},
}

#: what a receipt shown at the counter in each state sets off; ISSUED alone is good
ALARMS: dict[Status, str] = {
    Status.DRAFT: "receipt.not_issued",
    Status.RECOVERED: "receipt.recovered",
    Status.LOST_REPORTED: "receipt.reported_lost",
    Status.LOST_DECLARED: "receipt.lost_declared",
    Status.VOIDED: "receipt.voided",
    Status.VOIDED_ERROR: "receipt.voided_error",
}


def after(status: Status, event: ReceiptEvent, number: str) -> Status:
    """The state after the event; raises RuleBroken "receipt.not_now"."""
    try:
        return WAYS[status][event]
    except KeyError:
        raise RuleBroken("receipt.not_now", number=number, status=status, event=event) from None


def check_presented(status: Status, number: str) -> None:
    """Nothing is handed over for a receipt that is not good; raises the rule in `ALARMS`."""
    if status in ALARMS:
        raise RuleBroken(ALARMS[status], number=number)


def recovered_and_voided(status: Status, number: str) -> Status:
    """The paper comes back over the counter and is voided at once; a declared loss is voided."""
    if status is not Status.LOST_DECLARED:
        status = after(status, ReceiptEvent.RECOVER, number)
    return after(status, ReceiptEvent.VOID, number)
