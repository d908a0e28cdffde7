"""Nothing is on the counter yet: what to do, and what to do without a receipt."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from counter.domain.numbers import NumberKind
from ui.kit import Kit
from ui.short_numbers import whole_number
from ui.widgets.field import CodeEdit, Field
from ui.widgets.labels import label
from ui.widgets.layouts import column, framed, holder, row
from ui.widgets.marks import KindTile

WIDTH = 460
KINDS = (NumberKind.RECEIPT, NumberKind.CASE, NumberKind.CARD)


class EmptyPage(QWidget):
    """Waits for a receipt."""

    entered = Signal(str)

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._title, self._text = label("", "page"), label("", "muted", wrap=True)
        self.number = CodeEdit()
        self.field = Field(self.number)
        self.field.note.setWordWrap(True)
        tile = KindTile(kit.theme, "scan-barcode", 64)
        inside = column(tile, self._title, self._text, self.field, gap=10, margins=(32, 28, 32, 24))
        inside.setAlignment(tile, Qt.AlignmentFlag.AlignLeft)
        inside.insertSpacing(3, 6)
        card = framed(inside)
        card.setFixedWidth(WIDTH)
        self.setLayout(column(2, holder(row(1, card, 1)), 3))
        self.number.returnPressed.connect(self._enter)
        self.number.textEdited.connect(self._typed)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self._title.setText(say("Scan the customer's receipt"))
        self._text.setText(
            say("Without a receipt the repair card, the item's label or the case leads there too.")
        )
        self.field.say(say("Or type its &number"), say("16 digits, or the short ones: 26 00022"))

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the number."""
        self.field.object_to(sentence)

    def start(self) -> None:
        """Begin anew."""
        self.number.clear()
        self.field.clear_state()
        self.number.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self.field.clear_state()

    def _enter(self) -> None:
        if self.number.text().strip():
            self.entered.emit(whole_number(self._kit, self.number.text(), *KINDS))
