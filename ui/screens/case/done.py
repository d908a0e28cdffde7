"""What is said once an act was done to a case, and the act that takes it back."""

from collections.abc import Callable
from typing import Any

from counter.domain.case_acts import CaseAct
from counter.domain.choices import Destination
from counter.language import N_
from counter.storage.questions.case_standing import open_receipt
from counter.storage.questions.cases import CaseView
from ui.dialogs.correct_customer import as_it_was
from ui.kit import Kit
from ui.undo import Reversal

SAID = {
    CaseAct.NOTIFY: N_("Written down: the customer was told"),
    CaseAct.MOVE: N_("The item was moved"),
    CaseAct.REVERSE_PAYMENT: N_("The payment was reversed"),
    CaseAct.REFUND: N_("The money was paid back"),
    CaseAct.CONFIRM_SIGNATURE: N_("The receipt is signed"),
    CaseAct.CORRECT_ITEM: N_("The case was corrected"),
    CaseAct.CORRECT_UNIT: N_("The unit was corrected"),
    CaseAct.CORRECT_CUSTOMER: N_("The customer was corrected"),
    CaseAct.REPORT_LOST: N_("The receipt is blocked: nobody can use it"),
    CaseAct.FOUND: N_("The receipt is good again"),
    CaseAct.WITHDRAW: N_("Withdrawn: the item can be settled and handed back"),
    CaseAct.VOID_RECEIPT: N_("The receipt is void"),
    CaseAct.PACK: N_("Packed; the transfer note is printed"),
}


class Done:
    """Words and ways back."""

    def __init__(self, kit: Kit):
        self._kit = kit

    def text(self, act: CaseAct, view: CaseView, answer: Any) -> str:
        """One sentence about what was done."""
        say, amount = self._kit.language.say, self._kit.figures.amount
        if act in (CaseAct.TAKE_PAYMENT, CaseAct.TAKE_DEPOSIT):
            paid = sum(one.amount_fen for one in view.payments)
            taken = amount(answer.paid_fen - paid)
            if answer.change_fen:
                change = amount(answer.change_fen)
                return say("{amount} taken; change {change}", amount=taken, change=change)
            return say("{amount} taken", amount=taken)
        if act is CaseAct.RECORD_CONSENT:
            if getattr(answer, "estimate_number", ""):
                return say("Written down: the customer agreed")
            return say("Written down: the customer declined")
        if act is CaseAct.REVEAL_PASSCODE:
            return say("Passcode: {passcode}", passcode=answer.passcode)
        return say(SAID[act])

    def way_back(
        self, act: CaseAct, view: CaseView, answer: Any, may: Callable[[str], bool]
    ) -> Reversal | None:
        """The act that takes it back, where there is one and the person may."""
        if act in (CaseAct.TAKE_PAYMENT, CaseAct.TAKE_DEPOSIT):
            return self._reversed(view, answer) if may("reverse_payment") else None
        if act is CaseAct.MOVE and view.shelf:
            facts = {"number": view.case_number, "to": Destination.SHELF, "shelf": view.shelf}
            return Reversal("move_item", facts)
        receipt = open_receipt(view)
        if act is CaseAct.REPORT_LOST and receipt is not None:
            return Reversal("receipt_found", {"receipt_number": receipt.number})
        return self._corrected_back(act, view)

    def _reversed(self, view: CaseView, answer: Any) -> Reversal | None:
        """One payment is taken back by one line; of several none is taken for the others."""
        if answer.n != len(view.payments) + 1:
            return None
        reason = self._kit.language.say("Taken back at once")
        facts = {"case_number": view.case_number, "n": answer.n, "reason": reason}
        return Reversal("reverse_payment", facts)

    def _corrected_back(self, act: CaseAct, view: CaseView) -> Reversal | None:
        number = {"case_number": view.case_number}
        if act is CaseAct.CORRECT_UNIT:
            return Reversal("correct_unit", number | _old_unit(view))
        if act is CaseAct.CORRECT_CUSTOMER:
            who = {"customer_number": view.customer.number}
            return Reversal("correct_customer", who | as_it_was(view.customer))
        if act is CaseAct.CORRECT_ITEM:
            return Reversal("correct_item", number | self._old_item(view))
        return None

    def _old_item(self, view: CaseView) -> dict[str, Any]:
        return {
            "fault": view.fault_words,
            "fault_codes": tuple(view.fault_codes),
            "condition_codes": tuple(view.condition),
            "condition_note": view.condition_note,
            "declared_value_fen": view.declared_value_fen,
            "promised_at": view.promised_at,
            "reason": self._kit.language.say("Taken back at once"),
        }


def _old_unit(view: CaseView) -> dict[str, Any]:
    unit = view.unit
    return {
        "kind": unit.kind_code,
        "product": unit.product,
        "brand": unit.brand,
        "model": unit.model,
        "serial": unit.serial,
        "colour": unit.colour,
        "bought_on": unit.bought_on,
        "note": unit.note,
    }
