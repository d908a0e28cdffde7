"""What is wrong, by chips and in the customer's own words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from counter.storage.questions.lists import ItemKindRow
from ui.kit import Kit
from ui.screens.check_in.draft import ItemDraft, typed
from ui.screens.check_in.kinds import choices
from ui.widgets.card import Card
from ui.widgets.chips import Chips
from ui.widgets.labels import label
from ui.widgets.layouts import row, stretched

WORDS_HEIGHT, TITLE_WIDTH = 48, 76


class Words(QPlainTextEdit):
    """A few lines of free text: Enter goes on, Shift+Enter begins a line."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(WORDS_HEIGHT)
        self.setTabChangesFocus(True)

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            self.left.emit()
            return
        super().keyPressEvent(event)


class FaultCard(Card):
    """The faults of one item."""

    changed = Signal()
    left = Signal()

    def __init__(self, kit: Kit):
        super().__init__(titled=False)
        self._kit = kit
        self._kind: ItemKindRow | None = None
        self.faults, self.words = Chips(kit.theme, gap=6, padding=12), Words()
        self._title = label("", "strong")
        self._title.setMinimumWidth(TITLE_WIDTH)
        self.box.addLayout(stretched(row(self._title, self.faults, gap=12), 0, 1))
        self.box.addWidget(self.words)
        self.faults.changed.connect(self.changed)
        self.faults.left.connect(self.left)
        self.words.textChanged.connect(self.changed)
        self.words.left.connect(self.left)

    def say_all(self) -> None:
        """Set every text anew."""
        say = self._kit.language.say
        self.setAccessibleName(say("What is wrong"))
        self._title.setText(say("Fault"))
        self.faults.name(say("Faults"))
        self.words.setPlaceholderText(say("In the customer's words"))
        self.words.setAccessibleName(say("In the customer's words"))
        self.offer(self._kind)

    def offer(self, kind: ItemKindRow | None) -> None:
        """Offer the faults of a kind."""
        self._kind = kind
        self.faults.offer(choices(kind.faults, self._kit.language) if kind else [])

    def show_item(self, item: ItemDraft) -> None:
        """Fill in an item."""
        self.faults.choose(item.faults)
        self.words.setPlainText(item.fault_words)

    def read_into(self, item: ItemDraft) -> None:
        """Put what is chosen and typed into an item."""
        item.faults = self.faults.value()
        item.fault_words = typed(self.words.toPlainText(), lines=True)

    def is_gap(self) -> bool:
        """Whether nobody said yet what is wrong."""
        return not self.faults.value() and not self.words.toPlainText().strip()

    def start(self) -> None:
        """Put the focus where the answer is given."""
        if self.faults.chips:
            self.faults.start()
        else:
            self.words.setFocus(Qt.FocusReason.TabFocusReason)
