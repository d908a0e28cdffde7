"""The item receipt: issued, signed, shown, voided, and issued again for what is left."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from counter.domain import receipts as rules
from counter.domain.cards import CardEvent
from counter.domain.choices import RECEIPT_WORDING, OutHow, RecoveredHow, SignedFor
from counter.domain.custody import CustodyStep
from counter.domain.numbers import NumberKind
from counter.domain.personal import required
from counter.domain.receipts import ReceiptEvent
from counter.domain.records import (
    CustomerItem,
    Id,
    ItemReceipt,
    ReceiptLine,
    RepairCard,
    Unit,
    WorkStep,
)
from counter.domain.refusals import RuleBroken
from counter.domain.settling import paid_fen
from counter.domain.signing import item_facts, receipt_facts
from counter.domain.states import CardStatus, ReceiptStatus, SignedOn
from counter.services.cards import turn_by
from counter.services.custody import pass_on
from counter.services.lookups import card_of_item, item_by_id, receipt_of
from counter.services.paper_settings import queue
from counter.services.payments import payments_of
from counter.services.signing import Paper, SignatureFacts, keep_signature

if TYPE_CHECKING:
    from counter.storage.work import Work

COPIES = 3  # 存根, 客户, 随货 (decisions 38)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiptNow:
    """A receipt as it stands; `open_cases` are the items still to be handed back against it.

    `new_receipt_number` is the paper issued in its place, "" if none.
    """

    receipt_number: str
    status: ReceiptStatus
    signed_on: SignedOn
    open_cases: tuple[str, ...]
    new_receipt_number: str = ""


def confirm_signature(
    work: "Work",
    *,
    receipt_number: str,
    signed_on: SignedOn,
    signature: SignatureFacts | None = None,
) -> ReceiptNow:
    """Confirm that the customer has signed a receipt that was still unsigned (decisions 31).

    On the pad the `signature` itself is kept. Raises RuleBroken "receipt.signature_how",
    "receipt.already_signed", "signature.…".
    """
    receipt = receipt_of(work, receipt_number)
    rules.check_presented(receipt.status, receipt.number)
    if signed_on is SignedOn.NOT_YET:
        raise RuleBroken("receipt.signature_how", number=receipt.number)
    if receipt.signed_on is not SignedOn.NOT_YET:
        raise RuleBroken("receipt.already_signed", number=receipt.number)
    receipt = work.change(receipt, signed_on=signed_on, signed_at=work.at)
    sign(work, receipt, signature)
    return receipt_now(work, receipt)


def sign(work: "Work", receipt: ItemReceipt, signature: SignatureFacts | None) -> None:
    """Keep the name signed on the pad under a receipt; raises RuleBroken "signature.…"."""
    on_pad = receipt.signed_on is SignedOn.PAD
    if on_pad is not (signature is not None):
        raise RuleBroken("signature.missing" if on_pad else "signature.on_pad")
    lines = open_lines(work, receipt)
    items = [line.item_id for line in lines]
    paper = Paper(receipt.number, SignedFor.CHECK_IN)
    keep_signature(work, signature, paper, items, _signed_facts(work, receipt, items))


def _signed_facts(work: "Work", receipt: ItemReceipt, items: Iterable[Id]) -> dict[str, object]:
    return receipt_facts(receipt.number, [_item_facts(work, one) for one in items])


def _item_facts(work: "Work", item_id: Id) -> dict[str, object]:
    item = work.one(CustomerItem, id=item_id)
    paid = paid_fen(payments_of(work, item))
    return item_facts(item, work.one(Unit, id=item.unit_id), paid)


def present_receipt(work: "Work", *, receipt_number: str) -> ReceiptNow:
    """Look at a receipt somebody shows; one that is not good sets off an alarm and is refused.

    Raises RuleBroken "receipt.…" as in `counter.domain.receipts.ALARMS`.
    """
    receipt = receipt_of(work, receipt_number)
    check_shown(work, receipt)
    return receipt_now(work, receipt)


def void_receipt(
    work: "Work", *, receipt_number: str, reason: str, reissue: bool = False
) -> ReceiptNow:
    """Void a receipt made by mistake, before any work on its items.

    With `reissue` the items stay and get a new receipt; without it the check-in is undone and the
    items go back to the customer at once. Raises RuleBroken "receipt.not_now",
    "receipt.work_begun" or "receipt.deposit_taken".
    """
    receipt = receipt_of(work, receipt_number)
    reason = required(reason, "reason")
    lines = open_lines(work, receipt)
    items = [item_by_id(work, line.item_id) for line in lines]
    receipt = turn(work, receipt, ReceiptEvent.VOID_ERROR, reason=reason)
    for item in items:
        _check_untouched(work, receipt, item)
    recover(work, lines, RecoveredHow.REISSUED if reissue else RecoveredHow.VOIDED_ERROR)
    fresh = None
    if reissue:
        fresh = issue_again(work, receipt, items)
    else:
        for item in items:
            _undo_check_in(work, receipt, item, reason)
    return receipt_now(work, receipt, fresh)


def issue(
    work: "Work",
    customer_id: Id,
    items: Sequence[CustomerItem],
    *,
    language: str,
    signed_on: SignedOn = SignedOn.NOT_YET,
    replaces_number: str = "",
) -> ItemReceipt:
    """Issue one receipt for some items and queue its three sheets."""
    receipt = work.add(
        ItemReceipt(
            id=work.new_id(),
            number=work.next_number(NumberKind.RECEIPT),
            outlet_id=work.outlet.id,
            customer_id=customer_id,
            issued_at=work.at,
            issued_by=work.person.id,
            language=language,
            wording=RECEIPT_WORDING,
            token=work.token(),
            replaces_number=replaces_number,
            status=ReceiptStatus.ISSUED,
            status_at=work.at,
            status_by=work.person.id,
            signed_on=signed_on,
            signed_at=None if signed_on is SignedOn.NOT_YET else work.at,
        )
    )
    for n, item in enumerate(items, start=1):
        work.add(ReceiptLine(id=work.new_id(), receipt_id=receipt.id, item_id=item.id, n=n))
    queue(work, "item_receipt", receipt.number, copies=COPIES)
    if signed_on is SignedOn.NOT_YET:
        work.warn("receipt.not_signed", number=receipt.number)
    return receipt


def issue_again(work: "Work", receipt: ItemReceipt, items: Sequence[CustomerItem]) -> ItemReceipt:
    """Issue a receipt in place of another; the customer signs it anew."""
    return issue(
        work,
        receipt.customer_id,
        items,
        language=receipt.language,
        replaces_number=receipt.number,
    )


def turn(
    work: "Work", receipt: ItemReceipt, event: ReceiptEvent, *, reason: str = ""
) -> ItemReceipt:
    """Turn a receipt by an event; raises RuleBroken "receipt.not_now"."""
    return set_status(
        work, receipt, rules.after(receipt.status, event, receipt.number), reason=reason
    )


def set_status(
    work: "Work", receipt: ItemReceipt, status: ReceiptStatus, *, reason: str = ""
) -> ItemReceipt:
    """Give a receipt a state that `counter.domain.receipts` allowed."""
    return work.change(
        receipt,
        status=status,
        status_at=work.at,
        status_by=work.person.id,
        status_reason=reason,
    )


def check_shown(work: "Work", receipt: ItemReceipt) -> None:
    """Refuse a receipt that is not good; the alarm is kept although the act is refused."""
    if receipt.status in rules.ALARMS:
        work.count(rules.ALARMS[receipt.status], receipt.number)
    rules.check_presented(receipt.status, receipt.number)


def open_lines(work: "Work", receipt: ItemReceipt) -> list[ReceiptLine]:
    """The lines of a receipt whose items are still here, in their order."""
    return work.all(ReceiptLine, receipt_id=receipt.id, recovered_at=None)


def recover(work: "Work", lines: Iterable[ReceiptLine], how: RecoveredHow) -> None:
    """Close lines of a receipt."""
    for line in lines:
        work.change(
            line,
            recovered_at=work.at,
            recovered_by=work.person.id,
            recovered_how=how.value,
        )


def receipt_now(work: "Work", receipt: ItemReceipt, fresh: ItemReceipt | None = None) -> ReceiptNow:
    """A receipt as it stands, and the one that took its place."""
    lines = open_lines(work, fresh or receipt)
    return ReceiptNow(
        receipt_number=receipt.number,
        status=receipt.status,
        signed_on=receipt.signed_on,
        open_cases=tuple(work.one(CustomerItem, id=line.item_id).number for line in lines),
        new_receipt_number=fresh.number if fresh else "",
    )


def _check_untouched(work: "Work", receipt: ItemReceipt, item: CustomerItem) -> None:
    card = card_of_item(work, item)
    begun = work.find(WorkStep, card_id=card.id) is not None
    if begun or card.status not in (CardStatus.OPENED, CardStatus.HUNG):
        raise RuleBroken("receipt.work_begun", number=receipt.number, case_number=item.number)


def _undo_check_in(work: "Work", receipt: ItemReceipt, item: CustomerItem, reason: str) -> None:
    if paid_fen(payments_of(work, item)):
        raise RuleBroken("receipt.deposit_taken", number=receipt.number, case_number=item.number)
    card: RepairCard = card_of_item(work, item)
    turn_by(work, card, CardEvent.CANCEL, reason=reason)
    item = pass_on(work, item, CustodyStep.UNDO_CHECK_IN, note=reason)
    work.change(item, out_at=work.at, out_by=work.person.id, out_how=OutHow.NOT_TAKEN_IN.value)
    work.wipe_passcode(item.id)
