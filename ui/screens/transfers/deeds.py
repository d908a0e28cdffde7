"""What is done to a transfer: an act, or a form first that asks why."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from ui.dialogs.form import FormDialog
from ui.dialogs.form_deeds import FormDeeds
from ui.dialogs.reason import Asked
from ui.kit import Kit
from ui.screens.transfers.words import ONE

DAMAGE = "damage"
LOSS = "declare_transfer_lost"


class TransferDeeds(FormDeeds):
    """Runs one act at a time; the page shows what came of it."""

    done = Signal(str, object)  # the act and its answer
    not_done = Signal(object)  # why not
    damaged = Signal(str, str)  # the label of an item, and what is damaged on it

    def __init__(self, kit: Kit, page: QWidget):
        super().__init__(kit, page)
        self._act, self._facts = "", dict[str, Any]()
        self._is_running = False

    def run(self, act: str, **facts: Any) -> None:
        """Do it at once."""
        if self._is_running:
            return
        self._do(act, facts)

    def ask_why(self, act: str, asked: Callable[[], Asked], **facts: Any) -> None:
        """Ask for the reason first."""
        self._act, self._facts = act, facts
        self._ask(asked, "undo-2")

    def ask_loss(self, asked: Callable[[], Asked], number: str, chosen: str) -> None:
        """Ask why items are given up as lost: all that are awaited, or the chosen case."""
        self._act, self._facts = LOSS, {"transfer_number": number, "chosen": chosen}
        self._ask(asked, "shield-alert")

    def ask_damage(self, number: str) -> None:
        """Ask what is damaged on an item."""
        self._act, self._facts = DAMAGE, {"number": number}
        self._ask(self._damage_asked, "triangle-alert")

    def print_again(self, number: str) -> None:
        """Print the note once more, with a reason."""
        self._act, self._facts = "reprint_paper", {"form": "transfer", "number": number}
        self._ask(self._print_asked, "printer")

    def _damage_asked(self) -> Asked:
        say = self._kit.language.say
        return Asked(
            title=say("What is damaged?"),
            go=say("Note it"),
            then=say("Take a picture of it on the page of the case once it is taken over."),
            reasons=[say("Scratched"), say("Broken"), say("Wet"), say("Accessory missing")],
            label=say("&Damage"),
        )

    def _print_asked(self) -> Asked:
        say = self._kit.language.say
        return Asked(
            title=say("Print again: {paper}", paper=say("Transfer note")),
            go=say("Print"),
            text=say("It is marked as a reprint and counted."),
            reasons=[say("Paper jam"), say("Print too faint"), say("The sheet was lost")],
        )

    def _send(self, facts: dict[str, Any]) -> None:
        if self._act == DAMAGE:
            self._close(self.dialog)
            self.damaged.emit(self._facts["number"], facts["reason"])
            return
        if not self._is_running:
            self._do(self._act, self._wanted(facts), self.dialog)

    def _do(self, act: str, facts: dict[str, Any], dialog: FormDialog | None = None) -> None:
        self._is_running = True
        reply = self._kit.desk.do(act, **facts)
        reply.then(self._was_done, act, dialog).sorry(self._was_refused, dialog).after(self._ended)

    def _ended(self) -> None:
        self._is_running = False

    def _wanted(self, facts: dict[str, Any]) -> dict[str, Any]:
        if self._act != LOSS:
            return self._facts | facts
        chosen = (self._facts["chosen"],) if facts["what"] == ONE else ()
        number, reason = self._facts["transfer_number"], facts["reason"]
        return {"transfer_number": number, "case_numbers": chosen, "reason": reason}

    def _was_done(self, answer: Any, act: str, dialog: FormDialog | None) -> None:
        self._close(dialog)
        if act == "reprint_paper":
            self._kit.print_room.print_queued([answer.number], reprints=True)
            self.told.emit(self._kit.language.say("The transfer note is printed again"))
        else:
            self.done.emit(act, answer)

    def _was_refused(self, refusal: RuleBroken, dialog: FormDialog | None) -> None:
        if dialog is not None and dialog is self.dialog:
            dialog.refuse(refusal)
        else:
            self.not_done.emit(refusal)
