"""Hand-back: a receipt is shown; either everything about it is good, or it is an alarm."""

from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget

from counter.domain import numbers
from counter.domain.numbers import NumberKind
from counter.domain.refusals import RuleBroken
from counter.domain.rights import may, roles_with
from counter.domain.states import ReceiptStatus, Role
from counter.services.handing_back import CasePaid
from counter.storage.questions.hand_back import HandBackLine, HandBackView, hand_back_view
from counter.storage.questions.history import TimelineEntry, timeline
from counter.storage.questions.lists import ItemKindRow, PersonRow, item_kinds, people
from counter.storage.questions.reading import Page
from counter.wording import sentence
from ui import terms
from ui.dialogs.loss import LossDialog
from ui.kit import Kit
from ui.lines import Reply
from ui.scans.door import Outcome
from ui.screens.hand_back.alarm_page import AlarmPage
from ui.screens.hand_back.empty_page import EmptyPage
from ui.screens.hand_back.ready_page import ReadyPage
from ui.screens.hand_back.refund import Refund
from ui.screens.screen import Screen
from ui.widgets.layouts import bring, column, put_by

PAY_BACK = "refund_payment"  # the right
OF_ANOTHER_OUTLET = "receipt.other_outlet"
RECEIPT_DIGIT = str(NumberKind.RECEIPT.digit)


