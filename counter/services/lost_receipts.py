"""A receipt is lost, found, or declared lost for good (domain.md §9.1)."""

from typing import TYPE_CHECKING

from counter.domain import receipts as rules
from counter.domain.choices import PhoneCheck, RecoveredHow, SignedFor
from counter.domain.personal import cleaned, last_four, required
from counter.domain.receipts import ReceiptEvent
from counter.domain.records import ItemReceipt, LossDeclaration
from counter.domain.refusals import RuleBroken
from counter.domain.signing import loss_facts
from counter.domain.states import ReceiptStatus
from counter.services.approvals import approver
from counter.services.lookups import item_by_id, receipt_of
from counter.services.receipts import (
    ReceiptNow,
    issue_again,
    open_lines,
    receipt_now,
    recover,
    turn,
)
from counter.services.signing import Paper, SignatureFacts, keep_signature

if TYPE_CHECKING:
    from counter.storage.work import Work


def report_receipt_lost(
    work: "Work", *, receipt_number: str, reported_by: str = "", note: str = ""
) -> ReceiptNow:
    """Block a receipt that is reported lost, by phone or at the counter: no finder can use it.

    Raises RuleBroken "receipt.not_now".
    """
    receipt = receipt_of(work, receipt_number)
    said = ": ".join(text for text in (cleaned(reported_by, "name"), cleaned(note, "note")) if text)
    receipt = turn(work, receipt, ReceiptEvent.REPORT_LOST, reason=said)
    return receipt_now(work, receipt)


def receipt_found(work: "Work", *, receipt_number: str, note: str = "") -> ReceiptNow:
    """Make a receipt good again that was reported lost and has turned up.

    Raises RuleBroken "receipt.not_now"; a loss once declared cannot be taken back.
    """
    receipt = turn(
        work,
        receipt_of(work, receipt_number),
        ReceiptEvent.FOUND,
        reason=cleaned(note, "reason"),
    )
    return receipt_now(work, receipt)


def declare_receipt_lost(
    work: "Work",
    *,
    receipt_number: str,
    declarant_name: str,
    id_type: str,
    id_tail: str,
    phone_check: PhoneCheck,
    item_knowledge: str,
    declaration_signed: bool,
    approved_by: str = "",
    approved_pin: str = "",
    signature: SignatureFacts | None = None,
    reissue: bool = False,
) -> ReceiptNow:
    """Declare a receipt lost for good, after identity check and with a supervisor's approval.

    The phone is verified, the person knows the item, an identity paper was seen (type and last
    four characters are kept) and the declaration is signed, on paper or by `signature` on the pad.
    `reissue` prints a new receipt at once. Raises RuleBroken "loss.not_signed",
    "identity.last_four", "approval.…", "signature.…" or "receipt.not_now".
    """
    receipt = receipt_of(work, receipt_number)
    if not declaration_signed:
        raise RuleBroken("loss.not_signed", number=receipt.number)
    approved = approver(work, "declare_receipt_lost", approved_by, approved_pin)
    if receipt.status is ReceiptStatus.ISSUED:
        receipt = turn(work, receipt, ReceiptEvent.REPORT_LOST)
    receipt = turn(work, receipt, ReceiptEvent.DECLARE_LOST)
    work.add(
        LossDeclaration(
            id=work.new_id(),
            receipt_id=receipt.id,
            declared_at=work.at,
            declarant_name=required(declarant_name, "name"),
            id_type=required(id_type, "id_type"),
            id_tail=last_four(id_tail),
            item_knowledge=required(item_knowledge, "said"),
            phone_check=phone_check.value,
            signed=1,
            seen_by=work.person.id,
            approved_by=approved.id,
        )
    )
    _keep_signature(work, receipt, signature, (id_type, item_knowledge))
    return _issued_anew(work, receipt) if reissue else receipt_now(work, receipt)


def _keep_signature(
    work: "Work",
    receipt: ItemReceipt,
    signature: SignatureFacts | None,
    declared: tuple[str, str],
) -> None:
    """The declarant's name, under the identity paper seen and what was known of the item."""
    facts = loss_facts(receipt.number, *declared)
    items = [line.item_id for line in open_lines(work, receipt)]
    keep_signature(work, signature, Paper(receipt.number, SignedFor.LOSS), items, facts)


def _issued_anew(work: "Work", receipt: ItemReceipt) -> ReceiptNow:
    lines = open_lines(work, receipt)
    items = [item_by_id(work, line.item_id) for line in lines]
    receipt = turn(work, receipt, ReceiptEvent.REISSUE)
    recover(work, lines, RecoveredHow.REISSUED)
    return receipt_now(work, receipt, issue_again(work, receipt, items))


def recovery_of(status: ReceiptStatus, *, shown: bool, number: str) -> RecoveredHow:
    """How a receipt closes at hand-back: shown, or declared lost and not shown.

    Raises RuleBroken "receipt.not_shown" when there is neither paper nor declaration, else the
    alarms of `counter.domain.receipts`.
    """
    if not shown and status is ReceiptStatus.LOST_DECLARED:
        return RecoveredHow.LOST_DECLARED
    if not shown and status is ReceiptStatus.ISSUED:
        raise RuleBroken("receipt.not_shown", number=number)
    rules.check_presented(status, number)
    return RecoveredHow.PRESENTED
