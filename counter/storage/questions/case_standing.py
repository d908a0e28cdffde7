"""How a case stands, from all that is known of it: what `counter.domain.case_acts` decides by."""

from counter.domain.case_acts import Standing
from counter.domain.states import EstimateStatus, PaymentKind, SettlementStatus, SignedOn
from counter.storage.questions.case_views import ReceiptView, SettlementView
from counter.storage.questions.cases import CaseView


def standing_of(view: CaseView) -> Standing:
    """How the case stands now."""
    receipt, settlement = open_receipt(view), standing_settlement(view)
    return Standing(
        custody=view.custody_state,
        card=view.card.status if view.card else None,
        receipt=receipt.status if receipt else None,
        is_signed=receipt is None or receipt.signed_on is not SignedOn.NOT_YET,
        estimate_waits=any(one.status is EstimateStatus.SENT for one in view.estimates),
        settlement=settlement.status if settlement else None,
        due_fen=view.due_fen if settlement else 0,
        has_reversible_payment=any(
            not one.is_reversed and one.kind is not PaymentKind.REVERSAL for one in view.payments
        ),
        has_passcode=view.has_passcode,
        is_erased=view.customer.is_erased,
        is_held=not view.held_by,
    )


def open_receipt(view: CaseView) -> ReceiptView | None:
    """The paper the item is still out on."""
    return next((one for one in view.receipts if one.recovered_at is None), None)


def standing_settlement(view: CaseView) -> SettlementView | None:
    """The settlement that counts."""
    made = (one for one in view.settlements if one.status is not SettlementStatus.REPLACED)
    return next(made, None)
