"""The models of the catalogue, offered below the field while one is typed."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from counter.storage.questions.lists import ItemKindRow
from counter.storage.questions.models import ModelRow, models
from ui.kit import Kit
from ui.screens.check_in.kinds import kind_name
from ui.widgets.hit_list import HitList, show_below
from ui.widgets.layouts import column, framed

PAUSE_MS = 60  # a scanner's burst is over before anything is looked for
WIDTH, NO_ICON = 420, "shapes"
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class ModelLine:
    """A model as its line shows it: brand and name, and at the end what it is."""

    model: ModelRow
    icon: str
    end: str

    @property
    def text(self) -> str:
        """Brand and name."""
        return f"{self.model.brand} {self.model.name}".strip()

    def spoken(self) -> str:
        """The line as one sentence."""
        return ", ".join(text for text in (self.text, self.end) if text)


class ModelList(QObject):
    """Offers what begins with what is typed; arrows choose, Enter takes what is chosen, Esc closes.

    Nothing is chosen by itself: Enter alone leaves what was typed.
    """

    picked = Signal(object)  # a ModelRow

    def __init__(self, kit: Kit, edit: QLineEdit, wanted: Callable[[], tuple[str, str]]):
        """`wanted` says which brand and which kind of item stand in the form already."""
        super().__init__(edit)
        self._kit, self._edit, self._wanted = kit, edit, wanted
        self._kinds: dict[str, ItemKindRow] = {}
        self.list = HitList(kit.theme)
        self.frame = framed(column(self.list, gap=0, margins=(0, 6, 0, 6)), "card", name="palette")
        self.frame.setParent(edit)
        self.frame.hide()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._look)
        self.list.picked.connect(self._take)
        edit.textEdited.connect(self._edited)
        edit.installEventFilter(self)

    def say_all(self) -> None:
        """Set every text anew."""
        self.list.setAccessibleName(self._kit.language.say("Models of the catalogue"))

    def use_kinds(self, kinds: list[ItemKindRow]) -> None:
        """What the outlet calls the kinds of item."""
        self._kinds = {kind.code: kind for kind in kinds}

    def close_list(self) -> None:
        """Offer nothing more."""
        self._pause.stop()
        self.frame.hide()

    def is_waiting(self) -> bool:
        """Whether somebody types on, so that nothing was looked for yet."""
        return self._pause.isActive()

    def eventFilter(self, _watched: QObject, event: QEvent, /) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.close_list()
        if not isinstance(event, QKeyEvent) or not self.frame.isVisible():
            return False
        if event.type() == QEvent.Type.ShortcutOverride and event.key() == Qt.Key.Key_Escape:
            event.accept()  # it closes the list, and leaves the page as it is
            return True
        return event.type() == QEvent.Type.KeyPress and self._pressed(Qt.Key(event.key()))

    def _pressed(self, pressed: Qt.Key) -> bool:
        chosen = self.list.chosen()
        if pressed in STEPS:
            self.list.step(STEPS[pressed])
        elif pressed == Qt.Key.Key_Escape:
            self.close_list()
        elif pressed in ENTER and chosen is not None and not self.is_waiting():
            self._take(chosen)
        else:
            return False
        return True

    def _edited(self, text: str) -> None:
        if text.strip():
            self._pause.start()
        else:
            self.close_list()

    def _look(self) -> None:
        brand, kind = self._wanted()
        page = self._kit.desk.glance(models, text=self._edit.text(), brand=brand, kind=kind)
        if page.rows and self._edit.hasFocus():
            self.list.show_lines([self._line(one) for one in page.rows], choose=False)
            show_below(self._kit.theme, self.frame, self._edit, self._edit.window(), WIDTH)
        else:
            self.frame.hide()

    def _line(self, model: ModelRow) -> ModelLine:
        kind = self._kinds.get(model.kind_code)
        name = model.product or kind_name(kind, self._kit.language)
        return ModelLine(model, (kind.icon if kind else "") or NO_ICON, name)

    def _take(self, line: object) -> None:
        if isinstance(line, ModelLine):
            self.close_list()
            self.picked.emit(line.model)
