"""What is done to the case that is open: each is a form, an act, and a sentence about it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from counter.domain import custody
from counter.domain.case_acts import WAITS_TO_BE_FETCHED, CaseAct
from counter.domain.choices import Destination, PaymentMethod
from counter.domain.custody import CustodyStep
from counter.domain.rights import may
from counter.domain.states import EstimateStatus, PaymentKind, Role, SignedOn
from counter.storage.questions.case_standing import open_receipt, standing_settlement
from counter.storage.questions.cases import CaseView, case
from counter.storage.questions.lists import ItemKindRow, ShelfRow, shelves
from counter.storage.questions.reading import Page
from counter.storage.questions.transfers import outlet_choices
from ui import terms
from ui.dialogs.consent import ConsentDialog
from ui.dialogs.correct_customer import CorrectCustomerDialog
from ui.dialogs.correct_item import CorrectItemDialog
from ui.dialogs.correct_unit import CorrectUnitDialog
from ui.dialogs.form import FormDialog
from ui.dialogs.form_deeds import FormDeeds
from ui.dialogs.move import MoveDialog
from ui.dialogs.notice import NoticeDialog
from ui.dialogs.payment import PaymentDialog
from ui.dialogs.reason import Asked
from ui.dialogs.refund import asked_to_refund, refund_facts
from ui.dialogs.send_to import SendDialog
from ui.kit import Kit
from ui.screens.case.done import Done

STEPS = {
    Destination.SHELF: CustodyStep.STORE,
    Destination.BENCH: CustodyStep.TAKE_TO_BENCH,
    Destination.SENT_OUT: CustodyStep.SEND_OUT,
}

REISSUE = "reissue"
NAMES = {CaseAct.TAKE_DEPOSIT: CaseAct.TAKE_PAYMENT.value}
CORRECTIONS = (CaseAct.CORRECT_CUSTOMER, CaseAct.CORRECT_UNIT, CaseAct.CORRECT_ITEM)
OF_THE_RECEIPT = (
    CaseAct.CONFIRM_SIGNATURE,
    CaseAct.REPORT_LOST,
    CaseAct.FOUND,
    CaseAct.VOID_RECEIPT,
)


class CaseDeeds(FormDeeds):
    """Opens the form of an act and runs it; the page shows what came of it by itself."""

    def __init__(self, kit: Kit, page: QWidget):
        super().__init__(kit, page)
        self._view: CaseView | None = None
        self._kind: ItemKindRow | None = None
        self._kinds: list[ItemKindRow] = []
        self._shelves: list[ShelfRow] = []
        self._role: Role | None = None
        self._done = Done(kit)
        self._act: CaseAct | None = None
        self._ways: dict[CaseAct, Callable[[CaseView], object]] = {
            CaseAct.RECORD_CONSENT: self._consent,
            CaseAct.SETTLE: self._settle,
            CaseAct.NOTIFY: self._notify,
            CaseAct.HAND_BACK: self._hand_back,
            CaseAct.TAKE_PAYMENT: self._pay,
            CaseAct.TAKE_DEPOSIT: self._pay,
            CaseAct.REFUND: self._refund,
            CaseAct.MOVE: self._move,
            CaseAct.CONFIRM_SIGNATURE: self._confirm_signature,
            CaseAct.CORRECT_ITEM: self._correct_item,
            CaseAct.CORRECT_UNIT: self._correct_unit,
            CaseAct.CORRECT_CUSTOMER: self._correct_customer,
            CaseAct.REVERSE_PAYMENT: self._reverse,
            CaseAct.REPORT_LOST: self._report_lost,
            CaseAct.FOUND: self._found,
            CaseAct.REVEAL_PASSCODE: self._reveal_passcode,
            CaseAct.WITHDRAW: self._withdraw,
            CaseAct.VOID_RECEIPT: self._void,
            CaseAct.PACK: self._pack,
        }

    def use(
        self,
        view: CaseView,
        kind: ItemKindRow | None,
        kinds: list[ItemKindRow],
        role: Role | None,
    ) -> None:
        """Take the case as it stands now."""
        self._view, self._kind, self._kinds, self._role = view, kind, kinds, role
        self._kit.desk.ask(shelves).then(self._take_shelves)

    def forget(self) -> None:
        """Another case is being opened: what was begun for this one opens no form any more."""
        self._view = self._act = None

    def run(self, act: CaseAct) -> None:
        """Do something: most things ask first."""
        if self._view is not None and self.dialog is None:
            self._act = act
            self._ways[act](self._view)

    # -- the forms

    def _notify(self, view: CaseView) -> None:
        settlement = standing_settlement(view)
        is_ready = view.custody_state in WAITS_TO_BE_FETCHED
        due = view.due_fen if settlement else 0
        phone = view.customer.phone
        window = self._page.window()
        self._open(NoticeDialog(self._kit, window, phone=phone, is_ready=is_ready, due_fen=due))

    def _consent(self, view: CaseView) -> None:
        waiting = [one for one in view.estimates if one.status is EstimateStatus.SENT]
        phone = view.customer.phone
        phone = "" if "*" in phone else phone
        self._open(ConsentDialog(self._kit, self._page.window(), waiting[-1], phone))

    def _pay(self, view: CaseView) -> None:
        due = max(0, view.due_fen) if self._act is CaseAct.TAKE_PAYMENT else 0
        self._open(PaymentDialog(self._kit, self._page.window(), due))

    def _move(self, view: CaseView) -> None:
        ways = [w for w, step in STEPS.items() if step in custody.WAYS[view.custody_state]]
        names, window = [one.name for one in self._shelves], self._page.window()
        self._open(MoveDialog(self._kit, window, ways, shelves=names, here=view.shelf))

    def _pack(self, view: CaseView) -> None:
        outlets = self._kit.desk.glance(outlet_choices)
        name = " ".join(t for t in (view.unit.product, view.unit.brand, view.unit.model) if t)
        items = {view.case_number: name}
        self._open(SendDialog(self._kit, self._page.window(), outlets, items))

    def _correct_customer(self, view: CaseView) -> None:
        """The form shows what stands unmasked; the look is put on record first."""
        if "*" not in view.customer.phone and "*" not in view.customer.name:
            self._open_correct_customer(view)
            return
        facts = {"case_number": view.case_number}
        reply = self._kit.desk.do("reveal_customer", **facts)
        reply.then(self._ask_unmasked, view.case_number).sorry(self._refuse)

    def _ask_unmasked(self, _answer: object, number: str) -> None:
        self._kit.desk.ask(case, number=number).then(self._open_correct_customer)

    def _open_correct_customer(self, view: CaseView) -> None:
        is_open = self._view is not None and self._view.case_number == view.case_number
        if not is_open or self._act is not CaseAct.CORRECT_CUSTOMER or not self._is_free():
            return  # something else was begun since
        self._view = view
        self._open(CorrectCustomerDialog(self._kit, self._page.window(), view.customer))

    def _correct_unit(self, view: CaseView) -> None:
        window = self._page.window()
        self._open(CorrectUnitDialog(self._kit, window, view.unit, self._kinds))

    def _correct_item(self, view: CaseView) -> None:
        self._open(CorrectItemDialog(self._kit, self._page.window(), view, self._kind))

    def _reverse(self, view: CaseView) -> None:
        self._ask(partial(self._reverse_asked, view), "undo-2")

    def _reverse_asked(self, view: CaseView) -> Asked:
        say, plain = self._kit.language.say, self._kit.figures.plain_amount
        what = [
            (
                str(one.n),
                f"{one.n}. {say(terms.METHODS[PaymentMethod(one.method)])} {plain(one.amount_fen)}",
            )
            for one in reversed(view.payments)
            if not one.is_reversed and one.kind is not PaymentKind.REVERSAL
        ]
        return Asked(
            title=say("Reverse a payment"),
            go=say("Reverse it"),
            then=say("The line stays; a line of the opposite amount takes it back."),
            reasons=[say("Booked the wrong way"), say("Wrong amount"), say("Wrong case")],
            what=what,
            label=say("&Reason"),
        )

    def _refund(self, view: CaseView) -> None:
        self._ask(partial(self._refund_asked, view), "undo-2")

    def _refund_asked(self, view: CaseView) -> Asked:
        return asked_to_refund(self._kit, -view.due_fen)

    def _withdraw(self, view: CaseView) -> None:
        self._ask(partial(self._withdraw_asked, view), "undo-2")

    def _withdraw_asked(self, _view: CaseView) -> Asked:
        say = self._kit.language.say
        return Asked(
            title=say("Withdraw the item unrepaired"),
            go=say("Withdraw"),
            then=say("All work stops; the item is ready to be settled and handed back."),
            reasons=[
                say("The customer wants it back"),
                say("Too expensive"),
                say("Takes too long"),
            ],
        )

    def _void(self, view: CaseView) -> None:
        self._ask(partial(self._void_asked, view), "x")

    def _void_asked(self, _view: CaseView) -> Asked:
        say = self._kit.language.say
        return Asked(
            title=say("Void the receipt"),
            go=say("Void the receipt"),
            text=say("Only for a receipt written in error, before any work."),
            then=say("Take the customer's sheet back and keep it with the file copy."),
            reasons=[say("Wrong customer"), say("Wrong item"), say("Written twice")],
            what=[
                (REISSUE, say("Items stay, new receipt")),
                ("undo", say("Items go back at once")),
            ],
        )

    def _report_lost(self, view: CaseView) -> None:
        self._ask(partial(self._report_lost_asked, view), "shield-alert")

    def _report_lost_asked(self, _view: CaseView) -> Asked:
        say = self._kit.language.say
        return Asked(
            title=say("The receipt is lost"),
            go=say("Block the receipt"),
            then=say("Nobody can use it from now on; the customer may still find it."),
            label=say("Who &reports it"),
            fact="reported_by",
            is_needed=False,
        )

    def _found(self, view: CaseView) -> None:
        self._ask(partial(self._found_asked, view), "shield-check")

    def _found_asked(self, _view: CaseView) -> Asked:
        say = self._kit.language.say
        return Asked(
            title=say("The receipt was found"),
            go=say("The receipt is good again"),
            label=say("&Note"),
            fact="note",
            is_needed=False,
        )

    def _confirm_signature(self, _view: CaseView) -> None:
        self._send({})

    def _reveal_passcode(self, view: CaseView) -> None:
        self._ask(partial(self._reveal_passcode_asked, view), "lock")

    def _reveal_passcode_asked(self, _view: CaseView) -> Asked:
        say = self._kit.language.say
        return Asked(
            title=say("Show the passcode"),
            go=say("Show it"),
            text=say("Who looked and why goes on record."),
            reasons=[say("Test of the screen"), say("Back-up for the customer")],
        )

    def _settle(self, view: CaseView) -> None:
        self.wants.emit("settlement", view.case_number)

    def _hand_back(self, view: CaseView) -> None:
        self.wants.emit("hand_back", view.case_number)

    # -- running them

    def _send(self, facts: dict[str, Any]) -> None:
        if self._view is None or self._act is None:
            return
        if not facts and self._act in CORRECTIONS:
            self._close(self.dialog)  # nothing was changed
            return
        act, told = self._told_facts(self._act, self._view, dict(facts))
        reply = self._kit.desk.do(act, **told)
        reply.then(self._was_done, self._act, self._view, self.dialog)
        reply.sorry(self._refuse, self.dialog)

    def _told_facts(
        self, act: CaseAct, view: CaseView, facts: dict[str, Any]
    ) -> tuple[str, dict[str, Any]]:
        """The act's name, and its facts with the number it goes by."""
        if act is CaseAct.RECORD_CONSENT:
            return facts.pop("act"), facts
        if act is CaseAct.PACK:
            return act.value, facts
        if act is CaseAct.REFUND:
            return act.value, _named_by(act, view) | refund_facts(facts)
        what = facts.pop("what", "")
        if act is CaseAct.REVERSE_PAYMENT:
            facts["n"] = int(what)
        elif act is CaseAct.VOID_RECEIPT:
            facts["reissue"] = what == REISSUE
        elif act is CaseAct.CONFIRM_SIGNATURE:
            facts["signed_on"] = SignedOn.PAPER
        return NAMES.get(act, act.value), _named_by(act, view) | facts

    def _was_done(
        self, answer: Any, act: CaseAct, view: CaseView, dialog: FormDialog | None
    ) -> None:
        self._close(dialog)
        text = self._done.text(act, view, answer)
        way = self._done.way_back(act, view, answer, self._may_undo)
        if way is None:
            self.told.emit(text)
        else:
            self.undoable.emit(text, way)
        fresh = getattr(answer, "new_receipt_number", "")
        if act is CaseAct.VOID_RECEIPT and fresh:
            self._kit.print_room.print_queued([fresh])
        if act is CaseAct.PACK:
            self._kit.print_room.print_queued([answer.transfer_number])
            if self._page.isVisible():
                self.wants.emit("transfers", answer.transfer_number)

    def _may_undo(self, right: str) -> bool:
        return self._role is not None and may(self._role, right)

    def _take_shelves(self, page: Page[ShelfRow]) -> None:
        self._shelves = page.rows


def _named_by(act: CaseAct, view: CaseView) -> dict[str, Any]:
    """The number an act goes by."""
    if act in OF_THE_RECEIPT:
        receipt = open_receipt(view)
        return {"receipt_number": receipt.number if receipt else ""}
    if act is CaseAct.CORRECT_CUSTOMER:
        return {"customer_number": view.customer.number}
    return {"number" if act is CaseAct.MOVE else "case_number": view.case_number}
