"""What is done to the thing that is open: a form above its page, an act, a sentence about it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.refusals import RuleBroken
from ui.dialogs.form import FormDialog
from ui.dialogs.reason import Asked, ReasonDialog
from ui.kit import Kit


class FormDeeds(QObject):
    """One form at a time; a refusal is shown in it, or at the foot of the window without it."""

    told = Signal(str)
    undoable = Signal(str, object)
    refused = Signal(object)
    wants = Signal(str, object)

    def __init__(self, kit: Kit, page: QWidget):
        super().__init__(page)
        self._kit, self._page = kit, page
        self.dialog: FormDialog | None = None

    def _send(self, facts: dict[str, Any]) -> None:
        """Do what the form was filled in for."""
        raise NotImplementedError

    def _ask(self, ask: Callable[[], Asked], icon: str) -> None:
        self._open(ReasonDialog(self._kit, self._page.window(), ask, icon))

    def _is_free(self) -> bool:
        """Whether a form may open that was asked for a moment ago: the page is still there, and
        nothing else lies over it.
        """
        return self.dialog is None and self._page.isVisible() and self._page.isEnabled()

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.sent.connect(self._send)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self, _result: int) -> None:
        self.dialog = None

    def _close(self, dialog: FormDialog | None) -> None:
        """Close the form that asked for an act, unless it was left and another one opened."""
        if dialog is not None and dialog is self.dialog:
            dialog.accept()

    def _refuse(self, refusal: RuleBroken, dialog: FormDialog | None = None) -> None:
        if dialog is not None and dialog is self.dialog:
            dialog.refuse(refusal)
        else:
            self.refused.emit(refusal)
