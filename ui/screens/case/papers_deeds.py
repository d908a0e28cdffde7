"""A paper of the case looked at closely, and printed again with a reason."""

from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.papers import Paper
from counter.domain.refusals import RuleBroken
from counter.papers import records_of
from counter.storage.questions.cases import CaseView
from counter.storage.questions.reprints import reprints_of
from counter.wording import sentence
from ui.dialogs.preview import PreviewDialog
from ui.dialogs.reason import Asked, ReasonDialog
from ui.kit import Kit
from ui.screens.case.paper_tile import CasePaper


class PaperDeeds(QObject):
    """Preview and reprint."""

    told = Signal(str)
    undoable = Signal(str, object)
    wants = Signal(str, object)

    def __init__(self, kit: Kit, page: QWidget):
        super().__init__(page)
        self._kit, self._page = kit, page
        self._view: CaseView | None = None
        self._paper: CasePaper | None = None
        self._may_reprint = False
        self.preview_dialog: PreviewDialog | None = None
        self.dialog: ReasonDialog | None = None

    def use(self, view: CaseView, *, may_reprint: bool) -> None:
        """Take the case as it stands, and whether papers may be printed again."""
        self._view, self._may_reprint = view, may_reprint

    def preview(self, paper: CasePaper) -> None:
        """Show a paper closely."""
        self._paper = paper
        facts: dict[str, Any] = {"form": paper.form, "number": paper.number}
        facts |= {"at": self._kit.now(), "language": self._kit.language.code}
        self._kit.desk.ask(records_of, **facts).then(self._show).sorry(self._refuse)

    def _show(self, papers: list[Paper]) -> None:
        paper = self._paper
        if paper is None:
            return
        window = self._page.window()
        dialog = PreviewDialog(
            self._kit, window, paper.form, papers[0], printable=self._may_reprint
        )
        dialog.finished.connect(self._forget_preview)
        self.preview_dialog = dialog
        dialog.open()

    def _forget_preview(self, result: int) -> None:
        """The preview was closed: by its button it is to be printed."""
        self.preview_dialog = None
        if result == PreviewDialog.DialogCode.Accepted:
            self._ask_reason()

    def _asked(self) -> Asked:
        say = self._kit.language.say
        title = self._paper.title if self._paper else ""
        return Asked(
            title=say("Print again: {paper}", paper=title),
            go=say("Print"),
            text=say("It is marked as a reprint and counted."),
            reasons=[say("Paper jam"), say("Print too faint"), say("The sheet was lost")],
        )

    def _ask_reason(self) -> None:
        dialog = ReasonDialog(self._kit, self._page.window(), self._asked, "printer")
        dialog.sent.connect(self._reprint)
        dialog.finished.connect(self._forget)
        self.dialog = dialog
        dialog.open()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _reprint(self, facts: dict[str, Any]) -> None:
        if self._paper is not None:
            named = {"form": self._paper.form, "number": self._paper.number}
            reply = self._kit.desk.do("reprint_paper", **named, **facts)
            reply.then(self._reprinted).sorry(self._refuse)

    def _reprinted(self, _answer: object) -> None:
        if self.dialog is not None:
            self.dialog.accept()
        if self._paper is not None:
            number = self._paper.number
            self._kit.desk.ask(reprints_of, number=number).then(self._print)

    def _print(self, count: int) -> None:
        if self._paper is None:
            return
        self._kit.print_room.print_queued([self._paper.number], reprints=True)
        text = self._kit.language.say("Reprint {n} of this paper", n=count)
        self.told.emit(text)

    def _refuse(self, refusal: RuleBroken) -> None:
        if self.dialog is not None:
            self.dialog.refuse(refusal)
        else:
            words = self._kit.language.words
            self.told.emit(sentence(refusal.rule, refusal.facts, words))
