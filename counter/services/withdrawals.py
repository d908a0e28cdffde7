"""The customer takes the item back as it is: work stops, from any state before hand-back."""

from typing import TYPE_CHECKING

from counter.domain.cards import CardEvent
from counter.domain.personal import required
from counter.domain.records import Estimate
from counter.domain.refusals import RuleBroken
from counter.domain.states import CustodyState, EstimateStatus, SettlementStatus
from counter.services.cards import stop_clock, turn_by
from counter.services.custody import CaseNow, case_now, make_ready
from counter.services.estimates import mark
from counter.services.lookups import card_of_item, case_of
from counter.services.payments import set_status, standing_settlement

if TYPE_CHECKING:
    from counter.storage.work import Work


def withdraw_item(work: "Work", *, case_number: str, reason: str) -> CaseNow:
    """Stop all work on an item: its clock stops, a waiting estimate is declined, it is ready.

    A settlement not yet paid is replaced by the next one. Raises RuleBroken "case.handed_back",
    "card.not_now" (already given up), "custody.item_is_out", "settlement.already_paid".
    """
    item = case_of(work, case_number)
    reason = required(reason, "reason")
    if item.custody_state is CustodyState.HANDED_BACK:
        raise RuleBroken("case.handed_back", number=item.number)
    if item.custody_state is CustodyState.SENT_OUT:
        raise RuleBroken("custody.item_is_out", number=item.number)
    settlement = standing_settlement(work, item)
    if settlement is not None and settlement.status is SettlementStatus.PAID:
        raise RuleBroken("settlement.already_paid", number=item.number)
    card = card_of_item(work, item)
    stop_clock(work, card)
    card = turn_by(work, card, CardEvent.WITHDRAW, reason=reason)
    card = work.change(card, guarantee_until_on="")
    for estimate in work.all(Estimate, item_id=item.id, status=EstimateStatus.SENT):
        mark(work, estimate, EstimateStatus.DECLINED, reason=reason)
    if settlement is not None:
        set_status(work, settlement, SettlementStatus.REPLACED, reason=reason)
    return case_now(work, make_ready(work, item, note=reason), card)
