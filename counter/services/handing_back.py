"""The item goes home: receipt voided, register line closed, card closed, all in one (§5.3)."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from counter.domain import receipts as receipt_rules
from counter.domain.cards import WORK_OVER, CardEvent
from counter.domain.choices import Collector, RecoveredHow, SignedFor, Signer
from counter.domain.covers import guarantee_until
from counter.domain.custody import CustodyStep
from counter.domain.personal import cleaned, last_four, required
from counter.domain.records import (
    CustomerItem,
    ItemReceipt,
    PartUsed,
    ReceiptLine,
    RepairCard,
    Settlement,
)
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may
from counter.domain.settling import due_fen
from counter.domain.states import CardStatus, OldPartChoice, SettlementStatus
from counter.services.approvals import approver
from counter.services.cards import turn_by
from counter.services.custody import pass_on
from counter.services.lookups import card_of_item, case_of, is_here, receipt_of
from counter.services.lost_receipts import recovery_of
from counter.services.paper_settings import queue
from counter.services.payments import (
    PaymentFacts,
    payments_of,
    set_status,
    standing_settlement,
    take_payment,
)
from counter.services.receipts import (
    check_shown,
    issue_again,
    open_lines,
    recover,
)
from counter.services.receipts import set_status as set_receipt_status
from counter.services.signing import Paper, SignatureFacts, keep_signature

if TYPE_CHECKING:
    from counter.storage.work import Work

#: another seat that was not heard of for so long may have handed the same item back
UNHEARD_MS = 600_000
COPIES = 3  # 存根, 客户, 记账 (domain.md §11.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectorFacts:
    """Who takes the items; a deputy gives his name, and type and last four of an identity paper."""

    who: Collector = Collector.SELF
    name: str = ""
    id_type: str = ""
    id_tail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedItem:
    """One item handed back: which accessories (their n), or why one is missing."""

    case_number: str
    accessories_back: tuple[int, ...] = ()
    all_accessories_back: bool = False
    missing_reason: str = ""
    condition_changed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePaid:
    """What is paid for one of the items before it goes."""

    case_number: str
    payments: tuple[PaymentFacts, ...]


@dataclass(frozen=True, slots=True)
class _Going:
    """An item on its way out, and the accessories that go with it."""

    item: CustomerItem
    facts: ReturnedItem
    accessories: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemHome:
    """An item that has gone home; `old_parts` are to be given to the customer with it."""

    case_number: str
    card_number: str
    settlement_number: str
    guarantee_until_on: str
    still_due_fen: int
    old_parts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedBack:
    """A hand-back: the receipt is void; `new_receipt_number` stands for the items still here."""

    receipt_number: str
    new_receipt_number: str
    items: tuple[ItemHome, ...]
    still_here: tuple[str, ...]
    change_fen: int = 0


def hand_back(
    work: "Work",
    *,
    receipt_number: str,
    items: tuple[ReturnedItem, ...] = (),
    all_accessories_back: bool = False,
    collector: CollectorFacts = CollectorFacts(),
    receipt_shown: bool = True,
    payments: tuple[CasePaid, ...] = (),
    signature: SignatureFacts | None = None,
    credit_approved_by: str = "",
    credit_pin: str = "",
) -> HandedBack:
    """Hand items back against their receipt, which is voided; all of it happens or none.

    No `items` named means every item still open on the receipt. Handing back some voids the paper
    and issues one for the rest. Without the paper only a declared loss opens the way
    (`receipt_shown` false). `payments` are taken first, in the same act. Raises RuleBroken
    "receipt.…" (with an alarm), "handback.…", "payment.…", "signature.…", "approval.…".
    """
    receipt = receipt_of(work, receipt_number)
    how = _recovery(work, receipt, collector, receipt_shown)
    heard_at = work.others_heard_at()
    if heard_at is not None and work.at - heard_at > UNHEARD_MS:
        work.warn("handback.others_unheard", heard_at=heard_at)
    lines = open_lines(work, receipt)
    going = _going(work, receipt, _wanted(work, lines, items), all_back=all_accessories_back)
    change = _take_payments(work, going, payments)
    _keep_signature(work, receipt, signature, going, collector)
    credit = (credit_approved_by, credit_pin)
    home = tuple(_send_home(work, one, collector, credit) for one in going)
    gone = {one.item.id for one in going}
    recover(work, (line for line in lines if line.item_id in gone), how)
    voided = receipt_rules.recovered_and_voided(receipt.status, receipt.number)
    set_receipt_status(work, receipt, voided)
    rest = [line for line in lines if line.item_id not in gone]
    fresh = _for_the_rest(work, receipt, rest)
    for item in home:
        queue(work, "settlement_statement", item.settlement_number, copies=COPIES)
    return HandedBack(
        receipt_number=receipt.number,
        new_receipt_number=fresh.number if fresh else "",
        items=home,
        still_here=tuple(work.one(CustomerItem, id=line.item_id).number for line in rest),
        change_fen=change,
    )


def signed_facts(
    receipt_number: str, items: Sequence[ReturnedItem], collector: CollectorFacts
) -> dict[str, object]:
    """What stands above the name on the pad; a window that shows it binds the strokes to it."""
    return {
        "receipt": receipt_number,
        "by": collector.who.value,
        "items": [
            [one.case_number, [*one.accessories_back], one.missing_reason, one.condition_changed]
            for one in items
        ],
    }


def _take_payments(work: "Work", going: list[_Going], payments: tuple[CasePaid, ...]) -> int:
    """Money that is handed over together with the items; the change that is given."""
    if payments and not may(work.person.role, "take_payment"):
        code, role = work.person.code, work.person.role.value
        raise RuleBroken("right.missing", act="take_payment", code=code, role=role)
    change = 0
    for paid in payments:
        number = case_of(work, paid.case_number).number
        if all(one.item.number != number for one in going):
            raise RuleBroken("handback.paid_for_another", case_number=number)
        change += take_payment(work, case_number=number, payments=paid.payments).change_fen
    return change


def _keep_signature(
    work: "Work",
    receipt: ItemReceipt,
    signature: SignatureFacts | None,
    going: list[_Going],
    collector: CollectorFacts,
) -> None:
    signer = Signer.DEPUTY if collector.who is Collector.DEPUTY else Signer.CUSTOMER
    paper = Paper(receipt.number, SignedFor.HAND_BACK, signer)
    told = [
        replace(one.facts, case_number=one.item.number, accessories_back=one.accessories)
        for one in going
    ]
    facts = signed_facts(receipt.number, told, collector)
    keep_signature(work, signature, paper, [one.item.id for one in going], facts)


def _recovery(
    work: "Work", receipt: ItemReceipt, collector: CollectorFacts, shown: bool
) -> RecoveredHow:
    if shown:
        check_shown(work, receipt)
    how = recovery_of(receipt.status, shown=shown, number=receipt.number)
    if how is RecoveredHow.LOST_DECLARED and collector.who is Collector.DEPUTY:
        raise RuleBroken("handback.deputy_needs_receipt", number=receipt.number)
    return how


def _wanted(
    work: "Work", lines: Sequence[ReceiptLine], named: tuple[ReturnedItem, ...]
) -> tuple[ReturnedItem, ...]:
    """What is handed back: as named, or everything still open that is here."""
    if named:
        return named
    items = [work.one(CustomerItem, id=line.item_id) for line in lines]
    here = [item for item in items if is_here(work, item)]
    # where none is here the first says who has it
    return tuple(ReturnedItem(case_number=item.number) for item in here or items)


def _going(
    work: "Work", receipt: ItemReceipt, wanted: tuple[ReturnedItem, ...], *, all_back: bool
) -> list[_Going]:
    """The items, each open on the receipt and named once, with their accessories."""
    here = {line.item_id for line in open_lines(work, receipt)}
    going: list[_Going] = []
    for facts in wanted:
        item = case_of(work, facts.case_number)
        if item.id not in here:
            raise RuleBroken(
                "handback.not_on_receipt", number=receipt.number, case_number=item.number
            )
        if any(item.id == other.item.id for other in going):
            raise RuleBroken("handback.named_twice", number=item.number)
        accessories = _accessories_back(item, facts, all_back or facts.all_accessories_back)
        going.append(_Going(item, facts, accessories))
    return going


def _accessories_back(item: CustomerItem, facts: ReturnedItem, all_back: bool) -> tuple[int, ...]:
    """The accessories ticked back; each missing one needs a reason (domain.md §11.3)."""
    taken_in = {entry["n"]: entry["name"] for entry in json.loads(item.accessories_json)}
    if all_back:
        return tuple(taken_in)
    for n in facts.accessories_back:
        if n not in taken_in:
            raise RuleBroken("handback.no_such_accessory", number=item.number, n=n)
    missing = [name for n, name in taken_in.items() if n not in facts.accessories_back]
    if missing and not cleaned(facts.missing_reason, "reason"):
        raise RuleBroken(
            "handback.accessories_open", number=item.number, accessories=", ".join(missing)
        )
    return tuple(n for n in taken_in if n in facts.accessories_back)


def _send_home(
    work: "Work", going: _Going, collector: CollectorFacts, credit: tuple[str, str]
) -> ItemHome:
    item = going.item
    card = card_of_item(work, item)
    if card.status not in WORK_OVER:
        raise RuleBroken("handback.work_not_over", number=item.number, status=card.status)
    settlement = _settled(work, item, credit)
    repaired = card.status is CardStatus.PASSED
    card = turn_by(work, card, CardEvent.HAND_BACK)
    if repaired:
        until = guarantee_until(work.local_date(work.at), settlement.guarantee_days)
        card = work.change(card, guarantee_until_on=until.isoformat())
    item = pass_on(work, item, CustodyStep.HAND_BACK)
    _note_way_out(work, item, going, collector)
    work.wipe_passcode(item.id)
    return ItemHome(
        case_number=item.number,
        card_number=card.number,
        settlement_number=settlement.number,
        guarantee_until_on=card.guarantee_until_on,
        still_due_fen=due_fen(settlement.gross_fen, payments_of(work, item)),
        old_parts=_old_parts(work, card),
    )


def _settled(work: "Work", item: CustomerItem, credit: tuple[str, str]) -> Settlement:
    """The settlement, paid, nothing due, or let go on credit by somebody who may (§5.3)."""
    settlement = standing_settlement(work, item)
    if settlement is None:
        raise RuleBroken("handback.not_settled", number=item.number)
    if settlement.status in (SettlementStatus.PAID, SettlementStatus.ZERO_DUE):
        return settlement
    due = due_fen(settlement.gross_fen, payments_of(work, item))
    if due < 0:
        raise RuleBroken("handback.refund_due", number=item.number, surplus_fen=-due)
    code, pin = credit
    if not code:
        raise RuleBroken("handback.not_paid", number=item.number, due_fen=due)
    granted_by = approver(work, "grant_credit", code, pin)
    return set_status(work, settlement, SettlementStatus.CREDIT, reason=granted_by.code)


def _note_way_out(
    work: "Work", item: CustomerItem, going: _Going, collector: CollectorFacts
) -> None:
    is_deputy = collector.who is Collector.DEPUTY
    id_type = required(collector.id_type, "id_type") if is_deputy else ""
    changed = (
        cleaned(going.facts.condition_changed, "condition_note"),
        cleaned(going.facts.missing_reason, "reason"),
    )
    work.change(
        item,
        out_at=work.at,
        out_by=work.person.id,
        out_how=collector.who.value,
        collector_name=_name(collector),
        collector_id_type=id_type or cleaned(collector.id_type, "id_type"),
        collector_id_tail=last_four(collector.id_tail) if is_deputy or collector.id_tail else "",
        accessories_back_json=json.dumps(going.accessories),
        condition_changed="; ".join(text for text in changed if text),
    )


def _name(collector: CollectorFacts) -> str:
    if collector.who is Collector.DEPUTY:
        return required(collector.name, "name")
    return cleaned(collector.name, "name")


def _old_parts(work: "Work", card: RepairCard) -> tuple[str, ...]:
    """Names of the replaced parts that are the customer's to take (domain.md §7.9)."""
    pieces: dict[str, int] = {}
    for part in work.all(PartUsed, card_id=card.id):
        if part.old_part_disposition is OldPartChoice.RETURN_TO_CUSTOMER:
            pieces[part.name] = pieces.get(part.name, 0) + part.qty
    return tuple(name for name, qty in pieces.items() if qty > 0)


def _for_the_rest(
    work: "Work", receipt: ItemReceipt, rest: Sequence[ReceiptLine]
) -> ItemReceipt | None:
    if not rest:
        return None
    recover(work, rest, RecoveredHow.REISSUED)
    # the customer may leave with one of his items while another is at the workshop
    return issue_again(work, receipt, [work.one(CustomerItem, id=line.item_id) for line in rest])
