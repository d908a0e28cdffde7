"""A box to pick one of a few from, which a scanner's digits do not turn."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from ui.widgets.chips import Choice
from ui.widgets.look import tip_of


class Pick(QComboBox):
    """One of some choices by code; the empty code is everything."""

    picked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.currentIndexChanged.connect(self._tell)

    def offer(self, name: str, choices: list[Choice]) -> None:
        """Offer these, keeping what is picked while it is still there."""
        self.setAccessibleName(name)
        code = self.code()
        self.blockSignals(True)
        self.clear()
        for choice in choices:
            self.addItem(choice.text, choice.code)
        self.setCurrentIndex(max(0, self.findData(code)))
        self.blockSignals(False)

    def code(self) -> str:
        """What is picked."""
        return str(self.currentData() or "")

    def pick(self, code: str) -> None:
        """Pick a code without telling."""
        self.blockSignals(True)
        self.setCurrentIndex(max(0, self.findData(code)))
        self.blockSignals(False)

    def held(self) -> object:
        """What is picked, for the scanner's filter."""
        return self.code()

    def put_back(self, held: object) -> None:
        """Undo what the digits of a scan picked."""
        code = str(held)
        if code != self.code():
            self.pick(code)
            self.picked.emit()

    def paintEvent(self, _event: QPaintEvent, /) -> None:
        """A style sheet's box clips its text: here it is cut with …, and whole in the tool tip."""
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        field = QStyle.SubControl.SC_ComboBoxEditField
        box = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self)
        whole = self.currentText()
        shown = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, box.width() - 4)
        option.currentText = shown  # pyright: ignore[reportAttributeAccessIssue]
        self.setToolTip(tip_of(whole) if shown != whole else "")
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()

    def _tell(self, _place: int) -> None:
        self.picked.emit()
