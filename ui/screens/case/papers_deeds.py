"""A paper of the case looked at closely, and printed again with a reason."""

from typing import Any

from PySide6.QtWidgets import QWidget

from counter.domain.papers import Paper
from counter.domain.refusals import RuleBroken
from counter.papers import records_of
from counter.services.papers import Queued
from counter.storage.questions.cases import CaseView
from counter.storage.questions.reprints import reprints_of
from ui.dialogs.form import FormDialog
from ui.dialogs.form_deeds import FormDeeds
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.reason import Asked
from ui.kit import Kit
from ui.screens.case.paper_tile import CasePaper

ESTIMATE = "estimate"


class PaperDeeds(FormDeeds):
    """Preview and reprint."""

    def __init__(self, kit: Kit, page: QWidget):
        super().__init__(kit, page)
        self._view: CaseView | None = None
        self._paper: CasePaper | None = None
        self._may_reprint = self._may_offer = False
        self.preview_dialog: PreviewDialog | None = None

    def use(self, view: CaseView, *, may_reprint: bool, may_offer: bool) -> None:
        """Take the case as it stands, whether papers may be printed again, and estimates at all."""
        self._view, self._may_reprint, self._may_offer = view, may_reprint, may_offer

    def forget(self) -> None:
        """Another case is being opened: no paper of this one is shown any more."""
        self._paper = None

    def preview(self, paper: CasePaper) -> None:
        """Show a paper closely."""
        self._paper = paper
        facts: dict[str, Any] = {"form": paper.form, "number": paper.number}
        facts |= {"at": self._kit.now(), "language": self._kit.language.code}
        self._kit.desk.ask(records_of, **facts).then(self._show, paper).sorry(self._refuse)

    def _show(self, papers: list[Paper], paper: CasePaper) -> None:
        if paper is not self._paper or self.preview_dialog is not None or not self._is_free():
            return  # another one was asked for since, the same one twice, or the page was left
        window = self._page.window()
        printable = self._may_reprint or (self._may_offer and paper.form == ESTIMATE)
        dialog = PreviewDialog(self._kit, window, paper.form, papers[0], printable=printable)
        dialog.finished.connect(self._forget_preview)
        self.preview_dialog = dialog
        dialog.open()

    def _forget_preview(self, result: int) -> None:
        """The preview was closed: by its button it is to be printed."""
        self.preview_dialog = None
        if result == PreviewDialog.DialogCode.Accepted:
            if self._may_offer and self._paper is not None and self._paper.form == ESTIMATE:
                number = self._paper.number
                reply = self._kit.desk.do("print_estimate", estimate_number=number)
                reply.then(self._offered).sorry(self._offered_before, self._paper)
            else:
                self._ask(self._asked, "printer")

    def _offered(self, answer: Queued) -> None:
        self._kit.print_room.print_queued([answer.number])
        self.told.emit(self._kit.language.say("The estimate is printed"))

    def _offered_before(self, refusal: RuleBroken, paper: CasePaper) -> None:
        """It was printed: once more only with a reason."""
        if refusal.rule != "paper.printed_already" or not self._may_reprint:
            self._refuse(refusal)
        elif paper is self._paper and self.preview_dialog is None and self._is_free():
            self._ask(self._asked, "printer")

    def _asked(self) -> Asked:
        say = self._kit.language.say
        title = self._paper.title if self._paper else ""
        return Asked(
            title=say("Print again: {paper}", paper=title),
            go=say("Print"),
            text=say("It is marked as a reprint and counted."),
            reasons=[say("Paper jam"), say("Print too faint"), say("The sheet was lost")],
        )

    def _send(self, facts: dict[str, Any]) -> None:
        if self._paper is not None:
            named = {"form": self._paper.form, "number": self._paper.number}
            reply = self._kit.desk.do("reprint_paper", **named, **facts)
            reply.then(self._reprinted, self._paper.number, self.dialog)
            reply.sorry(self._refuse, self.dialog)

    def _reprinted(self, _answer: object, number: str, dialog: FormDialog | None) -> None:
        self._close(dialog)
        self._kit.desk.ask(reprints_of, number=number).then(self._print, number)

    def _print(self, count: int, number: str) -> None:
        self._kit.print_room.print_queued([number], reprints=True)
        text = self._kit.language.say("Reprint {n} of this paper", n=count)
        self.told.emit(text)
