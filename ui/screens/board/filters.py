"""What the board shows: everything, one's own, what is due, one kind, one technician, or words."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from counter.storage.questions.lists import ItemKindRow, PersonRow
from ui.kit import Kit
from ui.widgets.field import limited
from ui.widgets.layouts import row

PAUSE_MS = 150
COMBO_WIDTH, TEXT_WIDTH, ROOM = 132, 124, 20


class MoreFilters(QWidget):
    """Kind, technician and words; built once somebody is there who may need them."""

    changed = Signal()

    def __init__(self, kit: Kit):
        super().__init__()
        self._kit = kit
        self._kinds: list[tuple[str, str, str]] = []
        self._people: list[tuple[str, str]] = []
        self.kind, self.technician, self.text = (
            QComboBox(),
            QComboBox(),
            limited(QLineEdit(), "search"),
        )
        for box in (self.kind, self.technician):
            box.setMinimumWidth(COMBO_WIDTH - ROOM)
            box.setMaximumWidth(COMBO_WIDTH)
            # by what is in it, not by what was in it when it was first shown
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            box.currentIndexChanged.connect(self.changed)
        self.text.setFixedWidth(TEXT_WIDTH)
        self.text.setClearButtonEnabled(True)
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self.changed)
        self.text.textChanged.connect(self._typed)
        self.setLayout(row(self.kind, self.technician, self.text, gap=8))
        self.say_all()

    def say_all(self) -> None:
        """Set every text anew."""
        say, named = self._kit.language.say, self._kit.language.named
        self.kind.setAccessibleName(say("Kind of item"))
        self.technician.setAccessibleName(say("Technician"))
        self.text.setAccessibleName(say("Find on cards"))
        self.text.setPlaceholderText(say("Find on cards"))
        kinds = [(code, named(zh, en)) for code, zh, en in self._kinds]
        self._fill(self.kind, say("Every kind"), kinds)
        self._fill(self.technician, say("Everybody"), self._people)

    def offer(self, kinds: list[ItemKindRow], people: list[PersonRow]) -> None:
        """Offer what the shop has."""
        now = [(kind.code, kind.name_zh, kind.name_en) for kind in kinds]
        here = [(one.code, one.name) for one in people]
        if (now, here) != (self._kinds, self._people):
            self._kinds, self._people = now, here
            self.say_all()

    def is_set(self) -> bool:
        """Whether anything is left out."""
        return bool(self.kind.currentData() or self.technician.currentData() or self.words())

    def words(self) -> str:
        """What was typed."""
        return self.text.text().strip()

    def clear(self) -> None:
        """Leave nothing out."""
        self.kind.setCurrentIndex(0)
        self.technician.setCurrentIndex(0)
        self.text.clear()

    def _typed(self) -> None:
        self._soon.start()

    def _fill(self, box: QComboBox, everything: str, choices: list[tuple[str, str]]) -> None:
        kept = box.currentData()
        box.blockSignals(True)
        box.clear()
        box.addItem(everything, "")
        for code, text in choices:
            box.addItem(text, code)
        box.setCurrentIndex(max(0, box.findData(kept)))
        box.blockSignals(False)
