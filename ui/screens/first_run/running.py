"""Something long on the first day: what is done, how far it is, and a way to stop it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from ui.kit import Kit
from ui.widgets.buttons import Button
from ui.widgets.labels import Callout, label
from ui.widgets.layouts import column, framed, row

WIDTH = 620


class Running(QWidget):
    """A card in the middle of the page."""

    stopped = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._title, self._text = label("", "title"), label("", "muted", wrap=True)
        self.progress, self.stop = QProgressBar(), Button(kit.theme)
        self.trouble = Callout(kit.theme, "triangle-alert", "danger")
        self.progress.setTextVisible(False)
        self.trouble.hide()
        foot = row(1, self.stop)
        parts = (self._title, self._text, self.progress, self.trouble, foot)
        card = framed(column(*parts, gap=12, margins=(24, 20, 24, 20)))
        card.setFixedWidth(WIDTH)
        self.setLayout(column(2, row(1, card, 1), 3))
        self.stop.clicked.connect(self.stopped)

    def say(self, title: str, text: str, stop: str) -> None:
        """Set the texts."""
        self._title.setText(title)
        self._text.setText(text)
        self.stop.say(stop, "Esc")
        self.progress.setAccessibleName(title)

    def begin(self) -> None:
        """Nothing is known of its length yet."""
        self.trouble.hide()
        self.progress.show()
        self.progress.setRange(0, 0)
        self.stop.setFocus()

    def show_progress(self, done: int, of: int) -> None:
        """How far it is."""
        self.progress.setRange(0, of)
        self.progress.setValue(done)

    def refuse(self, text: str) -> None:
        """It ended without being done."""
        self.progress.hide()
        self.trouble.show_text(text)
        self.trouble.show()
