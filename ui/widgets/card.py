"""A card: one subject of a page with its title and, at the right, what belongs to the title."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.widgets.labels import label
from ui.widgets.layouts import Margins

PADDING: Margins = (16, 10, 16, 12)


class Card(QFrame):
    """A white surface with a title row; parts are added to `box`."""

    def __init__(self, *trailing: QWidget, padding: Margins = PADDING, titled: bool = True):
        super().__init__()
        self.setProperty("role", "card")
        self.box = QVBoxLayout(self)
        self.box.setContentsMargins(*padding)
        self.box.setSpacing(8)
        self.title: QLabel = label("", "title")
        if titled:
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(self.title)
            head.addStretch(1)
            for part in trailing:
                head.addWidget(part)
            self.box.addLayout(head)

    def say(self, title: str) -> None:
        """Set the title, which also names the card for screen readers."""
        self.title.setText(title)
        self.setAccessibleName(title)
