"""What was queued and never came out is offered in words: once a start, and after a failure."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.kit import Kit
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from counter.storage.questions.lists import PrintRow
    from ui.dialogs.left_papers import LeftPapersDialog


class LeftPapers(QObject):
    """Asks the queue when somebody comes; nothing is printed before he has looked."""

    told = Signal(str)

    def __init__(self, kit: Kit, host: QWidget, toast: Toast):
        super().__init__(host)
        self._kit, self._host, self._toast = kit, host, toast
        self._is_asked = False
        self._text = ""
        self._rows: list[PrintRow] = []
        self.dialog: LeftPapersDialog | None = None

    def offer(self, _person: object = None) -> None:
        """Somebody is here: say what is left, if anything is."""
        from counter.storage.questions.lists import unprinted

        if not self._is_asked:
            self._is_asked = True
            self._kit.desk.ask(unprinted).then(self._take)

    def offer_again(self) -> None:
        """A paper did not come out: whoever comes next is told, too."""
        self._is_asked = False

    def ask(self) -> None:
        """Look what is left now, and show it."""
        from counter.storage.questions.lists import unprinted

        self._kit.desk.ask(unprinted).then(self._show)

    def _show(self, rows: list["PrintRow"]) -> None:
        self._rows = self._left_of(rows)
        if self._rows:
            self.look()
        else:
            self.told.emit(self._kit.language.say("No paper is left unprinted."))

    def look(self) -> None:
        """Show what is left."""
        from ui.dialogs.left_papers import LeftPapersDialog

        if self.dialog is None:
            self.dialog = LeftPapersDialog(self._kit, self._host, self._rows)
            self.dialog.sent.connect(self._decided)
            self.dialog.finished.connect(self._forget)
            self.dialog.open()

    def _take(self, rows: list["PrintRow"]) -> None:
        self._rows = self._left_of(rows)
        if self._rows:
            self.say_offer()

    def _left_of(self, rows: list["PrintRow"]) -> list["PrintRow"]:
        room = self._kit.print_room
        return [row for row in rows if not room.is_on_its_way(row.place)]

    def is_offered(self) -> bool:
        """Whether the window says so now."""
        return bool(self._text) and self._toast.text() == self._text

    def say_offer(self) -> None:
        """Say how many papers are left, and offer to look."""
        language = self._kit.language
        self._text = language.say_n(
            "{n} paper is left unprinted from before",
            "{n} papers are left unprinted from before",
            len(self._rows),
        )
        action = language.say("Look")
        self._toast.show_message(self._text, icon="printer", action=action, act=self.look)

    def _decided(self, facts: dict[str, Any]) -> None:
        room = self._kit.print_room
        if facts["put_away"]:
            room.put_away(facts["put_away"])
        if facts["print"]:
            room.print_rows(facts["print"])
        if self.dialog is not None:
            self.dialog.accept()

    def _forget(self, _result: int) -> None:
        self.dialog = None
