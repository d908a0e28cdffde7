"""The name of whoever takes the items: on the pad, or on paper."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.signing import signed_sha256
from counter.services.signing import SignatureFacts
from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import label
from ui.widgets.layouts import column, row
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.ticks import Tick


class SignPanel(QWidget):
    """Pad and tick; what was signed for is bound to the strokes when the pen is lifted."""

    changed = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._facts: dict[str, Any] = {}
        self._signed = ""  # the hash of what stood there when it was signed
        self._title, self._clear = label("", "label"), Button(kit.theme, "link")
        self.pad, self.on_paper = SignaturePad(), Tick(kit.theme)
        head = row(self._title, 1, self._clear)
        self.setLayout(column(head, self.pad, self.on_paper, gap=4))
        self._clear.clicked.connect(self.pad.clear)
        self.pad.changed.connect(self._pen_lifted)
        self.on_paper.toggled.connect(self._ticked)
        self._clear.hide()

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Signature"))
        self._clear.say(say("Clear"), say("Delete clears the pad"))
        self.pad.say(say("Pad to sign on"), say("Customer signs for receipt"))
        self.on_paper.say(say("Signed on paper"))

    def begin_anew(self) -> None:
        """Another receipt."""
        self.on_paper.setChecked(False)
        self.pad.clear()

    def stand_under(self, facts: dict[str, Any]) -> bool:
        """What is signed for now; False when a name that stood under something else was cleared."""
        self._facts = facts
        if self.pad.is_blank() or self._signed == signed_sha256(facts):
            return True
        self.pad.clear()
        return False

    def is_gap(self) -> bool:
        """Whether nobody has signed yet."""
        return not (self.on_paper.isChecked() or self.pad.is_signed())

    def signature(self) -> SignatureFacts | None:
        """The name on the pad; None where it was signed on paper."""
        if self.on_paper.isChecked() or not self.pad.is_signed():
            return None
        return SignatureFacts(strokes=self.pad.strokes(), signed_sha256=self._signed)

    def start(self) -> None:
        """Put the focus where a keyboard can answer."""
        self.on_paper.setFocus(Qt.FocusReason.TabFocusReason)

    def stops(self) -> list[QWidget]:
        """Where Tab stops, in asking order."""
        return [self.pad, self.on_paper]

    def _pen_lifted(self) -> None:
        self._signed = "" if self.pad.is_blank() else signed_sha256(self._facts)
        self._clear.setVisible(not self.pad.is_blank())
        if not self.pad.is_blank():
            self.on_paper.setChecked(False)
        self.changed.emit()

    def _ticked(self, on: bool) -> None:
        if on:
            self.pad.clear()
        self.changed.emit()
