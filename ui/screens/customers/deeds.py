"""What is done to a customer: each a form, an act, and a sentence about it."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.storage.questions.customer_file import CustomerFile, customer_file
from ui.dialogs.correct_customer import CorrectCustomerDialog, as_it_was
from ui.dialogs.form import FormDialog
from ui.dialogs.form_deeds import FormDeeds
from ui.dialogs.merge import MergeCustomersDialog, MergeUnitsDialog
from ui.dialogs.reason import Asked
from ui.kit import Kit
from ui.screens.customers.aside import CORRECT, ERASE, MERGE, MERGE_UNITS
from ui.undo import Reversal

ACTS = {
    CORRECT: "correct_customer",
    MERGE: "merge_customers",
    MERGE_UNITS: "merge_units",
    ERASE: "erase_customer",
}


class CustomerDeeds(FormDeeds):
    """Opens forms and runs acts for the file that is open."""

    kept = Signal(str)  # whose file is to be shown now

    def __init__(self, kit: Kit, page: QWidget):
        super().__init__(kit, page)
        self._file: CustomerFile | None = None  # that is shown
        self._at: CustomerFile | None = None  # that something is being done to
        self._code = ""

    def use(self, file: CustomerFile) -> None:
        """Take the file as it stands now."""
        self._file = file

    def run(self, code: str) -> None:
        """Do something: everything asks first."""
        if self._file is None or self.dialog is not None:
            return
        self._code, self._at = code, self._file
        if code == CORRECT:
            self._look(self._file)
        elif code == MERGE:
            self._open(MergeCustomersDialog(self._kit, self._page.window(), self._file))
        elif code == MERGE_UNITS:
            self._open(MergeUnitsDialog(self._kit, self._page.window(), self._file.units))
        else:
            self._ask(self._asked_to_erase, "x")

    def _look(self, file: CustomerFile) -> None:
        """The form shows what stands unmasked; the look is put on record first."""
        if "*" not in file.customer.name + file.customer.phone:
            self._open_correct(file, file)
            return
        reply = self._kit.desk.do("reveal_customer", customer_number=file.customer.number)
        reply.then(self._ask_unmasked, file).sorry(self._refuse)

    def _ask_unmasked(self, _answer: object, masked: CustomerFile) -> None:
        facts = {"number": masked.customer.number, "masked": False}
        self._kit.desk.ask(customer_file, **facts).then(self._open_correct, masked)

    def _open_correct(self, file: CustomerFile, masked: CustomerFile) -> None:
        if masked is not self._at or self._code != CORRECT or not self._is_free():
            return  # something else was begun since
        shown = self._file
        if shown is None or shown.customer.number != file.customer.number:
            return  # somebody else's file is open by now
        self._at = file
        self._open(CorrectCustomerDialog(self._kit, self._page.window(), file.customer))

    def _asked_to_erase(self) -> Asked:
        say = self._kit.language.say
        name = self._at.customer.name if self._at else ""
        return Asked(
            title=say("Erase {name}", name=name),
            go=say("Erase for good"),
            text=say(
                "Name, phones, address, e-mail and notes of this person are erased everywhere,"
                " also in the log. Money, items and custody stay. It cannot be taken back."
            ),
            then=say("It is refused while an item of this person is still here."),
            reasons=[say("The person asked for it"), say("Kept long enough")],
        )

    def _send(self, facts: dict[str, Any]) -> None:
        if self._at is None:
            return
        if self._code == CORRECT and not facts:
            self._close(self.dialog)  # nothing was changed
            return
        if self._code in (CORRECT, ERASE):
            facts = {"customer_number": self._at.customer.number} | facts
        reply = self._kit.desk.do(ACTS[self._code], **facts)
        reply.then(self._was_done, self._code, self._at, self.dialog)
        reply.sorry(self._refuse, self.dialog)

    def _was_done(
        self, answer: Any, code: str, file: CustomerFile, dialog: FormDialog | None
    ) -> None:
        say = self._kit.language.say
        self._close(dialog)
        if code == CORRECT:
            who = {"customer_number": file.customer.number}
            way = Reversal("correct_customer", who | as_it_was(file.customer))
            self.undoable.emit(say("The customer was corrected"), way)
        elif code == MERGE:
            self.told.emit(say("Both entries are one now"))
            if self._file is not None and self._file.customer.number == file.customer.number:
                self.kept.emit(answer.customer_number)
        elif code == MERGE_UNITS:
            self.told.emit(say("Both units are one now"))
        else:
            self.told.emit(say("The person was erased"))
