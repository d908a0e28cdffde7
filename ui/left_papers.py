"""The print queue within reach: what is left of it is offered once a start and after a failure."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from counter.domain.states import PrintStatus
from ui.kit import Kit
from ui.widgets.toast import Toast

if TYPE_CHECKING:
    from counter.storage.questions.lists import PrintRow
    from ui.dialogs.print_queue import PrintQueueDialog

MOST_SHOWN, SOON_MS = 200, 1000


class LeftPapers(QObject):
    """Asks the queue when somebody comes; what an act of before queued is printed by nobody before
    he has looked.
    """

    def __init__(self, kit: Kit, host: QWidget, toast: Toast):
        super().__init__(host)
        self._kit, self._host, self._toast = kit, host, toast
        self._is_asked = False
        self._text = ""
        self._left = 0
        self.dialog: PrintQueueDialog | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.say_offer)

    def offer(self, _person: object = None) -> None:
        """Somebody is here: say what is left, if anything is."""
        if not self._is_asked:
            self._is_asked = True
            self._kit.print_room.look_back().after(self._ask_for_offer)

    def offer_again(self) -> None:
        """A paper did not come out: whoever comes next is told, too."""
        self._is_asked = False

    def ask(self) -> None:
        """Look how the queue is now, and show it."""
        from counter.storage.questions.lists import unprinted

        self._kit.desk.ask(unprinted, limit=MOST_SHOWN).then(self._show)

    def name_of(self, form: str) -> str:
        """What a paper is called at the counter."""
        from ui.dialogs.print_queue_words import QueueWords

        return QueueWords(self._kit).name(form)

    def _ask_for_offer(self) -> None:
        from counter.storage.questions.lists import unprinted

        self._kit.desk.ask(unprinted, limit=MOST_SHOWN).then(self._take)

    def _show(self, rows: list["PrintRow"]) -> None:
        from ui.dialogs.print_queue import PrintQueueDialog

        if self.dialog is None and self._kit.desk.person_code:  # else whoever asked has gone
            self.dialog = PrintQueueDialog(self._kit, self._host, rows)
            self.dialog.finished.connect(self._forget)
            self.dialog.open()

    def _take(self, rows: list["PrintRow"]) -> None:
        self._left = sum(row.status is not PrintStatus.PRINTING for row in rows)
        if self._left:
            self.say_offer()

    def is_offered(self) -> bool:
        """Whether the window says so now."""
        return bool(self._text) and self._toast.text() == self._text

    def say_offer(self) -> None:
        """Say how many papers are left, and offer to look; what stands there is about the case
        somebody has in his hands, so it comes first.
        """
        if self._toast.isVisible() and not self.is_offered():
            self._soon.start()
            return
        language = self._kit.language
        self._text = language.say_n(
            "{n} paper is left unprinted from before",
            "{n} papers are left unprinted from before",
            self._left,
        )
        action = language.say("Look")
        self._toast.show_message(self._text, icon="printer", action=action, act=self.ask)

    def _forget(self, _result: int) -> None:
        self.dialog = None