class HandBackScreen(Screen):
    """Gives items back by the act `hand_back`, after their money was taken."""

    name = "hand_back"
    kinds: ClassVar[frozenset[str]] = frozenset(
        {"item_receipt", "customer_item", "settlement", "payment", "repair_card"}
    )

    def __init__(self, kit: Kit):
        super().__init__(kit)
        self._number = ""  # the receipt that lies open
        self._asked = ""  # the one that is being looked up
        self._supervisors: list[PersonRow] = []
        self._owed = 0  # answers to the button that are still to come
        self._unpaid: list[CasePaid] = []  # what somebody who only takes money has still to book
        self._change_fen = 0
        self._dialog: LossDialog | None = None
        self._lost = ""  # the receipt the dialog is about
        self._is_shown = False  # the paper itself was scanned or its number typed
        self.stack = QStackedWidget()
        self.empty, self.ready, self.alarm = EmptyPage(kit), ReadyPage(kit), AlarmPage(kit)
        self.refund = Refund(kit, self)
        for page in (self.empty, self.ready, self.alarm):
            put_by(self.stack, page)
        bring(self.stack, self.empty)
        self.setLayout(column(self.stack))
        self._connect()
        self.say_all()

    def _connect(self) -> None:
        self.empty.entered.connect(self.open_with)
        self.ready.accepted.connect(self.hand_back)
        self.ready.wants_loss.connect(self.declare_loss)
        self.ready.wants_statement.connect(self._print_statement)
        self.ready.wants_settlement.connect(self.settle)
        self.ready.wants_refund.connect(self._pay_back)
        self.refund.told.connect(self.told)
        self.refund.refused.connect(self.refused)
        self.ready.objected.connect(self.objected)
        self.ready.undoable.connect(self.undoable)
        self.ready.refused.connect(self.refused)
        self.alarm.wants_loss.connect(self.declare_loss)
        self.alarm.wants_found.connect(self._found)
        self.alarm.wants_replacement.connect(self.open_with)
        self.alarm.closed.connect(self.close_receipt)
        for keys, method in (("Ctrl+Return", self.hand_back), ("Esc", self.close_receipt)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(method)

    def title(self) -> str:
        return self.say("Hand back")

    def hint(self) -> str:
        return self.say("Scan the customer's receipt")

    def say_all(self) -> None:
        self.empty.say_all()
        self.ready.say_all()
        self.alarm.say_all()
        if self._number and self.stack.currentWidget() is self.ready:
            self._ask().then(self._retell)

    def reload(self) -> None:
        desk = self.kit.desk
        desk.ask(item_kinds).then(self._take_kinds)
        desk.ask(people).then(self._take_people)
        if self._number and self.stack.currentWidget() is self.ready:
            self._ask().then(self._show_anew)

    def first(self) -> None:
        page = self.stack.currentWidget()
        if page is self.ready:
            self.ready.first()
        elif page is self.alarm:
            self.alarm.first()
        else:
            self.empty.start()

    def begin_anew(self) -> None:
        self.close_receipt()

    def open_with(self, subject: object) -> None:
        """A receipt is shown: a bad one is put on record before anything else is done.

        Back from the settlement of one of its items the receipt still lies there.
        """
        number = str(subject)
        if self._is_open(number):
            self._ask().then(self._show_anew)
            return
        self._ask_view(number, is_shown=numbers.plain(number).startswith(RECEIPT_DIGIT))

    def close_receipt(self) -> None:
        """Put the receipt away."""
        self._asked = ""
        self._put_away()

    def _put_away(self) -> None:
        self._number = ""
        bring(self.stack, self.empty)
        self.empty.start()

    def hand_back(self) -> None:
        """Take the money and hand the items back, or go to the first gap."""
        if self.stack.currentWidget() is not self.ready or self._owed:
            return
        if self.ready.gaps():
            self.ready.first()
            return
        if self.ready.takes_money_only():
            self._take_money()
            return
        self._owed += 1
        reply = self.kit.desk.do("hand_back", **self.ready.facts())
        number = self._number
        reply.then(self._handed_back, number).sorry(self._refused, number).after(self._sent)

    def _take_money(self) -> None:
        """Book what is paid, one case after the other; handing over is for others to do."""
        self._unpaid = list(self.ready.payment.payments())
        self._change_fen = 0
        if self._unpaid:
            self._take_next()
        else:
            self.told.emit(self.ready.who_hands_over())

    def _take_next(self) -> None:
        one = self._unpaid.pop(0)
        facts = {"case_number": one.case_number, "payments": one.payments}
        self._owed += 1
        reply = self.kit.desk.do("take_payment", **facts)
        reply.then(self._taken).sorry(self._refused, self._number).after(self._sent)

    def _taken(self, paid: Any) -> None:
        self._change_fen += paid.change_fen
        if self._unpaid:
            self._take_next()
            return
        amount = self.kit.figures.amount(self._change_fen)
        is_exact = self._change_fen == 0
        text = self.say("Paid") if is_exact else self.say("Paid; change {amount}", amount=amount)
        self.told.emit(text)

    def settle(self, case_number: str) -> None:
        """Settle an item that is ready but not settled."""
        self.wants.emit("settlement", (case_number, self.name))

    def _pay_back(self, line: HandBackLine) -> None:
        """Money goes back by somebody who may pay it out; others are told who that is."""
        role = self._role()
        if role is None or may(role, PAY_BACK):
            self.refund.pay_back(line)
            return
        roles = [self.say(terms.ROLES[one]) for one in roles_with(PAY_BACK)]
        who = self.kit.language.listing(roles)
        self.objected.emit(self.say("It is paid back by: {roles}.", roles=who))

    def declare_loss(self) -> None:
        """Ask for the declaration that stands in for a lost receipt."""
        view = self.ready.view if self.stack.currentWidget() is self.ready else self.alarm.view
        if view is None:
            return
        dialog = LossDialog(
            self.kit,
            self.window(),
            view.customer.name,
            self._supervisors,
            receipt=view.receipt_number,
        )
        dialog.declared.connect(self._declare)
        dialog.reported.connect(self._report)
        dialog.report.setVisible(view.status is ReceiptStatus.ISSUED)
        dialog.finished.connect(self._forget_dialog)
        self._dialog, self._lost = dialog, view.receipt_number
        dialog.open()

    # -- inside

    def _ask(self, number: str = "") -> Reply:
        facts = {"number": number or self._number, "language": self.kit.language.code}
        return self.kit.desk.ask(hand_back_view, **facts)

    def _ask_view(self, number: str, *, is_shown: bool) -> None:
        self._asked = number
        reply = self._ask(number)
        reply.then(self._take_view, number, is_shown).sorry(self._no_receipt, number)

    def _look_again(self, number: str) -> None:
        """What is true of a receipt now, unless another one lies here or is looked up."""
        if number == self._number != "" and not self._asked:
            self._ask_view(number, is_shown=self._is_shown)

    def _take_view(self, view: HandBackView, asked: str, is_shown: bool) -> None:
        if asked == self._asked:  # else another was scanned since, or it was put away
            self._asked, self._is_shown = "", is_shown
            self._show_view(view)

    def _retell(self, view: HandBackView) -> None:
        if view.receipt_number == self._number:
            self.ready.retell(view)

    def _show_view(self, view: HandBackView) -> None:
        self._number = view.receipt_number
        is_declared = view.status is ReceiptStatus.LOST_DECLARED and not self._is_shown
        if is_declared or not view.blocks:
            self.ready.use_role(self._role())
            self.ready.show_view(view, is_shown=self._is_shown)
            bring(self.stack, self.ready)
            self.ready.first()
            self.kit.scans.tell(Outcome.HIT)
            return
        self.kit.scans.tell(Outcome.ALARM)
        self._show_alarm(view)
        bring(self.stack, self.alarm)
        self.alarm.first()
        if not self._is_shown:
            return
        present = self.kit.desk.do("present_receipt", receipt_number=view.receipt_number)
        present.sorry(self._alarm_recorded)

    def _alarm_recorded(self, _refusal: RuleBroken) -> None:
        """The refusal is the point: that the receipt was shown is on record now."""
        if self._number:
            self._ask().then(self._show_alarm)

    def _is_open(self, case_number: str) -> bool:
        """Whether the receipt that is open has this case on it."""
        view = self.ready.view if self.stack.currentWidget() is self.ready else None
        lines = view.lines if view is not None and self._number else []
        return case_number in [line.case_number for line in lines]

    def _show_anew(self, view: HandBackView) -> None:
        """Somebody settled, paid or blocked meanwhile: then what was ticked is asked again."""
        before = self.ready.view
        if before is None or view.receipt_number != self._number:
            return
        now, then = ([(n.blocks, n.due_fen) for n in v.lines] for v in (view, before))
        if now != then or view.status is not before.status:
            self._show_view(view)

    def _role(self) -> Role | None:
        """What whoever is signed in does here."""
        code, found = self.kit.desk.person_code, self.kit.desk.glance(people).rows
        return next((Role(one.role) for one in found if one.code == code), None)

    def _show_alarm(self, view: HandBackView) -> None:
        if view.receipt_number != self._number or not view.blocks:
            return
        self.alarm.show_view(view)
        cases = [*view.lines, *view.closed]
        reply = self.kit.desk.ask(timeline, number=cases[0].case_number)
        reply.then(self._show_log, view.receipt_number)

    def _show_log(self, page: Page[TimelineEntry], number: str) -> None:
        if number == self._number:
            self.alarm.show_log(page)

    def _no_receipt(self, refusal: RuleBroken, asked: str) -> None:
        if asked != self._asked:
            return  # another was scanned since
        self._asked = ""
        is_foreign = refusal.rule == OF_ANOTHER_OUTLET
        self.kit.scans.tell(Outcome.ALARM if is_foreign else Outcome.UNKNOWN)
        if self.stack.currentWidget() is self.empty:
            self.empty.refuse(sentence(refusal.rule, refusal.facts, self.kit.language.words))
        else:
            self.refused.emit(refusal)

    def _sent(self) -> None:
        self._owed -= 1

    def _handed_back(self, answer: Any, receipt: str) -> None:
        number = self.kit.figures.number(answer.receipt_number)
        if answer.new_receipt_number:
            fresh = self.kit.figures.number(answer.new_receipt_number)
            text = self.say("Handed back; receipt {number} holds the rest", number=fresh)
        else:
            text = self.say("Handed back; receipt {number} is void", number=number)
        if answer.change_fen:
            change = self.kit.figures.amount(answer.change_fen)
            text = self.say("{done}; change {amount}", done=text, amount=change)
        if receipt == self._number:
            self._put_away()
        self.told.emit(text)
        numbers = [item.settlement_number for item in answer.items]
        self.kit.print_room.print_queued([*numbers, answer.new_receipt_number])

    def _refused(self, refusal: RuleBroken, receipt: str) -> None:
        """What was ticked and typed stays, unless the receipt itself is another one now."""
        self.refused.emit(refusal)
        if refusal.rule.startswith("receipt."):
            self._look_again(receipt)

    def _found(self) -> None:
        reply = self.kit.desk.do("receipt_found", receipt_number=self._number)
        reply.then(self._reopen, self._number).sorry(self._refused, self._number)

    def _reopen(self, _answer: Any, receipt: str) -> None:
        """Found again: now the paper itself has to be shown."""
        if receipt == self._number and not self._asked:
            self.open_with(receipt)

    def _report(self, name: str) -> None:
        facts = {"receipt_number": self._lost, "reported_by": name}
        reply = self.kit.desk.do("report_receipt_lost", **facts)
        reply.then(self._reported, self._lost, self._dialog)
        reply.sorry(self._refuse_loss, self._dialog)

    def _refuse_loss(self, refusal: RuleBroken, dialog: LossDialog | None) -> None:
        if dialog is not None and dialog is self._dialog:
            dialog.refuse(refusal)
        else:
            self.refused.emit(refusal)

    def _close_dialog(self, dialog: LossDialog | None) -> None:
        if dialog is not None and dialog is self._dialog:
            dialog.accept()

    def _forget_dialog(self, _result: int) -> None:
        self._dialog = None

    def _reported(self, _answer: Any, lost: str, dialog: LossDialog | None) -> None:
        self._close_dialog(dialog)
        self.told.emit(self.say("The receipt is blocked: nobody can use it"))
        self._look_again(lost)

    def _declare(self, facts: dict[str, Any]) -> None:
        reply = self.kit.desk.do("declare_receipt_lost", receipt_number=self._lost, **facts)
        reply.then(self._declared, self._lost, self._dialog)
        reply.sorry(self._refuse_loss, self._dialog)

    def _declared(self, answer: Any, lost: str, dialog: LossDialog | None) -> None:
        self._close_dialog(dialog)
        if lost != self._number or self._asked:
            self.told.emit(self.say("The loss is declared"))
        elif answer.new_receipt_number:
            self.open_with(answer.new_receipt_number)
        elif answer.open_cases:
            self.told.emit(self.say("The loss is declared"))
            self.open_with(answer.open_cases[0])

    def _print_statement(self) -> None:
        chosen = [panel.line.settlement for panel in self.ready.chosen()]
        numbers = [made.number for made in chosen if made is not None]
        if not numbers:
            self.objected.emit(self.say("There is no statement yet: settle the item first."))
            return
        reply = self.kit.desk.do("print_statements", settlement_numbers=numbers)
        reply.then(self._statements_queued).sorry(self._refused, self._number)

    def _statements_queued(self, queued: Any) -> None:
        self.kit.print_room.print_queued(list(queued.numbers))

    def _take_kinds(self, page: Page[ItemKindRow]) -> None:
        for part in (self.ready, self.alarm):
            part.use_kinds({kind.code: kind for kind in page.rows})

    def _take_people(self, page: Page[PersonRow]) -> None:
        right = "declare_receipt_lost"
        self._supervisors = [p for p in page.rows if p.has_pin and may(p.role, right)]
